"""A few sentences one below the other, each with the room it needs."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.theme import space
from app.ui.widgets.plain import PlainLabel


class Lines(QWidget):
    """A label for each sentence: one label with several lines is cut where Qt guesses its height."""

    def __init__(self) -> None:
        super().__init__()
        self._labels: list[PlainLabel] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(space(1))

    def say(self, sentences: Sequence[str]) -> None:
        """These and no others."""
        while len(self._labels) < len(sentences):
            label = PlainLabel("", wrap=True)
            self._labels.append(label)
            self._column.addWidget(label)
        for at, label in enumerate(self._labels):
            label.setText(sentences[at] if at < len(sentences) else "")
            label.setVisible(at < len(sentences))

    def text(self) -> str:
        """All of it, as one reads it."""
        return "\n".join(label.text() for label in self._labels if label.text())
