"""The periods on their way to the county: the latest year of them at once, the earlier ones when they are asked for."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.exchange.ways import Way, WayRow
from app.ui.theme import space
from app.ui.widgets.buttons import quiet
from app.ui.widgets.card import EmptyState, scrolling

AT_ONCE = 12  # periods; an office of some years has dozens, and looks at the last ones


class WayList(QWidget):
    """A row for each period, the latest on top; made again only when one has come further.

    Signals:
        acted: The button of a period was pressed; carries its id.
        signed_for: The county signed a cover sheet; carries the bundle's id.
    """

    acted = Signal(str)
    signed_for = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[WayRow] = []
        self.more_button = quiet("")
        self.more_button.clicked.connect(self.show_earlier)
        self._empty = EmptyState("还没有结账的统计期", "月结以后，这里可以导出报送包", icon_name="exchange")
        self._ways: tuple[Way, ...] | None = None
        self._all = False
        sheet = QWidget()
        self._column = QVBoxLayout(sheet)
        self._column.setContentsMargins(0, 0, space(2), 0)
        self._column.setSpacing(space(2))
        self._column.addWidget(self.more_button)
        self._column.addWidget(self._empty)
        self._column.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scrolling(sheet))

    def show_ways(self, ways: Sequence[Way]) -> None:
        """Show how far each has come; the keyboard stays on its period."""
        if tuple(ways) != self._ways:
            self._ways = tuple(ways)
            self._show()

    def show_earlier(self) -> None:
        """The earlier ones, too; the keyboard goes to the first of them."""
        first, self._all = len(self.rows), True
        self._show()
        if first < len(self.rows):
            self.rows[first].action_button.setFocus()

    def _show(self) -> None:
        ways = self._ways or ()
        shown = ways if self._all else ways[:AT_ONCE]
        entered = next((row.way.period.id for row in self.rows if row.action_button.hasFocus()), "")
        standing = {row.way: row for row in self.rows}
        self.rows = [standing.pop(way) if way in standing else self._row(way) for way in shown]
        for row in standing.values():
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()  # it may hold the button whose press has led here
        for at, row in enumerate(self.rows):
            if self._column.indexOf(row) != at:
                self._column.insertWidget(at, row)
            if row.way.period.id == entered:
                row.action_button.setFocus()
        self._put_in_order()
        self._empty.setVisible(not ways)
        self.more_button.setVisible(len(shown) < len(ways))
        self.more_button.setText(f"更早的{len(ways) - len(shown)}期")

    def _put_in_order(self) -> None:
        """Rows that came later stand above earlier ones: the keyboard and a screen reader follow what is seen."""
        for row in (*self.rows, self.more_button):
            row.raise_()
        stops = [stop for row in self.rows for stop in row.stops()]
        for one, following in pairwise([*stops, self.more_button]):
            QWidget.setTabOrder(one, following)

    def _row(self, way: Way) -> WayRow:
        row = WayRow(way)
        row.acted.connect(self.acted)
        row.signed_for.connect(self.signed_for)
        return row
