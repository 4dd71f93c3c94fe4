"""The way back from an update: the program's previous package, and the register as that version can read it.

A version that cannot read today's register gets the copy that was made before the update. What was registered
since is then not in it, and that is said with its numbers before the clerk agrees.
"""

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from app.core.versions import Version, read_version
from app.db.migrations import MIGRATIONS
from app.errors import DamageError, ForeignFileError, NewerDatabaseError, NotAllowed, NotFound
from app.exchange.updates import Update
from app.services.backups import FOLDER as BACKUPS
from app.services.backups import list_copies
from app.services.clock import Clock
from app.services.folders import has_register
from app.services.handing_over import HandOver, hand_over
from app.services.laying_back import lay_back
from app.services.opening import open_by
from app.services.progress import Progress, unheard
from app.services.restoring import look
from app.services.updates import Updates, note_change, packages_in, why_unfit
from app.services.ways_in import Unlock, Wait, no_wait


@dataclass(frozen=True)
class WayBack:
    """What going back means: the version, its package, and the copy it needs; `lost` is what that copy lacks."""

    version: Version
    package: Path
    copy: Path | None = None
    lost: Mapping[str, int] = field(default_factory=dict)
    lost_days: tuple[str, str] = ("", "")

    @property
    def keeps_data(self) -> bool:
        return self.copy is None


@dataclass(frozen=True)
class WentBack:
    """The register lies as the older version reads it; `saved` is where today's is kept."""

    hand_over: HandOver
    saved: Path | None


class GoingBack:
    """Looking for the way back of one data folder, and going it."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._updates = folder, Updates(folder)

    def package(self, source: Path | None = None) -> tuple[Path, Update]:
        """The previous version's package: the one that was kept, or one that is offered."""
        wanted = self._updates.last().get("from", "")
        kept = [self._updates.kept(read_version(wanted))] if wanted else []
        offered = (
            [source, *packages_in(source)] if source and source.is_dir() else [source] if source else kept
        )
        for path in offered:
            found = self._updates.glance(path) if path.is_file() else None
            if found and found.update and self._is_before(found.update):
                return path, found.update
        name = f"上一版本（{wanted}）" if wanted else "上一版本"
        raise NotFound(f"没有找到{name}的升级包，程序和数据没有变化；请插上存有它的U盘，再指定那个文件。")

    def look(self, unlocked: Unlock, source: Path | None = None, *, wait: Wait = no_wait) -> WayBack:
        """What going back would mean; changes nothing."""
        path, update = self.package(source)
        if update.schema >= len(MIGRATIONS) or not has_register(self._folder):
            return WayBack(update.version, path)
        copy = self._copy_for(update)
        seen = look(copy, self._folder, unlocked, wait=wait)
        return WayBack(
            update.version, path, copy, dict(seen.present.lost or {}), seen.present.lost_days
        )  # fmt: skip

    def go(
        self, way: WayBack, unlocked: Unlock, *, clock: Clock | None = None, wait: Wait = no_wait,
        progress: Progress = unheard,
    ) -> WentBack:  # fmt: skip
        """Lay the copy back where one is needed, and hand over to the older installer."""
        kept = way.package
        if kept != self._updates.kept(way.version):
            kept = self._updates.keep(way.package)
        _, installer = self._updates.unpack(kept)
        self._note(way, unlocked, clock)
        saved = None
        if way.copy:
            saved = lay_back(way.copy, self._folder, unlocked, clock=clock, wait=wait, progress=progress)
        return WentBack(hand_over(installer, self._updates.kind, back=True), saved)

    def _is_before(self, update: Update) -> bool:
        fits = not why_unfit(update, self._updates.platform, self._updates.kind)
        return fits and update.version < self._updates.version

    def _copy_for(self, update: Update) -> Path:
        """The copy from before the update if it is still there, else the newest that this version can read."""
        copies = [
            copy for copy in list_copies(self._folder / BACKUPS)
            if copy.manifest and copy.manifest.schema <= update.schema
        ]  # fmt: skip
        told = self._updates.last()
        if told.get("to") == str(self._updates.version):
            copies.sort(key=lambda copy: copy.folder.name != told["copy"])
        if not copies:
            raise NotAllowed(
                f"{update.version}打不开现在的数据，升级前的备份也找不到了，没有退回，程序和数据没有变化",
                way_out="请把升级前的备份放回备份文件夹再试",
            )
        return copies[0].folder

    def _note(self, way: WayBack, unlocked: Unlock, clock: Clock | None) -> None:
        """A register that does not open is one more reason to go back, and no reason not to."""
        if not has_register(self._folder):
            return
        unsound = contextlib.suppress(DamageError, ForeignFileError, NewerDatabaseError)
        with unsound, open_by(self._folder, unlocked, clock=clock) as desk:
            note_change(desk, self._updates.version, way.version, way.copy.name if way.copy else "")
