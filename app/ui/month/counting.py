"""The count of a period of a large register, between keys and painting, with a line that says so."""

import time
from collections.abc import Callable, Iterator

from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from app.core.periods import Period
from app.services.month import PARTS
from app.ui.month.kept_table import KeptTable
from app.ui.turns import Turns, go_through
from app.ui.widgets.progress_line import ProgressLine

AT_ONCE = 0.03  # seconds a count may take before the page says that it counts
_NAME = "count"


class Counting(ProgressLine):
    """Counts for the page; while that takes longer than a blink what shows the last count is hidden."""

    def __init__(self, kept: KeptTable, turns: Turns) -> None:
        super().__init__()
        self._kept, self._turns = kept, turns
        self._hidden: tuple[QWidget, ...] = ()
        self._keyboard: QWidget | None = None

    def hides(self, *parts: QWidget) -> None:
        """What must not be read or pressed until the count has come."""
        self._hidden = parts

    def give_up(self) -> None:
        """The clerk does not want to wait; what is counted so far is kept."""
        self._turns.drop(_NAME)

    def leave_keyboard_at(self, part: QWidget) -> None:
        """Where the keyboard goes once the count has come."""
        self._keyboard = part

    def is_under_way(self) -> bool:
        return not self.isHidden()

    def ask(self, period: Period, done: Callable[[], object]) -> None:
        """Have the period counted and call `done`: at once if it is soon over, else when its last turn has come."""
        self._turns.drop(_NAME)
        parts = self._told(period)
        until = time.perf_counter() + AT_ONCE
        for _ in parts:
            if time.perf_counter() > until:
                self._close_off(period)
                go_through(self._turns, _NAME, parts, lambda: self._finish(done))
                return
        self._finish(done)

    def _told(self, period: Period) -> Iterator[None]:
        for part, _ in enumerate(self._kept.counting(period), start=1):
            if self.is_under_way():
                self._tell(period, part)
            yield

    def _close_off(self, period: Period) -> None:
        if not self.is_under_way():
            self._keyboard = QApplication.focusWidget()
            self._tell(period, 0)
        for part in self._hidden:
            part.hide()

    def _tell(self, period: Period, part: int) -> None:
        self.show_progress(f"正在统计{period.name}", min(part, PARTS), PARTS)

    def _finish(self, done: Callable[[], object]) -> None:
        """The page as it was, with the keyboard where it was."""
        if self.is_under_way():
            self.hide()
            for part in self._hidden:
                part.show()
        done()
        keyboard, self._keyboard = self._keyboard, None
        if (
            keyboard is not None
            and isValid(keyboard)
            and any(it.isAncestorOf(keyboard) for it in self._hidden)
        ):
            keyboard.setFocus()
