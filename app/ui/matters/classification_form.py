"""更正登记内容: what a matter is about, and what its dates hang on; the old values stay in its history."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from app.core.classification import SEPARATOR
from app.core.matters import Matter
from app.core.rosters import UNIT, VILLAGE
from app.core.routes import ROUTES
from app.errors import ValidationError
from app.services.offices import Offices
from app.ui.matters.panel_form import PanelForm, titled
from app.ui.matters.route_part import DIVIDED, clock_words
from app.ui.reception.choice_box import ChoiceBox
from app.ui.reception.purpose_part import PurposePart
from app.ui.reception.roster_field import RosterField
from app.ui.reception.source_field import SourceField
from app.ui.theme import Theme
from app.ui.widgets.date_edit import DateEdit
from app.ui.widgets.field import Field
from app.ui.widgets.options import Options
from app.ui.widgets.plain import PlainLabel

NOT_DIVIDED = "none"
_KEPT = "更正记入经过，原来的内容仍可查；登记日期、来源、信访目的和办理途径改变时，时限重新计算。"


@dataclass(frozen=True)
class CorrectionWish:
    """What is to read differently, and why; `texts` are those of the reception `reception_id`."""

    changes: dict[str, Any]
    reason: str
    reception_id: str = ""
    texts: dict[str, str] = field(default_factory=dict)


class ClassificationForm(PanelForm):
    """`submitted` carries a `CorrectionWish` with every field that was changed."""

    def __init__(self, matter: Matter, offices: Offices, theme: Theme, today: Callable[[], date]) -> None:
        super().__init__("保存更正", matter.number)
        self._matter, self._offices, self._today = matter, offices, today
        self._part = next(part for part in matter.receptions if not part.voided)
        self.said_edits = {"text": QPlainTextEdit(), "request": QPlainTextEdit()}
        self.title_edit, self.reason_edit, self.external_edit = QLineEdit(), QLineEdit(), QLineEdit()
        self.purpose = PurposePart(offices, theme)
        self.category = ChoiceBox(theme, name="内容分类", placeholder="输入关键词，如“征地”；或按↓看全部")
        self.village = RosterField(offices, VILLAGE, theme, "问题属地")
        self.source = SourceField(theme, today)
        self.registered_edit = DateEdit(today)
        words = [(NOT_DIVIDED, "还没有分类"), *((route.id, route.label) for route in ROUTES.values())]
        self.route = Options(words, name="办理途径")
        self._offer_names()
        self._put_fields()
        self._fill(matter)
        self.purpose.changed.connect(self._show_fitting)
        self.route.changed.connect(self._show_fitting)
        self._show_fitting()

    def submit(self) -> None:
        try:
            wish = CorrectionWish(
                self._changes(), self.reason_edit.text().strip(), self._part.id, self._said()
            )
        except ValidationError as error:
            self.show_problems(error.problems)
        else:
            self.submitted.emit(wish)

    def _said(self) -> dict[str, str]:
        """What the first letter or visit is to say otherwise."""
        now = {name: edit.toPlainText().strip() for name, edit in self.said_edits.items()}
        return {name: text for name, text in now.items() if text != getattr(self._part, name)}

    def _changes(self) -> dict[str, Any]:
        """What stands here otherwise than in the register; raises `ValidationError` for what cannot be read."""
        stands = self._texts() | self._names() | self._days()
        return {name: value for name, value in stands.items() if value != getattr(self._matter, name)}

    def _texts(self) -> dict[str, Any]:
        if not (title := self.title_edit.text().strip()):
            raise ValidationError({"title": "请用一句话写明反映什么问题"})
        purpose, route = self.purpose.value(), self.route.value()
        texts = {
            "title": title, "purpose": purpose, "source": self.source.source(),
            "external_number": self.external_edit.text().strip(),
            "route": route if purpose in DIVIDED and route != NOT_DIVIDED else "",
        }  # fmt: skip
        return texts | ({"accused": self.purpose.accused_edit.text().strip()} if purpose == "report" else {})

    def _names(self) -> dict[str, Any]:
        if unknown := self.category.free_text():
            raise ValidationError({"category": f"内容分类里没有“{unknown}”，请从列表里选"})
        names = {"category": self.category.key(), "village_id": self.village.item_id()}
        report = self.purpose.is_report()
        return names | ({"accused_unit_id": self.purpose.accused_unit.item_id()} if report else {})

    def _days(self) -> dict[str, Any]:
        registered_on = self.registered_edit.value()
        if registered_on is None:
            raise ValidationError({"registered_on": self.registered_edit.problem() or "请填写登记日期"})
        return {"registered_on": registered_on, "superior_due_on": self.source.due()}

    def _offer_names(self) -> None:
        tree = self._offices.classes()
        self.category.set_options(
            tree.offered(self._today(), self._matter.category),
            {code: SEPARATOR.join(found.aliases) for code, found in tree.classes.items()},
        )

    def _put_fields(self) -> None:
        self.put("title", Field("反映什么问题", self.title_edit))
        for name, label, height in (("text", "内容", 96), ("request", "诉求", 56)):
            self.said_edits[name].setTabChangesFocus(True)
            self.said_edits[name].setFixedHeight(height)
            self.put(name, Field(label, self.said_edits[name], optional=True))
        self.column.addWidget(self.purpose)
        self.put("route", Field("办理途径（依法分类，条例第三十一条）", self.route))
        self.put("category", Field("内容分类", self.category, optional=True))
        self.column.addWidget(self.village)
        self.put("source", self.source)
        self.put("registered_on", Field("登记日期", self.registered_edit, hint="受理告知的期限从这一天起算"))
        self.put("external_number", Field("官方系统编号", self.external_edit, optional=True))
        self.put("reason", Field(titled("更正的理由"), self.reason_edit))
        self.fields |= {"purpose": self.purpose.field, UNIT: self.purpose.accused_unit.field}
        self.fields |= {VILLAGE: self.village.field, "superior_due_on": self.source.due_field}
        self.column.addWidget(PlainLabel(_KEPT, soft=True, wrap=True))
        self.finish()

    def _fill(self, matter: Matter) -> None:
        self.title_edit.setText(matter.title)
        self.title_edit.setCursorPosition(0)
        for name, edit in self.said_edits.items():
            edit.setPlainText(getattr(self._part, name))
        self.purpose.put(matter.purpose)
        self.purpose.accused_edit.setText(matter.accused)
        self.purpose.accused_unit.box.choose(matter.accused_unit_id)
        self.category.choose(matter.category)
        self.village.box.choose(matter.village_id)
        self.source.box.setText(matter.source)
        self.source.due_on.set_value(matter.superior_due_on)
        self.registered_edit.set_value(matter.registered_on)
        self.external_edit.setText(matter.external_number)
        self.route.choose(matter.route or NOT_DIVIDED)

    def _show_fitting(self) -> None:
        """Only 申诉求决 has a way of Art 31, and each way its own clock."""
        chosen = self.route.value()
        self.fields["route"].setVisible(self.purpose.value() in DIVIDED)
        hint = "" if chosen == NOT_DIVIDED else f"{ROUTES[chosen].hint}。{clock_words(chosen)}。"
        self.fields["route"].set_hint(hint)
