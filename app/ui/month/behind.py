"""The right side: what the chosen figure means (口径), and the records it counts."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.core.figures import Count, Figure, Rate
from app.core.matters import STATES
from app.services.month import MOST_BEHIND
from app.ui.matters.list import ListedMatter
from app.ui.month.printed import value_text
from app.ui.theme import Theme, Tone, Type, space
from app.ui.widgets.card import Card, EmptyState, SectionHeader
from app.ui.widgets.plain import PlainLabel
from app.ui.widgets.two_line_list import Line, TwoLineList

_FINISHED = {"closed", "declined", "declined_again", "voided"}


class Behind(QWidget):
    """One figure opened.

    Signals:
        opened: A matter is wanted; carries its id.
    """

    opened = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._name, self._value = PlainLabel("", Type.LEAD, strong=True), PlainLabel("", Type.TITLE)
        self._note = PlainLabel("", wrap=True)
        self._facts: dict[str, tuple[PlainLabel, PlainLabel]] = {}
        self._header = SectionHeader("涉及的事项")
        self._hint = PlainLabel("", Type.CAPTION)
        self.matters = TwoLineList(theme, name="涉及的事项")
        self.matters.opened.connect(self.opened)
        self._empty = EmptyState("没有记录", "这一项本期为零")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(3))
        column.addWidget(self._rule_card())
        column.addLayout(self._list_head())
        column.addWidget(self.matters, 1)
        column.addWidget(self._empty, 1)

    def show_figure(
        self, figure: Figure, value: Count | Rate, rows: Sequence[ListedMatter], today: date
    ) -> None:
        """The figure's rule and the matters behind it."""
        unit = figure.unit if isinstance(value, Count) else ""
        self._name.setText(figure.name)
        self._value.setText(f"{value_text(value)} {unit}".strip())
        self._note.setText(figure.note)
        for fact, text in _facts(figure, value).items():
            self._show_fact(fact, text)
        self._header.set_count(f"{len(rows)}件")
        self._hint.setText(_hint(value, rows))
        self.matters.show_lines([_line(row, today) for row in rows])
        self.matters.choose_first()
        self.matters.setVisible(bool(rows))
        self._empty.setVisible(not rows)

    def figure_name(self) -> str:
        return self._name.text()

    def rule(self) -> str:
        """The 口径 as it stands on the card."""
        facts = [f"{word.text()} {text.text()}" for word, text in self._facts.values() if text.text()]
        return "\n".join((self._note.text(), *facts))

    def _rule_card(self) -> Card:
        card = Card(margin=3)
        card.setAccessibleName("口径")
        head = QHBoxLayout()
        head.addWidget(self._name, 1)
        head.addWidget(self._value)
        grid = QGridLayout()
        grid.setHorizontalSpacing(space(3))
        grid.setVerticalSpacing(space(1))
        grid.setColumnStretch(1, 1)
        for row, fact in enumerate(("口径", "计入日期", "分子/分母")):
            word, text = PlainLabel(fact, Type.CAPTION), PlainLabel("", wrap=True)
            if fact == "口径":
                text = self._note
            else:
                self._facts[fact] = word, text
            grid.addWidget(word, row, 0)
            grid.addWidget(text, row, 1)
        card.column.setSpacing(space(2))
        card.column.addLayout(head)
        card.column.addLayout(grid)
        return card

    def _list_head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setContentsMargins(space(1), 0, space(1), 0)
        head.addWidget(self._header, 1)
        head.addWidget(self._hint)
        return head

    def _show_fact(self, fact: str, text: str) -> None:
        for label in self._facts[fact]:
            label.setVisible(bool(text))
        self._facts[fact][1].setText(text)


def _facts(figure: Figure, value: Count | Rate) -> dict[str, str]:
    basis = f"{figure.basis}　单位：{figure.unit}"
    parts = f"{value.n}/{value.d}" if isinstance(value, Rate) else ""
    return {"计入日期": basis, "分子/分母": parts}


def _hint(value: Count | Rate, rows: Sequence[ListedMatter]) -> str:
    if not rows:
        return ""
    if len(rows) >= MOST_BEHIND:
        return f"只列最近{MOST_BEHIND}件"
    return "分母中的全部事项，Enter 打开" if isinstance(value, Rate) else "Enter 或双击打开"


def _line(row: ListedMatter, today: date) -> Line:
    """Number and person above; subject and state below; only lateness is coloured."""
    late = row.state not in _FINISHED and row.next_due is not None and row.next_due < today
    word = f"超期{(today - row.next_due).days}天" if late and row.next_due else STATES[row.state]
    who = f"{row.number}　{row.people}" if row.people else row.number
    return Line(
        row.id,
        who,
        row.title,
        f"{row.registered_on:%m-%d}登记",
        word,
        Tone.LATE if late else None,
    )
