"""Nobody at the desk: after some minutes without a key or the mouse the window locks."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from app.ui.theme import Theme

_SIGNS_OF_LIFE = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
}


class IdleWatch(QObject):
    """An event filter for the whole application.

    Signals:
        idled: `minutes` have gone by without a sign of life.
    """

    idled = Signal()

    def __init__(self, parent: QObject, minutes: int) -> None:
        super().__init__(parent)
        self._clock = QTimer(self, singleShot=True)
        self._clock.timeout.connect(self.idled)
        self.set_minutes(minutes)

    def watch_over(self, app: QApplication, theme: Theme) -> None:
        """Hear every event, but for the ten thousand of a change of look."""
        self._app = app
        app.installEventFilter(self)
        theme.changing.connect(self._close_eyes)
        theme.changed.connect(self._open_eyes)

    def set_minutes(self, minutes: int) -> None:
        self._clock.start(minutes * 60_000)

    def stop(self) -> None:
        self._clock.stop()

    def _close_eyes(self) -> None:
        self._app.removeEventFilter(self)

    def _open_eyes(self) -> None:
        self._app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _SIGNS_OF_LIFE and self._clock.isActive():
            self._clock.start()
        return super().eventFilter(watched, event)
