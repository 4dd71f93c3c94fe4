"""A date as clerks write it: 11.21, 1121, 今天, 昨天, +15, or picked from the calendar."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QDate, QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QPalette, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QLineEdit, QToolButton, QVBoxLayout, QWidget

from app.core.dates import parse_date
from app.errors import AppError
from app.ui.icons import icon

WEEKDAYS = "一二三四五六日"


class DateEdit(QLineEdit):
    """A line for a date. Leaving it writes the date out in full with its weekday.

    Signals:
        date_changed: The date is another one, or none.
        problem_changed: The sentence of a mistake, or nothing again.
    """

    date_changed = Signal()
    problem_changed = Signal(str)

    def __init__(
        self, today: Callable[[], date], *, name: str = "日期", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._today = today
        self._date: date | None = None
        self.setAccessibleName(name)
        self.setPlaceholderText("如 11.21、昨天、+15")
        self._open_action = QAction("打开日历", self)
        self._open_action.triggered.connect(self.open_calendar)
        self.addAction(self._open_action, QLineEdit.ActionPosition.TrailingPosition)
        self.editingFinished.connect(self._settle)
        self._draw_icon()

    def value(self) -> date | None:
        """The date meant by what stands here; none if empty or not a date.

        Whoever asks while it is being typed (a draft is kept) changes nothing under the clerk's hands:
        11.2 may become 11.21 with the next key.
        """
        if self.hasFocus():
            self._take(None if self.problem() else self._read())
        else:
            self._settle()
        return self._date

    def set_value(self, day: date | None) -> None:
        self.setText(shown_date(day))
        self._take(day)

    def problem(self) -> str:
        """The sentence saying why this is no date, or nothing."""
        try:
            self._read()
        except AppError as error:
            return str(error)
        return ""

    def open_calendar(self) -> None:
        """The calendar under the field; Esc closes it, a click or Enter takes the day."""
        popup = _Calendar(self, self._date or self._today())
        popup.picked.connect(self.set_value)
        popup.move(self.mapToGlobal(QPoint(0, self.height() + 4)))
        popup.show()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._settle()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_open_action"):
            self._draw_icon()

    def _draw_icon(self) -> None:
        self._open_action.setIcon(icon("calendar", self.palette().color(QPalette.ColorRole.PlaceholderText)))

    def _read(self) -> date | None:
        text = self.text().strip()
        if not text or text == shown_date(self._date):
            return self._date if text else None
        return parse_date(text, today=self._today())

    def _settle(self) -> None:
        problem = self.problem()
        self.problem_changed.emit(problem)
        day = None if problem else self._read()
        self._take(day)
        if day:
            self.setText(shown_date(day))

    def _take(self, day: date | None) -> None:
        changed, self._date = day != self._date, day
        if changed:
            self.date_changed.emit()


class _Calendar(QFrame):
    """One month on a sheet that closes by itself."""

    picked = Signal(object)

    def __init__(self, parent: QWidget, shown: date) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("part", "popup")
        month = QCalendarWidget()
        month.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        month.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.SingleLetterDayNames)
        month.setMinimumSize(308, 252)  # two digits and their padding at every text size
        _calm(month)
        _turn_with_ours(month)
        month.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        month.setSelectedDate(QDate(shown.year, shown.month, shown.day))
        month.clicked.connect(self._on_day_chosen)
        month.activated.connect(self._on_day_chosen)
        QVBoxLayout(self).addWidget(month)
        month.setFocus()

    def _on_day_chosen(self, day: QDate) -> None:
        self.picked.emit(date(day.year(), day.month(), day.day()))
        self.close()


def _calm(month: QCalendarWidget) -> None:
    """Saturday and Sunday as any day: red means 超期 and nothing else."""
    plain = QTextCharFormat()
    plain.setForeground(month.palette().color(QPalette.ColorRole.Text))
    for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
        month.setWeekdayTextFormat(day, plain)


def _turn_with_ours(month: QCalendarWidget) -> None:
    """Qt's own arrows are black on any ground."""
    ink = month.palette().color(QPalette.ColorRole.Text)
    for name, ours in (("prev", "back"), ("next", "forward")):
        turn = month.findChild(QToolButton, f"qt_calendar_{name}month")
        if isinstance(turn, QToolButton):
            turn.setIcon(icon(ours, ink))


def shown_date(day: date | None) -> str:
    """As it stands in a field: 2026-11-21 周六."""
    return f"{day.isoformat()} 周{WEEKDAYS[day.weekday()]}" if day else ""
