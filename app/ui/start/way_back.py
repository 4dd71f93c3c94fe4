"""The way back put together: the page of restoring over the services, and the notice when a register proves damaged."""

from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal

from app.county.keeping import CountyRevival
from app.services import second_disk
from app.services.backups import Copy, copies_near, find_copies
from app.services.clock import Clock, SystemClock
from app.services.desk import Desk
from app.services.folders import has_register
from app.services.kept import Kind, Revivable
from app.services.progress import Progress
from app.services.restored_register import RestoredRegister
from app.services.restoring import Look, Restored, look, put_back
from app.services.sticks import plugged_in
from app.services.ways_in import Unlock
from app.ui.prompts import Prompts
from app.ui.start.restore import RestoreDeeds, RestorePage
from app.ui.tasks import Tasks

DAMAGED = "数据有损坏，已经停止写入。已登记的内容不要再改，请从备份恢复。"


def restore_page(
    folder: Path, why: str, prompts: Prompts, tasks: Tasks, clock: Clock | None, county: Path | None = None
) -> RestorePage:  # fmt: skip
    """The page for the register in `folder`; `why` says what led there.

    With `county` it serves a county's data there: instead of a register's, or on an empty PC beside them.
    """
    time = clock or SystemClock()
    ways: list[tuple[Revivable, Path]] = []
    if folder != county:
        ways.append((RestoredRegister(time), folder))
    if county and (folder == county or not has_register(folder)):
        ways.append((CountyRevival(time.now), county))

    def found(near: Callable[[Kind, Path], Iterable[Copy]]) -> list[Copy]:
        return [copy for revival, place in ways for copy in near(revival.kind, place)]

    def way_of(source: Path) -> tuple[Revivable, Path]:
        return next((way for way in ways if (source / way[0].kind.database).exists()), ways[0])

    def look_at(source: Path, unlocked: Unlock) -> Look:
        revival, place = way_of(source)
        return look(source, place, unlocked, revival=revival)

    def restore(source: Path, unlocked: Unlock, new: str, progress: Progress) -> Restored:
        revival, place = way_of(source)
        return put_back(source, place, unlocked, revival, new_password=new, progress=progress)

    deeds = RestoreDeeds(
        find=lambda: found(
            lambda kind, place: find_copies(place, (*plugged_in(), *second_disk.roots(place)), kind)
        ),
        in_folder=lambda chosen: found(lambda kind, _: copies_near(chosen, kind)),
        look=look_at,
        restore=restore,
    )
    return RestorePage(deeds, prompts, tasks, why)


class DamageWatch(QObject):
    """Told by the open register, on whatever thread it was noticed; asks once, on the window's thread.

    Signals:
        wanted: The clerk wants the way back; carries the sentence.
    """

    _noticed, wanted = Signal(str), Signal(str)

    def __init__(self, parent: QObject, desk: Desk, prompts: Prompts) -> None:
        super().__init__(parent)
        self._prompts = prompts
        self._noticed.connect(self._ask, Qt.ConnectionType.QueuedConnection)
        desk.register.store.on_damage = self._noticed.emit

    def _ask(self, sentence: str) -> None:
        if self._prompts.confirm(DAMAGED, "从备份恢复", detail=sentence):
            self.wanted.emit(sentence)
