"""与信访信息系统核对: an export of the official system against this register, and the way to each difference."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.core.reconciliation import KINDS, MISSING_THERE, NOT_ENTERED, Difference
from app.services.reconciling import Reconciled
from app.ui.theme import Type, space
from app.ui.widgets.buttons import Button, Kind, quiet
from app.ui.widgets.card import Card, EmptyState, SectionHeader, scrolling
from app.ui.widgets.plain import PlainLabel

TITLE = "与信访信息系统核对"
MOST_EACH = 50


class ReconcileCard(Card):
    """Asks for the export.

    Signals:
        wanted: The clerk wants to choose the export and compare.
    """

    wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.button = quiet(
            "选择导出表核对", icon_name="search", tip="系统导出的 .xlsx 或 .csv，要有“信访件编号”一列"
        )
        self.button.clicked.connect(self.wanted)
        self.column.addWidget(PlainLabel(TITLE, Type.LEAD, strong=True))
        self.column.addWidget(
            PlainLabel("本机是系统之外的台账。用系统的导出表核对：缺哪件，期限和状态哪里不同。", wrap=True)
        )
        self.column.addWidget(self.button)


class DifferencesSheet(QWidget):
    """What both sides do not agree on, kind by kind, with the way to the matter.

    Signals:
        opened: A matter is wanted; carries its id.
        table_wanted: Write what is not in the system yet.
    """

    opened = Signal(str)
    table_wanted = Signal()

    def __init__(self, found: Reconciled) -> None:
        super().__init__()
        self.rows: list[DifferenceRow] = []
        sheet = QWidget()
        self._column = QVBoxLayout(sheet)
        self._column.setContentsMargins(0, 0, space(3), 0)
        self._column.setSpacing(space(2))
        self._column.addWidget(PlainLabel(found.sentence, strong=True, wrap=True))
        for kind, title in KINDS.items():
            self._add(title, [one for one in found.differences if one.kind == kind])
        if not found.differences:
            self._column.addWidget(EmptyState("两边一致", "没有要补录或更正的"))
        self._column.addStretch(1)
        self.table_button = Button("写出系统里还没有的", Kind.PRIMARY)
        self.table_button.clicked.connect(self.table_wanted)
        self.table_button.setVisible(
            any(one.kind in {MISSING_THERE, NOT_ENTERED} for one in found.differences)
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(3))
        column.addWidget(scrolling(sheet), 1)
        column.addWidget(self.table_button)

    def _add(self, title: str, found: Sequence[Difference]) -> None:
        if not found:
            return
        self._column.addWidget(SectionHeader(title, count=f"{len(found)}件"))
        for one in found[:MOST_EACH]:
            row = DifferenceRow(one, self.opened.emit)
            self.rows.append(row)
            self._column.addWidget(row)
        if len(found) > MOST_EACH:
            rest = f"另有{len(found) - MOST_EACH}件，处理完这些再核对一次"
            self._column.addWidget(PlainLabel(rest, soft=True, wrap=True))


class DifferenceRow(QFrame):
    """One difference."""

    def __init__(self, one: Difference, opened: Callable[[str], object]) -> None:
        super().__init__()
        self.setProperty("part", "card")
        self.setAccessibleName(one.sentence)
        both = "，".join(
            part
            for part in (f"本机{one.here}" if one.here else "", f"系统{one.there}" if one.there else "")
            if part
        )
        words = QVBoxLayout()
        words.setSpacing(space(1))
        words.addWidget(PlainLabel(f"{one.number}　{one.title}", wrap=True))
        if both:
            words.addWidget(PlainLabel(both, Type.CAPTION, wrap=True))
        line = QHBoxLayout(self)
        line.setContentsMargins(space(3), space(2), space(3), space(2))
        line.addLayout(words, 1)
        if one.matter_id:
            self.open_button = Button("查看事项", Kind.ROW)
            self.open_button.setAccessibleDescription(one.number)
            self.open_button.clicked.connect(lambda: opened(one.matter_id))
            line.addWidget(self.open_button)
