"""内容分类: three suggestions as chips, and the whole tree behind the field."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.core.classification import SEPARATOR
from app.ui.input_method import is_composing
from app.ui.reception.choice_box import ChoiceBox
from app.ui.theme import Theme, space
from app.ui.widgets.chips import Chips
from app.ui.widgets.field import Field
from app.ui.widgets.plain import plain_tooltip

LEVELS_SHOWN = 2


class CategoryBox(ChoiceBox):
    """The field; while it is empty the digits 1 to 3 take a suggestion."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, name="内容分类", placeholder="输入关键词，如“征地”；或按↓看全部")
        self.suggested: tuple[str, ...] = ()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        at = event.key() - Qt.Key.Key_1
        if (
            not (self.text() or is_composing(self))
            and 0 <= at < len(self.suggested)
            and event.text().isdigit()
        ):
            self.choose(self.suggested[at])
        else:
            super().keyPressEvent(event)


class CategoryPart(QWidget):
    """What it is about, always the clerk's choice."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.box = CategoryBox(theme)
        self.field = Field("内容分类", self.box, optional=True)
        self.chips = Chips([], name="建议的内容分类")
        self.chips.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(2))
        column.addWidget(self.field)
        column.addWidget(self.chips)
        self.chips.changed.connect(lambda: self.box.choose(self.chips.value()))
        self.box.textChanged.connect(self._mark)

    def offer(self, suggested: Sequence[tuple[str, str]]) -> None:
        """Other suggestions as (code, path); none hides the row."""
        if self.box.suggested == tuple(code for code, _ in suggested):
            return
        self.box.suggested = tuple(code for code, _ in suggested)
        self.chips.set_options(
            [(code, f"{at} {_short(path)}") for at, (code, path) in enumerate(suggested, start=1)]
        )
        for code, path in suggested:
            plain_tooltip(self.chips.chip(code), f"{path}（从本单位以往登记和分类名称推测，由您选定）")
        self.chips.setVisible(bool(suggested))
        self._mark()

    def tab_chain(self) -> tuple[QWidget, ...]:
        return (self.box, *(self.chips.chip(code) for code in self.box.suggested))

    def _mark(self) -> None:
        self.chips.choose(self.box.key())


def _short(path: str) -> str:
    """The last two levels; the whole of it waits in the tooltip."""
    return SEPARATOR.join(path.split(SEPARATOR)[-LEVELS_SHOWN:])
