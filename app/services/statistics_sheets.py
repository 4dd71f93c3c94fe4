"""The period's table on paper and as a workbook: one arrangement of the figures for both (law.md §7.19)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from app.core.closings import Changed, Correction
from app.core.entries import short_head
from app.core.figures import AXIS_BY_ID, BY_ID, NOTHING, SHOWN, Change, Count, Figure, Line, Rate, Value
from app.core.figures.sections import SECTIONS
from app.paper.statistics_table import Line as Printed
from app.paper.statistics_table import Section, StatisticsTable
from app.services.month import MonthTable

_TITLES = {1: "信访工作月报表", 3: "信访工作季报表", 6: "信访工作半年报表", 12: "信访工作年报表"}


@dataclass(frozen=True)
class Signed:
    """Who fills the table in, and what it witnesses."""

    office: str
    filled_by: str
    head: str
    practice: bool = False


def statistics_title(table: MonthTable) -> str:
    """What a table of this length is called."""
    return _TITLES.get(table.period.months, "信访工作统计表")


def statistics_table(table: MonthTable, signed: Signed) -> StatisticsTable:
    """The table as it is printed; a closed one says the same for ever."""
    return StatisticsTable(
        title=statistics_title(table), office=signed.office, period=f"{table.period.name}（{table.period.span}）",
        sections=tuple(_sections(table)), notes=_notes(table), corrections=tuple(map(correction_sentence, table.corrections)),
        guards="；".join(table.guard) or "各项合计经校核相符", head=short_head(signed.head).replace(" ", ""),
        filled_by=signed.filled_by, filled_on=_filled_on(table), practice=signed.practice, zero=table.nothing_happened,
    )  # fmt: skip


def value_text(value: Value) -> str:
    """A value as it is printed: a number, or a rate with its two parts."""
    if isinstance(value, Rate):
        return value.text if value.text == NOTHING else f"{value.text}（{value.n}/{value.d}）"
    return str(value.value)


def correction_sentence(one: Correction) -> str:
    """对上期更正 in one sentence, with the entries that say why."""
    changes = "；".join(_changed(each) for each in one.changes)
    reasons = f"。原因：{'；'.join(one.reasons)}" if one.reasons else ""
    return f"{one.name}：{changes}{reasons}。"


def _changed(each: Changed) -> str:
    figure = BY_ID.get(each.figure)
    name = figure.name.removeprefix("其中：") if figure else each.figure
    return f"{name}由{_with_unit(each.was)}更正为{_with_unit(each.now)}"


def _with_unit(value: Value) -> str:
    return value_text(value) + (value.unit if isinstance(value, Count) else "")


def _sections(table: MonthTable) -> Iterator[Section]:
    figures = {figure.id: figure for figure, _ in table.lines()}
    for name, ids in SECTIONS:
        lines = tuple(_printed(table, figures[one]) for one in ids if one in figures)
        if lines:
            yield Section(name, lines)
    for axis in SHOWN:
        if table.breakdowns.get(axis):
            yield Section(
                f"按{AXIS_BY_ID[axis].name}",
                tuple(map(_broken_down, table.breakdowns[axis])),
                ("value", "share"),
            )


def _printed(table: MonthTable, figure: Figure) -> Printed:
    year, before = table.last_year(figure.id), table.previous(figure.id)
    inner = figure.name.startswith("其中：")
    return Printed(
        figure.name, "" if figure.is_rate else figure.unit, value_text(table.figures[figure.id]), _base(year),
        year.difference, _percent(year), _base(before), _percent(before), depth=int(inner),
    )  # fmt: skip


def _base(beside: Change) -> str:
    return value_text(beside.base) if beside.base else ""


def _percent(beside: Change) -> str:
    """上升12.50%, 持平, or a dash over a base of zero; of a rate its percentage points."""
    if not beside.base:
        return ""
    if isinstance(beside.base, Rate):
        return beside.difference or NOTHING
    if beside.percent == NOTHING or beside.difference == "0":
        return NOTHING if beside.difference != "0" else "持平"
    return f"{beside.direction}{beside.percent}"


def _broken_down(line: Line) -> Printed:
    persons = f"（{line.persons.value}人次）" if line.persons else ""
    return Printed(line.label, line.value.unit, f"{line.value.value}{persons}", share=line.share)


def _notes(table: MonthTable) -> tuple[str, ...]:
    zero_base = any(
        isinstance(value, Count) and value.value == 0 and getattr(table.figures.get(name), "value", 0)
        for name, value in table.counted.base.items()
    )
    said = ["上年同期为零的，不作同比。"] if zero_base else []
    if not table.counted.base:
        said.append("本登记库没有上年同期的数据，不作同比。")
    return tuple(said)


def _filled_on(table: MonthTable) -> date | None:
    return table.closed.closed_on if table.closed else None
