"""The frame around the pages: rail, top bar, status line, menu, lock. It decides nothing about the office."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget

from app.ui.answers import Answers
from app.ui.bars import Frame, StatusLine, TopBar
from app.ui.changes import Changes
from app.ui.laying import MakePaper, PageStack, lay_paper, panel_commands
from app.ui.menu import Menu
from app.ui.pages import Page
from app.ui.rail import Rail
from app.ui.screen import Screen
from app.ui.search.box import SearchBox
from app.ui.search.finders import MatterFinder
from app.ui.shortcuts import shortcuts_sheet
from app.ui.start.unlock import UnlockPage
from app.ui.theme import Theme
from app.ui.widgets.side_panel import SidePanel
from app.ui.widgets.toast import Toast


class MainWindow(QMainWindow):
    """The desk's window. Pages are added after it is made, because they need its toast and panel.

    Signals:
        matter_found: The clerk chose a search result; carries the matter's id.
        look_requested: Text larger (+1) or smaller (-1), or the other light (0).
        closing: The window goes; what is unsaved was asked about.
        locked, unlocked: The content is blanked, nothing in clear may stay outside either; and shown again.
    """

    matter_found = Signal(str)
    look_requested = Signal(int)
    closing, locked, unlocked = Signal(), Signal(), Signal()

    def __init__(self, theme: Theme, answers: Answers, changes: Changes, paper: MakePaper) -> None:
        super().__init__()
        self._theme, self._answers, self._paper = theme, answers, paper
        self._pages: dict[str, Page] = {}
        self._screens: dict[str, Screen] = {}
        self.current = ""
        self.shown: Screen | None = None
        self._answered: dict[str, Callable[[], object]] = {}
        self.search = SearchBox(theme)
        self.search.look_in(MatterFinder(answers.find, self.matter_found.emit))
        self.rail, self._top, self._status = Rail(), TopBar(self.search), StatusLine(answers.status)
        self._stack, self._layers = PageStack(), QStackedWidget()
        self._locked = UnlockPage("已锁定", answers.unlock, answers.tasks)
        self.frame = Frame(self.rail, self._top, self._stack, self._status)
        for layer in (self.frame, self._locked):
            self._layers.addWidget(layer)
        self.setCentralWidget(self._layers)
        self.panel, self.aside = (SidePanel(self._stack, theme) for _ in range(2))
        self.toast = Toast(self._stack)
        self._menu = Menu(self, self.run, answers.unused)
        theme.clothe(self.rail, self._top, self._status, self._locked, self.panel, self.aside, self.toast)
        self._connect(changes)
        self.resize(1366, 768)
        self.refresh_frame()

    def add_pages(self, pages: Sequence[Page]) -> None:
        """Put the pages on the rail, Alt+1 first, and open the first one."""
        for number, page in enumerate(pages, start=1):
            self._pages[page.key] = page
            self.rail.add(page.key, page.title, page.icon, f"Alt+{number}", at_foot=page.at_foot)
            self._menu.add_page(page.title, f"Alt+{number}", partial(self.open_page, page.key))
        self.open_page(pages[0].key)

    def answer(self, **commands: Callable[[], object]) -> None:
        """Commands of the frame that somebody else carries out: help, tour."""
        self._answered |= commands

    def can(self, name: str) -> bool:
        """Whether somebody would carry out the command `name` now."""
        return not self.is_locked() and name in {*self._own(), *self._page_commands()} - self._answers.unused

    def page_keys(self) -> tuple[str, ...]:
        return tuple(self._pages)

    def open_page(self, key: str, arrive: Callable[[Screen], None] | None = None) -> Screen | None:
        """Show a page, or with `arrive` something on it; the one that is left may ask to stay (None)."""
        if key != self.current and self.shown and not self.shown.may_leave():
            self.rail.mark(self.current)
            return None
        self.aside.close_panel()
        self.panel.close_panel()
        self.current = key
        self.shown = screen = self.prepare(key)
        self._stack.setCurrentWidget(screen)
        self.toast.raise_()
        (arrive or Screen.arrive)(screen)
        self.rail.mark(key)
        self.refresh_commands()
        return screen

    def prepare(self, key: str) -> Screen:
        """A page that can be shown; made when it is asked for first."""
        if key not in self._screens:
            screen = self._screens[key] = self._pages[key].factory()
            self._stack.addWidget(screen)
            self._theme.clothe(*screen.parts(), patient=True)
        return self._screens[key]

    def preview(
        self, title: str, pdf: bytes, file_name: str, printed: Callable[[], None] | None = None
    ) -> None:
        """Lay a paper over the page (`ShowPaper`)."""
        lay_paper(self.panel, self.toast, self._paper(), (title, pdf, file_name), printed)
        self.refresh_commands()

    def lock(self) -> None:
        """Blank the window until the password is given again; what is being typed stays as it is."""
        self._menu.forbid_all()
        self.menuBar().hide()
        self._locked.start_anew()
        self._layers.setCurrentWidget(self._locked)
        self._locked.enter()
        self.locked.emit()

    def is_locked(self) -> bool:
        return self._layers.currentWidget() is self._locked

    def run(self, name: str) -> None:
        """Do the command `name` of the table of actions: the frame's own, or the page's."""
        command = self._own().get(name) or self._page_commands().get(name)
        if command and not self.is_locked():
            command()

    def refresh_frame(self) -> None:
        name, practice = self._answers.office()
        self._top.show_office(name, practice=practice)
        self.setWindowTitle(f"{name}（练习）" if practice else name)
        self._status.refresh()

    def refresh_commands(self) -> None:
        """Switch on what can be done now; called whenever page or panel change."""
        self._menu.allow(self._page_commands())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.run("back")
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.shown and not self.is_locked() and not self.shown.may_leave():
            event.ignore()
            return
        self.toast.vanish()
        self.closing.emit()
        super().closeEvent(event)

    def _connect(self, changes: Changes) -> None:
        for signal in changes.every():
            signal.connect(self.refresh_frame)
        self.rail.chosen.connect(self.open_page)
        self._top.lock_requested.connect(self.lock)
        self._locked.opened.connect(self._on_unlocked)
        self.closing.connect(self._locked.leave)
        for panel in (self.panel, self.aside):
            panel.closed.connect(self.refresh_commands)

    def _own(self) -> dict[str, Callable[[], object]]:
        return {
            "new_reception": lambda: self.open_page("reception"),
            "lock": self.lock,
            "quit": self.close,
            "undo": self._undo,
            "search": self.search.enter,
            "refresh": lambda: self._screens[self.current].refresh(),
            "shortcuts": lambda: self.panel.open_panel(
                "快捷键", shortcuts_sheet([page.title for page in self._pages.values()])
            ),
            "larger": partial(self.look_requested.emit, 1),
            "smaller": partial(self.look_requested.emit, -1),
            "darker": partial(self.look_requested.emit, 0),
            **self._answered,
        }

    def _page_commands(self) -> Mapping[str, Callable[[], object]]:
        for panel in (self.aside, self.panel):
            if panel.is_open():
                return panel_commands(panel)
        return self.shown.commands() if self.shown else {}

    def _on_unlocked(self) -> None:
        self.unlocked.emit()
        self._layers.setCurrentIndex(0)
        self.menuBar().show()
        self.refresh_commands()

    def _undo(self) -> None:
        command = self.toast.take_back if self.toast.can_take_back() else self._page_commands().get("undo")
        if command:
            command()
