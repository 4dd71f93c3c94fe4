"""The county's own store on the ladder of copies: proved, pruned by count, restored, rehearsed; nothing told is lost."""

import contextlib
import random
import shutil
from pathlib import Path

import pytest

from app.county.desk import CountyDesk, create_county, open_county, open_county_by
from app.county.folders import DATABASE, RECEIVED
from app.county.keeping import CountyRevival
from app.county.kept import COUNTY, LIST
from app.county.opening import Opening
from app.county.store_schema import APPLICATION_ID, MIGRATIONS
from app.db.engine.connection import open_store
from app.db.engine.costs import LEAST
from app.db.engine.keys import create_keys
from app.errors import AlreadyOpenError, AppError, DamageError, OlderDataError, WrongPassword
from app.services.backups import MIGRATING, copies_near, find_copies, keep_older, list_copies, prove
from app.services.restoring import look, put_back
from app.services.safety import Safety
from app.services.sticks import standing_in
from app.services.ways_in import by_code, by_password, wrong_guesses
from tests.county.townships import NOW, PASSWORD, Township

REVIVAL = CountyRevival(lambda: NOW)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "县局 数据"


@pytest.fixture
def county(folder: Path):
    desk = create_county(folder, "青川县信访局", "999999000000", PASSWORD, cost=LEAST, now=lambda: NOW)
    yield desk
    desk.close()


@pytest.fixture
def township(county: CountyDesk) -> Township:
    office = Township(county)
    county.enrol(office.enrolment, office.digits)
    return office


@pytest.fixture
def take(township: Township, county: CountyDesk, tmp_path: Path):
    """Take the township's next bundle in; its name."""

    def one() -> str:
        path = tmp_path / f"第{township.sequence + 1}包.xfb"
        assert county.take([township.export(path)])[0].state == "accepted"
        return path.name

    return one


def safety(county: CountyDesk) -> Safety:
    assert county.store.keeping
    return Safety(county.store.keeping, REVIVAL)


def bundles(county: CountyDesk) -> int:
    return int(county.store.value("SELECT count(*) FROM bundles"))


def test_a_new_county_has_something_to_copy_and_the_same_state_is_copied_once(county, take):
    assert safety(county).backup_if_due()
    assert safety(county).backup_if_due() is None
    take()
    made = safety(county).backup_if_due()
    assert made
    found = list_copies(county.folder / "backups", COUNTY)
    assert found[0].folder == made
    assert found[0].manifest.counts == {"townships": 1, "bundles": 1, "records": 0}
    assert (made / LIST).read_text("utf-8").count(".xfb") == 1


def test_any_flipped_bit_of_a_countys_copy_is_noticed(county, take):
    take()
    copy, chance = safety(county).backup(), random.Random(8)
    key = county.store.keeping.store.key()
    for path in [path for path in copy.rglob("*") if path.is_file()] * 6:
        whole = path.read_bytes()
        content = bytearray(whole)
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        path.unlink()  # a received file shares its bytes with the county's own
        path.write_bytes(content)
        with pytest.raises(AppError):
            prove(copy, key, kind=COUNTY)
        path.write_bytes(whole)
    assert prove(copy, key, kind=COUNTY) == ()


def test_a_damaged_county_makes_no_copy_and_takes_none_away(county, take):
    take()
    safety(county).backup()
    before = list_copies(county.folder / "backups", COUNTY)
    county.store.keeping.store.connection.execute("UPDATE entries SET body = replace(body, '李四', '王五')")
    take()
    assert not safety(county).verify().ok
    with pytest.raises(AppError):
        safety(county).backup()
    assert list_copies(county.folder / "backups", COUNTY) == before


def test_copies_are_thinned_by_count_and_never_by_a_day(county, take):
    for _ in range(14):
        take()
        safety(county).backup()
    found = list_copies(county.folder / "backups", COUNTY)
    assert [copy.manifest.seq for copy in found] == sorted(
        (copy.manifest.seq for copy in found), reverse=True
    )
    assert len(found) == 10


def test_a_restore_tells_what_would_be_lost_saves_it_and_brings_it_back(county, take, folder):
    take()
    copy = safety(county).backup()
    take()
    epoch, numbered = county.office.epoch, county.store.value("SELECT numbered FROM townships")
    county.close()
    seen = look(copy, folder, by_password(PASSWORD), revival=REVIVAL)
    assert (seen.office, seen.counts["bundles"], seen.present.lost["bundles"]) == ("青川县信访局", 1, 1)
    assert seen.present.lost_days[0] == NOW.date().isoformat()
    done = put_back(copy, folder, by_password(PASSWORD), REVIVAL)
    again = open_county(folder, PASSWORD, now=lambda: NOW)
    assert bundles(again) == 1
    assert again.office.epoch != epoch  # the townships see another life, and no silent fork
    assert again.office.epoch.encode() in again.enrolment_file.read_bytes()
    assert again.store.value("SELECT numbered FROM townships") > numbered + 1000  # no number is given twice
    assert [one.state for one in again.take_again()] == ["accepted"]  # what came later still lay there
    assert bundles(again) == 2
    again.close()
    saved = look(done.saved, folder, by_password(PASSWORD), revival=REVIVAL)
    assert saved.counts["bundles"] == 2


