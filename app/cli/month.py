"""Commands of the month: counting, opening a figure, closing a period."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import click

from app.cli import shapes
from app.cli.output import Context, as_json, emit, pass_context, write_file
from app.core.figures import AXIS_BY_ID, BY_ID, Count, Line, Rate, Value
from app.core.figures.table import PAPERS
from app.core.periods import Period
from app.core.summaries import CHART, TODO
from app.errors import NotAllowed, ValidationError
from app.services.desk import Desk
from app.services.month import MonthTable

Shape = dict[str, Any]
_Maker = TypeVar("_Maker", bound=Callable[..., bytes])
ALL = 10**9
_PARTS = ("all", "good", "lost")


@click.command()
@click.argument("period")
@click.option("--compare", is_flag=True, help="同时给出同比、环比。")
@click.option(
    "--axis", "axes", multiple=True, metavar="ID", help="另按这种口径分类，例如 by_class2；可以重复。"
)
@click.option("--behind", metavar="ID", default="", help="列出一项指标（或分类口径）背后的事项。")
@click.option("--line", default="", help="与 --behind 分类口径同用：哪一行，写名称。")
@click.option("--part", type=click.Choice(_PARTS), default="all", help="比率的哪一部分：全部、达标、失分。")
@as_json
@pass_context
def figures(
    context: Context, period: str, compare: bool, axes: tuple[str, ...], behind: str, line: str, part: str,
    json_: bool,
) -> None:  # fmt: skip
    """统计一个统计期：2026-10、2026-Q3、2026-H1、2026 或 2026-01-01..2026-06-30。"""
    with context.open() as desk:
        span = desk.month.period(period)
        value, lines = (
            _behind(desk, span, behind, line, part) if behind else _told(desk, span, axes, compare=compare)
        )
    emit(json_, value, lines)


@click.command("close-period")
@click.argument("period")
@as_json
@pass_context
def close_period(context: Context, period: str, json_: bool) -> None:
    """结账：冻结一个统计期的数字。"""
    with context.open() as desk:
        closed = desk.month.close(desk.month.period(period))
        head = desk.month.head()
    value = {
        "period": closed.id, "closed_on": closed.closed_on, "figures": closed.figures, "head": closed.head
    }  # fmt: skip
    emit(json_, value, [f"{closed.id}已结账，记录链校验码 {head}"])


@click.command()
@click.argument("period")
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="写成 .docx 或 .pdf。")
@as_json
@pass_context
def summary(context: Context, period: str, output: Path, json_: bool) -> None:
    """工作总结：每个数字都是指标，要经办人写的地方用【请填写】标明。"""
    makers: dict[str, Callable[[Desk, Period], bytes]] = {
        ".docx": lambda desk, span: desk.summaries.docx(span),
        ".pdf": lambda desk, span: desk.summaries.pdf(span),
    }
    maker = _by_ending(makers, output)
    with context.open() as desk:
        span = desk.month.period(period)
        blocks = desk.summaries.blocks(span)
        write_file(output, maker(desk, span))
    to_fill = [run.text for block in blocks for run in block.runs if run.style == TODO]
    value = {
        "file": output,
        "to_fill": to_fill,
        "text": [block.text for block in blocks if block.kind != CHART],
    }
    emit(json_, value, [f"已写出：{output}", *(f"还要填写：{text}" for text in to_fill)])


@click.command("table")
@click.argument("period")
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="写成 .pdf 或 .xlsx。")
@as_json
@pass_context
def print_table(context: Context, period: str, output: Path, json_: bool) -> None:
    """月报表、季报表、半年报表、年报表。"""
    makers: dict[str, Callable[[Desk, MonthTable], bytes]] = {
        ".pdf": lambda desk, table: desk.month.sheet(table.period, table),
        ".xlsx": lambda desk, table: desk.month.workbook(table.period, table),
    }
    maker = _by_ending(makers, output)
    with context.open() as desk:
        table = desk.month.table(desk.month.period(period))
        if table.guard:
            raise NotAllowed("合计不符，没有写出：" + "；".join(table.guard), way_out="请先核对登记数据")
        write_file(output, maker(desk, table))
    emit(json_, {"file": output}, [f"已写出：{output}"])


def _by_ending(makers: Mapping[str, _Maker], output: Path) -> _Maker:
    """What writes a file of this ending; any other is a wrong use that names the right ones."""
    maker = makers.get(output.suffix.lower())
    if maker is None:
        raise click.UsageError(f"请写成 {' 或 '.join(makers)} 文件。")
    return maker


def _told(desk: Desk, span: Period, axes: tuple[str, ...], *, compare: bool) -> tuple[object, list[str]]:
    table = desk.month.table(span)
    more = {axis: _axis(desk.month.breakdown(axis, span)) for axis in axes}
    return _shape(table, compare=compare) | more, _lines(table, compare=compare)


def _shape(table: MonthTable, *, compare: bool) -> Shape:
    """Figures by id, breakdowns by axis; what has to be corrected only where there is something."""
    found: Shape = {figure.id: value.as_json() for figure, value in table.lines()}
    if compare:
        for name in found:
            found[name] |= {
                "last_year": table.last_year(name).as_json(), "previous": table.previous(name).as_json()
            }  # fmt: skip
    found |= {axis: _axis(lines) for axis, lines in table.breakdowns.items()}
    if table.corrections:
        found["corrections"] = [
            {
                "period": one.period,
                "changes": [
                    {"figure": each.figure, "was": each.was.as_json(), "now": each.now.as_json()}
                    for each in one.changes
                ],
                "reasons": list(one.reasons),
            }
            for one in table.corrections
        ]
    return found


def _axis(lines: tuple[Line, ...]) -> Shape:
    """The lines of a breakdown by name; where two are called the same, the key tells them apart."""
    found: Shape = {}
    for line in lines:
        name = f"{line.label}（{line.key}）" if line.label in found else line.label
        found[name] = {"key": line.key, **line.value.as_json(), "share": line.share}
        if line.persons:
            found[name]["persons"] = line.persons.as_json()
    return found


def _lines(table: MonthTable, *, compare: bool) -> list[str]:
    said = [f"{table.period.name}（{table.period.start} 至 {table.period.end}）"]
    for figure, value in table.lines():
        beside = _beside(table, figure.id) if compare else ""
        said.append(f"{figure.name}　{_text(value)}{beside}")
    for axis, lines in table.breakdowns.items():
        said += ["", f"按{AXIS_BY_ID[axis].name}"]
        said += [f"{line.label}　{line.value.value}{line.value.unit}　{line.share}" for line in lines]
    for one in table.corrections:
        changes = "；".join(
            f"{BY_ID[each.figure].name}由{_text(each.was)}更正为{_text(each.now)}" for each in one.changes
        )
        said += ["", f"对{one.name}的更正：{changes}", *(f"　{reason}" for reason in one.reasons)]
    return [*said, *(f"校核：{sentence}" for sentence in table.guard)]


def _beside(table: MonthTable, figure_id: str) -> str:
    year, before = table.last_year(figure_id), table.previous(figure_id)
    return f"　上年同期{_base(year.base)}，{year.direction or '—'}{year.percent}　上期{_base(before.base)}"


def _base(value: Value | None) -> str:
    return _text(value) if value else "—"


def _text(value: Value) -> str:
    if isinstance(value, Rate):
        return f"{value.text}（{value.n}/{value.d}）"
    return f"{value.value}{value.unit}" if isinstance(value, Count) else ""


def _behind(desk: Desk, span: Period, name: str, line: str, part: str) -> tuple[object, list[str]]:
    if name in BY_ID and BY_ID[name].population == PAPERS:
        keys = ("id", "title", "number", "issued_on")
        papers = [
            dict(zip(keys, row, strict=True)) for row in desk.month.papers_behind(name, span, limit=ALL)
        ]
        return papers, [f"{paper['issued_on']}　{paper['title']}{paper['number']}" for paper in papers]
    if name in AXIS_BY_ID:
        key = next(
            (each.key for each in desk.month.breakdown(name, span) if line in {each.label, each.key}), None
        )
        if key is None:
            raise ValidationError(
                {"line": f"按{AXIS_BY_ID[name].name}分类没有“{line}”这一行，请用 --line 写一行的名称"}
            )
        rows = desk.month.behind_line(name, key, span, limit=ALL)
    else:
        rows = desk.month.behind(name, span, limit=ALL, part=part)  # type: ignore[arg-type]  # click offers no other words
    return [shapes.found(row) for row in rows], [shapes.found_line(row) for row in rows]


MONTH_COMMANDS: tuple[click.Command, ...] = (figures, close_period, print_table, summary)
