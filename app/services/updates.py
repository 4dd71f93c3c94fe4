"""Updates of the program from a stick: only the publisher's, only upward, a proved copy first, and a way back.

In order: the package is believed or not, it fits or not, it is copied into `updates/` and checked to its last
byte on the way, the register is copied and the copy proved, the register notes it, and the installer takes over.
Whatever breaks in between, the register was only copied and noted in: it opens as before.
"""

import contextlib
import json
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from app import paths
from app.core.entries import Draft
from app.core.versions import Version, read_version
from app.db.engine.files import durable_replace, file_errors, make_folder, whole_file
from app.db.migrations import MIGRATIONS
from app.errors import AppError, BundleError, NotAllowed, StorageError
from app.exchange.publisher_keys import PublisherKey, trusted_keys
from app.exchange.updates import NO_KEY, SUFFIX, Update, UpdateFile, read_claims, read_update
from app.services.backups import UPDATING
from app.services.desk import Desk
from app.services.folders import has_register
from app.services.handing_over import HandOver, hand_over
from app.services.installed import (
    KIND_WORDS,
    PLATFORM_WORDS,
    SOURCE,
    installed_as,
    platform_now,
    version_now,
)
from app.services.progress import Progress, share, unheard

FOLDER, LAST = "updates", "last.json"
MOST_FOUND = 20
NO_KEYS = "本版本未带发布者公钥，升级包一律不接受；请直接用新版本的安装程序安装，数据会保留。"
NOT_COPIED = "这个数据文件夹里没有乡镇的登记数据，没有做备份；县局的数据请另外复制一份。"
_NOTHING = "没有升级，程序和数据没有变化"


@dataclass(frozen=True)
class Found:
    """A package that somebody offers: what it says of itself, and why it will not do, or nothing."""

    path: Path
    update: Update | None
    problem: str


@dataclass(frozen=True)
class Prepared:
    """Everything but the installing is done: the copy of the register, the verified installer."""

    version: Version
    copy: Path | None
    hand_over: HandOver
    warnings: tuple[str, ...]


class Updates:
    """Looking for packages and taking them, for the program that runs and the data folder it works in."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / FOLDER
        self.version, self.platform, self.kind = version_now(), platform_now(), installed_as()

    def trusted(self) -> tuple[PublisherKey, ...]:
        """Whose packages are believed; nobody's until the publisher has made a key."""
        return trusted_keys(paths.resource("publisher"))

    def look(self, places: Iterable[Path]) -> tuple[Found, ...]:
        """The packages on sticks or in folders, the newest first; their files are not read yet."""
        found = [self.glance(path) for place in places for path in packages_in(place)]
        return tuple(sorted(found, key=_newest_first))

    def glance(self, path: Path) -> Found:
        """What one package says of itself, and whether it fits."""
        try:
            with file_errors(path), path.open("rb") as source:
                update = read_claims(source, path.stat().st_size, self.trusted())
        except AppError as refusal:
            return Found(path, None, str(refusal))
        return Found(path, update, self.why_not(update))

    def check(self, path: Path) -> Update:
        """Read a package to its last byte; raises what is wrong with it, or why it does not fit here."""
        with file_errors(path), path.open("rb") as source:
            update = read_update(source, path.stat().st_size, self.trusted())
        self._refuse_unfit(update)
        return update

    def why_not(self, update: Update) -> str:
        """Why this package may not follow the program that runs; empty if it may."""
        if update.version == self.version:
            return f"升级包的版本{update.version}与本机相同，不用升级。"
        if update.version < self.version:
            return f"升级包的版本{update.version}比本机的{self.version}旧，{_NOTHING}；要退回以前的版本，请用“退回上一版本”。"
        if self.version < update.min_version:
            return f"本机的{self.version}不能直接升到{update.version}，{_NOTHING}；请先升级到{update.min_version}。"
        if update.schema < len(MIGRATIONS):
            return f"升级包读不了本机数据的格式，{_NOTHING}；请向发布者核对。"
        return why_unfit(update, self.platform, self.kind)

    def apply(self, desk: Desk | None, path: Path, *, progress: Progress = unheard) -> Prepared:
        """Everything up to the installer; raises before anything is done if the package may not be taken.

        Without a `desk` there is no register in the folder, and nothing to copy.
        """
        found = self.glance(path)
        if found.update is None or found.problem:
            raise BundleError(found.problem)
        self._refuse_practice(desk)
        self._refuse_full_disk(path)
        kept = self.keep(path, share(progress, 0, 40))
        warnings = self._keep_the_way_back(path.parent)
        copy = desk.safety.backup(reason=UPDATING, progress=share(progress, 40, 90)) if desk else None
        update, installer = self.unpack(kept)
        self._refuse_unfit(update)  # once more: the stick may have been changed after the glance
        self._note(desk, update.version, copy)
        self.thin_out({self.version, update.version}, installer)
        told = warnings if copy else (*warnings, NOT_COPIED)
        return Prepared(update.version, copy, hand_over(installer, self.kind), told)

    def keep(self, path: Path, progress: Progress = unheard) -> Path:
        """The package in our own folder, checked there to its last byte; what fails leaves nothing there."""
        claims = self.glance(path)
        if claims.update is None:
            raise BundleError(claims.problem)
        make_folder(self.folder)
        kept = self.kept(claims.update.version)
        with file_errors(path), path.open("rb") as source, whole_file(kept) as file:
            read_update(
                _Copied(source, file, path.stat().st_size, progress), path.stat().st_size, self.trusted()
            )
        return kept

    def unpack(self, kept: Path) -> tuple[Update, Path]:
        """The installer for this PC out of a kept package; it has its name only when all of it was checked."""
        with file_errors(kept), kept.open("rb") as source, contextlib.ExitStack() as stack:
            name: list[str] = []

            def keep(file: UpdateFile) -> Any:  # noqa: ANN401  (a file to write to)
                if file.kind != self.kind:
                    return None
                name.append(file.name)
                return stack.enter_context(whole_file(self.folder / file.name))

            update = read_update(source, kept.stat().st_size, self.trusted(), keep)
        if not name:
            raise BundleError(why_unfit(update, self.platform, self.kind) or NO_KEY)
        return update, self.folder / name[0]

    def last(self) -> dict[str, str]:
        """What the last update said it would do: `from`, `to`, `copy`; nothing if there was none."""
        try:
            told = json.loads((self.folder / LAST).read_bytes()[:65_536])
            read_version(told["from"]), read_version(told["to"])
            return {name: str(told[name]) for name in ("from", "to", "copy")}
        except (OSError, ValueError, TypeError, KeyError, RecursionError):
            return {}

    def kept(self, version: Version) -> Path:
        """Where the package of a version lies, if it was kept."""
        return self.folder / f"petition-desk-{version}-{self.platform}{SUFFIX}"

    def thin_out(self, versions: set[Version], installer: Path | None = None) -> None:
        """Only the packages of these versions stay, and the installer that is about to run."""
        staying = {installer, *map(self.kept, versions)}
        for path in self.folder.glob("petition-desk*"):
            if path not in staying:
                with contextlib.suppress(OSError):  # an installer that still runs
                    path.unlink()

    def tidy(self) -> None:
        """The update has happened: its installer is not needed any more, the two packages are."""
        last = self.last()
        if last and last["to"] == str(self.version):
            self.thin_out({read_version(last["from"]), read_version(last["to"])})

    def _refuse_unfit(self, update: Update) -> None:
        if problem := self.why_not(update):
            raise BundleError(problem)

    def _refuse_practice(self, desk: Desk | None) -> None:
        """The practice office lies inside the real one's folder, and the copy is to be of the real one."""
        if desk and desk.offices.office().practice and has_register(self.folder.parent.parent):
            raise NotAllowed(
                f"现在打开的是练习数据，{_NOTHING}", way_out="请打开正式的登记数据再升级，升级前要先备份它"
            )

    def _refuse_full_disk(self, path: Path) -> None:
        with file_errors(path):
            needed = 3 * path.stat().st_size
        make_folder(self.folder.parent)
        if shutil.disk_usage(self.folder.parent).free < needed:
            raise StorageError(f"磁盘空间不够（需要{needed >> 20}MB），{_NOTHING}；请清理磁盘后再试。")

    def _keep_the_way_back(self, beside: Path) -> tuple[str, ...]:
        """The package of the version that runs now, from an earlier update or from the same stick."""
        kept = self.kept(self.version)
        if kept.exists():
            return ()
        for path in packages_in(beside):
            update = self.glance(path).update
            if update and update.version == self.version and not why_unfit(update, self.platform, self.kind):
                with contextlib.suppress(AppError):
                    self.keep(path)
                    return ()
        return (
            f"没有{self.version}的升级包，以后要退回这个版本，需要向发布者索取它的升级包；数据备份已经做好。",
        )

    def _note(self, desk: Desk | None, to: Version, copy: Path | None) -> None:
        """In the register, and beside it for a program that cannot open it any more."""
        name = copy.name if copy else ""
        if desk:
            note_change(desk, self.version, to, name)
        told = {"from": str(self.version), "to": str(to), "copy": name}
        durable_replace(self.folder / LAST, json.dumps(told).encode("utf-8"))


