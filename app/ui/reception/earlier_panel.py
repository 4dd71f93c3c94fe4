"""以前来过吗: earlier matters of the people being typed, and one key to say that it is one of them."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.core.matters import STATES
from app.services.receptions import EarlierMatter
from app.ui.matters.lateness import short_date
from app.ui.reception.two_lines import TwoLinesLabel
from app.ui.theme import Tone, Type, space
from app.ui.turns import Turns
from app.ui.widgets.buttons import link, primary, quiet
from app.ui.widgets.card import Card, EmptyState, SectionHeader, give_room, scrolling
from app.ui.widgets.flow_layout import FlowLayout
from app.ui.widgets.plain import Badge, PlainLabel, plain_tooltip, restyle

_FINISHED = {"已办结", "不予受理", "不再受理", "已作废"}
AT_ONCE = 2  # cards; the clerk reads the first while the others are made
_CARDS = "cards"
EMPTY = ("填写姓名或事由后，这里显示以前的事项", "找不到的，就是第一次来")


class EarlierPanel(QWidget):
    """Cards of earlier matters, the likeliest first; a sealed matter is never among them.

    Signals:
        joined: Today's is this matter; carries its id, number and title.
        parted: It is not that matter after all.
        opened: The clerk wants to see a matter; carries its id.
    """

    joined = Signal(str, str, str)
    parted = Signal()
    opened = Signal(str)

    def __init__(self, turns: Turns) -> None:
        super().__init__()
        self._turns = turns
        self.cards: list[EarlierCard] = []
        self._drawn: object = None  # what the cards show
        self._day = date.min
        self._found: tuple[EarlierMatter, ...] = ()
        self._refused: set[str] = set()
        self._joined = ""
        self._header = SectionHeader("以前来过吗")
        self._area = scrolling(QWidget())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(2))
        column.addWidget(self._header)
        column.addWidget(self._area, 1)

    def show_found(
        self, found: Sequence[EarlierMatter], today: date, *, named: bool, joined: str = ""
    ) -> None:
        """What was found for the people named now; `joined` is the one it was said to be before, if it is among them."""
        self._found, self._day, self._named = tuple(found), today, named
        known = next((matter for matter in self._found if matter.id == joined), None)
        if known:
            self.join(known)
            return
        if self._joined and self._joined not in {matter.id for matter in found}:
            self.part()
        self._draw()

    def start_anew(self) -> None:
        """Another reception: nothing refused, nothing joined."""
        self._refused, self._joined, self._found, self._named = set(), "", (), False
        self._draw()

    def refused(self) -> tuple[str, ...]:
        """The matters the clerk has said it is not."""
        return tuple(sorted(self._refused))

    def join_first(self) -> None:
        """这就是这件: the first one still in question, or the one that is in question by the keyboard."""
        here = next((card for card in self.cards if card.isAncestorOf(card.focus_inside())), None)
        card = here or (self.cards[0] if self.cards else None)
        if card:
            self.join(card.matter)

    def join(self, matter: EarlierMatter) -> None:
        self._joined = matter.id
        self._draw()
        self.joined.emit(matter.id, matter.number, matter.title)

    def part(self) -> None:
        """Not that matter after all."""
        self._joined = ""
        self._draw()
        self.parted.emit()

    def refuse(self, matter: EarlierMatter) -> None:
        """不是: this one is out of question for today."""
        self._refused.add(matter.id)
        self.part() if matter.id == self._joined else self._draw()

    def _draw(self) -> None:
        """The first cards at once, the others one each turn; nothing where the same ones stand already."""
        shown = [matter for matter in self._found if matter.id not in self._refused]
        wanted = (shown, self._joined, self._day, self._empty())
        if wanted == self._drawn:
            return
        self._drawn, self.cards = wanted, []
        sheet = QWidget()
        self._column = column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, space(2), 0)
        column.setSpacing(space(2))
        if shown:
            column.addStretch(1)
            self._add_cards(shown[:AT_ONCE])
        else:
            column.addWidget(EmptyState(*self._empty(), icon_name="people"))
        self._header.set_count(f"{len(shown)}件" if shown else "")
        self._area.setWidget(sheet)
        sheet.setAutoFillBackground(False)
        self._go_on(shown)

    def _go_on(self, shown: Sequence[EarlierMatter]) -> None:
        """The next card has a turn of its own, in which it is shown complete."""
        self._turns.drop(_CARDS)
        made = len(self.cards)
        if made == len(shown):
            return

        def add_next() -> None:
            self._add_cards(shown[made : made + 1])
            self.cards[-1].show()
            give_room(self._column, self._area)
            self._go_on(shown)

        self._turns.put(_CARDS, add_next)

    def _add_cards(self, matters: Sequence[EarlierMatter]) -> None:
        for matter in matters:
            card = self._card(matter, first=not self.cards)
            self.cards.append(card)
            self._column.insertWidget(self._column.count() - 1, card)

    def _empty(self) -> tuple[str, str]:
        if not self._named:
            return EMPTY
        return ("没有以前的事项", "按新事项登记") if not self._found else ("都不是以前的事项", "按新事项登记")

    def _card(self, matter: EarlierMatter, *, first: bool) -> "EarlierCard":
        card = EarlierCard(
            matter, self._day, joined=matter.id == self._joined, first=first and not self._joined
        )
        card.join_button.clicked.connect(lambda: self.join(matter))
        card.refuse_button.clicked.connect(lambda: self.refuse(matter))
        card.open_button.clicked.connect(lambda: self.opened.emit(matter.id))
        return card


class EarlierCard(Card):
    """One earlier matter: state, date, the answer in two lines, why it is shown."""

    def __init__(self, matter: EarlierMatter, today: date, *, joined: bool, first: bool) -> None:
        super().__init__(margin=3)
        self.matter = matter
        self.column.setSpacing(space(1))
        state = STATES.get(matter.state, matter.state)
        self.setAccessibleName(f"{matter.number}，{matter.title}，{state}")
        if joined:
            self.setProperty("part", "notice")
            restyle(self)
        self.column.addLayout(self._head(state))
        self.column.addWidget(PlainLabel(matter.title, strong=True, wrap=True))
        self.column.addWidget(TwoLinesLabel(f"答复：{matter.answer}" if matter.answer else "还没有答复"))
        day = f"{short_date(matter.registered_on, today)}登记"
        self.column.addWidget(PlainLabel(f"{day}　{'、'.join(matter.reasons)}", Type.CAPTION, wrap=True))
        self.column.addWidget(self._foot(joined=joined, first=first))

    def focus_inside(self) -> QWidget:
        """The widget of this card that has the keyboard, or the window."""
        return self.focusWidget() if self.focusWidget() and self.focusWidget().hasFocus() else self.window()

    def _head(self, state: str) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(space(2))
        head.addWidget(PlainLabel(self.matter.number, soft=True))
        who = PlainLabel(self.matter.people)
        who.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Maximum)
        plain_tooltip(who, self.matter.people)
        head.addWidget(who, 1)
        head.addWidget(Badge(state, Tone.CLOSED if state in _FINISHED else Tone.ACTION))
        return head

    def _foot(self, *, joined: bool, first: bool) -> QWidget:
        """Large text puts the buttons one under the other instead of off the card."""
        line = QWidget()
        foot = FlowLayout(line)
        self.join_button = primary("就是这件　F8") if first else quiet("就是这件")
        self.refuse_button = quiet("不是同一件" if not joined else "不是这件")
        self.open_button = link("看这件")
        if joined:
            self.join_button.setParent(self)
            self.join_button.hide()
            foot.addWidget(PlainLabel("✓ 今天就是这件", strong=True, tone=Tone.ACTION))
        else:
            foot.addWidget(self.join_button)
        foot.addWidget(self.refuse_button)
        self.refuse_button.ensurePolished()
        self.open_button.setMinimumHeight(self.refuse_button.sizeHint().height())
        foot.addWidget(self.open_button)
        return line
