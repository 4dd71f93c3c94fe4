"""What was changed behind the program's back is noticed at opening, at the right entry, and stops writing."""

import random
import shutil
from pathlib import Path

import pytest

from app.core.canonical import canonical
from app.core.entries import entry_hash, payload_hash
from app.db import journal
from app.db.engine.connection import open_store
from app.db.engine.costs import LEAST
from app.db.engine.driver import DatabaseError
from app.db.engine.keys import unlock
from app.db.migrations import APPLICATION_ID, COMPUTED, MIGRATIONS
from app.errors import AppError, DamageError, OlderDataError, StorageError
from app.services.clock import FixedClock
from app.services.desk import Desk
from app.services.opening import Setup, create_office, open_desk
from app.services.register import Register
from tests.conftest import PASSWORD
from tests.services.test_backups import letter


@pytest.fixture
def folder(tmp_path: Path, setup: Setup, clock: FixedClock) -> Path:
    place = tmp_path / "数据"
    with create_office(place, setup, PASSWORD, clock=clock, cost=LEAST) as desk:
        for name in ("张甲", "李乙", "王丙"):
            letter(desk, name)
    return place


def by_hand(folder: Path, *statements: str) -> None:
    """As somebody does who has the password and a tool."""
    store = open_store(
        folder / "main.db", unlock(folder, PASSWORD), application_id=APPLICATION_ID, migrations=MIGRATIONS
    )
    for name in ("entries_never_change", "payloads_never_change", "entries_never_go", "payloads_never_go"):
        store.connection.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        store.connection.execute(statement)
    store.close()


def test_an_old_file_put_back_is_noticed_and_nothing_is_written(folder: Path, clock: FixedClock) -> None:
    old = (folder / "main.db").read_bytes()
    with open_desk(folder, PASSWORD, clock=clock) as desk:
        letter(desk, "赵丁")
        last = journal.head(desk.register.store)[0]
    (folder / "main.db").write_bytes(old)
    with pytest.raises(OlderDataError, match=f"上次记到第{last}条"):
        open_desk(folder, PASSWORD, clock=clock)
    with open_desk(folder, PASSWORD, clock=clock, confirmed=True) as desk:
        told = journal.last_of(desk.register.store, "older_accepted")
        assert told is not None
        assert told.payload["known_seq"] == last
    open_desk(folder, PASSWORD, clock=clock).close()


def test_without_the_marks_kept_apart_an_old_file_is_not_noticed(
    folder: Path, tmp_path: Path, clock: FixedClock
) -> None:
    """The deliberate breakage: the marks are what notices it, in either of their two places."""
    old = (folder / "main.db").read_bytes()
    with open_desk(folder, PASSWORD, clock=clock) as desk:
        letter(desk, "赵丁")
    (folder / "main.db").write_bytes(old)
    kept = (folder / "marks").read_bytes()
    (folder / "marks").unlink()
    with pytest.raises(OlderDataError):
        open_desk(folder, PASSWORD, clock=clock)
    (folder / "marks").write_bytes(kept)
    apart = next((tmp_path / "home").rglob("*.marks"))
    apart.unlink()
    with pytest.raises(OlderDataError):
        open_desk(folder, PASSWORD, clock=clock)
    (folder / "marks").unlink()
    open_desk(folder, PASSWORD, clock=clock).close()


def shown(desk: Desk) -> object:
    """Everything a figure is made from, but for the session that was just begun."""
    store = desk.register.store
    entries = store.rows("SELECT seq, hash FROM entries WHERE kind <> 'session_started'")
    return entries, {table: sorted(map(repr, store.rows(f"SELECT * FROM {table}"))) for table in COMPUTED}


