"""The bar that asks which day it is (对时), while the PC's clock cannot be believed; work goes on below it."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from app.errors import AppError
from app.services.clock_answers import ClockAnswers, ClockQuestion
from app.ui.changes import Changes
from app.ui.theme import Type, space
from app.ui.widgets.buttons import quiet
from app.ui.widgets.date_edit import DateEdit
from app.ui.widgets.plain import PlainLabel

LOOK_AGAIN = 60_000  # ms: a clock is set while the program runs, too


class ClockBar(QFrame):
    """Shown only while there is a question.

    Signals:
        answered: The clerk said which day it is; everything that shows a day reads again.
    """

    answered = Signal()

    def __init__(self, answers: ClockAnswers, today: Callable[[], date]) -> None:
        super().__init__()
        self._answers = answers
        self.setProperty("part", "question")
        self.setAccessibleName("核对日期")
        self.sentence = PlainLabel("", Type.BODY, wrap=True)
        self.day_edit = DateEdit(today, name="今天是")
        self.day_edit.setFixedWidth(190)
        self.confirm_button = quiet("就是这一天")
        self.confirm_button.clicked.connect(self.confirm)
        row = QHBoxLayout(self)
        row.setContentsMargins(space(6), space(2), space(6), space(2))
        row.setSpacing(space(3))
        row.addWidget(self.sentence, 1)
        row.addWidget(PlainLabel("今天是"))
        row.addWidget(self.day_edit)
        row.addWidget(self.confirm_button)
        watch = QTimer(self)
        watch.timeout.connect(self.refresh)
        watch.start(LOOK_AGAIN)
        self.hide()
        self.refresh()

    def refresh(self) -> None:
        """Ask, or be gone; a day the clerk is typing stays."""
        question = self._answers.question()
        if question and self.isHidden():
            self.day_edit.set_value(_likely(question))
        if question:
            self.sentence.setText(question.sentence)
        self.setVisible(question is not None)

    def confirm(self) -> None:
        """Take the day as the clerk's word; a mistake stands in the bar, and the bar stays."""
        day, problem = self.day_edit.value(), self.day_edit.problem()
        if problem or day is None:
            self.sentence.setText(problem or "请填写今天的日期，例如 11.21。")
            return
        try:
            self._answers.answer(day)
        except AppError as error:
            self.sentence.setText(str(error))
            return
        self.refresh()
        self.answered.emit()


def _likely(question: ClockQuestion) -> date | None:
    """The day to begin with: the last one worked on, or the PC's if it is not years away."""
    later = max(question.pc_day, question.used_day)
    return later if (later - question.used_day).days <= 366 else None


def clock_bar(answers: ClockAnswers, today: Callable[[], date], changes: Changes) -> ClockBar:
    """The bar of a window: an answer may move every deadline."""
    bar = ClockBar(answers, today)
    bar.answered.connect(changes.matters_changed)
    return bar
