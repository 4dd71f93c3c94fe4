"""What the first click would wait for is done before it, while nobody touches keys or mouse."""

from collections import deque
from collections.abc import Callable, Iterable
from functools import partial
from importlib import import_module

from PySide6.QtCore import QObject, QTimer

from app.services.warming import MODULES as LATER
from app.services.warming import read_tables
from app.ui.main_window import MainWindow

PAUSE = 400  # milliseconds without a sign of life before anything is begun
BETWEEN = 30  # between two pieces: keys and paint come first
PAGES = ("reception", "matters")
MODULES = (
    *LATER, "app.ui.reception.questions", "app.ui.reception.page", "app.ui.matters.list",
    "app.ui.matters.step_form", "app.ui.matters.page", "app.ui.matters.papers_tab", "app.ui.matters.material_tab",
    "app.ui.matters.people_tab", "app.ui.ledgers.page", "app.ui.month.page", "app.ui.exchange.page",
    "app.ui.today.batch_deed", "app.ui.settings.page", "PySide6.QtPrintSupport", "app.ui.widgets.pdf_preview",
)  # fmt: skip

Piece = Callable[[], object]


class Warming(QObject):
    """Pieces of work, one after the other; a key or the mouse puts the rest off, other work too."""

    def __init__(self, parent: QObject, pieces: Iterable[Piece], busy: Callable[[], bool]) -> None:
        super().__init__(parent)
        self._pieces, self._busy = deque(pieces), busy
        self._clock = QTimer(self, singleShot=True)
        self._clock.timeout.connect(self._go_on)

    def wait(self) -> None:
        """Somebody is working: not now."""
        if self._pieces:
            self._clock.start(PAUSE)

    def is_done(self) -> bool:
        return not self._pieces

    def _go_on(self) -> None:
        if self._busy():
            self.wait()
            return
        self._pieces.popleft()()
        if self._pieces:
            self._clock.start(BETWEEN)


def pieces(window: MainWindow) -> list[Piece]:
    """Modules and tables, then the two pages a clerk opens first."""
    modules: list[Piece] = [partial(import_module, name) for name in MODULES]
    return [read_tables, *modules, *(partial(window.prepare, key) for key in PAGES)]