def note_change(desk: Desk, before: Version, after: Version, copy: str) -> None:
    """Another version of the program will open this register."""
    payload = {"from": str(before), "to": str(after), "copy": copy}
    desk.register.record(Draft("program_changed", "office", desk.register.today(), payload))
    desk.register.note_end()


def why_unfit(update: Update, platform: str, kind: str) -> str:
    """Why a package is not for this PC, or nothing."""
    if update.platform != platform:
        theirs, ours = PLATFORM_WORDS[update.platform], PLATFORM_WORDS.get(platform, "其他系统")
        return f"这个升级包是给{theirs}用的，本机是{ours}，{_NOTHING}；请换用适合本机的升级包。"
    if kind == SOURCE:
        return f"这是从源代码运行的程序，没有安装，{_NOTHING}；请更新源代码。"
    if update.file(kind) is None:
        return f"升级包里没有适合本机的安装文件（{KIND_WORDS[kind]}），{_NOTHING}；请向发布者索取。"
    return ""


def packages_in(place: Path) -> Iterator[Path]:
    """The packages in a folder or on a stick, and in the folders on it; a package stands for itself."""
    if place.is_file():
        yield place
        return
    with contextlib.suppress(OSError):
        found = sorted({*place.glob(f"*{SUFFIX}"), *place.glob(f"*/*{SUFFIX}")})
        yield from [path for path in found if path.is_file()][:MOST_FOUND]


def _newest_first(found: Found) -> tuple[int, int, int, str]:
    if found.update is None:
        return (1, 0, 0, found.path.name)
    version = found.update.version
    return (-version.first, -version.second, -version.third, found.path.name)


class _Copied:
    """A package that is written down while it is read: what is kept is exactly what was checked."""

    def __init__(self, source: BinaryIO, target: BinaryIO, whole: int, progress: Progress) -> None:
        self._source, self._target, self._whole, self._progress = source, target, whole, progress
        self._done = 0

    def read(self, length: int, /) -> bytes:
        piece = self._source.read(length)
        self._target.write(piece)
        self._done += len(piece)
        self._progress(self._done, self._whole)
        return piece
