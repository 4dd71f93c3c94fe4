"""Handing matters down to a township (交办、转送) from a table the county's clerk keeps.

A matter is known by the county's number: sent twice it is the same assignment, and the later file's day
counts. Its files lie beside the table and travel with it; one that is missing is told, the matter still goes.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from app.core.channels import CHANNEL_OF_WORD
from app.core.dates import DateError, parse_date
from app.core.receptions import PURPOSES
from app.core.registers import Cell
from app.county.acknowledging import Sender
from app.county.handing_down import hand_down, next_number
from app.county.store import CountyStore
from app.county.store_townships import Township
from app.db.engine.files import file_errors
from app.errors import ValidationError
from app.exchange.registers import RawRow, read_register
from app.exchange.schemas import Row

COLUMNS: Mapping[str, str] = {
    "上级编号": "county_number", "办理方式": "kind", "交办日期": "issued_on", "反馈期限": "due_on", "文号": "basis",
    "办理要求": "instruction", "信访形式": "channel", "信访日期": "occurred_on", "主题": "title", "内容": "text",
    "诉求": "request", "信访目的": "purpose", "人数": "head_count", "姓名": "petitioner", "电话": "phone",
    "证件号码": "id_number", "住址": "address", "附件": "files",
}  # fmt: skip
_KINDS = {"交办": "assigned", "转送": "referred", "": "assigned"}
_NEEDED = ("上级编号", "信访形式", "信访日期", "主题")
_LARGEST_FILE = 200 << 20


@dataclass(frozen=True)
class Assigned:
    """The file that was written, how many matters are in it, and what could not go along."""

    path: Path
    count: int
    sentences: tuple[str, ...]


def assign(store: CountyStore, sender: Sender, township: Township, table: Path, folder: Path) -> Assigned:
    """Write the assignments of a table (.xlsx or .csv) for one township; raises if a row cannot be right."""
    rows = list(_rows(table, sender.now.date()))
    revision = next_number(store, sender, township)
    sentences: list[str] = []
    assignments = [_assignment(row, township, revision) for row in rows]
    files = [
        found
        for row, made in zip(rows, assignments, strict=True)
        for found in _files(row, str(made["id"]), table.parent, revision, sentences)
    ]
    tables = {"assignments": assignments, "attachments": [row for row, _ in files]}
    contents = {str(row["sha256"]): content for row, content in files if content is not None}
    path = hand_down(
        store, sender, township, "assign", tables, ([content] for content in contents.values()), folder
    )
    return Assigned(path, len(assignments), tuple(sentences))


def _rows(table: Path, today: date) -> Iterator[dict[str, str]]:
    with file_errors(table):
        raw = read_register(table.read_bytes())
    headers = [str(cell or "").strip() for cell in raw.headers]
    if missing := [name for name in _NEEDED if name not in headers]:
        raise ValidationError({"table": f"表里没有“{'”“'.join(missing)}”这几列，没有下发；请按说明补上"})
    seen: set[str] = set()
    for row in raw.rows:
        found = _row(headers, row, today)
        if found["county_number"] in seen:
            raise ValidationError({"table": f"第{row.number}行的上级编号重复，没有下发；请核对"})
        seen.add(found["county_number"])
        yield found


def _row(headers: Sequence[str], row: RawRow, today: date) -> dict[str, str]:
    cells = {name: _text(cell) for name, cell in zip(headers, row.cells, strict=False) if name in COLUMNS}
    if empty := [name for name in _NEEDED if not cells.get(name)]:
        raise ValidationError({"table": f"第{row.number}行没有填“{empty[0]}”，没有下发；请补上"})
    values = {COLUMNS[name]: text for name, text in cells.items()}
    values["kind"] = _word(row, _KINDS, values.get("kind", ""), "办理方式应为交办或转送")
    values["channel"] = _word(row, CHANNEL_OF_WORD, values["channel"], "信访形式不认得")
    purposes = {word: code for code, word in PURPOSES.items()} | {"": ""}
    values["purpose"] = _word(
        row, purposes, values.get("purpose", ""), "信访目的应为建议意见、检举控告或申诉求决"
    )
    values["issued_on"] = values.get("issued_on") or today.isoformat()
    for name in ("issued_on", "occurred_on", "due_on"):
        values[name] = _day(row, values.get(name, ""), today)
    if not values.get("head_count", "1").isdecimal():
        raise ValidationError({"table": f"第{row.number}行的人数不是数字，没有下发；请核对"})
    return values


def _text(cell: Cell) -> str:
    if isinstance(cell, date):
        return cell.isoformat()[:10]
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()


def _word(row: RawRow, words: Mapping[str, str], word: str, problem: str) -> str:
    if word not in words:
        raise ValidationError({"table": f"第{row.number}行的{problem}，没有下发；请核对"})
    return str(words[word])


def _day(row: RawRow, text: str, today: date) -> str:
    try:
        return parse_date(text, today=today).isoformat() if text else ""
    except DateError as error:
        raise ValidationError({"table": f"第{row.number}行的日期“{text}”读不懂，没有下发；请核对"}) from error


def _assignment(row: Mapping[str, str], township: Township, revision: int) -> Row:
    values: Row = {
        name: row.get(name, "") for name in COLUMNS.values() if name not in {"files", "head_count"}
    }
    return values | {
        "id": str(uuid5(NAMESPACE_URL, f"urn:assignment:{township.code}:{row['county_number']}")),
        "revision": revision, "head_count": int(row.get("head_count") or 1), "anonymous": int(not row.get("petitioner")),
        "sealed": 0,  # it is handed over on purpose; at the township its purpose seals it
    }  # fmt: skip


def _files(
    row: Mapping[str, str], assignment_id: str, folder: Path, revision: int, sentences: list[str]
) -> Iterator[tuple[Row, bytes | None]]:
    for name in filter(None, (part.strip() for part in row.get("files", "").split("、"))):
        path, content = folder / Path(name).name, None
        if path.is_file() and path.stat().st_size <= _LARGEST_FILE:
            with file_errors(path):
                content = path.read_bytes()
        else:
            sentences.append(f"{row['county_number']}的附件“{name}”找不到或过大，没有随包；事项照常下发。")
        yield _attachment(name, content, assignment_id, revision), content


def _attachment(name: str, content: bytes | None, assignment_id: str, revision: int) -> Row:
    return {
        "id": str(uuid5(NAMESPACE_URL, f"urn:attachment:{assignment_id}:{name}")), "revision": revision, "sealed": 0,
        "matter_id": assignment_id, "sha256": hashlib.sha256(content).hexdigest() if content is not None else "",
        "size": len(content or b""), "name": name, "travels": "missing" if content is None else "included",
    }  # fmt: skip
