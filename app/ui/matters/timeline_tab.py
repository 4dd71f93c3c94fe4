"""经过: the matter's journal in sentences, the newest first; a step's day can be corrected, the last step taken back."""

from collections.abc import Sequence
from datetime import date, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.services.matters import TimelineLine
from app.ui.matters.lateness import short_date
from app.ui.matters.sheet import Sheet
from app.ui.theme import Type, space
from app.ui.widgets.buttons import Button, link
from app.ui.widgets.flow_layout import FlowLayout
from app.ui.widgets.plain import PlainLabel

TEXT_WIDTH = 560  # about 38 characters
LINK_HEIGHT = 28  # so that caption and links stand on one line
CORRECT, WITHDRAW = "更正日期…", "撤销这一步…"


class TimelineTab(Sheet):
    """What happened, when, and who wrote it down.

    Signals:
        correction_requested: The day of a step was written down wrongly; carries the step's id.
        withdrawal_requested: The last step never happened; carries its id.
    """

    correction_requested = Signal(str)
    withdrawal_requested = Signal(str)

    def __init__(self) -> None:
        self._said: list[str] = []
        self.correct_links: dict[str, Button] = {}
        self.withdraw_links: dict[str, Button] = {}
        super().__init__()

    def said(self) -> list[str]:
        """The sentences as they stand, each with its day."""
        return self._said

    def show_lines(self, lines: Sequence[TimelineLine], today: date, *, final: bool = False) -> None:
        """The history anew; of a `final` (voided) matter nothing can be corrected."""
        self.begin()
        self._said = [f"{short_date(line.occurred_on, today)} {line.text}" for line in lines]
        self.correct_links, self.withdraw_links = {}, {}
        sheet = QWidget()
        sheet.setMaximumWidth(TEXT_WIDTH + space(60))
        grid = QGridLayout(sheet)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(space(4))
        grid.setVerticalSpacing(space(2))
        grid.setColumnStretch(1, 1)
        for row, line in enumerate(lines):
            day = PlainLabel(short_date(line.occurred_on, today), soft=True)
            grid.addWidget(day, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(self._told(line, today, final=final), row, 1)
        self.column.addWidget(sheet)
        self.finish()

    def _told(self, line: TimelineLine, today: date, *, final: bool) -> QWidget:
        """The sentence; under it who wrote it down, and what can be put right about it."""
        cell, below = QWidget(), QWidget()
        column = QVBoxLayout(cell)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(PlainLabel(line.text, wrap=True).selectable())
        flow = FlowLayout(below)
        noted = PlainLabel(_noted(line, today), Type.CAPTION)
        flow.addWidget(noted)
        if line.step_id and not final:
            noted.setMinimumHeight(LINK_HEIGHT)
            for button in self._links(line):
                flow.addWidget(button)
        column.addWidget(below)
        return cell

    def _links(self, line: TimelineLine) -> list[Button]:
        correct = self.correct_links[line.step_id] = _small(CORRECT, line)
        correct.clicked.connect(lambda: self.correction_requested.emit(line.step_id))
        if not line.can_withdraw:
            return [correct]
        withdraw = self.withdraw_links[line.step_id] = _small(WITHDRAW, line)
        withdraw.clicked.connect(lambda: self.withdrawal_requested.emit(line.step_id))
        return [correct, withdraw]


def _small(word: str, line: TimelineLine) -> Button:
    button = link(word)
    button.setMinimumHeight(LINK_HEIGHT)
    button.setAccessibleName(f"{word.rstrip('…')}：{line.text}")
    return button


def _noted(line: TimelineLine, today: date) -> str:
    """Who wrote it down, and when if that was another day."""
    day = datetime.fromisoformat(line.recorded_at).astimezone().date()
    later = f" {short_date(day, today)}记" if day != line.occurred_on else ""
    return f"{line.actor}{later}"
