"""练习的第一天 beside the page: ten things to do, ticked when the register shows them; closed and opened at will."""

from collections.abc import Callable
from functools import partial
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.services.first_day import SUMMARY, TASKS, Task
from app.ui.theme import Tone, Type, space
from app.ui.widgets.buttons import bare, link, primary, quiet
from app.ui.widgets.card import scrolling
from app.ui.widgets.plain import PlainLabel

LETTERS = 19
DONE, ABOUT = "✓", "十件事，在真的窗口里各做一遍，先后随意。做到一件，这里勾一件；随时可以收起，下次接着来。"


class Day(Protocol):
    """What is asked of the register here."""

    def done(self) -> frozenset[str]: ...
    def knows_county(self) -> bool: ...
    def enrol_practice_county(self) -> None: ...


class DayCard(QFrame):
    """The tasks, how the chosen one is done, and the way to its page.

    Signals:
        left: The clerk put the card away.
        reset_wanted: The practice office is to begin anew.
        enrolled: The practice county was enrolled.
    """

    left, reset_wanted, enrolled = Signal(), Signal(), Signal()

    def __init__(self, day: Day, open_page: Callable[[str], object]) -> None:
        super().__init__()
        self._day, self._open_page = day, open_page
        self._chosen = TASKS[0]
        self.setProperty("part", "panel")
        self.setAccessibleName("练习的第一天")
        self.count = PlainLabel("", Type.CAPTION, soft=True)
        self.rows = {task.id: TaskRow(at, task) for at, task in enumerate(TASKS, start=1)}
        self.title, self.how = PlainLabel("", strong=True, wrap=True), PlainLabel("", wrap=True)
        self.go_button, self.county_button = primary("到这一页"), quiet("登记练习用的县局")
        self.summary = PlainLabel(SUMMARY, wrap=True)
        self.close_button, self.reset_button = bare("close", "收起"), link("重置练习")
        self._build()
        self._connect()

    def refresh(self) -> None:
        """Ask the register again; the first task that is not done is the one explained, unless another was chosen."""
        done = self._day.done()
        for name, row in self.rows.items():
            row.tick(done=name in done)
        left = [task for task in TASKS if task.id not in done]
        self.count.setText(f"做过{len(done)}件，还有{len(left)}件" if left else "十件都做过了")
        if left and self._chosen.id in done:
            self._chosen = left[0]
        self._explain(finished=not left)

    def choose(self, task: Task) -> None:
        """How this one is done."""
        self._chosen = task
        self._explain(finished=False)

    def _explain(self, *, finished: bool) -> None:
        task = self._chosen
        self.summary.setVisible(finished)
        for part in (self.title, self.how, self.go_button):
            part.setHidden(finished)
        self.title.setText(task.title)
        self.how.setText(task.how)
        self.go_button.setAccessibleDescription(task.title)
        wanted = task.id == "export" and not finished and not self._day.knows_county()
        self.county_button.setVisible(wanted)

    def _enrol(self) -> None:
        self._day.enrol_practice_county()
        self.enrolled.emit()
        self.refresh()

    def _connect(self) -> None:
        for task in TASKS:
            self.rows[task.id].button.clicked.connect(partial(self._on_row, task))
        self.go_button.clicked.connect(lambda: self._open_page(self._chosen.page))
        self.county_button.clicked.connect(self._enrol)
        self.close_button.clicked.connect(self.left)
        self.reset_button.clicked.connect(self.reset_wanted)

    def _on_row(self, task: Task, _checked: bool = False) -> None:
        self.choose(task)

    def _build(self) -> None:
        self.setFixedWidth(self.fontMetrics().horizontalAdvance("字" * LETTERS) + space(10))
        head = QHBoxLayout()
        head.addWidget(PlainLabel("练习的第一天", Type.TITLE), 1)
        head.addWidget(self.close_button)
        inside = QWidget()
        tasks = QVBoxLayout(inside)
        tasks.setContentsMargins(0, 0, space(2), 0)
        tasks.setSpacing(0)
        tasks.addWidget(PlainLabel(ABOUT, Type.CAPTION, soft=True, wrap=True))
        tasks.addSpacing(space(2))
        for row in self.rows.values():
            tasks.addWidget(row)
        tasks.addSpacing(space(3))
        for part in (self.title, self.how, self.county_button, self.go_button, self.summary):
            tasks.addWidget(part)
            tasks.addSpacing(space(2))
        tasks.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(space(4), space(3), space(2), space(3))
        column.setSpacing(space(2))
        column.addLayout(head)
        column.addWidget(self.count)
        column.addWidget(scrolling(inside), 1)
        column.addWidget(self.reset_button)


class TaskRow(QWidget):
    """A task: its number or its tick, and its words, which explain it when pressed."""

    def __init__(self, number: int, task: Task) -> None:
        super().__init__()
        self._number, self._task = number, task
        self.mark, self.button = PlainLabel(str(number), soft=True), link(task.title)
        self.mark.setFixedWidth(space(5))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(space(1))
        row.addWidget(self.mark)
        row.addWidget(self.button)
        row.addStretch(1)

    def tick(self, *, done: bool) -> None:
        """The tick is said aloud, too."""
        self.mark.setText(DONE if done else str(self._number))
        self.mark.set_tone(Tone.DONE if done else None)
        self.button.setAccessibleName(f"{self._task.title}，{'做过了' if done else '还没有做'}")

    def is_ticked(self) -> bool:
        return self.mark.text() == DONE
