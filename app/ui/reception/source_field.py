"""Where it came from; what a superior has passed down asks by when they want to hear (条例 Art 22 ¶1(三))."""

from collections.abc import Callable
from datetime import date

from app.core.matters import FROM_ABOVE
from app.errors import ValidationError
from app.ui.reception.choice_box import ChoiceBox
from app.ui.theme import Theme
from app.ui.widgets.date_edit import DateEdit
from app.ui.widgets.field import Field

OWN_SOURCE = "本级登记"
SOURCES = (OWN_SOURCE, "上级转送", "上级交办", "巡视组、督导组交办", "领导批示", "村（社区）上报", "自查排查")


class SourceField(Field):
    """来源, and under it 上级要求反馈日期 where there is a superior."""

    def __init__(self, theme: Theme, today: Callable[[], date]) -> None:
        self.box = ChoiceBox(theme, name="来源", placeholder="从哪里来的")
        self.box.set_options([(name, name) for name in SOURCES])
        super().__init__("来源", self.box)
        self.due_on = DateEdit(today, name="上级要求反馈日期")
        self.due_field = Field(
            "上级要求反馈日期", self.due_on, hint="交办单上写明的日期；没有写明就空着", optional=True
        )
        column = self.layout()
        if column:
            column.addWidget(self.due_field)
        self.box.textChanged.connect(self._show_due)
        self._show_due()

    def source(self) -> str:
        return self.box.text().strip() or OWN_SOURCE

    def due(self) -> date | None:
        """The day the superior named, if there is one; raises for what is no date."""
        if not self.is_from_above():
            return None
        day = self.due_on.value()
        if day is None and self.due_on.text().strip():
            raise ValidationError({"superior_due_on": self.due_on.problem()})
        return day

    def is_from_above(self) -> bool:
        return self.source() in FROM_ABOVE

    def _show_due(self) -> None:
        self.due_field.setVisible(self.is_from_above())
