"""Long work of a page: how far it is, and the way to stop it.

The register has one connection, which belongs to whoever holds it: while a job runs on the
worker everything in the window is switched off, so that nothing else reads or writes meanwhile.
Only a small sheet in the middle stays alive, with the bar and 取消.
"""

import threading
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget
from shiboken6 import isValid

from app.errors import AppError
from app.services.progress import Progress
from app.ui.tasks import Stopped, Tasks
from app.ui.theme import Tone, clothe, space
from app.ui.widgets.plain import PlainLabel
from app.ui.widgets.progress_line import ProgressLine

T = TypeVar("T")

SHOWN_AFTER = 300  # milliseconds; shorter work is over before anyone could read of it
TOLD = 200  # how often a bar moves at most between its ends
LETTERS = 34  # across the sheet
STOPPING = "正在取消"
NOT_YET = "窗口还不能关：等做完，或者先点“取消”。"


class LongWork(QObject):
    """Does one job at a time for `page`, with the page's window switched off meanwhile."""

    _told = Signal(object, object)  # from the worker; int would end at 2 GiB

    def __init__(self, tasks: Tasks, page: QWidget) -> None:
        super().__init__(page)
        self._tasks, self._page = tasks, page
        self._stop = threading.Event()
        self._closed: _ClosedOff | None = None
        self._told.connect(self._on_told)

    def run(
        self, sentence: str, job: Callable[[Progress], T], done: Callable[[T], None],
        failed: Callable[[str], None], stopped: Callable[[], None],
    ) -> None:  # fmt: skip
        """Do `job` with the function that hears of progress; then one of the other three.

        `failed` gets the sentence of an `AppError`; anything else that is raised is our own fault.
        """
        self._stop.clear()
        self._closed = _ClosedOff(self._page.window(), sentence, self.cancel)

        def fail(error: Exception) -> None:
            self._open()
            if isinstance(error, Stopped):
                stopped()
            elif isinstance(error, AppError):
                failed(str(error))
            else:
                raise error

        def finish(answer: T) -> None:
            self._open()
            done(answer)

        self._tasks.run(lambda: job(self._reporting()), finish, fail)

    def cancel(self) -> None:
        """Stop at the next place where that leaves nothing half done."""
        self._stop.set()
        if self._closed:
            self._closed.show_stopping()

    def is_busy(self) -> bool:
        return self._closed is not None

    def sheet(self) -> "WorkSheet | None":
        """What is shown meanwhile."""
        return self._closed.sheet if self._closed else None

    def _reporting(self) -> Progress:
        """On the worker: tells the window seldom enough, and ends the work when that is wanted."""
        last = -1

        def report(done: int, total: int) -> None:
            nonlocal last
            if self._stop.is_set():
                raise Stopped
            step = done * TOLD // max(total, 1)
            if step != last:
                last = step
                self._told.emit(done, total)

        return report

    def _on_told(self, done: int, total: int) -> None:
        if self._closed and not self._stop.is_set():
            self._closed.sheet.show_progress(done, total)

    def _open(self) -> None:
        if self._closed:
            self._closed.open()
        self._closed = None


class WorkSheet(QFrame):
    """The sheet in the middle of the window; Enter, Space and Esc stop the work.

    Signals:
        cancelled: The clerk wants to stop.
    """

    cancelled = Signal()

    def __init__(self, window: QWidget, sentence: str) -> None:
        super().__init__(window)
        self.setProperty("part", "popup")
        self._window, self._sentence = window, sentence
        self.line = ProgressLine()
        self.line.cancelled.connect(self.cancelled)
        self.not_yet = PlainLabel(NOT_YET, wrap=True, tone=Tone.SOON)
        self.not_yet.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(space(5), space(4), space(5), space(4))
        column.addWidget(self.line)
        column.addWidget(self.not_yet)
        self.show_progress(0, 1)
        clothe(self)
        self.hide()

    def show_progress(self, done: int, total: int) -> None:
        self.line.show_progress(self._sentence, done, total)

    def show_stopping(self) -> None:
        self.line.say(STOPPING)

    def refuse_closing(self) -> None:
        """Why the window does not go away."""
        self.not_yet.show()
        self.place()
        self.show()

    def place(self) -> None:
        """In the middle, wide enough for its sentence."""
        window = self._window
        wide = min(LETTERS * self.fontMetrics().height(), window.width() - space(8))
        self.resize(wide, self.heightForWidth(wide) if self.hasHeightForWidth() else self.sizeHint().height())
        self.move((window.width() - self.width()) // 2, (window.height() - self.height()) // 2)
        self.raise_()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.cancelled.emit()


class _ClosedOff(QObject):
    """A window that takes neither key nor click, nor goes away, until it is opened again."""

    def __init__(self, window: QWidget, sentence: str, cancel: Callable[[], None]) -> None:
        super().__init__(window)
        self._window, self._before = window, window.focusWidget()
        self._parts = [
            part for part in window.children() if isinstance(part, QWidget) and part.isEnabledTo(window)
        ]
        for part in self._parts:
            part.setEnabled(False)
        self.sheet = WorkSheet(window, sentence)
        self.sheet.cancelled.connect(cancel)
        window.installEventFilter(self)
        self._clock = QTimer(self, singleShot=True, interval=SHOWN_AFTER)
        self._clock.timeout.connect(self._show)
        self._clock.start()

    def open(self) -> None:
        """As it was before, the keyboard too; unless the window has gone meanwhile."""
        if not isValid(self):
            return
        self._clock.stop()
        self._window.removeEventFilter(self)
        self.sheet.hide()
        self.sheet.deleteLater()
        for part in self._parts:
            if isValid(part):
                part.setEnabled(True)
        if self._before is not None and isValid(self._before) and self._before.isVisible():
            self._before.setFocus()
        self.deleteLater()

    def show_stopping(self) -> None:
        self.sheet.show_stopping()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Close:
            event.ignore()
            self.sheet.refuse_closing()
            return True
        if event.type() == QEvent.Type.Resize:
            self.sheet.place()
        return False

    def _show(self) -> None:
        self.sheet.place()
        self.sheet.show()
        self.sheet.line.cancel_button.setFocus()
