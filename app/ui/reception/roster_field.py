"""A field for a name on a roster (村、单位); a name that is not there yet can be put there."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.core.rosters import TITLES
from app.errors import AppError, ValidationError
from app.services.offices import Offices
from app.ui.reception.choice_box import ChoiceBox
from app.ui.theme import Theme, space
from app.ui.widgets.buttons import link
from app.ui.widgets.field import Field


class RosterField(QWidget):
    """Filters the roster while typing; 加入名册 appears for a name it does not hold.

    Signals:
        added: A name was put on the roster.
    """

    added = Signal()

    def __init__(self, offices: Offices, kind: str, theme: Theme, title: str, *, hint: str = "") -> None:
        super().__init__()
        self._offices, self._kind = offices, kind
        self.box = ChoiceBox(theme, name=title, placeholder="输入一两个字，或按↓看全部")
        self.field = Field(title, self.box, hint=hint)
        self.add_link = link("加入名册")
        self.add_link.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(1))
        column.addWidget(self.field)
        column.addWidget(self.add_link)
        self.box.changed.connect(self._on_changed)
        self.add_link.clicked.connect(self.add_name)
        self.read_roster()

    def read_roster(self) -> None:
        """Offer the names in use now."""
        self.box.set_options([(item.id, item.name) for item in self._offices.roster(self._kind)])

    def item_id(self) -> str:
        """The chosen name's id, empty for none; raises `ValidationError` for a name not on the roster."""
        if name := self.box.free_text():
            sentence = f"{TITLES[self._kind]}名册里没有“{name}”，请从列表里选，或点“加入名册”"
            raise ValidationError({self._kind: sentence})
        return self.box.key()

    def add_name(self) -> None:
        """Put what stands here on the roster and choose it."""
        try:
            item = self._offices.add(self._kind, self.box.free_text())
        except AppError as error:
            self.field.set_problem(str(error))
            return
        self.read_roster()
        self.field.set_problem("")
        self.box.choose(item.id)
        self.added.emit()

    def _on_changed(self) -> None:
        name = self.box.free_text()
        self.add_link.set_verb(f"把“{name}”加入名册")
        self.add_link.setVisible(bool(name) and not self.box.suggestions())
