"""The pages one behind the other, and a paper laid over them with what the window says when it was printed."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QStackedWidget

from app.ui.widgets.side_panel import SidePanel
from app.ui.widgets.toast import Toast

if TYPE_CHECKING:
    from app.ui.widgets.pdf_preview import PdfPreview

MakePaper = Callable[[], "PdfPreview"]
PAPER_WIDTH = 860


@runtime_checkable
class Printable(Protocol):
    """A sheet that can go to the printer or into a file."""

    def print_paper(self) -> None: ...

    def save_paper(self) -> None: ...


class PageStack(QStackedWidget):
    """A page that would like more room than the screen has makes do; the window never grows past the screen."""

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)


def lay_paper(
    panel: SidePanel,
    toast: Toast,
    paper: "PdfPreview",
    shown: tuple[str, bytes, str],
    printed: Callable[[], None] | None = None,
) -> None:
    """`shown` is title, PDF and file name; `printed` is called after it went to the printer."""
    paper.show_pdf(*shown)
    if printed:
        paper.printed.connect(lambda _printer: printed())
    paper.printed.connect(lambda printer: toast.say(f"已送打印机“{printer}”"))
    paper.saved.connect(lambda path: toast.say(f"已保存：{path}"))
    paper.closed.connect(panel.close_panel)
    panel.open_panel(shown[0], paper, width=PAPER_WIDTH)
    paper.take_focus()


def panel_commands(panel: SidePanel) -> dict[str, Callable[[], object]]:
    """What can be done with the sheet that lies over the page."""
    commands: dict[str, Callable[[], object]] = {"back": panel.close_panel}
    paper: object = panel.content()
    if isinstance(paper, Printable):
        commands |= {"print": paper.print_paper, "save": paper.save_paper}
    return commands
