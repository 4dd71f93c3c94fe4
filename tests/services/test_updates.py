"""An update is the publisher's and newer, the register is copied first, and whatever breaks in between it opens."""

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.core.versions import read_version
from app.db.engine.costs import LEAST
from app.db.engine.migrating import Migration
from app.db.kind import TOWNSHIP
from app.db.migrations import MIGRATIONS
from app.errors import BundleError, NewerDatabaseError, NotAllowed, NotFound, StorageError, WrongPassword
from app.exchange.updates import FORGED, NO_KEY, NOT_WHOLE
from app.services import going_back, handing_over, updates
from app.services.backups import UPDATING, list_copies
from app.services.clock import FixedClock
from app.services.desk import Desk
from app.services.going_back import GoingBack
from app.services.handing_over import hand_over
from app.services.installed import DEB, PORTABLE, SETUP, SOURCE, installed_as, platform_now
from app.services.opening import open_desk
from app.services.practice import create_practice_office
from app.services.updates import FOLDER, LAST, NOT_COPIED, Updates
from app.services.ways_in import by_password
from tests.conftest import PASSWORD
from tests.exchange.update_packages import INSTALLER, STRANGER, TRUSTED, make_update, packed, parts
from tests.services.test_backups import attach, letter

FUTURE = (*MIGRATIONS, Migration("future", "CREATE TABLE future (id INTEGER PRIMARY KEY) STRICT;"))
KNOWING_THE_SCHEMA = ("services.register", "services.opening", "services.restored_register", "services.updates",
                      "services.going_back", "db.verification", "db.rebuilding")  # fmt: skip


@dataclass
class Program:
    """The program that runs, as far as an update asks: its version, how it was installed, whom it trusts."""

    patch: pytest.MonkeyPatch

    def is_(self, version: str, kind: str = DEB, platform: str = "linux-amd64", keys=TRUSTED) -> None:
        self.patch.setattr(updates, "version_now", lambda: read_version(version))
        self.patch.setattr(updates, "platform_now", lambda: platform)
        self.patch.setattr(updates, "installed_as", lambda: kind)
        self.patch.setattr(updates, "trusted_keys", lambda _folder: keys)

    def reads(self, schema: tuple[Migration, ...]) -> None:
        for module in KNOWING_THE_SCHEMA:
            self.patch.setattr(f"app.{module}.MIGRATIONS", schema)
        self.patch.setitem(vars(TOWNSHIP), "migrations", schema)


@pytest.fixture
def program(monkeypatch: pytest.MonkeyPatch) -> Program:
    made = Program(monkeypatch)
    made.is_("0.1.0")
    return made


@pytest.fixture
def folder(desk: Desk, program: Program) -> Path:
    attach(desk, letter(desk), b"x" * 3000)
    return desk.register.folder


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    return tmp_path / "U盘"


