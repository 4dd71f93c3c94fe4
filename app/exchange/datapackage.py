"""The tabular data package (Frictionless): one CSV per table and a description of every column.

What breaks the form of a file (bad encoding, hidden characters, too much of anything)
condemns the bundle; what is wrong inside one record is that record's fault alone and is
reported with field and sentence, so one bad record never stops the rest.
"""

import csv
import hashlib
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.errors import BundleError
from app.exchange.characters import is_plain_table, plain
from app.exchange.refusals import TOO_LARGE, damaged
from app.exchange.schemas import TABLES, Cell, Field, Row, Table, cell_text, content_hash
from app.exchange.strict_json import read_json

PACKAGE = "data/datapackage.json"
MOST_ROWS = 100_000
LONGEST_CELL = 64 << 10

_MOST_COLUMNS = 200
_LARGEST_PACKAGE = 1 << 20


@dataclass(frozen=True)
class Fault:
    """One record that cannot be taken in, and why, for the office that sent it."""

    table: str
    record_id: str
    revision: int
    field: str
    sentence: str


def write_tables(tables: Mapping[str, Sequence[Row]], name: str) -> dict[str, bytes]:
    """The data package's files, `data/datapackage.json` first."""
    sheets = {table: _write_sheet(TABLES[table], rows) for table, rows in tables.items()}
    resources = [_resource(TABLES[table], content) for table, content in sheets.items()]
    package = {"profile": "tabular-data-package", "name": name, "resources": resources}
    body = json.dumps(package, ensure_ascii=False, indent=1).encode("utf-8") + b"\n"
    return {PACKAGE: body, **{_path(table): content for table, content in sheets.items()}}


def read_tables(files: Mapping[str, bytes]) -> tuple[dict[str, list[Row]], tuple[Fault, ...]]:
    """The rows of every table and the records that have to be sent back."""
    names = {file[5:-4] for file in files if file.endswith(".csv")}
    if _described(files.get(PACKAGE, b"")) != {name: f"{name}.csv" for name in names}:
        raise damaged()
    tables: dict[str, list[Row]] = {}
    faults: list[Fault] = []
    for name in sorted(names):
        table = TABLES.get(name) or Table(name, name, (), record=False)
        tables[name] = list(_read_sheet(table, files[_path(name)], faults))
    return tables, tuple(faults)


def _path(table: str) -> str:
    return f"data/{table}.csv"


def _write_sheet(table: Table, rows: Sequence[Row]) -> bytes:
    if len(rows) > MOST_ROWS:
        raise BundleError(
            f"“{table.title}”超过{MOST_ROWS}条，一个报送包装不下，没有生成；请缩短统计期，分几次报送。"
        )
    texts = [_texts(table, row) for row in rows]
    sheet = _sheet(table, texts)
    if sheet.count("\r") != len(rows) + 1 or not is_plain_table(sheet):
        # Rare, and asking once about the whole sheet is much quicker than asking every cell.
        sheet = _sheet(table, [{name: plain(text) for name, text in row.items()} for row in texts])
    return sheet.encode("utf-8")


def _texts(table: Table, row: Mapping[str, Cell]) -> dict[str, str]:
    if table.record:
        row = {"base_revision": 0, "void": 0, "sealed": 0, **row}
    if unknown := set(row) - set(table.names):
        raise KeyError(
            f"{table.name} has no column {sorted(unknown)}"
        )  # ours to fix: nothing is left out silently
    return {name: cell_text(row.get(name)) for name in table.names}


