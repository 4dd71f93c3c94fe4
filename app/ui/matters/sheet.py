"""The ground of a tab: a column that scrolls, filled anew each time."""

from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from app.ui.theme import space
from app.ui.widgets.card import scrolling


class Sheet(QWidget):
    """Put widgets into `column` between `begin` and `finish`, so that all of it appears at once."""

    def __init__(self) -> None:
        super().__init__()
        self._area: QScrollArea = scrolling(QWidget())
        place = QVBoxLayout(self)
        place.setContentsMargins(0, 0, 0, 0)
        place.addWidget(self._area)
        self.begin()

    def begin(self) -> None:
        """A fresh column; what stands here goes when it is finished."""
        self._fresh = QWidget()
        self.column = QVBoxLayout(self._fresh)
        self.column.setContentsMargins(0, space(3), space(2), space(2))
        self.column.setSpacing(space(3))

    def finish(self) -> None:
        """Show the column."""
        self.column.addStretch(1)
        self._area.setWidget(self._fresh)
        self._fresh.setAutoFillBackground(False)


def bare_column() -> tuple[QWidget, QVBoxLayout]:
    """A part of a sheet that comes and goes as one: rows close together, no margin of its own."""
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(space(1))
    return part, column
