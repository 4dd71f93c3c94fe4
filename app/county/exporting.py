"""What the county has, for other programs: a workbook of a period, and an unpacked Data Package.

The package is a folder per township with the tables as they travel (docs/cli.md names their
columns), so that whoever reads a township's bundle reads the county's export with the same
description; beside them a table of the townships and of both sides' totals.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.core.matters import STATES
from app.county.counting import COUNTED
from app.county.store import CountyStore, read_office
from app.county.store_townships import Township, all_townships
from app.county.tables import NAMES, CountyTable, TableRow, county_table
from app.db.engine.files import durable_replace, file_errors, make_folder, whole_file
from app.errors import BundleError, StorageError
from app.exchange.bundles import Bundle, unpacked
from app.exchange.schemas import TABLES, Row
from app.reports.workbook import Sheet, Value, write_workbook

_RECORDS = tuple(table for table in TABLES.values() if table.record)
_NUMBERS = frozenset({"level", "verified", "township_value", "county_value", "difference"})
_TOWNSHIPS = ("code", "name", "level", "verified")
_TOTALS = ("township", "period", "figure", "township_value", "county_value", "difference")


def workbook(store: CountyStore, period: str) -> bytes:
    """The period as .xlsx: the merged table, where sums differ, and the matters registered in it."""
    table = county_table(store, period)
    sheets = [_figures(table), _differences(table), _matters(store, table)]
    if read_office(store).practice:
        sheets = [replace(sheet, title=f"{sheet.title}（练习）") for sheet in sheets]
    return write_workbook(sheets)


def write_package(store: CountyStore, folder: Path) -> tuple[Path, ...]:
    """Everything the county holds, laid out in an empty folder."""
    with file_errors(folder):
        if folder.exists() and any(folder.iterdir()):
            raise StorageError(f"“{folder}”不是空文件夹，没有导出；请指定一个新的文件夹。")
    written = []
    for name, content in _files(store):
        make_folder((folder / name).parent)
        durable_replace(folder / name, content)
        written.append(folder / name)
    return tuple(written)


def _figures(table: CountyTable) -> Sheet:
    heads = ("区划代码", "乡镇", *NAMES.values(), "与乡镇报数不符")
    rows = [_figure_line(row) for row in (*table.rows, table.merged)]
    return Sheet("汇总表", f"{table.name}信访情况汇总表", heads, rows, last_is_sum=True)


def _figure_line(row: TableRow) -> list[Value]:
    counts: list[Value] = [row.counts.get(figure, 0) if row.sent else None for figure in COUNTED]
    rates: list[Value] = [
        row.rates[name].text if name in row.rates else None for name in NAMES if name not in COUNTED
    ]
    absent = "待核对印章" if row.waits else "缺报"
    remark = "、".join(NAMES[total.figure] for total in row.differences) if row.sent else absent
    return [row.key, row.name, *counts, *rates, remark]


def _differences(table: CountyTable) -> Sheet:
    heads = ("区划代码", "乡镇", "指标", "乡镇报数", "县局核数", "相差")
    rows: list[list[Value]] = [
        [row.key, row.name, NAMES[one.figure], one.township_value, one.county_value, one.difference]
        for row in table.rows
        for one in row.differences
    ]
    return Sheet("报数不符", f"{table.name}与乡镇报数不符的指标", heads, rows)


def _matters(store: CountyStore, table: CountyTable) -> Sheet:
    """Of a sealed matter (检举控告) number, date and state only (条例 Art 30 ¶3)."""
    heads = (
        "乡镇",
        "县局编号",
        "乡镇编号",
        "登记日期",
        "主题",
        "内容分类",
        "责任单位",
        "办理状态",
        "办结日期",
    )
    rows: list[list[Value]] = []
    for township in all_townships(store):
        for number, row in _registered(store, township, table.period):
            open_ = not row.get("sealed")
            shown = [row.get(name) if open_ else "" for name in ("title", "category_name", "unit_name")]
            state = STATES.get(str(row.get("state")), str(row.get("state")))
            rows.append(
                [
                    township.name,
                    number,
                    row.get("number"),
                    row.get("registered_on"),
                    *shown,
                    state,
                    row.get("closed_on"),
                ]
            )
    return Sheet("事项", f"{table.name}登记的信访事项", heads, rows)


def _registered(store: CountyStore, township: Township, period: str) -> Iterator[tuple[str, Row]]:
    spans = store.rows(
        "SELECT DISTINCT period_start, period_end FROM bundles WHERE township = ? AND period = ? AND state = 'take'",
        (township.code, period),
    )
    for start, end in spans[-1:]:
        rows = store.rows(
            "SELECT v.county_number, r.body FROM records r JOIN versions v ON v.township = r.township"
            " AND v.record_table = r.record_table AND v.id = r.id WHERE r.township = ? AND r.record_table = 'matters'"
            " AND r.void = 0 AND r.registered_on BETWEEN ? AND ? ORDER BY r.registered_on, v.county_number",
            (township.code, start, end),
        )
        yield from ((number, json.loads(body)) for number, body in rows)


def _files(store: CountyStore) -> Iterator[tuple[str, bytes]]:
    """The tables, a file each, and at last the description that names them."""
    townships, resources = all_townships(store), []
    for township in townships:
        for table in _RECORDS:
            rows = store.rows(
                "SELECT body FROM records WHERE township = ? AND record_table = ? ORDER BY id",
                (township.code, table.name),
            )
            if rows:
                path = f"{township.code}/{table.name}.csv"
                fields = [field.schema() for field in table.fields]
                resources.append(_resource(f"{table.name}-{township.code}", path, fields))
                bodies = (json.loads(body) for (body,) in rows)
                yield path, _csv(table.names, ([row.get(name) for name in table.names] for row in bodies))
    own: tuple[tuple[str, tuple[str, ...], list[list[Value]]], ...] = (
        ("townships", _TOWNSHIPS, [[one.code, one.name, one.level, int(one.verified)] for one in townships]),
        ("totals", _TOTALS, list(_totals(store))),
    )
    for name, heads, lines in own:
        fields = [{"name": head, "type": "integer" if head in _NUMBERS else "string"} for head in heads]
        resources.append(_resource(name, f"{name}.csv", fields))
        yield f"{name}.csv", _csv(heads, lines)
    package = {"profile": "tabular-data-package", "name": "county", "resources": resources}
    yield "datapackage.json", json.dumps(package, ensure_ascii=False, indent=1).encode("utf-8") + b"\n"


def _totals(store: CountyStore) -> Iterator[list[Value]]:
    for (period,) in store.rows("SELECT DISTINCT period FROM figures ORDER BY period"):
        for row in county_table(store, period).rows:
            for one in row.totals:
                yield [row.key, period, one.figure, one.township_value, one.county_value, one.difference]


def _csv(heads: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(heads)
    writer.writerows(rows)
    return stream.getvalue().encode("utf-8")


def _resource(name: str, path: str, fields: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """A table in the words of a Frictionless data package."""
    return {
        "profile": "tabular-data-resource", "name": name, "path": path, "format": "csv", "mediatype": "text/csv",
        "encoding": "utf-8", "schema": {"fields": list(fields), "missingValues": [""]},
    }  # fmt: skip


def lay_out(bundle: Bundle, folder: Path) -> tuple[Path, ...]:
    """A checked bundle's bag in an empty folder."""
    with file_errors(folder):
        if folder.exists() and any(folder.iterdir()):
            raise BundleError(f"“{folder}”不是空文件夹，没有解开；请指定一个新的文件夹。")
    written = []
    for name, pieces in unpacked(bundle):
        make_folder((folder / name).parent)
        with whole_file(folder / name) as target:
            target.writelines(pieces)
        written.append(folder / name)
    return tuple(written)
