"""Rows of issued papers."""

import json
from collections.abc import Sequence
from dataclasses import fields
from datetime import date
from typing import Any

from app.core.documents import Document
from app.core.filling import filling_from
from app.core.forms import FORMS
from app.core.matters import Matter
from app.core.steps.handling import papers_out
from app.db.engine.connection import Store
from app.db.rows import day, iso, put

_NAMES = tuple(field.name for field in fields(Document))
_DAYS = ("delivered_on", "filed_on")
_SELECT = f"SELECT {', '.join(_NAMES)} FROM documents"
_SERVED = {form.id: form.served for form in FORMS}
_WATCHED = frozenset(form.id for form in FORMS if form.watched)

_TOLD = tuple(form.id for form in FORMS if form.served)
_SIGNED = tuple(form.id for form in FORMS if form.returns)
_TOLD_ENTRIES = tuple(sorted({entry for form in FORMS if form.served for entry in form.tells_of}))
_SIGNED_ENTRIES = tuple(sorted({entry for form in FORMS if form.returns for entry in form.tells_of}))


def load(store: Store, document_id: str) -> Document | None:
    return _one(store, "id = ?", document_id)


def by_slip(store: Store, slip: str) -> Document | None:
    """The paper whose 回执联 bears this number."""
    return _one(store, "slip = ? AND slip <> ''", slip)


def by_number(store: Store, *numbers: str) -> tuple[Document, ...]:
    """The papers of these very numbers, the newest first."""
    rows = store.rows(f"{_SELECT} WHERE number IN ({_marks(numbers)}) ORDER BY row DESC", numbers)
    return tuple(_document(row) for row in rows)


def of_matter(store: Store, matter_id: str) -> tuple[Document, ...]:
    """A matter's papers in the order they were issued."""
    return _all(store, "matter_id = ? ORDER BY row", matter_id)


def of_office(store: Store, limit: int) -> tuple[Document, ...]:
    """Papers that belong to no matter, the latest first."""
    return _all(store, "matter_id IS NULL ORDER BY row DESC LIMIT ?", limit)


def out_of(store: Store, matter_id: str, served: str) -> Document | None:
    """The latest paper of a kind (告知书, 处理意见书 …) that is out and not yet delivered."""
    papers = [it for it in of_matter(store, matter_id) if _SERVED.get(it.form) == served and served]
    return next((it for it in reversed(papers) if not it.delivered_on and not it.voided_reason), None)


def out_to_unit(store: Store, matter_id: str, step_id: str) -> Document | None:
    """The letter that handed the matter to a unit and whose slip has not come back."""
    papers = [it for it in of_matter(store, matter_id) if it.about == step_id and it.form in _SIGNED]
    return next((it for it in reversed(papers) if not it.delivered_on and not it.voided_reason), None)


def delivered_by(store: Store, matter_id: str, step_id: str) -> Document | None:
    """The paper whose delivery this step was."""
    return next((it for it in of_matter(store, matter_id) if it.step == step_id), None)


def unprinted(store: Store, limit: int) -> tuple[Document, ...]:
    """Papers that were made and never printed, the oldest first."""
    return _all(store, "prints = 0 AND voided_reason = '' ORDER BY issued_on, row LIMIT ?", limit)


def untold(store: Store, since: date) -> tuple[str, ...]:
    """Matters with a step that may still have to be told in writing: open ones, and those finished `since`.

    Which paper it is, and whether the law wants one, is for the rules to say; this only keeps them from
    looking at every matter there is.
    """
    steps = "SELECT 1 FROM steps s WHERE s.matter_id = m.id AND s.withdrawn = 0 AND s.entry IN"
    told = "NOT EXISTS (SELECT 1 FROM documents d WHERE d.matter_id = m.id AND d.about = s.id AND d.voided_reason = '' AND d.form IN"
    known = "(m.accepted_on IS NULL OR s.entry NOT IN ('assigned', 'referred'))"
    rows = store.rows(
        "SELECT m.id FROM (SELECT id, accepted_on FROM matters WHERE finished_on IS NULL "
        "UNION ALL SELECT id, accepted_on FROM matters WHERE finished_on >= ?) m WHERE ("
        f"EXISTS ({steps} ({_marks(_TOLD_ENTRIES)}) AND {known} AND {told} ({_marks(_TOLD)}))) "
        f"OR EXISTS ({steps} ({_marks(_SIGNED_ENTRIES)}) AND {told} ({_marks(_SIGNED)}))))",
        (iso(since), *_TOLD_ENTRIES, *_TOLD, *_SIGNED_ENTRIES, *_SIGNED),
    )
    return tuple(row[0] for row in rows)


def _marks(values: tuple[str, ...]) -> str:
    return ", ".join("?" * len(values))


def save(store: Store, document: Document) -> None:
    values = {name: getattr(document, name) for name in _NAMES} | {
        "matter_id": document.matter_id or None,
        "issued_on": iso(document.issued_on),
        "filling": json.dumps(document.filling.payload(), ensure_ascii=False, sort_keys=True),
        **{name: iso(getattr(document, name)) for name in _DAYS},
    }
    put(store, "documents", ("id",), values)


def await_delivery(store: Store, matter: Matter) -> None:
    """Mark the matter's papers that are out until they are delivered or the matter needs them no more."""
    rows = store.rows(
        "SELECT id, form, delivered_on IS NOT NULL OR filed_on IS NOT NULL OR voided_reason <> '', awaited "
        "FROM documents WHERE matter_id = ?",
        (matter.id,),
    )
    for document_id, form, done, awaited in rows:
        now = int(not done and form in _WATCHED and _still_wanted(matter, form))
        if now != awaited:
            store.connection.execute("UPDATE documents SET awaited = ? WHERE id = ?", (now, document_id))


def _still_wanted(matter: Matter, form_id: str) -> bool:
    """A paper nobody waits for any more: it was delivered otherwise, or the answer has overtaken it."""
    served = _SERVED[form_id]
    return not matter.voided and (not served or served in papers_out(matter))


def undelivered(store: Store, limit: int) -> list[tuple[str, str, str, date]]:
    """Papers that are out without a delivery: (matter id, title, number, issued on), the oldest first."""
    rows = store.rows(
        "SELECT matter_id, title, number, issued_on FROM documents WHERE awaited = 1 ORDER BY issued_on, row LIMIT ?",
        (limit,),
    )
    return [(row[0], row[1], row[2], date.fromisoformat(row[3])) for row in rows]


def _one(store: Store, condition: str, value: str) -> Document | None:
    found = _all(store, condition, value)
    return found[0] if found else None


def _all(store: Store, condition: str, value: str | int) -> tuple[Document, ...]:
    return tuple(_document(row) for row in store.rows(f"{_SELECT} WHERE {condition}", (value,)))


def _document(row: tuple[Any, ...]) -> Document:
    values = dict(zip(_NAMES, row, strict=True))
    typed = {
        "matter_id": values["matter_id"] or "",
        "issued_on": date.fromisoformat(values["issued_on"]),
        "filling": filling_from(json.loads(values["filling"])),
        **{name: day(values[name]) for name in _DAYS},
    }
    return Document(**values | typed)


def listed(store: Store, document_ids: Sequence[str], limit: int) -> list[tuple[str, str, str, str]]:
    """These papers, the newest first: id, title, number and day."""
    return store.rows(
        "SELECT id, title, number, issued_on FROM documents WHERE id IN (SELECT value FROM json_each(?)) "
        "ORDER BY issued_on DESC, row DESC LIMIT ?",
        (json.dumps(list(document_ids)), limit),
    )
