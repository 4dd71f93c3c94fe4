"""Units, villages and leaders: add one, or take one out of use."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.core.rosters import LEADER, TITLES, UNIT, VILLAGE, RosterItem
from app.errors import AppError, ValidationError
from app.services.offices import Offices
from app.ui.prompts import Prompts
from app.ui.theme import Theme, space
from app.ui.widgets.buttons import danger, primary
from app.ui.widgets.card import Card, EmptyState, SectionHeader
from app.ui.widgets.chips import Chips
from app.ui.widgets.field import Field, show_problems
from app.ui.widgets.form import Form
from app.ui.widgets.two_line_list import Line, TwoLineList

DETAILS = {UNIT: "电话", VILLAGE: "代码", LEADER: "职务"}


class RostersSection(QWidget):
    """One roster at a time. A name is never deleted: matters that point at it keep it.

    Signals:
        changed: A name was added or retired.
    """

    changed = Signal()

    def __init__(self, offices: Offices, prompts: Prompts, theme: Theme) -> None:
        super().__init__()
        self._offices, self._prompts = offices, prompts
        self.kinds = Chips([(kind, TITLES[kind]) for kind in (UNIT, VILLAGE, LEADER)], name="名册")
        self.kinds.choose(UNIT)
        self.kinds.changed.connect(self.refresh)
        self.names_list = TwoLineList(theme, name="名册")
        self.names_list.chosen.connect(self._on_name_chosen)
        self._empty = EmptyState("这个名册还是空的", "在右边填写名称，点“添加”", icon_name="people")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(space(4))
        row.addWidget(self._roster(), 3)
        row.addWidget(self._adding(), 2)
        self.refresh()

    def refresh(self) -> None:
        """Show the chosen roster as the register holds it."""
        kind = self.kinds.value()
        items = self._offices.roster(kind)
        self.names_list.show_lines([_line(item) for item in items])
        self.names_list.setVisible(bool(items))
        self._empty.setVisible(not items)
        self._head.set_title(TITLES[kind])
        self._head.set_count(f"{len(items)}个")
        self._detail_field.set_title(f"{DETAILS[kind]}（选填）")
        self.retire_button.set_allowed(bool(self.names_list.current_key()), "先在名册里选一项")

    def add(self) -> None:
        """Put the name typed on the roster."""
        kind, detail = self.kinds.value(), self.detail_edit.text().strip()
        code, note = (detail, "") if kind == VILLAGE else ("", detail)
        if self._tried(lambda: self._offices.add(kind, self.name_edit.text(), code, note)):
            self.name_edit.clear()
            self.detail_edit.clear()
            self.name_edit.setFocus()

    def retire(self) -> None:
        """Take the chosen name out of use, after asking."""
        key = self.names_list.current_key()
        name = next((item.name for item in self._offices.roster(self.kinds.value()) if item.id == key), "")
        detail = "以前的事项仍显示这个名称；新登记时不再列出。"
        if name and self._prompts.confirm(f"停用“{name}”？", "停用", detail=detail):
            self._tried(lambda: self._offices.retire(key))

    def _tried(self, change: Callable[[], object]) -> bool:
        try:
            change()
        except ValidationError as error:
            show_problems({"name": self._name_field}, error.problems)
            return False
        except AppError as error:
            self._prompts.show_error(str(error))
            return False
        self._name_field.set_problem("")
        self.refresh()
        self.changed.emit()
        return True

    def _on_name_chosen(self) -> None:
        self.retire_button.set_allowed(True)

    def _roster(self) -> Card:
        card = Card()
        self.retire_button = danger("停用")
        self.retire_button.clicked.connect(self.retire)
        self._head = SectionHeader("", action=self.retire_button)
        card.column.addWidget(self.kinds)
        for widget, stretch in ((self._head, 0), (self.names_list, 1), (self._empty, 1)):
            card.column.addWidget(widget, stretch)
        return card

    def _adding(self) -> QWidget:
        form = Form()
        self.name_edit, self.detail_edit = QLineEdit(), QLineEdit()
        self._name_field, self._detail_field = Field("名称", self.name_edit), Field("", self.detail_edit)
        self.add_button = primary("添加", icon_name="add")
        self.add_button.clicked.connect(self.add)
        card = Card("添加")
        for widget in (self._name_field, self._detail_field, self.add_button):
            card.column.addWidget(widget)
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        column.addStretch(1)
        return form


def _line(item: RosterItem) -> Line:
    return Line(item.id, item.name, aside=item.detail or item.code)
