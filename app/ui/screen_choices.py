"""The clerk's choices about this screen and printer: put in force at once, kept for the next start."""

from dataclasses import replace

from PySide6.QtWidgets import QApplication

from app.services.own_fonts import prefer_own_fonts
from app.ui.desktop import QtDesktop
from app.ui.print_queue import Wishes
from app.ui.theme import SCALES, Theme
from app.ui.window_state import COPIES, DARK, OWN_FONTS, PRINTER, SCALE, SIDES, WindowState

MOST_COPIES = 5
ONE, BOTH = "one", "both"
_BOTH_SIDES = {ONE: False, BOTH: True}


class ScreenChoices:
    """One place through which text size, light and printer change, from settings and keys alike."""

    def __init__(self, app: QApplication, theme: Theme, desktop: QtDesktop, state: WindowState) -> None:
        self._app, self._theme, self._desktop, self._state = app, theme, desktop, state
        copies = min(max(state.read(COPIES, 1), 1), MOST_COPIES)
        desktop.wishes = Wishes(copies, _BOTH_SIDES.get(state.read(SIDES, "")))
        prefer_own_fonts(on=self.own_fonts())

    def printer(self) -> str:
        """The printer chosen, empty for the system's own."""
        return self._desktop.printer

    def choose_printer(self, name: str) -> None:
        self._desktop.printer = name
        self._state.write(PRINTER, name)

    def copies(self) -> int:
        """How many copies of a paper the printer makes."""
        return self._desktop.wishes.copies

    def choose_copies(self, copies: int) -> None:
        self._desktop.wishes = replace(self._desktop.wishes, copies=copies)
        self._state.write(COPIES, copies)

    def sides(self) -> str:
        """`ONE`, `BOTH`, or empty for what the printer's owner set."""
        both = self._desktop.wishes.both_sides
        return next((word for word, wanted in _BOTH_SIDES.items() if wanted is both), "")

    def choose_sides(self, sides: str) -> None:
        self._desktop.wishes = replace(self._desktop.wishes, both_sides=_BOTH_SIDES.get(sides))
        self._state.write(SIDES, sides)

    def own_fonts(self) -> bool:
        """Whether this PC's own 仿宋, 楷体, 小标宋 come before the shipped ones."""
        return self._state.read(OWN_FONTS, default=False)

    def choose_own_fonts(self, *, on: bool) -> None:
        prefer_own_fonts(on=on)
        self._state.write(OWN_FONTS, on)

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
