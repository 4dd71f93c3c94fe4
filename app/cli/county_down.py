"""The county's commands that send something: matters and configuration down, its own report up."""

from pathlib import Path

import click

from app.cli.county import county, read_small
from app.cli.county_store import CountyContext, pass_county
from app.cli.output import as_json, emit
from app.county.assignment_table import write_empty_table
from app.county.configuring import Issue
from app.county.handed import ANSWERS
from app.county.tables import waiting_sentence


@county.command()
@click.argument("code")
@click.argument("table", type=click.Path(path_type=Path))
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="写到哪个文件夹。")
@as_json
@pass_county
def assign(context: CountyContext, code: str, table: Path, output: Path, json_: bool) -> None:
    """把表格（.xlsx 或 .csv）里的事项交办、转送给一个乡镇；附件放在表格旁边。"""
    desk = context.open()
    try:
        done = desk.assign(code, desk.look_at_assignments(table), output)
    finally:
        desk.close()
    value = {"file": done.path, "count": done.count, "problems": list(done.sentences)}
    emit(json_, value, [f"已写出{done.count}件：{done.path}", *done.sentences])


@county.command("assign-table")
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="表格文件（.xlsx）。")
@as_json
def assign_table(output: Path, json_: bool) -> None:
    """写出一张空白的交办表，列名就是 assign 要的。"""
    write_empty_table(output)
    emit(json_, {"file": output}, [f"已写出空白交办表：{output}"])


@county.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--version", type=click.IntRange(min=1), required=True, help="配置的版本，只增不减。")
@click.option("--name", required=True, help="这一版配置叫什么，例如“2027年放假安排”。")
@click.option("--to", "codes", multiple=True, help="只给这些乡镇（代码），默认全部。")
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="写到哪个文件夹。")
@as_json
@pass_county
def configure(
    context: CountyContext, folder: Path, version: int, name: str, codes: tuple[str, ...], output: Path, json_: bool
) -> None:  # fmt: skip
    """把文件夹里的文书模板、单位、村、内容分类、规则设置、放假安排、规则包下发给乡镇。"""
    desk = context.open()
    try:
        paths = desk.configure(codes, Issue(desk.look_at_configuration(folder), version, name), output)
    finally:
        desk.close()
    emit(json_, {"files": list(paths)}, [str(path) for path in paths])


@county.command()
@click.argument("code", default="")
@as_json
@pass_county
def assignments(context: CountyContext, code: str, json_: bool) -> None:
    """交办、转送的事项在乡镇办理到哪一步，有没有异议。"""
    desk = context.open()
    try:
        rows = desk.handed_down(code)
    finally:
        desk.close()
    lines = [
        f"{row.township_name}　{row.county_number}　{f'{row.due_on}前反馈　' if row.due_on else ''}{row.number}　"
        f"{ANSWERS.get(row.answer, row.answer)}{'：' + row.reason if row.reason else ''}"
        for row in rows
    ]
    emit(json_, [vars(row) for row in rows], lines or ["还没有下发过交办、转送事项。"])


@county.command()
@click.argument("period")
@click.option(
    "--to",
    "city",
    type=click.Path(path_type=Path),
    help="上级（市局）的登记文件 county-….xfe；第一次要给，以后记得。",
)
@click.option("--check", default="", help="上级盖章登记表上的30位校验码。")
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="写到哪个文件夹。")
@as_json
@pass_county
def report(
    context: CountyContext, period: str, city: Path | None, check: str, output: Path, json_: bool
) -> None:
    """把一个统计期各乡镇的合计报给上级，只有数字。"""
    desk = context.open()
    try:
        done, above = desk.report_up(period, output, read_small(city) if city else b"", check)
    finally:
        desk.close()
    enrolment, verified = above.enrolment, above.verified
    value = {
        "file": done.path, "townships": done.townships, "missing": list(done.missing),
        "waiting": list(done.waiting), "verified": verified,
        "check_number": enrolment.printed_check_number,
    }  # fmt: skip
    unsure = [] if verified else [f"上级的校验码没有核对：{enrolment.printed_check_number}"]
    late = [f"没有报送的：{'、'.join(done.missing)}"] if done.missing else []
    late += [f"{waiting_sentence(done.waiting)}。"] if done.waiting else []
    emit(json_, value, [f"已写出{done.townships}个乡镇的合计：{done.path}", *late, *unsure])


@county.command()
@as_json
@pass_county
def reports(context: CountyContext, json_: bool) -> None:
    """上报过的各期，市局收到了没有；市局的回执用 county take 接收。"""
    desk = context.open()
    try:
        rows = desk.reports()
    finally:
        desk.close()
    lines = [f"{row.period}　{row.sentence}" for row in rows]
    emit(json_, [vars(row) for row in rows], lines or ["还没有上报过。"])
