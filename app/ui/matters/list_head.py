"""What stands above the list: 常用, the filters, the order, how many there are."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from app.ui.matters.list_words import FILTERS, SORT_WORDS
from app.ui.theme import Type, space
from app.ui.widgets.buttons import Button, Kind, link, quiet
from app.ui.widgets.chips import Chips
from app.ui.widgets.flow_layout import FlowLayout, FlowRow
from app.ui.widgets.plain import PlainLabel


class RemovableChips(QWidget):
    """One chip per filter in force; a click, Delete or Backspace takes it away.

    Signals:
        removed: A filter is not wanted any more; carries its field.
    """

    removed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.chips: dict[str, Button] = {}
        self._row = FlowLayout(self)
        self.hide()

    def show_filters(self, words: Mapping[str, str]) -> None:
        for chip in self.chips.values():
            self._row.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.setVisible(bool(words))
        self.chips = {field: self._made(field, word) for field, word in words.items()}
        self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        focused = next((field for field, chip in self.chips.items() if chip.hasFocus()), "")
        if focused and event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.removed.emit(focused)
        else:
            super().keyPressEvent(event)

    def _made(self, field: str, word: str) -> Button:
        chip = Button(f"{word}　✕", Kind.CHIP, tip="点一下去掉这个筛选")
        chip.setCheckable(True)
        chip.setChecked(True)
        chip.setAccessibleName(f"去掉筛选：{word}")
        chip.clicked.connect(lambda: self.removed.emit(field))
        self._row.addWidget(chip)
        chip.show()
        return chip


class ListHead(QWidget):
    """The controls over the list; it decides nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.views = Chips((), name="常用")
        self.filters = Chips(FILTERS, name="筛选")
        self.filters.choose("open")
        self.narrowing = RemovableChips()
        self.filter_button = quiet("筛选…", tip="按形式、状态、村、单位、分类、登记时间筛选")
        self.sort_box = QComboBox()
        self.sort_box.setAccessibleName("排序")
        self.columns_button = quiet("列…", tip="显示或隐藏表格的列")
        self.table_button = quiet("表格", icon_name="table")
        self.count_label = PlainLabel("", Type.CAPTION)
        self.count_label.setContentsMargins(0, space(1), 0, 0)  # on the line of the links beside it
        self.keep_link, self.rename_link = link("存为常用"), link("改名")
        self.remove_link = link("删除常用")
        self._build()
        self.show_views((), "")

    def show_views(self, names: Iterable[str], current: str) -> None:
        """The views there are, and which of them is shown; only that one can be renamed or removed."""
        listed = list(names)
        self.views.set_options([(name, name) for name in listed])
        self.views.choose(*[name for name in listed if name == current])
        self.views.setVisible(bool(listed))
        self.keep_link.setVisible(not current)
        self.rename_link.setVisible(bool(current))
        self.remove_link.setVisible(bool(current))

    def show_sorts(self, sorts: Iterable[str], current: str) -> None:
        """The orders that can be had with these filters."""
        self.sort_box.blockSignals(True)
        self.sort_box.clear()
        for sort in sorts:
            self.sort_box.addItem(SORT_WORDS[sort], sort)
        self.sort_box.setCurrentIndex(self.sort_box.findData(current))
        self.sort_box.blockSignals(False)

    def show_as(self, *, table: bool) -> None:
        self.table_button.set_verb("列表" if table else "表格")
        self.columns_button.setVisible(table)

    def _build(self) -> None:
        tools = FlowRow(self.filter_button, self.sort_box, self.columns_button, self.table_button)
        below = FlowRow(self.count_label, self.keep_link, self.rename_link, self.remove_link)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(2))
        column.addWidget(self.views)
        column.addWidget(self.filters)
        column.addWidget(tools)
        column.addWidget(self.narrowing)
        column.addWidget(below)
