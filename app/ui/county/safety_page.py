"""The county's copies, rehearsals and ways in: the township's section over the county's own store."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.county.desk import CountyDesk
from app.county.keeping import CountyRevival
from app.services.keys import WaysIn
from app.services.safety import Safety
from app.services.sheets import recovery_sheet
from app.ui.context import Context
from app.ui.screen import Screen
from app.ui.settings.keys_part import KeysPart
from app.ui.settings.safety_section import SafetySection
from app.ui.theme import Type, space
from app.ui.widgets.card import scrolling
from app.ui.widgets.plain import PlainLabel

WIDTH = 760
ABOUT_PROOFS = (
    "核验检查数据文件、各乡镇的记录链和收到的报送包；全面核验还逐条核对每条记录的版本，用时较长。"
    "恢复演练任取一份备份在空白处恢复一遍，每周自动做一次。"
)


def county_safety(desk: CountyDesk) -> Safety:
    """The ladder of copies over this county's store."""
    return Safety(desk.keeping, CountyRevival(desk.keeping.clock))


class SafetyPage(Screen):
    """Backs up, rehearses and verifies, and says who can open the county's data."""

    def __init__(self, desk: CountyDesk, context: Context) -> None:
        super().__init__()
        self._desk, self._context = desk, context
        keys = KeysPart(WaysIn(desk.keeping), context, self._print_code)
        self.section = SafetySection(county_safety(desk), context, keys, about_proofs=ABOUT_PROOFS)
        self.section.backed_up.connect(context.changes.safety_changed)
        keys.changed.connect(context.changes.safety_changed)
        self.section.setMaximumWidth(WIDTH)
        ground = QWidget()
        inside = QVBoxLayout(ground)
        inside.setContentsMargins(0, space(1), space(3), space(6))
        inside.addWidget(self.section)
        column = QVBoxLayout(self)
        column.setContentsMargins(space(6), space(5), space(6), 0)
        column.setSpacing(space(3))
        column.addWidget(PlainLabel("数据安全", Type.TITLE))
        column.addWidget(scrolling(ground), 1)

    def refresh(self) -> None:
        self.section.refresh()
        if self.section.keys:
            self.section.keys.refresh()

    def enter(self) -> None:
        self.section.backup_button.setFocus()

    def _print_code(self, secret: bytes) -> None:
        """The recovery code goes to the printer and is nowhere kept."""
        sheet = recovery_sheet(secret, self._desk.office, self._context.today())
        self._context.desktop.print_pdf(sheet, "数据恢复码")
