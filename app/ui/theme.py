"""How the window looks: colours by meaning, type sizes, spaces, and the fonts we ship.

Every colour a clerk sees comes from a `Look`; nobody else writes a colour down. Text on its
ground always reaches 4.5:1 (a test computes it), and a tone never stands without its word.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import lru_cache
from string import Template
from weakref import WeakSet

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QLayout, QStyleFactory, QWidget
from shiboken6 import isValid

from app.paths import resource
from app.ui.turns import AtOnce, Turns, go_through


class Tone(StrEnum):
    """What a colour means; the word that goes with it is the caller's."""

    LATE = "late"  # 超期
    SOON = "soon"  # 今天、将到期
    DONE = "done"  # 完成
    ACTION = "action"  # 可操作
    CLOSED = "closed"  # 已结


class Type(StrEnum):
    """The five sizes of text, smallest first."""

    CAPTION = "caption"
    BODY = "body"
    LEAD = "lead"
    TITLE = "title"
    DISPLAY = "display"


PIXELS = {Type.CAPTION: 12, Type.BODY: 14, Type.LEAD: 16, Type.TITLE: 20, Type.DISPLAY: 28}
SCALES = (100, 125, 150, 200)
MOTION_MS = 120
_WORN, _PATIENT = "worn", "patient"
CONTENT_WIDTH = 640  # one column of questions; reading text stays under 38 characters


def space(steps: int) -> int:
    """Distance in pixels: the window knows only multiples of four."""
    return 4 * steps


@dataclass(frozen=True)
class Look:
    """One set of colours. A `_wash` is the pale ground its tone may be written on."""

    page: str
    surface: str
    sunken: str
    rail: str
    line: str
    edge: str
    ink: str
    soft: str
    faint: str
    late: str
    late_wash: str
    soon: str
    soon_wash: str
    done: str
    done_wash: str
    action: str
    action_wash: str
    closed: str
    closed_wash: str
    fill: str
    fill_hover: str
    on_fill: str
    hover: str
    scrim: str


LIGHT = Look(
    page="#f5f3ee", surface="#fffefb", sunken="#ebe8e0", rail="#e9e5dc", line="#dedad0", edge="#8c8a83",
    ink="#23272c", soft="#4d545c", faint="#5f656c",
    late="#ad241c", late_wash="#fbe8e5", soon="#855000", soon_wash="#fdf0d7",
    done="#1d673a", done_wash="#e2f1e6", action="#1b568f", action_wash="#e3edf7",
    closed="#575d64", closed_wash="#ebeae6",
    fill="#1f5f9c", fill_hover="#194f83", on_fill="#ffffff", hover="#efece4", scrim="#23272c",
)  # fmt: skip
DARK = Look(
    page="#1c1e20", surface="#26292b", sunken="#17191a", rail="#17191a", line="#393d40", edge="#7d8388",
    ink="#e9e7e2", soft="#bebeb9", faint="#a3a5a2",
    late="#ff9d92", late_wash="#452422", soon="#f0c070", soon_wash="#3d3015",
    done="#8ad49d", done_wash="#1f3827", action="#93c2f2", action_wash="#20374e",
    closed="#adb2b6", closed_wash="#323639",
    fill="#93c2f2", fill_hover="#b0d3f7", on_fill="#10263b", hover="#2f3336", scrim="#000000",
)  # fmt: skip


def contrast(one: str, other: str) -> float:
    """How well one colour reads on another, 1 to 21 (WCAG 2.1)."""
    brighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


