"""What is said of a paper afterwards: that it was delivered, that it was not, that it is void."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QLineEdit

from app.core.documents import Document
from app.core.steps import DELIVERY_WAYS
from app.ui.matters.panel_form import PanelForm, titled
from app.ui.widgets.buttons import Kind
from app.ui.widgets.chips import Chips
from app.ui.widgets.date_edit import DateEdit
from app.ui.widgets.field import Field
from app.ui.widgets.plain import PlainLabel

POST = "post"
VOIDED = "作废以后，文号保留在登记簿里，不会再用；需要的，请重新制作，另取新号。"
UNDELIVERED = "撤销以后，这次送达不再算数，依据它起算的时限随之改变；原记录仍可查。"


@dataclass(frozen=True)
class DeliveryWish:
    """A paper reached its receiver: when, in which of the seven ways, who signed, the postmark."""

    document_id: str
    on: date
    way: str
    receiver: str
    sent_on: date | None


@dataclass(frozen=True)
class ReasonWish:
    """Something is taken back for a reason."""

    document_id: str
    reason: str


class DeliveryForm(PanelForm):
    """登记送达; `submitted` carries a `DeliveryWish`. The rules' names of the fields are on, way, receiver, sent_on."""

    def __init__(self, document: Document, about: str, today: Callable[[], date]) -> None:
        super().__init__("登记送达", about)
        self._document, self._today = document, today
        self.on_edit, self.sent_edit = (
            DateEdit(today, name="送达日期"),
            DateEdit(today, name="投邮日期"),
        )
        self.on_edit.set_value(today())
        self.ways = Chips(tuple(DELIVERY_WAYS.items()), name="送达方式")
        self.ways.setFocusProxy(self.ways.chip(next(iter(DELIVERY_WAYS))))
        self.receiver_edit = QLineEdit()
        self.column.addWidget(PlainLabel(called(document), strong=True, wrap=True))
        self.put("on", Field("送达日期", self.on_edit, hint="送达回证、回执联上的签收日期"))
        self.put("way", Field("送达方式", self.ways))
        self.put("receiver", Field("签收人、代收人（选填）", self.receiver_edit))
        self.put(
            "sent_on", Field("投邮日期（选填）", self.sent_edit, hint="以邮戳为准；在期限内交邮的不算逾期")
        )
        self.ways.changed.connect(self._show_postmark)
        self._show_postmark()
        self.finish()

    def submit(self) -> None:
        """Hand it on; a day that has not come yet, or none at all, is said under its field."""
        day, posted = self.on_edit.value(), self.ways.value() == POST
        problems = {"on": self.on_edit.problem() or self._day_problem(day)}
        problems["sent_on"] = self.sent_edit.problem() if posted else ""
        problems["way"] = "" if self.ways.value() else "请选择送达方式"
        wrong = {name: sentence for name, sentence in problems.items() if sentence}
        if wrong or day is None:
            self.show_problems(wrong)
            return
        sent_on = self.sent_edit.value() if posted else None
        receiver = self.receiver_edit.text().strip()
        self.submitted.emit(DeliveryWish(self._document.id, day, self.ways.value(), receiver, sent_on))

    def _day_problem(self, day: date | None) -> str:
        if day is None:
            return "请填写送达日期，例如“今天”"
        return "日期在今天之后，还没有送达的不能登记，请核对" if day > self._today() else ""

    def _show_postmark(self) -> None:
        self.fields["way"].set_problem("")
        self.fields["sent_on"].setVisible(self.ways.value() == POST)


class ReasonForm(PanelForm):
    """撤销送达, 作废; `submitted` carries a `ReasonWish`."""

    def __init__(self, verb: str, document: Document, about: str, *, example: str, note: str) -> None:
        super().__init__(verb, about, kind=Kind.DANGER)
        self._document = document
        self.reason_edit = QLineEdit()
        self.column.addWidget(PlainLabel(called(document), strong=True, wrap=True))
        self.put("text", Field(titled("原因", required=True), self.reason_edit, hint=f"例如“{example}”"))
        self.column.addWidget(PlainLabel(note, soft=True, wrap=True))
        self.finish()

    def submit(self) -> None:
        reason = self.reason_edit.text().strip()
        if reason:
            self.submitted.emit(ReasonWish(self._document.id, reason))
        else:
            self.show_problems({"text": "请写明原因"})


def void_form(document: Document, about: str) -> ReasonForm:
    """Its number stays in the register."""
    return ReasonForm("作废", document, about, example="姓名写错，另行制作", note=VOIDED)


def undelivery_form(document: Document, about: str) -> ReasonForm:
    """The delivery was noted in error."""
    return ReasonForm("撤销送达", document, about, example="日期登记错了", note=UNDELIVERED)


def called(document: Document) -> str:
    """A paper by its title and number."""
    return f"{document.title}　{document.number}".strip("　")
