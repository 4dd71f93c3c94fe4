"""A paper as it will come out of the printer, with 打印, 保存 and 关闭 above it."""

from pathlib import Path

from PySide6.QtCore import QEvent, QMargins, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.errors import AppError
from app.ui.desktop import Desktop, load_pdf
from app.ui.prompts import PDF, Prompts
from app.ui.theme import space
from app.ui.widgets.buttons import primary, quiet
from app.ui.widgets.plain import PlainLabel


class PdfPreview(QWidget):
    """Shows PDF bytes; nothing is written unless the clerk saves.

    Signals:
        printed: The paper went to a printer; carries the printer's name.
        saved: The paper was saved; carries the path.
        closed: The clerk is done with it.
    """

    printed = Signal(str)
    saved = Signal(str)
    closed = Signal()

    def __init__(self, desktop: Desktop, prompts: Prompts) -> None:
        super().__init__()
        self._desktop, self._prompts = desktop, prompts
        self._pdf, self._title, self._file_name, self._document = b"", "", "", QPdfDocument()
        self._buffer: object = None
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._pages = PlainLabel("", soft=True)
        self.view = QPdfView()
        self.view.setAccessibleName("文书预览")
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setDocumentMargins(QMargins(space(6), space(5), space(6), space(5)))
        self.view.setPageSpacing(space(4))
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head())
        column.addWidget(self.view, 1)
        self._lay_ground()

    def show_pdf(self, title: str, pdf: bytes, file_name: str) -> None:
        """Lay out another paper; raises `PaperError` if the bytes are no PDF.

        Without a file name it may be looked at only: neither printed nor saved.
        """
        document, buffer = load_pdf(pdf)
        self.view.setDocument(document)
        self._document, self._buffer = document, buffer
        self._pdf, self._file_name = pdf, file_name
        self._title = title
        self._pages.setText(f"共{document.pageCount()}页")
        for button in (self.print_button, self.save_button):
            button.setVisible(bool(file_name))
        self.take_focus()

    def take_focus(self) -> None:
        """The keyboard goes to what one does next with this paper."""
        (self.print_button if self._file_name else self.close_button).setFocus()

    def print_paper(self) -> None:
        """Send it to the printer chosen in the settings; the answer goes to `printed`."""
        if not self._file_name:
            return
        try:
            printer = self._desktop.print_pdf(self._pdf, self._title)
        except AppError as error:
            self._prompts.show_error(str(error))
        else:
            self.printed.emit(printer)

    def save_paper(self) -> None:
        """Ask where, and write the PDF there."""
        if not self._file_name:
            return
        path = self._prompts.choose_save_path("保存文书", self._file_name, PDF)
        if path is None:
            return
        try:
            _write(path, self._pdf)
        except OSError:
            self._prompts.show_error(f"“{path}”写不进去，没有保存。请换一个文件夹或U盘再试。")
        else:
            self.saved.emit(str(path))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.ParentChange} and hasattr(self, "view"):
            self._lay_ground()

    def _lay_ground(self) -> None:
        """QPdfView paints its ground in the role Dark, which is a border's colour here."""
        palette = self.view.palette()
        palette.setColor(QPalette.ColorRole.Dark, QApplication.palette().color(QPalette.ColorRole.Button))
        self.view.setPalette(palette)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _head(self) -> QHBoxLayout:
        self.print_button = primary("打印", icon_name="print", tip="Ctrl+P")
        self.save_button = quiet("保存", icon_name="save", tip="Ctrl+S")
        self.close_button = quiet("关闭", tip="Esc")
        self.print_button.clicked.connect(self.print_paper)
        self.save_button.clicked.connect(self.save_paper)
        self.close_button.clicked.connect(self.closed)
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, space(3))
        head.setSpacing(space(2))
        head.addWidget(self._pages)
        head.addStretch(1)
        for button in (self.print_button, self.save_button, self.close_button):
            head.addWidget(button)
        return head


def _write(path: Path, pdf: bytes) -> None:
    """Under another name first, so that a pulled stick leaves no half paper."""
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(pdf)
    part.replace(path)
