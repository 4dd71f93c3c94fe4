"""F1 in the window before the desk: set-up, the password, the way back from a copy."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMainWindow

from app.ui.theme import Theme

if TYPE_CHECKING:
    from app.ui.help.guide import Shelf


def help_before_the_desk(window: QMainWindow, theme: Theme) -> None:
    """The page that fits on F1; its sheet is made when it is first asked for."""
    shelves: list[Shelf] = []

    def show() -> None:
        from app.ui.help.topics import start_page

        if not shelves:
            shelves.append(_shelf(window, theme))
        if not shelves[0].is_open():
            shelves[0].show_page(start_page(window.centralWidget()))

    QShortcut(QKeySequence("F1"), window, show)


def _shelf(window: QMainWindow, theme: Theme) -> "Shelf":
    from app.ui.help.guide import Shelf
    from app.ui.turns import EventTurns
    from app.ui.widgets.side_panel import SidePanel

    panel = SidePanel(window, theme)
    theme.clothe(panel)
    return Shelf(panel, theme, EventTurns, lambda: None)
