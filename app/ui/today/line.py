"""One sentence of the Today page; its date opens in place and says why it is that date."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout

from app.services.today import BUNDLE, TodayLine
from app.ui.matters.lateness import nearness, reminder, short_date
from app.ui.theme import Tone, Type, space
from app.ui.widgets.buttons import Button, Kind, link
from app.ui.widgets.plain import Badge, ElidedLabel, PlainLabel

_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class TodayRow(QFrame):
    """Who, what, until when, and one button with the next lawful act.

    Signals:
        opened: The clerk wants to see the matter; carries its id.
        acted: The clerk pressed the button; carries the id and the step.
        moved: Down (+1) or Up (-1) was pressed.
    """

    opened = Signal(str)
    acted = Signal(str, str)
    moved = Signal(int)

    def __init__(self, line: TodayLine, today: date) -> None:
        super().__init__()
        self.line, self._day = line, today
        self.setProperty("part", "row")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        word, self._tone = _standing(line, today)
        self.setAccessibleName("，".join((headline(line), line.task, word, until(line, today))))
        self.why = PlainLabel("\n".join(line.explanation), Type.CAPTION, wrap=True)
        self.why.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(space(1), space(2), space(2), space(2))
        row.setSpacing(space(2))
        row.addWidget(_bar(self._tone))
        row.addLayout(self._words(word), 1)

    def explain(self) -> None:
        """Show or put away the explained date."""
        self.why.setVisible(self.why.isHidden())
        self.date_button.set_verb(until(self.line, self._day) + (" ▴" if not self.why.isHidden() else " ▾"))

    def fit(self, width: int) -> None:
        """In a narrow column, or with large text, the button stands below the date."""
        when = sum(widget.sizeHint().width() for widget in self._standing) + space(9)
        _stack(self._when, narrow=when > width)
        _stack(self._foot, narrow=when + self.action_button.sizeHint().width() > width)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.opened.emit(self.line.matter_id)
        elif key in _STEPS:
            self.moved.emit(_STEPS[key])
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.opened.emit(self.line.matter_id)

    def _words(self, word: str) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(space(1))
        column.addWidget(ElidedLabel(headline(self.line), strong=True))
        column.addWidget(PlainLabel(f"{self.line.task}　{self.line.number}", wrap=True))
        self._foot = self._foot_of(word)
        column.addLayout(self._foot)
        column.addWidget(self.why)
        return column

    def _foot_of(self, word: str) -> QBoxLayout:
        self.action_button = Button(self.line.action, Kind.ROW)
        self.action_button.setAccessibleDescription(headline(self.line))
        self.action_button.clicked.connect(self._on_action_clicked)
        self._when = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._when.setSpacing(space(1))
        self._standing = (Badge(word, self._tone), self._date())
        for widget in self._standing:
            self._when.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeft)
        self._when.addStretch(1)
        foot = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        foot.setSpacing(space(1))
        foot.addLayout(self._when, 1)
        foot.addWidget(self.action_button)
        return foot

    def _date(self) -> Button | PlainLabel:
        if not self.line.explanation:
            return PlainLabel(until(self.line, self._day), Type.CAPTION)
        self.date_button = link(until(self.line, self._day) + " ▾", tip="点开看这个日期的依据")
        self.date_button.setAccessibleDescription(self.line.article)
        self.date_button.clicked.connect(self.explain)
        return self.date_button

    def _on_action_clicked(self) -> None:
        self.acted.emit(self.line.matter_id, self.line.step)


def headline(line: TodayLine) -> str:
    """Who and what about; a sealed matter has nobody."""
    return f"{line.who} · {line.title}" if line.who else line.title


def until(line: TodayLine, today: date) -> str:
    """应在11月19日前, or since when a paper is out."""
    day = short_date(line.due_on, today)
    words = {"delivery": f"{day}制作", BUNDLE: f"{day}写出"}
    return words.get(line.clock, f"限{day}")


def _standing(line: TodayLine, today: date) -> tuple[str, Tone]:
    if line.internal:
        return reminder(line.due_on, today)
    if line.optional:
        return (
            f"可以在{(line.due_on - today).days}天内提出" if line.due_on > today else "今天是最后一天",
            Tone.ACTION,
        )
    if line.clock not in {"delivery", BUNDLE}:
        return nearness(line.due_on, today)
    days = (today - line.due_on).days
    return (f"已过{days}天" if days else "今天制作"), Tone.ACTION


def _stack(layout: QBoxLayout, *, narrow: bool) -> None:
    """Below each other where there is no room beside."""
    layout.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)


def _bar(tone: Tone) -> QFrame:
    bar = QFrame()
    bar.setProperty("part", "bar")
    bar.setProperty("tone", tone.value)
    bar.setFixedWidth(4)
    return bar
