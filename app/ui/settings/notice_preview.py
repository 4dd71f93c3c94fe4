"""A year's arrangement before it is taken in: every stretch of days in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout

from app.core.calendar import CalendarDay
from app.services.calendars import YearPreview
from app.ui.theme import Tone, Type, space
from app.ui.widgets.buttons import primary, quiet
from app.ui.widgets.card import Card, SectionHeader
from app.ui.widgets.date_edit import WEEKDAYS
from app.ui.widgets.plain import Badge, PlainLabel


@dataclass(frozen=True)
class Stretch:
    """Days in a row that are called the same and are all off, or all worked."""

    name: str
    working: bool
    first: date
    last: date

    def when(self) -> str:
        first = f"{self.first.year}年{_spoken(self.first)}"
        if self.first == self.last:
            return first
        year = f"{self.last.year}年" if self.last.year != self.first.year else ""
        return f"{first}至{year}{_spoken(self.last)}，共{(self.last - self.first).days + 1}天"


class NoticePreview(Card):
    """Lists what a file would set; nothing is written until 确认导入.

    Signals:
        confirmed: Take it in.
        dropped: Leave everything as it is.
    """

    confirmed = Signal()
    dropped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._head = SectionHeader("")
        self._source = PlainLabel("", Type.CAPTION, soft=True, wrap=True).selectable()
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(space(4))
        self._grid.setColumnStretch(2, 1)
        self.column.addWidget(self._head)
        self.column.addWidget(self._source)
        self.column.addLayout(self._grid)
        self.column.addLayout(self._foot())

    def show_preview(self, preview: YearPreview) -> None:
        """What the file holds, in words."""
        notice = preview.notice
        again = "，将替换已录入的安排" if preview.replaces else ""
        self._head.set_title(f"{notice.year}年放假安排")
        self._head.set_count(f"放假{sum(not day.working for day in notice.days)}天{again}")
        self._source.setText(f"依据：{notice.source}")
        self._clear()
        for row, stretch in enumerate(stretches(notice.days)):
            self._add(row, stretch)
        self.setAccessibleName(f"{notice.year}年放假安排预览")

    def lines(self) -> tuple[str, ...]:
        """What is listed, a line per stretch."""
        cells = [self._text(row, column) for row in range(self._grid.rowCount()) for column in range(3)]
        rows = (cells[start : start + 3] for start in range(0, len(cells), 3))
        return tuple(" ".join(filter(None, row)) for row in rows if any(row))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dropped.emit()
        else:
            super().keyPressEvent(event)

    def _add(self, row: int, stretch: Stretch) -> None:
        word, tone = ("上班", Tone.SOON) if stretch.working else ("放假", Tone.DONE)
        self._grid.addWidget(Badge(word, tone), row, 0)
        self._grid.addWidget(PlainLabel(stretch.name, strong=True), row, 1)
        self._grid.addWidget(PlainLabel(stretch.when(), wrap=True), row, 2)

    def _clear(self) -> None:
        while item := self._grid.takeAt(0):
            if label := item.widget():
                label.hide()
                label.deleteLater()

    def _text(self, row: int, column: int) -> str:
        item = self._grid.itemAtPosition(row, column)
        label = item.widget() if item else None
        return label.text() if isinstance(label, PlainLabel) else ""

    def _foot(self) -> QHBoxLayout:
        self.confirm_button, self.drop_button = primary("确认导入"), quiet("不导入")
        self.confirm_button.clicked.connect(self.confirmed)
        self.drop_button.clicked.connect(self.dropped)
        foot = QHBoxLayout()
        foot.setSpacing(space(3))
        foot.addWidget(self.confirm_button)
        foot.addWidget(self.drop_button)
        foot.addStretch(1)
        return foot


def stretches(days: Sequence[CalendarDay]) -> tuple[Stretch, ...]:
    """Neighbouring days of one name and kind as one line."""
    found: list[Stretch] = []
    for day in days:
        if found and _goes_on(found[-1], day):
            found[-1] = Stretch(day.name, day.working, found[-1].first, day.day)
        else:
            found.append(Stretch(day.name, day.working, day.day, day.day))
    return tuple(found)


def _goes_on(before: Stretch, day: CalendarDay) -> bool:
    follows = day.day == before.last + timedelta(days=1)
    return follows and (day.name, day.working) == (before.name, before.working)


def _spoken(day: date) -> str:
    return f"{day.month}月{day.day}日（周{WEEKDAYS[day.weekday()]}）"
