"""Copies of the register and proofs that it is whole."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ui.context import Context
from app.ui.theme import Tone, space
from app.ui.widgets.buttons import primary, quiet
from app.ui.widgets.card import Card, Notice
from app.ui.widgets.plain import PlainLabel


class Report(Protocol):
    """What a check found."""

    @property
    def ok(self) -> bool: ...

    @property
    def lines(self) -> Sequence[str]: ...


class SafetyService(Protocol):
    """What is asked of the register here; `shortfall` is what the last copy could not carry."""

    shortfall: tuple[str, ...]

    def backup(self, folder: Path | None = None) -> Path: ...

    def verify(self, *, full: bool = False) -> Report: ...


class SafetySection(QWidget):
    """Backs up and verifies. Meanwhile the whole window waits, because both need the register still.

    Signals:
        backed_up: A copy was made and checked.
    """

    backed_up = Signal()

    def __init__(self, safety: SafetyService, context: Context) -> None:
        super().__init__()
        self._safety, self._context = safety, context
        self._notice = Notice("", Tone.DONE)
        self._notice.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(4))
        for widget in (self._notice, self._copies(), self._proofs()):
            column.addWidget(widget)
        column.addStretch(1)

    def backup_here(self) -> None:
        self._work("正在备份并核对……", lambda: self._safety.backup(None), self._on_copied)

    def backup_elsewhere(self) -> None:
        folder = self._context.prompts.choose_folder("选择U盘或文件夹")
        if folder:
            self._work("正在备份并核对……", lambda: self._safety.backup(folder), self._on_copied)

    def verify(self, *, full: bool = False) -> None:
        """Check the chain and the file; with `full` rebuild every table from the journal and compare."""
        self._work("正在核验……", lambda: self._safety.verify(full=full), self._on_verified)

    def _work(self, sentence: str, job: Callable[[], object], done: Callable[[object], None]) -> None:
        self._say(sentence, Tone.ACTION)
        self.window().setEnabled(False)
        self._context.tasks.run(job, lambda answer: self._end(done, answer), self._on_failed)

    def _end(self, done: Callable[[object], None], answer: object) -> None:
        self.window().setEnabled(True)
        done(answer)

    def _on_copied(self, path: object) -> None:
        short = self._safety.shortfall
        self._say("\n".join([f"备份已做好并核对通过：{path}", *short]), Tone.SOON if short else Tone.DONE)
        self.backed_up.emit()

    def _on_verified(self, report: object) -> None:
        ok, lines = getattr(report, "ok", False), getattr(report, "lines", ())
        head = "数据完好。" if ok else "核验发现问题，请不要继续登记，先备份并联系维护人员。"
        self._say("\n".join([head, *lines]), Tone.DONE if ok else Tone.LATE)

    def _on_failed(self, error: Exception) -> None:
        self.window().setEnabled(True)
        self._say("", Tone.ACTION)
        self._context.prompts.show_error(str(error))

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
