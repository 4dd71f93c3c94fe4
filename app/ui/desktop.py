"""Files and printers of this PC, behind a Protocol so that tests print on nothing.

Printing (platform.md §2): on Linux `lp` sends the PDF itself, fonts and lines kept; otherwise
each page is drawn at 300 dpi through the system's printer. No dialog: the printer is chosen once,
in the settings.
"""

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QBuffer, QByteArray, QMarginsF, QSize, QUrl
from PySide6.QtGui import QDesktopServices, QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from app.errors import PaperError

DPI = 300
NO_PRINTER = "这台电脑没有可用的打印机，没有打印。请接好打印机再试，或者先点“保存”存成 PDF。"


class Desktop(Protocol):
    """What the PC around the program can do."""

    def open_file(self, path: Path) -> None: ...

    def show_folder(self, path: Path) -> None: ...

    def printers(self) -> tuple[str, ...]: ...

    def print_pdf(self, pdf: bytes, title: str) -> str:
        """Print and return the printer's name; raises `PaperError` with a sentence when it cannot."""


class QtDesktop:
    """The real PC. `printer` is the name chosen in the settings, empty for the system's own."""

    def __init__(self, printer: str = "") -> None:
        self.printer = printer

    def open_file(self, path: Path) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def show_folder(self, path: Path) -> None:
        self.open_file(path if path.is_dir() else path.parent)

    def printers(self) -> tuple[str, ...]:
        return tuple(QPrinterInfo.availablePrinterNames())

    def print_pdf(self, pdf: bytes, title: str) -> str:
        printer = self._chosen()
        if sys.platform.startswith("linux") and (command := shutil.which("lp")):
            _send(command, printer, pdf, title)
        else:
            _draw(printer, pdf, title)
        return printer

    def _chosen(self) -> str:
        there = self.printers()
        wanted = self.printer or QPrinterInfo.defaultPrinterName()
        if not there:
            raise PaperError(NO_PRINTER)
        if self.printer and self.printer not in there:
            raise PaperError(f"找不到打印机“{self.printer}”，没有打印。请在“设置”里另选一台打印机。")
        return wanted or there[0]


def _send(command: str, printer: str, pdf: bytes, title: str) -> None:
    arguments = [command, "-d", printer, "-t", title, "-o", "media=A4", "-"]
    try:
        sent = subprocess.run(arguments, input=pdf, capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        raise PaperError(f"打印机“{printer}”没有回应，没有打印。请检查打印机后再试。") from None
    if sent.returncode:
        raise PaperError(f"打印机“{printer}”没有接收，没有打印。请检查打印机后再试，或者先保存成 PDF。")


def _draw(name: str, pdf: bytes, title: str) -> None:
    document, _buffer = load_pdf(pdf)
    printer = QPrinter(QPrinterInfo.printerInfo(name), QPrinter.PrinterMode.HighResolution)
    printer.setResolution(DPI)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setFullPage(True)
    printer.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Point)
    printer.setDocName(title)
    painter = QPainter()
    if not painter.begin(printer):
        raise PaperError(f"打印机“{name}”没有准备好，没有打印。请检查打印机后再试，或者先保存成 PDF。")
    for page in range(document.pageCount()):
        if page:
            printer.newPage()
        painter.drawImage(0, 0, document.render(page, _page_pixels(document, page)))
    painter.end()


def _page_pixels(document: QPdfDocument, page: int) -> QSize:
    points = document.pagePointSize(page)
    return QSize(round(points.width() * DPI / 72), round(points.height() * DPI / 72))


def load_pdf(pdf: bytes) -> tuple[QPdfDocument, QBuffer]:
    """The document and the buffer it reads from, which must live as long; raises `PaperError`."""
    buffer = QBuffer()
    buffer.setData(QByteArray(pdf))
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    if document.status() != QPdfDocument.Status.Ready:
        raise PaperError("这份文书打不开，没有打印。请重新生成一次。")
    return document, buffer
