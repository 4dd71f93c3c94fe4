"""The last resort: our own mistake, told once, in words, with a report that holds no one's data.

Every command is one transaction, so whatever broke left nothing half done. The report names
places in the program, never values: messages of exceptions may quote what a petitioner wrote.
"""

import platform
import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from app import __version__
from app.ui.prompts import PlainMessage
from app.ui.widgets.buttons import primary, quiet

SENTENCE = "程序出现了一个意外错误。已保存的内容都完整；刚才那一步没有保存，请再做一次。"
DETAIL = "如果总是这样，请把下面的报告抄给维护人员。报告里没有信访人和事项的内容。"


class CrashWindow:
    """Shows one window per mistake and none while one is open."""

    def __init__(self, parent: Callable[[], QWidget | None]) -> None:
        self._parent = parent
        self._message: PlainMessage | None = None  # a window nobody holds would vanish at once

    def install(self) -> None:
        """Take every exception nobody handled, from all threads."""
        sys.excepthook = self.on_exception
        threading.excepthook = self._on_thread_exception

    def on_exception(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt) or self._message:
            return
        text = report(error, trace)
        sys.stderr.write(text)
        self._show(text)

    def _show(self, text: str) -> None:
        self._message = message = PlainMessage(self._parent(), "意外错误", SENTENCE, DETAIL)
        box = QPlainTextEdit(text)
        box.setReadOnly(True)
        box.setAccessibleName("错误报告")
        message.put(box)
        copy = quiet("复制报告")
        message.offer(copy, lambda: QApplication.clipboard().setText(text))
        message.offer(quiet("退出程序"), QApplication.quit)
        message.offer(primary("继续"), message.accept, default=True)
        message.finished.connect(self._on_closed)
        message.open()

    def _on_closed(self) -> None:
        self._message = None

    def _on_thread_exception(self, caught: threading.ExceptHookArgs) -> None:
        if caught.exc_value is not None:
            sys.stderr.write(report(caught.exc_value, caught.exc_traceback))


def report(error: BaseException, trace: TracebackType | None) -> str:
    """Versions, the kind of error and the places it went through; no values."""
    lines = [f"Petition Desk {__version__} · Python {platform.python_version()} · Qt {qVersion()}"]
    lines += [platform.platform(), type(error).__name__]
    lines += [
        f"  {_place(frame.filename)}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)
    ]
    return "\n".join(lines) + "\n"


def _place(filename: str) -> str:
    """The end of the path only: what comes before it may hold the user's name."""
    return "/".join(Path(filename).parts[-3:])
