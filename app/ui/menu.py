"""The menu bar for those who look, and the keys for those who know: both from the table of actions."""

from collections.abc import Callable, Collection

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenuBar

from app.ui.actions import ACTIONS, MENUS, VIEW, Action
from app.ui.theme import clothe
from app.ui.widgets.plain import plain_caption


class Menu:
    """Fills `window`'s menu bar; `run` gets the name of the command that was called.

    `unused` commands are left out, their keys with them.
    """

    def __init__(self, window: QMainWindow, run: Callable[[str], None], unused: Collection[str] = ()) -> None:
        self._window, self._run = window, run
        bar = QMenuBar()
        window.setMenuBar(bar)
        clothe(bar)
        self._menus = {title: bar.addMenu(title) for title in MENUS}
        self._commands = {action.name: self._add(action) for action in ACTIONS if action.name not in unused}
        self._pages: list[QAction] = []
        self._menus[VIEW].addSeparator()

    def add_page(self, title: str, shortcut: str, go: Callable[[], object]) -> None:
        """A page's own line and key under 查看."""
        command = QAction(plain_caption(title), self._window)
        command.setShortcut(QKeySequence(shortcut))
        command.triggered.connect(lambda: go())
        self._menus[VIEW].addAction(command)
        self._pages.append(command)

    def allow(self, page: Collection[str]) -> None:
        """Switch on the frame's commands and those the page shown answers."""
        for action in ACTIONS:
            if command := self._commands.get(action.name):
                command.setEnabled(action.target == "frame" or action.name in page)
        for command in self._pages:
            command.setEnabled(True)

    def forbid_all(self) -> None:
        """Nothing works while the window is locked."""
        for command in (*self._commands.values(), *self._pages):
            command.setEnabled(False)

    def command(self, name: str) -> QAction:
        return self._commands[name]

    def _add(self, action: Action) -> QAction:
        command = QAction(action.text, self._window)
        command.setStatusTip(action.tip)
        if action.key_only:
            command.setText(f"{action.text}\t{action.shortcut}")
        else:
            command.setShortcut(QKeySequence(action.shortcut))
        command.triggered.connect(lambda: self._run(action.name))
        self._menus[action.menu].addAction(command)
        return command
