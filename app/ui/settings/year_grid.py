"""The year at a glance: twelve small months, drawn by one widget, walked through with the arrow keys."""

from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QWidget

from app.core.calendar_years import CalendarYear, YearDay
from app.ui.settings.day_marks import draw_mark, mark_of
from app.ui.settings.year_layout import Cell, YearLayout
from app.ui.theme import Theme, Type, space
from app.ui.widgets.date_edit import WEEKDAYS
from app.ui.widgets.plain import plain_tooltip

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}
_TURNS = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
_OPENS = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}


class YearGrid(QWidget):
    """Arrow keys move by days and weeks, Page keys by months, Enter or a click opens a day.

    Below the months in which a day was opened there is room for one panel.

    Signals:
        opened: The clerk wants to see or change a day; carries it.
        left: The clerk walked out of the year; carries the day beyond its end.
    """

    opened = Signal(object)
    left = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._today, self._current = date.min, date.min
        self._days: dict[date, YearDay] = {}
        self._slot: QWidget | None = None
        self._slot_month = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self._place)

    def show_year(self, year: CalendarYear, today: date) -> None:
        """Another year, or the same one after a change; the current day stays where it can."""
        self._days = {day.day: day for day in year.days}
        self._today = today
        if self._current not in self._days:
            self._current = today if today in self._days else date(year.year, 1, 1)
        self._speak()
        self._place()

    def current(self) -> date:
        return self._current

    def choose(self, day: date) -> None:
        """Make a day of this year the current one and bring it into view."""
        self._current = day
        self._speak()
        self._reveal(self._layout().day(day))
        self.update()

    def open_slot(self, widget: QWidget, month: int) -> None:
        """Put a panel below the row of months that `month` stands in."""
        self._slot, self._slot_month = widget, month
        widget.setParent(self)
        widget.show()
        self._place()
        self._reveal(self._layout().slot_rect())

    def close_slot(self) -> None:
        """Put the panel away and give the keyboard back to the days."""
        if self._slot is not None:
            self._slot.hide()
        self._slot, self._slot_month = None, 0
        self._place()
        self.setFocus()

    def day_rect(self, day: date) -> QRectF:
        """Where a day stands in this widget."""
        return self._layout().day(day)

    def sizeHint(self) -> QSize:
        return QSize(640, self.heightForWidth(self.width()))  # a page that scrolls asks for no other width

    def minimumSizeHint(self) -> QSize:
        return QSize(round(7 * self._cell().width) + space(1), self.heightForWidth(self.width()))

    def heightForWidth(self, width: int) -> int:
        return round(self._layout(width).height) + space(1) if self._days else 0

    def hasHeightForWidth(self) -> bool:
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS:
            self._go(self._current + timedelta(days=_STEPS[key]))
        elif key in _TURNS:
            self._go(_month_away(self._current, _TURNS[key]))
        elif key in _OPENS:
            self.opened.emit(self._current)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        day = self._layout().day_at(event.position())
        if day:
            self._current = day
            self._speak()
            self.update()
            self.opened.emit(day)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        day = self._layout().day_at(event.position())
        self.setCursor(Qt.CursorShape.PointingHandCursor if day else Qt.CursorShape.ArrowCursor)
        plain_tooltip(self, _explained(self._days[day]) if day else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._place()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.EnabledChange:
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        layout = self._layout()
        for month in range(1, 13):
            self._draw_head(painter, layout, month)
        for day, shown in self._days.items():
            mark = mark_of(shown, today=day == self._today)
            current = day == self._current and (self.hasFocus() or self._slot is not None)
            draw_mark(painter, self._theme, layout.day(day), mark, current=current)
        painter.end()

    def _draw_head(self, painter: QPainter, layout: YearLayout, month: int) -> None:
        painter.setPen(self._theme.colour("ink"))
        painter.setFont(self._theme.face(Type.BODY, strong=True))
        painter.drawText(layout.title(month).adjusted(space(1), 0, 0, 0), int(_LEFT), f"{month}月")
        painter.setPen(self._theme.colour("soft"))
        painter.setFont(self._theme.face(Type.CAPTION))
        for weekday, word in enumerate(WEEKDAYS):
            painter.drawText(layout.weekday(month, weekday), int(Qt.AlignmentFlag.AlignCenter), word)

    def _cell(self) -> Cell:
        metrics = QFontMetricsF(self._theme.face(Type.CAPTION, strong=True))
        width = metrics.horizontalAdvance("28班") + space(1)
        return Cell(width, metrics.height() + space(2), metrics.height() + space(2))

    def _layout(self, width: int = 0) -> YearLayout:
        year = next(iter(self._days), self._today).year
        wide = float(width or self.width()) - 2
        slot = float(self._slot.sizeHint().height()) if self._slot else 0.0
        return YearLayout(year, wide, self._cell(), self._slot_month, slot)

    def _go(self, day: date) -> None:
        if day in self._days:
            self.choose(day)
        else:
            self.left.emit(day)

    def _speak(self) -> None:
        """The current day in words, for a reader that cannot see it."""
        if self._current in self._days:
            self.setAccessibleName(f"日历，{self._days[self._current].spoken()}")

    def _place(self) -> None:
        self.updateGeometry()
        self._place_slot()
        self.update()

    def _place_slot(self) -> None:
        if self._slot is not None:
            self._slot.setGeometry(self._layout().slot_rect().toRect())

    def _reveal(self, room: QRectF) -> None:
        """Scroll the page so that the keyboard's place can be seen."""
        area: QWidget | None = self.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        page = area.widget() if isinstance(area, QScrollArea) else None
        if isinstance(area, QScrollArea) and page is not None:
            middle = self.mapTo(page, QPoint(0, 0)) + room.center().toPoint()
            area.ensureVisible(middle.x(), middle.y(), 0, round(room.height() / 2) + space(4))


_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def _explained(day: YearDay) -> str:
    return "\n".join(filter(None, (day.spoken(), day.source)))


def _month_away(day: date, months: int) -> date:
    """The same day of a neighbouring month, or that month's 28th where it has none."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, 28))
