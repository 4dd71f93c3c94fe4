"""One field for each thing a paper asks the clerk (`Form.asks`); all of them are read as text."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QLineEdit

from app.core.dates import parse_date
from app.core.steps import Ask
from app.errors import AppError
from app.ui.matters.panel_form import titled
from app.ui.widgets.chips import Chips
from app.ui.widgets.date_edit import DateEdit
from app.ui.widgets.field import Field
from app.ui.widgets.growing_text import GrowingText
from app.ui.widgets.options import Options

LONGEST_CHIP = 10  # characters; longer words stand in a list
NOTHING = "不填"  # what may be left open can be left open again
PAPER = "paper"
"""The kind of an ask that is answered with another paper of the matter, by its id."""


@dataclass(frozen=True)
class PaperField:
    """A field, how to read it and what to put into it; a day is read as 2026-11-20, a choice by its key."""

    ask: Ask
    field: Field
    read: Callable[[], str]
    put: Callable[[str], None]
    changed: SignalInstance


def paper_field(ask: Ask, known: str, today: Callable[[], date]) -> PaperField:
    """The field of one ask, filled with what the register knows; left empty it prints just that."""
    title = titled(ask.label, required=bool(ask.required))
    made = _MAKERS.get(ask.kind, _line)(ask, title, today)
    made.put(known)
    if known and isinstance(made.field.editor, QLineEdit | GrowingText):
        made.field.editor.setPlaceholderText(f"空着时印“{known}”")
    return made


def _line(ask: Ask, title: str, _today: Callable[[], date]) -> PaperField:
    edit = QLineEdit()

    def put(value: str) -> None:
        edit.setText(value)
        edit.setCursorPosition(0)

    return PaperField(
        ask, Field(title, edit, hint=ask.hint), lambda: edit.text().strip(), put, edit.textChanged
    )


def _text(ask: Ask, title: str, _today: Callable[[], date]) -> PaperField:
    edit = GrowingText()
    field = Field(title, edit, hint=ask.hint)
    return PaperField(ask, field, lambda: edit.toPlainText().strip(), edit.setPlainText, edit.textChanged)


def _date(ask: Ask, title: str, today: Callable[[], date]) -> PaperField:
    edit = DateEdit(today, name=title)

    def read() -> str:  # as it stands: asking the edit itself would rewrite a day that is half typed
        day = _day(edit.text().strip(), today())
        return day.isoformat() if day else ""

    def put(value: str) -> None:
        edit.set_value(_day(value, today()))

    return PaperField(ask, Field(title, edit, hint=ask.hint), read, put, edit.date_changed)


def _choice(ask: Ask, title: str, _today: Callable[[], date]) -> PaperField:
    options = (*(() if ask.required else (("", NOTHING),)), *ask.options.items())
    short = all(len(words) <= LONGEST_CHIP for _, words in options)
    choice = Chips(options, name=title) if short else Options(options, name=title)
    for key, _ in options[:1]:
        if isinstance(choice, Chips):
            choice.setFocusProxy(choice.chip(key))
    field = Field(title, choice, hint=ask.hint)
    choice.changed.connect(lambda: field.set_problem(""))

    def put(value: str) -> None:
        key = _key(ask.options, value)
        if key or not ask.required:
            choice.choose(key)
        elif isinstance(choice, Chips):
            choice.choose()

    return PaperField(ask, field, choice.value, put, choice.changed)


_MAKERS: dict[str, Callable[[Ask, str, Callable[[], date]], PaperField]] = {
    "text": _text, "date": _date, "choice": _choice, PAPER: _choice,
}  # fmt: skip


def _key(options: Mapping[str, str], value: str) -> str:
    """A choice by its key or, as papers print it, by its words."""
    return next((key for key, words in options.items() if value and value in {key, words}), "")


def _day(value: str, today: date) -> date | None:
    """A day as it was typed, as it is shown (2026-11-20 周五) or as papers print it."""
    try:
        return parse_date(value.partition(" 周")[0], today=today) if value else None
    except AppError:
        return None
