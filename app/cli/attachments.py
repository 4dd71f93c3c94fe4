"""Attachments: put files with a matter, list them, write one out again."""

from pathlib import Path

import click

from app.cli.output import Context, as_json, emit, pass_context, refuse, warn
from app.errors import NotAllowed
from app.services.attachments import KINDS, Attachment, spoken_size


@click.command(
    help=f"给一件信访事项添加附件；--kind：{'，'.join(f'{key} {word}' for key, word in KINDS.items())}。"
)
@click.argument("number")
@click.argument("files", type=click.Path(path_type=Path), nargs=-1, required=True, metavar="FILE…")
@click.option("--kind", type=click.Choice(list(KINDS)), default=None, help="是什么材料，默认按文件类型。")
@click.option("--note", default="", help="说明。")
@as_json
@pass_context
def attach(
    context: Context, number: str, files: tuple[Path, ...], kind: str | None, note: str, json_: bool
) -> None:
    """Keep files with a matter; its help above names the kinds there are."""
    with context.open() as desk:
        added = desk.attachments.add(desk.matters.id_of(number), files, kind=kind or "", note=note)
    value = {
        "number": number,
        "added": [shape(attachment) for attachment in added.attachments],
        "refused": list(added.refused),
    }
    emit(json_, value, [line(attachment) for attachment in added.attachments])
    for sentence in added.refused:
        warn(sentence)
    if added.refused and not added.attachments:
        refuse("没有添加任何附件，数据没有变化；请按上面的说明处理后再试。")


@click.command()
@click.argument("number")
@as_json
@pass_context
def attachments(context: Context, number: str, json_: bool) -> None:
    """列出一件信访事项的附件。"""
    with context.open() as desk:
        matter_id = desk.matters.id_of(number)
        if desk.matters.is_hidden(matter_id):
            raise NotAllowed(
                f"{number}是检举控告事项，附件已密封，没有列出", article="《信访工作条例》第三十条第三款",
                way_out="请在窗口中由指定人员说明原因后启封查看",
            )  # fmt: skip
        found = desk.attachments.of_matter(matter_id)
    emit(json_, [shape(attachment) for attachment in found], [line(part) for part in found] or ["没有附件。"])


@click.command()
@click.argument("attachment_id", metavar="ID")
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="写到哪个文件。")
@as_json
@pass_context
def attachment(context: Context, attachment_id: str, output: Path, json_: bool) -> None:
    """把一份附件解密写出；写出的文件没有加密，请妥善保管。"""
    with context.open() as desk:
        found = desk.attachments.attachment(attachment_id)
        desk.attachments.save_as(attachment_id, output)
    emit(json_, {"file": output, **shape(found)}, [f"已写出：{output}。这个文件没有加密，请妥善保管。"])


def shape(found: Attachment) -> dict[str, object]:
    """One attachment."""
    return {
        "id": found.id, "name": found.name, "kind": found.kind, "size": found.size, "sha256": found.sha256,
        "added_on": found.added_on, "note": found.note,
    }  # fmt: skip


def line(found: Attachment) -> str:
    """The same for people."""
    return f"{found.id}　{found.added_on}　{KINDS[found.kind]}　{found.name}　{spoken_size(found.size)}"


ATTACHMENT_COMMANDS: tuple[click.Command, ...] = (attach, attachments, attachment)
