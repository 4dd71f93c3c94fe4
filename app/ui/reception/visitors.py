"""Who has come: one person or several, some of them representatives, or nobody who gives a name."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from app.services.people import People
from app.services.receptions import Visitor
from app.ui.reception.person_block import PersonBlock
from app.ui.theme import Theme, Tone, Type, space
from app.ui.widgets.buttons import link
from app.ui.widgets.plain import PlainLabel


class VisitorsEditor(QWidget):
    """Blocks of persons, with 再加一人 and 匿名.

    Signals:
        changed: Other people stand here.
        settled: A known person was chosen; the keyboard may go on.
        rearranged: Blocks came or went, so the order of Tab is to be set again.
    """

    changed = Signal()
    settled = Signal()
    rearranged = Signal()

    def __init__(self, people: People, theme: Theme) -> None:
        super().__init__()
        self._people, self._theme = people, theme
        self.blocks: list[PersonBlock] = []
        self._names_only = False
        self.problem_label = PlainLabel("", Type.CAPTION, wrap=True, tone=Tone.LATE)
        self.problem_label.hide()
        self.add_button = link("＋ 再加一人")
        self.anonymous_check = QCheckBox("匿名（不肯留名）")
        self._column = QVBoxLayout()
        self._column.setSpacing(space(3))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(1))
        column.addLayout(self._column)
        column.addWidget(self.problem_label)
        column.addLayout(self._foot())
        self.add_button.clicked.connect(self._on_add_clicked)
        self.anonymous_check.toggled.connect(self._on_anonymous_toggled)
        self.put((), anonymous=False)

    def visitors(self) -> tuple[Visitor, ...]:
        """Everybody named here; nobody if they stay anonymous. Empty blocks do not count."""
        if self.anonymous_check.isChecked():
            return ()
        return tuple(block.visitor() for block in self.blocks if not block.is_blank())

    def typed(self) -> tuple[Visitor, ...]:
        """Everything typed here, whether it counts now or not."""
        return tuple(block.visitor() for block in self.blocks if not block.is_blank())

    def anonymous(self) -> bool:
        return self.anonymous_check.isChecked()

    def put(self, visitors: Sequence[Visitor], *, anonymous: bool) -> None:
        """Show these people; without any, one empty block."""
        for block in list(self.blocks):
            self._drop(block)
        for visitor in visitors or (Visitor(""),):
            self._add().put(visitor)
        self.anonymous_check.setChecked(anonymous)
        self._show_several()

    def fit(self, *, letter: bool, names_only: bool) -> None:
        """A letter is unsigned rather than its writer silent; an envelope names its sender and no more."""
        self.anonymous_check.setText("未署名" if letter else "匿名（不肯留名）")
        self._names_only = names_only
        for block in self.blocks:
            block.show_name_only(names_only)
            block.fields["name"].set_title("寄信人" if letter else "姓名")
        self.add_button.setVisible(not (self.anonymous() or names_only))

    def set_problems(self, problems: dict[str, str]) -> set[str]:
        """Sentences about people, under the person or under all; returns the names that were shown."""
        first = self.blocks[0]
        shown = {name for name in first.fields if name in problems}
        for name, field in first.fields.items():
            field.set_problem(problems.get(name, problems.get("people", "") if name == "name" else ""))
        self.problem_label.setText(problems.get("representatives", ""))
        self.problem_label.setVisible("representatives" in problems)
        return shown | ({"people", "representatives"} & set(problems))

    def tab_chain(self) -> tuple[QWidget, ...]:
        """What the keyboard can enter here: the persons first, then 再加一人."""
        people = (widget for block in self.blocks for widget in block.tab_chain())
        return (*people, self.add_button, self.anonymous_check)

    def enter(self) -> None:
        self.blocks[0].enter()

    def _add(self) -> PersonBlock:
        block = PersonBlock(self._people, self._theme)
        block.changed.connect(self.changed)
        block.settled.connect(self.settled)
        block.removal_requested.connect(lambda: self._remove(block))
        self.blocks.append(block)
        self._column.addWidget(block)
        return block

    def _drop(self, block: PersonBlock) -> None:
        self.blocks.remove(block)
        self._column.removeWidget(block)
        block.hide()
        block.deleteLater()

    def _remove(self, block: PersonBlock) -> None:
        self._drop(block)
        self._show_several()
        self.enter()
        self.changed.emit()

    def _show_several(self) -> None:
        for place, block in enumerate(self.blocks, start=1):
            block.show_place(place, len(self.blocks))
            block.setVisible(not self.anonymous())  # at once, so that the keyboard can go there
            block.show_name_only(self._names_only)
        self.add_button.setVisible(not (self.anonymous() or self._names_only))
        self.rearranged.emit()

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.addWidget(self.add_button)
        foot.addStretch(1)
        foot.addWidget(self.anonymous_check)
        return foot

    def _on_add_clicked(self) -> None:
        block = self._add()
        self._show_several()
        block.enter()
        self.changed.emit()

    def _on_anonymous_toggled(self) -> None:
        self._show_several()
        self.changed.emit()
