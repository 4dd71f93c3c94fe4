"""Files and printers of this PC, behind a Protocol so that tests print on nothing.

Printing (platform.md §2): on Linux the PDF itself goes into the system's queue, fonts and lines
kept; otherwise each page is drawn at 300 dpi through the system's printer. No dialog: the printer is
chosen once, in the settings. A slow printer never stops the window.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QCoreApplication,
    QEventLoop,
    QMarginsF,
    QMetaObject,
    QSize,
    Qt,
    QThread,
    QUrl,
)
from PySide6.QtGui import QDesktopServices, QPageLayout, QPageSize, QPainter

from app.errors import PaperError
from app.ui import print_queue
from app.ui.print_queue import AS_SET, OTHERWISE, Wishes

if TYPE_CHECKING:
    from PySide6.QtPdf import QPdfDocument
    from PySide6.QtPrintSupport import QPrinter

T = TypeVar("T")

DPI = 300
NO_PRINTER = "这台电脑没有可用的打印机，没有打印。请接好打印机再试，或者先点“保存”存成 PDF。"
NO_SERVICE = "这台电脑的打印服务没有运行，没有打印。请重新启动电脑后再试，或者先点“保存”存成 PDF。"


class Desktop(Protocol):
    """What the PC around the program can do; papers are printed by its `wishes` unless others are said."""

    @property
    def wishes(self) -> Wishes: ...

    def open_file(self, path: Path) -> None: ...

    def show_folder(self, path: Path) -> None: ...

    def printers(self) -> tuple[str, ...]: ...

    def print_pdf(self, pdf: bytes, title: str) -> str:
        """Print and return the printer's name; raises `PaperError` with a sentence when it cannot."""

    def print_as(self, pdf: bytes, title: str, wishes: Wishes) -> str:
        """The same, with a number of copies and one or both sides."""


class QtDesktop:
    """The real PC. `printer` is the name chosen in the settings, empty for the system's own."""

    def __init__(self, printer: str = "") -> None:
        self.printer = printer
        self.wishes = AS_SET

    def open_file(self, path: Path) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def show_folder(self, path: Path) -> None:
        self.open_file(path if path.is_dir() else path.parent)

    def printers(self) -> tuple[str, ...]:
        from PySide6.QtPrintSupport import QPrinterInfo  # printing is loaded when there is something to print

        return tuple(QPrinterInfo.availablePrinterNames())

    def print_pdf(self, pdf: bytes, title: str) -> str:
        return self.print_as(pdf, title, self.wishes)

    def print_as(self, pdf: bytes, title: str, wishes: Wishes) -> str:
        printer = self._chosen()
        if print_queue.is_there():
            beside(lambda: print_queue.send(printer, pdf, title, wishes))
        else:
            _draw(printer, pdf, title, wishes)
        return printer

    def _chosen(self) -> str:
        from PySide6.QtPrintSupport import QPrinterInfo

        there = self.printers()
        wanted = self.printer or QPrinterInfo.defaultPrinterName()
        if not there:
            stopped = print_queue.is_there() and not beside(print_queue.is_running)
            raise PaperError(NO_SERVICE if stopped else NO_PRINTER)
        if self.printer and self.printer not in there:
            raise PaperError(
                f"找不到打印机“{self.printer}”，没有打印。请接好它，或者在“设置”里另选一台打印机，也可以先保存成 PDF。"
            )
        return wanted or there[0]


def beside(work: Callable[[], T]) -> T:
    """Do work that may take long on another thread; the window goes on painting, keys and clicks wait."""
    app = QCoreApplication.instance()
    if app is None or QThread.currentThread() != app.thread():
        return work()
    loop = QEventLoop()
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="printing") as pool:
        future = pool.submit(work)
        future.add_done_callback(
            lambda _: QMetaObject.invokeMethod(loop, "quit", Qt.ConnectionType.QueuedConnection)
        )
        if not future.done():
            loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
    return future.result()


def _draw(name: str, pdf: bytes, title: str, wishes: Wishes) -> None:
    document, _buffer = load_pdf(pdf)
    printer = _prepared(name, title, wishes)
    printer.setPageOrientation(_orientation(document, 0))
    painter = QPainter()
    if not painter.begin(printer):
        raise PaperError(f"打印机“{name}”没有准备好，没有打印。请检查打印机后再试，{OTHERWISE}")
    for page in range(document.pageCount()):
        if page:
            printer.setPageOrientation(_orientation(document, page))
            printer.newPage()
        painter.drawImage(0, 0, document.render(page, _page_pixels(document, page)))
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
    painter.end()


def _prepared(name: str, title: str, wishes: Wishes) -> "QPrinter":
    """The system's printer, set to whole pages of A4 at our resolution."""
    from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

    info = QPrinterInfo.printerInfo(name)
    sizes = info.supportedPageSizes()
    if sizes and QPageSize.PageSizeId.A4 not in {size.id() for size in sizes}:
        raise PaperError(f"打印机“{name}”没有A4纸，没有打印。请在打印机里装好A4纸并在系统里选A4，{OTHERWISE}")
    printer = QPrinter(info, QPrinter.PrinterMode.HighResolution)
    printer.setResolution(DPI)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setFullPage(True)
    printer.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Point)
    printer.setDocName(title)
    printer.setCopyCount(wishes.copies)
    if wishes.both_sides is not None:
        both, one = QPrinter.DuplexMode.DuplexLongSide, QPrinter.DuplexMode.DuplexNone
        printer.setDuplex(both if wishes.both_sides else one)
    return printer


def _orientation(document: "QPdfDocument", page: int) -> QPageLayout.Orientation:
    points = document.pagePointSize(page)
    lies = points.width() > points.height()
    return QPageLayout.Orientation.Landscape if lies else QPageLayout.Orientation.Portrait


def _page_pixels(document: "QPdfDocument", page: int) -> QSize:
    points = document.pagePointSize(page)
    return QSize(round(points.width() * DPI / 72), round(points.height() * DPI / 72))


def load_pdf(pdf: bytes) -> "tuple[QPdfDocument, QBuffer]":
    """The document and the buffer it reads from, which must live as long; raises `PaperError`."""
    from PySide6.QtPdf import QPdfDocument

    buffer = QBuffer()
    buffer.setData(QByteArray(pdf))
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    if document.status() != QPdfDocument.Status.Ready:
        raise PaperError("这份文书打不开，没有打印。请重新生成一次。")
    return document, buffer
