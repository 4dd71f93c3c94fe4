"""What the county has handed down: each matter with its number there, its day, and where it stands here."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.core.dates import chinese_date
from app.services.desk import Desk
from app.services.exchange import AssignmentRow
from app.ui.theme import Type, space
from app.ui.widgets.buttons import Button, Kind
from app.ui.widgets.card import SectionHeader, scrolling
from app.ui.widgets.plain import ElidedLabel, PlainLabel

MOST_ROWS = 50
KINDS = {"assigned": "交办", "referred": "转送"}


class HandedRow(QFrame):
    """One matter handed down."""

    def __init__(self, row: AssignmentRow, number: str, title: str, state: str) -> None:
        super().__init__()
        self.setProperty("part", "card")
        due = f"　{chinese_date(row.due_on)}前反馈" if row.due_on else ""
        said = f"{KINDS[row.kind]}　{row.county_number}　{number}　{state}{due}"
        self.setAccessibleName(f"{said}，{title}")
        self.open_button = Button("查看事项", Kind.ROW)
        self.open_button.setAccessibleDescription(number)
        words = QVBoxLayout()
        words.setSpacing(space(1))
        words.addWidget(PlainLabel(said, wrap=True))
        words.addWidget(ElidedLabel(title, Type.CAPTION))
        line = QHBoxLayout(self)
        line.setContentsMargins(space(4), space(2), space(4), space(2))
        line.setSpacing(space(3))
        line.addLayout(words, 1)
        line.addWidget(self.open_button)


class HandedDown(QWidget):
    """The list; not there while nothing was handed down."""

    def __init__(self, open_matter: Callable[[str], object]) -> None:
        super().__init__()
        self._open_matter = open_matter
        self.rows: list[HandedRow] = []
        self._head = SectionHeader("县局交办、转送")
        self._area = scrolling(QWidget())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(2))
        column.addWidget(self._head)
        column.addWidget(self._area, 1)

    def show_rows(self, desk: Desk, found: Sequence[AssignmentRow]) -> None:
        """Other matters; a sealed one shows number, day and state only."""
        sheet = QWidget()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, space(2), 0)
        column.setSpacing(space(2))
        self.rows = []
        for one in found[:MOST_ROWS]:
            view = desk.matters.view(one.matter_id)
            row = HandedRow(one, view.matter.number, view.matter.title, view.state)
            row.open_button.clicked.connect(lambda _=False, matter=one.matter_id: self._open_matter(matter))
            self.rows.append(row)
            column.addWidget(row)
        column.addStretch(1)
        self._head.set_count(f"{len(found)}件")
        self._area.setWidget(sheet)
        self.setVisible(bool(found))
