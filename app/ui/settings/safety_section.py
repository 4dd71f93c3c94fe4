"""Copies of the register and proofs that it is whole."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.services.progress import Progress, unheard
from app.ui.context import Context
from app.ui.long_work import LongWork
from app.ui.theme import Tone, space
from app.ui.widgets.buttons import primary, quiet
from app.ui.widgets.card import Card, Notice
from app.ui.widgets.plain import PlainLabel

NOT_COPIED = "已取消，没有做成备份，已有的备份没有动。"
NOT_VERIFIED = "已取消核验，数据没有变化。"


class Report(Protocol):
    """What a check found."""

    @property
    def ok(self) -> bool: ...

    @property
    def lines(self) -> Sequence[str]: ...


class SafetyService(Protocol):
    """What is asked of the register here; `shortfall` is what the last copy could not carry."""

    shortfall: tuple[str, ...]

    def backup(self, folder: Path | None = None, *, progress: Progress = unheard) -> Path: ...

    def verify(self, *, full: bool = False, progress: Progress = unheard) -> Report: ...


class SafetySection(QWidget):
    """Backs up and verifies; both can be stopped and then leave everything as it was.

    Signals:
        backed_up: A copy was made and checked.
    """

    backed_up = Signal()

    def __init__(self, safety: SafetyService, context: Context) -> None:
        super().__init__()
        self._safety, self._context = safety, context
        self.work = LongWork(context.tasks, self)
        self._notice = Notice("", Tone.DONE)
        self._notice.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(4))
        for widget in (self._notice, self._copies(), self._proofs()):
            column.addWidget(widget)
        column.addStretch(1)

    def backup_here(self) -> None:
        self._back_up(None)

    def backup_elsewhere(self) -> None:
        folder = self._context.prompts.choose_folder("选择U盘或文件夹")
        if folder:
            self._back_up(folder)

    def verify(self, *, full: bool = False) -> None:
        """Check the chain and the file; with `full` rebuild every table from the journal and compare."""
        self._say("", Tone.ACTION)
        self.work.run(
            "正在全面核验" if full else "正在核验",
            lambda progress: self._safety.verify(full=full, progress=progress),
            self._on_verified, self._context.prompts.show_error, lambda: self._say(NOT_VERIFIED, Tone.SOON),
        )  # fmt: skip

    def _back_up(self, folder: Path | None) -> None:
        self._say("", Tone.ACTION)
        self.work.run(
            "正在备份并核对",
            lambda progress: self._safety.backup(folder, progress=progress),
            self._on_copied, self._context.prompts.show_error, lambda: self._say(NOT_COPIED, Tone.SOON),
        )  # fmt: skip

    def _on_copied(self, path: Path) -> None:
        short = self._safety.shortfall
        self._say("\n".join([f"备份已做好并核对通过：{path}", *short]), Tone.SOON if short else Tone.DONE)
        self.backed_up.emit()

    def _on_verified(self, report: Report) -> None:
        head = "数据完好。" if report.ok else "核验发现问题，请不要继续登记，先备份并联系维护人员。"
        self._say("\n".join([head, *report.lines]), Tone.DONE if report.ok else Tone.LATE)

    def _say(self, sentence: str, tone: Tone) -> None:
        self._notice.set_tone(tone)
        self._notice.set_sentence(sentence)

    def _copies(self) -> Card:
        self.backup_button = primary("立即备份", icon_name="backup")
        self.elsewhere_button = quiet("备份到U盘", icon_name="usb")
        self.backup_button.clicked.connect(self.backup_here)
        self.elsewhere_button.clicked.connect(self.backup_elsewhere)
        about = "备份仍是加密的，每一份做好后都会重新打开核对。请每周复制一份到U盘，与电脑分开保管。"
        return _card("备份", about, self.backup_button, self.elsewhere_button)

    def _proofs(self) -> Card:
        self.verify_button = quiet("核验数据", icon_name="shield")
        self.full_button = quiet("全面核验", icon_name="refresh")
        self.verify_button.clicked.connect(lambda: self.verify())
        self.full_button.clicked.connect(lambda: self.verify(full=True))
        about = "核验检查数据文件和记录链是否完整；全面核验由记录链重新算出全部表格逐行比对，用时较长。"
        return _card("核验", about, self.verify_button, self.full_button)


def _card(title: str, about: str, *buttons: QWidget) -> Card:
    card = Card(title)
    card.column.addWidget(PlainLabel(about, soft=True, wrap=True))
    row = QHBoxLayout()
    row.setSpacing(space(3))
    for button in buttons:
        row.addWidget(button)
    row.addStretch(1)
    card.column.addLayout(row)
    return card