def test_an_old_page_put_back_is_noticed(folder: Path, clock: FixedClock) -> None:
    """SQLCipher alone does not notice it (reliability.md §0-4)."""
    old = (folder / "main.db").read_bytes()
    with open_desk(folder, PASSWORD, clock=clock) as desk:
        letter(desk, "赵丁")
        right = shown(desk)
    new = (folder / "main.db").read_bytes()
    changed = [
        at for at in range(0, min(len(old), len(new)), 4096) if old[at : at + 4096] != new[at : at + 4096]
    ]
    assert len(changed) > 3
    noticed = 0
    for (
        at
    ) in changed:  # what is not noticed shows nothing else: a page of counters, or one with the same rows
        (folder / "main.db").write_bytes(new[:at] + old[at : at + 4096] + new[at + 4096 :])
        (folder / "main.db-wal").unlink(missing_ok=True)
        try:
            with open_desk(folder, PASSWORD, clock=clock) as desk:
                if desk.safety.verify(full=True).ok:
                    assert shown(desk) == right
                else:
                    noticed += 1
        except (AppError, DatabaseError):
            noticed += 1
        for place in (folder / "marks", *(folder.parent / "home").rglob("*.marks")):
            place.unlink(missing_ok=True)
    assert noticed > len(changed) // 2


def test_a_changed_word_is_told_at_its_entry(folder: Path, clock: FixedClock) -> None:
    by_hand(folder, "UPDATE payloads SET body = replace(body, '青山镇', '红山镇') WHERE seq = 1")
    with pytest.raises(DamageError, match="从第1条起不一致"):
        open_desk(folder, PASSWORD, clock=clock)


@pytest.mark.parametrize("seed", range(10))
def test_any_field_of_any_entry_that_is_changed_is_told_at_its_entry(folder: Path, seed: int) -> None:
    chance = random.Random(seed)
    store = open_store(
        folder / "main.db", unlock(folder, PASSWORD), application_id=APPLICATION_ID, migrations=MIGRATIONS
    )
    for name in ("entries_never_change", "payloads_never_change"):
        store.connection.execute(f"DROP TRIGGER {name}")
    last = journal.head(store)[0]
    for _ in range(20):
        seq = chance.randint(1, last)
        table, column = chance.choice(
            [("entries", name) for name in ("kind", "subject", "actor", "recorded_at", "payload_hash", "prev", "hash")]
            + [("payloads", "body"), ("payloads", "salt")]
        )  # fmt: skip
        store.connection.execute("BEGIN")
        store.connection.execute(f"UPDATE {table} SET {column} = {column} || '0' WHERE seq = {seq}")
        assert f"从第{seq}条起" in journal.check_chain(store)[0], (table, column)
        store.connection.execute("ROLLBACK")
    assert journal.check_chain(store) == []
    store.close()


def test_a_history_written_anew_with_right_hashes_is_noticed_by_the_marks(
    folder: Path, clock: FixedClock
) -> None:
    store = open_store(
        folder / "main.db", unlock(folder, PASSWORD), application_id=APPLICATION_ID, migrations=MIGRATIONS
    )
    for name in ("entries_never_change", "payloads_never_change"):
        store.connection.execute(f"DROP TRIGGER {name}")
    rows = store.rows("SELECT * FROM entries ORDER BY seq")
    names = [row[1] for row in store.rows("PRAGMA table_info(entries)")]
    prev = rows[3][8]
    for row in rows[3:]:
        fields = dict(zip(names, row, strict=True))
        body = store.value("SELECT body FROM payloads WHERE seq = ?", (row[0],)).replace("镇长", "书记")
        salt = store.value("SELECT salt FROM payloads WHERE seq = ?", (row[0],))
        import json

        fields |= {"prev": prev, "payload_hash": payload_hash(salt, json.loads(body))}
        del fields["hash"]
        prev = entry_hash(fields)
        store.connection.execute("UPDATE payloads SET body = ? WHERE seq = ?", (body, row[0]))
        store.connection.execute(
            "UPDATE entries SET actor = actor, prev = ?, payload_hash = ?, hash = ? WHERE seq = ?",
            (fields["prev"], fields["payload_hash"], prev, row[0]),
        )
    assert canonical({"whole": journal.check_chain(store) == []}) == b'{"whole":true}'
    store.close()
    with pytest.raises(OlderDataError, match="历史记录可能被改动过"):
        open_desk(folder, PASSWORD, clock=clock)


