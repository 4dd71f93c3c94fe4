"""The rows of the month's table: sections of figures, breakdowns, and what is corrected of earlier periods."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.core.closings import Correction
from app.core.figures import AXES, BY_ID, NOTHING, Axis, Change, Count, Figure, Line, Rate, Value
from app.core.figures.comparing import SAME, UP
from app.core.figures.sections import SECTIONS
from app.services.month import MonthTable
from app.ui.month.doors import BEFORE, NOW, YEAR, Door

ALONE, WITH_YEAR, WITH_BEFORE, WITH_BOTH = "alone", "year", "before", "both"
_NAME, _VALUE, _UNIT = ("指标", NOW), ("本期", NOW), ("单位", NOW)
_YEAR = (("上年同期", YEAR), ("同比", YEAR))
_BEFORE = (("上期", BEFORE), ("环比", BEFORE))
VIEWS: Mapping[str, tuple[tuple[str, str], ...]] = {
    ALONE: (_NAME, _VALUE, _UNIT),
    WITH_YEAR: (_NAME, _VALUE, _UNIT, *_YEAR),
    WITH_BEFORE: (_NAME, _VALUE, _UNIT, *_BEFORE),
    WITH_BOTH: (_NAME, _VALUE, _UNIT, *_YEAR, *_BEFORE),
}
"""The columns of each view: the head, and which period its numbers belong to."""

CORRECTIONS = "corrections"
_SHORT = {"初次和重复": "重复", "领导接访和协调督促": "工作"}


@dataclass(frozen=True)
class Row:
    """One row. A heading begins a `part`; a row of `words` runs across the table; any other is a door."""

    cells: tuple[str, ...]
    door: Door | None = None
    part: str = ""
    words: bool = False


def parts(table: MonthTable) -> tuple[tuple[str, str], ...]:
    """The parts of the table with the short words they are jumped to by; breakdowns are one part."""
    named = [(name, short_name(name)) for name, _ in SECTIONS]
    named += [("by", "分类")] if table.breakdowns else []
    named += [(CORRECTIONS, "更正")] if table.corrections else []
    return tuple(named)


def short_name(section: str) -> str:
    """五、领导接访和协调督促 → 工作."""
    word = section.partition("、")[2] or section
    return _SHORT.get(word, word)


def rows_of(table: MonthTable, view: str, extra: Mapping[str, Iterable[Line]]) -> tuple[Row, ...]:
    """Every row in its order; `extra` are breakdowns that the clerk asked for beside those always shown."""
    wide = len(VIEWS[view])
    found = [*_figures(table, view)]
    lines = {**table.breakdowns, **extra}
    for axis in AXES:  # a closing keeps them by name
        if axis.id in lines:
            found += _breakdown(axis, lines[axis.id], wide)
    found += _corrections(table.corrections, wide)
    return tuple(found)


def fitting(
    table: MonthTable, extra: Mapping[str, Iterable[Line]], chosen: str, room: int,
    needed: Callable[[str, Sequence[Row]], int],
) -> tuple[str, tuple[Row, ...]]:  # fmt: skip
    """The view with the most columns there is room for, and its rows; `chosen` counts where not all go in."""
    both = rows_of(table, WITH_BOTH, extra)
    if needed(WITH_BOTH, both) <= room:
        return WITH_BOTH, both
    if chosen:
        return chosen, rows_of(table, chosen, extra)
    view = WITH_BEFORE if table.counted.before and not table.counted.base else WITH_YEAR
    half = rows_of(table, view, extra)
    if needed(view, half) <= room:
        return view, half
    return ALONE, rows_of(table, ALONE, extra)


def value_text(value: Value) -> str:
    return str(value.value) if isinstance(value, Count) else value.text


def change_text(change: Change) -> str:
    """↑12.50%, ↓1.20点 (百分点), 持平; a dash where law.md §5.1 gives no percentage."""
    if change.direction == SAME:
        return SAME
    arrow = "↑" if change.direction == UP else "↓"
    if isinstance(change.base, Rate) and change.direction:
        return f"{arrow}{change.difference.lstrip('+-').replace('个百分', '')}"
    return NOTHING if change.percent == NOTHING else f"{arrow}{change.percent}"


def _figures(table: MonthTable, view: str) -> Iterator[Row]:
    by_id = {figure.id: (figure, value) for figure, value in table.lines()}
    for heading, figures in SECTIONS:
        yield _heading(heading, heading, len(VIEWS[view]))
        for name in figures:
            if name in by_id:
                yield _figure(table, view, *by_id[name])


def _figure(table: MonthTable, view: str, figure: Figure, value: Value) -> Row:
    unit = figure.unit if isinstance(value, Count) else f"{value.n}/{value.d}"
    cells = [f"　{figure.name}", value_text(value), unit]
    if view in {WITH_YEAR, WITH_BOTH}:
        cells += _beside(table.last_year(figure.id))
    if view in {WITH_BEFORE, WITH_BOTH}:
        cells += _beside(table.previous(figure.id))
    return Row(tuple(cells), Door(figure.id))


def _beside(change: Change) -> list[str]:
    return [value_text(change.base) if change.base else NOTHING, change_text(change)]


def _breakdown(axis: Axis, lines: Iterable[Line], wide: int) -> Iterator[Row]:
    """A breakdown has columns of its own: how many, which part of all, and heads where there is room."""
    yield _heading(f"按{axis.name}", axis.id, wide, axis.unit, "占比", "人次" if axis.heads else "")
    listed = False
    for line in lines:
        listed = True
        heads = str(line.persons.value) if line.persons else ""
        cells = (f"　{line.label}", str(line.value.value), line.share, heads)
        yield Row(_padded(cells, wide), Door(axis=axis.id, key=line.key))
    if not listed:
        yield Row(("　本期没有记录",), words=True)


def _corrections(corrections: Iterable[Correction], wide: int) -> Iterator[Row]:
    for at, one in enumerate(corrections):
        yield _heading(f"对{one.name}的更正", "" if at else CORRECTIONS, wide)
        for each in one.changes:
            figure = BY_ID[each.figure]
            name = f"　{figure.name}（原报{value_text(each.was)}）"
            unit = figure.unit if isinstance(each.now, Count) else f"{each.now.n}/{each.now.d}"
            door = Door(figure.id, corrected=one.period)
            yield Row(_padded((name, value_text(each.now), unit), wide), door)
        for reason in one.reasons:
            yield Row((f"　原因：{reason}",), words=True)


def _heading(text: str, part: str, wide: int, *cells: str) -> Row:
    return Row(_padded((text, *cells), wide), part=part)


def _padded(cells: tuple[str, ...], wide: int) -> tuple[str, ...]:
    return (*cells, *[""] * wide)[:wide]
