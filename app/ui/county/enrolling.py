"""Enrolling a township: its file, and the thirty digits of the sheet that carries its seal."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout

from app.county.desk import CountyDesk
from app.errors import AppError
from app.ui.theme import space
from app.ui.widgets.buttons import primary, quiet
from app.ui.widgets.field import Field
from app.ui.widgets.flow_layout import FlowRow
from app.ui.widgets.form import Form
from app.ui.widgets.plain import PlainLabel

ABOUT = (
    "请对照乡镇盖章的公钥登记表，照纸上的数字输入校验码。没有纸质登记表也可以先登记："
    "报来的照常收存在待核对区，标“待核对印章”，不计入合计、上报和导出；核对以后自动计入，不用重报。"
)


class EnrolForm(Form):
    """Asks for the digits; without them the township stays 未核对.

    Signals:
        enrolled: Done; carries the sentence and whether the digits were compared.
    """

    enrolled = Signal(str, bool)

    def __init__(self, desk: CountyDesk, content: bytes) -> None:
        super().__init__()
        self._desk, self._content = desk, content
        self.digits_edit = QLineEdit()
        self.digits_edit.setMaxLength(60)
        self.digits_edit.setPlaceholderText("30位数字，分6组，可以不打空格")
        self.field = Field("登记表上的校验码", self.digits_edit)
        self.compare_button = primary("核对并登记")
        self.later_button = quiet("先登记，以后核对")
        self.compare_button.clicked.connect(self.compare)
        self.digits_edit.returnPressed.connect(self.compare)
        self.later_button.clicked.connect(lambda: self._enrol(None))
        column = QVBoxLayout(self)
        column.setSpacing(space(4))
        column.addWidget(PlainLabel(ABOUT, wrap=True))
        column.addWidget(self.field)
        column.addWidget(FlowRow(self.compare_button, self.later_button))
        column.addStretch(1)

    def compare(self) -> None:
        """With the digits from the paper."""
        digits = "".join(sign for sign in self.digits_edit.text() if sign.isdigit())
        if len(digits) != 30:
            self.field.set_problem(f"校验码是30位数字，现在是{len(digits)}位")
            return
        self._enrol(digits)

    def _enrol(self, digits: str | None) -> None:
        try:
            done = self._desk.enrol(self._content, digits)
        except AppError as error:
            self.field.set_problem(str(error))
            return
        state = "校验码核对一致" if done.verified else "校验码还没有核对，报来的先放在待核对区"
        state += f"，待核对区的{len(done.counted)}个报送包已计入" if done.counted else ""
        self.enrolled.emit(f"已登记{done.name}（{done.code}），{state}", done.verified)
