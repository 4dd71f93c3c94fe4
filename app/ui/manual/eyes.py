"""A clerk's eyes: what can be seen in the window in front, found by the word that stands on it."""

import re
from collections.abc import Callable, Iterator

from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QMainWindow,
    QMenu,
    QPlainTextEdit,
    QTabBar,
    QWidget,
)

from app.ui.main_window import MainWindow
from app.ui.widgets.side_panel import SidePanel

Seen = QWidget | QAction | tuple[QTabBar, int]


def plain(words: str) -> str:
    """A word as it is read: without the dots of 「更多…」, a menu's letter, a chip's key, what may be left out."""
    return re.sub(r"^\d[ 　]+(?=\D)|\(&?\w\)|（(?:选|必|应当)填写?）|&|…$", "", words.strip())


def in_sight(window: QWidget) -> Iterator[QWidget]:
    """Everything that is shown in a window; what lies in front comes first."""
    for place in _places(window):
        for widget in place.findChildren(QWidget):
            if widget.isVisible():
                yield widget


def named(window: QWidget, word: str) -> Seen | None:
    """What bears this word: the whole word before one that only begins with it, what can be used before what is grey."""
    wanted = plain(word)
    return _first(window, lambda text: text == wanted) or _first(window, lambda text: text.startswith(wanted))


def editor(window: QWidget, word: str) -> QWidget | None:
    """The field of this name."""
    fields = (QLineEdit, QPlainTextEdit, QComboBox)
    for widget in in_sight(window):
        if isinstance(widget, fields) and plain(widget.accessibleName()) == plain(word):
            return widget
    return None


def readable(window: QWidget) -> str:
    """All the words a window shows now."""
    texts = [text for widget in in_sight(window) for text in _words(widget)]
    fields = [widget.text() for widget in in_sight(window) if isinstance(widget, QLineEdit)]
    return "\n".join([window.windowTitle(), *texts, *fields])


def open_panels(window: QWidget) -> list[SidePanel]:
    """The sheets that lie over the page, the uppermost first."""
    found = [panel for panel in window.findChildren(SidePanel) if panel.is_open() and panel.isVisible()]
    return sorted(found, key=lambda panel: isinstance(window, MainWindow) and panel is not window.aside)


def _first(window: QWidget, fits: Callable[[str], bool]) -> Seen | None:
    grey: Seen | None = None
    for one in _all(window):
        if any(fits(text) for text in _words(one)):
            if not isinstance(one, QWidget) or one.isEnabled():
                return one
            grey = grey or one
    return grey


def _places(window: QWidget) -> Iterator[QWidget]:
    popup = QApplication.activePopupWidget()
    if popup is not None:
        yield popup
    if isinstance(window, MainWindow):
        yield from open_panels(window)
        if window.shown is not None and not window.is_locked():
            yield window.shown
    yield window


def _all(window: QWidget) -> Iterator[Seen]:
    for widget in in_sight(window):
        if isinstance(widget, QTabBar):
            yield from ((widget, at) for at in range(widget.count()))
        elif isinstance(widget, QMenu):
            yield from widget.actions()
        else:
            yield widget
    popup = QApplication.activePopupWidget()
    if isinstance(popup, QMenu):
        yield from popup.actions()
    if isinstance(window, QMainWindow):
        yield from window.menuBar().actions()


def _words(one: Seen) -> list[str]:
    if isinstance(one, tuple):
        return [plain(one[0].tabText(one[1]))]
    if isinstance(one, QAction):
        return [plain(one.text())]
    texts = [one.accessibleName(), one.accessibleName().partition("，")[0]]
    if isinstance(one, QAbstractButton | QLabel):
        texts.append(one.text())
    if isinstance(one, QGroupBox):
        texts.append(one.title())
    if isinstance(one, QComboBox):
        texts += [one.currentText(), *(one.itemText(at) for at in range(one.count()))]
    if isinstance(one, QLineEdit):
        texts.append(one.placeholderText())
    return [plain(text) for text in texts if text]
