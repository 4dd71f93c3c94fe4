"""Proofs that the register is whole: quick checks, the chain, and a rebuild from the journal."""

from collections.abc import Callable

from app.db import journal, search
from app.db.engine.connection import Store, memory_store
from app.db.lawbook import Rules
from app.db.migrations import COMPUTED, MIGRATIONS
from app.db.projection import project


def quick_checks(store: Store) -> list[str]:
    """SQLCipher's page authentication, SQLite's structure check and the foreign keys."""
    store.checkpoint()  # before any check: reliability.md §0-5
    found = [str(row[0]) for row in store.rows("PRAGMA cipher_integrity_check")]
    found += [str(row[0]) for row in store.rows("PRAGMA quick_check") if row[0] != "ok"]
    found += [f"{row[0]}:{row[1]}" for row in store.rows("PRAGMA foreign_key_check")]
    return [f"数据文件检查发现异常（{found[0]}），请停止录入并从最近的备份恢复。"] if found else []


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
    pairs = zip(live.connection.execute(query), fresh.connection.execute(query), strict=False)
    same_size = live.value(f"SELECT count(*) FROM {table}") == fresh.value(f"SELECT count(*) FROM {table}")
    return bool(same_size) and all(left == right for left, right in pairs)
