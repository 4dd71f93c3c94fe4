"""One of the three columns: its word, how many, the sentences by day, or why there are none."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.services.today import Lines, TodayLine
from app.ui.matters.lateness import day_heading
from app.ui.matters.sheet import bare_column
from app.ui.theme import Type, space
from app.ui.today.line import TodayRow
from app.ui.turns import Turns
from app.ui.widgets.buttons import quiet
from app.ui.widgets.card import EmptyState, SectionHeader, give_room, scrolling
from app.ui.widgets.plain import PlainLabel

MOST_AT_ONCE = 40  # widgets are dear; the rest comes on demand
AT_ONCE = 3  # rows made together; between them and the next, keys and paint come first


class TodayColumn(QWidget):
    """Sentences from above to below, most pressing first.

    Signals:
        opened: A matter is wanted; carries its id.
        acted: The next act is wanted; carries the matter's id and the step.
    """

    opened = Signal(str)
    acted = Signal(str, str)

    def __init__(self, title: str, turns: Turns, *, by_day: bool = False) -> None:
        super().__init__()
        self._title, self._turns, self._by_day = title, turns, by_day
        self.rows: list[TodayRow] = []
        self._lines = Lines()
        self._day = date.min
        self._wanted = 0
        self._empty = ("", "")
        self._header = SectionHeader(title)
        self._header.setAccessibleName(title)
        self._area = scrolling(self._fresh_sheet())
        self._area.viewport().installEventFilter(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(2))
        column.addWidget(self._header)
        column.addWidget(self._area, 1)

    def show_lines(self, lines: Lines, today: date, empty: tuple[str, str]) -> None:
        """Other sentences; `empty` is what is said, and below it, when there are none.

        The first stand at once, the rest follows.
        """
        self._lines, self._day, self._empty = lines, today, empty
        self._header.set_count(f"{len(lines)}件" if lines else "")
        sheet = self._fresh_sheet()
        self._turns.drop(self._title)
        if lines:
            self._column.addStretch(1)
            self._wanted = min(len(lines), MOST_AT_ONCE)
            self._make_rows(AT_ONCE)
        else:
            self._column.addWidget(EmptyState(*empty))
        self._area.setWidget(sheet)
        sheet.setAutoFillBackground(False)
        self._fit(self.rows)

    def empty_words(self) -> tuple[str, str]:
        """What the empty column says."""
        return ("", "") if self.rows else self._empty

    def focus_row(self, at: int) -> None:
        if self.rows:
            self.rows[max(0, min(at, len(self.rows) - 1))].setFocus()

    def eventFilter(self, _viewport: QObject, event: QEvent) -> bool:
        """Also when the scroll bar comes and takes its part of the width."""
        if event.type() == QEvent.Type.Resize:
            self._fit(self.rows)
        return False

    def _fresh_sheet(self) -> QWidget:
        """An empty sheet of rows; the old one goes with everything on it."""
        sheet = QWidget()
        self._column = QVBoxLayout(sheet)
        self._column.setContentsMargins(0, 0, space(2), 0)
        self._column.setSpacing(space(2))
        self.rows = []
        return sheet

    def _make_rows(self, most: int) -> QWidget:
        """So many rows more of those that are wanted, together; the next turn goes on."""
        start = len(self.rows)
        part, column = bare_column()
        column.setSpacing(space(2))
        for line in (self._lines[at] for at in range(start, min(start + most, self._wanted))):
            if self._by_day and (not self.rows or self.rows[-1].line.due_on != line.due_on):
                heading = day_heading(line.due_on, self._day)
                column.addWidget(PlainLabel(heading, Type.CAPTION, strong=True))
            column.addWidget(self._row(line))
        self._column.insertWidget(self._column.count() - 1, part)
        if len(self.rows) < self._wanted:
            self._turns.put(self._title, self._go_on)
        else:
            self._end(len(self._lines) - len(self.rows))
        return part

    def _go_on(self) -> None:
        start = len(self.rows)
        self._make_rows(AT_ONCE).show()
        self._fit(self.rows[start:])
        give_room(self._column, self._area)

    def _fit(self, rows: Sequence[TodayRow]) -> None:
        for row in rows:
            row.fit(self._area.viewport().width())

    def _row(self, line: TodayLine) -> TodayRow:
        row, at = TodayRow(line, self._day), len(self.rows)
        self.rows.append(row)
        row.opened.connect(self.opened)
        row.acted.connect(self.acted)
        row.moved.connect(lambda steps: self.focus_row(at + steps))
        return row

    def _end(self, rest: int) -> None:
        if rest:
            self.more_button = quiet(f"还有{rest}件，接着看")
            self.more_button.clicked.connect(self._on_more_clicked)
            self._column.insertWidget(self._column.count() - 1, self.more_button)

    def _on_more_clicked(self) -> None:
        self._column.removeWidget(self.more_button)
        self.more_button.deleteLater()
        at = len(self.rows)
        self._wanted = min(len(self._lines), self._wanted + MOST_AT_ONCE)
        self._make_rows(AT_ONCE).show()  # at once, so that the keyboard can go there
        self._fit(self.rows[at:])
        give_room(self._column, self._area)
        self.focus_row(at)
