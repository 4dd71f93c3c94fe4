"""The line over the first days: nothing is registered yet, and an old register may come in whole."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout

from app.ui.theme import space
from app.ui.widgets.buttons import link
from app.ui.widgets.plain import PlainLabel

SENTENCE = "这里还没有登记过事项。原来有Excel台账的，可以整本搬进来。"


class StartLine(QFrame):
    """还没有登记过事项 · 导入旧台账…. Hidden as soon as there is one."""

    def __init__(self, take: Callable[[], object]) -> None:
        super().__init__()
        self.setProperty("part", "notice")
        self.take_button = link("导入旧台账…")
        self.take_button.clicked.connect(lambda: take())
        row = QHBoxLayout(self)
        row.setContentsMargins(space(3), space(1), space(2), space(1))
        row.addWidget(PlainLabel(SENTENCE))
        row.addWidget(self.take_button)
        row.addStretch(1)
        self.hide()
