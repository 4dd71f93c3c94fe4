"""The whole manual, page after page, in one performance."""

import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from app.ui.help.pages import ORDER, help_pages
from app.ui.manual.player import Player
from app.ui.manual.script import Walk, walks
from app.ui.manual.stages import Theatre

NOTHING: Mapping[str, Any] = {}


@dataclass
class Performance:
    """What was played: sentences about what went wrong by page, and the pictures that were taken."""

    problems: dict[str, list[str]] = field(default_factory=dict)
    pictures: dict[str, QImage] = field(default_factory=dict)


def perform(
    app: QApplication, keys: Iterable[str] = ORDER, practice: Mapping[str, Any] = NOTHING
) -> Performance:
    """Play these pages in their order; `practice` is said to whoever makes the practice office."""
    done = Performance()
    with tempfile.TemporaryDirectory() as place:
        theatre = Theatre(app, Path(place), practice)
        player = Player(theatre, done.pictures.__setitem__)
        try:
            for key in keys:
                done.problems[key] = [line for walk in script(key) for line in player.play(walk)]
        finally:
            theatre.close()
    return done


def script(key: str) -> tuple[Walk, ...]:
    """The numbered lists of one page."""
    return walks(key, help_pages()[key].source)
