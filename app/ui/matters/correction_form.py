"""Putting a step right: its day was written down wrongly, or it never happened. Both want a reason."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QLineEdit

from app.core.matters import Matter, Step
from app.core.steps import RULES
from app.ui.matters.panel_form import PanelForm, about_matter, titled
from app.ui.widgets.buttons import Kind
from app.ui.widgets.date_edit import DateEdit
from app.ui.widgets.field import Field
from app.ui.widgets.plain import PlainLabel

_NAMES = {rule.entry: (rule.label, rule.day) for rule in RULES.values()}
_MOVES = "更正以后，依据这一日期的时限随之改变；原来的日期在经过里仍可查。"
_KEPT = "撤销以后，这一步不再算数；原记录仍留在经过里，不会删除。"


@dataclass(frozen=True)
class DayWish:
    """A step's right day, and why it was wrong."""

    step_id: str
    on: date
    reason: str


@dataclass(frozen=True)
class WithdrawalWish:
    """A step that never happened, and why it was written down."""

    step_id: str
    reason: str


class DayForm(PanelForm):
    """更正日期; `submitted` carries a `DayWish`."""

    def __init__(self, matter: Matter, step: Step, today: Callable[[], date]) -> None:
        super().__init__("更正日期", about_matter(matter))
        self._step_id = step.id
        name, day = _NAMES[step.entry]
        self.on_edit, self.reason_edit = DateEdit(today), QLineEdit()
        self.on_edit.set_value(step.on)
        self.column.addWidget(PlainLabel(f"{name}　现在记的是{step.on.isoformat()}", strong=True, wrap=True))
        self.put("on", Field(f"正确的{day}", self.on_edit))
        self.put(
            "reason", Field(titled("更正的理由", required=True), self.reason_edit, hint="例如“送达回证上的日期是20日”")
        )  # fmt: skip
        self.column.addWidget(PlainLabel(_MOVES, soft=True, wrap=True))
        self.finish()

    def submit(self) -> None:
        day = self.on_edit.value()
        if day is None:
            self.show_problems({"on": self.on_edit.problem() or "请填写日期，例如“昨天”"})
        else:
            self.submitted.emit(DayWish(self._step_id, day, self.reason_edit.text().strip()))


class WithdrawalForm(PanelForm):
    """撤销最后一步; `submitted` carries a `WithdrawalWish`."""

    def __init__(self, matter: Matter, step: Step, sentence: str) -> None:
        super().__init__("撤销这一步", about_matter(matter), kind=Kind.DANGER)
        self._step_id = step.id
        self.reason_edit = QLineEdit()
        self.column.addWidget(PlainLabel(f"{step.on.isoformat()}　{sentence}", strong=True, wrap=True))
        self.put(
            "reason", Field(titled("撤销的理由", required=True), self.reason_edit, hint="例如“点错了，应当登记转送”")
        )  # fmt: skip
        self.column.addWidget(PlainLabel(_KEPT, soft=True, wrap=True))
        self.finish()

    def submit(self) -> None:
        self.submitted.emit(WithdrawalWish(self._step_id, self.reason_edit.text().strip()))
