"""Nobody at the desk: after some minutes without a key or the mouse the window locks."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

_SIGNS_OF_LIFE = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
}


class IdleWatch(QObject):
    """Hears what the system sends to the window that is used, and none of what widgets tell each other.

    Signals:
        idled: `minutes` have gone by without a sign of life.
        heard: A sign of life.
    """

    idled, heard = Signal(), Signal()

    def __init__(self, parent: QObject, minutes: int) -> None:
        super().__init__(parent)
        self._clock = QTimer(self, singleShot=True)
        self._clock.timeout.connect(self.idled)
        self.set_minutes(minutes)

    def watch_over(self, app: QGuiApplication) -> None:
        """Every window of the program while it has the keyboard, dialogs too.

        An input method keeps the keys to itself; a cursor that moves shows that somebody writes.
        """
        app.focusWindowChanged.connect(self._on_focus_changed)
        QGuiApplication.inputMethod().cursorRectangleChanged.connect(self._hear)
        self._on_focus_changed(QGuiApplication.focusWindow())

    def set_minutes(self, minutes: int) -> None:
        self._clock.start(minutes * 60_000)

    def stop(self) -> None:
        self._clock.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _SIGNS_OF_LIFE:
            self._hear()
        return super().eventFilter(watched, event)

    def _hear(self) -> None:
        if self._clock.isActive():
            self._clock.start()
        self.heard.emit()

    def _on_focus_changed(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)
