"""One of the three columns: its word, how many, the sentences by day, or why there are none."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.services.today import TodayLine
from app.ui.matters.lateness import day_heading
from app.ui.theme import Type, space
from app.ui.today.line import TodayRow
from app.ui.widgets.buttons import quiet
from app.ui.widgets.card import EmptyState, SectionHeader, scrolling
from app.ui.widgets.plain import PlainLabel

MOST_AT_ONCE = 40  # widgets are dear; the rest comes on demand


class TodayColumn(QWidget):
    """Sentences from above to below, most pressing first.

    Signals:
        opened: A matter is wanted; carries its id.
        acted: The next act is wanted; carries the matter's id and the step.
    """

    opened = Signal(str)
    acted = Signal(str, str)

    def __init__(self, title: str, *, by_day: bool = False) -> None:
        super().__init__()
        self._by_day = by_day
        self.rows: list[TodayRow] = []
        self._lines: Sequence[TodayLine] = ()
        self._empty = ("", "")
        self._header = SectionHeader(title)
        self._header.setAccessibleName(title)
        self._area = scrolling(self._fresh_sheet())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(2))
        column.addWidget(self._header)
        column.addWidget(self._area, 1)

    def show_lines(self, lines: Sequence[TodayLine], today: date, empty: tuple[str, str]) -> None:
        """Other sentences; `empty` is what is said, and below it, when there are none."""
        self._lines, self._day = lines, today
        self._header.set_count(f"{len(lines)}件" if lines else "")
        sheet = self._fresh_sheet()
        if lines:
            self._add_more()
        else:
            self._empty = empty
            self._column.addWidget(EmptyState(*empty))
        self._area.setWidget(sheet)
        sheet.setAutoFillBackground(False)

    def empty_words(self) -> tuple[str, str]:
        """What the empty column says."""
        return ("", "") if self.rows else self._empty

    def focus_row(self, at: int) -> None:
        if self.rows:
            self.rows[max(0, min(at, len(self.rows) - 1))].setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for row in self.rows:
            row.fit(self._area.viewport().width())

    def _fresh_sheet(self) -> QWidget:
        """An empty sheet of rows; the old one goes with everything on it."""
        sheet = QWidget()
        self._column = QVBoxLayout(sheet)
        self._column.setContentsMargins(0, 0, space(2), 0)
        self._column.setSpacing(space(2))
        self.rows = []
        return sheet

    def _add_more(self) -> None:
        start = len(self.rows)
        for day, group in groupby(self._lines[start : start + MOST_AT_ONCE], key=lambda line: line.due_on):
            if self._by_day:
                self._column.addWidget(PlainLabel(day_heading(day, self._day), Type.CAPTION, strong=True))
            for line in group:
                self._add(TodayRow(line, self._day))
        self._end(len(self._lines) - len(self.rows))

    def _add(self, row: TodayRow) -> None:
        at = len(self.rows)
        self.rows.append(row)
        row.opened.connect(self.opened)
        row.acted.connect(self.acted)
        row.moved.connect(lambda steps: self.focus_row(at + steps))
        self._column.addWidget(row)
        row.fit(self._area.viewport().width())

    def _end(self, rest: int) -> None:
        if rest:
            self.more_button = quiet(f"还有{rest}件，接着看")
            self.more_button.clicked.connect(self._on_more_clicked)
            self._column.addWidget(self.more_button)
        else:
            self._column.addStretch(1)

    def _on_more_clicked(self) -> None:
        self._column.removeWidget(self.more_button)
        self.more_button.deleteLater()
        at = len(self.rows)
        self._add_more()
        for row in self.rows[at:]:
            row.show()  # at once, so that the keyboard can go there
        self.focus_row(at)
