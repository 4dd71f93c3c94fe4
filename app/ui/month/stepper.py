"""‹ 2026年10月 ›: which period is shown, and how long it is."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from app.core.periods import Period
from app.ui.month.spans import LENGTHS, length_of
from app.ui.theme import space
from app.ui.widgets.buttons import bare
from app.ui.widgets.chips import Chips


class PeriodStepper(QWidget):
    """One step back or forth, any period from the list, and 月 季 半年 年.

    Signals:
        changed: Another period is wanted; `period()` says which.
    """

    changed = Signal()

    def __init__(self, offered: Callable[[str], Sequence[Period]]) -> None:
        super().__init__()
        self._offered = offered
        self._periods: Sequence[Period] = ()
        self.earlier_button = bare("back", "上一期")
        self.later_button = bare("forward", "下一期")
        self.list_box = QComboBox()
        self.list_box.setAccessibleName("统计期")
        self.list_box.setMaxVisibleItems(14)
        self.list_box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.lengths = Chips(LENGTHS, name="统计期长短")
        self.earlier_button.clicked.connect(lambda: self._step(1))
        self.later_button.clicked.connect(lambda: self._step(-1))
        self.list_box.currentIndexChanged.connect(self._on_index_changed)
        self.lengths.changed.connect(self._on_length_changed)
        self._build()

    def period(self) -> Period:
        return self._periods[max(self.list_box.currentIndex(), 0)]

    def show_period(self, period: Period) -> None:
        """Make this the shown period without telling anybody."""
        length = length_of(period)
        self.lengths.choose(length)
        self._fill(length)
        ids = [one.id for one in self._periods]
        self.list_box.blockSignals(True)
        self.list_box.setCurrentIndex(ids.index(period.id) if period.id in ids else 0)
        self.list_box.blockSignals(False)
        self._allow_steps()

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(space(1))
        for widget in (self.earlier_button, self.list_box, self.later_button):
            row.addWidget(widget)
        row.addSpacing(space(2))
        middle = QVBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self.lengths)
        middle.addStretch(1)
        row.addLayout(middle, 1)

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

    def _on_index_changed(self) -> None:
        self._allow_steps()
        self.changed.emit()

    def _on_length_changed(self) -> None:
        """The running period of the new length, as a clerk who asks for 季 means this one."""
        self._fill(self.lengths.value())
        self._on_index_changed()
