"""The form of one step, in the side panel: only the fields this step needs."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout

from app.core.rosters import UNIT
from app.core.steps import DELIVERY_WAYS, SATISFACTION, Offer, StepCommand
from app.services.matters import Matters
from app.services.offices import Offices
from app.ui.reception.choice_box import ChoiceBox
from app.ui.theme import Theme, Tone, Type, space
from app.ui.widgets.buttons import link, primary, quiet
from app.ui.widgets.card import Notice
from app.ui.widgets.chips import Chips
from app.ui.widgets.date_edit import DateEdit
from app.ui.widgets.field import Field, show_problems
from app.ui.widgets.form import Form
from app.ui.widgets.plain import PlainLabel

_TEXTS = {
    "accept": "说明", "decline": "不予受理的理由", "refer": "转送意见", "assign": "交办意见", "answer": "处理意见",
    "close": "办结说明", "settle": "化解情况", "void": "作废原因",
}  # fmt: skip
_DAYS = {"deliver": "送达日期", "assign": "交办日期", "refer": "转送日期", "answer": "答复日期"}
_WITH_UNIT = ("refer", "assign")


@dataclass(frozen=True)
class StepWish:
    """What the clerk asks for: the step, the unit's name where it is not on the roster, and whether they are sure of it."""

    command: StepCommand
    unit: str = ""
    sure: bool = False


class StepForm(Form):
    """Asks what a step needs; mistakes are said under their field and nothing is lost.

    Signals:
        submitted: The clerk wants the step; carries a `StepWish`.
        cancelled: The clerk thought better of it.
    """

    submitted = Signal(object)
    cancelled = Signal()

    def __init__(
        self, offer: Offer, matters: Matters, offices: Offices, theme: Theme, today: Callable[[], date]
    ) -> None:
        super().__init__()
        self._kind, self._matters, self._sure = offer.kind, matters, False
        self.on_edit, self.due_edit = DateEdit(today), DateEdit(today)
        self.unit_box = ChoiceBox(theme, name="单位", placeholder="输入一两个字，或按↓看全部")
        self.unit_box.set_options([(item.id, item.name) for item in offices.roster(UNIT)])
        self.text_edit = QPlainTextEdit()
        self.text_edit.setTabChangesFocus(True)
        self.text_edit.setFixedHeight(112)
        self.ways = Chips(tuple(DELIVERY_WAYS.items()), name="送达方式")
        self.values = Chips(tuple(SATISFACTION.items()), name="评价")
        self.fields = self._make_fields()
        self.refusal = Notice("", Tone.LATE)
        self.refusal.hide()
        self.sure_link = link("名称没有错，用这个新名称")
        self.sure_link.hide()
        self.submit_button = primary(f"登记{offer.label}　Ctrl+Enter")
        self.submit_button.setAccessibleName(f"登记{offer.label}")
        self._build(offer)
        self._connect()
        self.on_edit.set_value(today())
        self._show_due()

    def wish(self) -> StepWish:
        """What stands here."""
        command = StepCommand(
            self._kind, self.on_edit.value() or date.min, unit_id=self.unit_box.key(),
            text=self.text_edit.toPlainText().strip(), due_on=self.due_edit.value() if "due_on" in self.fields else None,
            way=self.ways.value(), value=self.values.value(),
        )  # fmt: skip
        return StepWish(command, self.unit_box.free_text(), self._sure)

    def submit(self) -> None:
        """Hand the wish on, unless a date cannot be read."""
        problems = {
            "on": self.on_edit.problem() or ("" if self.on_edit.value() else "请填写日期，例如“今天”")
        }
        if "due_on" in self.fields:
            problems["due_on"] = self.due_edit.problem()
        problems = {name: sentence for name, sentence in problems.items() if sentence}
        if problems:
            self.show_problems(problems)
        else:
            self.submitted.emit(self.wish())

    def show_problems(self, problems: dict[str, str]) -> None:
        """Each sentence under its field; what has no field here stands above."""
        found = {"unit_id" if name == UNIT else name: sentence for name, sentence in problems.items()}
        self.sure_link.setVisible(UNIT in problems)
        self.refuse(show_problems(self.fields, found))

    def refuse(self, sentence: str) -> None:
        """The rules do not let it happen: say so above the fields."""
        self.refusal.set_sentence(sentence)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if control and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_S}:
            self.submit()
        else:
            super().keyPressEvent(event)

    def _make_fields(self) -> dict[str, Field]:
        kind = self._kind
        fields = {"on": Field(_DAYS.get(kind, "日期"), self.on_edit)}
        if kind in _WITH_UNIT:
            fields["unit_id"] = Field("单位", self.unit_box, hint="名册里没有的新名称，保存时加入单位名册")
        if kind == "assign":
            fields["due_on"] = Field("反馈期限", self.due_edit)
        if kind == "deliver":
            fields["way"] = Field("送达方式", self.ways)
        if kind == "evaluate":
            fields["value"] = Field("信访人评价", self.values)
        if kind in _TEXTS:
            fields["text"] = Field(_TEXTS[kind], self.text_edit, optional=kind != "void")
        return fields

    def _build(self, offer: Offer) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(4))
        if offer.article:
            column.addWidget(PlainLabel(f"依据：{offer.article}", Type.CAPTION, wrap=True))
        column.addWidget(self.refusal)
        for name, field in self.fields.items():
            column.addWidget(field)
            if name == "unit_id":
                column.addWidget(self.sure_link)
        column.addStretch(1)
        column.addLayout(self._foot())

    def _foot(self) -> QHBoxLayout:
        self.cancel_button = quiet("返回", tip="Esc")
        foot = QHBoxLayout()
        foot.setSpacing(space(2))
        foot.addStretch(1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.submit_button)
        return foot

    def _connect(self) -> None:
        self.submit_button.clicked.connect(self.submit)
        self.cancel_button.clicked.connect(self.cancelled)
        self.sure_link.clicked.connect(self._on_sure_clicked)
        self.on_edit.date_changed.connect(self._show_due)

    def _show_due(self) -> None:
        """The term the office gives when none is named, from the day of the assignment."""
        day = self.on_edit.value() if "due_on" in self.fields else None
        if day:
            self.due_edit.set_value(self._matters.assignment_due(day))

    def _on_sure_clicked(self) -> None:
        self._sure = True
        self.submit()
