"""The arithmetic guard (校核): what must hold in every table before it is printed (law.md §5.6)."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.core.figures.axes import AXES, Line
from app.core.figures.table import BY_ID
from app.core.figures.values import Rate, Rounding, Value


@dataclass(frozen=True)
class Facts:
    """What the guard needs to know beside the figures.

    `split_off` are the 件 that share another's letter and so have no 件次 of their own;
    `group_threshold` the head count from which a visit is 集体访.
    """

    split_off: int = 0
    group_threshold: int = 5


_Counts = Mapping[str, int]
_Check = Callable[[_Counts, Facts], str]


def _name(figure: str) -> str:
    return BY_ID[figure].name.removeprefix("其中：")


def _sum(total: str, *parts: str) -> tuple[tuple[str, ...], _Check]:
    def check(counts: _Counts, _: Facts) -> str:
        found = sum(counts[part] for part in parts)
        named = "、".join(_name(part) for part in parts)
        return f"{named}合计{found}，与{_name(total)}{counts[total]}不符" if found != counts[total] else ""

    return (total, *parts), check


def _at_most(part: str, whole: str) -> tuple[tuple[str, ...], _Check]:
    def check(counts: _Counts, _: Facts) -> str:
        fits = counts[part] <= counts[whole]
        return "" if fits else f"{_name(part)}{counts[part]}多于{_name(whole)}{counts[whole]}"

    return (part, whole), check


def _heads(heads: str, rows: str) -> tuple[tuple[str, ...], _Check]:
    def check(counts: _Counts, _: Facts) -> str:
        unit = BY_ID[rows].unit
        return (
            ""
            if counts[heads] >= counts[rows]
            else f"{_name(rows)}{counts[heads]}人次少于{counts[rows]}{unit}"
        )

    return (heads, rows), check


def _group(counts: _Counts, facts: Facts) -> str:
    least = facts.group_threshold * counts["group_visits"]
    found = counts["group_visits.persons"]
    if found >= least:
        return ""
    return f"集体访{counts['group_visits']}批只有{found}人次，每批不足{facts.group_threshold}人"


def _matters(counts: _Counts, facts: Facts) -> str:
    most = counts["receptions"] + facts.split_off
    return (
        ""
        if counts["matters"] <= most
        else f"信访事项{counts['matters']}件多于登记{counts['receptions']}件次"
    )


def _flow(counts: _Counts, _: Facts) -> str:
    left = counts["carried"] + counts["new_matters"] - counts["finished"]
    if left == counts["open"]:
        return ""
    return (
        f"期初在办{counts['carried']}件，加本期新登记{counts['new_matters']}件，减本期了结{counts['finished']}件，"
        f"应为{left}件，与期末在办{counts['open']}件不符"
    )


IDENTITIES: tuple[tuple[tuple[str, ...], _Check], ...] = (
    _sum("receptions", "letters", "visits", "web", "calls", "others"),
    _sum("receptions", "first", "repeat"),
    _sum("visits", "single_visits", "group_visits"),
    _sum("visits.persons", "single_visits.persons", "group_visits.persons"),
    _sum("open", "in_time", "overdue"),
    (("carried", "new_matters", "finished", "open"), _flow),
    (("matters", "receptions"), _matters),
    (("group_visits", "group_visits.persons"), _group),
    _heads("persons", "receptions"),
    _heads("letters.persons", "letters"),
    _heads("visits.persons", "visits"),
    _heads("single_visits.persons", "single_visits"),
    _at_most("large_visits", "group_visits"),
    _at_most("joint_letters", "letters"),
    _at_most("repeat_visits", "repeat"),
    _at_most("repeat_visits", "visits"),
    _at_most("visits.persons", "persons"),
    _at_most("closed", "finished"),
    _at_most("long_pending", "open"),
    _at_most("leader_cases", "open"),
)
"""Each with the figures it needs: a table that lacks one of them is not measured by it."""


def check_table(
    figures: Mapping[str, Value], breakdowns: Mapping[str, Sequence[Line]], facts: Facts, rounding: Rounding
) -> tuple[str, ...]:
    """Which sum is wrong and where, one sentence each; nothing if all is well."""
    counts = {name: value.value for name, value in figures.items() if not isinstance(value, Rate)}
    found = (check(counts, facts) for needs, check in IDENTITIES if all(name in counts for name in needs))
    rates = ((name, value) for name, value in figures.items() if isinstance(value, Rate))
    return tuple(
        sentence
        for sentence in (*found, *_rates(rates, rounding), *_broken_down(counts, breakdowns))
        if sentence
    )


def _rates(rates: Iterable[tuple[str, Rate]], rounding: Rounding) -> Iterator[str]:
    for name, value in rates:
        title = BY_ID[name].name if name in BY_ID else name
        if value.n > value.d:
            yield f"{title}的分子{value.n}大于分母{value.d}"
        elif value.text != rounding.percent(value.n, value.d):
            yield f"{title}印为{value.text}，按{value.n}÷{value.d}应为{rounding.percent(value.n, value.d)}"


def _broken_down(counts: _Counts, breakdowns: Mapping[str, Sequence[Line]]) -> Iterator[str]:
    for axis in AXES:
        lines = breakdowns.get(axis.id)
        if lines is None or not axis.total or axis.total not in counts:
            continue
        found = sum(line.value.value for line in lines)
        if found != counts[axis.total]:
            yield f"按{axis.name}合计{found}，与{_name(axis.total)}{counts[axis.total]}不符"