def _sheet(table: Table, rows: Sequence[dict[str, str]]) -> str:
    """The CSV text; a record's hash is taken over exactly these cells."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(table.names)
    for row in rows:
        if any(_is_too_long(text) for text in row.values()):
            raise BundleError(
                f"“{table.title}”里有一条内容过长，没有生成报送包；请把长材料改为附件后再导出。"
            )
        writer.writerow({**row, "content_hash": content_hash(row)}.values() if table.record else row.values())
    return buffer.getvalue()


def _resource(table: Table, content: bytes) -> dict[str, Any]:
    schema: dict[str, Any] = {"fields": [field.schema() for field in table.fields], "missingValues": [""]}
    if table.key:
        schema["primaryKey"] = list(table.key)
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "title": table.title,
        "path": f"{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "quoteChar": '"', "doubleQuote": True},
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": schema,
    }


def _described(package: bytes) -> dict[str, str]:
    resources = read_json(package, limit=_LARGEST_PACKAGE).get("resources")
    if not isinstance(resources, list) or not all(isinstance(item, dict) for item in resources):
        raise damaged()
    described = {str(item.get("name")): str(item.get("path")) for item in resources}
    if len(described) != len(resources):
        raise damaged()
    return described


def _read_sheet(table: Table, content: bytes, faults: list[Fault]) -> Iterator[Row]:
    lines = _lines(content)
    header = next(lines, [])
    if not _is_header(table, header):
        raise damaged()
    known = {field.name: field for field in table.fields}
    columns = [known.get(name) or Field(name, "text", name) for name in header]
    seen: set[str] = set()
    for number, cells in enumerate(lines, start=1):
        if number > MOST_ROWS:
            raise BundleError(TOO_LARGE)
        if len(cells) != len(header):
            raise damaged()
        row = _read_row(table, columns, cells, faults)
        _once(table, cells[header.index("id")] if table.record else "", seen)
        if row is not None:
            yield row


def _is_header(table: Table, header: Sequence[str]) -> bool:
    required = {field.name for field in table.fields if field.required}
    tidy = len(set(header)) == len(header) <= _MOST_COLUMNS
    return tidy and required <= set(header) and all(name.isascii() and name.isidentifier() for name in header)


def _lines(content: bytes) -> Iterator[list[str]]:
    """CSV lines whose every cell may be taken in as text."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise damaged() from error
    if not is_plain_table(text):
        raise damaged()
    try:
        for cells in csv.reader(io.StringIO(text, newline=""), strict=True):
            if any("\r" in cell or _is_too_long(cell) for cell in cells):
                raise damaged()
            yield cells
    except csv.Error as error:
        raise damaged() from error


def _is_too_long(cell: str) -> bool:
    return len(cell) * 4 > LONGEST_CELL and len(cell.encode("utf-8")) > LONGEST_CELL


def _read_row(table: Table, columns: list[Field], cells: list[str], faults: list[Fault]) -> Row | None:
    problem = next(
        (
            (field, found)
            for field, text in zip(columns, cells, strict=True)
            if (found := field.problem(text))
        ),
        None,
    )
    texts: dict[str, Cell] = {field.name: text for field, text in zip(columns, cells, strict=True)}
    if problem is None and table.record and content_hash(texts) != texts["content_hash"]:
        problem = (Field("content_hash", "hash", "内容校验值"), "与内容不符")
    if problem is None:
        return {field.name: field.read(text) for field, text in zip(columns, cells, strict=True)}
    if not table.record:
        raise damaged()
    faults.append(_fault(table, texts, *problem))
    return None


def _fault(table: Table, texts: Mapping[str, Cell], field: Field, problem: str) -> Fault:
    """A record without a usable id cannot be answered, so its bundle cannot be taken in."""
    record_id, revision = str(texts["id"]), str(texts["revision"])
    by_name = {known.name: known for known in table.fields}
    if by_name["id"].problem(record_id):
        raise damaged()
    usable = 0 if by_name["revision"].problem(revision) else int(revision)
    sentence = f"{table.title}的“{field.title}”{problem}，这一条没有接收；请更正后随下次报送。"
    return Fault(table.name, record_id, usable, field.name, sentence)


def _once(table: Table, record_id: str, seen: set[str]) -> None:
    if table.record and record_id in seen:
        raise damaged()
    seen.add(record_id)
