"""‹ 2026年10月 ›: which period is shown, and how long it is; or any two dates."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from app.core.periods import Period
from app.errors import ValidationError
from app.ui.month.spans import FREE, LENGTHS, length_of
from app.ui.theme import Theme, Tone, Type, space
from app.ui.widgets.buttons import bare
from app.ui.widgets.chips import Chips
from app.ui.widgets.date_edit import DateEdit
from app.ui.widgets.plain import PlainLabel

_DATE = "2026-12-30 周三 "  # as a date field writes it out


class PeriodStepper(QWidget):
    """One step back or forth, any period from the list, 月 季 半年 年, and 自选 with two dates.

    Signals:
        changed: Another period is wanted; `period()` says which.
        reshaped: The stepper is wider or narrower now.
    """

    changed, reshaped = Signal(), Signal()

    def __init__(
        self, offered: Callable[[str], Sequence[Period]], read: Callable[[str], Period],
        today: Callable[[], date], theme: Theme,
    ) -> None:  # fmt: skip
        super().__init__()
        self._offered, self._read, self._theme = offered, read, theme
        self._periods: Sequence[Period] = ()
        self._free: Period | None = None
        self.earlier_button = bare("back", "上一期")
        self.later_button = bare("forward", "下一期")
        self.list_box = QComboBox()
        self.list_box.setAccessibleName("统计期")
        self.list_box.setMaxVisibleItems(14)
        self.list_box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.lengths = Chips((*LENGTHS, FREE), name="统计期长短")
        self.first_edit, self.last_edit = DateEdit(today, name="从哪一天"), DateEdit(today, name="到哪一天")
        self._problem = PlainLabel("", Type.CAPTION, tone=Tone.LATE)
        self._listed, self._dates = QWidget(), QWidget()
        self._build()
        self._connect()

    def period(self) -> Period:
        return self._free or self._periods[max(self.list_box.currentIndex(), 0)]

    def show_period(self, period: Period) -> None:
        """Make this the shown period without telling anybody."""
        length = length_of(period)
        self.lengths.choose(length)
        self._show_free(period if length == FREE[0] else None)
        if self._free:
            return
        self._fill(length)
        ids = [one.id for one in self._periods]
        self.list_box.blockSignals(True)
        self.list_box.setCurrentIndex(ids.index(period.id) if period.id in ids else 0)
        self.list_box.blockSignals(False)
        self._allow_steps()

    def problem(self) -> str:
        """Why the two dates are no period, or nothing."""
        return self._problem.text()

    def _build(self) -> None:
        self._row_in(self._listed, self.earlier_button, self.list_box, self.later_button)
        self._row_in(self._dates, self.first_edit, PlainLabel("至"), self.last_edit)
        self._dates.hide()
        self._problem.hide()
        row = QHBoxLayout()
        row.setSpacing(space(3))
        for widget in (self._listed, self._dates):
            row.addWidget(widget)
        middle = QVBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self.lengths)
        middle.addStretch(1)
        row.addLayout(middle, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(row)
        column.addWidget(self._problem)

    def _connect(self) -> None:
        self.earlier_button.clicked.connect(lambda: self._step(1))
        self.later_button.clicked.connect(lambda: self._step(-1))
        self.list_box.currentIndexChanged.connect(self._on_index_changed)
        self.lengths.changed.connect(self._on_length_changed)
        for edit in (self.first_edit, self.last_edit):
            edit.date_changed.connect(self._on_dates_changed)
            edit.problem_changed.connect(self._say)
        self._theme.changed.connect(self._size_dates)
        self._size_dates()

    def _row_in(self, place: QWidget, *widgets: QWidget) -> None:
        row = QHBoxLayout(place)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(space(1))
        for widget in widgets:
            row.addWidget(widget)

    def _size_dates(self) -> None:
        wide = self.fontMetrics().horizontalAdvance(_DATE) + space(12)
        for edit in (self.first_edit, self.last_edit):
            edit.setFixedWidth(wide)

    def _fill(self, length: str) -> None:
        self._periods = self._offered(length)
        self.list_box.blockSignals(True)
        self.list_box.clear()
        self.list_box.addItems([period.name for period in self._periods])
        self.list_box.blockSignals(False)

    def _step(self, rows: int) -> None:
        self.list_box.setCurrentIndex(self.list_box.currentIndex() + rows)

    def _allow_steps(self) -> None:
        at = self.list_box.currentIndex()
        self.earlier_button.set_allowed(at + 1 < len(self._periods), "更早的统计期没有列出")
        self.later_button.set_allowed(at > 0, "这是最近的一期")

    def _show_free(self, period: Period | None) -> None:
        """Two dates instead of the list, or the list again."""
        self._free = period
        self._listed.setVisible(period is None)
        self._dates.setVisible(period is not None)
        self._say("")
        if period:
            for edit, day in ((self.first_edit, period.start), (self.last_edit, period.end)):
                edit.blockSignals(True)
                edit.set_value(day)
                edit.blockSignals(False)
        self.reshaped.emit()

    def _say(self, problem: str) -> None:
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))

    def _on_index_changed(self) -> None:
        self._allow_steps()
        self.changed.emit()

    def _on_length_changed(self) -> None:
        """The running period of the new length, as a clerk who asks for 季 means this one; 自选 begins with what was shown."""
        length = self.lengths.value()
        if length == FREE[0]:
            shown = self.period()
            self._show_free(self._read(f"{shown.start}..{shown.end}"))
            self.first_edit.setFocus()
            self.changed.emit()
            return
        self._show_free(None)
        self._fill(length)
        self._on_index_changed()

    def _on_dates_changed(self) -> None:
        first, last = self.first_edit.value(), self.last_edit.value()
        if not (self._free and first and last):
            return
        try:
            self._free = self._read(f"{first}..{last}")
        except ValidationError as error:
            self._say(str(error))
        else:
            self._say("")
            self.changed.emit()
