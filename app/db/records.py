"""Records as they travel: each computed row with its identity, revision and what the county holds.

The columns are those of the wire format (`app.exchange.schemas`); here they are only filled.
"""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from app.db import bundles
from app.db.engine.connection import Store

Row = dict[str, Any]
Acknowledged = Mapping[tuple[str, str], int]
Wire = Mapping[tuple[str, str], tuple[int, str]]

_MATTERS = """
SELECT m.id, m.state = 'voided' AS void, m.purpose = 'report' AS sealed, m.number, m.title, m.purpose,
    m.category AS category_code, m.village_id, v.code AS village_code, v.name AS village_name, m.unit_id,
    u.code AS unit_code, u.name AS unit_name, m.leader, m.source, m.external_number, m.state, m.registered_on,
    m.decided_on, m.accepted_on, m.answered_on, m.delivered_on, m.closed_on, m.notice_due, m.answer_due,
    (SELECT max(occurred_on) FROM steps s WHERE s.matter_id = m.id AND s.entry = 'declined' AND NOT s.withdrawn) AS declined_on,
    (SELECT min(occurred_on) FROM steps s WHERE s.matter_id = m.id AND s.entry = 'referred' AND NOT s.withdrawn) AS referred_on,
    (SELECT min(occurred_on) FROM steps s WHERE s.matter_id = m.id AND s.entry = 'assigned' AND NOT s.withdrawn) AS assigned_on,
    (SELECT max(occurred_on) FROM steps s WHERE s.matter_id = m.id AND s.entry = 'settled' AND NOT s.withdrawn) AS settled_on,
    (SELECT max(text) FROM steps s WHERE s.matter_id = m.id AND s.entry = 'voided' AND NOT s.withdrawn) AS void_reason,
    m.route, m.merged_into, m.split_from
FROM matters m LEFT JOIN roster_items v ON v.id = m.village_id LEFT JOIN roster_items u ON u.id = m.unit_id
ORDER BY m.row
"""
_RECEPTIONS = """
SELECT r.id, r.counted = 0 AS void, m.purpose = 'report' AS sealed, r.matter_id, r.ordinal, r.channel,
    r.occurred_on, r.registered_on, r.recorded_at, r.head_count, r.repeat, r.anonymous, r.external_number,
    r.envelope_number, r.agent, r.text, r.request, r.note,
    CASE WHEN r.channel <> 'visit' THEN '' WHEN r.head_count >= :group THEN 'group' ELSE 'individual' END AS visit_kind
FROM receptions r JOIN matters m ON m.id = r.matter_id WHERE r.shared = 0 ORDER BY r.row
"""
_PEOPLE = """
SELECT p.id, 0 AS void, p.name, p.sex, p.born, p.id_number, p.phone, p.address, p.village_id,
    NOT EXISTS (SELECT 1 FROM attendances a JOIN matters m ON m.id = a.matter_id
                WHERE a.person_id = p.id AND m.purpose <> 'report') AS sealed
FROM people p ORDER BY p.row
"""
_ATTENDANCES = """
SELECT r.id || ':' || a.position AS id, r.counted = 0 AS void, m.purpose = 'report' AS sealed,
    r.id AS reception_id, a.person_id, a.representative
FROM receptions r JOIN attendances a ON a.reception_id = r.id JOIN matters m ON m.id = r.matter_id
WHERE r.shared = 0 ORDER BY r.row, a.position
"""
_STEPS = """
SELECT s.id, (m.state = 'voided' OR s.withdrawn) AS void, m.purpose = 'report' AS sealed, s.matter_id, s.entry AS kind,
    s.occurred_on, s.recorded_at, s.unit_id, u.name AS unit_name, s.due_on, s.way, s.paper, s.value, s.leader, s.text
FROM steps s JOIN matters m ON m.id = s.matter_id LEFT JOIN roster_items u ON u.id = s.unit_id
ORDER BY m.row, s.position
"""
_ROSTER = """
SELECT id, retired_on IS NOT NULL AS void, 0 AS sealed, code, name, retired_on
FROM roster_items WHERE kind = :kind ORDER BY rowid
"""


def travelling(
    store: Store, *, group_threshold: int, class_name: Callable[[str], str]
) -> dict[str, list[Row]]:
    """Every record of the register, table by table; which of them go is decided by `changed`.

    `class_name` gives a classification code's name.
    """
    tables = {
        "matters": _rows(store, _MATTERS),
        "receptions": _rows(store, _RECEPTIONS, {"group": group_threshold}),
        "people": _rows(store, _PEOPLE),
        "reception_people": [_named(row) for row in _rows(store, _ATTENDANCES)],
        "steps": _rows(store, _STEPS),
        "units": _rows(store, _ROSTER, {"kind": "unit"}),
        "villages": _rows(store, _ROSTER, {"kind": "village"}),
    }
    for row in tables["matters"]:
        row["category_name"] = class_name(row["category_code"]) if row["category_code"] else ""
    return tables


def changed(
    store: Store, tables: Mapping[str, list[Row]], hashes: Mapping[str, list[str]], *, anew: bool = False
) -> dict[str, list[Row]]:
    """The records that the county does not hold as they are now, each with its revision.

    What has once gone out under a revision never changes under it: a record whose content
    differs from the last bundle's gets the next revision (ideas.md §4.2-9). `anew` takes nothing for
    granted that the county has: after a restore all of it goes again.
    """
    sent, held = bundles.on_the_wire(store), {} if anew else bundles.acknowledged(store)
    result: dict[str, list[Row]] = {}
    for table, rows in tables.items():
        numbered = (
            _numbered(table, row, content, sent, held)
            for row, content in zip(rows, hashes[table], strict=True)
        )
        result[table] = [row for row in numbered if row["revision"] > row["base_revision"]]
    return result


def _numbered(table: str, row: Row, content: str, sent: Wire, held: Acknowledged) -> Row:
    revision, known = sent.get((table, row["id"]), (0, ""))
    fresh = revision if content == known else revision + 1
    return row | {
        "revision": fresh,
        "base_revision": held.get((table, row["id"]), 0),
        "content_hash": content,
    }


def _rows(store: Store, sql: str, values: Mapping[str, Any] | None = None) -> list[Row]:
    found = store.named(sql, dict(values or {}))
    return [{name: "" if cell is None else cell for name, cell in row.items()} for row in found]


def _named(row: Row) -> Row:
    """An attendance has no name of its own; it is named after its reception and its place there."""
    return row | {"id": str(uuid5(NAMESPACE_URL, f"urn:attendance:{row['id']}"))}
