"""A help page on the screen. The one place that reads Markdown, and it reads ours alone.

What a petitioner or clerk wrote never comes here: only the keys of shipped pages are taken, no text.
Pictures and links that are not ours are refused, so nothing outside is ever read.
"""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, QUrl, Signal
from PySide6.QtGui import (
    QImage,
    QResizeEvent,
    QShowEvent,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextFragment,
)
from PySide6.QtWidgets import QHBoxLayout, QTextBrowser, QVBoxLayout, QWidget

from app.ui.help.pages import CONTENTS, help_page, key_of, picture_of
from app.ui.theme import Theme, Type, space
from app.ui.widgets.buttons import link
from app.ui.widgets.plain import PlainLabel

LINE_HEIGHT = 145  # per cent: reading text
_SIZES = {1: Type.TITLE, 2: Type.LEAD}


class HelpText(QTextBrowser):
    """The text of one page.

    Signals:
        page_wanted: A link to another page of ours was followed; carries its key.
        picture_wanted: A picture of ours was clicked, to be seen large; carries its address.
    """

    page_wanted, picture_wanted = Signal(str), Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setOpenLinks(False)
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self.document().setDocumentMargin(0)
        self.anchorClicked.connect(self._follow)
        self._aim: Callable[[], int] | None = None
        self.verticalScrollBar().rangeChanged.connect(self._aim_anew)
        self.verticalScrollBar().actionTriggered.connect(self._let_go)

    def show_key(self, key: str, section: str = "", place: int = 0) -> None:
        """A page of ours, scrolled to its section if it has one of that name, else to `place`."""
        page = help_page(key)
        self.document().setDefaultFont(self._theme.face())
        self.setMarkdown(page.text)
        self.document().setIndentWidth(space(6))
        self.setAccessibleName(f"帮助：{page.title}")
        self._dress()
        self._aim = (lambda: self._top_of(section)) if section else (lambda: place)
        self._aim_anew()

    def loadResource(self, kind: int, name: QUrl | str) -> object:  # noqa: ARG002 - Qt names it
        """Nothing is read but the page itself and the pictures we ship."""
        path = picture_of(name.toString() if isinstance(name, QUrl) else name)
        return QImage(str(path)) if path else None

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self, self._aim_anew)  # Qt turns to the cursor when a text is first shown

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_pictures()

    def _follow(self, address: QUrl) -> None:
        words = address.toString()
        if key := key_of(words):
            self.page_wanted.emit(key)
        elif picture_of(words):
            self.picture_wanted.emit(words)

    def _dress(self) -> None:
        """Our sizes and spaces in place of the reader's own."""
        block = self.document().begin()
        while block.isValid():
            self._dress_block(block)
            block = block.next()
        self._fit_pictures()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _fit_pictures(self) -> None:
        """As wide as the sheet, never wider than they were taken."""
        block = self.document().begin()
        while block.isValid():
            self._fit_pictures_of(block)
            block = block.next()

    def _fit_pictures_of(self, block: QTextBlock) -> None:
        room = self.viewport().width() - round(block.blockFormat().indent() * self.document().indentWidth())
        for fragment in _fragments(block):
            shape = fragment.charFormat().toImageFormat()
            path = picture_of(shape.name()) if shape.isValid() else None
            if path is None:
                continue
            size = QImage(str(path)).size()
            shape.setWidth(min(room - space(2), size.width()))
            shape.setHeight(shape.width() * size.height() / max(size.width(), 1))
            cursor = QTextCursor(block)
            cursor.setPosition(fragment.position())
            cursor.setPosition(fragment.position() + fragment.length(), QTextCursor.MoveMode.KeepAnchor)
            cursor.setCharFormat(shape)

    def _dress_block(self, block: QTextBlock) -> None:
        cursor, shape, level = QTextCursor(block), block.blockFormat(), block.blockFormat().headingLevel()
        pictured = any(fragment.charFormat().isImageFormat() for fragment in _fragments(block))
        shape.setLineHeight(100 if pictured else LINE_HEIGHT, 1)
        shape.setTopMargin(space(3) if level == 2 else 0)
        shape.setBottomMargin(0 if level else space(1))
        cursor.setBlockFormat(shape)
        if level:
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
            letters = QTextCharFormat()
            letters.setFont(self._theme.face(_SIZES.get(level, Type.BODY), strong=True))
            letters.setForeground(self._theme.colour("ink"))
            cursor.setCharFormat(letters)

    def _aim_anew(self) -> None:
        """Where the page was opened, as long as the sheet still finds its shape and nobody has turned the text."""
        if self._aim:
            self.verticalScrollBar().setValue(self._aim())

    def _let_go(self) -> None:
        self._aim = None

    def _top_of(self, section: str) -> int:
        block = self.document().begin()
        while block.isValid():
            if block.blockFormat().headingLevel() == 2 and block.text() == section:
                return round(self.document().documentLayout().blockBoundingRect(block).top())
            block = block.next()
        return 0


def _fragments(block: QTextBlock) -> list[QTextFragment]:
    found, at = [], block.begin()
    while not at.atEnd():
        found.append(at.fragment())
        at += 1
    return found


class HelpSheet(QWidget):
    """What the panel holds: the way back, the contents, and the text.

    Signals:
        picture_wanted: A picture is to be seen large; carries its address.
    """

    picture_wanted = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme, self._way = theme, list[str]()
        self.text = HelpText(theme)
        self.back_link = link("后退", icon_name="back")
        self.contents_link = link("目录", icon_name="help")
        self.back_link.clicked.connect(self.go_back)
        self.contents_link.clicked.connect(lambda: self.open_page(CONTENTS))
        self.text.page_wanted.connect(self.open_page)
        self.text.picture_wanted.connect(self.picture_wanted)
        theme.changed.connect(self._draw_anew)
        head = QHBoxLayout()
        head.setSpacing(space(2))
        head.addWidget(self.contents_link)
        head.addWidget(self.back_link)
        head.addStretch(1)
        head.addWidget(PlainLabel("点图放大　F1 打开　Esc 关闭", Type.CAPTION, soft=True))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(2))
        column.addLayout(head)
        column.addWidget(self.text, 1)

    def place(self) -> int:
        """How far down the text is."""
        return self.text.verticalScrollBar().value()

    def open_page(self, key: str, section: str = "", place: int = 0) -> None:
        """Another page; the one before is kept for the way back."""
        self._way.append(key)
        self.text.show_key(key, section, place)
        self.back_link.setVisible(len(self._way) > 1)

    def key(self) -> str:
        """Which page is shown."""
        return self._way[-1] if self._way else ""

    def go_back(self) -> None:
        """The page before."""
        if len(self._way) > 1:
            self._way.pop()
            self.text.show_key(self._way[-1])
            self.back_link.setVisible(len(self._way) > 1)
            self.text.setFocus()

    def _draw_anew(self) -> None:
        if self._way:
            self.text.show_key(self._way[-1])
