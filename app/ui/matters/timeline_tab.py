"""经过: the matter's journal in sentences, the newest first."""

from collections.abc import Sequence
from datetime import date, datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from app.services.matters import TimelineLine
from app.ui.matters.lateness import short_date
from app.ui.matters.sheet import Sheet
from app.ui.theme import Type, space
from app.ui.widgets.plain import PlainLabel

TEXT_WIDTH = 560  # about 38 characters


class TimelineTab(Sheet):
    """What happened, when, and who wrote it down."""

    def said(self) -> list[str]:
        """The sentences as they stand, each with its day."""
        return self._said

    def show_lines(self, lines: Sequence[TimelineLine], today: date) -> None:
        self.begin()
        self._said = [f"{short_date(line.occurred_on, today)} {line.text}" for line in lines]
        sheet = QWidget()
        sheet.setMaximumWidth(TEXT_WIDTH + space(60))
        grid = QGridLayout(sheet)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(space(4))
        grid.setVerticalSpacing(space(2))
        grid.setColumnStretch(1, 1)
        for row, line in enumerate(lines):
            day = PlainLabel(short_date(line.occurred_on, today), soft=True)
            text = PlainLabel(line.text, wrap=True).selectable()
            noted = PlainLabel(_noted(line, today), Type.CAPTION)
            for at, label in enumerate((day, text, noted)):
                grid.addWidget(label, row, at, Qt.AlignmentFlag.AlignTop)
        self.column.addWidget(sheet)
        self.finish()


def _noted(line: TimelineLine, today: date) -> str:
    """Who wrote it down, and when if that was another day."""
    day = datetime.fromisoformat(line.recorded_at).astimezone().date()
    later = f" {short_date(day, today)}记" if day != line.occurred_on else ""
    return f"{line.actor}{later}"
