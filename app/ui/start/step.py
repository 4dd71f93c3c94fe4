"""One page of the assistant: a heading, a sentence, and its questions in one column."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.theme import CONTENT_WIDTH, Type, space
from app.ui.widgets.card import scrolling
from app.ui.widgets.form import Form
from app.ui.widgets.plain import PlainLabel
from app.ui.widgets.side_panel import first_field


class Step(Form):
    """`name` stands in the list at the left, `heading` over the questions."""

    def __init__(self, name: str, heading: str, about: str = "") -> None:
        super().__init__()
        self.name = name
        self.setMaximumWidth(CONTENT_WIDTH)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(space(1), 0, space(4), 0)
        self.column.setSpacing(space(4))
        self._head = _head(heading, about)

    def minimumSizeHint(self) -> QSize:
        """As high as the broken lines are at this width; Qt alone guesses, and cuts the last one off."""
        return QSize(0, self.column.heightForWidth(max(self.width(), 1)))

    def is_complete(self) -> bool:
        """Whether one may go on; what is missing is then shown under its field."""
        return True

    def enter(self) -> None:
        """The page is shown now."""
        first = first_field(self)
        if first:
            first.setFocus()

    def on_page(self) -> QWidget:
        """This step under its heading, on ground that scrolls when the text is large."""
        self.column.addStretch(1)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(4))
        column.addWidget(self._head)
        column.addWidget(scrolling(self), 1)
        return page


def _head(heading: str, about: str) -> QWidget:
    """What the page is for; it stays when the questions scroll away."""
    head = QWidget()
    head.setMaximumWidth(CONTENT_WIDTH)
    column = QVBoxLayout(head)
    column.setContentsMargins(space(1), 0, space(4), 0)
    column.setSpacing(space(2))
    column.addWidget(PlainLabel(heading, Type.TITLE, wrap=True))
    if about:
        column.addWidget(PlainLabel(about, soft=True, wrap=True))
    return head
