"""A piece of the manual as it stands on the screen: our sizes and spaces in place of the reader's own."""

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import (
    QImageReader,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextDocumentFragment,
    QTextFragment,
)

from app.ui.help.pages import picture_of
from app.ui.theme import Theme, Type, space

LINE_HEIGHT = 145  # per cent: reading text
FIRST = 400  # letters: as much as a sheet shows before anybody turns it
INDENT = space(6)
_SIZES = {1: Type.TITLE, 2: Type.LEAD}
_SECTION = re.compile(r"\n(?=## )|\n\n(?=\*\*)")  # never within a list


def pieces_of(text: str) -> list[str]:
    """The sections of a page; the first of them together, as far as one sees at once."""
    first, *further = _SECTION.split(text)
    while further and len(first) + len(further[0]) < FIRST:
        first += f"\n\n{further.pop(0)}"
    return [first, *further]


def append(document: QTextDocument, text: str, theme: Theme, room: int) -> None:
    """Put a piece below what stands there.

    It is dressed before it comes: a document that is shown is laid out again for every change.
    """
    piece = QTextDocument()
    piece.setDefaultFont(document.defaultFont())
    piece.setIndentWidth(INDENT)
    piece.setMarkdown(text)
    for block in blocks(piece):
        _dress(block, theme)
        fit_pictures(block, room)
    first, cursor = piece.begin(), QTextCursor(document)
    cursor.movePosition(QTextCursor.MoveOperation.End)
    cursor.beginEditBlock()
    if document.isEmpty():
        cursor.setBlockFormat(first.blockFormat())
    else:
        cursor.insertBlock(first.blockFormat(), first.charFormat())
    cursor.insertFragment(QTextDocumentFragment(piece))
    cursor.endEditBlock()


def blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def fit_pictures(block: QTextBlock, room: int) -> None:
    """As wide as there is room, never wider than they were taken."""
    wide = room - round(block.blockFormat().indent() * INDENT) - space(2)
    for fragment in fragments(block):
        shape = fragment.charFormat().toImageFormat()
        path = picture_of(shape.name()) if shape.isValid() else None
        if path is None:
            continue
        size = _size_of(path)
        shape.setWidth(min(wide, size.width()))
        shape.setHeight(shape.width() * size.height() / max(size.width(), 1))
        cursor = QTextCursor(block)
        cursor.setPosition(fragment.position())
        cursor.setPosition(fragment.position() + fragment.length(), QTextCursor.MoveMode.KeepAnchor)
        cursor.setCharFormat(shape)


def fragments(block: QTextBlock) -> list[QTextFragment]:
    found, at = [], block.begin()
    while not at.atEnd():
        found.append(at.fragment())
        at += 1
    return found


@lru_cache(maxsize=256)
def _size_of(picture: Path) -> QSize:
    """Read from its head: the picture itself is wanted only where it is seen."""
    return QImageReader(str(picture)).size()


def _dress(block: QTextBlock, theme: Theme) -> None:
    cursor, shape, level = QTextCursor(block), block.blockFormat(), block.blockFormat().headingLevel()
    pictured = any(fragment.charFormat().isImageFormat() for fragment in fragments(block))
    shape.setLineHeight(100 if pictured else LINE_HEIGHT, 1)
    shape.setTopMargin(space(3) if level == 2 else 0)
    shape.setBottomMargin(0 if level else space(1))
    cursor.setBlockFormat(shape)
    if level:
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        letters = QTextCharFormat()
        letters.setFont(theme.face(_SIZES.get(level, Type.BODY), strong=True))
        letters.setForeground(theme.colour("ink"))
        cursor.setCharFormat(letters)
