"""Where it came from; what a superior has passed down asks by when they want to hear (条例 Art 22 ¶1(三))."""

from collections.abc import Callable
from datetime import date

from app.core.matters import FROM_ABOVE
from app.core.receptions import LEVELS
from app.errors import ValidationError
from app.ui.reception.choice_box import ChoiceBox
from app.ui.theme import Theme
from app.ui.widgets.date_edit import DateEdit
from app.ui.widgets.field import Field

OWN_SOURCE = "本级登记"
SOURCES = (OWN_SOURCE, "上级转送", "上级交办", "巡视组、督导组交办", "领导批示", "村（社区）上报", "自查排查")


_VISITED_ABOVE = tuple((key, word) for key, word in LEVELS.items() if key not in {"township", "village"})


class SourceField(Field):
    """来源, and under it what only a superior's papers tell: 上级要求反馈日期, and which office a visit was made to."""

    def __init__(self, theme: Theme, today: Callable[[], date]) -> None:
        self.box = ChoiceBox(theme, name="来源", placeholder="从哪里来的")
        self.box.set_options([(name, name) for name in SOURCES])
        super().__init__("来源", self.box)
        self.due_on = DateEdit(today, name="上级要求反馈日期")
        self.due_field = Field(
            "上级要求反馈日期", self.due_on, hint="交办单上写明的日期；没有写明就空着", optional=True
        )
        self.level_box = ChoiceBox(theme, name="走访层级", placeholder="来访是在哪一级登记的")
        self.level_box.set_options(list(_VISITED_ABOVE))
        self.level_field = Field(
            "走访层级", self.level_box, hint="来访由上级登记后转下来的才填，只用于统计", optional=True
        )
        column = self.layout()
        if column:
            column.addWidget(self.due_field)
            column.addWidget(self.level_field)
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

    def level(self) -> str:
        """Which office a visit was made to (走访层级); empty for this one."""
        return self.level_box.key() if self.is_from_above() else ""

    def is_from_above(self) -> bool:
        return self.source() in FROM_ABOVE

    def _show_due(self) -> None:
        for field in (self.due_field, self.level_field):
            field.setVisible(self.is_from_above())
