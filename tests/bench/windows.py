"""Run in a process of their own: the desk on a register, and a bare window on the same encrypted file."""

import json
import sys
import time
from pathlib import Path

ROWS, HEIGHT = 10_000, 668


def ours(place: str, begun: float) -> None:
    """The program from its first import to a page of matters that can be used, then ten thousand rows further."""
    from PySide6.QtWidgets import QApplication, QListView

    from app.services.clock import FixedClock
    from app.services.list_views import ListView
    from app.services.opening import open_desk
    from app.ui.desk_window import open_window
    from app.ui.surroundings import surroundings
    from tests.bench.offices import PASSWORD, TODAY

    app = QApplication([])
    around = surroundings(app, Path(place) / "screen")
    window_from = time.time()
    with open_desk(Path(place), PASSWORD, clock=FixedClock(TODAY)) as desk:
        window = open_window(desk, around)
        window.show()
        page = window.open_page("matters")
        app.processEvents()
        assert page is not None
        ready, memory = time.time(), resident()
        matters = page.list  # type: ignore[attr-defined]
        matters.show_view(ListView("all"))
        app.processEvents()
        view: QListView = matters.lines
        spent = scroll(app, view, lambda: matters.rows.rowCount())
        _tell(begun, window_from, ready, memory, spent)
        window.hide()


def typed(place: str, begun: float) -> None:
    """The program as it is started: to the page that asks for the password, and from Enter to the desk that can be used.

    What is imported and prepared while somebody types costs nobody a wait; here it has the time it needs.
    """
    from PySide6.QtCore import QCoreApplication, Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from app.ui.application import Application
    from app.ui.surroundings import surroundings
    from app.ui.warming import Warming

    app = QApplication([])
    program = Application(surroundings(app, Path(place) / "screen"), Path(place))
    program.begin()
    window = program.start_window
    assert window is not None
    app.processEvents()
    asked = time.time()
    edit, warming = window.unlock.password_edit, window.findChild(Warming)
    while not warming.is_done():
        app.processEvents()
    from tests.bench.offices import PASSWORD  # imports the desk, so not before

    edit.setText(PASSWORD)
    entered = time.time()
    QTest.keyClick(edit, Qt.Key.Key_Return)
    while program.main_window is None or not program.main_window.isVisible():
        QCoreApplication.processEvents()
    app.processEvents()
    ready = time.time()
    _tell(begun, begun, ready - (entered - asked), resident(), 0.0)
    program.main_window.hide()


def bare(place: str, begun: float) -> None:
    """A list of a hundred strings in a window, read from the same file with the same key."""
    from PySide6.QtCore import QAbstractListModel, QModelIndex, Qt
    from PySide6.QtWidgets import QApplication, QListView, QMainWindow

    from app.db.engine.driver import driver
    from app.db.engine.keys import unlock
    from tests.bench.offices import PASSWORD

    class Strings(QAbstractListModel):
        def __init__(self, strings: list[str]) -> None:
            super().__init__()
            self.strings = strings

        def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008, N802
            return 0 if parent.isValid() else len(self.strings)

        def data(self, index: QModelIndex, role: int = 0) -> object:
            return self.strings[index.row()] if role == Qt.ItemDataRole.DisplayRole else None

    app = QApplication([])
    window_from = time.time()
    key = unlock(Path(place), PASSWORD)
    connection = driver.connect(str(Path(place) / "main.db"), isolation_level=None)
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    sql = "SELECT number || ' ' || people || ' ' || title FROM matters ORDER BY registered_on DESC, row DESC LIMIT ?"
    window, view = QMainWindow(), QListView()
    view.setModel(Strings([row[0] for row in connection.execute(sql, (100,))]))
    view.setUniformItemSizes(True)
    view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
    window.setCentralWidget(view)
    window.resize(424, HEIGHT)
    window.show()
    app.processEvents()
    ready, memory = time.time(), resident()
    model = Strings([row[0] for row in connection.execute(sql, (ROWS,))])
    view.setModel(model)
    app.processEvents()
    _tell(begun, window_from, ready, memory, scroll(app, view, lambda: ROWS))


def scroll(app, view, count) -> float:  # type: ignore[no-untyped-def]
    """Down a viewport at a time, painting each, until so many rows were shown; seconds for a hundred rows."""
    bar, shown = view.verticalScrollBar(), 0.0
    height = max(view.visualRect(view.model().index(0, 0)).height(), 1)
    start = time.perf_counter()
    while shown < min(ROWS, count() if not view.model().canFetchMore(view.rootIndex()) else ROWS):
        before = bar.value()
        bar.setValue(before + view.viewport().height())
        view.viewport().repaint()
        app.processEvents()
        shown += view.viewport().height() / height
        if bar.value() == before and not view.model().canFetchMore(view.rootIndex()):
            break
    return (time.perf_counter() - start) / max(shown, 1) * 100


def resident() -> float:
    """Megabytes of this process that lie in memory."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096 / 1e6


def _tell(begun: float, window_from: float, ready: float, memory: float, spent: float) -> None:
    figures = {
        "start": ready - begun, "window": ready - window_from, "memory": memory, "scroll": spent,
        "memory_after": resident(),
    }  # fmt: skip
    sys.stdout.write(json.dumps(figures) + "\n")
