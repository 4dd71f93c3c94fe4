"""Keeps what is being typed: soon after the last key, and at least every five seconds while keys fall."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

DRAFT = "reception"  # the kind of draft, one at a time
AFTER_THE_LAST_KEY = 2_500
AT_THE_LATEST = 4_500


class Keeper(QObject):
    """Calls `keep` off the path of the keys; what is put off is done at once by `keep_now`."""

    def __init__(self, parent: QObject, keep: Callable[[], None]) -> None:
        super().__init__(parent)
        self._keep = keep
        self._idle = QTimer(self, singleShot=True, interval=AFTER_THE_LAST_KEY)
        self._latest = QTimer(self, singleShot=True, interval=AT_THE_LATEST)
        for timer in (self._idle, self._latest):
            timer.timeout.connect(self._on_timeout)

    def touch(self) -> None:
        """Something was typed."""
        self._idle.start()
        if not self._latest.isActive():
            self._latest.start()

    def is_waiting(self) -> bool:
        return self._idle.isActive() or self._latest.isActive()

    def keep_now(self) -> None:
        """The page is left or locked."""
        if self.is_waiting():
            self._on_timeout()

    def rest(self) -> None:
        """There is nothing to keep any more."""
        self._idle.stop()
        self._latest.stop()

    def _on_timeout(self) -> None:
        self.rest()
        self._keep()