class Theme(QObject):
    """The look in force: light or dark, and how large text is.

    Signals:
        changed: Colours or sizes are others now; painted widgets repaint.
    """

    changed = Signal()

    def __init__(self, *, dark: bool = False, scale: int = 100, motion: bool = True) -> None:
        super().__init__()
        self.dark, self.scale, self.motion = dark, scale, motion
        self.families: tuple[str, ...] = ()
        self._sheet = ""
        self._clothed: WeakSet[QWidget] = WeakSet()  # made by us, each with everything that stands on it
        self._turns: Turns | None = None

    @property
    def look(self) -> Look:
        return DARK if self.dark else LIGHT

    def colour(self, name: str) -> QColor:
        """A colour by its name in `Look`; tones and washes (`late`, `late_wash`) included."""
        return QColor(getattr(self.look, name))

    def pixels(self, size: Type) -> int:
        return round(PIXELS[size] * self.scale / 100)

    def face(self, size: Type = Type.BODY, *, strong: bool = False) -> QFont:
        """The screen font at one of the five sizes."""
        return QFont(_face(self.families, points(self.pixels(size)), strong))

    def wear(self, app: QApplication) -> None:
        """The look of the whole program; called once at start."""
        _worn[:] = [self]
        app.setStyle(QStyleFactory.create("Fusion"))
        self.families = load_families()
        self.motion = self.motion and app.isEffectEnabled(Qt.UIEffect.UI_AnimateMenu)
        self._sheet = style_sheet(self)
        self._lay_ground(app)

    def change_in(self, turns: Turns) -> None:
        """From now on a change goes part by part, a turn for each; without it, all at once."""
        self._turns = None if isinstance(turns, AtOnce) else turns

    def clothe(self, *parts: QWidget, patient: bool = False) -> None:
        """Each part, with all that stands or will stand on it, wears the style sheet.

        The program as a whole wears none: Qt would dress a widget anew for every place it passes through
        while a page is put together. A part is best clothed in its place, complete and not yet shown. A
        `patient` one, such as a page, keeps an old look on until it is shown again, or until nothing else
        is to be done: most of the work of a change would be pages unseen.
        """
        for part in parts:
            part.setProperty(_PATIENT, patient)
            self._clothed.add(part)
            part.installEventFilter(self)
            self._dress(part)

    def change(self, app: QApplication, *, dark: bool | None = None, scale: int | None = None) -> None:
        """Another light or another size of text, on everything that is seen.

        The windows keep their old picture until every part that is seen has changed. What is not seen follows.
        """
        self.dark = self.dark if dark is None else dark
        self.scale = self.scale if scale is None else scale
        self._sheet = style_sheet(self)
        if self._turns:
            go_through(self._turns, "look", self._change_in_turn(app), lambda: None, stretch=0)
            return
        _do(self._change(app, [it for it in self._there() if it.isVisible() or not it.property(_PATIENT)]))

    def _change_in_turn(self, app: QApplication) -> Iterator[None]:
        """What is seen first, in one picture; then, when that is painted, what is not."""
        yield from self._change(app, [it for it in self._there() if it.isVisible()])
        yield
        for part in self._there():
            yield from self._change_dress(part)

    def _change(self, app: QApplication, parts: list[QWidget]) -> Iterator[None]:
        """Piece by piece: all off, the ground, all on again; the windows draw nothing meanwhile."""
        windows = {part.window() for part in parts}
        try:
            for window in windows:
                window.setUpdatesEnabled(False)
            yield from _each(parts, self._undress)
            self._lay_ground(app)
            yield from _each(parts, self._dress)
            self.changed.emit()
        finally:
            for window in filter(isValid, windows):
                window.setUpdatesEnabled(True)
        yield

    def _there(self) -> list[QWidget]:
        return [part for part in self._clothed if isValid(part)]

    def eventFilter(self, part: QObject, event: QEvent) -> bool:
        """What was not seen while the look changed puts the new one on when it is shown."""
        if (
            event.type() == QEvent.Type.Show
            and isinstance(part, QWidget)
            and part.property(_WORN) != self._sheet
        ):
            if self._turns:
                part.setUpdatesEnabled(False)
                go_through(self._turns, f"look {id(part)}", self._change_shown(part), lambda: None, stretch=0)
            else:
                _do(self._change_dress(part))
        return super().eventFilter(part, event)

    def _change_shown(self, part: QWidget) -> Iterator[None]:
        """What was opened before its turn came is painted when it has changed."""
        try:
            yield from self._change_dress(part)
        finally:
            if isValid(part):
                part.setUpdatesEnabled(True)

    def _lay_ground(self, app: QApplication) -> None:
        app.setFont(self.face())
        app.setPalette(qt_palette(self.look))

    def _change_dress(self, part: QWidget) -> Iterator[None]:
        if isValid(part) and part.property(_WORN) != self._sheet:
            yield from _each([part], self._undress)
            yield from _each([part], self._dress)

    def _undress(self, part: QWidget) -> None:
        with _without_layouts(part):
            part.setStyleSheet("")
        part.setProperty(_WORN, "")

    def _dress(self, part: QWidget) -> None:
        """On bare ground: Qt exchanges one sheet for another by dressing a widget again for each one above it."""
        with _without_layouts(part):
            part.setStyleSheet(self._sheet)
        part.setProperty(_WORN, self._sheet)


