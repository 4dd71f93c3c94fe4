"""Copies of the register and proofs that it is whole."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.errors import AppError
from app.services.backups import Copy
from app.services.progress import Progress, unheard
from app.services.safety import Drill, SafetyStanding
from app.services.sticks import Stick, plugged_in
from app.ui.context import Context
from app.ui.long_work import LongWork
from app.ui.settings.keys_part import KeysPart
from app.ui.spoken import spoken_day
from app.ui.theme import Tone, space
from app.ui.widgets.buttons import primary, quiet
from app.ui.widgets.card import Card, Notice
from app.ui.widgets.lines import Flow, Lines
from app.ui.widgets.plain import PlainLabel

NOT_COPIED = "已取消，没有做成备份，已有的备份没有动。"
NOT_REHEARSED = "已取消演练，数据和备份没有变化。"
ON_STICK = "已写入U盘并读回核对一致，可以拔出"
MARKED = "程序会在U盘上建一个备份文件夹并做上标记，以后插上就认得；U盘上别的文件不动。"
ON_SECOND_DISK = "以后每天自动备份到那里，第一份已写入并读回核对一致"
LET_GO = "已经在那里的备份不动；以后只有本机的备份，请坚持每周备份到U盘。"
ABOUT_PROOFS = (
    "核验检查数据文件和记录链是否完整；全面核验由记录链重新算出全部表格逐行比对，用时较长。"
    "恢复演练任取一份备份在空白处恢复一遍，每周自动做一次。"
)
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

    def backup_to(self, stick: Stick, *, progress: Progress = unheard) -> Path: ...

    def sticks(self) -> tuple[Stick, ...]: ...

    def prepare_stick(self, root: Path) -> Stick: ...

    def choose_second_disk(self, root: Path, *, progress: Progress = unheard) -> Path: ...

    def forget_second_disk(self) -> None: ...

    def copies(self) -> Sequence[Copy]: ...

    def drill(self, *, progress: Progress = unheard) -> Drill | None: ...

    def standing(self) -> SafetyStanding: ...

    def verify(self, *, full: bool = False, progress: Progress = unheard) -> Report: ...


class SafetySection(QWidget):
    """Backs up and verifies; both can be stopped and then leave everything as it was.

    Signals:
        backed_up: A copy was made and checked.
    """

    backed_up = Signal()

    def __init__(
        self, safety: SafetyService, context: Context, keys: KeysPart | None = None, *,
        about_proofs: str = ABOUT_PROOFS,
    ) -> None:  # fmt: skip
        super().__init__()
        self._safety, self._context, self.keys = safety, context, keys
        self._about_proofs = about_proofs
        self.work = LongWork(context.tasks, self)
        self._notice = Notice("", Tone.DONE)
        self._notice.hide()
        self.standing = Lines()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(4))
        for widget in (self._notice, self._copies(), self._proofs(), keys):
            if widget:
                column.addWidget(widget)
        column.addStretch(1)
        self.refresh()

    def minimumSizeHint(self) -> QSize:
        """As high as the broken lines are at this width; Qt alone guesses, and cuts the forms below."""
        layout, room = self.layout(), max(self.width() - space(6), 1)  # a bar may still take some of it
        return QSize(0, layout.totalHeightForWidth(room)) if layout else super().sizeHint()

    def refresh(self) -> None:
        """How it stands with the copies now."""
        standing, today = self._safety.standing(), self._context.today()
        self.standing.say(_standing_words(self._safety.copies(), standing, today))
        self.disk_button.setVisible(standing.disk is None or standing.disk.place is None)
        self.forget_button.setVisible(standing.disk is not None)

    def backup_here(self) -> None:
        self._back_up(lambda progress: self._safety.backup(None, progress=progress))

    def backup_elsewhere(self) -> None:
        """Onto a stick of ours; else onto the one that is plugged in, once the clerk says so; else wherever."""
        ours, roots = self._safety.sticks(), plugged_in()
        if ours:
            self._back_up(lambda progress: self._safety.backup_to(ours[0], progress=progress), ON_STICK)
        elif len(roots) == 1 and self._context.prompts.confirm(
            f"把“{roots[0]}”用作备份U盘吗？", "用作备份U盘", detail=MARKED
        ):
            root = roots[0]
            self._back_up(
                lambda progress: self._safety.backup_to(self._safety.prepare_stick(root), progress=progress),
                ON_STICK,
            )
        else:
            folder = self._context.prompts.choose_folder("选择U盘或文件夹")
            if folder:
                self._back_up(lambda progress: self._safety.backup(folder, progress=progress))

    def choose_second_disk(self) -> None:
        """A folder on another disk that takes a copy every day from now on, the first one now."""
        folder = self._context.prompts.choose_folder("选择另一块硬盘上的文件夹")
        if folder:
            self._back_up(
                lambda progress: self._safety.choose_second_disk(folder, progress=progress), ON_SECOND_DISK
            )

    def forget_second_disk(self) -> None:
        """No daily copy there any more, asked once; what lies there stays."""
        if not self._context.prompts.confirm("不再每天备份到第二块硬盘吗？", "不再备份", detail=LET_GO):
            return
        try:
            self._safety.forget_second_disk()
        except AppError as error:
            self._context.prompts.show_error(str(error))
        self.refresh()

    def rehearse(self) -> None:
        """Bring a copy back to life in an empty place and prove all of it."""
        self._notice.say("", Tone.ACTION)
        self.work.run(
            "正在演练恢复", lambda progress: self._safety.drill(progress=progress),
            self._on_rehearsed, self._context.prompts.show_error, lambda: self._notice.say(NOT_REHEARSED, Tone.SOON),
        )  # fmt: skip

    def verify(self, *, full: bool = False) -> None:
        """Check the chain and the file; with `full` rebuild every table from the journal and compare."""
        self._notice.say("", Tone.ACTION)
        self.work.run(
            "正在全面核验" if full else "正在核验",
            lambda progress: self._safety.verify(full=full, progress=progress),
            self._on_verified, self._context.prompts.show_error, lambda: self._notice.say(NOT_VERIFIED, Tone.SOON),
        )  # fmt: skip

    def _back_up(self, make: Callable[[Progress], Path], done: str = "备份已做好并核对通过") -> None:
        self._notice.say("", Tone.ACTION)
        self.work.run(
            "正在备份并核对", make, lambda path: self._on_copied(path, done),
            self._context.prompts.show_error, lambda: self._notice.say(NOT_COPIED, Tone.SOON),
        )  # fmt: skip

    def _on_copied(self, path: Path, done: str) -> None:
        short = self._safety.shortfall
        self._notice.say("\n".join([f"{done}：{path}", *short]), Tone.SOON if short else Tone.DONE)
        self.refresh()
        self.backed_up.emit()

    def _on_rehearsed(self, done: Drill | None) -> None:
        if done is None:
            self._notice.say("还没有可以演练的备份，请先备份。", Tone.SOON)
        elif done.ok:
            self._notice.say(f"恢复演练成功：{done.name}可以完整恢复，逐项核对一致。", Tone.DONE)
        else:
            self._notice.say(f"恢复演练没有通过：{done.sentence}请马上重新备份。", Tone.LATE)
        self.refresh()
        self.backed_up.emit()

    def _on_verified(self, report: Report) -> None:
        head = "数据完好。" if report.ok else "核验发现问题，请不要继续登记，先备份并联系维护人员。"
        self._notice.say("\n".join([head, *report.lines]), Tone.DONE if report.ok else Tone.LATE)

    def _copies(self) -> Card:
        self.backup_button = primary("立即备份", icon_name="backup")
        self.elsewhere_button = quiet("备份到U盘", icon_name="usb")
        self.restore_button = quiet("从备份恢复", icon_name="refresh")
        self.backup_button.clicked.connect(self.backup_here)
        self.elsewhere_button.clicked.connect(self.backup_elsewhere)
        self.restore_button.clicked.connect(lambda: self._context.restore())
        self.disk_button = quiet("每天备份到第二块硬盘…", icon_name="folder")
        self.forget_button = quiet("不再备份到第二块硬盘")
        self.disk_button.clicked.connect(self.choose_second_disk)
        self.forget_button.clicked.connect(self.forget_second_disk)
        about = "备份仍是加密的，每一份做好后都会重新打开核对；本机的备份自动做，U盘的请每周做一次，与电脑分开保管。"
        card = _card(
            "备份", about, self.backup_button, self.elsewhere_button, self.disk_button, self.forget_button, self.restore_button
        )  # fmt: skip
        card.column.addWidget(self.standing)
        return card

    def _proofs(self) -> Card:
        self.verify_button = quiet("核验数据", icon_name="shield")
        self.full_button = quiet("全面核验", icon_name="refresh")
        self.verify_button.clicked.connect(lambda: self.verify())
        self.full_button.clicked.connect(lambda: self.verify(full=True))
        self.drill_button = quiet("恢复演练", icon_name="check")
        self.drill_button.clicked.connect(self.rehearse)
        return _card(
            "核验和演练", self._about_proofs, self.verify_button, self.full_button, self.drill_button
        )


def _standing_words(copies: Sequence[Copy], standing: SafetyStanding, today: date) -> list[str]:
    lines = [f"本机有{len(copies)}份备份。" if copies else "本机还没有备份。"]
    if standing.last_on:
        rest = f"，此后的{standing.counted}还不在U盘上" if standing.entries else ""
        lines.append(f"最近一次备份到U盘：{spoken_day(standing.last_on, today)}{rest}。")
    else:
        lines.append("还没有备份到U盘。")
    if standing.disk:
        lines.append(disk_words(standing, today))
    if drill := standing.drill:
        lines.append(f"上次恢复演练：{spoken_day(drill.on, today)}{'成功' if drill.ok else '没有通过'}。")
    return lines


def disk_words(standing: SafetyStanding, today: date) -> str:
    """Where the daily copy goes and when it last went there; or that the disk is not there."""
    disk = standing.disk
    if disk is None:
        return ""
    if disk.place is None:
        return f"第二块硬盘上的文件夹“{disk.root}”找不到了，每天的备份没有做；请接好硬盘，或者重新选择。"
    last = f"，最近一次：{spoken_day(standing.disk_on, today)}" if standing.disk_on else ""
    return f"每天备份到第二块硬盘：{disk.root}{last}。"


def _card(title: str, about: str, *buttons: QWidget) -> Card:
    card = Card(title)
    card.column.addWidget(PlainLabel(about, soft=True, wrap=True))
    card.column.addWidget(Flow(buttons))
    return card
