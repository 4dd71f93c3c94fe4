"""The county's bar that speaks up when its copies are too old; and its window at rest."""

from datetime import datetime
from typing import TYPE_CHECKING

from app.county.desk import CountyDesk
from app.services.progress import Progress
from app.ui.answers import Status
from app.ui.changes import Changes
from app.ui.county.safety_page import county_safety
from app.ui.main_window import MainWindow
from app.ui.resting import Resting
from app.ui.spoken import spoken_day
from app.ui.stick_drill import StickDrill
from app.ui.theme import space
from app.ui.today.safety_line import SafetyLine

if TYPE_CHECKING:
    from app.ui.surroundings import Surroundings

SAVED = "收下的都已保存"


def county_status(desk: CountyDesk) -> Status:
    """One truth below the page: what is saved, and when it was copied last."""
    keeping = desk.store.keeping
    if keeping is None or keeping.store.is_resting():
        return Status(SAVED)
    last = keeping.last_copied()
    if not last:
        return Status(SAVED, "还没有备份")
    at = datetime.fromisoformat(last).astimezone()
    return Status(SAVED, f"上次备份 {spoken_day(at.date(), keeping.today())} {at:%H:%M} 已核对")


class KeepingBar(SafetyLine):
    """Under the top bar of every page while something presses; silent otherwise."""

    def __init__(self, desk: CountyDesk, window: MainWindow, changes: Changes) -> None:
        super().__init__(lambda: window.open_page("county_safety"))
        self._desk = desk
        self.setContentsMargins(space(3), 0, space(2), 0)
        changes.safety_changed.connect(self.refresh)
        changes.exchange_changed.connect(self.refresh)
        window.unlocked.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        keeping = self._desk.store.keeping
        if keeping is None or keeping.store.is_resting() or self._desk.office.practice:
            return  # a practice office has nothing to lose
        standing = county_safety(self._desk).standing()
        self.show_standing(standing, keeping.today())
        if not self.go_button.isVisibleTo(self):
            self.hide()


def look_after(desk: CountyDesk, around: "Surroundings", window: MainWindow, changes: Changes) -> None:
    """A locked county has neither file nor key; the copy and the rehearsal that are due come before.

    A stick that is plugged in brings a rehearsal as well.
    """

    def work(progress: Progress) -> None:
        if not around.is_rehearsal and desk.store.keeping:
            county_safety(desk).look_after(progress)

    Resting(window, around.tasks, work, desk.rest)
    if not around.is_rehearsal:
        StickDrill(window, lambda: county_safety(desk)).drilled.connect(changes.safety_changed)
