"""Grounds and headings: a card, a section with its word, a notice, an empty place."""

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QScrollArea, QVBoxLayout, QWidget

from app.ui.icons import pixmap
from app.ui.theme import Tone, Type, space
from app.ui.widgets.buttons import Button
from app.ui.widgets.plain import PictureLabel, PlainLabel, restyle

CORNER = 8


class Card(QFrame):
    """A sheet of paper on the desk. Put widgets into `column`."""

    def __init__(self, title: str = "", *, margin: int = 4) -> None:
        super().__init__()
        self.setProperty("part", "card")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(*[space(margin)] * 4)
        self.column.setSpacing(space(3))
        if title:
            self.column.addWidget(SectionHeader(title))


class WideCard(QWidget):
    """A card for so much that it is clothed part by part (`Screen.parts`); it wears no style sheet and paints itself."""

    def __init__(self, *, margin: int = 4) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(*[space(margin)] * 4)
        self.column.setSpacing(space(3))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.palette().base())
        painter.drawRoundedRect(self.rect(), CORNER, CORNER)


class SectionHeader(QWidget):
    """The word over a group, how many there are, and at the right end what can be done with all of them."""

    def __init__(self, title: str, *, count: str = "", action: Button | None = None) -> None:
        super().__init__()
        self._title = PlainLabel(title, Type.LEAD, strong=True)
        self._count = PlainLabel(count, soft=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(space(2))
        row.addWidget(self._title)
        row.addWidget(self._count)
        row.addStretch(1)
        if action:
            row.addWidget(action)

    def set_title(self, title: str) -> None:
        self._title.setText(title)

    def set_count(self, count: str) -> None:
        """A number with its unit, such as 3件."""
        self._count.setText(count)


class Notice(QFrame):
    """A sentence that stays on the page, on the ground of its tone."""

    def __init__(self, sentence: str, tone: Tone = Tone.ACTION) -> None:
        super().__init__()
        self.setProperty("part", "notice")
        self.setProperty("tone", tone.value)
        self._label = PlainLabel(sentence, wrap=True, tone=tone)
        column = QVBoxLayout(self)
        column.setContentsMargins(space(3), space(2), space(3), space(2))
        column.addWidget(self._label)

    def set_tone(self, tone: Tone) -> None:
        self.setProperty("tone", tone.value)
        self._label.set_tone(tone)
        restyle(self)

    def set_sentence(self, sentence: str) -> None:
        self._label.setText(sentence)
        self.setVisible(bool(sentence))

    def say(self, sentence: str, tone: Tone) -> None:
        """Another sentence on its own ground."""
        self.set_tone(tone)
        self.set_sentence(sentence)

    def sentence(self) -> str:
        return self._label.text()


class EmptyState(QWidget):
    """Why there is nothing here, and what comes next."""

    def __init__(self, sentence: str, more: str = "", *, icon_name: str = "check") -> None:
        super().__init__()
        self._icon_name = icon_name
        self._picture = PictureLabel()
        self._sentence = PlainLabel(sentence, Type.LEAD, soft=True, wrap=True)
        self._more = PlainLabel(more, Type.BODY, soft=True, wrap=True)
        if not more:
            self._more.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(space(4), space(8), space(4), space(8))
        column.setSpacing(space(2))
        column.addStretch(1)
        for label in (self._picture, self._sentence, self._more):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(label)
        column.addStretch(2)
        self._draw()

    def say(self, sentence: str, more: str = "") -> None:
        self._sentence.setText(sentence)
        self._more.setText(more)
        self._more.setVisible(bool(more))

    def changeEvent(self, event: object) -> None:
        super().changeEvent(event)  # type: ignore[arg-type]
        if event.type() == event.Type.PaletteChange and hasattr(self, "_more"):  # type: ignore[attr-defined]
            self._draw()

    def _draw(self) -> None:
        colour = self.palette().color(QPalette.ColorRole.Dark).name()
        self._picture.setPixmap(pixmap(self._icon_name, colour, 36))


def rule() -> QFrame:
    """A hair line, where a step of ground is not enough."""
    line = QFrame()
    line.setProperty("part", "rule")
    line.setFixedHeight(1)
    return line


def scrolling(content: QWidget) -> QScrollArea:
    """`content` in a page that scrolls down, never sideways."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(content)
    area.viewport().setAutoFillBackground(False)
    content.setAutoFillBackground(False)
    return area


def give_room(column: QLayout, area: QScrollArea) -> None:
    """Lay what was added out at once: painted first and given its room afterwards, it would squeeze the others."""
    column.activate()
    QCoreApplication.sendPostedEvents(area.viewport(), QEvent.Type.LayoutRequest.value)
