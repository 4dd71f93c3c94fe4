"""Handing matters down to a township (交办、转送) from a table the county's clerk keeps.

A matter is known by the county's number: sent twice it is the same assignment, and the later file's day
counts. Its files lie beside the table and travel with it; one that is missing is told, the matter still goes.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from app.county.acknowledging import Sender
from app.county.assignment_table import AssignmentRow, AssignmentTable, read_assignments, refuse_wrong_rows
from app.county.handed import note_handed_down
from app.county.handing_down import Load, hand_down, next_number
from app.county.intake import Progress, unheard
from app.county.store import CountyStore
from app.county.store_townships import Township
from app.db.engine.files import file_errors
from app.exchange.schemas import Row

_ELSEWHERE = {"files", "head_count"}


@dataclass(frozen=True)
class Assigned:
    """The file that was written, how many matters are in it, and what could not go along."""

    path: Path
    count: int
    sentences: tuple[str, ...]


def assign(store: CountyStore, sender: Sender, township: Township, table: Path, folder: Path) -> Assigned:
    """Write the assignments of a table (.xlsx or .csv) for one township; raises if a row cannot be right."""
    return hand_over(store, sender, township, read_assignments(table, sender.now.date()), folder)


def hand_over(
    store: CountyStore, sender: Sender, township: Township, table: AssignmentTable, folder: Path,
    progress: Progress = unheard,
) -> Assigned:  # fmt: skip
    """Write what was read and looked at; it may be stopped while the files are read, before anything is written."""
    refuse_wrong_rows(table)
    revision = next_number(store, sender, township)
    assignments, attachments = list[Row](), list[Row]()
    contents, sentences = dict[str, bytes](), list[str]()
    for done, row in enumerate(table.rows):
        progress(done, len(table.rows))
        made = _assignment(row, township, revision)
        assignments.append(made)
        for attached, content in _files(row, str(made["id"]), revision, sentences):
            attachments.append(attached)
            if content is not None:
                contents[str(attached["sha256"])] = content
    progress(len(table.rows), len(table.rows))
    tables = {"assignments": assignments, "attachments": attachments}
    load = Load(
        "assign", tables, ([content] for content in contents.values()),
        lambda: note_handed_down(store, sender, township, assignments),
    )  # fmt: skip
    path = hand_down(store, sender, township, load, folder)
    return Assigned(path, len(assignments), tuple(sentences))


def _assignment(row: AssignmentRow, township: Township, revision: int) -> Row:
    values: Row = {name: value for name, value in row.values.items() if name not in _ELSEWHERE}
    return values | {
        "id": str(uuid5(NAMESPACE_URL, f"urn:assignment:{township.code}:{row.values['county_number']}")),
        "revision": revision, "head_count": int(row.values["head_count"]), "anonymous": int(not row.values["petitioner"]),
        "sealed": 0,  # it is handed over on purpose; at the township its purpose seals it
    }  # fmt: skip


def _files(
    row: AssignmentRow, assignment_id: str, revision: int, sentences: list[str]
) -> Iterator[tuple[Row, bytes | None]]:
    missing = list(row.missing)
    for path in row.files:
        if path.is_file():
            with file_errors(path):
                content = path.read_bytes()
            yield _attachment(path.name, content, assignment_id, revision), content
        else:  # it was there when the table was looked at
            missing.append(path.name)
    for name in missing:
        number = row.values["county_number"]
        sentences.append(f"{number}的附件“{name}”找不到或过大，没有随包；事项照常下发。")
        yield _attachment(name, None, assignment_id, revision), None


def _attachment(name: str, content: bytes | None, assignment_id: str, revision: int) -> Row:
    return {
        "id": str(uuid5(NAMESPACE_URL, f"urn:attachment:{assignment_id}:{name}")), "revision": revision, "sealed": 0,
        "matter_id": assignment_id, "sha256": hashlib.sha256(content).hexdigest() if content is not None else "",
        "size": len(content or b""), "name": name, "travels": "missing" if content is None else "included",
    }  # fmt: skip
