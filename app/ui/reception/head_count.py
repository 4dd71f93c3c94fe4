"""人数: a plain number field; everyone who came counts, not only those who gave a name."""

import unicodedata

from PySide6.QtCore import Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QLineEdit

MOST = 99_999


class _WholeNumber(QIntValidator):
    """Digits as any input method gives them, ３ as 3."""

    def validate(self, text: str, at: int) -> object:
        return super().validate(unicodedata.normalize("NFKC", text), at)


class HeadCount(QLineEdit):
    """A whole number, never less than the persons named.

    Signals:
        changed: Another number.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__("1")
        self._least = 1
        self.setAccessibleName("人数")
        self.setValidator(_WholeNumber(1, MOST, self))
        self.textChanged.connect(self.changed)
        self.editingFinished.connect(self._settle)

    def value(self) -> int:
        """The number meant; an empty field means those who are named."""
        return max(int(self.text() or 0), self._least)

    def set_value(self, heads: int) -> None:
        self.setText(str(heads))

    def set_least(self, least: int) -> None:
        """So many persons are named; the number follows up, and down again if it was only following."""
        following = int(self.text() or 0) in {0, self._least}
        self._least = max(1, least)
        if following or int(self.text() or 0) < self._least:
            self.set_value(self._least)

    def _settle(self) -> None:
        self.set_value(self.value())
