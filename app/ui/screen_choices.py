"""The clerk's choices about this screen and printer: put in force at once, kept for the next start."""

from PySide6.QtWidgets import QApplication

from app.ui.desktop import QtDesktop
from app.ui.theme import SCALES, Theme
from app.ui.window_state import DARK, PRINTER, SCALE, WindowState


class ScreenChoices:
    """One place through which text size, light and printer change, from settings and keys alike."""

    def __init__(self, app: QApplication, theme: Theme, desktop: QtDesktop, state: WindowState) -> None:
        self._app, self._theme, self._desktop, self._state = app, theme, desktop, state

    def printer(self) -> str:
        """The printer chosen, empty for the system's own."""
        return self._desktop.printer

    def choose_printer(self, name: str) -> None:
        self._desktop.printer = name
        self._state.write(PRINTER, name)

    def choose_look(self, scale: int, dark: bool) -> None:
        """Text size in per cent and whether dark."""
        self._theme.change(self._app, scale=scale, dark=dark)
        self._state.write(SCALE, scale)
        self._state.write(DARK, dark)

    def step(self, by: int) -> None:
        """One text size up or down; 0 changes between light and dark."""
        at = SCALES.index(self._theme.scale) + by
        scale = SCALES[min(max(at, 0), len(SCALES) - 1)]
        self.choose_look(scale, self._theme.dark if by else not self._theme.dark)
