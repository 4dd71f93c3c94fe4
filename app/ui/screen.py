"""What every page of the window is: something with commands that can be shown again."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.services.list_views import ListView
from app.ui.widgets.side_panel import first_field

SAFETY, OLD_REGISTER = "数据安全", "旧台账"  # the sections of the settings that other pages lead to
PAPER_CODE = "核对恢复码"  # a form of the first


class Screen(QWidget):
    """A page behind one word of the rail.

    `commands` answers the frame's menu and keys by their names in `actions.py` (save, print,
    submit, undo, edit, back …); what a page does not name is switched off while it is shown.
    """

    def commands(self) -> Mapping[str, Callable[[], None]]:
        return {}

    def parts(self) -> Sequence[QWidget]:
        """What puts another look on in a turn of its own: the page as a whole, unless that would take too long."""
        return (self,)

    def warm(self) -> None:
        """What its first opening would still wait for when it is made; done while nobody works."""

    def refresh(self) -> None:
        """Read everything again (F5, and whenever the page is shown)."""

    def enter(self) -> None:
        """The page has just been opened: the keyboard goes to its first field."""
        (first_field(self) or self).setFocus(Qt.FocusReason.OtherFocusReason)

    def arrive(self) -> None:
        """The page is opened for its own sake."""
        self.refresh()
        self.enter()

    def show_matter(self, matter_id: str, step: str = "") -> None:
        """Only the page of matters answers this (`Context.open_matter`)."""

    def show_delivery(self, matter_id: str, document_id: str) -> None:
        """Only the page of matters answers this: a slip came back."""

    def show_section(self, title: str) -> None:
        """Only the page of settings answers this: one of its sections by its word."""

    def show_paper(self, document_id: str) -> None:
        """Only the page of ledgers answers this: one of the office's own papers was looked for."""

    def show_list(self, view: ListView) -> None:
        """Only the page of matters answers this: its list, narrowed."""

    def offer(self, path: Path) -> None:
        """Only the pages that take bundles answer this: a file was opened from outside the program."""

    def may_leave(self) -> bool:
        """Whether nothing is typed here that would be lost; asks the clerk if it would."""
        return True
