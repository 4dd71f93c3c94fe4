"""The window before the desk: the assistant if there is no register, else its password."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMainWindow, QWidget

from app.ui.start.assistant import Assistant
from app.ui.start.unlock import UnlockPage
from app.ui.theme import clothe

ABOUT_OFFICE = "输入密码打开本单位的登记数据。"
ABOUT_PRACTICE = "输入密码打开练习数据，里面的人和事都是虚构的。"


class StartWindow(QMainWindow):
    """Holds one page at a time.

    Signals:
        office_described: The assistant is done; carries a `FirstStart`.
    """

    office_described = Signal(object)

    def __init__(self, folder: Path, practice_folder: Path, has_register: Callable[[Path], bool]) -> None:
        super().__init__()
        self._folder, self._practice_folder, self._has_register = folder, practice_folder, has_register
        self._open: Callable[[Path, str], None] = _nothing
        self.assistant: Assistant | None = None
        self.unlock: UnlockPage | None = None
        self.setWindowTitle("乡镇信访工作台")
        self.resize(1000, 700)
        clothe(self)

    def open_with(self, open_folder: Callable[[Path, str], None]) -> None:
        """Who tries a password; raises an `AppError` whose sentence is shown under the field."""
        self._open = open_folder

    def begin(self, *, practice: bool) -> None:
        """Show what fits: the password of an existing register, or the assistant."""
        folder = self._practice_folder if practice else self._folder
        if self._has_register(folder):
            self._ask_password(folder, ABOUT_PRACTICE if practice else ABOUT_OFFICE)
        else:
            self._ask_everything(practice=practice)

    def show_problem(self, sentence: str) -> None:
        """The office could not be made; what was typed is all there."""
        if self.assistant:
            self.assistant.show_problem(sentence)

    def _ask_everything(self, *, practice: bool) -> None:
        self.assistant = Assistant(self._folder, self._practice_folder)
        self.assistant.finished.connect(self.office_described)
        self.assistant.practice_requested.connect(self._on_practice_requested)
        self._show(self.assistant)
        if practice:
            self.assistant.begin_practice()

    def _ask_password(self, folder: Path, about: str) -> None:
        self.unlock = UnlockPage("乡镇信访工作台", lambda password: self._open(folder, password), about=about)
        self._show(self.unlock)
        self.unlock.enter()

    def _on_practice_requested(self) -> None:
        if self._has_register(self._practice_folder):
            self._ask_password(self._practice_folder, ABOUT_PRACTICE)
        elif self.assistant:
            self.assistant.begin_practice()

    def _show(self, page: QWidget) -> None:
        page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setCentralWidget(page)


def _nothing(_folder: Path, _password: str) -> None:
    return None
