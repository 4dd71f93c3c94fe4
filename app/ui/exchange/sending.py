"""The two long jobs of the page: writing a bundle to a stick, taking a file from one.

Both use the desk's one connection, which belongs to whoever holds it: while a job runs on
the worker the whole window is switched off, so that nothing else reads or writes meanwhile.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QApplication, QWidget

from app.core.periods import Period
from app.errors import AppError
from app.services.exchange import Exchange, Taken, Written
from app.ui.context import Context

T = TypeVar("T")


class Sending:
    """Does a job with the window switched off; `say` shows a sentence on the page meanwhile."""

    def __init__(
        self, exchange: Exchange, context: Context, page: QWidget, say: Callable[[str], None]
    ) -> None:
        self._exchange, self._context, self._page, self._say = exchange, context, page, say

    def export(self, period: Period, folder: Path, done: Callable[[Written], None]) -> None:
        self._work(f"正在写入{period.name}报送包……", lambda: self._exchange.export(period, folder), done)

    def take(self, path: Path, done: Callable[[Taken], None]) -> None:
        self._work(f"正在读取“{path.name}”……", lambda: self._exchange.take(path), done)

    def _work(self, sentence: str, job: Callable[[], T], done: Callable[[T], None]) -> None:
        self._say(sentence)
        before = QApplication.focusWidget()
        self._page.window().setEnabled(False)
        self._context.tasks.run(
            job,
            lambda answer: self._end(before, lambda: done(answer)),
            lambda error: self._failed(before, error),
        )

    def _end(self, before: QWidget | None, then: Callable[[], None]) -> None:
        self._page.window().setEnabled(True)
        if before is not None:
            before.setFocus()
        self._say("")
        then()

    def _failed(self, before: QWidget | None, error: Exception) -> None:
        if not isinstance(error, AppError):
            self._page.window().setEnabled(True)
            raise error
        self._end(before, lambda: self._context.prompts.show_error(str(error)))
