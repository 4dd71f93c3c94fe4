"""A letter's envelope: its number, and the switch that takes in the envelope alone for now."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.ui.input_method import is_composing
from app.ui.widgets.chips import Chip
from app.ui.widgets.field import Field

HINT = "只登记编号、寄信人和一句话，时限从今天起算；内容以后在事项里补充"


class EnvelopeEdit(QLineEdit):
    """The envelope's number; Down takes the next one of the office's series."""

    def __init__(self) -> None:
        super().__init__()
        self._next = ""

    def offer(self, number: str) -> None:
        """The number that would follow the last one used; nothing if none was used yet."""
        self._next = number
        self.setPlaceholderText(f"{number}（按↓填入）" if number else "如 2026-信-0001")

    def has_next(self) -> bool:
        return bool(self._next)

    def take_next(self) -> None:
        """Put the offered number here, ready to be typed over."""
        if self._next and not self.text():
            self.setText(self._next)
        self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and not (self.text() or is_composing(self)):
            self.take_next()
        else:
            super().keyPressEvent(event)


class EnvelopePart(QWidget):
    """Shown for letters only. `only_chip` is the switch; it stands beside the channels.

    Signals:
        switched: The envelope alone, or the whole letter.
    """

    switched = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.edit = EnvelopeEdit()
        self.field = Field("信封编号", self.edit)
        self.only_chip = Chip("envelope", "先登记信封　Ctrl+E")
        self.only_chip.setAccessibleName("先登记信封")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.field)
        self.only_chip.clicked.connect(self.switched)
        self.show_for(letter=False)

    def only(self) -> bool:
        """Whether the envelope alone is to be taken in."""
        return self.only_chip.isChecked() and not self.isHidden()

    def show_for(self, *, letter: bool) -> None:
        """Only a letter has an envelope."""
        self.setVisible(letter)
        self.only_chip.setVisible(letter)
        self.field.set_hint(HINT if self.only() else "")

    def put(self, *, only: bool) -> None:
        self.only_chip.setChecked(only)

    def tab_chain(self) -> tuple[QWidget, ...]:
        return (self.only_chip, self.edit)
