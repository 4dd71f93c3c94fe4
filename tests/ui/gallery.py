"""Every widget in light and dark as pictures, for people who judge the look.

QT_QPA_PLATFORM=offscreen python -m tests.ui.gallery FOLDER
"""

import sys
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from app.ui import icons
from app.ui.theme import Theme, Tone, Type, space
from app.ui.widgets import buttons
from app.ui.widgets.card import Card, EmptyState, Notice, SectionHeader
from app.ui.widgets.chips import Chips
from app.ui.widgets.date_edit import DateEdit
from app.ui.widgets.field import Field
from app.ui.widgets.figures_table import Cell, FiguresTable
from app.ui.widgets.form import Form
from app.ui.widgets.plain import Badge, PictureLabel, PlainLabel
from app.ui.widgets.side_panel import SidePanel
from app.ui.widgets.toast import Toast
from app.ui.widgets.two_line_list import Line, TwoLineList

TODAY = date(2026, 11, 21)
LINES = [
    Line("1", "〔2026〕0187 张三等3人", "征地补偿款未足额发放", "11-21", "超期2天", Tone.LATE),
    Line("2", "〔2026〕0186 李四", "邻里排水纠纷，要求恢复原排水沟", "11-20", "今天到期", Tone.SOON),
    Line("3", "〔2026〕0185 王五", "反映村道路灯长期不亮，夜间出行不便", "11-18"),
    Line("4", "〔2026〕0184 赵六", "低保申请", "11-03", "已办结", Tone.CLOSED),
]
ROWS = [
    [Cell("来访"), Cell("42", "visits", True), Cell("31", "b", True), Cell("96", "c", True), Cell("+4", "", True)],
    [Cell("来信"), Cell("12", "letters", True), Cell("12", "d", True), Cell("14", "e", True), Cell("−1", "", True)],
    [Cell("网上"), Cell("7", "web", True), Cell("7", "f", True), Cell("7", "g", True), Cell("0", "", True)],
    [Cell("合计", strong=True), Cell("61", "all", True, True), Cell("50", "h", True, True),
     Cell("117", "i", True, True), Cell("+3", "", True, True)],
]  # fmt: skip


def words_and_buttons() -> QWidget:
    card = Card("文字与按钮")
    for size, text in zip(Type, ("说明 12", "正文 14", "要点 16", "标题 20", "数字 28"), strict=True):
        card.column.addWidget(PlainLabel(text + " 青山镇信访 2026年11月21日 0123456789", size))
    row = QHBoxLayout()
    for tone, word in zip(Tone, ("超期2天", "今天到期", "已答复", "可受理", "已办结"), strict=True):
        row.addWidget(Badge(word, tone))
    row.addStretch(1)
    card.column.addLayout(row)
    row = QHBoxLayout()
    off = buttons.primary("结账")
    off.set_allowed(False, "先校核")
    for button in (
        buttons.primary("登记并打印回执"), buttons.primary("打印", icon_name="print"), buttons.quiet("先登记"),
        buttons.link("看依据"), buttons.danger("作废"), off, buttons.bare("lock", "锁定"),
    ):  # fmt: skip
        row.addWidget(button)
    row.addStretch(1)
    card.column.addLayout(row)
    card.column.addWidget(Notice("在第 20 日以后，本页会说明本月还缺什么。"))
    card.column.addWidget(Notice("2件没有填写办结方式，合计与明细不符。", Tone.LATE))
    grid = QGridLayout()
    for at, name in enumerate(icons.names()):
        grid.addWidget(
            PictureLabel(icons.pixmap(name, card.palette().windowText().color().name(), 24)),
            at // 15,
            at % 15,
        )
    card.column.addLayout(grid)
    card.column.addStretch(1)
    return card


def fields() -> QWidget:
    card = Card("字段")
    form = Form()
    column = QVBoxLayout(form)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(space(4))
    chips = Chips(
        [("visit", "来访"), ("letter", "来信"), ("web", "网上"), ("call", "来电"), ("other", "其他")],
        name="形式",
    )
    chips.choose("visit")
    column.addWidget(Field("信访形式", chips))
    many = Chips(
        [("late", "超期 3"), ("soon", "将到期 5"), ("open", "在办 41")], name="筛选", exclusive=False
    )
    many.choose("late", "open")
    column.addWidget(many)
    column.addWidget(Field("姓名", QLineEdit("张三"), hint="输入时自动查找以前来过的人"))
    day = DateEdit(lambda: TODAY)
    day.set_value(TODAY)
    column.addWidget(Field("来访日期", day))
    wrong = Field("区划代码", QLineEdit("4309"))
    column.addWidget(wrong)
    wrong.set_problem("区划代码应为12位数字，例如430999101000")
    box = QComboBox()
    box.addItems(["自然资源所", "农业农村服务中心"])
    column.addWidget(Field("责任单位", box, optional=True))
    text = QPlainTextEdit("反映本村二组土地征收补偿款未足额发放。")
    text.setFixedHeight(64)
    column.addWidget(Field("内容", text))
    check = QCheckBox("本人要求保密")
    check.setChecked(True)
    column.addWidget(check)
    card.column.addWidget(form)
    card.column.addStretch(1)
    return card


def rows(theme: Theme) -> QWidget:
    place = QWidget()
    column = QVBoxLayout(place)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(space(2))
    column.addWidget(SectionHeader("今天必须", count="2件", action=buttons.link("打印清单")))
    matters = TwoLineList(theme, name="事项")
    matters.show_lines(LINES)
    matters.choose("2")
    column.addWidget(matters, 1)
    return place


def board(theme: Theme) -> QWidget:
    """All of it on one sheet of 1366×768."""
    sheet = QWidget()
    sheet.setProperty("ground", "page")
    row = QHBoxLayout(sheet)
    row.setContentsMargins(*[space(5)] * 4)
    row.setSpacing(space(5))
    row.addWidget(words_and_buttons(), 4)
    row.addWidget(fields(), 3)
    row.addWidget(rows(theme), 3)
    sheet.resize(1366, 768)
    return sheet


def board_with_panel(theme: Theme) -> QWidget:
    sheet = QWidget()
    sheet.setProperty("ground", "page")
    column = QVBoxLayout(sheet)
    column.setContentsMargins(*[space(6)] * 4)
    table = FiguresTable(theme, name="本月")
    table.show_table(["形式", "件次", "批次", "人次", "比上月"], ROWS)
    column.addWidget(PlainLabel("2026年10月统计表", Type.TITLE))
    column.addWidget(table, 2)
    column.addWidget(EmptyState("今天没有到期的事项", "下一个日期是11月24日：李四，15日告知"), 1)
    sheet.resize(1366, 768)
    toast = Toast(sheet)
    toast.say("已登记〔2026〕0188，回执已送打印机", lambda: None)
    panel = SidePanel(sheet, theme)
    content = fields()
    panel.open_panel("交办", content)
    toast.raise_()
    return sheet


def main(folder: Path) -> None:
    app = QApplication([])
    folder.mkdir(parents=True, exist_ok=True)
    for dark in (False, True):
        theme = Theme(dark=dark, motion=False)
        theme.wear(app)
        for name, sheet in (("board", board(theme)), ("panel", board_with_panel(theme))):
            sheet.show()
            app.sendPostedEvents()
            sheet.grab().save(str(folder / f"{name}-{'dark' if dark else 'light'}.png"))
            sheet.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
