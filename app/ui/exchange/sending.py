"""The long jobs of the page: writing a bundle to a stick, taking a file from one, drawing the own sheet."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.core.exchange import Order
from app.core.periods import Period
from app.services.exchange import Exchange, Prospect, Taken, Written
from app.ui.context import Context
from app.ui.long_work import LongWork

NOT_WRITTEN = "已取消，没有写入U盘，本机数据没有变化。"
NOT_TAKEN = "已取消，文件没有接收，本机数据没有变化。"


class Sending:
    """Does them beside the window; `say` shows a sentence on the page when they were stopped."""

    def __init__(
        self, exchange: Exchange, context: Context, page: QWidget, say: Callable[[str], None]
    ) -> None:
        self._exchange, self._prompts, self._say = exchange, context.prompts, say
        self.work = LongWork(context.tasks, page)

    def export(self, period: Period, folder: Path, order: Order, done: Callable[[Written], None]) -> None:
        self._say("")
        self.work.run(
            f"正在写入{period.name}报送包",
            lambda progress: self._exchange.export(period, folder, order, progress=progress),
            done, self._prompts.show_error, lambda: self._say(NOT_WRITTEN),
        )  # fmt: skip

    def look(self, period: Period, done: Callable[[Prospect], None]) -> None:
        """Count what would go."""
        self.work.run(
            f"正在清点{period.name}要报送的内容",
            lambda progress: self._exchange.prospect(period, progress=progress),
            done, self._prompts.show_error, lambda: self._say(NOT_WRITTEN),
        )  # fmt: skip

    def sheet(self, done: Callable[[bytes], None]) -> None:
        """Draw 公钥登记表, whose two codes take their time."""
        self.work.run(
            "正在生成公钥登记表", lambda _progress: self._exchange.enrolment_sheet(), done, self._prompts.show_error, lambda: None,
        )  # fmt: skip

    def take(self, path: Path, done: Callable[[Taken], None], *, agreed: bool = False) -> None:
        self._say("")
        self.work.run(
            f"正在读取“{path.name}”",
            lambda progress: self._exchange.take(path, agreed=agreed, progress=progress),
            done, self._prompts.show_error, lambda: self._say(NOT_TAKEN),
        )  # fmt: skip
