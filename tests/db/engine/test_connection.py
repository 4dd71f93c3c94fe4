import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from app.db.engine.connection import Migration, Store, open_store
from app.db.engine.driver import DatabaseError, driver
from app.errors import AlreadyOpenError, ForeignFileError, NewerDatabaseError, StorageError, UnsureError

KEY = bytes(range(32))
STEPS = (
    Migration("one", "CREATE TABLE notes (text TEXT NOT NULL) STRICT;\nCREATE INDEX n ON notes (text);"),
)
ID = 0x58464454


def make(path: Path, steps: tuple[Migration, ...] = STEPS) -> Store:
    return open_store(path, KEY, application_id=ID, migrations=steps, create=True)


def reopen(path: Path, steps: tuple[Migration, ...] = STEPS, key: bytes = KEY) -> Store:
    return open_store(path, key, application_id=ID, migrations=steps)


@pytest.mark.parametrize("name", ["数据 文件夹", "100% 'quoted'", "a;b", "表情😀"])
def test_any_folder_name_opens_the_right_file(tmp_path: Path, name: str) -> None:
    make(tmp_path / name / "main.db").close()
    assert [path.name for path in (tmp_path / name).iterdir()] == ["main.db"]
    reopen(tmp_path / name / "main.db").close()


def test_what_durability_rests_on_is_set(tmp_path: Path) -> None:
    store = make(tmp_path / "main.db")
    wanted = {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "locking_mode": "exclusive",
        "secure_delete": 1,
    }
    assert {name: store.value(f"PRAGMA {name}") for name in wanted} == wanted
    store.close()


def test_what_was_committed_is_there_again(tmp_path: Path) -> None:
    store = make(tmp_path / "main.db")
    with store.writing():
        store.connection.execute("INSERT INTO notes VALUES ('一')")
    store.close()
    assert reopen(tmp_path / "main.db").rows("SELECT text FROM notes") == [("一",)]


def test_a_transaction_that_fails_is_gone(tmp_path: Path) -> None:
    store = make(tmp_path / "main.db")
    with pytest.raises(ZeroDivisionError), store.writing():
        store.connection.execute("INSERT INTO notes VALUES ('一')")
        raise ZeroDivisionError
    assert store.rows("SELECT * FROM notes") == []
    assert not store.connection.in_transaction


def test_an_inner_failure_takes_only_the_inner_part_back(tmp_path: Path) -> None:
    store = make(tmp_path / "main.db")
    with store.writing():
        store.connection.execute("INSERT INTO notes VALUES ('外')")
        with pytest.raises(ZeroDivisionError), store.writing():
            store.connection.execute("INSERT INTO notes VALUES ('内')")
            raise ZeroDivisionError
    assert store.rows("SELECT * FROM notes") == [("外",)]


def test_a_second_opening_is_refused_and_the_first_goes_on(tmp_path: Path) -> None:
    store = make(tmp_path / "main.db")
    with pytest.raises(AlreadyOpenError, match="另一个窗口"):
        reopen(tmp_path / "main.db")
    with store.writing():
        store.connection.execute("INSERT INTO notes VALUES ('一')")


