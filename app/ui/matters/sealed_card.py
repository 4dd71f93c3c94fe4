"""A sealed matter (检举控告) before it is opened: what is hidden, and the way to it with a reason."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout

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
    """Asks why the content is to be seen.

    Signals:
        opening_requested: The clerk gave a reason; carries it.
    """

    opening_requested = Signal(str)

    def __init__(self) -> None:
        super().__init__()
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
        column.addWidget(self.reason_field)
        column.addLayout(foot)
        column.addStretch(1)

    def start_anew(self) -> None:
        self.reason_edit.clear()
        self.reason_field.set_problem("")

    def enter(self) -> None:
        self.reason_edit.setFocus()

    def _on_open_clicked(self) -> None:
        self.opening_requested.emit(self.reason_edit.text())
