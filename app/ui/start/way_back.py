"""The way back put together: the page of restoring over the services, and the notice when a register proves damaged."""

from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal

from app.services import second_disk
from app.services.backups import copies_near, find_copies
from app.services.clock import Clock
from app.services.desk import Desk
from app.services.progress import Progress
from app.services.restoring import Restored, look, restore
from app.services.sticks import plugged_in
from app.services.ways_in import Unlock
from app.ui.prompts import Prompts
from app.ui.start.restore import RestoreDeeds, RestorePage
from app.ui.tasks import Tasks

DAMAGED = "数据有损坏，已经停止写入。已登记的内容不要再改，请从备份恢复。"


def restore_page(folder: Path, why: str, prompts: Prompts, tasks: Tasks, clock: Clock | None) -> RestorePage:
    """The page for the register in `folder`; `why` says what led there."""

    def put_back(source: Path, unlocked: Unlock, new: str, progress: Progress) -> Restored:
        return restore(source, folder, unlocked, clock=clock, new_password=new, progress=progress)

    deeds = RestoreDeeds(
        find=lambda: find_copies(folder, (*plugged_in(), *second_disk.roots(folder))),
        in_folder=copies_near,
        look=lambda source, unlocked: look(source, folder, unlocked),
        restore=put_back,
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
