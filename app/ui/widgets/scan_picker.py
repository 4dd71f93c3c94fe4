"""The newest files of the scanner's folder, to take one by one."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.services.attachments import spoken_size
from app.ui.context import Context
from app.ui.scan_folder import Scan, newest
from app.ui.theme import Type, space
from app.ui.widgets.buttons import link
from app.ui.widgets.plain import PlainLabel
from app.ui.widgets.two_line_list import Line, TwoLineList

MOST_ROWS = 5


class ScanPicker(QWidget):
    """The newest files of the scanner's folder; Enter or a double click takes one.

    Signals:
        picked: Carries the file's path.
        refused: The folder cannot be read; carries the sentence.
    """

    picked = Signal(object)
    refused = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._about = PlainLabel("", Type.CAPTION, wrap=True)
        self.lines = TwoLineList(context.theme, name="扫描文件夹里最新的文件")
        self.other_button, self.again_button = link("换一个文件夹"), link("重新读取", icon_name="refresh")
        self.close_button = link("收起")
        self.lines.opened.connect(lambda key: self.picked.emit(Path(key)))
        self.other_button.clicked.connect(self.choose_folder)
        self.again_button.clicked.connect(self.read)
        self.close_button.clicked.connect(self.hide)
        self._build()

    def toggle(self) -> None:
        """Open or put away; the first time it asks for the folder."""
        if self.isVisible():
            self.hide()
        elif self._context.scans.path() is None:
            self.choose_folder()
        else:
            self.read()

    def choose_folder(self) -> None:
        folder = self._context.prompts.choose_folder("选择扫描仪存放文件的文件夹")
        if folder:
            self._context.scans.choose(folder)
            self.read()

    def read(self) -> None:
        """Read the folder beside the window: it may lie on a slow disk."""
        folder = self._context.scans.path()
        if folder:
            self._context.tasks.run(lambda: newest(folder), self._show, self._fail)

    def _show(self, scans: Sequence[Scan]) -> None:
        folder = self._context.scans.path()
        about = "按 Enter 或双击添加" if scans else "还没有文件，请先扫描"
        self._about.setText(f"{folder}　{about}")
        self.lines.show_lines([_line(scan, self._context.today()) for scan in scans])
        self.lines.setVisible(bool(scans))
        self.show()
        if scans:
            row = self.lines.sizeHintForRow(0)
            self.lines.setFixedHeight(row * min(len(scans), MOST_ROWS) + space(2))
            self.lines.choose_first()
            self.lines.setFocus()

    def _fail(self, error: Exception) -> None:
        if not isinstance(error, OSError):
            raise error
        self.refused.emit("扫描文件夹读不出来，什么也没有改动；请插好U盘，或换一个文件夹。")
        self.lines.show_lines([])
        self._about.setText(f"{self._context.scans.path()}　读不出来")
        self.lines.hide()
        self.show()

    def _build(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(space(2))
        row.addWidget(self._about, 1)
        for button in (self.again_button, self.other_button, self.close_button):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(1))
        column.addLayout(row)
        column.addWidget(self.lines)


def _line(scan: Scan, today: date) -> Line:
    day = "今天" if scan.written.date() == today else f"{scan.written.month}月{scan.written.day}日"
    return Line(str(scan.path), scan.path.name, f"{day} {scan.written:%H:%M}", spoken_size(scan.size))
