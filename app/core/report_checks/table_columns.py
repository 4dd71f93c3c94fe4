"""Columns that follow from one another: 增减, 同比, 占比, 人次 beside 批次, a rate beside its two numbers."""

import re
from collections.abc import Iterator, Sequence

from app.core.report_checks.identities import GROUP
from app.core.report_checks.known_figures import is_called
from app.core.report_checks.numbers import family_of, percents
from app.core.report_checks.rates import PARTS
from app.core.report_checks.reports import Finding, Known, KnownFigure
from app.core.report_checks.table_views import Column, Row, TableView, Value
from app.core.report_checks.vocabulary import VISIT_KIND

_THIS = re.compile(
    "(?:本期|本月|本季度?|本年度?|今年|本期数|本月数|[0-9]{4}年(?:[0-9]{1,2}月)?)(?:件次|件数|批次|人次|数)?"
)
_LAST_YEAR = re.compile(
    "(?:上年|去年)(?:同期|同月)?(?:件次|件数|批次|人次|数)?|同期(?:件次|件数|批次|人次|数)?"
)
_LAST_TIME = re.compile("(?:上月|上期|上季度?)(?:件次|件数|批次|人次|数)?")
_DIFFERENCE = re.compile("增减|增加|增\\(?\\+|比上年|变化")
_CHANGE = re.compile("同比|环比|增减|增幅|升降|幅度")
_SHARE = re.compile("占比|比重|占总|所占")
_VALUES = re.compile(
    "(?:本期|本月|本季度|本年|数量|数值|件次|件数|批次|人次|件|值|指标值|本期数|合计|总数|件次/人次)(?:[(].{0,6}[)])?"
)


def check_table_columns(view: TableView, known: Known | None, group_size: int = GROUP) -> Iterator[Finding]:
    """Every cell of a table that contradicts the cells beside it, or the office's own figures."""
    if not view.is_about_petitions:
        return
    for row in view.rows:
        yield from _row_changes(view, row)
        yield from _heads(view, row, group_size)
        yield from _row_rates(view, row)
        if known and known.values:
            yield from _differs(view, row, known)
    for column in view.columns:
        if _SHARE.search(column.words):
            yield from _shares(view, column)


def _row_changes(view: TableView, row: Row) -> Iterator[Finding]:
    for this, last in _compared(view.columns):
        now, then = row.value(this.index), row.value(last.index)
        if not now or not then or not (now.is_count and then.is_count):
            continue
        for column in _changes_of(view.columns, this, last):
            value = row.value(column.index)
            if value and (wrong := _wrong_change(now, then, value, column)):
                kind, text, right = wrong
                yield Finding(kind, view.place(row), view.quote(row, this, last, column), text, right)


def _compared(columns: Sequence[Column]) -> Iterator[tuple[Column, Column]]:
    """A column of this period with the one of another, under the same words of the head."""
    for last in columns:
        if last.is_rate or not (_LAST_YEAR.fullmatch(last.leaf) or _LAST_TIME.fullmatch(last.leaf)):
            continue
        beside = [
            c for c in columns if _THIS.fullmatch(c.leaf) and c.path[:-1] == last.path[:-1] and not c.is_rate
        ]
        if len(beside) == 1:
            yield beside[0], last


def _changes_of(columns: Sequence[Column], this: Column, last: Column) -> list[Column]:
    """The columns of differences and percentages that belong to these two."""
    base, own = list(this.path[:-1]), bool(_LAST_YEAR.fullmatch(last.leaf))
    lasts = [c for c in columns if _LAST_YEAR.fullmatch(c.leaf) or _LAST_TIME.fullmatch(c.leaf)]
    several = len([c for c in lasts if list(c.path[:-1]) == base]) > 1
    found = [
        c
        for c in columns
        if list(c.path[: len(base)]) == base and _CHANGE.search("/".join(c.path[len(base) :]))
    ]
    if not several:
        return [] if len(lasts) > 1 and not base else [c for c in found if not (own and "环比" in c.words)]
    return [c for c in found if ("同比" in c.words and own) or ("环比" in c.words and not own)]


def _wrong_change(now: Value, then: Value, told: Value, column: Column) -> tuple[str, str, str] | None:
    difference = now.amount - then.amount
    as_percent = told.percent or bool(re.search("%|率|幅", column.leaf)) or (told.decimals > 0)
    if not as_percent:
        if not _DIFFERENCE.search(column.words) or told.amount == difference:
            return None
        return (
            "direction",
            f"{now.shown}－{then.shown}＝{difference}，{column.words}写{told.shown}。",
            f"{difference}",
        )
    if then.amount == 0:
        if now.amount == 0 or told.amount == 0:
            return None
        return "zero_base", f"上期为0，不能计算百分比，{column.words}写{told.shown}。", "—"
    up, cut = percents(abs(difference), then.amount, told.decimals)
    sign = -1 if difference < 0 else 1
    if told.amount in {sign * up, sign * cut}:
        return None
    return (
        "direction",
        f"({now.shown}－{then.shown})÷{then.shown}＝{sign * up}%，{column.words}写{told.shown}。",
        f"{sign * up}%",
    )


def _heads(view: TableView, row: Row, group_size: int) -> Iterator[Finding]:
    """人次 beside 批次 in one row."""
    for visits in view.columns:
        if not re.fullmatch("批次?|批\\(?次\\)?|批数", visits.leaf):
            continue
        for heads in (
            c for c in view.columns if c.path[:-1] == visits.path[:-1] and re.fullmatch("人次?|人数", c.leaf)
        ):
            many, people = row.value(visits.index), row.value(heads.index)
            if many and people and many.is_count and people.is_count:
                yield from _too_few(view, row, (visits, many), (heads, people), group_size)


