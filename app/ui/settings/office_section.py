"""The office's names and the settings its figures and clocks depend on."""

from collections.abc import Callable
from dataclasses import asdict

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from app.errors import AppError, ValidationError
from app.services.offices import Offices
from app.ui.start.steps import OFFICE_FIELDS, OPTIONAL
from app.ui.theme import Tone, space
from app.ui.widgets.buttons import primary
from app.ui.widgets.card import Card, Notice
from app.ui.widgets.field import Field, show_problems, text_in
from app.ui.widgets.form import Form
from app.ui.widgets.growing_text import GrowingText
from app.ui.widgets.plain import PlainLabel

NUMBERS = (
    ("month_start_day", "统计月起始日", 1, 28, "日", "每月从这一天开始计算，多数地方为1日", 0, 0),
    ("group_visit_threshold", "集体访人数标准", 2, 100, "人", "达到这个人数的来访计为集体访", 0, 1),
    ("assignment_days", "交办办理期限", 1, 365, "天", "交办通知单上的办理期限", 1, 0),
    ("rate_decimals", "百分比小数位", 0, 4, "位", "统计表里的比率", 1, 1),
    ("idle_lock_minutes", "空闲锁定", 1, 120, "分钟", "无人操作多久后锁定窗口", 2, 1),
)
PUBLISHED_FIELDS = (
    ("reception_hours", "接待时间", "例如：周一至周五8时30分至12时、14时30分至17时30分", 2),
    ("reception_place", "接待地点", "不填的，公示上写办公地址", 0),
    ("complaint_phone", "咨询投诉电话", "不填的，公示上写办公电话", 0),
    ("online_channel", "网络信访渠道", "以当地公布的为准", 0),
    ("postcode", "邮政编码", "印在公示的通信地址下面", 0),
    ("progress_ways", "查询办理进展和结果的方式", "例如：凭登记编号到接待场所或者拨打咨询投诉电话查询", 2),
    ("leader_days", "领导接访安排", "每行一人，各栏用“｜”分开：领导｜接访时间｜接访地点", 3),
    ("kept_for", "个人信息保存期限", "按归档范围和保管期限表填写", 2),
)
ROUNDING = (("half_up", "四舍五入"), ("truncate", "截尾"))


class OfficeSection(Form):
    """Shows the office and saves what differs; older papers and closed months keep the old names.

    Signals:
        saved: The office or a setting is another one now.
    """

    saved = Signal()

    def __init__(self, offices: Offices, show_error: Callable[[str], None]) -> None:
        super().__init__()
        self._offices, self._show_error = offices, show_error
        self.fields: dict[str, Field] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(4))
        column.addWidget(self._names())
        column.addWidget(self._published())
        column.addWidget(self._numbers())
        column.addWidget(self._sealed())
        column.addLayout(self._foot())
        column.addStretch(1)
        self.refresh()

    def refresh(self) -> None:
        """Show what the register holds now."""
        stored = asdict(self._offices.office())
        for name, field in self.fields.items():
            _put(field.editor, stored[name])
            field.set_problem("")
        self._note.hide()

    def changes(self) -> dict[str, object]:
        """What the clerk has changed and not saved yet."""
        stored = asdict(self._offices.office())
        now = {name: _taken(field.editor) for name, field in self.fields.items()}
        return {name: value for name, value in now.items() if value != stored[name]}

    def drop_changes(self) -> None:
        """Show again what is saved."""
        self.refresh()

    def save(self) -> None:
        changes = self.changes()
        try:
            if changes:
                self._offices.change(changes)
        except ValidationError as error:
            left = show_problems(self.fields, error.problems)
            self._note.set_sentence(left or "有几项还不能保存，请看红色的说明。")
            return
        except AppError as error:
            self._show_error(str(error))
            return
        self.refresh()
        if changes:
            self.saved.emit()

    def _names(self) -> Card:
        card, grid = Card("机构"), _grid()
        for name, title, hint, row, column, width in OFFICE_FIELDS:
            self.fields[name] = Field(title, QLineEdit(), hint=hint, optional=name in OPTIONAL)
            grid.addWidget(self.fields[name], row, column, 1, width)
        card.column.addLayout(grid)
        return card

    def _published(self) -> Card:
        """What 公示 and 告知书 tell the public; one line each, or several."""
        card, grid, at = Card("对外公布"), _grid(), 0
        about = PlainLabel(
            "印在《信访接待公示》和《个人信息处理告知书》上；没有填的，纸上留空待填。", soft=True, wrap=True
        )
        card.column.addWidget(about)
        for name, title, hint, lines in PUBLISHED_FIELDS:
            editor = GrowingText(least=lines) if lines else QLineEdit()
            self.fields[name] = Field(title, editor, hint=hint, optional=True)
            row, column = divmod(at + at % 2 if lines else at, 2)
            grid.addWidget(self.fields[name], row, column, 1, 2 if lines else 1)
            at = 2 * row + (2 if lines else column + 1)
        card.column.addLayout(grid)
        return card

    def _numbers(self) -> Card:
        card, grid = Card("统计和期限"), _grid()
        for name, title, least, most, unit, hint, row, column in NUMBERS:
            self.fields[name] = Field(title, _number(least, most, unit), hint=hint)
            grid.addWidget(self.fields[name], row, column)
        rounding = QComboBox()
        for key, word in ROUNDING:
            rounding.addItem(word, key)
        self.fields["rounding"] = Field("百分比取舍", rounding, hint="与县局的统计口径一致")
        grid.addWidget(self.fields["rounding"], 2, 0)
        card.column.addLayout(grid)
        return card

    def _sealed(self) -> Card:
        """Who may open 检举控告 matters: the office's own list (条例 Art 30 ¶3)."""
        card = Card("检举控告事项")
        self.fields["sealed_readers"] = Field(
            "查阅人", QLineEdit(), optional=True,
            hint="只有名单上的人可以启封查看，每次启封都记入经过；多人之间用顿号，不填只限经办人本人",
        )  # fmt: skip
        card.column.addWidget(self.fields["sealed_readers"])
        return card

    def _foot(self) -> QHBoxLayout:
        self._note = Notice("", Tone.LATE)
        self.save_button = primary("保存修改", tip="Ctrl+S")
        self.save_button.clicked.connect(self.save)
        foot = QHBoxLayout()
        foot.setSpacing(space(3))
        foot.addWidget(self.save_button)
        foot.addWidget(self._note, 1)
        foot.addStretch(1)
        return foot


def _grid() -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(space(5))
    grid.setVerticalSpacing(space(3))
    grid.setColumnStretch(0, 1)
    grid.setColumnStretch(1, 1)
    return grid


def _number(least: int, most: int, unit: str) -> QSpinBox:
    box = QSpinBox()
    box.setRange(least, most)
    box.setSuffix(f" {unit}")
    return box


def _put(editor: QWidget, value: object) -> None:
    if isinstance(editor, QSpinBox):
        editor.setValue(int(str(value)))
    elif isinstance(editor, QComboBox):
        editor.setCurrentIndex(editor.findData(value))
    elif isinstance(editor, QLineEdit):
        editor.setText(str(value))
    elif isinstance(editor, QPlainTextEdit):
        editor.setPlainText(str(value))


def _taken(editor: QWidget) -> object:
    if isinstance(editor, QSpinBox):
        return editor.value()
    if isinstance(editor, QComboBox):
        return editor.currentData()
    return text_in(editor).strip()
