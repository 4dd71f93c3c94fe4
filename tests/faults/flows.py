"""The table of flows that must survive a cut, a kill and a failing disk. A new flow is a new row.

`act` does in the folder what the clerk does, and calls `tell` at the moment the window would say that it
is done: with a head of the journal ("12 ab34…"), a matter's number, or a word of its own that `check` knows.
`check` gets the folder as the fault left it and what had been told, and says what is wrong.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from app.core.steps import StepCommand
from app.db import copies, journal, verification
from app.db.engine.costs import LEAST
from app.db.engine.keys import has_keys, unlock, unlock_by_code
from app.errors import AppError, WrongPassword
from app.services.attachments import Source
from app.services.backups import FOLDER as BACKUPS
from app.services.backups import RESTORING, list_copies, prove
from app.services.desk import Desk
from app.services.erasures import Approval
from app.services.examining import QUARANTINE
from app.services.folders import has_register
from app.services.keys import Keys
from app.services.restoring import look, restore
from app.services.ways_in import by_password
from tests.conftest import PASSWORD, TODAY
from tests.faults import county_flows, prepared
from tests.faults.power import Tree, lay_out, read_tree

Tell = Callable[[str], None]
NEW_PASSWORD, STICK = "换过的密码5678", "stick/2026/copies"  # folders that are made with the copy


@dataclass(frozen=True)
class Flow:
    """One thing the clerk does, from the opened file to the word that it is done."""

    name: str
    before: Callable[[], Tree]
    act: Callable[[Path, Tell], None]
    check: Callable[[Path, Sequence[str], bool], list[str]]


# What the clerk does -------------------------------------------------------------------------


def _save(folder: Path, tell: Tell) -> None:
    with prepared.reopen(folder) as desk:
        tell(prepared.head(desk))
        for number in (3, 4):
            matter_id = prepared.register(desk, number)
            tell(f"matter {TODAY.year}-{number:04}")
            tell(prepared.head(desk))
            desk.matters.take_step(matter_id, StepCommand("accept", TODAY))
            tell(prepared.head(desk))


def _draft(folder: Path, tell: Tell) -> None:
    with prepared.reopen(folder) as desk:
        for number in range(1, 6):
            desk.drafts.save("reception", {"text": f"第{number}稿", "number": number})
            tell(f"draft {number}")


def _attach(folder: Path, tell: Tell) -> None:
    with prepared.reopen(folder) as desk:
        matter_id = desk.matters.find("水渠")[0].id
        for number in (1, 2):
            source = Source.content(f"照片{number}.jpg", b"\xff\xd8\xff" + bytes([number]) * 3000)
            added = desk.attachments.add(matter_id, [source])
            if added.refused:
                raise AppError(added.refused[0])
            tell(prepared.head(desk))


def _import(folder: Path, tell: Tell) -> None:
    sheet = folder.parent / "register.csv"
    lines = ["信访形式,信访日期,姓名,主题"] + [
        f"来访,2026/1/{day},李甲{day},反映道路问题{day}" for day in (5, 6, 7)
    ]
    sheet.write_text("\n".join(lines), encoding="utf-8")
    with prepared.reopen(folder) as desk:
        taken = desk.registers.receive(sheet)
        assert taken.registered == 3
        tell(prepared.head(desk))


def _month(folder: Path, tell: Tell) -> None:
    with prepared.reopen(folder) as desk:
        desk.month.close(desk.month.period("2026-10"))
        tell(prepared.head(desk))


def _erase(folder: Path, tell: Tell) -> None:
    with prepared.reopen(folder) as desk:
        matter_id = next(row.id for row in desk.matters.find("水渠") if row.number.endswith("0001"))
        desk.erasures.erase(matter_id, Approval("expired", "档鉴〔2026〕1号", "周甲"))
        tell("erased")
        tell(prepared.head(desk))


def _restore(folder: Path, tell: Tell) -> None:
    """The copy that lies there, looked at and put in the register's place."""
    (copy,) = (folder / BACKUPS).iterdir()
    seen = look(copy, folder, by_password(PASSWORD))
    assert seen.present.lost
    done = restore(copy, folder, by_password(PASSWORD), clock=prepared.StandingClock())
    tell("restored")
    if done.saved and done.saved.parent.name == BACKUPS:
        tell(f"copy {BACKUPS}/{done.saved.name}")


def _backup(folder: Path, tell: Tell) -> None:
    """A copy on a stick and one on this disk."""
    with prepared.reopen(folder) as desk:
        for target in (folder / STICK, None):
            made = desk.safety.backup(target)
            tell(f"copy {made.relative_to(folder).as_posix()}")
            tell(prepared.head(desk))


