"""What the petitioner is after; 检举控告 asks against whom, and says what may not happen to it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.core.receptions import PURPOSES
from app.core.rosters import UNIT
from app.services.offices import Offices
from app.ui.reception.roster_field import RosterField
from app.ui.theme import Theme, Tone, space
from app.ui.widgets.card import Notice
from app.ui.widgets.chips import Chips
from app.ui.widgets.field import Field

SEALED_NOTE = (
    "登记后内容密封：不得将检举、揭发材料以及有关情况透露或者转给被检举、揭发的人员或者单位"
    "（《信访工作条例》第三十条第三款）。列表和搜索只显示编号、日期和状态。"
)


class PurposePart(QWidget):
    """信访目的 with what 检举控告 brings along.

    Signals:
        changed: Another purpose was chosen.
    """

    changed = Signal()

    def __init__(self, offices: Offices, theme: Theme) -> None:
        super().__init__()
        self.chips = Chips([("", "待定"), *PURPOSES.items()], name="信访目的")
        self.field = Field("信访目的", self.chips)
        self._note = Notice(SEALED_NOTE, Tone.SOON)
        self.accused_unit = RosterField(offices, UNIT, theme, "被反映单位")
        self.accused_edit = QLineEdit()
        self._accused = Field("被反映人", self.accused_edit, optional=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(3))
        for part in (self.field, self._note, self.accused_unit, self._accused):
            column.addWidget(part)
        self.chips.changed.connect(self._on_changed)
        self.put("")

    def value(self) -> str:
        return self.chips.value()

    def put(self, purpose: str) -> None:
        self.chips.choose(purpose)
        self._show_report(purpose == "report")

    def is_report(self) -> bool:
        return self.value() == "report"

    def tab_chain(self) -> tuple[QWidget, ...]:
        chips = tuple(self.chips.chip(key) for key in ("", *PURPOSES))
        return (*chips, self.accused_unit.box, self.accused_unit.add_link, self.accused_edit)

    def _on_changed(self) -> None:
        self._show_report(self.is_report())
        self.changed.emit()

    def _show_report(self, report: bool) -> None:
        for part in (self._note, self.accused_unit, self._accused):
            part.setVisible(report)