def test_a_county_comes_back_on_an_empty_machine_from_stick_and_code(county, take, folder, tmp_path):
    from app.db.engine.keys import put_recovery

    take()
    secret = bytes(range(16))
    put_recovery(folder, county.store.keeping.store.key(), secret)
    stick = tmp_path / "U盘"
    stick.mkdir()
    with standing_in(stick):
        ladder = safety(county)
        ladder.backup_to(ladder.prepare_stick(stick))
        county.close()
        shutil.rmtree(folder)
        (copy,) = find_copies(folder, (stick,), COUNTY)
        put_back(copy.folder, folder, by_code(secret), REVIVAL, new_password="重新设的密码9")
    again = open_county(folder, "重新设的密码9", now=lambda: NOW)
    assert bundles(again) == 1
    assert len(list((folder / RECEIVED).glob("*/*.xfb"))) == 1
    again.close()
    open_county_by(folder, by_code(secret)).close()


def test_a_rehearsal_finds_a_copy_that_cannot_be_restored(county, take):
    take()
    copy = safety(county).backup()
    assert safety(county).drill_due()
    assert safety(county).drill().ok
    assert not safety(county).drill_due()
    database = bytearray((copy / DATABASE).read_bytes())
    database[-100] ^= 1
    (copy / DATABASE).write_bytes(database)
    assert not safety(county).drill().ok
    assert "已损坏" in safety(county).standing().drill.sentence


def test_work_that_no_stick_holds_is_counted_and_a_copy_on_a_stick_ends_it(county, take, tmp_path):
    take()
    assert safety(county).standing().entries > 2
    with standing_in(tmp_path):
        ladder = safety(county)
        ladder.backup_to(ladder.prepare_stick(tmp_path))
    assert safety(county).standing().entries == 0


def test_a_county_of_an_older_schema_is_copied_before_it_changes(folder):
    key = create_keys(folder, PASSWORD, cost=LEAST)
    old = open_store(
        folder / DATABASE, key, application_id=APPLICATION_ID, migrations=MIGRATIONS[:-1], create=True
    )
    with old.writing():
        values = (1, "999999000000", "青川县信访局", "ab" * 16, "{}")
        old.connection.execute("INSERT INTO office VALUES (?, ?, ?, ?, ?)", values)
    old.close()
    from app.county.local_store import open_local_store

    opening = Opening(keep_older=lambda keeping: keep_older(keeping, tuple))
    open_local_store(folder, by_password(PASSWORD), opening).close()
    (copy,) = list_copies(folder / "backups", COUNTY)
    assert (copy.manifest.reason, copy.manifest.schema) == (MIGRATING, len(MIGRATIONS) - 1)


def test_a_second_window_over_one_county_is_refused(county, folder):
    with pytest.raises(AlreadyOpenError):
        open_county(folder, PASSWORD)


def test_wrong_passwords_of_a_county_count_beyond_a_restart(county, folder):
    county.close()
    for _ in range(3):
        with pytest.raises(WrongPassword):
            open_county(folder, "错的密码")
    assert wrong_guesses(folder) == 3
    waited: list[int] = []
    open_county(folder, PASSWORD, opening=Opening(wait=waited.append)).close()
    assert waited == [2]
    assert wrong_guesses(folder) == 0


def test_a_locked_county_has_neither_file_nor_key(county, take):
    take()
    store = county.store.keeping.store
    county.rest()
    assert store.is_resting()
    with pytest.raises(AppError):
        bundles(county)
    with pytest.raises(WrongPassword):
        county.unlock("错的密码")
    county.unlock(PASSWORD)
    assert bundles(county) == 1


def test_a_county_that_is_damaged_is_not_opened(county, take, folder):
    take()
    county.close()
    content = bytearray((folder / DATABASE).read_bytes())
    content[len(content) // 2] ^= 1
    (folder / DATABASE).write_bytes(content)
    with pytest.raises(DamageError):
        open_county(folder, PASSWORD)


def test_a_countys_copy_is_none_of_a_townships(county, tmp_path):
    safety(county).backup(tmp_path / "U盘")
    assert copies_near(tmp_path / "U盘", COUNTY)
    assert copies_near(tmp_path / "U盘") == ()


def test_an_old_file_put_back_is_noticed_and_nothing_is_written(county, take, folder, tmp_path):
    take()
    county.close()
    shutil.copy(folder / DATABASE, tmp_path / "old.db")
    again = open_county(folder, PASSWORD, now=lambda: NOW)
    again.choose_due_days(9)
    again.close()
    (folder / DATABASE).write_bytes((tmp_path / "old.db").read_bytes())
    with pytest.raises(OlderDataError, match="比上次关闭时旧"):
        open_county(folder, PASSWORD)
    assert (folder / DATABASE).read_bytes() == (tmp_path / "old.db").read_bytes()
    open_county(folder, PASSWORD, opening=Opening(confirmed=True)).close()
    open_county(folder, PASSWORD).close()  # answered once


def test_another_history_of_the_same_length_is_noticed(county, folder, tmp_path):
    county.close()
    shutil.copytree(folder, tmp_path / "old")
    for place, days in ((folder, 8), (tmp_path / "old", 9)):
        with contextlib.closing(open_county(place, PASSWORD)) as desk:
            desk.choose_due_days(days)
    (folder / DATABASE).write_bytes((tmp_path / "old" / DATABASE).read_bytes())
    with pytest.raises(OlderDataError):
        open_county(folder, PASSWORD)


def test_without_the_marks_an_old_file_is_not_noticed(county, take, folder, tmp_path, monkeypatch):
    """The safeguard taken away: the test above would be red."""
    monkeypatch.setattr("app.county.local_store.note_end", lambda _keeping: None)
    county.close()
    shutil.copy(folder / DATABASE, tmp_path / "old.db")
    with contextlib.closing(open_county(folder, PASSWORD)) as again:
        again.choose_due_days(9)
    (folder / DATABASE).write_bytes((tmp_path / "old.db").read_bytes())
    open_county(folder, PASSWORD).close()
