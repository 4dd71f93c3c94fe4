"""The tour itself: from stop to stop over the real pages, remembered as seen."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QTimer
from PySide6.QtWidgets import QWidget

from app.ui.main_window import MainWindow
from app.ui.theme import Theme
from app.ui.tour.card import TourCard
from app.ui.tour.place import place_card
from app.ui.tour.stops import STOPS, Stop
from app.ui.tour.veil import Veil

MARGIN = 4


class Tour(QObject):
    """Five stops over a window. It lies on the frame, so a locked window hides it with everything else.

    `seen` is called once the clerk has finished or skipped it.
    """

    def __init__(self, window: MainWindow, theme: Theme, seen: Callable[[], None]) -> None:
        super().__init__(window)
        self._window, self._seen, self._at = window, seen, -1
        self.veil, self.card = Veil(window.frame, theme), TourCard(window.frame)
        self.card.moved.connect(self._move)
        self.card.skipped.connect(self.end)
        self._settle = QTimer(self, singleShot=True, interval=0)
        self._settle.timeout.connect(self._place)
        window.frame.installEventFilter(self)
        theme.changed.connect(self._settle_soon)
        window.answer(tour=self.begin)

    def begin(self) -> None:
        """From the first stop."""
        self._show(0)

    def is_running(self) -> bool:
        return self._at >= 0

    def spot(self) -> QRect:
        """What is pointed at, on the frame."""
        return self._spot(STOPS[self._at]) if self.is_running() else QRect()

    def end(self) -> None:
        """Put everything away; the keyboard belongs to the page again."""
        self._at = -1
        self._settle.stop()
        self.card.hide()
        self.veil.hide()
        self._seen()
        if screen := self._window.shown:
            screen.enter()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.Resize, QEvent.Type.LayoutRequest}:
            self._settle_soon()
        return super().eventFilter(watched, event)

    def _move(self, by: int) -> None:
        if self._at + by >= len(STOPS):
            self.end()
        elif self._at + by >= 0:
            self._show(self._at + by)

    def _show(self, at: int) -> None:
        stop = STOPS[at]
        self._window.aside.close_panel()
        if self._window.current != stop.page and self._window.open_page(stop.page) is None:
            return
        self._at = at
        self.card.show_stop(stop, at + 1, len(STOPS))
        for part in (self.veil, self.card):
            part.show()
            part.raise_()
        self._place()
        self.card.next_button.setFocus()
        self._settle.start()  # a page shown for the first time finds its places only now

    def _settle_soon(self) -> None:
        if self.is_running():
            self._settle.start()

    def _place(self) -> None:
        if not self.is_running():
            return
        room, spot = self._window.frame.rect(), self.spot()
        self.veil.setGeometry(room)
        self.veil.show_spot(spot)
        self.card.move(place_card(room, spot, self.card.size()))

    def _spot(self, stop: Stop) -> QRect:
        """Around the first target that can be seen; nothing while the clerk looks at another page."""
        screen = self._window.shown
        if screen is None or self._window.current != stop.page:
            return QRect()
        for target in stop.targets:
            spot = self._around(target(self._window, screen))
            if not spot.isEmpty():
                return spot
        return QRect()

    def _around(self, widgets: Sequence[QWidget]) -> QRect:
        together = QRect()
        for widget in widgets:
            seen = widget.visibleRegion().boundingRect()
            if not seen.isEmpty():
                corner = widget.mapTo(self._window.frame, QPoint(0, 0))
                together = together.united(seen.translated(corner))
        if together.isEmpty():
            return together
        around = together.adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN)
        return around.intersected(self._window.frame.rect())
