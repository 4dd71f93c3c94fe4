"""The keys of both sides: whether the county is known and compared on paper, and how we introduce ourselves."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from app.ui.exchange.words import grouped
from app.ui.theme import Tone, Type
from app.ui.widgets.buttons import primary, quiet
from app.ui.widgets.card import Card
from app.ui.widgets.field import Field
from app.ui.widgets.flow_layout import FlowRow
from app.ui.widgets.plain import Badge, PlainLabel, restyle

DIGITS = 30
UNKNOWN = "还没有县信访局的登记文件（county-….xfe），报送包不能加密。请向县信访局索取，用U盘带回来接收。"
PROVISIONAL = "请对照县局盖章的登记表，照纸上的数字输入校验码。没有核对以前，不能确定对方就是县局。"
VERIFIED = "校验码已与盖章的登记表核对一致，报送包只有县局能打开。"


class CountyCard(Card):
    """The county's key: 未登记, 未核对, 已核对.

    Signals:
        file_wanted: Take the county's enrolment file in.
        digits_typed: The digits of the sealed sheet are to be compared; carries them.
    """

    file_wanted = Signal()
    digits_typed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._computed = ""
        self._name, self._badge = PlainLabel("县信访局", Type.LEAD, strong=True), Badge("", Tone.SOON)
        self._sentence = PlainLabel("", wrap=True)
        self.digits_edit = QLineEdit()
        self.digits_edit.setMaxLength(60)
        self.digits_edit.setPlaceholderText("30位数字，分6组，可以不打空格")
        self.digits_field = Field("登记表上的校验码", self.digits_edit)
        self.compare_button = primary("核对")
        self.take_button = primary("接收县局登记文件", icon_name="usb")
        self.take_button.clicked.connect(self.file_wanted)
        self.compare_button.clicked.connect(self._on_submitted)
        self.digits_edit.returnPressed.connect(self._on_submitted)
        self._build()

    def show_county(self, county: Mapping[str, Any] | None, computed: str) -> None:
        """`computed` are the digits this PC works out from the file, where it has the file at hand."""
        provisional = county is not None and not county["verified"]
        self._computed = computed
        self._name.setText(str(county["name"]) if county else "县信访局")
        word, tone = (
            ("未登记", Tone.LATE)
            if county is None
            else ("未核对", Tone.SOON)
            if provisional
            else ("已核对", Tone.DONE)
        )
        self._badge.show_word(word, tone)
        self._sentence.setText(UNKNOWN if county is None else PROVISIONAL if provisional else VERIFIED)
        self.digits_field.setVisible(provisional)
        self.compare_button.setVisible(provisional)
        # What this PC computed is not shown: the digits must come from the sealed paper, not from the screen.
        self.digits_field.set_problem("")
        self.take_button.set_verb("换用新的登记文件" if county else "接收县局登记文件")
        self.take_button.setProperty("kind", "link" if county else "primary")
        restyle(self.take_button)

    def next_widget(self) -> QWidget | None:
        """Where the keyboard belongs while the county is not known or not compared yet."""
        if self.take_button.property("kind") == "primary":
            return self.take_button
        return self.digits_edit if not self.digits_field.isHidden() else None

    def computed_digits(self) -> str:
        """The digits shown for comparison, empty where the file is not at hand."""
        return self._computed

    def set_problem(self, sentence: str) -> None:
        """What is wrong with the digits."""
        self.digits_field.set_problem(sentence)
        if sentence:
            self.digits_edit.setFocus()

    def state(self) -> str:
        return self._badge.text()

    def _on_submitted(self) -> None:
        digits = "".join(char for char in self.digits_edit.text() if char.isdigit())
        if len(digits) != DIGITS:
            self.set_problem(f"校验码共{DIGITS}位，现在是{len(digits)}位，请对照登记表补全")
            return
        self.set_problem("")
        self.digits_typed.emit(digits)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._name, 1)
        head.addWidget(self._badge)
        foot = FlowRow(self.compare_button, self.take_button)
        self.column.addLayout(head)
        self.column.addWidget(self._sentence)
        self.column.addWidget(self.digits_field)
        self.column.addWidget(foot)


class OwnCard(Card):
    """How this office introduces itself to the county: a sealed sheet and a small file.

    Signals:
        sheet_wanted: Show the sheet (公钥登记表) to be printed and sealed.
        copy_wanted: Copy the enrolment file to a stick.
    """

    sheet_wanted = Signal()
    copy_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._digits = PlainLabel("", strong=True, wrap=True).selectable()
        self.sheet_button = quiet("打印公钥登记表", icon_name="print")
        self.copy_button = quiet("复制登记文件到U盘", icon_name="usb")
        self.sheet_button.clicked.connect(self.sheet_wanted)
        self.copy_button.clicked.connect(self.copy_wanted)
        self.column.addWidget(PlainLabel("本单位", Type.LEAD, strong=True))
        self.column.addWidget(
            PlainLabel("登记表盖章，连同登记文件一起交县局；县局据此认得本单位的报送包。", wrap=True)
        )
        self.column.addWidget(PlainLabel("本单位校验码", Type.CAPTION))
        self.column.addWidget(self._digits)
        for button in (self.sheet_button, self.copy_button):
            self.column.addWidget(button)

    def show_digits(self, digits: str) -> None:
        self._digits.setText(grouped(digits))
