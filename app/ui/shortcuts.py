"""All keys on one sheet, on `?`."""

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QWidget

from app.ui.actions import ACTIONS, keys_shown
from app.ui.theme import space
from app.ui.widgets.card import scrolling
from app.ui.widgets.plain import PlainLabel

HABITS = (
    ("1–5", "登记：信访形式"),
    ("Ctrl+E", "登记：先登记信封"),
    ("F8", "登记：就是以前这件"),
    ("← →、Enter", "时限条：换一个日期、看依据"),
    ("Enter", "到下一项"),
    ("Shift+Enter", "到上一项"),
    ("Tab", "到下一项"),
    ("空格", "按下、勾选"),
)


def shortcuts_sheet(titles: Sequence[str]) -> QWidget:
    """The content of the panel; `titles` are the pages in the rail's order, Alt+1 first."""
    sheet = QWidget()
    grid = QGridLayout(sheet)
    grid.setContentsMargins(0, 0, space(2), 0)
    grid.setHorizontalSpacing(space(4))
    grid.setVerticalSpacing(space(2))
    pages = [(f"Alt+{number}", title) for number, title in enumerate(titles, start=1)]
    own = [(keys_shown(action.shortcut), action.text) for action in ACTIONS if action.shortcut]
    for row, (keys, text) in enumerate([*pages, *own, *HABITS]):
        cap = PlainLabel(keys)
        cap.setProperty("part", "key")
        grid.addWidget(cap, row, 0)
        grid.addWidget(PlainLabel(text), row, 1)
    grid.setColumnStretch(1, 1)
    grid.setRowStretch(grid.rowCount(), 1)
    return scrolling(sheet)
