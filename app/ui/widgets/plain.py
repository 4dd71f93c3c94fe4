"""Text that is never markup: what a petitioner wrote is shown letter by letter.

The only place that makes a QLabel or sets a tooltip; a name like `<img src=…>` stays a name
(reliability.md §4.5). A test forbids both everywhere else.
"""

import html

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from app.ui.rare import provide_for
from app.ui.theme import Tone, Type


class PlainLabel(QLabel):
    """One text in one of the five sizes, in one tone, never read as HTML."""

    def __init__(
        self,
        text: str = "",
        size: Type = Type.BODY,
        *,
        tone: Tone | None = None,
        strong: bool = False,
        soft: bool = False,
        wrap: bool = False,
    ) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
        self.setWordWrap(wrap)
        # A wrapped text may need more height than its hint says; a single line never does.
        height = QSizePolicy.Policy.Preferred if wrap else QSizePolicy.Policy.Maximum
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, height)
        policy.setHeightForWidth(wrap)
        self.setSizePolicy(policy)
        for name, value in (("type", size.value), ("strong", strong), ("soft", soft)):
            self.setProperty(name, value)
        self.set_tone(tone)

    def setText(self, text: str) -> None:
        provide_for(text)
        super().setText(text)

    def set_tone(self, tone: Tone | None) -> None:
        """Another meaning, another colour; the words must say it too."""
        word = tone.value if tone else ""
        if self.property("tone") != word:
            self.setProperty("tone", word)
            restyle(self)

    def selectable(self) -> "PlainLabel":
        """Let the clerk copy the text with mouse or keyboard."""
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return self


class Badge(PlainLabel):
    """A word on the pale ground of its tone: 超期2天, 今天到期, 已办结."""

    def __init__(self, word: str, tone: Tone) -> None:
        super().__init__(word, Type.CAPTION, tone=tone)
        self.setProperty("badge", True)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)

    def show_word(self, word: str, tone: Tone) -> None:
        self.setText(word)
        self.set_tone(tone)
        self.setVisible(bool(word))


class ElidedLabel(PlainLabel):
    """One line that ends in … where the column ends; the whole text waits in the tooltip."""

    def minimumSizeHint(self) -> QSize:
        return QSize(24, super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        wanted = self.fontMetrics().horizontalAdvance(self._whole) + 4
        return QSize(wanted, super().sizeHint().height())

    def setText(self, text: str) -> None:
        self._whole = " ".join(text.split())
        super().setText(self._whole)
        self.updateGeometry()
        self._elide()

    def whole_text(self) -> str:
        return self._whole

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._elide()

    def _elide(self) -> None:
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width())
        super().setText(shown)
        plain_tooltip(self, self._whole if shown != self._whole else "")


class PictureLabel(QLabel):
    """A picture of ours (an icon, a page); takes no text."""

    def __init__(self, picture: QPixmap | None = None) -> None:
        super().__init__()
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        if picture is not None:
            self.setPixmap(picture)


def plain_tooltip(widget: QWidget, text: str) -> None:
    """A tooltip in which nothing is markup; lines stay lines."""
    safe = html.escape(text).replace("\n", "<br>")
    widget.setToolTip(f"<qt>{safe}</qt>" if text else "")


def plain_caption(text: str) -> str:
    """Text for a button, tab or menu, where a single & would vanish."""
    return text.replace("&", "&&")


def restyle(widget: QWidget) -> None:
    """Let the style sheet see a property that changed; a widget it has not seen yet needs nothing."""
    if not widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        return
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
