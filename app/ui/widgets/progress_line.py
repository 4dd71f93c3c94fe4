"""How far long work is: its name, a bar, and the way to stop it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar

from app.ui.theme import space
from app.ui.widgets.buttons import quiet
from app.ui.widgets.plain import ElidedLabel

STEPS = 1000


class ProgressLine(QFrame):
    """Hidden until there is something to tell.

    Signals:
        cancelled: The clerk wants to stop.
    """

    cancelled = Signal()

    def __init__(self, *, least: int = 0) -> None:
        super().__init__()
        self._least = least  # shorter work is over before anyone could read of it
        self._label, self._bar = ElidedLabel(), QProgressBar()
        self._bar.setRange(0, STEPS)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("进度")
        self.cancel_button = quiet("取消")
        self.cancel_button.clicked.connect(self.cancelled)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(space(3))
        row.addWidget(self._label, 2)
        row.addWidget(self._bar, 3)
        row.addWidget(self.cancel_button)
        self.hide()

    def show_progress(self, sentence: str, done: int, total: int) -> None:
        """So much of so much; nothing is shown of work smaller than `least`."""
        if total < max(self._least, 1):
            return
        self._label.setText(f"{sentence}　{done * 100 // total}%")
        self.cancel_button.setEnabled(True)
        self._bar.setValue(done * STEPS // total)
        self.show()

    def say(self, sentence: str) -> None:
        """A word instead of how far it is: the work ends at the next good place."""
        self._label.setText(f"{sentence}……")
        self.cancel_button.setEnabled(False)

    def said(self) -> str:
        return self._label.whole_text()
