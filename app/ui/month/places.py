"""Where the parts of the month page stand, on a wide screen and on a small one."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.ui.month.counting import Counting
from app.ui.theme import space
from app.ui.widgets.card import scrolling


class Places:
    """The page from top to bottom: the head, the truths about the period, and the numbers with what is behind them.

    `head` is the period and the course, `truths` are badge, span, findings and the way to other reports,
    `numbers` the jumps with the table below them, and `behind` what the right side shows.
    """

    def __init__(
        self, page: QWidget, head: tuple[QWidget, QWidget], counting: Counting,
        truths: Sequence[QWidget], numbers: tuple[QWidget, QWidget], behind: QWidget,
    ) -> None:  # fmt: skip
        self._page, self._parts, self._truths = page, head, tuple(truths)
        self.side = scrolling(behind)  # in very large type the rule alone is higher than a screen
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._head.setSpacing(space(3))
        self._head.addWidget(head[0], 1)
        self._head.addWidget(head[1])
        self._grid = self._truth_grid()
        counted = QWidget()
        below = _column(counted)
        below.addLayout(self._grid)
        below.addLayout(self._body(numbers), 1)
        column = _column(page)
        column.setContentsMargins(space(5), space(4), space(4), space(4))
        column.addLayout(self._head)
        column.addWidget(counting, 1, Qt.AlignmentFlag.AlignTop)
        column.addWidget(counted, 1)
        counting.hides(head[1], counted)
        QWidget.setTabOrder(*head)

    def fit(self) -> None:
        """On a small screen the course stands below the period, and the findings below the span of days."""
        beside = sum(map(_asked_width, self._parts)) + space(12)
        ways = QBoxLayout.Direction
        self._head.setDirection(ways.LeftToRight if self._page.width() >= beside else ways.TopToBottom)
        findings = self._truths[2]
        below = self._page.width() < sum(part.sizeHint().width() for part in self._truths) + space(20)
        self._grid.removeWidget(findings)
        self._grid.addWidget(findings, *((1, 0, 1, 4) if below else (0, 2, 1, 1)))

    def _body(self, numbers: tuple[QWidget, QWidget]) -> QHBoxLayout:
        left = QVBoxLayout()
        left.setSpacing(space(2))
        left.addWidget(numbers[0])
        left.addWidget(numbers[1], 1)
        body = QHBoxLayout()
        body.setSpacing(space(4))
        body.addLayout(left, 5)
        body.addWidget(self.side, 6)
        return body

    def _truth_grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(space(3))
        grid.setVerticalSpacing(space(1))
        grid.setColumnStretch(2, 1)
        for column, widget in enumerate(self._truths):
            grid.addWidget(widget, 0, column)
        return grid


def _column(of: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(of)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(space(3))
    return column


def _asked_width(part: QWidget) -> int:
    """The width a part asks for, with what was shown or said just now."""
    layout = part.layout()
    if layout is not None:
        layout.activate()
    return part.sizeHint().width()
