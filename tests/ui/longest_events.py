"""How long the window holds still: every event's time during the practice day, the longest first.

QT_QPA_PLATFORM=offscreen python -m tests.ui.longest_events FOLDER
For developers; it prints figures and asserts none.
"""

import sys
import time
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

from app.ui.practice_day.play import play_day
from app.ui.practice_day.scribe import Scribe

SHOWN = 25
LONG = 0.05


@dataclass(frozen=True, order=True)
class Held:
    """One event that was handled: how long, of which kind, for whom."""

    seconds: float
    kind: str
    receiver: str


class WatchedApplication(QApplication):
    """Times every event; events within an event count for the outer one, too."""

    def __init__(self, arguments: list[str]) -> None:
        super().__init__(arguments)
        self.held: list[Held] = []

    def notify(self, receiver: QObject, event: QEvent) -> bool:
        kind, who = QEvent.Type(event.type()).name, type(receiver).__name__
        began = time.perf_counter()
        handled = super().notify(receiver, event)
        took = time.perf_counter() - began
        if took > LONG:
            self.held.append(Held(took, kind, who))
        return handled


def told(held: list[Held]) -> str:
    """The longest events as lines, and how many were over the limit."""
    lines = [
        f"{it.seconds * 1000:7.0f} ms  {it.kind:20} {it.receiver}"
        for it in sorted(held, reverse=True)[:SHOWN]
    ]
    return "\n".join([f"{len(held)} events over {LONG * 1000:.0f} ms", *lines, ""])


def main(folder: Path) -> None:
    app = WatchedApplication(sys.argv[:1])
    folder.mkdir(parents=True, exist_ok=True)
    play_day(app, folder, Scribe(folder, lambda _line: None))
    sys.stdout.write(told(app.held))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