def test_a_killed_process_leaves_no_lock(tmp_path: Path) -> None:
    path = tmp_path / "main.db"
    make(path).close()
    code = (
        "import os, sys; from pathlib import Path; from tests.db.engine.test_connection import reopen;"
        "store = reopen(Path(sys.argv[1])); store.connection.execute(\"INSERT INTO notes VALUES ('一')\"); os._exit(9)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], check=False, cwd=Path.cwd())
    assert done.returncode == 9
    assert reopen(path).rows("SELECT text FROM notes") == [("一",)]


def test_a_missing_file_is_never_made_anew(tmp_path: Path) -> None:
    with pytest.raises(ForeignFileError, match="没有新建空库"):
        reopen(tmp_path / "main.db")
    assert list(tmp_path.iterdir()) == []


def test_an_existing_file_is_never_overwritten(tmp_path: Path) -> None:
    make(tmp_path / "main.db").close()
    before = (tmp_path / "main.db").read_bytes()
    with pytest.raises(StorageError, match="没有覆盖"):
        make(tmp_path / "main.db")
    assert (tmp_path / "main.db").read_bytes() == before


@pytest.mark.parametrize("content", [b"PK\x03\x04 a zip", b"SQLite format 3\x00" + b"\0" * 4080, b"x" * 8192])
def test_another_programs_file_is_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "main.db"
    path.write_bytes(content)
    with pytest.raises(ForeignFileError):
        reopen(path)
    assert path.read_bytes() == content


def test_a_store_of_another_use_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "main.db"
    open_store(path, KEY, application_id=1234, migrations=STEPS, create=True).close()
    with pytest.raises(ForeignFileError, match="别的用途"):
        reopen(path)


def test_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "main.db"
    make(path, (*STEPS, Migration("two", "CREATE TABLE more (x TEXT) STRICT;"))).close()
    before = path.read_bytes()
    with pytest.raises(NewerDatabaseError, match="升级"):
        reopen(path)
    assert path.read_bytes() == before


def test_a_migration_that_fails_leaves_the_old_version_whole(tmp_path: Path) -> None:
    path = tmp_path / "main.db"
    make(path).close()
    broken = (*STEPS, Migration("two", "CREATE TABLE more (x TEXT) STRICT;\nCREATE TABLE notes (y TEXT);"))
    with pytest.raises(driver.OperationalError):
        reopen(path, broken)
    store = reopen(path)
    assert store.rows("SELECT name FROM sqlite_master WHERE name = 'more'") == []


def test_a_path_that_is_too_long_is_refused_before_anything_is_made(tmp_path: Path) -> None:
    folder = tmp_path.joinpath(*["很长的文件夹名" * 3] * 9)
    with pytest.raises(StorageError, match="路径太长"):
        make(folder / "main.db")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(
    os.geteuid() != 0 or not shutil.which("unshare"), reason="needs to mount a small file system"
)
@pytest.mark.slow
@pytest.mark.parametrize("kilobytes", [256, 512, 1024])
def test_a_full_disk_keeps_what_was_saved_and_says_so(tmp_path: Path, kilobytes: int) -> None:
    script = f"""
import sys
sys.path.insert(0, {str(Path.cwd())!r})
from pathlib import Path
from app.errors import StorageError
from tests.db.engine.test_connection import make, reopen
path = Path({str(tmp_path)!r}) / "small" / "main.db"
store, saved, sentence = make(path), 0, ""
try:
    while saved < 100_000:
        with store.writing():
            store.connection.execute("INSERT INTO notes VALUES (?)", (str(saved) * 400,))
        saved += 1
except StorageError as full:
    sentence = str(full)
store.close()
kept = reopen(path).value("SELECT count(*) FROM notes")
assert "磁盘已满" in sentence, sentence
assert kept == saved, (kept, saved)
print("ok", saved)
"""
    (tmp_path / "small").mkdir()
    (tmp_path / "script.py").write_text(script, encoding="utf-8")
    mount = f"mount -t tmpfs -o size={kilobytes}k none '{tmp_path}/small' && '{sys.executable}' '{tmp_path}/script.py'"
    done = subprocess.run(["unshare", "-m", "sh", "-c", mount], capture_output=True, text=True, check=False)
    if "mount:" in done.stderr or "unshare:" in done.stderr:
        pytest.skip("may not mount here")
    assert done.stdout.startswith("ok"), done.stderr


def test_an_opening_that_failed_at_its_commit_holds_the_file_no_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a failed sync the store opens the file anew to look; that second connection has to go, too."""
    path, kinds = (
        tmp_path / "main.db",
        {"application_id": 7, "migrations": (Migration("one", "CREATE TABLE a (b);"),)},
    )
    open_store(path, KEY, create=True, **kinds).close()
    newer = kinds | {"migrations": (*kinds["migrations"], Migration("two", "CREATE TABLE c (d);"))}
    kept: list[Store] = []

    def broken(store: Store) -> None:
        kept.append(store)  # whoever holds on to what failed must not hold the file
        store._roll_back()
        store._open_again()
        raise DatabaseError("disk I/O error")

    with monkeypatch.context() as patch:
        patch.setattr(Store, "_commit", broken)
        with pytest.raises(UnsureError):
            open_store(path, KEY, **newer)
    assert kept
    open_store(path, KEY, **newer).close()
