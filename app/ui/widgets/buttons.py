"""Buttons are verbs: 打印回执, 登记, 结账. One filled button per place, the rest quiet."""

from enum import StrEnum

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import QPushButton

from app.ui.icons import icon
from app.ui.widgets.plain import plain_caption, plain_tooltip


class Kind(StrEnum):
    """How much a button asks for attention."""

    PRIMARY = "primary"  # the one next thing
    QUIET = "quiet"
    LINK = "link"  # leads somewhere, changes nothing
    DANGER = "danger"  # cannot be undone
    BARE = "bare"  # an icon on the ground
    ROW = "row"  # the next lawful act at the end of a sentence
    CHIP = "chip"
    RAIL = "rail"


class Button(QPushButton):
    """A verb; Enter and Space press it, `tip` says more, `icon_name` is one of ours."""

    _icon_name = ""  # Qt reports changes while the button is still being made

    def __init__(self, verb: str, kind: Kind = Kind.QUIET, *, icon_name: str = "", tip: str = "") -> None:
        super().__init__(plain_caption(verb))
        self._icon_name = icon_name
        self.setProperty("kind", kind.value)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(verb or tip)
        plain_tooltip(self, tip)
        self._draw_icon()

    def set_verb(self, verb: str) -> None:
        self.setText(plain_caption(verb))
        self.setAccessibleName(verb)

    def set_allowed(self, allowed: bool, reason: str = "") -> None:
        """Switch the button on or off; a button that is off says why."""
        self.setEnabled(allowed)
        plain_tooltip(self, "" if allowed else reason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers() & _OTHER_MEANING:
            self.click()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in _REDRAWS:
            self._draw_icon()

    def _draw_icon(self) -> None:
        if self._icon_name:
            side = round(self.fontMetrics().height() * 0.9)
            self.setIconSize(QSize(side, side))
            self.setIcon(
                icon(self._icon_name, self.palette().color(QPalette.ColorRole.ButtonText), size=side)
            )


_REDRAWS = {
    QEvent.Type.PaletteChange,
    QEvent.Type.EnabledChange,
    QEvent.Type.StyleChange,
    QEvent.Type.FontChange,
}
_OTHER_MEANING = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


def primary(verb: str, *, icon_name: str = "", tip: str = "") -> Button:
    """The one next thing of this place."""
    return Button(verb, Kind.PRIMARY, icon_name=icon_name, tip=tip)


def quiet(verb: str, *, icon_name: str = "", tip: str = "") -> Button:
    return Button(verb, Kind.QUIET, icon_name=icon_name, tip=tip)


def link(verb: str, *, icon_name: str = "", tip: str = "") -> Button:
    """Goes somewhere and changes nothing."""
    return Button(verb, Kind.LINK, icon_name=icon_name, tip=tip)


def danger(verb: str, *, icon_name: str = "", tip: str = "") -> Button:
    """Something that cannot be taken back."""
    return Button(verb, Kind.DANGER, icon_name=icon_name, tip=tip)


def bare(icon_name: str, name: str) -> Button:
    """An icon alone, where the place is too small for a word; `name` is read out and shown as a tip."""
    return Button("", Kind.BARE, icon_name=icon_name, tip=name)
