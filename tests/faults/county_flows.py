"""What a county's clerk does to its own store, and what must hold after a cut, a kill, a failing disk."""

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

from app.county.desk import CountyDesk, create_county, open_county
from app.county.keeping import CountyRevival
from app.county.kept import COUNTY, life_of
from app.db.engine.costs import LEAST
from app.db.engine.keys import unlock
from app.errors import AppError
from app.services.backups import FOLDER as BACKUPS
from app.services.backups import RESTORING, list_copies, prove
from app.services.examining import QUARANTINE
from app.services.restoring import put_back
from app.services.safety import Safety
from app.services.ways_in import by_password
from tests.conftest import PASSWORD
from tests.county.townships import NOW, Township
from tests.faults.power import Tree, lay_out, read_tree
from tests.faults.prepared import scratch

Tell = Callable[[str], None]
STICK = "stick/copies"
REVIVAL = CountyRevival(lambda: NOW)


@cache
def _prepared() -> tuple[Tree, tuple[bytes, bytes]]:
    """A county with a township, one of its bundles, a copy, and a second bundle after the copy; two more to come."""
    with scratch() as place:
        folder = place / "desk"
        desk = create_county(folder, "青川县信访局", "999999000000", PASSWORD, cost=LEAST, now=lambda: NOW)
        township = Township(desk)
        desk.enrol(township.enrolment, township.digits)
        files = [township.export(place / f"{number}.xfb") for number in range(4)]
        desk.take(files[:1])
        safety(desk).backup()
        desk.take(files[1:2])
        desk.close()
        first, second = (path.read_bytes() for path in files[2:])
        return read_tree(folder), (first, second)


def office() -> Tree:
    return _prepared()[0]


def safety(desk: CountyDesk) -> Safety:
    return Safety(desk.keeping, REVIVAL)


def take(folder: Path, tell: Tell) -> None:
    """Two more bundles, one after the other."""
    desk = open_county(folder, PASSWORD, now=lambda: NOW)
    try:
        for number, content in enumerate(_prepared()[1]):
            file = folder.parent / f"{number}.xfb"
            file.write_bytes(content)
            done = desk.take([file])[0]
            if done.state != "accepted":
                raise AppError(done.sentence)
            tell(f"bundle {3 + number}")
    finally:
        desk.close()


def backup(folder: Path, tell: Tell) -> None:
    desk = open_county(folder, PASSWORD, now=lambda: NOW)
    try:
        for target in (folder / STICK, None):
            made = safety(desk).backup(target)
            tell(f"copy {made.relative_to(folder).as_posix()}")
    finally:
        desk.close()


def restore(folder: Path, tell: Tell) -> None:
    (copy,) = (folder / BACKUPS).iterdir()
    done = put_back(copy, folder, by_password(PASSWORD), REVIVAL)
    tell("restored")
    if done.saved and done.saved.parent.name == BACKUPS:
        tell(f"copy {BACKUPS}/{done.saved.name}")


def is_sound(folder: Path, told: Sequence[str], whole: bool) -> list[str]:
    """It opens, every received bundle lies there, what was told is in it, and what looks like a copy is one."""
    desk = open_county(folder, PASSWORD, now=lambda: NOW)
    try:
        problems = (
            list(safety(desk).verify(full=whole).lines) if not safety(desk).verify(full=whole).ok else []
        )
        numbers = {row[0] for row in desk.store.rows("SELECT sequence FROM bundles")}
        lives = life_of(desk.keeping.store)
    finally:
        desk.close()
    problems += [
        f"lost: {word}" for word in told if word.startswith("bundle") and int(word[7:]) not in numbers
    ]
    if not numbers >= ({1} if lives else {1, 2}) or ("restored" in told and not lives):
        problems.append(f"neither the present nor the restored one: {numbers}, {lives}")
    if lives and not _is_saved(folder):
        problems.append("lost: what was there before the restore")
    return problems + _copies(folder, told)


def _copies(folder: Path, told: Sequence[str]) -> list[str]:
    found = [*list_copies(folder / STICK, COUNTY), *list_copies(folder / BACKUPS, COUNTY)]
    problems = [f"a damaged copy: {copy.folder.name}" for copy in found if copy.trouble or not copy.manifest]
    for copy in found:
        prove(copy.folder, unlock(copy.folder, PASSWORD), kind=COUNTY)
    names = {copy.folder.relative_to(folder).as_posix() for copy in found}
    return problems + [f"lost: {word}" for word in told if word.startswith("copy ") and word[5:] not in names]


def _is_saved(folder: Path) -> bool:
    """As a proved copy, or where a failing disk let nothing be opened, byte for byte."""
    found = [copy.manifest for copy in list_copies(folder / BACKUPS, COUNTY) if copy.manifest]
    if any(each.reason == RESTORING and each.counts["bundles"] == 2 for each in found):
        return True
    return any(_opens(aside) for aside in (folder / QUARANTINE).glob("*"))


def _opens(aside: Path) -> bool:
    with scratch() as place:
        lay_out(read_tree(aside), place / "desk")
        try:
            open_county(place / "desk", PASSWORD).close()
        except AppError:
            return False
        return True
