"""A sheet that slides in from the right: forms and papers come here, no window opens over another."""

from collections.abc import Iterator

from PySide6.QtCore import QEasingCurve, QEvent, QObject, QPoint, QPropertyAnimation, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from app.ui.theme import MOTION_MS, Theme, Type, space
from app.ui.widgets.buttons import bare
from app.ui.widgets.plain import PlainLabel


class SidePanel(QFrame):
    """A sheet over the right part of `page`; Esc or × closes it, Tab stays inside.

    Signals:
        closed: The sheet is away; its content has been let go.
    """

    closed = Signal()

    def __init__(self, page: QWidget, theme: Theme, *, width: int = 460) -> None:
        super().__init__(page)
        self._page, self._theme, self._wanted = page, theme, width
        self._scrim = _Scrim(page, theme)
        self._content: QWidget | None = None
        self._before: QWidget | None = None
        self.setProperty("part", "panel")
        self._title = PlainLabel("", Type.TITLE)
        self._close_button = bare("close", "关闭（Esc）")
        self._close_button.clicked.connect(self.close_panel)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(space(5), space(3), space(5), space(4))
        self._column.setSpacing(space(3))
        self._column.addLayout(self._head())
        self._slide = QPropertyAnimation(self, b"pos", self)
        self._slide.setDuration(MOTION_MS)
        self._slide.setEasingCurve(QEasingCurve.Type.OutCubic)
        page.installEventFilter(self)
        theme.changed.connect(self._place)
        self.hide()

    def open_panel(self, title: str, content: QWidget, *, width: int = 0) -> None:
        """Show `content` under `title`; what was shown before is let go. `width` widens it for a paper."""
        self._drop_content()
        self._before = QApplication.focusWidget()
        self._content, self._width_now = content, width or self._wanted
        self._title.setText(title)
        self.setAccessibleName(title)
        self._column.addWidget(content, 1)
        for sheet in (self._scrim, self):
            sheet.show()
            sheet.raise_()
        self._place()
        self._slide_in()
        self._enter()

    def close_panel(self) -> None:
        """Put the sheet away and give the keyboard back to where it was."""
        if self._content is None:
            return
        self._slide.stop()
        self._drop_content()
        self.hide()
        self._scrim.hide()
        if self._before is not None and isValid(self._before) and self._before.isVisible():
            self._before.setFocus()
        self._before = None
        self.closed.emit()

    def is_open(self) -> bool:
        return self._content is not None

    def content(self) -> QWidget | None:
        return self._content

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        moved = super().focusNextPrevChild(forward)
        if self._content is None:
            return moved  # going away: Qt looks for another place for the keyboard
        now = QApplication.focusWidget()
        if now is None or not self.isAncestorOf(now):
            self._enter() if forward else self._close_button.setFocus()
        return moved

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self._content is not None:
            self._slide.stop()
            self._place()
        return super().eventFilter(watched, event)

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._close_button)
        return head

    def _enter(self) -> None:
        first = first_field(self._content) if self._content else None
        (first or self._close_button).setFocus(Qt.FocusReason.TabFocusReason)

    def _place(self) -> None:
        if self._content is None:
            return
        room = self._page.rect()
        width = min(
            self._width_now * (100 + self._theme.scale) // 200, room.width()
        )  # large text, wide sheet
        self._scrim.setGeometry(room)
        self.setGeometry(room.width() - width, 0, width, room.height())

    def _slide_in(self) -> None:
        if not self._theme.motion:
            return
        end = self.pos()
        self._slide.setStartValue(end + QPoint(min(self.width(), 120), 0))
        self._slide.setEndValue(end)
        self._slide.start()

    def _drop_content(self) -> None:
        if self._content is not None:
            self._column.removeWidget(self._content)
            self._content.hide()
            self._content.deleteLater()
            self._content = None


def first_field(place: QWidget) -> QWidget | None:
    """The first thing in `place` that the keyboard can enter."""
    return next((it for it in _seen_within(place) if it.focusPolicy() & Qt.FocusPolicy.TabFocus), None)


def _seen_within(place: QWidget) -> Iterator[QWidget]:
    """What stands in it and is not put away, in the order in which it was put there.

    Qt's own chain of the keyboard is not walked: PySide takes each widget it gives for a part of the one before,
    and goes through the whole rest of the chain whenever one of them is deleted.
    """
    for part in place.children():
        if isinstance(part, QWidget) and not part.isHidden():
            yield part
            yield from _seen_within(part)


class _Scrim(QWidget):
    """Dims what lies under the sheet and keeps the mouse off it."""

    def __init__(self, page: QWidget, theme: Theme) -> None:
        super().__init__(page)
        self._theme = theme
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        shade = QColor(self._theme.look.scrim)
        shade.setAlphaF(0.28)
        QPainter(self).fillRect(event.rect(), shade)