def _each(parts: Iterable[QWidget], act: Callable[[QWidget], object]) -> Iterator[None]:
    """A piece for each that is still there."""
    for part in parts:
        if isValid(part):
            act(part)
            yield


def _do(work: Iterator[None]) -> None:
    """All pieces at once."""
    for _ in work:
        pass


@contextmanager
def _without_layouts(part: QWidget) -> Iterator[None]:
    """Every word of a part changes its size: it is laid out once at the end, not once for each of them."""
    layouts = part.findChildren(QLayout)
    for layout in layouts:
        layout.setEnabled(False)
    try:
        yield
    finally:
        for layout in layouts:
            layout.setEnabled(True)
            layout.update()


@lru_cache(maxsize=64)
def _face(families: tuple[str, ...], size: float, strong: bool) -> QFont:
    """Made once, because a table asks for every cell; whoever gets one gets a copy."""
    face = QFont()
    face.setFamilies(list(families))
    face.setPointSizeF(size)
    face.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
    return face


def clothe(*parts: QWidget, patient: bool = False) -> None:
    """As `Theme.clothe`, of the look that the program wears; nothing before it wears one."""
    for theme in _worn:
        theme.clothe(*parts, patient=patient)


def standing_on(ground: QWidget, *, but: QWidget | None = None) -> list[QWidget]:
    """What stands on a ground itself, as parts to be clothed one by one; all of it but one."""
    found = ground.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return [part for part in found if part is not but]


_worn: list[Theme] = []  # one program, one look


def points(pixels: float) -> float:
    """Screen pixels at 100 % as points, so that the system's own scaling still applies."""
    return pixels * 0.75


def load_families() -> tuple[str, ...]:
    """Our 黑体 first, then what this system has; our 宋体 last, because it holds the rarest names."""
    ours = [_load(f"PDHei-{weight}.ttf") for weight in ("Regular", "Bold")]
    system = ["Microsoft YaHei UI", "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei"]
    present = set(QFontDatabase.families())
    found = [*ours, *(name for name in system if name in present), _load("PDSong-Regular.ttf")]
    return tuple(dict.fromkeys(name for name in found if name)) or ("sans-serif",)


def _load(name: str) -> str:
    path = resource("fonts", name)
    handle = QFontDatabase.addApplicationFont(str(path)) if path.exists() else -1
    families = QFontDatabase.applicationFontFamilies(handle) if handle >= 0 else []
    return families[0] if families else ""


def qt_palette(look: Look) -> QPalette:
    """The look in Qt's own roles, for everything the style sheet does not name."""
    palette = QPalette()
    for role, colour in _ROLES.items():
        palette.setColor(role, QColor(getattr(look, colour)))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(look.faint))
    return palette


_ROLES = {
    QPalette.ColorRole.Window: "page",
    QPalette.ColorRole.WindowText: "ink",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "page",
    QPalette.ColorRole.Text: "ink",
    QPalette.ColorRole.PlaceholderText: "faint",
    QPalette.ColorRole.Button: "sunken",
    QPalette.ColorRole.ButtonText: "ink",
    QPalette.ColorRole.BrightText: "late",
    QPalette.ColorRole.Link: "action",
    QPalette.ColorRole.Highlight: "fill",
    QPalette.ColorRole.HighlightedText: "on_fill",
    QPalette.ColorRole.ToolTipBase: "ink",
    QPalette.ColorRole.ToolTipText: "page",
    QPalette.ColorRole.Light: "surface",
    QPalette.ColorRole.Midlight: "hover",
    QPalette.ColorRole.Mid: "line",
    QPalette.ColorRole.Dark: "edge",
    QPalette.ColorRole.Shadow: "scrim",
}


def style_sheet(theme: Theme) -> str:
    """resources/style/desk.qss with every `${token}` filled in."""
    tokens: dict[str, str] = {field.name: getattr(theme.look, field.name) for field in fields(Look)}
    tokens |= {"style": resource("style").as_posix(), "mode": "dark" if theme.dark else "light"}
    tokens |= {f"{size}_pt": f"{points(theme.pixels(size)):g}pt" for size in Type}
    return Template(resource("style", "desk.qss").read_text(encoding="utf-8")).substitute(tokens)
