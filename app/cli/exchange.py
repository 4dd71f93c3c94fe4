"""The township's commands for what goes up to the county and comes down from it."""

from datetime import date
from pathlib import Path

import click

from app.cli.output import ISO_DATE, Context, as_json, emit, pass_context
from app.core.exchange import KINDS, Order
from app.services.desk import Desk

STATES = {"written": "已写入U盘", "received": "县局已收", "processed": "已处理", "taken": "已接收"}


def _order(
    desk: Desk, kind: str, reason: str, approved_by: str, sealed: tuple[str, ...], reader: str
) -> Order:
    return Order(kind, reason, approved_by, tuple(desk.matters.id_of(number) for number in sealed), reader)


_KIND = click.option(
    "--kind", type=click.Choice(list(KINDS)), default="monthly", help="报送种类，默认月度报送。"
)


@click.command()
@click.argument("period")
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="U盘上的文件夹。")
@click.option(
    "--to",
    "county_file",
    type=click.Path(path_type=Path),
    default=None,
    help="县局登记文件（county-….xfe）。",
)
@_KIND
@click.option("--reason", default="", help="更正的原因，或者移送检举控告内容的原因。")
@click.option("--approved-by", default="", help="更正的批准人。")
@click.option("--sealed", multiple=True, help="把这件检举控告事项的内容一并移送（编号，可多次）。")
@click.option("--reader", default="", help="决定移送的人，应在查阅人名单上。")
@as_json
@pass_context
def export(
    context: Context, period: str, output: Path, county_file: Path | None, kind: str, reason: str, approved_by: str,
    sealed: tuple[str, ...], reader: str, json_: bool,
) -> None:  # fmt: skip
    """导出已结账统计期的报送包和封面。"""
    with context.open() as desk:
        if county_file:
            desk.exchange.take(county_file)
        order = _order(desk, kind, reason, approved_by, sealed, reader)
        written = desk.exchange.export(desk.month.period(period), output, order)
    value = {
        "file": written.path, "cover": written.cover, "sequence": written.header.sequence, "kind": kind,
        "counts": dict(written.counts), "hash": written.hash, "missing": list(written.missing),
        "new_life": written.new_life,
    }  # fmt: skip
    new = [f"{written.new_life}：报送包已重新编号，本包带上全部内容。"] if written.new_life else []
    lines = [
        f"已写入并读回核对：{written.path}",
        f"封面：{written.cover}",
        *written.missing,
        *new,
        "可以拔出U盘。",
    ]
    emit(json_, value, lines)


@click.command()
@click.argument("period")
@_KIND
@as_json
@pass_context
def prospect(context: Context, period: str, kind: str, json_: bool) -> None:
    """现在导出的话会报送什么；不写任何文件。"""
    with context.open() as desk:
        found = desk.exchange.prospect(desk.month.period(period), Order(kind))
    value = {
        "period": found.period.id, "counts": dict(found.counts), "attachments": found.attachments,
        "attached_bytes": found.attached_bytes, "missing": list(found.missing), "sealed": found.sealed,
        "guard": list(found.guard),
    }  # fmt: skip
    lines = [f"{name}　{count}" for name, count in found.counts.items() if count]
    emit(json_, value, [*lines, f"附件{found.attachments}份", *found.missing, *found.guard])


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--accept", is_flag=True, help="同意接收交办、转送或采用配置；不加时只显示内容。")
@as_json
@pass_context
def take(context: Context, file: Path, accept: bool, json_: bool) -> None:
    """接收县局下来的文件（回执、交办、配置 .xfb 或登记文件 .xfe）。"""
    with context.open() as desk:
        taken = desk.exchange.take(file, agreed=accept)
        numbers = [desk.matters.matter(matter_id).number for matter_id in taken.matters]
    refused = [
        {"table": answer.record_table, "id": answer.record_id, "result": answer.result, "field": answer.field, "sentence": answer.sentence}
        for answer in taken.refused
    ]  # fmt: skip
    value = {
        "kind": taken.kind, "sentence": taken.sentence, "accepted": taken.accepted, "refused": refused,
        "differences": list(taken.differences), "lines": list(taken.lines), "waits": taken.waits, "matters": numbers,
    }  # fmt: skip
    hint = ["同意的，加 --accept 再执行一次。"] if taken.waits else []
    said = [taken.sentence, *taken.lines, *taken.differences, *(line["sentence"] for line in refused), *hint]
    emit(json_, value, said)


@click.command()
@as_json
@pass_context
def bundles(context: Context, json_: bool) -> None:
    """写出过的报送包和它们的状态。"""
    with context.open() as desk:
        status = desk.exchange.status()
    value = [
        {
            "id": row.id, "kind": row.kind, "period": row.period, "epoch": row.epoch, "sequence": row.sequence,
            "file": row.file, "on": row.happened_on, "state": row.state, "counts": dict(row.counts),
        }
        for row in status.sent
    ]  # fmt: skip
    lines = [
        f"{row.sequence}　{row.period}　{KINDS.get(row.kind, row.kind)}　{row.happened_on}　{STATES[row.state]}"
        for row in status.sent
    ]
    silent = [f"{one.bundle.file}已{one.days}天没有县局回执" for one in status.silent]
    emit(json_, value, [*lines, *silent] or ["还没有导出过报送包。"])


@click.command()
@click.argument("file")
@click.option("--on", type=ISO_DATE, default=None, help="县局在封面上签收的日期，默认今天。")
@as_json
@pass_context
def received(context: Context, file: str, on: date | None, json_: bool) -> None:
    """按盖章的封面登记：县局已收（文件名见 bundles）。"""
    with context.open() as desk:
        row = next((one for one in desk.exchange.status().sent if file in {one.file, one.id}), None)
        desk.exchange.note_received(row.id if row else file, on or desk.register.today())
    emit(json_, {"file": file, "state": "received"}, [f"{file}　县局已收"])


@click.command()
@click.option("--reason", required=True, help="为什么，例如“从11月1日的备份恢复”。")
@as_json
@pass_context
def restored(context: Context, reason: str, json_: bool) -> None:
    """登记库恢复过备份或换了电脑：报送包重新编号，下一包带上全部内容。"""
    with context.open() as desk:
        life = desk.exchange.begin_life(reason)
    emit(json_, {"epoch": life.epoch}, [f"已换新的期次 {life.epoch}，下一次报送会带上全部内容。"])


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=None,
    help="把系统里还没有的写成一张表（.csv），按系统的列。",
)
@as_json
@pass_context
def reconcile(context: Context, file: Path, output: Path | None, json_: bool) -> None:
    """与信访信息系统的导出表（.xlsx、.csv）核对：缺哪件、期限和状态哪里不同。"""
    with context.open() as desk:
        found = desk.reconciling.compare(file)
        written = desk.reconciling.write_missing(found, output) if output else 0
    value = {
        "there": found.there, "here": found.here, "written": written,
        "differences": [
            {"kind": one.kind, "number": one.number, "title": one.title, "here": one.here, "there": one.there}
            for one in found.differences
        ],
    }  # fmt: skip
    told = [f"已写出{written}件：{output}"] if output else []
    emit(json_, value, [found.sentence, *(one.sentence for one in found.differences), *told])


EXCHANGE_COMMANDS: tuple[click.Command, ...] = (
    export, prospect, take, bundles, received, restored, reconcile
)  # fmt: skip