@pytest.mark.parametrize("seed", range(4))
def test_no_flipped_bit_shows_a_wrong_figure(folder: Path, clock: FixedClock, seed: int) -> None:
    """Every flip is noticed while opening or reading, or lies where nothing is."""
    whole, chance = (folder / "main.db").read_bytes(), random.Random(seed)
    with open_desk(folder, PASSWORD, clock=clock) as desk:
        right = desk.register.store.rows("SELECT number, people, title FROM matters ORDER BY row")
    whole = (folder / "main.db").read_bytes()
    marks = (folder / "marks").read_bytes()
    for _ in range(6):
        content = bytearray(whole)
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        (folder / "main.db").write_bytes(content)
        with pytest.raises(StorageError):
            open_desk(folder, PASSWORD, clock=clock)
        for log in folder.glob("main.db-*"):
            log.unlink()
    (folder / "main.db").write_bytes(whole)
    (folder / "marks").write_bytes(marks)
    with open_desk(folder, PASSWORD, clock=clock) as desk:
        assert desk.register.store.rows("SELECT number, people, title FROM matters ORDER BY row") == right


def test_damage_that_shows_while_working_stops_writing_and_is_told_once(desk: Desk) -> None:
    told: list[str] = []
    desk.register.store.on_damage = told.append
    desk.register.store.connection.execute("DROP TRIGGER payloads_never_change")
    desk.register.store.connection.execute("UPDATE payloads SET body = '{}' WHERE seq = 2")
    assert not desk.safety.verify().ok
    assert not desk.safety.verify().ok
    assert len(told) == 1
    with pytest.raises(DamageError):
        letter(desk)
    assert desk.matters.find("张甲") == ()


def test_a_register_that_was_cut_off_is_looked_through_and_its_bytes_are_kept(
    folder: Path, tmp_path: Path, clock: FixedClock
) -> None:
    desk = open_desk(folder, PASSWORD, clock=clock)
    letter(desk, "赵丁")
    cut = shutil.copytree(folder, tmp_path / "断电后")
    desk.close()
    with open_desk(cut, PASSWORD, clock=clock) as again:
        assert "没有正常关闭" in again.register.notice
        assert len(again.matters.find("赵丁")) == 1
    assert (cut / "quarantine" / "000001" / "main.db").exists()
    with open_desk(cut, PASSWORD, clock=clock) as again:
        assert again.register.notice == ""


def test_a_locked_desk_has_neither_file_nor_key_and_wakes_by_the_password(desk: Desk) -> None:
    number = desk.matters.matter(letter(desk)).number
    desk.drafts.save("reception", {"title": "写到一半"})
    desk.rest()
    assert desk.register.store._key == b""
    with pytest.raises(StorageError, match="已锁定"):
        desk.matters.find(number)
    with pytest.raises(StorageError, match="已锁定"):
        desk.attachments.verify()
    with pytest.raises(AppError, match="密码不对"):
        desk.unlock("错的密码")
    desk.unlock(PASSWORD)
    kept = desk.drafts.load("reception")
    assert kept is not None
    assert kept.body == {"title": "写到一半"}
    assert len(desk.matters.find(number)) == 1


def test_a_save_whose_sync_failed_is_looked_for_in_the_file(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """COMMIT raised: only what a new connection reads counts, found or not (reliability.md row 8)."""
    from app.errors import UnsureError

    store = desk.register.store
    real = type(store)._commit

    def saved_after_all(self: object) -> None:
        real(store)
        raise UnsureError("磁盘读写出错")

    monkeypatch.setattr(type(store), "_commit", saved_after_all)
    assert letter(desk)

    def lost(self: object) -> None:
        store._roll_back()
        raise UnsureError("磁盘读写出错")

    monkeypatch.setattr(type(store), "_commit", lost)
    with pytest.raises(StorageError, match="没有保存"):
        letter(desk, "钱戊")
    monkeypatch.undo()
    assert isinstance(desk.register, Register)
    assert desk.matters.find("钱戊") == ()


def test_a_page_that_rots_while_the_register_is_open_is_a_report_and_no_crash(
    folder: Path, clock: FixedClock
) -> None:
    desk = open_desk(folder, PASSWORD, clock=clock)
    desk.register.store.checkpoint()
    content = bytearray((folder / "main.db").read_bytes())
    for at in range(4096 * 3 + 60, len(content), 4096):
        content[at] ^= 1
    (folder / "main.db").write_bytes(content)
    desk.register.store.connection.execute("PRAGMA shrink_memory")
    report = desk.safety.verify(full=True)
    assert not report.ok
    assert desk.register.store.damage
    with pytest.raises(DamageError):
        letter(desk)
    desk.close()
