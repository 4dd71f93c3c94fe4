"""A sealed matter (检举控告) before it is opened: what is hidden, and the way to it with a reason."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout

from app.ui.theme import Tone, space
from app.ui.widgets.buttons import primary
from app.ui.widgets.card import Notice
from app.ui.widgets.field import Field
from app.ui.widgets.form import Form

NOTE = (
    "检举控告事项，内容、人员和材料已密封，只显示编号、日期和状态。"
    "不得将检举、揭发材料以及有关情况透露或者转给被检举、揭发的人员或者单位（《信访工作条例》第三十条第三款）。"
)


class SealedCard(Form):
    """Asks who looks and why.

    Signals:
        opening_requested: A reader gave a reason; carries the reason and the reader's name.
    """

    opening_requested = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.reader_box = QComboBox()
        self.reader_field = Field("查阅人", self.reader_box, hint="只有设置里名单上的人可以启封")
        self.reason_edit = QLineEdit()
        self.reason_field = Field("为什么要启封查看", self.reason_edit, hint="会记入经过，例如“办理受理”")
        self.open_button = primary("启封查看", icon_name="sealed")
        self.open_button.clicked.connect(self._on_open_clicked)
        foot = QHBoxLayout()
        foot.addWidget(self.open_button)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, space(3), 0, 0)
        column.setSpacing(space(4))
        column.addWidget(Notice(NOTE, Tone.SOON))
        column.addWidget(self.reader_field)
        column.addWidget(self.reason_field)
        column.addLayout(foot)
        column.addStretch(1)

    def start_anew(self, readers: Sequence[str] = ()) -> None:
        """Empty; with one reader there is nothing to choose."""
        self.reader_box.clear()
        self.reader_box.addItems(list(readers))
        self.reader_field.setVisible(len(readers) > 1)
        self.reason_edit.clear()
        self.reason_field.set_problem("")

    def enter(self) -> None:
        self.reason_edit.setFocus()

    def _on_open_clicked(self) -> None:
        self.opening_requested.emit(self.reason_edit.text(), self.reader_box.currentText())
