"""Proofs that the register is whole: quick checks, the chain, and a rebuild from the journal."""

from collections.abc import Callable

from app.db import journal, search
from app.db.engine.connection import Store, memory_store
from app.db.engine.pages import page_checks
from app.db.lawbook import Rules
from app.db.migrations import COMPUTED, MIGRATIONS
from app.db.projection import project

TAIL = 500  # entries of the chain that every opening looks at


def quick_checks(store: Store, *, whole: bool = False) -> list[str]:
    """SQLCipher's page authentication, SQLite's structure check and the foreign keys.

    With `whole` every index is compared with its table, too: a page put back in an older state may lie there.
    """
    store.checkpoint()  # before any check: reliability.md §0-5
    return page_checks(store, whole=whole)


def opening_checks(store: Store, *, thorough: bool) -> list[str]:
    """What is looked at before anything is shown: the journal's end, and with `thorough` every page of the file."""
    problems = quick_checks(store) if thorough else []
    return problems or journal.check_chain(store, after=max(journal.head(store)[0] - TAIL, 0))


def rebuild_and_compare(
    store: Store, rules: Rules, progress: Callable[[int, int], object] | None = None
) -> list[str]:
    """Compute every table again from the journal alone; a sentence per table that differs."""
    fresh, last = memory_store(MIGRATIONS), journal.head(store)[0]
    try:
        with fresh.writing():
            for entry in journal.read(store):
                project(fresh, rules, entry)
                if progress:
                    progress(entry.seq, last)
        differing = [table for table in COMPUTED if not _equal(store, fresh, table)]
        if search.vocabulary(store) != search.vocabulary(fresh):
            differing.append("search")
    finally:
        fresh.close()
    return [f"“{table}”表与记录链重建的结果不一致，请从备份恢复并报告维护人员。" for table in differing]


def _equal(live: Store, fresh: Store, table: str) -> bool:
    columns = [row[1] for row in live.rows(f"PRAGMA table_info({table})") if row[1] != "row"]
    query = f"SELECT {', '.join(columns)} FROM {table} ORDER BY {', '.join(columns)}"
    pairs = zip(live.each(query), fresh.each(query), strict=False)
    same_size = live.value(f"SELECT count(*) FROM {table}") == fresh.value(f"SELECT count(*) FROM {table}")
    return bool(same_size) and all(left == right for left, right in pairs)
