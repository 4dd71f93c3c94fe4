"""人员: who brought the matter; numbers masked, shown in full only for a reason that is recorded."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout

from app.core.identity import mask_id, mask_phone
from app.core.people import Person
from app.errors import AppError, ValidationError
from app.services.people import People
from app.ui.context import Context
from app.ui.matters.sheet import Sheet
from app.ui.theme import Tone, Type, space
from app.ui.widgets.buttons import link, quiet
from app.ui.widgets.card import EmptyState, rule
from app.ui.widgets.field import Field
from app.ui.widgets.form import Form
from app.ui.widgets.plain import PlainLabel

SHOWN_FOR = 30_000  # ms


class PeopleTab(Sheet):
    """Everyone who took part in any reception of the matter."""

    def __init__(self, people: People, context: Context) -> None:
        super().__init__()
        self._people, self._context = people, context
        self.entries: list[PersonEntry] = []

    def show_people(self, people: Sequence[Person], names: Mapping[str, str]) -> None:
        self.begin()
        self.entries = [PersonEntry(person, names, self._people, self._context) for person in people]
        for at, entry in enumerate(self.entries):
            if at:
                self.column.addWidget(rule())
            self.column.addWidget(entry)
        if not people:
            self.column.addWidget(EmptyState("匿名信访，没有人员信息", icon_name="people"))
        self.finish()


class PersonEntry(QFrame):
    """One person: how to reach them, and the way to the whole number."""

    def __init__(self, person: Person, names: Mapping[str, str], people: People, context: Context) -> None:
        super().__init__()
        self._person, self._people, self._context = person, people, context
        self.number = PlainLabel(f"证件号码　{mask_id(person.id_number) or '没有登记'}").selectable()
        self.reveal_button = link("显示完整号码")
        self.reason_edit = QLineEdit()
        self.reason_field = Field(
            "为什么要看完整号码", self.reason_edit, hint="会和查看人、时间一起记录在案，例如“核对身份”"
        )
        self.show_button = quiet("显示")
        self._asking = self._build_asking()
        self._asking.hide()
        self._shown = QTimer(self, singleShot=True)
        self._shown.timeout.connect(self.mask_again)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(1))
        column.addWidget(PlainLabel(person.name, Type.LEAD, strong=True))
        column.addLayout(self._number_row())
        column.addWidget(self._asking)
        for text in self._facts(names):
            column.addWidget(PlainLabel(text, wrap=True).selectable())
        if person.id_note:
            column.addWidget(PlainLabel(person.id_note, Type.CAPTION, tone=Tone.SOON, wrap=True))

    def reveal(self) -> None:
        """Show the number once; the journal keeps who looked and why."""
        try:
            number = self._people.reveal_number(self._person.id, self.reason_edit.text())
        except ValidationError as error:
            self.reason_field.set_problem(error.problems.get("reason", str(error)))
            self.reason_edit.setFocus()
        except AppError as error:
            self._context.prompts.show_error(str(error))
        else:
            self.number.setText(f"证件号码　{number}")
            self._asking.hide()
            self.reveal_button.hide()
            self._shown.start(SHOWN_FOR)

    def mask_again(self) -> None:
        """The number was shown long enough; the next look is another entry."""
        self.number.setText(f"证件号码　{mask_id(self._person.id_number)}")
        self.reason_edit.clear()
        self.reveal_button.show()

    def _facts(self, names: Mapping[str, str]) -> list[str]:
        person = self._person
        home = "".join(part for part in (names.get(person.village_id, ""), person.address) if part)
        return [f"电话　{mask_phone(person.phone) or '没有登记'}", f"住址　{home or '没有登记'}"]

    def _number_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(space(2))
        row.addWidget(self.number)
        row.addWidget(self.reveal_button)
        row.addStretch(1)
        if not self._person.id_number:
            self.reveal_button.hide()
        self.reveal_button.clicked.connect(self._on_reveal_clicked)
        return row

    def _build_asking(self) -> Form:
        asking = Form()
        column = QVBoxLayout(asking)
        column.setContentsMargins(0, space(1), 0, space(2))
        row = QHBoxLayout()
        row.addWidget(self.show_button)
        row.addStretch(1)
        column.addWidget(self.reason_field)
        column.addLayout(row)
        self.show_button.clicked.connect(self.reveal)
        return asking

    def _on_reveal_clicked(self) -> None:
        self._asking.show()
        self.reason_edit.setFocus()
