"""Chips: a few words to choose from, seen at once instead of hidden in a box."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QWidget

from app.ui.widgets.buttons import Button, Kind
from app.ui.widgets.flow_layout import FlowLayout


class Chip(Button):
    """One word that is on or off; Space presses it, Enter goes on to the next field."""

    def __init__(self, key: str, text: str) -> None:
        super().__init__(text, Kind.CHIP)
        self.key = key
        self.setCheckable(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            event.ignore()
        else:
            super().keyPressEvent(event)


class Chips(QWidget):
    """A row of chips, exactly one on (`exclusive`) or any number.

    Options are (key, word) pairs. Arrow keys move within an exclusive row, Tab enters at the
    chosen one.

    Signals:
        changed: The clerk chose otherwise.
    """

    changed = Signal()

    def __init__(self, options: Sequence[tuple[str, str]], *, name: str, exclusive: bool = True) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._exclusive = exclusive
        self._group = QButtonGroup(self)
        self._group.setExclusive(exclusive)
        self._row = FlowLayout(self)
        self._chips: dict[str, Chip] = {}
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_options(options)

    def set_options(self, options: Sequence[tuple[str, str]]) -> None:
        """Offer other words; what was chosen stays chosen where it still exists."""
        kept = self.chosen()
        self._clear()
        for key, text in options:
            self._add(Chip(key, text))
        self._check(kept)

    def chosen(self) -> tuple[str, ...]:
        """The keys that are on, in the order shown."""
        return tuple(key for key, chip in self._chips.items() if chip.isChecked())

    def value(self) -> str:
        """The key that is on in an exclusive row, or nothing."""
        return next(iter(self.chosen()), "")

    def choose(self, *keys: str) -> None:
        """Set what is on, without telling anybody."""
        self._check(keys)

    def chip(self, key: str) -> Chip:
        return self._chips[key]

    def _check(self, keys: Sequence[str]) -> None:
        self._group.setExclusive(False)
        for key, chip in self._chips.items():
            chip.setChecked(key in keys)
        self._group.setExclusive(self._exclusive)

    def _add(self, chip: Chip) -> None:
        self._chips[chip.key] = chip
        self._group.addButton(chip)
        self._row.addWidget(chip)
        chip.clicked.connect(self._on_chip_clicked)

    def _clear(self) -> None:
        for chip in self._chips.values():
            self._group.removeButton(chip)
            self._row.removeWidget(chip)
            chip.deleteLater()
        self._chips = {}

    def _on_chip_clicked(self) -> None:
        self.changed.emit()
