"""What the first click would wait for is done before it, while nobody touches keys or mouse."""

import gc
from functools import partial

from app.services.warming import FACES, read_face, read_tables
from app.services.warming import MODULES as LATER
from app.ui.main_window import MainWindow
from app.ui.warming import Piece, imports

PAGES = ("reception", "matters", "month", "exchange", "settings")  # a clerk's order
MODULES = (
    *LATER, "app.ui.reception.questions", "app.ui.reception.page", "app.ui.matters.list",
    "app.ui.matters.step_form", "app.ui.matters.page", "app.ui.matters.papers_tab", "app.ui.matters.material_tab",
    "app.ui.matters.people_tab", "app.ui.matters.dossier_panel", "app.ui.ledgers.page", "app.ui.month.page", "app.ui.exchange.page",
    "app.ui.today.batch_deed", "app.ui.settings.page", "PySide6.QtPrintSupport", "app.ui.widgets.pdf_preview",
)  # fmt: skip


def pieces(window: MainWindow) -> list[Piece]:
    """Modules and tables, the pages whose first opening would be felt, and the fonts of the first paper.

    What is there then stays for good; walking through it again and again for garbage held the window still.
    """
    prepared = (partial(piece, window, key) for key in PAGES for piece in (_prepare, _warm))
    return [
        read_tables,
        *imports(MODULES),
        *prepared,
        *(partial(read_face, face) for face in FACES),
        gc.freeze,
    ]


def _prepare(window: MainWindow, key: str) -> None:
    """Behind a locked window the register may be closed; then the page is made when it is opened."""
    if not window.is_locked():
        window.prepare(key)


def _warm(window: MainWindow, key: str) -> None:
    if not window.is_locked():
        window.prepare(key).warm()
