"""The right side: what the chosen number means (口径), the records it counts, and its chart."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from app.core.matters import STATES
from app.services.month import MOST_BEHIND
from app.services.rates import SavablePoint
from app.ui.matters.list import ListedMatter
from app.ui.month.charts import Charts
from app.ui.month.explained import Explained
from app.ui.theme import Theme, Tone, Type, space
from app.ui.widgets.card import Card, EmptyState, SectionHeader, scrolling
from app.ui.widgets.chips import Chips
from app.ui.widgets.plain import PlainLabel
from app.ui.widgets.two_line_list import Line, TwoLineList

_FINISHED = {"closed", "declined", "declined_again", "voided"}
_LEAST_LIST = 5  # lines of text: near two records; more would make the whole side scroll on a small screen


class Behind(QWidget):
    """One number opened.

    Signals:
        opened: A matter or a paper is wanted; carries its id.
        part_changed: Another half of a rate's records is wanted; `part()` says which.
        charts_wanted: The tab 图 is shown.
    """

    opened, part_changed, charts_wanted = Signal(str), Signal(), Signal()

    def __init__(self, theme: Theme, charts: Charts) -> None:
        super().__init__()
        self._name, self._value = (
            PlainLabel("", Type.LEAD, strong=True, wrap=True),
            PlainLabel("", Type.TITLE),
        )
        self._facts: list[tuple[PlainLabel, PlainLabel]] = []
        self._grid = QGridLayout()
        self._header, self._hint = SectionHeader("涉及的事项"), PlainLabel("", Type.CAPTION)
        self.parts = Chips((), name="分子分母")
        self.parts.changed.connect(self.part_changed)
        self.matters = _Records(theme, name="涉及的事项")
        self.matters.opened.connect(self.opened)
        self._empty = EmptyState("没有记录", "这一项为零")
        self.charts = charts
        self.tabs = _Tabs()
        self.tabs.setAccessibleName("明细和图")
        self.tabs.addTab(self._list_tab(), "明细")
        self.tabs.addTab(scrolling(charts), "图")
        self.tabs.currentChanged.connect(self._on_tab_changed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(2))
        column.addWidget(self._rule_card())
        column.addWidget(self.tabs, 1)

    def show_number(self, opened: Explained, *, same: bool = False) -> None:
        """The card; a rate begins with all its records unless it is the `same` number again."""
        self.matters.setMinimumHeight(self.fontMetrics().height() * _LEAST_LIST)
        self._name.setText(opened.name)
        self._value.setText(opened.value)
        self._show_facts(opened.facts)
        kept = self.parts.value() if same else ""
        self.parts.set_options(opened.parts)
        self.parts.choose(kept if kept in dict(opened.parts) else "all")
        self.parts.setVisible(bool(opened.parts))

    def show_matters(self, rows: Sequence[ListedMatter], today: date) -> None:
        """The matters that the number counts."""
        self._header.set_title("涉及的事项")
        self._show_lines([_line(row, today) for row in rows], "件")

    def show_savable(self, points: Sequence[SavablePoint], today: date) -> None:
        """The matters that count against the rate unless they are done in time."""
        self._header.set_title("涉及的事项")
        lines = [
            replace(
                _line(point.matter, today),
                aside=f"{point.until.month}月{point.until.day}日前办",
                tone=Tone.SOON,
            )
            for point in sorted(points, key=lambda it: it.until)
        ]
        self._show_lines(lines, "件")

    def show_papers(self, papers: Sequence[tuple[str, str, str, str]]) -> None:
        """The papers that a ledger's number counts."""
        self._header.set_title("涉及的文书")
        lines = [
            Line(key, f"{number}　{title}".strip("　"), f"{on}制作") for key, title, number, on in papers
        ]
        self._show_lines(lines, "份")

    def part(self) -> str:
        """全部, 达标, 失分 or 还能保住; anything that is no rate is looked at whole."""
        return self.parts.value() or "all"

    def figure_name(self) -> str:
        return self._name.text()

    def value(self) -> str:
        return self._value.text()

    def rule(self) -> str:
        """The 口径 as it stands on the card."""
        return "\n".join(f"{word.text()} {text.text()}" for word, text in self._facts if text.text())

    def shows_charts(self) -> bool:
        return self.tabs.currentIndex() == 1

    def _show_lines(self, lines: list[Line], unit: str) -> None:
        self._header.set_count(f"{len(lines)}{unit}")
        self._hint.setText(_hint(len(lines), unit))
        self.matters.show_lines(lines)
        self.matters.choose_first()
        self.matters.setVisible(bool(lines))
        self._empty.setVisible(not lines)

    def _list_tab(self) -> QWidget:
        tab = QWidget()
        column = QVBoxLayout(tab)
        column.setContentsMargins(0, space(2), 0, 0)
        column.setSpacing(space(2))
        head = QHBoxLayout()
        head.setContentsMargins(space(1), 0, space(1), 0)
        head.addWidget(self._header, 1)
        head.addWidget(self._hint)
        column.addLayout(head)
        column.addWidget(self.parts)
        column.addWidget(self.matters, 1)
        column.addWidget(self._empty, 1)
        return tab

    def _rule_card(self) -> Card:
        card = Card(margin=3)
        card.setAccessibleName("口径")
        head = QHBoxLayout()
        head.addWidget(self._name, 1)
        head.addWidget(self._value)
        self._grid.setHorizontalSpacing(space(3))
        self._grid.setVerticalSpacing(space(1))
        self._grid.setColumnStretch(1, 1)
        card.column.setSpacing(space(2))
        card.column.addLayout(head)
        card.column.addLayout(self._grid)
        return card

    def _show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Labels are kept from number to number: making them anew at every key is what costs."""
        while len(self._facts) < len(facts):
            word, text = PlainLabel("", Type.CAPTION), PlainLabel("", wrap=True)
            self._grid.addWidget(word, len(self._facts), 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(text, len(self._facts), 1)
            self._facts.append((word, text))
        for at, (word, text) in enumerate(self._facts):
            said = facts[at] if at < len(facts) else ("", "")
            word.setText(said[0])
            text.setText(said[1])
            for label in (word, text):
                label.setVisible(bool(said[1]))

    def _on_tab_changed(self) -> None:
        if self.shows_charts():
            self.charts_wanted.emit()


class _Records(TwoLineList):
    """Asks for no more height than it needs, else the whole side scrolls where the list could."""

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.minimumHeight())


class _Tabs(QTabWidget):
    """The same, for the chart that is not shown."""

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()


def _hint(found: int, unit: str) -> str:
    if not found:
        return ""
    return f"只列最近{MOST_BEHIND}{unit}" if found >= MOST_BEHIND else "Enter 或双击打开"


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
