"""The parts of the table in one line: a word leads to its part, and says which one the clerk is in."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu

from app.core.figures import AXES, AXIS_BY_ID, SHOWN
from app.ui.month.rows import ALONE, WITH_BEFORE, WITH_YEAR
from app.ui.theme import space
from app.ui.widgets.buttons import quiet
from app.ui.widgets.chips import Chips
from app.ui.widgets.flow_layout import FlowRow

BREAKDOWNS = "by"
VIEW_WORDS = ((ALONE, "本期"), (WITH_YEAR, "同比"), (WITH_BEFORE, "环比"))
FINER = tuple(axis.id for axis in AXES if axis.id not in SHOWN)
"""Breakdowns that are counted only when the clerk asks for them."""


class Jumps(FlowRow):
    """Words to the parts, a menu of the breakdowns, and where the window is narrow the choice of columns.

    Signals:
        part_wanted: Carries a part's key, or an axis.
        axis_toggled: A finer breakdown is wanted, or not any more; carries the axis.
        view_changed: Other columns are wanted; `view()` says which.
    """

    part_wanted, axis_toggled, view_changed = Signal(str), Signal(str), Signal()

    def __init__(self) -> None:
        self.chips, self.views = Chips((), name="跳到"), Chips(VIEW_WORDS, name="列")
        self.axes_button = quiet("分类…", tip="跳到一种分类，或者另加一种")
        super().__init__(self.chips, self.axes_button, self.views)
        self._shown: tuple[tuple[str, str], ...] = ()
        self._axes: tuple[str, ...] = ()
        self._more: Collection[str] = ()
        self.views.choose(WITH_YEAR)
        self.chips.changed.connect(lambda: self.part_wanted.emit(self.chips.value()))
        self.axes_button.clicked.connect(self.open_menu)
        self.views.changed.connect(self.view_changed)

    def show_parts(
        self, parts: Sequence[tuple[str, str]], axes: Collection[str], more: Collection[str]
    ) -> None:
        """The parts there are now, the breakdowns among them, and the finer ones that were asked for."""
        named = tuple((key, word) for key, word in parts if key != BREAKDOWNS)
        if named != self._shown:
            self._shown = named
            self.chips.set_options(named)
        self._axes, self._more = tuple(axes), tuple(more)
        self.axes_button.setVisible(bool(axes))

    def mark(self, part: str) -> None:
        """The clerk is in this part."""
        self.chips.choose(part)

    def view(self) -> str:
        return self.views.value()

    def open_menu(self) -> QMenu:
        """Every breakdown; the finer ones with a tick where they are shown."""
        menu = QMenu(self.axes_button)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for axis in (axis.id for axis in AXES if axis.id in self._axes):
            action = menu.addAction(AXIS_BY_ID[axis].name)
            action.triggered.connect(lambda _=False, axis=axis: self.part_wanted.emit(axis))
        menu.addSeparator()
        for axis in FINER:
            action = menu.addAction(f"另加：{AXIS_BY_ID[axis].name}")
            action.setCheckable(True)
            action.setChecked(axis in self._more)
            action.triggered.connect(lambda _=False, axis=axis: self.axis_toggled.emit(axis))
        button = self.axes_button
        menu.popup(button.mapToGlobal(QPoint(0, button.height() + space(1))))
        menu.setActiveAction(menu.actions()[0])
        return menu
