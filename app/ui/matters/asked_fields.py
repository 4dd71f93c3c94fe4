"""One field for each thing a step asks for (`Ask`), by its kind: text, line, unit, date, number, leader, matter, choice."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from app.core.rosters import LEADER, UNIT
from app.core.steps import Ask
from app.services.desk import Desk
from app.ui.matters.matter_box import MatterBox
from app.ui.matters.panel_form import titled
from app.ui.reception.choice_box import ChoiceBox
from app.ui.theme import Theme
from app.ui.widgets.chips import Chips
from app.ui.widgets.date_edit import DateEdit
from app.ui.widgets.days_edit import DaysEdit
from app.ui.widgets.field import Field
from app.ui.widgets.options import Options

LONGEST_CHIP = 10  # characters; longer words stand in a list
TEXT_HEIGHT = 96

Value = str | int | date | None


@dataclass(frozen=True)
class AskedField:
    """A field and how to read it; `changed` tells that the clerk has written or chosen something else."""

    ask: Ask
    field: Field
    read: Callable[[], Value]
    changed: SignalInstance


class AskedFields:
    """Makes the field for an `Ask` of one matter."""

    def __init__(self, desk: Desk, theme: Theme, today: Callable[[], date], matter_id: str) -> None:
        self._desk, self._theme, self._today, self._matter_id = desk, theme, today, matter_id
        self._makers: dict[str, Callable[[Ask, str], AskedField]] = {
            "text": self._text, "line": self._line, "unit": self._unit, "date": self._date, "number": self._number,
            "leader": self._leader, "matter": self._matter, "choice": self._choice,
        }  # fmt: skip

    def field(self, ask: Ask, *, expected: bool = False) -> AskedField:
        """The field with its words; `expected` where the rules allow it empty but the office should not."""
        return self._makers[ask.kind](ask, titled(ask.label, required=bool(ask.required), expected=expected))

    def _text(self, ask: Ask, title: str) -> AskedField:
        edit = QPlainTextEdit()
        edit.setTabChangesFocus(True)
        edit.setFixedHeight(TEXT_HEIGHT)
        field = Field(title, edit, hint=ask.hint)
        return AskedField(ask, field, lambda: edit.toPlainText().strip(), edit.textChanged)

    def _line(self, ask: Ask, title: str) -> AskedField:
        edit = QLineEdit()
        return AskedField(
            ask, Field(title, edit, hint=ask.hint), lambda: edit.text().strip(), edit.textChanged
        )

    def _unit(self, ask: Ask, title: str) -> AskedField:
        box = self._box(title, UNIT)
        hint = ask.hint or "名册里没有的新名称，保存时加入单位名册"
        return AskedField(ask, Field(title, box, hint=hint), box.key, box.changed)

    def _leader(self, ask: Ask, title: str) -> AskedField:
        box = self._box(title, LEADER)
        field = Field(title, box, hint=ask.hint or "从领导名册里选，也可以直接写姓名")
        return AskedField(ask, field, lambda: box.text().strip(), box.changed)

    def _date(self, ask: Ask, title: str) -> AskedField:
        edit = DateEdit(self._today, name=title)
        return AskedField(ask, Field(title, edit, hint=ask.hint), edit.value, edit.date_changed)

    def _number(self, ask: Ask, title: str) -> AskedField:
        edit = DaysEdit()
        field = Field(title, edit, hint=ask.hint)
        edit.textChanged.connect(lambda: field.set_problem(""))
        return AskedField(ask, field, edit.value, edit.textChanged)

    def _matter(self, ask: Ask, title: str) -> AskedField:
        box = MatterBox(self._theme, self._desk.matters, self._matter_id, name=title)
        field = Field(title, box, hint=ask.hint)
        box.found.connect(field.set_hint)
        return AskedField(ask, field, box.number, box.textChanged)

    def _choice(self, ask: Ask, title: str) -> AskedField:
        options = tuple(ask.options.items())
        short = all(len(words) <= LONGEST_CHIP for _, words in options)
        choice = _chips(options, title) if short else Options(options, name=title)
        field = Field(title, choice, hint=ask.hint)
        choice.changed.connect(lambda: field.set_problem(""))
        return AskedField(ask, field, choice.value, choice.changed)

    def _box(self, title: str, kind: str) -> ChoiceBox:
        box = ChoiceBox(self._theme, name=title, placeholder="输入一两个字，或按↓看全部")
        items = self._desk.offices.roster(kind)
        box.set_options([(it.id, it.name) for it in items], {it.id: it.detail for it in items})
        return box


def _chips(options: Sequence[tuple[str, str]], name: str) -> Chips:
    """Chips that can be entered as one field, so that a mistake leads there."""
    chips = Chips(options, name=name)
    for key, _ in options[:1]:
        chips.setFocusProxy(chips.chip(key))
    return chips
