"""Records as they travel: each computed row with its identity; memory holds one at a time.

The columns are those of the wire format (`app.exchange.schemas`); here they are only filled. `MATTER`
stands on a row beside them: the matter it belongs to, for whoever decides what may go.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from app.db.engine.connection import Store

Row = dict[str, Any]

MATTER = "_matter"

_MATTERS = """
SELECT m.id, m.id AS _matter, m.state = 'voided' AS void, m.purpose = 'report' AS sealed, m.number, m.title, m.purpose,
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
SELECT r.id, r.matter_id AS _matter, r.counted = 0 AS void, m.purpose = 'report' AS sealed, r.matter_id, r.ordinal, r.channel,
    r.occurred_on, r.registered_on, r.recorded_at, r.head_count, r.repeat, r.anonymous, r.external_number,
    r.envelope_number, r.agent, r.text, r.request, r.note, r.level,
    CASE WHEN r.channel <> 'visit' THEN '' WHEN r.head_count >= :group THEN 'group' ELSE 'individual' END AS visit_kind
FROM receptions r JOIN matters m ON m.id = r.matter_id WHERE r.shared = 0 ORDER BY r.row
"""
_PEOPLE = """
SELECT p.id, '' AS _matter, 0 AS void, p.name, p.sex, p.born, p.id_number, p.phone, p.address, p.village_id,
    NOT EXISTS (SELECT 1 FROM attendances a JOIN matters m ON m.id = a.matter_id
                WHERE a.person_id = p.id AND m.purpose <> 'report') AS sealed
FROM people p ORDER BY p.row
"""
_ATTENDANCES = """
SELECT r.id || ':' || a.position AS id, r.matter_id AS _matter, r.counted = 0 AS void, m.purpose = 'report' AS sealed,
    r.id AS reception_id, a.person_id, a.representative
FROM receptions r JOIN attendances a ON a.reception_id = r.id JOIN matters m ON m.id = r.matter_id
WHERE r.shared = 0 ORDER BY r.row, a.position
"""
_STEPS = """
SELECT s.id, s.matter_id AS _matter, (m.state = 'voided' OR s.withdrawn) AS void, m.purpose = 'report' AS sealed, s.matter_id, s.entry AS kind,
    s.occurred_on, s.recorded_at, s.unit_id, u.name AS unit_name, s.due_on, s.way, s.paper, s.value, s.leader, s.text, s.reason
FROM steps s JOIN matters m ON m.id = s.matter_id LEFT JOIN roster_items u ON u.id = s.unit_id
ORDER BY m.row, s.position
"""
_ATTACHMENTS = """
SELECT a.id, a.matter_id AS _matter, a.removed_on IS NOT NULL AS void, m.purpose = 'report' AS sealed, a.matter_id,
    a.reception_id, a.sha256, a.size, a.name, a.kind, a.note
FROM attachments a JOIN matters m ON m.id = a.matter_id ORDER BY a.row
"""
_ASSIGNMENTS = """
SELECT a.id, a.matter_id AS _matter, 0 AS void, m.purpose = 'report' AS sealed, a.matter_id, m.number, a.county_number,
    m.state AS matter_state,
    (SELECT s.entry FROM steps s WHERE s.matter_id = m.id AND NOT s.withdrawn AND s.entry IN
        ('objected_up', 'objection_up_refused', 'returned_up', 'reported_up', 'accepted', 'declined', 'declined_again')
     ORDER BY s.position DESC LIMIT 1) AS answer,
    (SELECT max(s.occurred_on) FROM steps s WHERE s.matter_id = m.id AND NOT s.withdrawn) AS answered_on,
    (SELECT max(s.text) FROM steps s WHERE s.matter_id = m.id AND NOT s.withdrawn AND s.entry = 'objected_up') AS reason
FROM assignments a JOIN matters m ON m.id = a.matter_id ORDER BY m.row
"""
_ROSTER = """
SELECT id, '' AS _matter, retired_on IS NOT NULL AS void, 0 AS sealed, code, name, retired_on
FROM roster_items WHERE kind = :kind ORDER BY rowid
"""


def travelling(
    store: Store, *, group_threshold: int, class_name: Callable[[str], str]
) -> Mapping[str, Iterator[Row]]:
    """Every record of the register, table by table; which of them go is for the caller.

    `class_name` gives a classification code's name.
    """
    return {
        "matters": _classified(_rows(store, _MATTERS), class_name),
        "receptions": _rows(store, _RECEPTIONS, {"group": group_threshold}),
        "people": _rows(store, _PEOPLE),
        "reception_people": _named(_rows(store, _ATTENDANCES)),
        "steps": _rows(store, _STEPS),
        "units": _rows(store, _ROSTER, {"kind": "unit"}),
        "villages": _rows(store, _ROSTER, {"kind": "village"}),
        "attachments": _rows(store, _ATTACHMENTS),
        "assignment_answers": _rows(store, _ASSIGNMENTS),
    }


_MATTER_OF = {
    "matters": "SELECT id FROM matters WHERE id = ?",
    "receptions": "SELECT matter_id FROM receptions WHERE id = ?",
    "steps": "SELECT matter_id FROM steps WHERE id = ?",
    "attachments": "SELECT matter_id FROM attachments WHERE id = ?",
    "assignment_answers": "SELECT matter_id FROM assignments WHERE id = ?",
    "people": "SELECT matter_id FROM attendances WHERE person_id = ? LIMIT 1",
}


def matter_of(store: Store, table: str, record_id: str) -> str:
    """The matter a record belongs to; nothing for one that belongs to none."""
    sql = _MATTER_OF.get(table)
    return str(store.value(sql, (record_id,)) or "") if sql else ""


def people_of(store: Store, matter_ids: frozenset[str]) -> frozenset[str]:
    """Who came in any of these matters."""
    found = (
        store.rows("SELECT person_id FROM attendances WHERE matter_id = ?", (matter_id,))
        for matter_id in matter_ids
    )
    return frozenset(row[0] for rows in found for row in rows)


def _rows(store: Store, sql: str, values: Mapping[str, Any] | None = None) -> Iterator[Row]:
    """A cell without a value is None, which travels as a blank."""
    yield from store.named(sql, dict(values or {}))


def _classified(rows: Iterator[Row], class_name: Callable[[str], str]) -> Iterator[Row]:
    for row in rows:
        row["category_name"] = class_name(row["category_code"]) if row["category_code"] else ""
        yield row


def _named(rows: Iterator[Row]) -> Iterator[Row]:
    """An attendance has no name of its own; it is named after its reception and its place there."""
    for row in rows:
        row["id"] = str(uuid5(NAMESPACE_URL, f"urn:attendance:{row['id']}"))
        yield row
