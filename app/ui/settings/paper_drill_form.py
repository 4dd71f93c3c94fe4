"""核对恢复码: find the paper and type the two groups that are asked; which of them is wrong is told under it."""

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout

from app.core.recovery_codes import DIGITS
from app.errors import AppError, ValidationError
from app.services.paper_drills import PaperStanding
from app.ui.theme import Tone, space
from app.ui.widgets.buttons import primary
from app.ui.widgets.card import Notice
from app.ui.widgets.field import Field, show_problems
from app.ui.widgets.form import SubmitForm
from app.ui.widgets.plain import PlainLabel

ABOUT = (
    "请找出恢复码那张纸（编号 {number}），看着纸输入下面两组。核对只要两组；谁要您念出整张恢复码，都不要给。"
)
KEPT_SAFE = "恢复码核对一致，已记入记录链。请把纸封好放回原处。"
VERB = "核对"


class PaperDrillsService(Protocol):
    """What is asked of the register here."""

    def standing(self) -> PaperStanding | None: ...
    def ask(self) -> tuple[int, ...]: ...
    def wait_seconds(self) -> int: ...
    def answer(self, typed: Sequence[tuple[int, str]]) -> None: ...


class PaperDrillForm(SubmitForm):
    """Two fields and a button; wrong groups cost waiting, more each time.

    Signals:
        done: Both groups were right, and an entry says so.
    """

    done = Signal()

    def __init__(self, drills: PaperDrillsService, number: str) -> None:
        super().__init__()
        self._drills, self._left = drills, 0
        self.places = drills.ask()
        self.edits = {f"group{place}": QLineEdit() for place in self.places}
        self.fields = {
            name: Field(f"第{name.removeprefix('group')}组", edit, hint=f"{DIGITS}位数字")
            for name, edit in self.edits.items()
        }
        self.notice = Notice("", Tone.LATE)
        self.notice.hide()
        self.submit_button = primary(VERB, icon_name="check")
        self.submit_button.clicked.connect(self.submit)
        self._second = QTimer(self, interval=1000)
        self._second.timeout.connect(lambda: self._wait(self._left - 1))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, space(2), 0, 0)
        column.setSpacing(space(3))
        column.addWidget(PlainLabel(ABOUT.format(number=number), soft=True, wrap=True))
        row = QHBoxLayout()
        row.setSpacing(space(4))
        for name, field in self.fields.items():
            self.edits[name].setMaxLength(DIGITS)
            row.addWidget(field, 1)
        column.addLayout(row)
        column.addWidget(self.notice)
        below = QHBoxLayout()
        below.addWidget(self.submit_button)
        below.addStretch(1)
        column.addLayout(below)
        self._wait(drills.wait_seconds())

    def submit(self) -> None:
        if self._left:
            return
        self.notice.set_sentence("")
        for field in self.fields.values():
            field.set_problem("")
        try:
            self._drills.answer([(place, self.edits[f"group{place}"].text()) for place in self.places])
        except ValidationError as wrong:
            self.notice.set_sentence(show_problems(self.fields, wrong.problems))
            self._wait(self._drills.wait_seconds())
        except AppError as error:
            self.notice.set_sentence(str(error))
        else:
            self.done.emit()

    def enter(self) -> None:
        self.edits[f"group{self.places[0]}"].setFocus()

    def seconds_left(self) -> int:
        """How long to wait before the next try."""
        return self._left

    def _wait(self, seconds: int) -> None:
        self._left = max(seconds, 0)
        self.submit_button.setEnabled(not self._left)
        self.submit_button.set_verb(f"请等{self._left}秒再试" if self._left else VERB)
        if self._left:
            self._second.start()
        else:
            self._second.stop()
