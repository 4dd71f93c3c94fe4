"""One township in a sheet at the right: its months, and where its own figures differ from ours."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.county.store_townships import Township
from app.county.tables import NAMES, TableRow
from app.ui.county.words import LEVELS, UNVERIFIED
from app.ui.theme import Theme, Tone, space
from app.ui.widgets.buttons import quiet
from app.ui.widgets.card import EmptyState, Notice
from app.ui.widgets.figures_table import Cell, FiguresTable
from app.ui.widgets.plain import PlainLabel

PROVISIONAL = (
    "登记表印章还没有核对，下面是暂存的数字，不计入合计、上报和导出。"
    "拿到盖章的登记表，点“登记乡镇”，填校验码，就自动计入，不用重报。"
)
UNSEEN = (
    "登记表印章还没有核对，报来的收存在待核对区，不计入合计。您的数据库账号只能查看，看不到暂存的数字；"
    "要看的，请有接收权限（petition_loader）的同事打开。"
)
SHOWN = ("receptions", "visits", "visits.persons", "matters", "accepted", "closed")


class TownshipSheet(QWidget):
    """A line per month, the latest first; below it each figure that differs.

    Signals:
        assign_wanted: Matters are to be handed down to this township.
    """

    assign_wanted = Signal()

    def __init__(
        self, theme: Theme, township: Township, rows: Sequence[TableRow], *, sees_waiting: bool = True
    ) -> None:
        super().__init__()
        checked = "密钥已核对" if township.verified else UNVERIFIED[0]
        column = QVBoxLayout(self)
        column.setSpacing(space(3))
        self.assign_button = quiet("下发交办", icon_name="exchange", tip="从表格交办、转送给这个乡镇")
        self.assign_button.clicked.connect(self.assign_wanted)
        told = f"{township.code}　参与到：{LEVELS[township.level]}　{checked}"
        head = QHBoxLayout()
        head.addWidget(PlainLabel(told, soft=True, wrap=True), 1)
        head.addWidget(self.assign_button)
        column.addLayout(head)
        if not township.verified:
            column.addWidget(Notice(PROVISIONAL if sees_waiting else UNSEEN, Tone.SOON))
        if not rows and not township.verified and not sees_waiting:
            column.addStretch(1)
            return
        if not rows:
            column.addWidget(EmptyState("还没有收到报送包", "", icon_name="exchange"), 1)
            return
        self.table = FiguresTable(theme, name=f"{township.name}逐月数字")
        self.table.show_table(
            ("统计期", *(NAMES[figure] for figure in SHOWN)), [_line(row, township) for row in rows]
        )
        column.addWidget(self.table, 1)
        for row in rows:
            for one in row.differences:
                text = f"{row.name}{NAMES[one.figure]}：乡镇报{one.township_value}，县局核{one.county_value}"
                column.addWidget(PlainLabel(text, tone=Tone.LATE, wrap=True))


def _line(row: TableRow, township: Township) -> list[Cell]:
    wrong = {one.figure for one in row.differences}
    return [
        Cell(
            row.name if township.verified else f"{row.name}　{UNVERIFIED[0]}",
            strong=True,
            tone=None if township.verified else Tone.SOON,
        ),
        *(
            Cell(
                f"{row.counts.get(figure, 0)}{' ≠' if figure in wrong else ''}",
                number=True,
                tone=Tone.LATE if figure in wrong else None,
            )
            for figure in SHOWN
        ),
    ]
