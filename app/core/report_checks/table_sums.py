"""Sums in tables: rows against their 合计 and 小计, columns against a 合计 column (law.md §5.6)."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from app.core.report_checks.reports import Finding
from app.core.report_checks.table_views import Column, Row, TableView, is_nothing
from app.core.report_checks.vocabulary import CHANNEL, OVERLAPS, axis_of, is_complete

_PERIODS = re.compile("[0-9一二三四五六七八九十]{1,3}月(?:份)?|第?[一二三四]季度")
_VILLAGES = re.compile(".{1,10}(?:村|社区|居委会)")
_PLAIN_UNITS = re.compile("(?:件次?|批次?|件\\(?次\\)?|件批次|数量|件数|批数|本期|本月|小计|合计)?")


def check_table_sums(view: TableView) -> Iterator[Finding]:
    """Every total of a table that its rows or columns do not make up."""
    if not view.is_about_petitions:
        return
    for column in view.columns:
        if column.counts and "增减" not in column.words:
            yield from _down(view, column)
    yield from _across(view)


def _down(view: TableView, column: Column) -> Iterator[Finding]:
    for total, groups in _groups(view.rows):
        value = total.value(column.index)
        if value is None or not value.is_count:
            continue
        sums = [made for group in groups if (made := _sum(group, column)) is not None]
        if not sums or value.amount in sums:
            continue
        parts = "、".join(filter(None, (row.label for row in groups[0])))
        text = f"{column.words or '这一列'}：{_shortened(parts)}相加得{sums[0]}，{total.label}写{value.shown}，合计不符。"
        yield Finding("sum", view.place(total), view.quote(total, column), text, f"{sums[0]}")


def _shortened(names: str) -> str:
    return names if len(names) <= 40 else f"{names[:36]}……"


def _groups(rows: Sequence[Row]) -> Iterator[tuple[Row, list[list[Row]]]]:
    """Each total with the rows it may be the sum of; more than one reading where the table allows it."""
    for index, row in enumerate(rows):
        if row.is_total:
            stop = next((n for n in range(index - 1, -1, -1) if rows[n].is_total), -1)
            above = list(rows[stop + 1 : index])
            below = _until_total(rows[index + 1 :])
            group = above if _has_numbers(above) else below
            yield row, _readings(group)
        elif row.is_subtotal:
            start = next((n for n in range(index - 1, -1, -1) if rows[n].is_subtotal or rows[n].is_total), -1)
            above = list(rows[start + 1 : index])
            yield row, [group for group in (above, _until_total(rows[index + 1 :])) if len(group) >= 2]


def _has_numbers(rows: Sequence[Row]) -> bool:
    return any(row.value(column) for row in rows for column in range(len(row.cells)))


def _until_total(rows: Sequence[Row]) -> list[Row]:
    found: list[Row] = []
    for row in rows:
        if row.is_total or row.is_subtotal:
            break
        found.append(row)
    return found


def _readings(group: list[Row]) -> list[list[Row]]:
    """The ways the rows of a group may be meant to add up; none if its names overlap one another."""
    plain = [row for row in group if not row.label.startswith(("其中", "#"))]
    if any(row.is_subtotal for row in plain):
        last = max(n for n, row in enumerate(plain) if row.is_subtotal)
        return [
            [*(row for row in plain if row.is_subtotal), *plain[last + 1 :]],
            [r for r in plain if not r.is_subtotal],
        ]
    channels = [row for row in plain if CHANNEL.member(row.label)]
    if channels:
        members = [CHANNEL.member(row.label) for row in channels]
        return [channels] if is_complete(CHANNEL, members) and len(set(members)) == len(members) else []
    axes = {found[0].name if (found := axis_of(row.label)) else "" for row in plain}
    if len(plain) < 2 or len(axes) > 1 or (axes == {""} and any(OVERLAPS.search(row.label) for row in plain)):
        return []
    return [plain, [row for row in plain if not row.indented]]


def _sum(rows: Sequence[Row], column: Column) -> Decimal | None:
    """What the cells come to; `None` where one of them is words or no whole number."""
    total, told = Decimal(0), 0
    for row in rows:
        value = row.value(column.index)
        if value is None and not is_nothing(row.cells[column.index]):
            return None
        if value is not None:
            if not value.is_count:
                return None
            total, told = total + value.amount, told + 1
    return total if told >= 2 else None


def _across(view: TableView) -> Iterator[Finding]:
    counted = [column for column in view.columns if column.counts]
    for total in (column for column in counted if column.is_total and not column.of_people):
        parts = _parts_of(total, counted)
        for row in view.rows if parts else ():
            yield from _wrong_row(view, row, total, parts)


def _parts_of(total: Column, counted: Sequence[Column]) -> list[Column]:
    """The columns a 合计 column adds: the channels, or months, or villages."""
    others = [c for c in counted if c is not total and not c.is_total and not c.of_people]
    channels = [(member, column) for column in others if (member := _channel(column))]
    if channels:
        members = [member for member, _ in channels]
        distinct = len(set(members)) == len(members)
        return [column for _, column in channels] if distinct and is_complete(CHANNEL, members) else []
    for kind in (_PERIODS, _VILLAGES):
        if len(others) >= 2 and all(kind.fullmatch(column.leaf) for column in others):
            return others
    return []


def _channel(column: Column) -> str:
    """The channel a column counts the whole of: 来信, 来访/批次; not 来访/集体访."""
    if not column.path:
        return ""
    *upper, leaf = [re.sub(r"[(][^()]*[)]", "", words) for words in column.path]
    if member := CHANNEL.member(leaf):
        return member
    return CHANNEL.member(upper[-1]) if upper and _PLAIN_UNITS.fullmatch(leaf) else ""


def _wrong_row(view: TableView, row: Row, total: Column, parts: Sequence[Column]) -> Iterator[Finding]:
    value = row.value(total.index)
    values = [row.value(part.index) for part in parts]
    blank = [is_nothing(row.cells[part.index]) for part in parts]
    if (
        value is None
        or not value.is_count
        or any(v is None and not b for v, b in zip(values, blank, strict=True))
    ):
        return
    told = [v for v in values if v]
    if len(told) < 2 or any(not v.is_count for v in told) or sum(v.amount for v in told) == value.amount:
        return
    made = sum((v.amount for v in told), Decimal(0))
    terms = "＋".join(f"{v.amount}" for v in told)
    text = f"{row.label}：{'、'.join(part.words for part in parts)}相加{terms}＝{made}，{total.words}写{value.shown}，合计不符。"
    yield Finding("sum", view.place(row), view.quote(row, *parts, total), text, f"{made}")
