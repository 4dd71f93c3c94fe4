"""One day of the calendar: whether the office works on it, what it is called, and on whose word."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout

from app.core.calendar_years import OFFICE, YearDay
from app.ui.theme import Tone, Type, space
from app.ui.widgets.buttons import bare, primary, quiet
from app.ui.widgets.card import Notice
from app.ui.widgets.chips import Chips
from app.ui.widgets.date_edit import shown_date
from app.ui.widgets.field import Field, show_problems
from app.ui.widgets.form import Form
from app.ui.widgets.plain import PlainLabel

WORK, REST = "work", "rest"


class DayPanel(Form):
    """Shows a day and takes what the office wants it to be; Esc closes it.

    Signals:
        saved: The clerk wants the day as it stands here now.
        cleared: The clerk wants the published arrangement back.
        closed: The clerk is done with this day.
    """

    saved = Signal()
    cleared = Signal()
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "sunken")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.kinds = Chips([(REST, "放假"), (WORK, "上班")], name="这一天")
        self.name_edit, self.source_edit = QLineEdit(), QLineEdit()
        self.name_edit.setPlaceholderText("如 三月三")
        self.source_edit.setPlaceholderText("文件名称或文号")
        self._title, self._now = PlainLabel("", Type.LEAD, strong=True), PlainLabel("", soft=True)
        self._fields = {
            "name": Field("名称", self.name_edit),
            "source": Field("依据", self.source_edit, optional=True),
        }
        self._notice = Notice("", Tone.LATE)
        self._notice.hide()
        self._build()

    def show_day(self, day: YearDay) -> None:
        """Another day; what stands here is how it is now."""
        own = day.kind == OFFICE
        self._title.setText(shown_date(day.day))
        self._now.setText(_standing(day))
        self.kinds.choose(WORK if day.working else REST)
        self.name_edit.setText(day.name if own else "")
        self.source_edit.setText(day.source if own else "")
        self.clear_button.set_allowed(own, "这一天就是公布的安排")
        self._grid.setColumnMinimumWidth(0, self._chips_width())
        self.setAccessibleName(f"这一天：{day.spoken()}")
        self.show_problems({})

    def show_problems(self, problems: dict[str, str]) -> None:
        """What cannot be saved as it is, each sentence under its field, the rest below."""
        self._notice.set_sentence(show_problems(self._fields, problems))
        self.updateGeometry()

    def problem(self) -> str:
        """Every sentence shown now."""
        shown = (self._notice.sentence(), *(field.problem() for field in self._fields.values()))
        return "；".join(filter(None, shown))

    def working(self) -> bool:
        return self.kinds.value() == WORK

    def enter(self) -> None:
        """Give the keyboard to the first question."""
        self.kinds.chip(self.kinds.value()).setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        self._grid = grid = QGridLayout()
        grid.setHorizontalSpacing(space(4))
        grid.addWidget(Field("这一天", self.kinds), 0, 0, Qt.AlignmentFlag.AlignTop)
        for place, field in enumerate(self._fields.values(), start=1):
            grid.addWidget(field, 0, place, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(place, place)
        column = QVBoxLayout(self)
        column.setContentsMargins(space(4), space(3), space(4), space(4))
        column.setSpacing(space(3))
        column.addLayout(self._head())
        column.addLayout(grid)
        column.addWidget(self._notice)
        column.addLayout(self._foot())

    def _chips_width(self) -> int:
        """Both words beside each other, at any size of text."""
        return sum(self.kinds.chip(key).sizeHint().width() + space(2) for key in (REST, WORK))

    def _head(self) -> QHBoxLayout:
        self.close_button = bare("close", "关闭（Esc）")
        self.close_button.clicked.connect(self.closed)
        head = QHBoxLayout()
        head.setSpacing(space(3))
        head.addWidget(self._title)
        head.addWidget(self._now, 1)
        head.addWidget(self.close_button)
        return head

    def _foot(self) -> QHBoxLayout:
        self.save_button, self.clear_button = primary("保存"), quiet("恢复为公布安排", icon_name="undo")
        self.save_button.clicked.connect(self.saved)
        self.clear_button.clicked.connect(self.cleared)
        foot = QHBoxLayout()
        foot.setSpacing(space(3))
        foot.addWidget(self.save_button)
        foot.addWidget(self.clear_button)
        foot.addStretch(1)
        return foot


def _standing(day: YearDay) -> str:
    named = f"{day.word()}，{day.name}" if day.name and day.name != "调休上班" else day.word()
    whose = "本机关设置" if day.kind == OFFICE else "公布的安排" if day.published else "按周末推算"
    return f"现在：{named}（{whose}）"
