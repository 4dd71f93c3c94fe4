"""The count of a period between keys and painting, with a line that says so where the register is large."""

import time
from collections.abc import Callable, Iterator

from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from app.core.periods import Period
from app.services.month import PARTS
from app.ui.month.kept_table import KeptTable
from app.ui.turns import Turns, go_through
from app.ui.widgets.progress_line import ProgressLine

HIDDEN_AFTER = (
    0.15  # seconds the last count stays to be seen; before anyone could read it under the other name it goes
)
_NAME, _OPENING = "count", "counted"


class Counting(ProgressLine):
    """Counts for the page; when that takes longer than a blink what shows the last count is hidden."""

    def __init__(self, kept: KeptTable, turns: Turns) -> None:
        super().__init__()
        self._kept, self._turns = kept, turns
        self._parts: tuple[QWidget, ...] = ()
        self._keyboard: QWidget | None = None
        self._under_way = False

    def hides(self, *parts: QWidget) -> None:
        """What must not be read or pressed while a count is long in coming."""
        self._parts = parts

    def is_under_way(self) -> bool:
        """Whether the page still shows another count than the one asked for."""
        return self._under_way

    def give_up(self) -> None:
        """The clerk does not want to wait; what is counted so far is kept."""
        self._turns.drop(_NAME)

    def come_to_an_end(self) -> None:
        """Somebody needs the figures now."""
        if self._under_way:
            self._turns.finish()

    def leave_keyboard_at(self, part: QWidget) -> None:
        """Where the keyboard goes once the count has come."""
        self._keyboard = part

    def ask(self, period: Period, show: Callable[[], object], then: Callable[[], object]) -> None:
        """Have the period counted, `show` it, and go on: at once if it is counted already, else in turns.

        Counted in some turns, shown in the next; who asks for another one meanwhile gives up both.
        """
        self.give_up()
        if self._kept.has(period):
            self._finish(show, then)
            return
        self._under_way = True
        counting = self._told(period, time.perf_counter())
        go_through(
            self._turns, _NAME, counting, lambda: self._turns.put(_NAME, lambda: self._finish(show, then))
        )

    def _told(self, period: Period, begun: float) -> Iterator[None]:
        for part, _ in enumerate(self._kept.counting(period), start=1):
            if not self.isHidden() or time.perf_counter() - begun > HIDDEN_AFTER:
                self._close_off()
                self.show_progress(f"正在统计{period.name}", min(part, PARTS), PARTS)
            yield

    def _close_off(self) -> None:
        if self.isHidden():
            self._keyboard = self._keyboard or QApplication.focusWidget()
            for part in self._parts:
                part.hide()

    def _finish(self, show: Callable[[], object], then: Callable[[], object]) -> None:
        self._under_way = False
        show()
        if self.isHidden():
            then()
        else:
            self._turns.put(_OPENING, lambda: self._open(then))

    def _open(self, then: Callable[[], object]) -> None:
        """The page as it was, with the keyboard where it was."""
        self.hide()
        for part in self._parts:
            part.show()
        keyboard, self._keyboard = self._keyboard, None
        if (
            keyboard is not None
            and isValid(keyboard)
            and any(it.isAncestorOf(keyboard) for it in self._parts)
        ):
            keyboard.setFocus()
        then()
