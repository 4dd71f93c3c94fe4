"""What the rules leave to the office, in groups; how dates are counted changes for later matters only."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.core.choices import CHOICES, DEFAULTS, GROUPS, Choices
from app.errors import AppError, ValidationError
from app.services.offices import Offices
from app.ui.settings.choice_row import ChoiceRow
from app.ui.theme import Tone, space
from app.ui.widgets.buttons import primary
from app.ui.widgets.card import Card, Notice, rule, scrolling
from app.ui.widgets.field import Field, show_problems
from app.ui.widgets.form import Form
from app.ui.widgets.plain import PlainLabel

ONLY_LATER = "改变计算方式只影响以后登记的事项，已登记的事项按登记时的规则计算。"


class _Ground(QWidget):
    """As tall as its words need at the width it has, not at the narrowest they could stand."""

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)


class RulesSection(Form):
    """Shows every choice and saves what differs. The list scrolls; note and button stay.

    Signals:
        saved: The office has settled something anew.
    """

    saved = Signal()

    def __init__(self, offices: Offices, show_error: Callable[[str], None]) -> None:
        super().__init__()
        self._offices, self._show_error = offices, show_error
        self.rows = {row.name: self._row(row.name) for row in CHOICES}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(3))
        column.addWidget(Notice(ONLY_LATER))
        self._area = scrolling(self._groups())
        column.addWidget(self._area, 1)
        column.addLayout(self._foot())
        self.refresh()

    def refresh(self) -> None:
        """Show what the register holds now."""
        stored = self._stored()
        for name, row in self.rows.items():
            row.put(getattr(stored, name))
        self._notice.hide()
        self._count()

    def changes(self) -> dict[str, object]:
        """What the clerk has changed and not saved yet."""
        stored = self._stored()
        now = {name: row.value() for name, row in self.rows.items()}
        return {name: value for name, value in now.items() if value != getattr(stored, name)}

    def drop_changes(self) -> None:
        """Show again what is saved."""
        self.refresh()

    def save(self) -> None:
        changes = self.changes()
        try:
            if changes:
                self._offices.choose(changes)
        except ValidationError as error:
            self._show_problems(error.problems)
            return
        except AppError as error:
            self._show_error(str(error))
            return
        self.refresh()
        if changes:
            self.saved.emit()

    def _stored(self) -> Choices:
        return self._offices.office().choices

    def _row(self, name: str) -> ChoiceRow:
        choice = next(choice for choice in CHOICES if choice.name == name)
        row = ChoiceRow(self._offices.worded(choice), getattr(DEFAULTS, name))
        row.edited.connect(self._count)
        return row

    def _groups(self) -> QWidget:
        ground = _Ground()
        column = QVBoxLayout(ground)
        column.setContentsMargins(0, 0, space(3), 0)
        column.setSpacing(space(4))
        for group in GROUPS:
            column.addWidget(self._card(group))
        column.addStretch(1)
        return ground

    def _card(self, group: str) -> Card:
        card = Card(group)
        rows = [self.rows[choice.name] for choice in CHOICES if choice.group == group]
        for place, row in enumerate(rows):
            if place:
                card.column.addWidget(rule())
            card.column.addWidget(row)
        return card

    def _foot(self) -> QHBoxLayout:
        self._notice = Notice("", Tone.LATE)
        self._unsaved = PlainLabel(soft=True)
        self.save_button = primary("保存修改", tip="Ctrl+S")
        self.save_button.clicked.connect(self.save)
        foot = QHBoxLayout()
        foot.setSpacing(space(3))
        for widget, stretch in ((self.save_button, 0), (self._unsaved, 0), (self._notice, 1)):
            foot.addWidget(widget, stretch)
        foot.addStretch(0)
        return foot

    def _count(self) -> None:
        waiting = len(self.changes())
        self._unsaved.setText(f"改了{waiting}项，还没有保存" if waiting else "")

    def _show_problems(self, problems: dict[str, str]) -> None:
        fields: dict[str, Field] = dict(self.rows)
        left = show_problems(fields, problems)
        first = next((row for name, row in self.rows.items() if name in problems), None)
        if first:
            self._area.ensureWidgetVisible(first)
        self._notice.set_sentence(left or "有几项还不能保存，请看红色的说明。")
