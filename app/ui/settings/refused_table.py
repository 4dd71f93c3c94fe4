"""The rows of an old register that need a look: row, column and sentence, as many as there are."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHeaderView, QTableView

from app.ui.settings.register_words import Remark
from app.ui.theme import Theme, space

HEADS = ("表中的行", "列", "说明")
_LETTERS = (5, 7)  # of the first two columns; the sentence takes the room that is left
_Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


class RemarksModel(QAbstractTableModel):
    """Thousands of lines, of which only those seen are asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.remarks: Sequence[Remark] = ()

    def show_remarks(self, remarks: Sequence[Remark]) -> None:
        self.beginResetModel()
        self.remarks = remarks
        self.endResetModel()

    def rowCount(self, parent: _Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.remarks)

    def columnCount(self, parent: _Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(HEADS)

    def headerData(self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401  (Qt's own)
        if way == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return HEADS[section]
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401  (Qt's own)
        remark = self.remarks[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return (f"第{remark.row}行", remark.column, remark.sentence)[index.column()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return told(remark)
        return None


class RemarksTable(QTableView):
    """Arrow keys go from line to line.

    Signals:
        reached: Another line is current; carries its whole sentence if the table shows only a part of it.
    """

    reached = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.lines = RemarksModel()
        self.setModel(self.lines)
        self.setAccessibleName("要看的行")
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionsClickable(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.selectionModel().currentRowChanged.connect(lambda *_: self._tell())
        theme.changed.connect(self._fit)

    def show_remarks(self, remarks: Sequence[Remark]) -> None:
        """These and no others; the first one is current."""
        self.lines.show_remarks(remarks)
        self.setColumnHidden(1, not any(remark.column for remark in remarks))
        self._fit()
        self.scrollToTop()
        self.setCurrentIndex(self.lines.index(0, 0))
        self._tell()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        letter = self.fontMetrics().height()
        self.verticalHeader().setMinimumSectionSize(space(5))
        self.verticalHeader().setDefaultSectionSize(letter + space(3))
        for column, letters in enumerate(_LETTERS):
            self.setColumnWidth(column, letters * letter)
        taken = sum(self.columnWidth(column) for column in range(len(_LETTERS)))
        rest = self.viewport().width() - taken
        self.setColumnWidth(len(_LETTERS), max(rest, 12 * letter))
        self._tell()

    def _tell(self) -> None:
        at = self.currentIndex().row()
        remark = self.lines.remarks[at] if 0 <= at < len(self.lines.remarks) else None
        room = self.columnWidth(len(_LETTERS)) - space(5)
        cut = remark is not None and self.fontMetrics().horizontalAdvance(remark.sentence) > room
        self.reached.emit(told(remark) if remark and cut else "")


def told(remark: Remark) -> str:
    """第12行“姓名”：没有填写…"""
    column = f"“{remark.column}”" if remark.column else ""
    return f"第{remark.row}行{column}：{remark.sentence}"
