"""The window before the desk: the assistant if there is no register, else its password, or the way back."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QWidget
from shiboken6 import isValid

from app.county.folders import leads_to_server
from app.errors import AppError, DamageError, ForeignFileError, OlderDataError
from app.ui.start.places import Places
from app.ui.start.unlock import UnlockPage
from app.ui.tasks import Tasks
from app.ui.theme import clothe

if TYPE_CHECKING:
    from app.core.offices import Office
    from app.ui.start.assistant import Assistant
    from app.ui.start.restore import RestorePage

GONE = (
    "这台电脑在“{}”登记过，现在那里没有数据了：可能被删除或移走，也可能硬盘没有接好。没有新建空库。"
    "请先把文件夹找回来再打开，或者从备份恢复；确实要从头开始的，点“返回”。"
)
ABOUT_OFFICE = "输入密码打开本单位的登记数据。"
ABOUT_COUNTY = "输入密码打开县局数据。"
ABOUT_SERVER = "输入县局密码，打开数据库服务器上的县局数据。"
ABOUT_PRACTICE = "输入密码打开练习数据，里面的人和事都是虚构的。"

PrintCode = Callable[[bytes, "Office"], None]
MakeRestorePage = Callable[[Path, str], "RestorePage"]
Opener = Callable[[Path, str], object]


class StartWindow(QMainWindow):
    """Holds one page at a time.

    Signals:
        office_described: The assistant is done; carries a `FirstStart`.
        county_described: The same for a county; carries a `CountyStart`.
        restored: A register was restored; carries its folder and the way in.
        older_accepted: The clerk answers for an older register; carries folder and password.
    """

    office_described, county_described = Signal(object), Signal(object)
    restored = Signal(object, object)
    older_accepted = Signal(object, str)

    def __init__(
        self, places: Places, has_register: Callable[[Path], bool], has_county: Callable[[Path], bool],
        tasks: Tasks | None = None,
    ) -> None:  # fmt: skip
        super().__init__()
        self._tasks = tasks
        self._guesses: Callable[[Path], int] = _none
        self._print_code: PrintCode = _not_printed
        self._make_restore: MakeRestorePage | None = None
        self._places, self._has_register, self._has_county = places, has_register, has_county
        self._was_here: Callable[[Path], bool] = _never
        self._open: Opener = _nothing
        self._open_county: Opener = _nothing
        self.assistant: Assistant | None = None
        self.unlock: UnlockPage | None = None
        self.restore: RestorePage | None = None
        self.setWindowTitle("乡镇信访工作台")
        self.resize(1000, 700)
        clothe(self)

    def open_with(self, open_folder: Opener, open_county: Opener) -> None:
        """Who tries a password, or says how (`UnlockPage`); an `AppError` is shown under the field."""
        self._open, self._open_county = open_folder, open_county

    def wait_by(self, guesses: Callable[[Path], int]) -> None:
        """Who knows how many wrong passwords were tried before this start."""
        self._guesses = guesses

    def print_with(self, print_code: PrintCode) -> None:
        """Who puts a recovery code on paper."""
        self._print_code = print_code

    def restore_with(self, make: MakeRestorePage) -> None:
        """Who makes the page of restoring into a folder, and why it is shown."""
        self._make_restore = make

    def begin(self, *, practice: bool) -> None:
        """Show what fits: the password of an existing register or county, or the assistant."""
        folder = self._places.practice if practice else self._places.office
        if self._has_register(folder):
            self._ask_password(folder, ABOUT_PRACTICE if practice else ABOUT_OFFICE, self._open)
        elif not practice and self._has_county(self._places.county):
            about = ABOUT_SERVER if self._is_on_server(self._places.county) else ABOUT_COUNTY
            self._ask_password(self._places.county, about, self._open_county)
        elif not practice and self._was_here(folder):
            self.begin_restoring(folder, GONE.format(folder))
        else:
            self._ask_everything(practice=practice)

    def missed_by(self, was_here: Callable[[Path], bool]) -> None:
        """Who knows whether a register lay there before; without it nobody is missed."""
        self._was_here = was_here

    def begin_restoring(self, folder: Path, why: str = "") -> None:
        """The way back: from a copy, into `folder`."""
        if self._make_restore is None:
            return
        self.restore = page = self._make_restore(folder, why)
        page.restored.connect(lambda way: self.restored.emit(page.restored_in or folder, way))
        page.left.connect(lambda: self._leave_restoring(practice=folder == self._places.practice))
        self._show(page)

    def _leave_restoring(self, *, practice: bool) -> None:
        """The clerk does not want the copies: then a register that is gone is not asked for once more."""
        self._was_here = _never
        self.begin(practice=practice)

    def show_problem(self, sentence: str) -> None:
        """The office could not be made; what was typed is all there."""
        if self.assistant:
            self.assistant.show_problem(sentence)

    def _ask_everything(self, *, practice: bool) -> None:
        from app.ui.start.assistant import Assistant

        self.assistant = Assistant(self._places, self._print_code)
        self.assistant.finished.connect(self.office_described)
        self.assistant.county_finished.connect(self.county_described)
        self.assistant.practice_requested.connect(self._on_practice_requested)
        self.assistant.restore_requested.connect(lambda: self.begin_restoring(self._places.office))
        self._show(self.assistant)
        if practice:
            self.assistant.begin_practice()

    def _ask_password(self, folder: Path, about: str, opener: Opener) -> None:
        """The password, and the way back from the copies."""
        self.unlock = page = UnlockPage(
            "乡镇信访工作台", lambda password: opener(folder, password), self._tasks, about=about
        )
        page.trouble = lambda error: self._leads_elsewhere(folder, error)
        page.begin_with(self._guesses(folder))
        if not self._is_on_server(folder):  # whose copies are its keeper's
            page.offer("从备份恢复", lambda: self.begin_restoring(folder))
        self._show(page)
        page.enter()

    def _leads_elsewhere(self, folder: Path, error: AppError) -> bool:
        """A register that is not what was left offers the way back, and where it is lawful, the way on."""
        if isinstance(error, OlderDataError) and self.unlock:
            password = self.unlock.password_edit.text()
            self.unlock.offer("确认继续使用", lambda: self.older_accepted.emit(folder, password))
        elif isinstance(error, DamageError | ForeignFileError) and not self._is_on_server(folder):
            self.begin_restoring(folder, str(error))
            return True
        return False

    def closeEvent(self, event: QCloseEvent) -> None:
        """What is just being opened would be left open behind a window that is gone."""
        if self.unlock and isValid(self.unlock) and self.unlock.is_trying():
            event.ignore()
        else:
            super().closeEvent(event)

    def _is_on_server(self, folder: Path) -> bool:
        return folder == self._places.county and leads_to_server(folder)

    def show_county_problem(self, sentence: str) -> None:
        """What a server said to the password."""
        if self.unlock:
            self.unlock.tell(sentence, self._guesses(self._places.county))

    def _on_practice_requested(self) -> None:
        if self._has_register(self._places.practice):
            self._ask_password(self._places.practice, ABOUT_PRACTICE, self._open)
        elif self.assistant:
            self.assistant.begin_practice()

    def _show(self, page: QWidget) -> None:
        page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setCentralWidget(page)


def _nothing(_folder: Path, _password: str) -> None:
    return None


def _never(_folder: Path) -> bool:
    return False


def _none(_folder: Path) -> int:
    return 0


def _not_printed(_secret: bytes, _office: "Office") -> None:
    return None
