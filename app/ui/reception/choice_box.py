"""A field with one of many names: villages, units, classes; filtered by any part or by pinyin initials."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QAction, QFocusEvent, QPalette
from PySide6.QtWidgets import QLineEdit

from app.core.classification import SEPARATOR
from app.services.shipped import pinyin
from app.ui.icons import icon
from app.ui.reception.suggest import SuggestEdit
from app.ui.theme import Theme
from app.ui.widgets.two_line_list import Line


class ChoiceBox(SuggestEdit):
    """Type part of a name, Enter takes the first; Down shows them all.

    Signals:
        changed: Another option, or free text, stands here.
    """

    changed = Signal()

    def __init__(self, theme: Theme, *, name: str, placeholder: str = "") -> None:
        super().__init__(theme, self._matching, name=name, eager=True)
        self._options: dict[str, str] = {}
        self._also: Mapping[str, str] = {}
        self._initials: dict[str, str] = {}
        self.setPlaceholderText(placeholder)
        self._open_action = QAction("全部", self)
        self._open_action.triggered.connect(self._on_open_triggered)
        self.addAction(self._open_action, QLineEdit.ActionPosition.TrailingPosition)
        self.taken.connect(self.choose)
        self.textEdited.connect(self.changed)
        self._draw()

    def set_options(self, options: Sequence[tuple[str, str]], also: Mapping[str, str] | None = None) -> None:
        """Offer other (key, name) pairs; `also` holds further words one is found by. The text stays."""
        self._options, self._also = dict(options), also or {}
        self._initials = {}

    def key(self) -> str:
        """The key of the name that stands here, or nothing."""
        text = self.text().strip()
        return next((key for key, name in self._options.items() if name == text), "")

    def free_text(self) -> str:
        """What stands here if it is none of the options."""
        return "" if self.key() else self.text().strip()

    def choose(self, key: str) -> None:
        self.setText(self._options.get(key, ""))
        self.setCursorPosition(0)
        self.changed.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving with only one name possible takes it."""
        only = self.suggestions()
        if len(only) == 1 and not self.key():
            self.choose(only[0].key)
        super().focusOutEvent(event)
        self.setCursorPosition(0)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_open_action"):
            self._draw()

    def _draw(self) -> None:
        self._open_action.setIcon(icon("down", self.palette().color(QPalette.ColorRole.PlaceholderText)))

    def _matching(self, text: str) -> list[Line]:
        found = [(key, name) for key, name in self._options.items() if self._fits(key, name, text)]
        found.sort(key=lambda pair: _distance(pair[1], text))
        return [Line(key, name) for key, name in found]

    def _fits(self, key: str, name: str, text: str) -> bool:
        """By any part, by its characters in any order (征地 finds 土地征收), or by pinyin initials."""
        words = name + self._also.get(key, "")
        if all(letter in words for letter in text):
            return True
        return text.isascii() and text.lower() in self._initials_of(key, name)

    def _initials_of(self, key: str, name: str) -> str:
        if key not in self._initials:
            self._initials[key] = pinyin().initials(name)
        return self._initials[key]

    def _on_open_triggered(self) -> None:
        self.setFocus()
        self._show(self._matching(""))


def _distance(name: str, text: str) -> int:
    """Names whose last level begins with the text come first, then those that hold it, then the rest."""
    last = name.rpartition(SEPARATOR)[2]
    return 0 if last.startswith(text) else 1 if text in last else 2 if text in name else 3
