"""One person at the desk: typed anew, or a card of somebody the office has met."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.core.identity import check_id_number, mask_id, mask_phone
from app.services.people import People, PersonHit
from app.services.receptions import Visitor
from app.ui.reception.suggest import SuggestEdit
from app.ui.theme import Theme, Tone, Type, space
from app.ui.widgets.buttons import link
from app.ui.widgets.field import Field
from app.ui.widgets.plain import PlainLabel
from app.ui.widgets.two_line_list import Line

_SEX = {"male": "男", "female": "女"}


class PersonBlock(QWidget):
    """Asks who; while the name is typed it looks whom the office has met before.

    Signals:
        changed: Somebody else, or something else about them, stands here.
        settled: A known person was chosen; the keyboard may go on.
        removal_requested: The clerk takes this person out.
    """

    changed = Signal()
    settled = Signal()
    removal_requested = Signal()

    def __init__(self, people: People, theme: Theme) -> None:
        super().__init__()
        self._people, self._chosen = people, Visitor("")
        self.name_edit = SuggestEdit(theme, self._hits, name="姓名")
        self.name_edit.setPlaceholderText("姓名、拼音首字母、电话或证件号后几位")
        self.phone_edit, self.id_edit, self.address_edit = QLineEdit(), QLineEdit(), QLineEdit()
        self.fields = {
            "name": Field("姓名", self.name_edit), "phone": Field("电话", self.phone_edit),
            "id_number": Field("证件号码", self.id_edit), "address": Field("住址", self.address_edit),
        }  # fmt: skip
        self.id_check = PlainLabel("", Type.CAPTION, wrap=True)
        self.id_check.hide()
        self.representative_check = QCheckBox("代表")
        self._place = PlainLabel("", soft=True)
        self.remove_button = link("移除")
        self.another_button = link("换一个人")
        self._form, self._card = self._build_form(), self._build_card()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(1))
        for part in (self._head(), self._form, self._card):
            column.addWidget(part)
        self._card.hide()
        self._connect()

    def visitor(self) -> Visitor:
        """The person as the reception service takes it."""
        is_representative = self.representative_check.isChecked()
        if self._chosen.person_id:
            return Visitor(
                self._chosen.name, person_id=self._chosen.person_id, representative=is_representative
            )
        return Visitor(
            self.name_edit.text().strip(), self.phone_edit.text().strip(), self.id_edit.text().strip(),
            self.address_edit.text().strip(), representative=is_representative,
        )  # fmt: skip

    def is_blank(self) -> bool:
        return not self._chosen.person_id and not any(edit.text().strip() for edit in self._edits())

    def put(self, visitor: Visitor) -> None:
        """Show this person, as typed or as chosen before."""
        self.representative_check.setChecked(visitor.representative)
        if visitor.person_id:
            self.choose(visitor.person_id)
            return
        texts = (visitor.name, visitor.phone, visitor.id_number, visitor.address)
        for edit, text in zip(self._edits(), texts, strict=True):
            edit.setText(text)
        self._check_id()

    def choose(self, person_id: str) -> None:
        """Take somebody the office has met; the fields become a card."""
        person = self._people.person(person_id)
        self._chosen = Visitor(person.name, person_id=person.id)
        facts = (mask_phone(person.phone), mask_id(person.id_number), person.address)
        self._who.setText(person.name)
        self._facts.setText("　".join(fact for fact in facts if fact) or "没有留电话、证件号码和住址")
        self._card.setAccessibleName(f"{person.name}，{self._facts.text()}")
        self._form.hide()
        self._card.show()
        self.changed.emit()

    def show_place(self, place: int, of: int) -> None:
        """With more than one person there are representatives to mark and persons to take out."""
        self._place.setText(f"第{place}位")
        self._several.setVisible(of > 1)

    def show_name_only(self, name_only: bool) -> None:
        """An envelope shows a sender's name and no more."""
        for name in ("phone", "id_number", "address"):
            self.fields[name].setVisible(not name_only)

    def enter(self) -> None:
        (self.another_button if self._chosen.person_id else self.name_edit).setFocus()

    def tab_chain(self) -> tuple[QWidget, ...]:
        """What the keyboard can enter here, in order."""
        return (self.representative_check, self.remove_button, *self._edits(), self.another_button)

    def _edits(self) -> tuple[QLineEdit, ...]:
        return (self.name_edit, self.phone_edit, self.id_edit, self.address_edit)

    def _build_form(self) -> QWidget:
        form = QWidget()
        grid = QGridLayout(form)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(space(3))
        grid.setVerticalSpacing(space(3))
        for at, field in enumerate(self.fields.values()):
            grid.addWidget(field, at // 2, at % 2, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.id_check, 2, 0, 1, 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        return form

    def _build_card(self) -> QWidget:
        card = QFrame()
        card.setProperty("part", "notice")
        self._who = PlainLabel("", Type.LEAD, strong=True)
        self._facts = PlainLabel("", wrap=True)
        grid = QGridLayout(card)
        grid.setContentsMargins(space(3), space(2), space(2), space(2))
        grid.setVerticalSpacing(space(1))
        grid.addWidget(self._who, 0, 0)
        grid.addWidget(self.another_button, 0, 1)
        grid.addWidget(self._facts, 1, 0, 1, 2)
        grid.setColumnStretch(0, 1)
        return card

    def _head(self) -> QWidget:
        """Only shown when there are several: which one this is, and whether they speak for the rest."""
        self._several = QWidget()
        row = QHBoxLayout(self._several)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(space(4))
        row.addWidget(self._place)
        row.addWidget(self.representative_check)
        row.addStretch(1)
        row.addWidget(self.remove_button)
        self._several.hide()
        return self._several

    def _connect(self) -> None:
        self.name_edit.taken.connect(self._on_person_taken)
        for edit in self._edits():
            edit.textChanged.connect(self.changed)
        self.id_edit.textChanged.connect(self._check_id)
        self.representative_check.toggled.connect(self.changed)
        self.remove_button.clicked.connect(self.removal_requested)
        self.another_button.clicked.connect(self._on_another_clicked)

    def _hits(self, text: str) -> list[Line]:
        return [_line(hit) for hit in self._people.lookup(text)]

    def _check_id(self) -> None:
        """Say what can be said of the number; a doubtful one is kept, never a wall (law.md §8.1)."""
        checked = check_id_number(self.id_edit.text())
        sentence, tone = checked.sentence, Tone.SOON
        if checked.state == "ok":
            born = (
                f"，{checked.born.year}年{checked.born.month}月{checked.born.day}日生" if checked.born else ""
            )
            sentence, tone = f"✓ 校验相符：{_SEX.get(checked.sex or '', '')}{born}", Tone.DONE
        elif sentence:
            sentence = f"{sentence.rstrip('。')}。可以先保存，会注明。"
        self.id_check.setText(sentence)
        self.id_check.set_tone(tone)
        self.id_check.setVisible(bool(sentence))
        self.id_edit.setAccessibleDescription(sentence)

    def _on_person_taken(self, person_id: str) -> None:
        self.choose(person_id)
        self.settled.emit()

    def _on_another_clicked(self) -> None:
        self._chosen = Visitor("")
        self._card.hide()
        self._form.show()
        self.name_edit.setFocus()
        self.changed.emit()


def _line(hit: PersonHit) -> Line:
    """Enough to tell two people of one name apart, no number in full."""
    facts = "　".join(fact for fact in (hit.masked_phone, hit.masked_id, hit.address) if fact)
    last = f"{hit.last_number} {hit.last_title}" if hit.last_number else ""
    return Line(
        hit.id,
        hit.name,
        "　".join(part for part in (facts, last) if part),
        "　".join(
            word for word in ("同音" * hit.sounds_like, f"{hit.matters}件旧事项" * bool(hit.matters)) if word
        ),
    )