def everything(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def changes(desk: Desk) -> list[str]:
    return [line.why for line in desk.access_log.lines() if line.what == "升级或退回程序"]


def dies(*_given: object, **_named: object) -> None:
    raise Killed


def opens_whole(folder: Path, clock: FixedClock, people: str = "张甲", *, full: bool = True) -> None:
    with open_desk(folder, PASSWORD, clock=clock) as again:
        assert [row.people for row in again.matters.find(people)] == [people]
        assert again.safety.verify(full=full).ok


def test_an_update_copies_the_register_keeps_the_package_and_hands_over(
    desk: Desk, folder: Path, stick: Path, clock: FixedClock
) -> None:
    make_update(stick, "0.1.0")
    done = Updates(folder).apply(desk, make_update(stick))
    assert str(done.version) == "0.2.0"
    assert done.warnings == ()
    assert list_copies(folder / "backups")[0].manifest.reason == UPDATING
    assert done.hand_over.installer.read_bytes() == INSTALLER
    assert done.hand_over.shown.startswith("sudo apt-get install ")
    assert sorted(path.name for path in (folder / FOLDER).iterdir()) == [
        LAST, "petition-desk-0.1.0-linux-amd64.xfu", "petition-desk-0.2.0-linux-amd64.xfu", "petition-desk_0.2.0_amd64.deb",
    ]  # fmt: skip
    assert changes(desk) == ["0.1.0 → 0.2.0"]
    desk.close()
    opens_whole(folder, clock)


def test_a_pc_without_a_register_is_updated_and_told_that_nothing_was_copied(
    program: Program, stick: Path, tmp_path: Path
) -> None:
    """The county's PC: its store lies below the same folder."""
    make_update(stick, "0.1.0")
    done = Updates(tmp_path / "县局").apply(None, make_update(stick))
    assert (done.copy, done.warnings) == (None, (NOT_COPIED,))
    assert done.hand_over.installer.read_bytes() == INSTALLER
    program.is_("0.2.0")
    assert GoingBack(tmp_path / "县局").look(by_password("")).keeps_data


def test_without_the_old_package_the_clerk_is_told(desk: Desk, folder: Path, stick: Path) -> None:
    make_update(stick / "旧", "0.1.0", key=STRANGER)
    done = Updates(folder).apply(desk, make_update(stick))
    assert "没有0.1.0的升级包" in done.warnings[0]


@pytest.mark.parametrize(
    ("now", "offered", "said"),
    [
        ("0.2.0", {"version": "0.2.0"}, "与本机相同"),
        ("0.3.0", {"version": "0.2.0"}, "比本机的0.3.0旧"),
        ("0.10.0", {"version": "0.9.0"}, "比本机的0.10.0旧"),
        ("0.1.0", {"version": "0.3.0", "min_version": "0.2.0"}, "请先升级到0.2.0"),
        ("0.1.0", {"version": "0.2.0", "schema": len(MIGRATIONS) - 1}, "读不了本机数据的格式"),
        ("0.1.0", {"platform": "windows-x64"}, "是给64位Windows用的"),
    ],
)
def test_only_upward_and_only_what_fits(
    desk: Desk, folder: Path, stick: Path, program: Program, now: str, offered: dict, said: str
) -> None:
    program.is_(now)
    package, before = make_update(stick, **offered), everything(folder)
    for attempt in (lambda: Updates(folder).apply(desk, package), lambda: Updates(folder).check(package)):
        with pytest.raises(BundleError, match=said):
            attempt()
    assert [found.problem for found in Updates(folder).look([stick])] != [""]
    assert everything(folder) == before


@pytest.mark.parametrize(
    ("kind", "platform", "said"),
    [(SETUP, "windows-x64", "没有适合本机的安装文件"), (PORTABLE, "linux-amd64", "便携版"),
     (SOURCE, "linux-amd64", "从源代码运行"), (DEB, "", "本机是其他系统")],
)  # fmt: skip
def test_a_package_without_the_right_installer_is_refused(
    desk: Desk, folder: Path, stick: Path, program: Program, kind: str, platform: str, said: str
) -> None:
    program.is_("0.1.0", kind, platform)
    offered = platform or "linux-amd64"
    with pytest.raises(BundleError, match=said):
        Updates(folder).apply(desk, make_update(stick, platform=offered))
    assert not (folder / FOLDER).exists()


def test_a_forged_cut_or_unvouched_package_changes_nothing(
    desk: Desk, folder: Path, stick: Path, program: Program
) -> None:
    good, before = make_update(stick), everything(folder)
    members = parts(good)
    forged = stick / "a.xfu"
    forged.write_bytes(
        packed([*list(members.items())[:2], ("petition-desk_0.2.0_amd64.deb", bytes(len(INSTALLER)))])
    )
    cut = stick / "b.xfu"
    cut.write_bytes(good.read_bytes()[:-5000])
    for path, sentence in ((forged, FORGED), (cut, NOT_WHOLE)):
        with pytest.raises(BundleError) as refused:
            Updates(folder).check(path)
        assert str(refused.value) == sentence
        with pytest.raises(BundleError):
            Updates(folder).apply(desk, path)
        assert not any((folder / FOLDER).glob("petition-desk*"))
    program.is_("0.1.0", keys=())
    with pytest.raises(BundleError) as refused:
        Updates(folder).apply(desk, good)
    assert str(refused.value) == NO_KEY
    assert sorted(everything(folder)) == sorted(before)  # not even a copy of the register


def test_a_full_disk_is_said_before_anything_is_done(
    desk: Desk, folder: Path, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = make_update(stick)
    monkeypatch.setattr(shutil, "disk_usage", lambda _place: shutil._ntuple_diskusage(10, 10, 0))
    with pytest.raises(StorageError, match="磁盘空间不够"):
        Updates(folder).apply(desk, package)
    assert not (folder / "backups").exists()


def test_the_practice_office_is_not_what_is_copied_for_the_real_one(
    desk: Desk, folder: Path, stick: Path, clock: FixedClock
) -> None:
    practice = folder / "practice"
    with create_practice_office(practice, None, PASSWORD, clock=clock, cost=LEAST, matters=1) as rehearsal:
        with pytest.raises(NotAllowed, match="练习数据"):
            Updates(practice).apply(rehearsal, make_update(stick))
        assert not (practice / "backups").exists()


def test_a_stick_is_exchanged_after_the_glance_and_an_older_package_is_not_taken(
    desk: Desk, folder: Path, stick: Path, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Replay: what was looked at was newer; what was copied is an older package of the same publisher."""
    program.is_("0.3.0")
    newer, older = make_update(stick, "0.4.0"), make_update(stick / "旧", "0.2.0")
    keep = Updates.keep

    def keep_another(self: Updates, path: Path, *given: object) -> Path:
        newer.write_bytes(older.read_bytes())
        return keep(self, path, *given)

    monkeypatch.setattr(Updates, "keep", keep_another)
    with pytest.raises(BundleError, match=r"比本机的0\.3\.0旧"):
        Updates(folder).apply(desk, newer)
    assert not (folder / FOLDER / LAST).exists()


class Killed(BaseException):
    """The power goes."""


def deaths(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, Callable[[], None]]]:
    """Every step of an update dies once, right before it is done and right after."""

    def dying(where: str, name: str, *, after: bool):
        owner = {"Updates": Updates, "module": updates}[where]
        real = getattr(owner, name)

        def act(*given, **named):
            if after:
                real(*given, **named)
            raise Killed(name)

        return lambda: monkeypatch.setattr(owner, name, act)

    for where, name in (
        ("Updates", "_keep_the_way_back"), ("Updates", "keep"), ("Updates", "unpack"), ("module", "note_change"),
        ("Updates", "_note"), ("module", "durable_replace"), ("Updates", "thin_out"), ("module", "hand_over"),
    ):  # fmt: skip
        for after in (False, True):
            yield f"{name} {'after' if after else 'before'}", dying(where, name, after=after)


@pytest.mark.slow
def test_killed_between_any_two_steps_the_register_opens_and_the_update_goes_again(
    folder: Path, desk: Desk, stick: Path, clock: FixedClock
) -> None:
    desk.close()
    make_update(stick, "0.1.0")
    package, died = make_update(stick), []
    with pytest.MonkeyPatch.context() as outer:
        for name, kill in deaths(outer):
            with open_desk(folder, PASSWORD, clock=clock) as again:
                kill()
                with pytest.raises(Killed):
                    Updates(folder).apply(again, package)
            outer.undo()
            Program(outer).is_("0.1.0")
            opens_whole(folder, clock, full=False)
            assert not any(path.name.endswith(".part") for path in (folder / FOLDER).glob("*")), name
            died.append(name)
    assert len(died) == 16
    opens_whole(folder, clock)
    with open_desk(folder, PASSWORD, clock=clock) as again, pytest.MonkeyPatch.context() as patch:
        Program(patch).is_("0.1.0")
        assert str(Updates(folder).apply(again, package).version) == "0.2.0"


def test_after_the_update_its_installer_goes_and_the_two_packages_stay(
    desk: Desk, folder: Path, stick: Path, program: Program
) -> None:
    make_update(stick, "0.1.0")
    Updates(folder).apply(desk, make_update(stick))
    Updates(folder).tidy()
    assert (folder / FOLDER / "petition-desk_0.2.0_amd64.deb").exists()
    program.is_("0.2.0")
    Updates(folder).tidy()
    assert sorted(path.name for path in (folder / FOLDER).glob("petition-desk*")) == [
        "petition-desk-0.1.0-linux-amd64.xfu", "petition-desk-0.2.0-linux-amd64.xfu",
    ]  # fmt: skip


def test_packages_are_found_on_a_stick_and_in_its_folders_the_newest_first(folder: Path, stick: Path) -> None:
    make_update(stick / "升级", "0.9.0")
    make_update(stick, "0.10.0")
    make_update(stick, "0.3.0", key=STRANGER)
    (stick / "照片.jpg").write_bytes(b"")
    found = Updates(folder).look([stick, stick / "没有"])
    assert [(str(one.update.version) if one.update else "", one.problem) for one in found] == [
        ("0.10.0", ""), ("0.9.0", ""), ("", FORGED),
    ]  # fmt: skip


@pytest.fixture
def updated(desk: Desk, folder: Path, stick: Path, program: Program, clock: FixedClock) -> Path:
    """From 0.1.0 to 0.2.0, whose registers 0.1.0 cannot read; one more letter came in since."""
    make_update(stick, "0.1.0")
    Updates(folder).apply(desk, make_update(stick, schema=len(FUTURE)))
    desk.close()
    program.is_("0.2.0")
    program.reads(FUTURE)
    with open_desk(folder, PASSWORD, clock=clock) as newer:
        letter(newer, "钱乙")
    return folder


def test_an_older_program_cannot_open_what_the_newer_one_has_changed(
    updated: Path, program: Program, clock: FixedClock
) -> None:
    program.reads(MIGRATIONS)
    with pytest.raises(NewerDatabaseError):
        open_desk(updated, PASSWORD, clock=clock)


def test_the_way_back_says_what_is_lost_and_brings_both_back(
    updated: Path, program: Program, clock: FixedClock
) -> None:
    going, unlocked = GoingBack(updated), by_password(PASSWORD)
    before = everything(updated / "backups")
    way = going.look(unlocked)
    assert (str(way.version), way.keeps_data, way.lost["matters"], way.lost["people"]) == (
        "0.1.0",
        False,
        1,
        1,
    )
    assert everything(updated / "backups") == before
    went = going.go(way, unlocked, clock=clock)
    assert went.hand_over.shown.startswith("sudo apt-get install --allow-downgrades ")
    program.is_("0.1.0")
    program.reads(MIGRATIONS)
    opens_whole(updated, clock)
    with open_desk(updated, PASSWORD, clock=clock) as older:
        assert older.matters.find("钱乙") == ()
        assert [older.attachments.of_matter(row.id)[0].name for row in older.matters.find("张甲")] == [
            "来信.txt"
        ]
        assert changes(older) == []  # the copy was made before anything was noted
        assert older.register.store.value("SELECT count(*) FROM entries WHERE kind = 'restored'") == 1
    program.reads(FUTURE)
    with open_desk(
        went.saved, PASSWORD, clock=clock
    ) as kept:  # nothing is gone: the newer program still opens it
        assert [row.people for row in kept.matters.find("钱乙")] == ["钱乙"]


def test_a_newer_program_goes_on_with_what_was_laid_back(updated: Path, clock: FixedClock) -> None:
    """The older installer was never started: the register is simply brought forward again."""
    going = GoingBack(updated)
    going.go(going.look(by_password(PASSWORD)), by_password(PASSWORD), clock=clock)
    opens_whole(updated, clock)


def test_where_the_older_version_reads_the_register_nothing_is_exchanged(
    desk: Desk, folder: Path, stick: Path, program: Program, clock: FixedClock
) -> None:
    make_update(stick, "0.1.0")
    Updates(folder).apply(desk, make_update(stick))
    letter(desk, "钱乙")
    desk.close()
    program.is_("0.2.0")
    going = GoingBack(folder)
    way = going.look(by_password(PASSWORD))
    assert way.keeps_data
    assert going.go(way, by_password(PASSWORD), clock=clock).saved is None
    opens_whole(folder, clock, "钱乙")
    with open_desk(folder, PASSWORD, clock=clock) as again:
        assert changes(again) == ["0.2.0 → 0.1.0", "0.1.0 → 0.2.0"]


@pytest.mark.slow
def test_killed_on_the_way_back_there_is_one_whole_register(
    updated: Path, program: Program, clock: FixedClock, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    whole = tmp_path / "原样"
    shutil.copytree(updated, whole)
    for step in ("prove", "save_present", "_lay", "_forget_what_came_after"):
        with monkeypatch.context() as patch:
            patch.setattr(f"app.services.laying_back.{step}", dies)
            with pytest.raises(Killed):
                GoingBack(updated).go(
                    GoingBack(updated).look(by_password(PASSWORD)), by_password(PASSWORD), clock=clock
                )
        with open_desk(updated, PASSWORD, clock=clock) as newer:
            assert [row.people for row in newer.matters.find("钱乙")] == ["钱乙"], step
    with monkeypatch.context() as patch:
        patch.setattr("app.services.laying_back.durable_replace", dies)
        with pytest.raises(Killed):
            GoingBack(updated).go(
                GoingBack(updated).look(by_password(PASSWORD)), by_password(PASSWORD), clock=clock
            )
    program.reads(MIGRATIONS)
    opens_whole(updated, clock)


def test_the_way_back_needs_the_password_and_the_package(updated: Path, clock: FixedClock) -> None:
    with pytest.raises(WrongPassword):
        GoingBack(updated).look(by_password("不对的密码"))
    for path in (updated / FOLDER).glob("*.xfu"):
        path.unlink()
    with pytest.raises(NotFound, match=r"没有找到上一版本（0.1.0）"):
        GoingBack(updated).look(by_password(PASSWORD))


def test_a_package_from_a_stick_may_lead_back_but_never_a_strangers_or_a_newer_one(
    updated: Path, stick: Path, clock: FixedClock
) -> None:
    shutil.rmtree(updated / FOLDER)
    shutil.rmtree(stick)
    make_update(stick, "0.1.5", key=STRANGER)
    make_update(stick, "0.3.0")
    with pytest.raises(NotFound):
        GoingBack(updated).package(stick)
    make_update(stick, "0.1.0")
    going = GoingBack(updated)
    way = going.look(by_password(PASSWORD), stick)
    assert (str(way.version), way.keeps_data) == ("0.1.0", False)
    assert going.go(way, by_password(PASSWORD), clock=clock).hand_over.installer.read_bytes() == INSTALLER


def test_without_a_copy_the_older_version_can_read_nobody_goes_back(updated: Path, clock: FixedClock) -> None:
    shutil.rmtree(updated / "backups")
    with pytest.raises(NotAllowed, match="备份也找不到了"):
        GoingBack(updated).look(by_password(PASSWORD))


def test_what_lies_beside_the_register_is_not_believed_blindly(updated: Path) -> None:
    for content in (
        b"",
        b"[]",
        b"{}",
        json.dumps({"from": "../x", "to": "0.2.0", "copy": ""}).encode(),
        b"\xff",
    ):
        (updated / FOLDER / LAST).write_bytes(content)
        assert Updates(updated).last() == {}
        with pytest.raises(NotFound):
            GoingBack(updated).package()


def test_each_way_of_installing_is_handed_over_in_its_own_way(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    installer = tmp_path / "数据 文件夹" / "petition-desk.deb"
    monkeypatch.setattr(handing_over.shutil, "which", lambda name: f"/usr/bin/{name}")
    deb = hand_over(installer, DEB)
    assert deb.shown == f"sudo apt-get install '{installer}'"
    assert deb.starter() == ("pkexec", "apt-get", "--yes", "install", str(installer))
    monkeypatch.setattr(handing_over.shutil, "which", lambda name: None)
    assert deb.starter() == ()
    setup = hand_over(installer, SETUP)
    assert setup.starter() == (str(installer),)
    assert hand_over(installer, PORTABLE).starter() == ()
    older = hand_over(installer, SETUP, back=True)
    with pytest.raises(NotAllowed, match="手工运行"):
        older.start()
    assert (older.starter(), "先在Windows的“设置—应用”里卸载" in older.sentence) == ((), True)
    with pytest.raises(StorageError, match="没有打开"):
        setup.start()


@pytest.mark.parametrize(
    ("system", "home", "beside", "kind"),
    [("linux", "opt/petition-desk/lib", "", DEB), ("linux", "home/某人/petition-desk", "", PORTABLE),
     ("win32", "program", "", SETUP), ("win32", "program", "portable.txt", PORTABLE),
     ("linux", "src", "pyproject.toml", SOURCE)],
)  # fmt: skip
def test_how_it_was_installed_is_told_by_what_lies_beside_the_resources(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, system: str, home: str, beside: str, kind: str
) -> None:
    place = tmp_path / home
    place.mkdir(parents=True)
    if beside:
        (place / beside).write_text("")
    monkeypatch.setattr("app.services.installed.sys.platform", system)
    monkeypatch.setattr(
        "app.services.installed._PACKAGED_UNDER", (f"{tmp_path.as_posix()}/opt/petition-desk/",)
    )
    monkeypatch.setattr("app.paths.RESOURCES", place / "resources")
    assert installed_as() == kind


def test_this_program_is_a_source_tree_on_a_known_machine() -> None:
    assert installed_as() == SOURCE
    assert platform_now() in {"windows-x64", "linux-amd64", "linux-arm64", ""}


def test_no_key_is_shipped_until_the_publisher_makes_one() -> None:
    """When one is: this test changes to say whose it is. A private key has no place in the project."""
    from app.exchange.publisher_keys import trusted_keys
    from app.paths import resource

    assert trusted_keys(resource("publisher")) == ()
    assert going_back.Updates is Updates
