"""Whether every page of a file is what was written to it."""

from app.db.engine.connection import Store


def page_checks(store: Store, *, whole: bool = False) -> list[str]:
    """SQLCipher's page authentication, SQLite's structure check and the foreign keys, of a file whose log is folded in.

    With `whole` every index is compared with its table, too: a page put back in an older state may lie there.
    """
    check = "integrity_check" if whole else "quick_check"
    found = [str(row[0]) for row in store.rows("PRAGMA cipher_integrity_check")]
    found += [str(row[0]) for row in store.rows(f"PRAGMA {check}") if row[0] != "ok"]
    found += [f"{row[0]}:{row[1]}" for row in store.rows("PRAGMA foreign_key_check")]
    return [f"数据文件检查发现异常（{found[0]}），请停止录入并从最近的备份恢复。"] if found else []
