"""What the rules leave to the office, in groups; how dates are counted changes for later matters only."""

from collections import deque
from collections.abc import Callable, Mapping

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.core.choices import CHOICES, DEFAULTS, GROUPS, Choice, Choices
from app.errors import AppError, ValidationError
from app.services.offices import Offices
from app.ui.settings.choice_row import ChoiceRow
from app.ui.theme import Tone, clothe, space, standing_on
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

    The first groups stand there at once, the others come between two keys: sixty editors together
    would hold the window still.

    Signals:
        saved: The office has settled something anew.
    """

    saved = Signal()

    def __init__(self, offices: Offices, show_error: Callable[[str], None]) -> None:
        super().__init__()
        self._offices, self._show_error = offices, show_error
        self._laid: dict[str, ChoiceRow] = {}
        self._to_lay = deque(GROUPS)
        self._ground = _Ground()
        self._cards = QVBoxLayout(self._ground)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(3))
        column.addWidget(Notice(ONLY_LATER))
        self._area = scrolling(self._ground)
        column.addWidget(self._area, 1)
        column.addWidget(self._foot())
        self._further = QTimer(self, singleShot=True, interval=0)
        self._further.timeout.connect(self._lay_next)
        self._arrange()
        self._lay_next()
        self.refresh()

    def parts(self) -> list[QWidget]:
        """What puts on another look in a turn of its own, besides the groups: those are clothed as they come."""
        return [*standing_on(self, but=self._area), self._area.verticalScrollBar()]

    @property
    def rows(self) -> Mapping[str, ChoiceRow]:
        """Every choice's row by its name; whoever asks has them all."""
        while self._to_lay:
            self._lay_next()
        self._cards.activate()
        return self._laid

    def refresh(self) -> None:
        """Show what the register holds now."""
        stored = self._stored()
        for name, row in self._laid.items():
            row.put(getattr(stored, name))
        self._notice.hide()
        self._count()

    def changes(self) -> dict[str, object]:
        """What the clerk has changed and not saved yet."""
        stored = self._stored()
        now = {name: row.value() for name, row in self._laid.items()}
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

    def _row(self, choice: Choice) -> ChoiceRow:
        row = ChoiceRow(self._offices.worded(choice), getattr(DEFAULTS, choice.name))
        row.edited.connect(self._count)
        return row

    def _arrange(self) -> None:
        self._cards.setContentsMargins(0, 0, space(3), 0)
        self._cards.setSpacing(space(4))
        self._cards.addStretch(1)

    def _lay_next(self) -> None:
        """The next group below the others, as it is stored."""
        if not self._to_lay:
            return
        card = self._card(self._to_lay.popleft())
        self._cards.insertWidget(self._cards.count() - 1, card)
        clothe(card, patient=True)
        card.show()
        last = self._laid[next(reversed(self._laid))]
        self.setTabOrder(last.editor, self.save_button)  # the button stays behind all editors
        if self._to_lay:
            self._further.start()

    def _card(self, group: str) -> Card:
        stored, card = self._stored(), Card(group)
        for place, choice in enumerate(choice for choice in CHOICES if choice.group == group):
            if place:
                card.column.addWidget(rule())
            self._laid[choice.name] = row = self._row(choice)
            row.put(getattr(stored, choice.name))
            card.column.addWidget(row)
        return card

    def _foot(self) -> QWidget:
        self._notice = Notice("", Tone.LATE)
        self._unsaved = PlainLabel(soft=True)
        self.save_button = primary("保存修改", tip="Ctrl+S")
        self.save_button.clicked.connect(self.save)
        ground = QWidget()
        foot = QHBoxLayout(ground)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(space(3))
        for widget, stretch in ((self.save_button, 0), (self._unsaved, 0), (self._notice, 1)):
            foot.addWidget(widget, stretch)
        foot.addStretch(0)
        return ground

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