def _password(folder: Path, tell: Tell) -> None:
    with prepared.reopen(folder) as desk:
        Keys(desk.register, cost=LEAST).change_password(PASSWORD, NEW_PASSWORD)
        tell("password")
        tell(prepared.head(desk))


def _code(folder: Path, tell: Tell) -> None:
    with prepared.reopen(folder) as desk:
        desk.keys.keep_recovery_code(PASSWORD, prepared.NEW_CODE)
        tell("code")
        tell(prepared.head(desk))


def _data_key(folder: Path, tell: Tell) -> None:
    with prepared.reopen(folder) as desk:
        made = Keys(desk.register, cost=LEAST).change_data_key(PASSWORD, prepared.NEW_CODE)
        tell("code")
        tell(f"copy {made.folder.relative_to(folder).as_posix()}")
        tell(prepared.head(desk))


def _new_office(folder: Path, tell: Tell) -> None:
    with prepared.make(folder) as desk:
        tell(prepared.head(desk))


def _open(folder: Path, tell: Tell) -> None:
    with prepared.reopen(folder) as desk:
        tell(prepared.head(desk))


# What must hold afterwards -------------------------------------------------------------------


def sound(desk: Desk, told: Sequence[str], *, whole: bool) -> list[str]:
    """Every page in use, the chain, what was told; with `whole` every page and every table from the journal."""
    store = desk.register.store
    problems = [row[0] for row in store.rows("PRAGMA quick_check") if row[0] != "ok"]
    problems += journal.check_chain(store) + (verification.quick_checks(store) if whole else [])
    for word in told:
        seq, _, digest = word.partition(" ")
        if seq.isdecimal() and not store.rows(
            "SELECT 1 FROM entries WHERE seq = ? AND hash = ?", (int(seq), digest)
        ):
            problems.append(f"lost: {word}")
        if seq == "matter" and not store.rows("SELECT 1 FROM matters WHERE number = ?", (digest,)):
            problems.append(f"lost: {word}")
    if whole and not problems:
        problems += verification.rebuild_and_compare(store, desk.register.rules)
    return problems


def _opens(folder: Path, told: Sequence[str], whole: bool, password: str = PASSWORD) -> list[str]:
    with prepared.reopen(folder, password) as desk:
        problems = sound(desk, told, whole=whole)
        drafts = [int(word.split()[1]) for word in told if word.startswith("draft")]
        if drafts:
            kept = desk.drafts.load("reception")
            if kept is None or kept.body["number"] < drafts[-1]:
                problems.append(f"lost: draft {drafts[-1]}")
        return problems + list(desk.attachments.verify(full=True).problems)


def _is_erased_or_not(folder: Path, told: Sequence[str], whole: bool) -> list[str]:
    """Whole before or whole after; what was told to be erased is in no row and no file any more."""
    problems = _opens(folder, told, whole)
    with prepared.reopen(folder) as desk:
        bodies = desk.register.store.value("SELECT group_concat(body) FROM payloads")
        told_gone = "erased" in told
        is_gone = "张甲1" not in bodies
        if told_gone and not is_gone:
            problems.append("lost: the erasure")
        if is_gone != bool(desk.erasures.done()):
            problems.append("half erased")
        if is_gone and any((folder / "attachments").rglob("*.att")):
            problems.append("the erased attachment is still there")
    return problems


def _copies_are_sound(folder: Path, told: Sequence[str], whole: bool) -> list[str]:
    """No copy that was told of is missing, and whatever lies under a copy's name is one, whole and openable."""
    problems = _opens(folder, told, whole)
    found = [*list_copies(folder / STICK), *list_copies(folder / BACKUPS)]
    for copy in found:
        if copy.trouble or not copy.manifest:
            problems.append(f"a damaged copy: {copy.folder.name}")
        else:
            _prove(tuple(sorted(read_tree(copy.folder).items())))
    names = {copy.folder.relative_to(folder).as_posix() for copy in found}
    return problems + [f"lost: {word}" for word in told if word.startswith("copy ") and word[5:] not in names]


@cache
def _prove(content: tuple[tuple[str, bytes | None], ...]) -> None:
    """Copies that are byte for byte the same are proved once."""
    with TemporaryDirectory() as place:
        lay_out(dict(content), Path(place, "copy"))
        prove(Path(place, "copy"), unlock(Path(place, "copy"), PASSWORD))


