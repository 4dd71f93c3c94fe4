"""The assistant's first page: a real office, or a practice office to try everything on."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from app.ui.icons import pixmap
from app.ui.start.step import Step
from app.ui.theme import Tone, Type, space
from app.ui.widgets.card import Notice
from app.ui.widgets.plain import PictureLabel, PlainLabel

HEADING = "欢迎使用乡镇信访工作台"
ABOUT = (
    "在这台电脑上登记来访、来信、来电，盯住每件事的法定期限，打印告知书和转送单，"
    "月底生成统计表和报送包。不联网，数据加密存放在本机。"
)
LEDGER = "这是本机台账，与“国家信访信息系统”并行使用，不能代替它；每件事项可以记下系统里的编号。"
SECRETS = "禁止录入涉密信息。本机不是涉密计算机，涉及国家秘密的内容请按保密规定另行办理。"


class WelcomeStep(Step):
    """Three ways to begin.

    Signals:
        office_chosen: Set up the clerk's own office.
        practice_chosen: Open an office of invented people.
        restore_chosen: A copy is there; the office begins from it.
        county_chosen: This is a county's desk, which receives the townships' bundles.
    """

    office_chosen = Signal()
    practice_chosen = Signal()
    restore_chosen = Signal()
    county_chosen = Signal()

    def __init__(self) -> None:
        super().__init__("欢迎", HEADING, ABOUT)
        self.column.addWidget(Notice(LEDGER, Tone.ACTION))
        self.column.addWidget(Notice(SECRETS, Tone.LATE))
        self.column.addSpacing(space(2))
        self.office_choice = Choice(
            "office", "建立本单位的工作台", "填写机构名称、单位、村居和密码，大约五分钟"
        )
        self.practice_choice = Choice(
            "person", "先用练习数据试一试", "虚构的人和事，随便登记、打印、作废，不会报送"
        )
        self.restore_choice = Choice(
            "backup", "从备份恢复", "换了电脑或者电脑坏过：插上备份U盘，用密码或纸上的恢复码"
        )
        self.restore_choice.chosen.connect(self.restore_chosen)
        self.office_choice.chosen.connect(self.office_chosen)
        self.practice_choice.chosen.connect(self.practice_chosen)
        self.county_choice = Choice(
            "exchange", "这里是县信访局", "接收各乡镇的报送包，汇总，下发回执；乡镇不要选这一项"
        )
        self.county_choice.chosen.connect(self.county_chosen)
        for choice in (self.office_choice, self.restore_choice, self.practice_choice, self.county_choice):
            self.column.addWidget(choice)


class Choice(QFrame):
    """A large button with a picture, a word and a sentence.

    Signals:
        chosen: Clicked, or Enter or Space pressed on it.
    """

    chosen = Signal()

    def __init__(self, icon_name: str, title: str, about: str) -> None:
        super().__init__()
        self.setProperty("part", "row")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"{title}，{about}")
        words = QVBoxLayout()
        words.setSpacing(space(1))
        words.addWidget(PlainLabel(title, Type.LEAD, strong=True))
        words.addWidget(PlainLabel(about, soft=True, wrap=True))
        colour = self.palette().color(QPalette.ColorRole.Link).name()
        row = QHBoxLayout(self)
        row.setContentsMargins(space(4), space(3), space(4), space(3))
        row.setSpacing(space(4))
        row.addWidget(PictureLabel(pixmap(icon_name, colour, 28)))
        row.addLayout(words, 1)
        row.addWidget(PictureLabel(pixmap("right", colour, 20)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.chosen.emit()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if self.rect().contains(event.position().toPoint()):
            self.chosen.emit()
