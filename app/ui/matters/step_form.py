"""The form of one step, in the side panel: what its `Offer` asks for and nothing else."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from app.core.rosters import UNIT
from app.core.routes import DUTY
from app.core.steps import PAPERS, Ask, Circumstances, Offer, StepCommand
from app.core.steps.handling import papers_out
from app.core.steps.links import split_parts
from app.services.desk import Desk
from app.services.matters import MatterView
from app.ui.matters.asked_fields import AskedField, AskedFields
from app.ui.matters.lateness import short_date
from app.ui.matters.matter_box import MatterBox
from app.ui.matters.panel_form import PanelForm, about_matter
from app.ui.matters.route_part import DIVIDED, RoutePart, duty_days
from app.ui.reception.choice_box import ChoiceBox
from app.ui.theme import Theme
from app.ui.widgets.buttons import Kind, link
from app.ui.widgets.chips import Chips
from app.ui.widgets.date_edit import DateEdit
from app.ui.widgets.field import Field
from app.ui.widgets.options import Options
from app.ui.widgets.plain import PlainLabel

# What the rules let be empty, because old registers lack it, and the office's own work should not lack.
EXPECTED = {
    "answer": ("text", "没有写处理意见，确定先这样登记吗？"),
    "decline": ("reason", "没有选不予受理的理由，确定先这样登记吗？"),
}
LONGEST_VERB = 6
ANYWAY = "先这样登记"

W = TypeVar("W", bound=QWidget)


@dataclass(frozen=True)
class StepWish:
    """What the clerk asks for: the step, the way of Art 31 that goes with it, the unit's name where it is not on the roster.

    `sure` says that the new name is meant as it stands.
    """

    command: StepCommand
    unit: str = ""
    sure: bool = False
    route: str = ""


class StepForm(PanelForm):
    """Asks what a step needs; `submitted` carries a `StepWish`."""

    def __init__(
        self, offer: Offer, view: MatterView, desk: Desk, theme: Theme, today: Callable[[], date]
    ) -> None:
        super().__init__(
            _verb(offer), about_matter(view.matter), kind=Kind.DANGER if offer.kind == "void" else Kind.PRIMARY,
            basis=f"依据：{offer.article}" if offer.article else "",
        )  # fmt: skip
        self._offer, self._view, self._matters = offer, view, desk.matters
        self._make = AskedFields(desk, theme, today, view.matter.id)
        self._asked: dict[str, AskedField] = {}
        self._today = today
        self._sure, self._asked_once = False, False
        self.on_edit = DateEdit(today, name=offer.day)
        self.sure_link = link("名称没有错，用这个新名称")
        self.sure_link.hide()
        self.route: RoutePart | None = None
        self._put_fields(today)
        self.on_edit.date_changed.connect(self._show_due)
        self.sure_link.clicked.connect(self._on_sure_clicked)
        self.on_edit.set_value(today())
        self._show_due()

    @property
    def unit_box(self) -> ChoiceBox:
        return self.editor("unit_id", ChoiceBox)

    @property
    def due_edit(self) -> DateEdit:
        return self.editor("due_on", DateEdit)

    @property
    def text_edit(self) -> QPlainTextEdit:
        return self.editor("text", QPlainTextEdit)

    @property
    def ways(self) -> Chips:
        return self.editor("way", Chips)

    def editor(self, name: str, kind: type[W]) -> W:
        """The editor of one field; raises `LookupError` where the step does not ask for it."""
        editor = self.fields[name].editor
        if not isinstance(editor, kind):
            raise TypeError(f"{name} is asked for by a {type(editor).__name__}")
        return editor

    def wish(self) -> StepWish:
        """What stands here."""
        values: dict[str, Any] = {
            name: asked.read() for name, asked in self._asked.items() if not asked.field.isHidden()
        }
        command = StepCommand(self._offer.kind, self.on_edit.value() or date.min, **values)
        unit = self.unit_box.free_text() if "unit_id" in self._asked else ""
        return StepWish(command, unit, self._sure, self.route.value() if self.route else "")

    def submit(self) -> None:
        """Hand the wish on, unless a date cannot be read or something expected is missing."""
        if problems := self._unreadable():
            self.show_problems(problems)
        elif self._must_ask():
            self._ask_once()
        else:
            self.submitted.emit(self.wish())

    def show_problems(self, problems: dict[str, str]) -> None:
        """As every form; a unit that is nearly on the roster can be meant as it stands."""
        self.sure_link.setVisible(UNIT in problems)
        super().show_problems(
            {"unit_id" if name == UNIT else name: sentence for name, sentence in problems.items()}
        )

    def _put_fields(self, today: Callable[[], date]) -> None:
        if paper := self._only_paper():
            self.column.addWidget(PlainLabel(f"送达的文书：{paper}", strong=True))
        self.put("on", Field(self._offer.day, self.on_edit))
        if self._offer.kind == "accept" and self._view.matter.purpose in DIVIDED:
            self._put_route()
        for ask in self._asks(today):
            self._put_asked(ask)
        self._prefill()
        self.finish()

    def _asks(self, today: Callable[[], date]) -> tuple[Ask, ...]:
        """What the offer asks for; with a route to choose also what the way of item 5 would ask for."""
        asks = self._offer.asks
        if self.route is None or any(ask.name == "days" for ask in asks):
            return asks
        days = duty_days(self._view.matter, today)
        return (days, *asks) if days else asks

    def _put_asked(self, ask: Ask) -> None:
        name, _ = EXPECTED.get(self._offer.kind, ("", ""))
        asked = self._asked[ask.name] = self._make.field(ask, expected=ask.name == name)
        self.put(ask.name, asked.field)
        if ask.name == "unit_id":
            self.column.addWidget(self.sure_link)
        if ask.name == name:
            asked.changed.connect(self._forget_question)

    def _put_route(self) -> None:
        self.route = RoutePart(self._view.matter)
        self.put("route", self.route.field)
        self.route.changed.connect(self._show_days)

    def _prefill(self) -> None:
        """What is known already: the limit of an extension, the paper that presses most, the only part split off."""
        if self.route:
            self._show_days()
        line = Circumstances(deadlines=self._view.deadlines).extendable()
        if self._offer.kind == "extend" and line:
            left = line.rule.extendable - sum(step.days for step in line.extensions)
            now = short_date(line.rolled, line.started_on)
            self.fields["days"].set_hint(f"可以延长1至{left}日；现在的办结期限是{now}")
        if "paper" in self.fields:
            _choose(self.fields["paper"].editor, next(iter(self._asked["paper"].ask.options), ""))
        parts = split_parts(self._view.matter)
        if self._offer.kind == "unsplit" and len(parts) == 1:
            self.editor("other", MatterBox).choose(parts[0])

    def _only_paper(self) -> str:
        """The paper that a delivery is of, where there is no choice."""
        out = papers_out(self._view.matter) if self._offer.kind == "deliver" else ()
        return PAPERS[out[0]] if len(out) == 1 else ""

    def _unreadable(self) -> dict[str, str]:
        """Dates that are none."""
        found = {"on": self.on_edit.problem() or ("" if self.on_edit.value() else "请填写日期，例如“今天”")}
        if (on := self.on_edit.value()) and on > self._today():
            found["on"] = "日期在今天之后，还没有发生的事不能登记，请核对"
        for name, asked in self._asked.items():
            if isinstance(asked.field.editor, DateEdit):
                found[name] = asked.field.editor.problem()
        return {name: sentence for name, sentence in found.items() if sentence}

    def _must_ask(self) -> bool:
        name, _ = EXPECTED.get(self._offer.kind, ("", ""))
        return name in self._asked and not self._asked[name].read() and not self._asked_once

    def _ask_once(self) -> None:
        """Something is missing that the rules allow to be missing: the next press takes it as it is."""
        name, sentence = EXPECTED[self._offer.kind]
        self._asked_once = True
        self.question.set_sentence(sentence)
        self.say_verb(ANYWAY)
        self.fields[name].editor.setFocus()
        self.reveal_focus()

    def _forget_question(self) -> None:
        if self._asked_once:
            self._asked_once = False
            self.question.set_sentence("")
            self.say_verb(_verb(self._offer))

    def _show_days(self) -> None:
        """The days of a special law are asked for on the way of item 5 only."""
        if self.route and "days" in self.fields:
            self.fields["days"].setVisible(self.route.value() == DUTY)

    def _show_due(self) -> None:
        """The term an assignment gets when none is named, from the day it is made."""
        day = self.on_edit.value()
        if day and self._offer.kind == "assign":
            self.due_edit.set_value(self._matters.assignment_due(day))

    def _on_sure_clicked(self) -> None:
        self._sure = True
        self.submit()


def _verb(offer: Offer) -> str:
    """登记受理; a long name stands in the title only, so that the button keeps its place."""
    return f"登记{offer.label}" if len(offer.label) <= LONGEST_VERB else "登记"


def _choose(editor: QWidget, key: str) -> None:
    if key and isinstance(editor, Chips | Options):
        editor.choose(key)
