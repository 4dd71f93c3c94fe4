"""The password, asked at start and after a lock. A wrong one costs waiting, more each time."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.core.guessing import wait_after
from app.errors import AppError, WrongPassword
from app.ui.icons import pixmap
from app.ui.tasks import InlineTasks, Tasks
from app.ui.theme import Type, space
from app.ui.widgets.buttons import Button, link, primary
from app.ui.widgets.card import Card
from app.ui.widgets.field import Field
from app.ui.widgets.plain import PictureLabel, PlainLabel

LATER = object()
"""The answer of a try that is still under way, at a server."""

Attempt = Callable[[], Callable[[], object]]
"""A try that takes its time, on any thread; what it answers is done on the window's, and lets in."""


class UnlockPage(QWidget):
    """Asks for the password and tries it with `unlock`, which raises an `AppError` saying what is wrong.

    What costs a guess its time must not hold the window still: `unlock` answers with an `Attempt`, which is
    done by `tasks`. One that answers `LATER` tells by `tell` what came of it, unless the page is gone by then.
    `trouble` may take an error that leads elsewhere; it answers whether it did.

    Signals:
        opened: The password was right.
    """

    opened = Signal()

    def __init__(
        self, title: str, unlock: Callable[[str], object], tasks: Tasks | None = None, *, about: str = ""
    ) -> None:
        super().__init__()
        self._unlock, self._failures, self._seconds_left = unlock, 0, 0
        self._tasks, self._trying, self._left = tasks or InlineTasks(), False, False
        self.trouble: Callable[[AppError], bool] = _nowhere_else
        self._offered: dict[str, Button] = {}
        self.setProperty("ground", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._second = QTimer(self, interval=1000)
        self._second.timeout.connect(self._on_second_passed)
        self.password_edit = QLineEdit()
        self.password_edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.password_edit.returnPressed.connect(self._on_submitted)
        self.field = Field("密码", self.password_edit)
        self.open_button = primary("打开", icon_name="lock")
        self.open_button.clicked.connect(self._on_submitted)
        self._build(title, about)

    def start_anew(self) -> None:
        """An empty field and no old sentence; the count of wrong passwords stays."""
        self.password_edit.clear()
        if not self._seconds_left:
            self.field.set_problem("")

    def begin_with(self, failures: int) -> None:
        """Wrong passwords from before this start count on."""
        self._failures = failures
        self._wait(wait_after(failures))

    def offer(self, words: str, act: Callable[[], None]) -> None:
        """Another way, below the button; each is offered once."""
        if words not in self._offered:
            button = self._offered[words] = link(words)
            button.clicked.connect(lambda: act())
            self._card.column.addWidget(button, 0, Qt.AlignmentFlag.AlignCenter)

    def tell(self, sentence: str, failures: int) -> None:
        """What was wrong with a try that took its time, after so many wrong passwords."""
        self.password_edit.selectAll()
        self.field.set_problem(sentence)
        self.begin_with(failures)

    def enter(self) -> None:
        self.password_edit.setFocus()

    def is_trying(self) -> bool:
        """Whether a password is being tried beside the window."""
        return self._trying

    def leave(self) -> None:
        """The window closes: nothing is opened any more."""
        self._left = True

    def changeEvent(self, event: QEvent) -> None:
        """Locked while long work went on in the window: the keyboard comes when that is over."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.EnabledChange and self.isEnabled() and self.isVisible():
            self.enter()

    def seconds_left(self) -> int:
        """How long the clerk must still wait before the next try."""
        return self._seconds_left

    def _build(self, title: str, about: str) -> None:
        self._card = card = Card(margin=8)
        card.setFixedWidth(space(100))
        card.column.setSpacing(space(4))
        mark = PictureLabel(pixmap("lock", self.palette().link().color().name(), 36))
        head = PlainLabel(title, Type.TITLE, wrap=True)
        note = PlainLabel(about or "内容已隐藏。输入密码继续，刚才填写的都还在。", soft=True, wrap=True)
        for label in (mark, head, note):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            card.column.addWidget(label)
        card.column.addWidget(self.field)
        card.column.addWidget(self.open_button)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(card)
        middle.addStretch(1)
        column = QVBoxLayout(self)
        column.addStretch(2)
        column.addLayout(middle)
        column.addStretch(3)
        QWidget.setTabOrder(self.password_edit, self.open_button)

    def _on_submitted(self) -> None:
        if self._seconds_left or self._trying:
            return
        try:
            answer = self._unlock(self.password_edit.text())
        except AppError as error:
            self._refuse(error)
            return
        if callable(answer):
            self._show_trying(on=True)
            self._tasks.run(answer, self._open_by, self._on_refused)
        elif answer is not LATER:
            self._let_in()

    def _show_trying(self, *, on: bool) -> None:
        """Nothing else may be begun meanwhile; the keyboard comes back to the field."""
        self._trying = on
        self.open_button.set_verb("正在核对" if on else "打开")
        self.setEnabled(not on)

    def _open_by(self, enter: Callable[[], object]) -> None:
        self._show_trying(on=False)
        if self._left:
            return
        try:
            enter()
        except AppError as error:
            self._refuse(error)
        else:
            self._let_in()

    def _on_refused(self, error: Exception) -> None:
        self._show_trying(on=False)
        if not isinstance(error, AppError):
            raise error
        self._refuse(error)

    def _refuse(self, error: AppError) -> None:
        if isinstance(error, WrongPassword):
            self._count_failure(str(error))
        elif not self.trouble(error):
            self.field.set_problem(str(error))

    def _let_in(self) -> None:
        self._failures = 0
        self.start_anew()
        self.opened.emit()

    def _count_failure(self, sentence: str) -> None:
        self._failures += 1
        self.password_edit.selectAll()
        self.field.set_problem(sentence)
        self._wait(wait_after(self._failures))

    def _wait(self, seconds: int) -> None:
        self._seconds_left = seconds
        self.open_button.setEnabled(not seconds)
        self.open_button.set_verb(f"请等{seconds}秒再试" if seconds else "打开")
        if seconds:
            self._second.start()
        else:
            self._second.stop()

    def _on_second_passed(self) -> None:
        self._wait(self._seconds_left - 1)


def _nowhere_else(_error: AppError) -> bool:
    return False