def _too_few(
    view: TableView, row: Row, visits: tuple[Column, Value], heads: tuple[Column, Value], group_size: int
) -> Iterator[Finding]:
    of_groups = "集体访" in {VISIT_KIND.member(row.label), *map(VISIT_KIND.member, visits[0].path)}
    least = visits[1].amount * (group_size if of_groups else 1)
    if heads[1].amount >= least:
        return
    whose = f"集体访每批至少{group_size}人" if of_groups else "每批至少一人"
    text = f"{visits[1].shown}批只有{heads[1].shown}人次，{whose}。"
    yield Finding("identity", view.place(row), view.quote(row, visits[0], heads[0]), text, f"不少于{least}")


def _row_rates(view: TableView, row: Row) -> Iterator[Finding]:
    """应受理, 按期受理, 及时受理率 side by side; no rate over 100%."""
    for column in view.columns:
        told = row.value(column.index)
        if (
            not told
            or not re.search("率(?:[(]%[)]|%)?$", column.leaf)
            or re.search("增|升|降|同比|环比|完成", column.words)
        ):
            continue
        if told.amount > 100:
            text = f"{column.leaf}不会超过100%，表中写{told.shown}。"
            yield Finding("rate", view.place(row), view.quote(row, column), text)
        elif parts := _divided(view.columns, column):
            yield from _not_quotient(view, row, column, told, parts)


def _divided(columns: Sequence[Column], rate: Column) -> tuple[Column, Column] | None:
    """The columns that are called what the rate divides; none where more than one may be meant."""
    near = [c for c in columns if c.path[:-1] == rate.path[:-1] and c.counts and not c.is_rate]
    for name, top, bottom in PARTS:
        if not re.search(f"(?:{name})[^，]{{0,3}}率", rate.leaf):
            continue
        tops = [c for c in near if re.search(top, c.leaf) and not re.search("应|未|不|在办", c.leaf)]
        bottoms = [
            c for c in near if re.search(bottom, c.leaf) and c not in tops and not re.search("未|不", c.leaf)
        ]
        return (tops[0], bottoms[0]) if len(tops) == 1 and len(bottoms) == 1 else None
    return None


def _not_quotient(
    view: TableView, row: Row, column: Column, told: Value, parts: tuple[Column, Column]
) -> Iterator[Finding]:
    n, d = (row.value(part.index) for part in parts)
    if not n or not d or not (n.is_count and d.is_count) or d.amount <= 0:
        return
    up, cut = percents(n.amount, d.amount, told.decimals)
    as_ratio = told.amount <= 1 and not told.percent and told.decimals > 1
    if told.amount in {up, cut} or as_ratio:
        return
    text = f"{n.shown}÷{d.shown}＝{up}%，{column.leaf}写{told.shown}。"
    yield Finding("rate", view.place(row), view.quote(row, *parts, column), text, f"{up}%")


def _shares(view: TableView, column: Column) -> Iterator[Finding]:
    """占比 beside the column it is the share of, where the 合计 row says that it makes 100%."""
    total = next((row for row in view.rows if row.is_total), None)
    count = _counted_by(view.columns, column)
    if not total or not count:
        return
    whole, all_of_it = total.value(count.index), total.value(column.index)
    if not whole or whole.amount <= 0 or not all_of_it or all_of_it.amount != 100:
        return
    for row in view.rows:
        value, told = row.value(count.index), row.value(column.index)
        if (
            value
            and told
            and value.is_count
            and told.amount not in percents(value.amount, whole.amount, told.decimals)
        ):
            right = percents(value.amount, whole.amount, told.decimals)[0]
            text = f"{value.shown}÷{whole.shown}＝{right}%，{column.words}写{told.shown}。"
            yield Finding("share", view.place(row), view.quote(row, count, column), text, f"{right}%")


def _counted_by(columns: Sequence[Column], share: Column) -> Column | None:
    """The column whose shares these are: the one right before, or this period's only one."""
    before = next((c for c in columns if c.index == share.index - 1 and c.counts), None)
    this = [c for c in columns if _THIS.fullmatch(c.leaf) and c.counts and c.path[:-1] == share.path[:-1]]
    return before or (this[0] if len(this) == 1 else None)


def _differs(view: TableView, row: Row, known: Known) -> Iterator[Finding]:
    """A row that bears a figure's name, in the column of this period."""
    named = [
        figure for figure in known.values if figure.value is not None and is_called(figure.names, row.label)
    ]
    columns = [c for c in view.columns if c.counts and (_THIS.fullmatch(c.leaf) or _VALUES.fullmatch(c.leaf))]
    for column in columns if named else ():
        value = row.value(column.index)
        fitting = [figure for figure in named if _is_meant(figure, column, row, alone=len(columns) == 1)]
        if value and value.is_count and fitting and all(figure.value != value.amount for figure in fitting):
            right = f"{fitting[0].value}{fitting[0].unit}"
            text = f"{known.period_name}{fitting[0].names[0]}是{right}，表中写{value.shown}。"
            yield Finding("differs", view.place(row), view.quote(row, column), text, right)


def _is_meant(figure: KnownFigure, column: Column, row: Row, *, alone: bool) -> bool:
    """Whether a cell counts what the figure counts: heads with heads, and nothing of another time."""
    if len(column.path) > 1 and re.search("上年|去年|同期|上月|累计", column.words):
        return False
    of_people = column.of_people or bool(re.search("人次|人数", row.label))
    told = of_people or alone or bool(re.search("件|批|本", column.words))
    return told and (family_of(figure.unit) == "人") == of_people
