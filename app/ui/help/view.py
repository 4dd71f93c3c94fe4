"""A help page on the screen. Markdown is read for it alone (`app.ui.help.dressing`), and only ours.

What a petitioner or clerk wrote never comes here: only the keys of shipped pages are taken, no text.
Pictures and links that are not ours are refused, so nothing outside is ever read.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QImage, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QTextBrowser, QVBoxLayout, QWidget

from app.ui.help.dressing import INDENT, append, blocks, fit_pictures, pieces_of
from app.ui.help.pages import CONTENTS, help_page, key_of, picture_of
from app.ui.theme import Theme, Type, space
from app.ui.turns import AtOnce, Turns, go_through
from app.ui.widgets.buttons import link
from app.ui.widgets.plain import PlainLabel

_FURTHER = "further"


class HelpText(QTextBrowser):
    """The text of one page.

    Signals:
        page_wanted: A link to another page of ours was followed; carries its key.
        picture_wanted: A picture of ours was clicked, to be seen large; carries its address.
    """

    page_wanted, picture_wanted = Signal(str), Signal(str)

    def __init__(self, theme: Theme, turns: Callable[[QObject], Turns]) -> None:
        super().__init__()
        self._theme, self._turns = theme, turns(self)
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
        """A page of ours, scrolled to its section if it has one of that name, else to `place`.

        What is seen first stands at once, the rest comes a section each turn; the place wanted is gone to as
        soon as the text reaches so far.
        """
        page = help_page(key)
        first, *further = pieces_of(page.text)
        self.clear()
        self.document().setDefaultFont(self._theme.face())
        self.document().setIndentWidth(INDENT)
        self.setAccessibleName(f"帮助：{page.title}")
        self._aim = (lambda: self._top_of(section)) if section else (lambda: place)
        self._append(first)
        self._turns.drop(_FURTHER)
        if further:
            go_through(self._turns, _FURTHER, map(self._append, further), self._aim_anew, stretch=0)

    def loadResource(self, kind: int, name: QUrl | str) -> object:  # noqa: ARG002 - Qt names it
        """Nothing is read but the page itself and the pictures we ship."""
        path = picture_of(name.toString() if isinstance(name, QUrl) else name)
        return QImage(str(path)) if path else None

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self, self._aim_anew)  # Qt turns to the cursor when a text is first shown

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for block in blocks(self.document()):
            fit_pictures(block, self.viewport().width())

    def _follow(self, address: QUrl) -> None:
        words = address.toString()
        if key := key_of(words):
            self.page_wanted.emit(key)
        elif picture_of(words):
            self.picture_wanted.emit(words)

    def _append(self, piece: str) -> None:
        append(self.document(), piece, self._theme, self.viewport().width())
        self._aim_anew()

    def _aim_anew(self) -> None:
        """Where the page was opened, as long as the sheet still finds its shape and nobody has turned the text."""
        if self._aim:
            self.verticalScrollBar().setValue(self._aim())

    def _let_go(self) -> None:
        self._aim = None

    def _top_of(self, section: str) -> int:
        for block in blocks(self.document()):
            if block.blockFormat().headingLevel() == 2 and block.text() == section:
                return round(self.document().documentLayout().blockBoundingRect(block).top())
        return 0


class HelpSheet(QWidget):
    """What the panel holds: the way back, the contents, and the text.

    Signals:
        picture_wanted: A picture is to be seen large; carries its address.
    """

    picture_wanted = Signal(str)

    def __init__(self, theme: Theme, turns: Callable[[QObject], Turns] = lambda _sheet: AtOnce()) -> None:
        super().__init__()
        self._theme, self._way = theme, list[str]()
        self.text = HelpText(theme, turns)
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
