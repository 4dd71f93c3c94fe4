"""上报市局: which month, for whom, with the digits of the sealed sheet, and who is missing in it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit

from app.county.tables import CountyTable, waiting_sentence
from app.county.upward import City
from app.ui.matters.panel_form import PanelForm
from app.ui.theme import Tone
from app.ui.widgets.buttons import quiet
from app.ui.widgets.field import Field
from app.ui.widgets.plain import PlainLabel

ABOUT = "只报数字：没有一条记录，也没有一个姓名"
DIGITS = 30
NOTHING_SENT = "这一期还没有收到乡镇的报送包，不能上报"
NOT_CHOSEN = "还没有选。由市局给，文件名像 county-….xfe"


@dataclass(frozen=True)
class Wish:
    """What the clerk settled on."""

    period: str
    city: Path | None
    check: str


class ReportPanel(PanelForm):
    """`submitted` carries a `Wish`; without the digits the city's key stays unverified, and that is said.

    A city that is `known` from an earlier report need not be chosen again, nor compared again.

    Signals:
        city_wanted: The clerk wants to choose the city's enrolment file.
    """

    city_wanted = Signal()

    def __init__(
        self,
        periods: Sequence[tuple[str, str]],
        period: str,
        look: Callable[[str], CountyTable],
        known: City | None = None,
    ) -> None:
        super().__init__("写入U盘", ABOUT)
        self._look, self._known, self._sent = look, known, 0
        self._city: Path | None = None
        self.period_box = QComboBox()
        for key, name in periods:
            self.period_box.addItem(name, key)
        self.period_box.setCurrentIndex(max(self.period_box.findData(period), 0))
        self.period_box.setMaxVisibleItems(14)
        self.city_button = quiet("选市局登记文件", icon_name="office", tip="市局给的 county-….xfe")
        self.digits_edit = QLineEdit()
        self.digits_edit.setMaxLength(60)
        self.digits_edit.setPlaceholderText("30位数字，分6组，可以不打空格")
        self.told = PlainLabel("", wrap=True)
        self.put("period", Field("报哪一期", self.period_box))
        self.column.addWidget(self.told)
        self.put("city", Field("报给谁", self.city_button, hint=NOT_CHOSEN))
        hint = "照市局盖章的登记表输入；没有纸质登记表可以不填，但会标明没有核对"
        self.put("check", Field("登记表上的校验码", self.digits_edit, hint=hint, optional=True))
        self.finish()
        if known:
            self._show_known(known)
        self.period_box.currentIndexChanged.connect(self._on_period)
        self.city_button.clicked.connect(self.city_wanted)
        self._on_period()

    def show_city(self, path: Path, name: str) -> None:
        """The file that was chosen, by the name of the office it introduces."""
        self._city, self._known = path, None
        self.fields["city"].set_hint(name)
        self.fields["check"].show()
        self.digits_edit.setFocus()

    def _show_known(self, known: City) -> None:
        city = known.enrolment
        self.fields["city"].set_hint(f"{city.name}（{city.code}），上次报过，不用再选")
        self.fields["check"].setVisible(not known.verified)

    def submit(self) -> None:
        digits = "".join(sign for sign in self.digits_edit.text() if not sign.isspace())
        if not self._sent:
            return  # the switched-off button and the sentence above say why
        problems = {}
        if self._city is None and self._known is None:
            problems["city"] = "请先选市局的登记文件"
        if digits and not (digits.isascii() and digits.isdigit() and len(digits) == DIGITS):
            problems["check"] = f"校验码是{DIGITS}位数字，现在是{len(digits)}位"
        if problems:
            self.show_problems(problems)
            return
        self.submitted.emit(Wish(str(self.period_box.currentData()), self._city, digits))

    def _on_period(self) -> None:
        """Who is in it, before anything is written."""
        found = self._look(str(self.period_box.currentData()))
        self._sent, missing = sum(row.sent for row in found.rows), "、".join(found.missing[:6])
        said = f"已收到{self._sent}个乡镇" if self._sent else NOTHING_SENT
        if self._sent and found.missing:
            said += f"；没有报的{len(found.missing)}个不在合计里：{missing}{'等' if len(found.missing) > 6 else ''}"
        said += f"；{waiting_sentence(found.waiting)}" if found.waiting else ""
        self.told.setText(said)
        whole = self._sent and not (found.missing or found.waiting)
        self.told.set_tone(Tone.DONE if whole else Tone.SOON)
        self.submit_button.set_allowed(bool(self._sent), NOTHING_SENT)
