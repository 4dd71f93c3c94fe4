"""Sentences one below the other and buttons one beside the other, each with the room it needs."""

from collections.abc import Sequence

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.ui.theme import space
from app.ui.widgets.flow_layout import FlowLayout
from app.ui.widgets.plain import PlainLabel


class Flow(QWidget):
    """Buttons in a row that goes on below where the text is large."""

    def __init__(self, widgets: Sequence[QWidget]) -> None:
        super().__init__()
        self._row = FlowLayout(self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        for widget in widgets:
            self._row.addWidget(widget)


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
