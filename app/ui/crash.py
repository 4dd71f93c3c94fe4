"""The last resort: our own mistake, told once, in words, with a report that holds no one's data.

Every command is one transaction, so whatever broke left nothing half done. The report names
places in the program, never values: messages of exceptions may quote what a petitioner wrote.
"""

import platform
import sys
import threading
import traceback
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QObject, Signal, qVersion
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from app import __version__
from app.errors import DamageError, NoRightError, ServerAwayError
from app.services.crash_reports import place_of
from app.ui.prompts import PlainMessage
from app.ui.widgets.buttons import primary, quiet

SENTENCE = "程序出现了一个意外错误。已保存的内容都完整；刚才那一步没有保存，请再做一次。"
DETAIL = (
    "如果总是这样，请把下面的报告交给维护人员。报告里没有信访人和事项的内容；关闭后留在本机，以后也能取出。"
)


def _kept_nowhere(_text: str) -> int:
    return 0


class CrashWindow(QObject):
    """One window for all mistakes while it is open; the report is shown first and kept when it closes.

    `keep` puts a report away and says its number.
    """

    _told, _away = Signal(str), Signal(str)  # from any thread

    def __init__(
        self, parent: Callable[[], QWidget | None], keep: Callable[[str], int] = _kept_nowhere
    ) -> None:
        super().__init__()
        self._parent, self._keep = parent, keep
        self._message: PlainMessage | None = None  # a window nobody holds would vanish at once
        self._box: QPlainTextEdit | None = None
        self._told.connect(self.show_report)
        self._away.connect(self.show_away)

    def install(self) -> None:
        """Take every exception nobody handled, from all threads."""
        sys.excepthook = self.on_exception
        threading.excepthook = self._on_thread_exception

    def on_exception(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Tell of a mistake; a slot that raised has ended, and the program goes on.

        A damaged register is no mistake of ours: `DamageWatch` asks about it, and nobody asks twice. Nor is a
        server that does not answer, or lets its user only look: that is said in its own sentence.
        """
        if issubclass(kind, KeyboardInterrupt):
            return
        if issubclass(kind, ServerAwayError | NoRightError):
            self._away.emit(str(error))
            return
        text = report(error, trace)
        sys.stderr.write(text)
        if not issubclass(kind, DamageError):
            self._told.emit(text)

    def show_away(self, sentence: str) -> None:
        """The server's trouble, once until it is read; nothing to report."""
        if self._message is not None:
            return
        self._message = message = PlainMessage(self._parent(), "县局数据在服务器上", sentence, "")
        message.offer(primary("知道了"), message.accept, default=True)
        message.finished.connect(self._on_away_read)
        message.open()

    def _on_away_read(self) -> None:
        self._message = None

    def show_report(self, text: str) -> None:
        """Show one report, in the window that is open if there is one."""
        if self._box is not None:
            if text not in self._box.toPlainText():
                self._box.appendPlainText(text)
            return
        self._message = message = PlainMessage(self._parent(), "意外错误", SENTENCE, DETAIL)
        self._box = box = QPlainTextEdit(text)
        box.setReadOnly(True)
        box.setAccessibleName("错误报告")
        message.put(box)
        copy = quiet("复制报告")
        message.offer(copy, lambda: QApplication.clipboard().setText(box.toPlainText()))
        message.offer(quiet("退出程序"), self._on_quit)
        message.offer(primary("继续"), message.accept, default=True)
        message.finished.connect(self._on_closed)
        message.open()

    def _on_quit(self) -> None:
        if self._message:
            self._message.accept()
        QApplication.quit()

    def _on_closed(self) -> None:
        if self._box is not None:
            self._keep(self._box.toPlainText())
        self._message = self._box = None

    def _on_thread_exception(self, caught: threading.ExceptHookArgs) -> None:
        if caught.exc_value is not None:
            self.on_exception(caught.exc_type, caught.exc_value, caught.exc_traceback)


def report(error: BaseException, trace: TracebackType | None) -> str:
    """Versions, the kind of error and the places it went through; no values."""
    lines = [f"Petition Desk {__version__} · Python {platform.python_version()} · Qt {qVersion()}"]
    lines += [platform.platform(), type(error).__name__]
    lines += [
        f"  {place_of(frame.filename)}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)
    ]
    return "\n".join(lines) + "\n"
