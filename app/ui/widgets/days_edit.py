"""A number of days (日): typed, or counted up and down with the arrow keys; never moved by the wheel."""

from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QAbstractSpinBox, QSpinBox

MOST = 999


class DaysEdit(QSpinBox):
    """Empty means that no number is given. What is too much the rules say, not the field."""

    def __init__(self) -> None:
        super().__init__()
        self.setRange(0, MOST)
        self.setSuffix(" 日")
        self.setSpecialValueText(" ")
        self.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
