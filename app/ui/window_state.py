"""What belongs to this screen and not to the office: window place, light or dark, text size, printer.

Kept beside the register as one value per key, in JSON. What cannot be read becomes the
default again; nothing here is worth stopping for.
"""

import json
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QSettings

from app.ui.theme import SCALES

GEOMETRY, DARK, SCALE, PRINTER = "window/geometry", "look/dark", "look/scale", "print/printer"
COPIES, SIDES, OWN_FONTS = "print/copies", "print/sides", "print/own_fonts"
SCANS = "scan/folder"
TOUR_SEEN = "tour/seen"
FILE_NAME = "window.ini"

T = TypeVar("T")


class WindowState:
    """Reads and writes the screen's own settings in `folder`."""

    def __init__(self, folder: Path) -> None:
        self._settings = QSettings(str(folder / FILE_NAME), QSettings.Format.IniFormat)

    def read(self, key: str, default: T) -> T:
        """The value kept under `key` if it is of the default's type, else the default."""
        try:
            value = json.loads(str(self._settings.value(key, "null")))
        except json.JSONDecodeError:
            return default
        return value if type(value) is type(default) else default

    def write(self, key: str, value: object) -> None:
        self._settings.setValue(key, json.dumps(value, ensure_ascii=False))
        self._settings.sync()

    def scale(self) -> int:
        """The text size in per cent; one of those offered."""
        scale = self.read(SCALE, 100)
        return scale if scale in SCALES else 100
