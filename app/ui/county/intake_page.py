"""Taking in: choose files or a folder, see what would happen, then let it happen."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.county.desk import CountyDesk, Taken
from app.ui.context import Context
from app.ui.county.words import FILES, FILES_DONE, UNVERIFIED, files_sentence
from app.ui.long_work import LongWork
from app.ui.prompts import BUNDLE
from app.ui.screen import Screen
from app.ui.theme import Tone, Type, space
from app.ui.widgets.buttons import primary, quiet
from app.ui.widgets.card import EmptyState, Notice
from app.ui.widgets.figures_table import Cell, FiguresTable
from app.ui.widgets.plain import PlainLabel

HEADS = ("说明", "结果", "来自", "统计期")
NOT_LOOKED = "已取消，什么也没有写入。"
NOT_ALL = "已停下。停下以前的文件已经收好，其余的没有动；再接收一次就会接着收。"


class IntakePage(Screen):
    """A preview first; nothing is written before 接收 is pressed."""

    def __init__(self, desk: CountyDesk, context: Context) -> None:
        super().__init__()
        self._desk, self._context = desk, context
        self._paths: tuple[Path, ...] = ()
        self.foreseen: tuple[Taken, ...] = ()
        self.notice = Notice("", Tone.ACTION)
        self.notice.hide()
        self.folder_button = quiet("选文件夹", icon_name="folder", tip="里面的报送包全部列出，包括下级文件夹")
        self.files_button = quiet("选文件", icon_name="usb")
        self.take_button = primary("接收")
        self.table = FiguresTable(context.theme, name="报送包")
        self.empty = EmptyState(
            "先选文件夹或文件",
            "接收以前先列出哪些会收下、哪些收过了、哪些不收；这一步什么也不写入",
            icon_name="usb",
        )
        self.work = LongWork(context.tasks, self)
        self._build()
        self.folder_button.clicked.connect(self.choose_folder)
        self.files_button.clicked.connect(self.choose_files)
        self.take_button.clicked.connect(self.take)
        self._show((), FILES, "")

    def enter(self) -> None:
        (self.take_button if self.take_button.isEnabled() else self.folder_button).setFocus()

    def offer(self, path: Path) -> None:
        self.preview((path,))

    def choose_folder(self) -> None:
        folder = self._context.prompts.choose_folder("报送包在哪个文件夹？")
        if folder:
            self.preview((folder,))

    def choose_files(self) -> None:
        paths = self._context.prompts.choose_open_paths("选报送包", BUNDLE)
        if paths:
            self.preview(paths)

    def preview(self, paths: tuple[Path, ...]) -> None:
        """Try the files; what would happen stands in the table."""
        self.work.run(
            "正在核对报送包，还不写入",
            lambda progress: self._desk.preview(paths, progress=progress),
            lambda foreseen: self._on_foreseen(paths, foreseen),
            self._context.prompts.show_error,
            lambda: self.notice.say(NOT_LOOKED, Tone.ACTION),
        )

    def take(self) -> None:
        """Let it happen."""
        paths = self._paths
        self.work.run(
            "正在接收报送包",
            lambda progress: self._desk.take(paths, progress=progress),
            self._on_taken,
            self._context.prompts.show_error,
            self._on_stopped,
        )

    def _on_foreseen(self, paths: tuple[Path, ...], foreseen: tuple[Taken, ...]) -> None:
        self._paths, self.foreseen = paths, foreseen
        said = files_sentence(foreseen) + "还没有写入。" if foreseen else "这里没有报送包（.xfb）。"
        self.notice.say(said, Tone.ACTION)
        fresh = any(file.state in {"accepted", "held"} for file in foreseen)
        self._show(foreseen, FILES, "" if fresh else "没有新的报送包可以接收")
        self.enter()

    def _on_taken(self, taken: tuple[Taken, ...]) -> None:
        self._context.changes.exchange_changed.emit()
        wrong = any(file.state == "refused" or file.waits or file.differences for file in taken)
        self.notice.say("已接收。" + files_sentence(taken), Tone.SOON if wrong else Tone.DONE)
        self._show(taken, FILES_DONE, "这些已经接收过了")
        self.enter()

    def _on_stopped(self) -> None:
        self._context.changes.exchange_changed.emit()
        self.notice.say(NOT_ALL, Tone.SOON)

    def _show(
        self, files: Sequence[Taken], words: Mapping[str, tuple[str, Tone | None]], reason: str
    ) -> None:
        rows = [
            _row(file, *(UNVERIFIED if file.waits else words[file.state])) for file in _pressing_first(files)
        ]
        self.table.show_table(HEADS, rows)
        self.table.setVisible(bool(files))
        self.empty.setVisible(not files)
        self.take_button.set_allowed(bool(files) and not reason, reason or "先选文件夹或文件")

    def _build(self) -> None:
        self.setProperty("ground", "page")
        head = QHBoxLayout()
        head.addWidget(PlainLabel("接收报送包", Type.TITLE), 1)
        for button in (self.folder_button, self.files_button, self.take_button):
            head.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(space(5), space(4), space(5), space(4))
        column.setSpacing(space(3))
        column.addLayout(head)
        column.addWidget(self.notice)
        column.addWidget(self.table, 1)
        column.addWidget(self.empty, 1)


def _pressing_first(files: Sequence[Taken]) -> list[Taken]:
    """What somebody must look at stands on top, what has been here before at the end."""
    order = ("refused", "held", "accepted", "duplicate")
    return sorted(files, key=lambda file: (order.index(file.state), not file.differences))


def _row(file: Taken, word: str, tone: Tone | None) -> list[Cell]:
    """Whose it is; of a file that nobody could read its name."""
    period = f"{file.period}　第{file.sequence}号" if file.sequence else ""
    return [
        Cell(file.sentence),
        Cell(word, strong=True, tone=tone),
        Cell(file.name or file.file),
        Cell(period),
    ]
