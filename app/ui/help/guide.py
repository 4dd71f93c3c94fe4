"""F1: the help page that fits, in a sheet beside the page; the contents; every page for the search."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from app.ui.help.pages import CONTENTS, help_pages
from app.ui.help.picture import LargePicture
from app.ui.help.topics import topic
from app.ui.help.view import HelpSheet
from app.ui.main_window import MainWindow
from app.ui.search.finders import Entry, WordFinder
from app.ui.theme import Theme
from app.ui.turns import Turns
from app.ui.widgets.side_panel import SidePanel

WIDTH = 500


class Shelf:
    """Pages and pictures of the manual in one sheet; `moved` hears of every other sheet."""

    def __init__(
        self, panel: SidePanel, theme: Theme, turns: Callable[[QObject], Turns], moved: Callable[[], object]
    ) -> None:
        self._panel, self._theme, self._turns, self._moved = panel, theme, turns, moved

    def is_open(self) -> bool:
        return self._panel.is_open()

    def show_page(self, key: str, section: str = "", *, place: int = 0) -> None:
        """A help page in the sheet at the right; `place` is how far down it was left."""
        sheet = HelpSheet(self._theme, self._turns)
        self._panel.open_panel("帮助", sheet, width=WIDTH)
        sheet.open_page(key, section, place)
        sheet.picture_wanted.connect(lambda address: self.show_picture(address, sheet))
        sheet.text.setFocus()
        self._moved()

    def show_picture(self, address: str, sheet: HelpSheet) -> None:
        """A picture as large as the page allows; Esc leads back to where one read."""
        key, place = sheet.key(), sheet.place()
        picture = LargePicture(address)
        picture.left.connect(lambda: self.show_page(key, place=place))
        self._panel.open_panel("图片", picture, width=picture.wish())
        picture.setFocus()
        self._moved()


class Help:
    """Answers `help` and `contents` for a window, and finds its pages."""

    def __init__(self, window: MainWindow, theme: Theme, turns: Callable[[QObject], Turns]) -> None:
        self._window = window
        self._shelf = Shelf(window.aside, theme, turns, window.refresh_commands)
        window.answer(help=self.show_fitting, contents=partial(self.show_page, CONTENTS))

    def show_fitting(self) -> None:
        """The page for where the keyboard is."""
        if not self._shelf.is_open():
            here = topic(self._window.current, self._window.shown, QApplication.focusWidget())
            self.show_page(*here)

    def show_page(self, key: str, section: str = "") -> None:
        """A help page in the sheet at the right."""
        self._shelf.show_page(key, section)

    def finder(self) -> WordFinder:
        """Help pages for the search box."""
        return WordFinder("帮助", self._entries, most=3)

    def _entries(self) -> list[Entry]:
        return [
            Entry(f"help:{page.key}", page.title, partial(self.show_page, page.key), also=page.keywords)
            for page in help_pages().values()
        ]
