"""One window for one register: a second start brings the first to the front and goes away.

The two find each other by a small file in the register's folder, not by a socket: nothing here speaks
to a network, not even to this PC's own. In it stands the file that the second start was asked to open.
"""

import contextlib
import time
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

from PySide6.QtCore import QFileSystemWatcher, QObject, Signal
from PySide6.QtWidgets import QWidget

PLACE = "front"
LOOKS, PAUSE = 30, 0.05  # a second and a half: a window answers at once, a command never does


class Front(QObject):
    """Watches for the question of a second start and brings `window` to the front.

    Signals:
        asked: Somebody started the program again.
        handed: With a file to open; carries its path.
    """

    asked = Signal()
    handed = Signal(object)

    def __init__(self, window: QWidget, folder: Path) -> None:
        super().__init__(window)
        self._window, self._place = window, folder / PLACE
        with contextlib.suppress(OSError):
            self._place.mkdir(exist_ok=True)
        self._watcher = QFileSystemWatcher([str(self._place)], self)
        self._watcher.directoryChanged.connect(self.look)
        self.look()

    def look(self) -> None:
        """Take the questions away, which is the answer, and come to the front."""
        found = list(self._place.glob("*.ask"))
        handed = [_read(question) for question in found]
        for question in found:
            question.unlink(missing_ok=True)
        if found and self._window.isVisible():
            if self._window.isMinimized():
                self._window.showNormal()
            self._window.raise_()
            self._window.activateWindow()
            self.asked.emit()
            for path in filter(None, handed):
                self.handed.emit(Path(path))


def came_to_front(
    folder: Path, pause: Callable[[float], object] = time.sleep, *, handed: Path | None = None
) -> bool:
    """Ask the window that holds `folder` to come to the front; False if nobody answers, a command for instance."""
    question = folder / PLACE / f"{uuid4().hex}.ask"
    try:
        written = question.with_suffix(".part")
        written.write_text(str(handed.absolute()) if handed else "", "utf-8")
        written.replace(question)
    except OSError:
        return False
    for _ in range(LOOKS):
        if not question.exists():
            return True
        pause(PAUSE)
    question.unlink(missing_ok=True)
    return False


def _read(question: Path) -> str:
    try:
        return question.read_text("utf-8")
    except (OSError, ValueError):
        return ""
