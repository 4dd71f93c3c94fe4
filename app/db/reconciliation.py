"""The register's matters as they are compared with the official system's."""

from datetime import date

from app.core.reconciliation import Local
from app.db.engine.connection import Store
from app.db.rows import day


def local_matters(store: Store) -> tuple[Local, ...]:
    """Every matter that was not voided; a sealed one without its title."""
    rows = store.rows(
        "SELECT id, number, external_number, CASE purpose WHEN 'report' THEN '' ELSE title END, registered_on,"
        " answer_due, state, finished_on IS NOT NULL FROM matters WHERE state NOT IN ('voided', 'merged') ORDER BY row"
    )
    return tuple(
        Local(
            row[0],
            row[1],
            row[2],
            row[3],
            date.fromisoformat(row[4]),
            day(row[5]),
            row[6],
            finished=bool(row[7]),
        )
        for row in rows
    )


def village_names(store: Store) -> dict[str, str]:
    """What each village is called, by id."""
    return dict(store.rows("SELECT id, name FROM roster_items WHERE kind = 'village'"))
