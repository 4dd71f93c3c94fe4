"""Typing Chinese: which input method the program talks to, and nothing done behind one that is at work.

A clerk types half a word in pinyin and chooses characters for it. Until then the letters are a
composition: shown in the field, but not its text. No key may act on the page meanwhile.

On Linux Qt reaches the input method through a plugin. Our Qt has one for ibus and none for fcitx,
which domestic systems use; fcitx 5 also answers as ibus does, so that plugin is the way to it.
"""

from collections.abc import Collection, Mapping, MutableMapping
from pathlib import Path

from PySide6.QtCore import QEvent, QLibraryInfo, QObject, QPluginLoader, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

COMPOSING = "composing"
FOLDER = "platforminputcontexts"
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_COMMANDS = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)
_ONLY_WRITE = {
    Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta,
    Qt.Key.Key_Backspace, Qt.Key.Key_Delete, Qt.Key.Key_Left, Qt.Key.Key_Right,
}  # fmt: skip


def choose(environment: Mapping[str, str], available: Collection[str]) -> str:
    """The plugin to ask for (`QT_IM_MODULE`), or nothing where Qt's own choice is right.

    `available` are the names of the plugins our Qt can load. Wayland has a protocol of its own
    for input methods and needs no plugin unless somebody asked for one.
    """
    wanted = _wanted(environment)
    if not wanted or wanted in available:
        return ""
    if wanted.startswith("fcitx"):
        sister = next((name for name in sorted(available) if name.startswith("fcitx")), "")
        return sister or ("ibus" if "ibus" in available else "")
    return ""


def plugins(folders: Collection[Path]) -> frozenset[str]:
    """The input methods these plugin folders hold: libibusplatforminputcontextplugin.so is ibus.

    One that our Qt cannot load, because it was built for another, is none: a desktop may name its own Qt's folders.
    """
    ending = "platforminputcontextplugin"
    found = (path for folder in folders for path in folder.glob("*inputcontextplugin*") if _loads(path))
    names = (path.name.split(".")[0] for path in found)
    return frozenset(name.removeprefix("lib").removesuffix(ending) for name in names if name.endswith(ending))


def _loads(path: Path) -> bool:
    return QPluginLoader(str(path)).load()


def plugin_folders(environment: Mapping[str, str]) -> tuple[Path, ...]:
    """Where Qt looks for them: beside itself, and where the installer or the office has put one."""
    own = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath))
    more = (Path(place) for place in environment.get("QT_PLUGIN_PATH", "").split(":") if place)
    return tuple(folder / FOLDER for folder in (own, *more))


def settle(environment: MutableMapping[str, str], available: Collection[str]) -> None:
    """Let Qt start with the plugin that works; called before the `QApplication` is made."""
    chosen = choose(environment, available)
    if chosen:
        environment["QT_IM_MODULE"] = chosen
        environment.pop("QT_IM_MODULES", None)  # Qt reads this one first


def is_composing(widget: QWidget | None) -> bool:
    """Whether letters stand in this field that are not its text yet."""
    return widget is not None and bool(widget.property(COMPOSING))


class Composition(QObject):
    """Watches the field that has the keyboard. While a word is being composed there, keys that the input
    method lets through do nothing: Enter ends the composition, and the next Enter is an Enter again.

    It listens for the object that gets the focus only and keeps no field: `focusChanged` would also
    hand over the widget that loses it, half destroyed perhaps, and many a field with the focus is a part
    that Qt made inside its own widgets and takes away without telling Python.
    """

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        app.focusObjectChanged.connect(self._on_focus_changed)
        self._on_focus_changed(app.focusObject())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            watched.removeEventFilter(self)
            watched.setProperty(COMPOSING, False)  # Qt has ended it with the focus
        elif isinstance(event, QInputMethodEvent):
            watched.setProperty(COMPOSING, bool(event.preeditString()))
        elif isinstance(event, QKeyEvent) and bool(watched.property(COMPOSING)) and _acts(event):
            return self._hold(event)
        return super().eventFilter(watched, event)

    def _hold(self, event: QKeyEvent) -> bool:
        """No shortcut, no default button, no next field."""
        event.accept()  # an accepted ShortcutOverride is no shortcut any more
        if (
            event.type() == QEvent.Type.KeyPress
            and event.key() in _ENTER
            and not event.modifiers() & _COMMANDS
        ):
            QGuiApplication.inputMethod().commit()
        return True

    def _on_focus_changed(self, now: QObject | None) -> None:
        if now is not None:
            now.installEventFilter(self)


def _acts(event: QKeyEvent) -> bool:
    """Whether a key does something on a page; letters, digits and a bare Shift only write."""
    if event.type() not in {QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride}:
        return False
    if event.modifiers() & _COMMANDS:
        return True
    return event.key() not in _ONLY_WRITE and not (event.text() and event.text().isprintable())


def _wanted(environment: Mapping[str, str]) -> str:
    """The input method this session names; the first of a list, as Qt reads it."""
    listed = environment.get("QT_IM_MODULES", "").split(";")[0].strip()
    named = listed or environment.get("QT_IM_MODULE", "").strip()
    if named or environment.get("WAYLAND_DISPLAY"):
        return named
    return environment.get("XMODIFIERS", "").partition("@im=")[2].strip()
