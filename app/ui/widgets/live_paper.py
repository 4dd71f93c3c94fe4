"""A paper that is drawn anew while somebody writes: a little after the last key, beside the window."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QMargins, Qt, QTimer
from PySide6.QtGui import QPalette
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget
from shiboken6 import isValid

from app.errors import AppError
from app.ui.desktop import load_pdf
from app.ui.tasks import Tasks
from app.ui.theme import Tone, space
from app.ui.widgets.card import Notice

AFTER_THE_LAST_KEY = 300

Drawing = Callable[[], bytes]
Prepare = Callable[[], Drawing]


class LivePaper(QWidget):
    """Shows the last paper that could be drawn; why a later one could not is said above it."""

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self._tasks = tasks
        self._prepare: Prepare | None = None
        self._drawing = False
        self._document = QPdfDocument()
        self._buffer: object = None  # what the document reads from must live as long
        self._soon = QTimer(self, singleShot=True, interval=AFTER_THE_LAST_KEY)
        self._soon.timeout.connect(self.draw_now)
        self.problem = Notice("", Tone.LATE)
        self.problem.hide()
        self.view = PaperView()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(2))
        column.addWidget(self.problem)
        column.addWidget(self.view, 1)

    def draw_soon(self, prepare: Prepare) -> None:
        """Something was written. `prepare` reads on the window's thread, the job it gives does not."""
        self._prepare = prepare
        self._soon.start()

    def draw_now(self) -> None:
        """Without waiting for the next key; while one is being drawn the latest waits its turn."""
        self._soon.stop()
        if self._prepare is None or self._drawing:
            return
        prepare, self._prepare = self._prepare, None
        try:
            drawing = prepare()
        except AppError as error:
            self.problem.set_sentence(str(error))
            return
        self._drawing = True
        self._tasks.run(drawing, self._show, self._fail)

    def page_count(self) -> int:
        return self._document.pageCount()

    def text(self) -> str:
        """What the shown paper says, page after page."""
        pages = range(self._document.pageCount())
        return "".join(self._document.getAllText(page).text() for page in pages)

    def _show(self, pdf: bytes) -> None:
        if not isValid(self):
            return  # the panel was closed meanwhile
        self._drawing = False
        document, buffer = load_pdf(pdf)
        self.view.change_document(document)
        self._document, self._buffer = document, buffer
        self.problem.set_sentence("")
        self.draw_now()

    def _fail(self, error: Exception) -> None:
        if not isinstance(error, AppError):
            raise error
        if isValid(self):
            self._drawing = False
            self.problem.set_sentence(str(error))
            self.draw_now()


class PaperView(QPdfView):
    """The pages on their ground; another paper is shown at the place that was being read."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("文书预览")
        self.setPageMode(QPdfView.PageMode.MultiPage)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setDocumentMargins(QMargins(space(3), space(3), space(3), space(3)))
        self.setPageSpacing(space(3))
        self.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._lay_ground()

    def change_document(self, document: QPdfDocument) -> None:
        place = self.verticalScrollBar().value()
        self.setDocument(document)
        self.verticalScrollBar().setValue(place)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ParentChange:
            self._lay_ground()

    def _lay_ground(self) -> None:
        """QPdfView paints its ground in the role Dark, which is a border's colour here."""
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Dark, QApplication.palette().color(QPalette.ColorRole.Button))
        self.setPalette(palette)
