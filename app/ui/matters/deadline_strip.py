"""时限条: the clocks that press on one line, the others folded behind 更多时限.

A matter may have ten clocks: the office's own reminders and those that no longer count are
always folded away, the rest as far as the line has no room for them.
"""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.core.deadlines import Deadline
from app.ui.matters.clock_words import dated, named
from app.ui.matters.lateness import short_date
from app.ui.matters.strip_line import StripLine
from app.ui.theme import Theme, space
from app.ui.widgets.buttons import Button, link
from app.ui.widgets.flow_layout import FlowLayout


class DeadlineStrip(QWidget):
    """The clocks of one matter.

    Signals:
        explained: A date is to be explained; carries its `Deadline`.
    """

    explained = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._registered_on, self._day = date.min, date.min
        self._deadlines: tuple[Deadline, ...] = ()
        self.line = StripLine(theme)
        self.more_button = link("更多时限")
        self.more: tuple[Button, ...] = ()
        self._sheet: QWidget | None = None
        self.setFocusProxy(self.line)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(space(1))
        self._column.addWidget(self.line)
        self._column.addWidget(self.more_button)
        self.more_button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.line.explained.connect(self.explained)
        self.line.arranged.connect(self._fill)
        self.more_button.clicked.connect(self._on_more_clicked)

    def show_deadlines(self, registered_on: date, deadlines: Sequence[Deadline], today: date) -> None:
        """Another matter's clocks, or the same matter's after something happened."""
        self._registered_on, self._day, self._deadlines = registered_on, today, tuple(deadlines)
        self.line.show_deadlines(registered_on, deadlines, today)
        self.setVisible(bool(self._deadlines))
        self._fill(unfolded=False)

    def deadlines(self) -> tuple[Deadline, ...]:
        """Those on the line from left to right, then the folded ones."""
        return (*self.line.deadlines(), *self.line.folded())

    def spoken(self) -> str:
        """The strip in words, for a reader that cannot see it."""
        said = [f"{named(line)} {dated(line, self._day)}" for line in self.line.deadlines()]
        words = "时限：" + "；".join([f"登记 {short_date(self._registered_on, self._day)}", *said])
        return words + (f"；另有{len(self.more)}个时限" if self.more else "")

    def is_unfolded(self) -> bool:
        return self._sheet is not None and not self._sheet.isHidden()

    def _on_more_clicked(self) -> None:
        self._unfold(not self.is_unfolded())

    def _unfold(self, unfolded: bool) -> None:
        if self._sheet is not None:
            self._sheet.setVisible(unfolded)
        arrow = "▴" if unfolded else "▾"
        self.more_button.set_verb(f"更多时限（{len(self.more)}） {arrow}")
        self.more_button.setAccessibleDescription("已展开" if unfolded else "已折叠")

    def _fill(self, *, unfolded: bool | None = None) -> None:
        """Lay out the folded clocks anew; what was unfolded stays so."""
        was = self.is_unfolded() if unfolded is None else unfolded
        if self._sheet is not None:
            self._column.removeWidget(self._sheet)
            self._sheet.hide()
            self._sheet.deleteLater()
        self.more = tuple(self._button(line) for line in self.line.folded())
        self._sheet = _flowing(self.more)
        self._column.addWidget(self._sheet)
        self.more_button.setVisible(bool(self.more))
        self._unfold(was and bool(self.more))
        self._chain()
        for widget in (self, self.line):
            widget.setAccessibleName(self.spoken())

    def _chain(self) -> None:
        """The keyboard goes from the line to the button and through what it unfolds."""
        before: QWidget = self.line
        for button in (self.more_button, *self.more):
            QWidget.setTabOrder(before, button)
            before = button

    def _button(self, line: Deadline) -> Button:
        button = link(f"{named(line)}　{dated(line, self._day)}", tip="\n".join(line.explanation))
        button.clicked.connect(lambda: self.explained.emit(line))
        return button


def _flowing(buttons: Sequence[Button]) -> QWidget:
    sheet = QWidget()
    row = FlowLayout(sheet)
    for button in buttons:
        row.addWidget(button)
    return sheet
