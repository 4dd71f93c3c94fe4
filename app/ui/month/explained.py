"""The card of a number (口径): what is counted, by which date, what is left out, on what ground, and beside what."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from app.core.figures import (
    AXIS_BY_ID,
    BY_ID,
    NOTHING,
    Axis,
    Change,
    Count,
    Figure,
    Line,
    Rate,
    Value,
)
from app.core.figures.comparing import SAME, UP
from app.core.figures.table import PAPERS
from app.core.periods import Period
from app.services.month import MonthTable
from app.services.rates import RateStanding
from app.ui.month.doors import BEFORE, NOW, YEAR, Door
from app.ui.month.rows import value_text

SIDES = {YEAR: "上年同期", BEFORE: "上期"}
Parts = tuple[tuple[str, str], ...]
_REACHED: Parts = (("all", "全部"), ("good", "达标"), ("lost", "失分"))
_SHARES: Parts = (("all", "全部"), ("good", "计入分子"), ("lost", "未计入"))
SAVABLE = ("savable", "还能保住")
_SHARE_RATES = frozenset({"rate.repeat", "rate.web"})  # a larger one is neither better nor worse
_ANSWERED_ON = "答复日期"


@dataclass(frozen=True)
class Explained:
    """What the card says, and of what `period` the records behind it are.

    `parts` are the halves a rate's records can be looked at by; `papers` says that they are papers.
    """

    name: str
    value: str
    facts: tuple[tuple[str, str], ...]
    period: Period
    parts: Parts = ()
    papers: bool = False


def explained(
    table: MonthTable, door: Door, lines: tuple[Line, ...], read: Callable[[str], Period],
    standing: RateStanding | None = None,
) -> Explained:  # fmt: skip
    """The card of a door.

    `lines` are those of its axis, `read` turns an id into the office's period, and `standing` says of
    one of the three rates what can still be saved.
    """
    if door.axis:
        return _line(table, AXIS_BY_ID[door.axis], next(line for line in lines if line.key == door.key))
    figure = next((one for one, _ in table.lines() if one.id == door.figure), BY_ID[door.figure])
    if door.corrected:
        return _corrected(table, figure, read(door.corrected))
    card = _figure(table, figure, door.at)
    return _with_savable(card, standing) if standing and door.at == NOW else card


def _with_savable(card: Explained, standing: RateStanding) -> Explained:
    """What will be lost unless it is done in time, and what doing it changes."""
    if not standing.savable:
        return card
    first = min(point.until for point in standing.savable)
    said = (
        f"{len(standing.savable)}件，最早{first.month}月{first.day}日到期；都按期办到{standing.best.text}，"
        f"都误了{standing.worst.text}，每件{standing.each}"
    )
    return replace(card, facts=(*card.facts, ("还能保住", said)), parts=(*card.parts, SAVABLE))


def _figure(table: MonthTable, figure: Figure, at: str) -> Explained:
    value, period = _value(table, figure.id, at), _period(table.period, at)
    facts = [] if at == NOW else [("统计期", f"{SIDES[at]}（{period.name}）")]
    facts += _definition(figure)
    if at == NOW:
        facts.append(("同比", beside(table.last_year(figure.id), figure.unit, SIDES[YEAR])))
        facts.append(("环比", beside(table.previous(figure.id), figure.unit, SIDES[BEFORE])))
    return Explained(
        _named(figure),
        _shown(figure, value),
        tuple(facts),
        period,
        _parts(figure),
        figure.population == PAPERS,
    )


def _corrected(table: MonthTable, figure: Figure, period: Period) -> Explained:
    one = next(it for it in table.corrections if it.period == period.id)
    each = next(it for it in one.changes if it.figure == figure.id)
    facts = [
        ("统计期", f"{period.name}，下面是结账时计入的记录"), ("原报", f"{value_text(each.was)} {_unit(figure)}".strip()),
        ("更正为", f"{value_text(each.now)} {_unit(figure)}".strip()), *(("原因", reason) for reason in one.reasons),
    ]  # fmt: skip
    value = f"{value_text(each.was)} → {value_text(each.now)}"
    return Explained(_named(figure), value, tuple(facts), period, _parts(figure), figure.population == PAPERS)


def _line(table: MonthTable, axis: Axis, line: Line) -> Explained:
    total = BY_ID.get(axis.total)
    note = f"{total.name}按{axis.name}分开，各行相加等于{total.name}。" if total else f"按{axis.name}分开。"
    facts = [("分类口径", axis.name), ("口径", note), ("计入日期", total.basis if total else _ANSWERED_ON)]
    facts += [("不计", total.excludes)] if total and total.excludes else []
    facts.append(("占比", line.share))
    if line.persons:
        facts.append(("人次", f"{line.persons.value}人次"))
    return Explained(line.label, f"{line.value.value} {axis.unit}", tuple(facts), table.period)


def _definition(figure: Figure) -> list[tuple[str, str]]:
    named = (
        ("口径", figure.note), ("计入日期", figure.basis), ("不计", figure.excludes),
        ("依据", figure.law),
    )  # fmt: skip
    return [(word, text) for word, text in named if text]


def beside(change: Change, unit: str, side: str) -> str:
    """上年同期18件次，增加2件次，上升11.11%: both the difference and the percentage (law.md §5.1)."""
    if change.base is None:
        return f"登记库没有{side}的数字"
    base = f"{side}{value_text(change.base)}{unit if isinstance(change.base, Count) else ''}"
    if not change.direction:
        return f"{base}，不作比较"
    if change.direction == SAME:
        return f"{base}，{SAME}"
    amount = change.difference.lstrip("+-")
    if isinstance(change.base, Rate):
        return f"{base}，{change.direction}{amount}"
    more = "增加" if change.direction == UP else "减少"
    percent = "上期为0，不作百分比" if change.percent == NOTHING else f"{change.direction}{change.percent}"
    return f"{base}，{more}{amount}{unit}，{percent.replace('上期', side)}"


def _shown(figure: Figure, value: Value | None) -> str:
    """20 件次, or a rate with its two numbers: 97.06%　33/34."""
    if isinstance(value, Rate):
        return f"{value.text}　{value.n}/{value.d}"
    return f"{value.value} {figure.unit}" if value else NOTHING


def _named(figure: Figure) -> str:
    return figure.name.removeprefix("其中：")


def _unit(figure: Figure) -> str:
    return "" if figure.is_rate else figure.unit


def _parts(figure: Figure) -> Parts:
    if not figure.is_rate:
        return ()
    return _SHARES if figure.id in _SHARE_RATES else _REACHED


def _value(table: MonthTable, figure: str, at: str) -> Value | None:
    counted = table.counted
    return {NOW: counted.figures, YEAR: counted.base, BEFORE: counted.before}[at].get(figure)


def _period(period: Period, at: str) -> Period:
    if at == NOW:
        return period
    return period.same_last_year() if at == YEAR else period.previous()
