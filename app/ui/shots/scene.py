"""What every scene works with."""

from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt

from app.services.desk import Desk
from app.ui.main_window import MainWindow
from app.ui.practice_day.hands import ALT, Hands
from app.ui.practice_day.scribe import NotDone
from app.ui.screen import Screen
from app.ui.shots.camera import Camera
from app.ui.surroundings import Surroundings

KEYS = {
    "today": Qt.Key.Key_1, "reception": Qt.Key.Key_2, "matters": Qt.Key.Key_3, "ledgers": Qt.Key.Key_4,
    "month": Qt.Key.Key_5, "exchange": Qt.Key.Key_6, "settings": Qt.Key.Key_7,
}  # fmt: skip
ENTER, ESC = Qt.Key.Key_Return, Qt.Key.Key_Escape
Page = TypeVar("Page", bound=Screen)


@dataclass(frozen=True)
class Scene:
    """The open desk and its window, the clerk's hands and the camera."""

    desk: Desk
    window: MainWindow
    around: Surroundings
    hands: Hands
    camera: Camera
    folder: Path

    def turn_to(self, key: str, kind: type[Page]) -> Page:
        """A page by its key, Alt+1…"""
        self.window.toast.vanish()
        self.hands.press(KEYS[key], ALT)
        page = self.window.open_page(key)
        if not isinstance(page, kind):
            raise NotDone(f"没有打开{key}页")
        return page

    def shoot(self, name: str, *, wait: int = 60) -> None:
        self.camera.shoot(self.window, name, wait=wait)

    def lay_ready(self, path: Path) -> None:
        """What the clerk will choose the next time a file or folder is asked for."""
        from app.ui.shots.take import QuietPrompts

        if isinstance(self.around.prompts, QuietPrompts):
            self.around.prompts.next_path = path
