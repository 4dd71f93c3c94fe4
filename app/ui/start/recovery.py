"""The recovery code on the screen: read it, print it, and show by two groups that the paper is there."""

import secrets
from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from app.core.recovery_codes import DIGITS, GROUPS, group_problem, spell, split_groups
from app.errors import AppError
from app.services.keys import code_number, new_recovery_secret
from app.ui.start.step import Step
from app.ui.theme import Tone, Type, space
from app.ui.widgets.buttons import link, quiet
from app.ui.widgets.card import Card, Notice
from app.ui.widgets.field import Field
from app.ui.widgets.plain import PlainLabel

ASKED, ACROSS, HIDDEN = 2, 4, "••••••"
NOT_PRINTED = "恢复码不会存进电脑。没有打印机的，请把八组数字抄在纸上，和恢复码编号写在一起。"
ABOUT = "忘记密码或者换了电脑，凭这张纸和一份备份就能打开数据。请打印一张，封好交领导或保密柜保管。"


class RecoveryPart(QWidget):
    """A new code with its two questions; `print_code` lays the secret's sheet into the printer."""

    def __init__(self, print_code: Callable[[bytes], None]) -> None:
        super().__init__()
        self._print = print_code
        self.secret = new_recovery_secret()
        self.groups = spell(self.secret)
        self.asked = sorted(secrets.SystemRandom().sample(range(1, GROUPS + 1), ASKED))
        self.print_button = quiet("打印恢复码", icon_name="print")
        self.print_button.clicked.connect(self.print_sheet)
        self.notice = Notice(NOT_PRINTED, Tone.SOON)
        self.edits = [QLineEdit() for _ in self.asked]
        self.fields = [
            Field(f"请看着纸输入第{place}组", edit, hint=f"{DIGITS}位数字")
            for place, edit in zip(self.asked, self.edits, strict=True)
        ]
        self.again_button = link("再看一遍")
        self.again_button.clicked.connect(self.reveal)
        self._digits: list[PlainLabel] = []
        self._build()
        self.reveal()

    def minimumSizeHint(self) -> QSize:
        """As high as everything in it is at this width; Qt alone guesses, and cuts the digits."""
        layout = self.layout()
        return QSize(0, layout.totalHeightForWidth(max(self.width(), 1))) if layout else super().sizeHint()

    def conceal(self) -> None:
        """Whoever answers reads from the paper, not from the screen."""
        for label in self._digits:
            label.setText(HIDDEN)
            label.setAccessibleName("已隐藏")
        self.again_button.show()

    def reveal(self) -> None:
        """The code once more; the answers begin anew."""
        for at, label in enumerate(self._digits):
            label.setText(self.groups[at])
            label.setAccessibleName(f"第{at + 1}组 {self.groups[at]}")
        for edit in self.edits:
            edit.clear()
        self.again_button.hide()

    def print_sheet(self) -> None:
        """Onto paper; what the printer says stands beside the code."""
        try:
            self._print(self.secret)
        except AppError as error:
            self.notice.set_tone(Tone.LATE)
            self.notice.set_sentence(str(error).replace("，或者先点“保存”存成 PDF", "，或者抄在纸上"))
        else:
            self.notice.set_tone(Tone.DONE)
            self.notice.set_sentence("已送打印机。请核对纸上的数字清楚完整，再看着纸回答下面两组。")

    def is_on_paper(self) -> bool:
        """Whether both groups were typed as they stand; what is wrong is told under its field."""
        for place, edit, field in zip(self.asked, self.edits, self.fields, strict=True):
            field.set_problem(self._problem(place, edit.text()))
        wrong = [field for field in self.fields if field.problem()]
        if wrong:
            wrong[0].editor.setFocus()
        return not wrong

    def _problem(self, place: int, typed: str) -> str:
        if problem := group_problem(place, typed):
            return problem
        same = split_groups(typed)[0] == self.groups[place - 1]
        return "" if same else f"与恢复码的第{place}组不一致，请看清是第几组"

    def _build(self) -> None:
        card = Card()
        head = QHBoxLayout()
        head.addWidget(PlainLabel(f"恢复码　编号 {code_number(self.secret)}", soft=True), 1)
        head.addWidget(self.again_button)
        head.addWidget(self.print_button)
        card.column.addLayout(head)
        grid = QGridLayout()
        grid.setHorizontalSpacing(space(4))
        grid.setVerticalSpacing(space(2))
        for at in range(GROUPS):
            label = _whole("", Type.LEAD)
            self._digits.append(label)
            number = _whole(f"第{at + 1}组", Type.CAPTION)
            grid.addWidget(number, 2 * (at // ACROSS), at % ACROSS)
            grid.addWidget(label, 2 * (at // ACROSS) + 1, at % ACROSS)
        card.column.addLayout(grid)
        answers = QHBoxLayout()
        answers.setSpacing(space(4))
        for field in self.fields:
            answers.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        for edit in self.edits:
            edit.textEdited.connect(self.conceal)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(4))
        column.addWidget(card)
        column.addWidget(self.notice)
        column.addLayout(answers)


def _whole(text: str, size: Type) -> PlainLabel:
    """A label in the middle of its place that is never pressed flat: half a digit is a wrong digit."""
    label = PlainLabel(text, size, strong=size is Type.LEAD)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    return label


class RecoveryStep(Step):
    """Set-up goes on only when the code is on paper."""

    def __init__(self, print_code: Callable[[bytes], None]) -> None:
        super().__init__("恢复码", "恢复码", ABOUT)
        self.part = RecoveryPart(print_code)
        self.column.addWidget(self.part)

    def is_complete(self) -> bool:
        return self.part.is_on_paper()

    def enter(self) -> None:
        """To the printer first; the two groups are read from the paper afterwards."""
        self.part.print_button.setFocus()
