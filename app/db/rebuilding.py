"""Computing every table again from the journal, in place: after a change of schema or rules.

The journal says what happened; the tables only say it quickly. A register from an older version
is brought up to date by telling its journal to today's tables once.
"""

from app.db import at_hand, journal, lawbook
from app.db.engine.connection import Store
from app.db.lawbook import Rules
from app.db.migrations import COMPUTED, MIGRATIONS
from app.db.projection import project
from app.db.rows import put


def ensure_current(store: Store, rules: Rules) -> bool:
    """Rebuild the tables if an older schema computed them; says whether it did. All or nothing."""
    if store.value("SELECT schema FROM computed WHERE id = 1") == len(MIGRATIONS):
        return False
    with store.writing():
        rebuild(store, rules)
        put(store, "computed", ("id",), {"id": 1, "schema": len(MIGRATIONS)})
    return True


def rebuild(store: Store, rules: Rules) -> None:
    """Empty the computed tables and tell them the whole journal; inside a transaction of the caller's."""
    for table in reversed(COMPUTED):
        store.connection.execute(f"DELETE FROM {table}")
    store.connection.execute("DELETE FROM search")
    lawbook.forget(store)
    at_hand.forget(store)
    for entry in journal.read(store):
        project(store, rules, entry)