def _is_restored_or_not(folder: Path, told: Sequence[str], whole: bool) -> list[str]:
    """The present register or the restored one, and in that case the present one as a copy beside it."""
    problems = _copies_are_sound(folder, told, whole)
    with prepared.reopen(folder) as desk:
        store = desk.register.store
        later, lives = len(desk.matters.find("第2处")), copies.life(store)
    if (later, lives) not in {(1, 0), (0, 1)} or ("restored" in told and not lives):
        problems.append(f"neither the present nor the restored one: {later}, {lives}")
    if lives and not (_is_saved_as_copy(folder) or _is_saved_as_bytes(folder)):
        problems.append("lost: what was there before the restore")
    return problems


def _is_saved_as_copy(folder: Path) -> bool:
    found = [copy.manifest for copy in list_copies(folder / BACKUPS) if copy.manifest]
    return any(each.reason == RESTORING and each.counts["matters"] == 2 for each in found)


def _is_saved_as_bytes(folder: Path) -> bool:
    """What a failing disk did not let open is set aside as it is, and opens elsewhere."""
    found = [path.parent for path in (folder / QUARANTINE).glob("*/main.db") if has_keys(path.parent)]
    with TemporaryDirectory() as place:
        for number, aside in enumerate(found):
            lay_out(read_tree(aside), Path(place, str(number)))
            with prepared.reopen(Path(place, str(number))) as desk:
                if len(desk.matters.find("处")) == 2:
                    return True
    return False


def _password_opens(folder: Path, told: Sequence[str], whole: bool) -> list[str]:
    """The new password once it was told, before that the old or the new one, always exactly one."""
    ways = [word for word in (PASSWORD, NEW_PASSWORD) if _is_way_in(lambda word=word: unlock(folder, word))]
    problems = _opens(folder, told, whole, ways[-1]) if ways else []
    return problems + _one_way(ways, NEW_PASSWORD if "password" in told else "", "password")


def _code_opens(folder: Path, told: Sequence[str], whole: bool) -> list[str]:
    """The same with the code on paper; password and copies as they were."""
    problems = _copies_are_sound(folder, told, whole)
    codes = (prepared.CODE, prepared.NEW_CODE)
    ways = [code.hex() for code in codes if _is_way_in(lambda code=code: unlock_by_code(folder, code))]
    return problems + _one_way(ways, prepared.NEW_CODE.hex() if "code" in told else "", "code")


def _is_way_in(attempt: Callable[[], bytes]) -> bool:
    try:
        return bool(attempt())
    except WrongPassword:
        return False


def _one_way(ways: Sequence[str], wanted: str, what: str) -> list[str]:
    sound = len(ways) == 1 and wanted in {"", ways[0]}
    return [] if sound else [f"{len(ways)} ways in by {what}, not the one that was told"]


def _is_made_or_not(folder: Path, told: Sequence[str], whole: bool) -> list[str]:
    """An office that was told of opens; one that was not is refused in a sentence, or can be made anew."""
    if told:
        return _opens(folder, told, whole)
    try:
        if has_register(folder):
            prepared.reopen(folder).close()
    except AppError:
        pass
    return []


FLOWS = (
    Flow("save", prepared.office, _save, _opens),
    Flow("draft", prepared.office, _draft, _opens),
    Flow("attach", prepared.office, _attach, _opens),
    Flow("import", prepared.office, _import, _opens),
    Flow("month", prepared.office, _month, _opens),
    Flow("erase", prepared.office_to_erase, _erase, _is_erased_or_not),
    Flow("backup", prepared.office_with_code, _backup, _copies_are_sound),
    Flow("restore", prepared.office_with_copy, _restore, _is_restored_or_not),
    Flow("password", prepared.office_with_code, _password, _password_opens),
    Flow("code", prepared.office_with_code, _code, _code_opens),
    Flow("data_key", prepared.office_with_code, _data_key, _code_opens),
    Flow("after_a_kill", prepared.office_left_open, _open, _opens),
    Flow("new_office", dict, _new_office, _is_made_or_not),
    Flow("county_take", county_flows.office, county_flows.take, county_flows.is_sound),
    Flow("county_backup", county_flows.office, county_flows.backup, county_flows.is_sound),
    Flow("county_restore", county_flows.office, county_flows.restore, county_flows.is_sound),
    *(
        Flow(f"migrate_{schema}", lambda schema=schema: prepared.old_register(schema), _open, _opens)
        for schema in prepared.schemas()
    ),
)
BY_NAME = {flow.name: flow for flow in FLOWS}
