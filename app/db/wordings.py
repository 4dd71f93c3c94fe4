"""Rows of wordings: every version, and which one each form uses."""

from datetime import date

from app.core.entries import Entry
from app.core.wordings import WordingVersion
from app.db.engine.connection import Store
from app.db.rows import iso, put

_SELECT = (
    "SELECT w.form, w.digest, w.source, w.origin, w.note, w.kept_on, c.digest IS NOT NULL "
    "FROM wordings w LEFT JOIN wording_choices c ON c.form = w.form AND c.digest = w.digest"
)


def carry(store: Store, entry: Entry) -> None:
    """Bring the tables up to date with one entry."""
    payload = entry.payload
    if entry.kind == "wording_chosen":
        put(store, "wording_choices", ("form",), {"form": payload["form"], "digest": payload["digest"]})
        return
    values = {name: payload[name] for name in ("form", "digest", "source", "origin", "note")}
    put(store, "wordings", ("digest",), values | {"kept_on": iso(entry.occurred_on)})


def by_digest(store: Store, digest: str) -> WordingVersion | None:
    rows = store.rows(f"{_SELECT} WHERE w.digest = ?", (digest,))
    return _version(*rows[0]) if rows else None


def in_use(store: Store, form_id: str) -> WordingVersion | None:
    """The version the office chose for a form; none where the shipped words are used."""
    rows = store.rows(
        f"{_SELECT} WHERE w.digest = (SELECT digest FROM wording_choices WHERE form = ?)", (form_id,)
    )
    return _version(*rows[0]) if rows else None


def of_form(store: Store, form_id: str) -> tuple[WordingVersion, ...]:
    """Every version a form has had, the latest first."""
    rows = store.rows(f"{_SELECT} WHERE w.form = ? ORDER BY w.row DESC", (form_id,))
    return tuple(_version(*row) for row in rows)


def _version(
    form: str, digest: str, source: str, origin: str, note: str, kept_on: str, used: int
) -> WordingVersion:
    return WordingVersion(form, digest, source, origin, note, date.fromisoformat(kept_on), bool(used))
