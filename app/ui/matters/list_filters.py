"""筛选…: the filters beyond the first row of chips, in the side panel."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from app.core.classification import SEPARATOR
from app.core.matters import STATES
from app.core.receptions import CHANNELS
from app.core.rosters import UNIT, VILLAGE
from app.errors import ValidationError
from app.services.list_views import PERIODS, ListView
from app.services.offices import Offices
from app.ui.matters.panel_form import PanelForm
from app.ui.reception.choice_box import ChoiceBox
from app.ui.theme import Theme, space
from app.ui.widgets.buttons import quiet
from app.ui.widgets.chips import Chips
from app.ui.widgets.date_edit import DateEdit
from app.ui.widgets.field import Field
from app.ui.widgets.plain import PlainLabel

ANY, BETWEEN = "any", "between"
_SEALED_NOTE = (
    "按信访形式、村（社区）、承办单位或内容分类筛选时，不列检举控告事项：列出来就等于说出了它的内容。"
)


class FilterForm(PanelForm):
    """`submitted` carries the `ListView` the clerk wants; what the first row of chips says stays."""

    def __init__(self, view: ListView, offices: Offices, theme: Theme, today: Callable[[], date]) -> None:
        super().__init__("筛选", "各项同时符合的才列出；不选就是不限。")
        self._view = view
        self.channel, self.state = _box(CHANNELS), _box(STATES)
        self.village = _names(offices, VILLAGE, theme, "村（社区）")
        self.unit = _names(offices, UNIT, theme, "承办单位")
        self.category = ChoiceBox(theme, name="内容分类", placeholder="输入关键词，如“征地”；或按↓看全部")
        tree = offices.classes()
        self.category.set_options(
            [(code, tree.path(code)) for code in tree.classes],
            {code: SEPARATOR.join(found.aliases) for code, found in tree.classes.items()},
        )
        self.period = Chips([(ANY, "不限"), *PERIODS.items(), (BETWEEN, "自选")], name="登记时间")
        self.first_edit, self.last_edit = DateEdit(today, name="从"), DateEdit(today, name="到")
        self._span = _span(self.first_edit, self.last_edit)
        self.clear_button = quiet("全部不限")
        self._put_fields()
        self._show(view)
        self.period.changed.connect(self._on_period_changed)
        self.clear_button.clicked.connect(lambda: self._show(ListView()))

    def submit(self) -> None:
        try:
            view = self._wanted()
        except ValidationError as error:
            self.show_problems(error.problems)
        else:
            self.submitted.emit(view.sound())

    def _wanted(self) -> ListView:
        boxes = {"village_id": self.village, "unit_id": self.unit, "category": self.category}
        if unknown := {name: box.free_text() for name, box in boxes.items() if box.free_text()}:
            raise ValidationError({name: f"没有“{text}”，请从列表里选" for name, text in unknown.items()})
        return replace(
            self._view, channel=self.channel.currentData(), state=self.state.currentData(),
            period=self._period(), **{name: box.key() for name, box in boxes.items()},
        )  # fmt: skip

    def _period(self) -> str:
        chosen = self.period.value()
        if chosen != BETWEEN:
            return "" if chosen == ANY else chosen
        first, last = self.first_edit.value(), self.last_edit.value()
        if first is None or last is None:
            problem = self.first_edit.problem() or self.last_edit.problem()
            raise ValidationError({"period": problem or "请填写起止两个日期"})
        if first > last:
            raise ValidationError({"period": "起始日期在截止日期之后，请核对"})
        return f"{first}..{last}"

    def _put_fields(self) -> None:
        self.put("channel", Field("信访形式", self.channel))
        self.put("state", Field("办理状态", self.state))
        self.put("village_id", Field("村（社区）", self.village))
        self.put("unit_id", Field("承办单位", self.unit))
        self.put("category", Field("内容分类", self.category, hint="选上一级时，下面各级都列出"))
        self.put("period", Field("登记时间", self.period))
        self.column.addWidget(self._span)
        self.column.addWidget(PlainLabel(_SEALED_NOTE, soft=True, wrap=True))
        self.column.addWidget(self.clear_button)
        self.finish()

    def _show(self, view: ListView) -> None:
        for box, value in ((self.channel, view.channel), (self.state, view.state)):
            box.setCurrentIndex(max(box.findData(value), 0))
        for name, value in (
            (self.village, view.village_id),
            (self.unit, view.unit_id),
            (self.category, view.category),
        ):
            name.choose(value)
        first, between, last = view.period.partition("..")
        self.period.choose(BETWEEN if between else view.period or ANY)
        self.first_edit.set_value(date.fromisoformat(first) if between else None)
        self.last_edit.set_value(date.fromisoformat(last) if between else None)
        self._span.setVisible(bool(between))

    def _on_period_changed(self) -> None:
        between = self.period.value() == BETWEEN
        self._span.setVisible(between)
        self.fields["period"].set_problem("")
        if between:
            self.first_edit.setFocus()


def _box(words: Mapping[str, str]) -> QComboBox:
    box = QComboBox()
    for key, word in (("", "不限"), *words.items()):
        box.addItem(word, key)
    return box


def _names(offices: Offices, kind: str, theme: Theme, title: str) -> ChoiceBox:
    """Also the names no longer in use: matters of earlier years bear them."""
    box = ChoiceBox(theme, name=title, placeholder="输入一两个字，或按↓看全部")
    box.set_options([(item.id, item.name) for item in offices.roster(kind, retired=True)])
    return box


def _span(first: DateEdit, last: DateEdit) -> QWidget:
    span = QWidget()
    row = QHBoxLayout(span)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(space(2))
    row.addWidget(first)
    row.addWidget(PlainLabel("至"))
    row.addWidget(last)
    return span
