"""The county's commands that look: who is late, what a period says, what is alike, everything for others."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from app.cli.county_store import CountyContext, pass_county, taken_lines, taken_shape, total_shape
from app.cli.output import as_json, emit
from app.county.alike import DIFFERENT, SAME, Alike, Side
from app.county.calendar_grid import AWAITED, DUE_DAYS, HELD, LATE, MISSING, TAKEN, WAITING, Grid, GridRow
from app.county.desk import CountyDesk
from app.county.tables import NAMES, TableRow, waiting_sentence
from app.errors import ValidationError

MARKS = {TAKEN: "已收", LATE: "迟报", HELD: "暂存", WAITING: "待核对印章", AWAITED: "未到期", MISSING: "缺报"}
VERDICTS = {"": "待核对", SAME: "同一", DIFFERENT: "不是"}


@contextmanager
def opened(context: CountyContext) -> Iterator[CountyDesk]:
    desk = context.open()
    try:
        yield desk
    finally:
        desk.close()


@click.command()
@click.argument("files", type=click.Path(path_type=Path), nargs=-1, required=True)
@as_json
@pass_county
def preview(context: CountyContext, files: Sequence[Path], json_: bool) -> None:
    """接收之前先看：哪些会收下、哪些重复、哪些不收；什么也不写入。"""
    with opened(context) as desk:
        foreseen = desk.preview(files)
    emit(json_, [taken_shape(row) for row in foreseen], taken_lines(foreseen))


@click.command()
@click.option("--months", type=click.IntRange(1, 60), default=12, help="看几个月，默认12个月。")
@as_json
@pass_county
def grid(context: CountyContext, months: int, json_: bool) -> None:
    """各乡镇逐月的报送情况：已收、迟报、暂存、未到期、缺报。"""
    with opened(context) as desk:
        found = desk.grid(months)
    emit(json_, _grid(found), [_grid_line(found, row) for row in found.rows] or ["还没有登记乡镇。"])


@click.command()
@click.argument("period")
@as_json
@pass_county
def table(context: CountyContext, period: str, json_: bool) -> None:
    """一个统计期的汇总表：各乡镇和合计，与乡镇报数不符的列出。"""
    with opened(context) as desk:
        found = desk.table(period)
    rows = (*found.rows, found.merged)
    value = {
        "period": found.period, "rows": [_row(row) for row in found.rows], "merged": _row(found.merged),
        "missing": list(found.missing), "waiting": list(found.waiting),
    }  # fmt: skip
    left_out = [f"{waiting_sentence(found.waiting)}。"] if found.waiting else []
    emit(json_, value, [*(line for row in rows for line in _row_lines(row)), *left_out])


@click.command()
@click.argument("code")
@as_json
@pass_county
def township(context: CountyContext, code: str, json_: bool) -> None:
    """一个乡镇逐期的统计表。"""
    with opened(context) as desk:
        found, rows = desk.township_table(code)
    value = {
        "code": found.code, "name": found.name, "verified": found.verified, "rows": [_row(row) for row in rows]
    }  # fmt: skip
    name = found.name if found.verified else f"{found.name}　待核对印章，不计入合计"
    emit(json_, value, [name, *(line for row in rows for line in _row_lines(row))])


@click.command()
@click.option("--decided", is_flag=True, help="看已经核对过的。")
@as_json
@pass_county
def alike(context: CountyContext, decided: bool, json_: bool) -> None:
    """不同乡镇之间可能是同一人、同一事项的记录；只作提示，不会自动合并。"""
    with opened(context) as desk:
        found = desk.linked() if decided else desk.alike()
    emit(json_, [_alike(one) for one in found], [_alike_line(one) for one in found] or ["没有需要核对的。"])


@click.command()
@click.argument("kind", type=click.Choice(["person", "matter"]))
@click.argument("one")
@click.argument("other")
@click.argument("verdict", type=click.Choice([SAME, DIFFERENT]))
@click.option("--reason", required=True, help="核对的依据。")
@as_json
@pass_county
def link(
    context: CountyContext, kind: str, one: str, other: str, verdict: str, reason: str, json_: bool
) -> None:
    """记下两条记录是同一个（same）或不是（different）；记录本身不变。"""
    with opened(context) as desk:
        done = desk.decide_alike(kind, (one, other), verdict, reason)
    emit(json_, _alike(done), [_alike_line(done)])


@click.command("export")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), required=True, help="表格文件（.xlsx）或空文件夹。"
)
@click.option("--period", default="", help="导出表格时的统计期，默认上个月。")
@as_json
@pass_county
def export_(context: CountyContext, output: Path, period: str, json_: bool) -> None:
    """导出：给出 .xlsx 文件名时导出一期的汇总表，给出空文件夹时导出全部数据（Data Package）。"""
    with opened(context) as desk:
        paths = desk.export(output, period)
    emit(json_, {"files": list(paths)}, [f"已导出：{output}，共{len(paths)}个文件。"])


@click.command()
@click.argument("name", required=False)
@click.argument("value", required=False)
@as_json
@pass_county
def settings(context: CountyContext, name: str | None, value: str | None, json_: bool) -> None:
    """县局的设置：settings due_days 5，月末后第5天以前到的算按时报送。"""
    with opened(context) as desk:
        if name is not None:
            _choose(desk, name, value)
        days = desk.due_days()
    emit(json_, {DUE_DAYS: days}, [f"按时报送：月末后{days}天以内　{DUE_DAYS}"])


def _choose(desk: CountyDesk, name: str, value: str | None) -> None:
    if name != DUE_DAYS or value is None or not value.isascii() or not value.isdigit():
        raise ValidationError({name: f"没有保存；请写成 settings {DUE_DAYS} 天数"})
    desk.choose_due_days(int(value))


def _grid(found: Grid) -> dict[str, Any]:
    columns = [
        {"period": column.period, "name": column.name, "due_on": column.due_on} for column in found.columns
    ]
    rows = [
        {
            "code": row.code, "name": row.name, "level": row.level, "verified": row.verified,
            "marks": [vars(mark) for mark in row.marks],
        }
        for row in found.rows
    ]  # fmt: skip
    return {"columns": columns, "rows": rows}


def _grid_line(found: Grid, row: GridRow) -> str:
    marks = (
        f"{column.period} {MARKS[mark.state]}{f'（{mark.refused}条待处理）' if mark.refused else ''}"
        for column, mark in zip(found.columns, row.marks, strict=True)
    )
    return f"{row.code}　{row.name}　" + "　".join(marks)


def _row(row: TableRow) -> dict[str, Any]:
    return {
        "key": row.key, "name": row.name, "sent": row.sent, "waits": row.waits, "counts": dict(row.counts),
        "rates": {name: found.as_json() for name, found in row.rates.items()},
        "differences": [total_shape(total) for total in row.differences],
    }  # fmt: skip


def _row_lines(row: TableRow) -> list[str]:
    if not row.sent:
        return [f"{row.name}　{'待核对印章' if row.waits else '缺报'}"]
    counts = "　".join(f"{NAMES[figure]}{value}" for figure, value in row.counts.items() if value)
    rates = "　".join(f"{NAMES[figure]}{found.text}" for figure, found in row.rates.items())
    differing = [
        f"　　不符：{NAMES[one.figure]}，乡镇报{one.township_value}，县局核{one.county_value}"
        for one in row.differences
    ]
    return ["　".join(part for part in (row.name, counts or "无", rates) if part), *differing]


def _alike(one: Alike) -> dict[str, Any]:
    return {
        "kind": one.kind, "reason": one.reason, "verdict": one.verdict, "decided_at": one.decided_at,
        "one": _side(one.one), "other": _side(one.other),
    }  # fmt: skip


def _side(side: Side) -> dict[str, str]:
    return {"township": side.township, "name": side.township_name, "id": side.id, "text": side.text}


def _alike_line(one: Alike) -> str:
    return f"{VERDICTS[one.verdict]}　{one.reason}　{one.one.township_name}：{one.one.text}　|　{one.other.township_name}：{one.other.text}"


COUNTY_TABLE_COMMANDS = (preview, grid, table, township, alike, link, export_, settings)
