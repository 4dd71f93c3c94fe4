"""The book as a PDF beside the installer on the stick: whoever has not installed the program yet can read and print it."""

from pathlib import Path

from PySide6.QtCore import QMarginsF, QRectF, QSizeF, Qt, QUrl
from PySide6.QtGui import (
    QFont,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)

from app.ui.manual.pictures import WIDEST
from app.ui.theme import Theme, load_families
from installer.manual import BOOK, MADE, book

DPI, MARGIN, FOOT = 150, 18, 10  # dots, millimetres
BODY, HEADINGS = 10.5, {1: 22.0, 2: 17.0, 3: 13.5, 4: 12.0}
WIDE, HIGH, SCREEN = 0.8, 0.4, 96  # of the page, for a picture; dots of a screen per inch
NEW_PAGE_AT = 2


def write_pdf(path: Path) -> None:
    """Every chapter begins on a page of its own; pages are numbered."""
    load_families()
    writer = QPdfWriter(str(path))
    writer.setTitle("乡镇信访工作台使用手册")
    writer.setResolution(DPI)
    margins = QMarginsF(MARGIN, MARGIN, MARGIN, MARGIN)
    writer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4),
            QPageLayout.Orientation.Portrait,
            margins,
            QPageLayout.Unit.Millimeter,
        )
    )
    _draw(writer, _document(writer, Theme(motion=False).face()))


def _document(writer: QPdfWriter, face: QFont) -> QTextDocument:
    document = QTextDocument()
    document.documentLayout().setPaintDevice(writer)
    face.setPointSizeF(BODY)
    document.setDefaultFont(face)
    document.setBaseUrl(QUrl.fromLocalFile(f"{BOOK.parent}/"))
    document.setMarkdown(
        "\n".join(line for line in book().splitlines() if not line.startswith(("<a id", MADE)))
    )
    document.setPageSize(_room(writer))
    document.setDocumentMargin(0)
    document.setIndentWidth(DPI / 4)
    block = document.begin()
    while block.isValid():
        _dress(document, QTextCursor(block))
        block = block.next()
    return document


def _dress(document: QTextDocument, cursor: QTextCursor) -> None:
    block = cursor.block()
    shape, level = block.blockFormat(), block.blockFormat().headingLevel()
    shape.setBottomMargin(DPI / 20)
    if level:
        shape.setTopMargin(DPI / 10)
    if level == NEW_PAGE_AT:
        shape.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
    pictures = _fit_pictures(document, block)
    shape.setLineHeight(100 if pictures else 135, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    cursor.setBlockFormat(shape)
    if level:
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        letters = QTextCharFormat()
        letters.setFontPointSize(HEADINGS[level])
        letters.setFontWeight(QFont.Weight.Bold)
        cursor.mergeCharFormat(letters)


def _fit_pictures(document: QTextDocument, block: object) -> bool:
    """Every picture at one scale; Qt counts their width in dots of the screen. Says whether the block has one."""
    room, found, at = document.pageSize(), False, block.begin()
    while not at.atEnd():
        fragment = at.fragment()
        at += 1
        if not fragment.charFormat().isImageFormat():
            continue
        found, shape = True, fragment.charFormat().toImageFormat()
        picture = document.resource(QTextDocument.ResourceType.ImageResource.value, QUrl(shape.name()))
        scale = min(WIDE * room.width() / WIDEST, HIGH * room.height() / picture.height()) * SCREEN / DPI
        shape.setWidth(picture.width() * scale)
        shape.setHeight(picture.height() * scale)
        cursor = QTextCursor(block)
        cursor.setPosition(fragment.position())
        cursor.setPosition(fragment.position() + fragment.length(), QTextCursor.MoveMode.KeepAnchor)
        cursor.setCharFormat(shape)
        break  # one picture is a paragraph; what was set ends the walk through its fragments
    return found


def _room(writer: QPdfWriter) -> QSizeF:
    whole = writer.pageLayout().paintRectPixels(DPI)
    return QSizeF(whole.width(), whole.height() - FOOT * DPI / 25.4)


def _draw(writer: QPdfWriter, document: QTextDocument) -> None:
    room, painter = document.pageSize(), QPainter(writer)
    for page in range(document.pageCount()):
        if page:
            writer.newPage()
        painter.save()
        painter.translate(0, -page * room.height())
        document.drawContents(
            painter, QRectF(0, page * room.height(), room.width(), room.height() - 2)
        )  # not the next page's edge
        painter.restore()
        foot = QRectF(0, room.height(), room.width(), FOOT * DPI / 25.4)
        painter.drawText(foot, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom, str(page + 1))
    painter.end()
