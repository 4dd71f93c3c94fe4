"""The window before the desk: the assistant if there is no register, else its password."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMainWindow, QWidget

from app.ui.start.assistant import Assistant
from app.ui.start.places import Places
from app.ui.start.unlock import UnlockPage

ABOUT_OFFICE = "输入密码打开本单位的登记数据。"
ABOUT_COUNTY = "输入密码打开县局数据。"
ABOUT_PRACTICE = "输入密码打开练习数据，里面的人和事都是虚构的。"

Opener = Callable[[Path, str], None]


class StartWindow(QMainWindow):
    """Holds one page at a time.

    Signals:
        office_described: The assistant is done; carries a `FirstStart`.
        county_described: The same for a county; carries a `CountyStart`.
    """

    office_described, county_described = Signal(object), Signal(object)

    def __init__(
        self, places: Places, has_register: Callable[[Path], bool], has_county: Callable[[Path], bool]
    ) -> None:
        super().__init__()
        self._places, self._has_register, self._has_county = places, has_register, has_county
        self._open: Opener = _nothing
        self._open_county: Opener = _nothing
        self.assistant: Assistant | None = None
        self.unlock: UnlockPage | None = None
        self.setWindowTitle("乡镇信访工作台")
        self.resize(1000, 700)

    def open_with(self, open_folder: Opener, open_county: Opener) -> None:
        """Who tries a password; raises an `AppError` whose sentence is shown under the field."""
        self._open, self._open_county = open_folder, open_county

    def begin(self, *, practice: bool) -> None:
        """Show what fits: the password of an existing register or county, or the assistant."""
        folder = self._places.practice if practice else self._places.office
        if self._has_register(folder):
            self._ask_password(folder, ABOUT_PRACTICE if practice else ABOUT_OFFICE, self._open)
        elif not practice and self._has_county(self._places.county):
            self._ask_password(self._places.county, ABOUT_COUNTY, self._open_county)
        else:
            self._ask_everything(practice=practice)

    def show_problem(self, sentence: str) -> None:
        """The office could not be made; what was typed is all there."""
        if self.assistant:
            self.assistant.show_problem(sentence)

    def _ask_everything(self, *, practice: bool) -> None:
        self.assistant = Assistant(self._places)
        self.assistant.finished.connect(self.office_described)
        self.assistant.county_finished.connect(self.county_described)
        self.assistant.practice_requested.connect(self._on_practice_requested)
        self._show(self.assistant)
        if practice:
            self.assistant.begin_practice()

    def _ask_password(self, folder: Path, about: str, opener: Opener) -> None:
        self.unlock = UnlockPage("乡镇信访工作台", lambda password: opener(folder, password), about=about)
        self._show(self.unlock)
        self.unlock.enter()

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
