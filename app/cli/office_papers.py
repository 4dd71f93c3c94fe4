"""The office's own data and its own papers: 公示, 告知书, 纪要, 简报, 排查台账."""

from collections.abc import Mapping
from pathlib import Path

import click

from app.cli.output import Context, as_json, emit, pass_context, write_file
from app.cli.papers import document_line, document_shape, fields_of
from app.core.forms import form_called
from app.core.offices import Office
from app.errors import ValidationError

# What a command may change: words, not the numbers that the figures depend on.
WORDS = {
    "name": "机构名称", "superior": "上级信访部门", "review_body": "复查机关", "government": "有权处理的机关",
    "clerk": "信访专干", "phone": "办公电话", "address": "办公地址", "postcode": "邮政编码",
    "reception_hours": "接待时间", "reception_place": "接待地点", "complaint_phone": "咨询投诉电话",
    "online_channel": "网络信访渠道", "progress_ways": "查询方式", "leader_days": "领导接访安排",
    "kept_for": "个人信息保存期限",
}  # fmt: skip


@click.group(invoke_without_command=True)
@as_json
@click.pass_context
def office(group: click.Context, json_: bool) -> None:
    """显示本机构的名称、联系方式和对外公布的内容；用 set 修改。"""
    if group.invoked_subcommand:
        return
    with group.find_object(Context).open() as desk:  # type: ignore[union-attr]  # the root command made it
        _show(desk.offices.office(), json_)


@office.command("set")
@click.argument("name")
@click.argument("value")
@as_json
@pass_context
def set_(context: Context, name: str, value: str, json_: bool) -> None:
    r"""修改一项：office set reception_hours "周一至周五"；换行写成\n。"""
    if name not in WORDS:
        known = "、".join(WORDS)
        raise ValidationError({name: f"没有“{name}”这一项，没有保存；可以修改的有：{known}"})
    with context.open() as desk:
        _show(desk.offices.change({name: value.replace("\\n", "\n").strip()}), json_)


@click.command("office-paper")
@click.argument("form")
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="写到哪个PDF文件。")
@click.option("--set", "said", multiple=True, metavar="名称=值", help="文书要填的一项，可以多次。")
@click.option("--preview", is_flag=True, help="只看样子，不登记制作。")
@as_json
@pass_context
def office_paper(
    context: Context, form: str, output: Path, said: tuple[str, ...], preview: bool, json_: bool
) -> None:
    """制作一份本机构的文书（PDF）：public_notice 信访接待公示，privacy_notice 个人信息处理告知书等。"""
    fields = fields_of(form, said)
    with context.open() as desk:
        found = desk.office_papers.check(form, fields)
        if preview:
            write_file(output, desk.office_papers.preview(form, fields))
            made: Mapping[str, object] = {"form": form, "title": form_called(form).title, "number": ""}
            line = f"{form_called(form).title}（预览稿）"
        else:
            paper = desk.office_papers.issue(form, fields)
            write_file(output, paper.content)
            made, line = document_shape(paper.document), document_line(paper.document)
    missing = [finding.sentence for finding in found]
    emit(json_, {"file": output, **made, "missing": missing}, [f"{line}　{output}", *missing])


def _show(shown: Office, json_: bool) -> None:
    values = {name: getattr(shown, name) for name in WORDS}
    lines = [
        f"{name}　{title}：{str(values[name]).replace(chr(10), '；') or '没有填写'}"
        for name, title in WORDS.items()
    ]
    emit(json_, values, lines)
