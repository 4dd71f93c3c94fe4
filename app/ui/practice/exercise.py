"""What only a practice office's window has: the card of the first day beside the page, and 重置练习."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from app.services.desk import Desk
from app.ui.changes import Changes
from app.ui.main_window import MainWindow
from app.ui.practice.day_card import DayCard
from app.ui.window_state import WindowState

SHOWN = "practice/first_day"


class Exercise(QObject):
    """Answers 练习的第一天 and 重置练习; whether the card was open is remembered for the next time."""

    def __init__(
        self,
        window: MainWindow,
        desk: Desk,
        changes: Changes,
        state: WindowState,
        reset: Callable[[], object],
    ) -> None:
        super().__init__(window)
        self._window, self._state = window, state
        self.card = DayCard(desk.first_day, window.open_page)
        window.frame.put_beside(self.card)
        self.card.hide()
        self.card.left.connect(self.put_away)
        self.card.reset_wanted.connect(reset)
        self.card.enrolled.connect(changes.exchange_changed)
        for signal in changes.every():
            signal.connect(self._on_changed)
        window.answer(first_day=self.open, reset_practice=reset)
        if state.read(SHOWN, default=False):
            self.open()

    def open(self) -> None:
        """Begin, or go on where it was left: what is done is read from the register."""
        self._state.write(SHOWN, value=True)
        self.card.refresh()
        self.card.show()

    def put_away(self) -> None:
        self._state.write(SHOWN, value=False)
        self.card.hide()
        if screen := self._window.shown:
            screen.enter()

    def _on_changed(self) -> None:
        if self.card.isVisible():
            self.card.refresh()
