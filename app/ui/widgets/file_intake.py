"""The ways a file comes in: chosen, dropped, pasted, or picked from the scanner's folder."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QImage, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.core.attachments import SCAN
from app.ui.attaching import Chosen, Incoming, Pasted
from app.ui.context import Context
from app.ui.theme import Tone, Type, space
from app.ui.widgets.buttons import quiet
from app.ui.widgets.plain import PlainLabel
from app.ui.widgets.scan_picker import ScanPicker

HINT = "也可以把文件拖到这里，或复制文件、图片后按 Ctrl+V"
LET_GO = "松开鼠标就添加"
NOTHING_TO_PASTE = "剪贴板里没有文件或图片，没有添加。"


class FileIntake(QWidget):
    """The buttons and the scanner's list; `take` reads what was dropped or pasted.

    Signals:
        came: Files are to be kept; carries a list of `Incoming`.
        refused: Nothing could be taken; carries the sentence.
    """

    came = Signal(object)
    refused = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.add_button = quiet("添加附件", icon_name="attachment")
        self.scan_button = quiet("从扫描文件夹选取…", icon_name="folder")
        self.hint = PlainLabel(HINT, Type.CAPTION, wrap=True)
        self.scans = ScanPicker(context)
        self.scans.hide()
        self.add_button.clicked.connect(self.choose)
        self.scan_button.clicked.connect(self.scans.toggle)
        self.scans.picked.connect(lambda path: self.came.emit([Chosen(path, SCAN)]))
        self.scans.refused.connect(self.refused)
        self._build()

    def put(self, widget: QWidget) -> None:
        """Something that belongs beside the buttons."""
        self.row.insertWidget(2, widget)

    def choose(self) -> None:
        """Ask for files of this PC."""
        paths = self._context.prompts.choose_open_paths("选择要添加的附件")
        if paths:
            self.came.emit([Chosen(path) for path in paths])

    def paste(self) -> None:
        """Take what is on the clipboard."""
        if not self.take(QApplication.clipboard().mimeData()):
            self.refused.emit(NOTHING_TO_PASTE)

    def take(self, mime: QMimeData) -> bool:
        """Take files or a picture; false if there are none."""
        files = incoming(mime, self._context.today())
        if files:
            self.came.emit(files)
        return bool(files)

    def show_drop(self, over: bool) -> None:
        """Whether something hovers here that can be dropped."""
        self.hint.setText(LET_GO if over else HINT)
        self.hint.set_tone(Tone.ACTION if over else None)

    def _build(self) -> None:
        self.row = QHBoxLayout()
        self.row.setSpacing(space(2))
        self.row.addWidget(self.add_button)
        self.row.addWidget(self.scan_button)
        self.row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(1))
        column.addLayout(self.row)
        column.addWidget(self.hint)
        column.addWidget(self.scans)


def incoming(mime: QMimeData, today: date) -> list[Incoming]:
    """The files in it, or else the picture."""
    paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile() and url.toLocalFile()]
    if paths:
        return [Chosen(path) for path in paths]
    picture = mime.imageData() if mime.hasImage() else None
    if isinstance(picture, QImage) and not picture.isNull():
        return [Pasted(f"粘贴的图片{today:%Y%m%d}.png", picture)]
    return []


class DropGround(QFrame):
    """A ground on which files may be dropped, and pasted wherever the keyboard is in it."""

    def __init__(self, intake: FileIntake) -> None:
        super().__init__()
        self.intake = intake
        self._open = True
        self.setAcceptDrops(True)

    def set_open(self, opened: bool) -> None:
        """Whether files are taken at present."""
        self._open = opened
        self.intake.setVisible(opened)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        mime = event.mimeData()
        if self._open and (mime.hasUrls() or mime.hasImage()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.intake.show_drop(over=True)

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        self.intake.show_drop(over=False)

    def dropEvent(self, event: QDropEvent) -> None:
        self.intake.show_drop(over=False)
        if self._open and self.intake.take(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)  # never moves the clerk's file away
            event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._open and event.matches(QKeySequence.StandardKey.Paste):
            self.intake.paste()
        else:
            super().keyPressEvent(event)
