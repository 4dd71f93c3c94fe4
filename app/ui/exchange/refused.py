"""What the county has not taken: which record, what is wrong with it, and the way to it."""

from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from app.ui.exchange.words import RESULTS, TABLES
from app.ui.theme import Tone, Type, space
from app.ui.widgets.buttons import Button, Kind
from app.ui.widgets.flow_layout import FlowRow
from app.ui.widgets.plain import Badge, PlainLabel


class RefusedRecord(Protocol):
    """The county's answer about a record it has not taken."""

    @property
    def record_table(self) -> str: ...

    @property
    def record_id(self) -> str: ...

    @property
    def result(self) -> str: ...

    @property
    def sentence(self) -> str: ...


class RefusedRow(QFrame):
    """One record with the county's sentence.

    Signals:
        opened: The matter is wanted; carries its id.
    """

    opened = Signal(str)

    def __init__(
        self, table: str, result: str, sentence: str, *, matter_id: str = "", name: str = ""
    ) -> None:
        super().__init__()
        self.setProperty("part", "card")
        word = RESULTS.get(result, result)
        self.setAccessibleName(
            "，".join(part for part in (TABLES.get(table, table), name, word, sentence) if part)
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(space(4), space(2), space(4), space(2))
        row.setSpacing(space(3))
        row.addLayout(_words(f"{TABLES.get(table, table)}　{name}".strip(), word, sentence), 1)
        if matter_id:
            self.open_button = Button("查看事项", Kind.ROW)
            self.open_button.setAccessibleDescription(name)
            self.open_button.clicked.connect(lambda: self.opened.emit(matter_id))
            row.addWidget(self.open_button)


def _words(what: str, word: str, sentence: str) -> QVBoxLayout:
    head = FlowRow(PlainLabel(what, strong=True), Badge(word, Tone.LATE))
    column = QVBoxLayout()
    column.setSpacing(space(1))
    column.addWidget(head)
    column.addWidget(PlainLabel(sentence, Type.BODY, wrap=True))
    return column
