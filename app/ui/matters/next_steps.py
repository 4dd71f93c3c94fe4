"""下一步: what is lawful now as buttons, the most urgent first; the rest opens below on a word."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.core.steps import GROUPS, Offer
from app.ui.matters.lateness import nearness, short_date
from app.ui.matters.sheet import bare_column
from app.ui.theme import Tone, Type, space
from app.ui.widgets.buttons import Button, Kind, link
from app.ui.widgets.card import Notice
from app.ui.widgets.flow_layout import FlowLayout
from app.ui.widgets.plain import PlainLabel

LINE_HEIGHT = 36  # so that a caption and a button stand on one line
MOST_SHOWN = 6
MORE, LESS = "更多…", "收起"
CHOOSE = "选一项，这里说明为什么现在不能办、先要办什么"
DANGEROUS = ("void",)
ASIDE = ("void", "merge", "split", "mark_urgent", "supervise")  # looked for, never called for by a state


class NextSteps(QWidget):
    """One filled button for what comes next, quiet ones for what else the state calls for.

    Signals:
        chosen: The clerk wants to take a step; carries its kind.
    """

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._first: dict[str, Button] = {}
        self._rest: list[Offer] = []
        self._rest_buttons: dict[str, Button] = {}
        self._dated: set[str] = set()
        self._refusals: list[Offer] = []
        self._refused_steps: dict[str, RefusedStep] = {}
        self.more_button, self.refused_button = link(MORE), link("")
        self.reason = Notice(CHOOSE, Tone.SOON)
        self._shown: tuple[Sequence[Offer], date] | None = None
        self._more, self._refused_sheet = QWidget(), QWidget()
        self._sheet: QWidget | None = None
        self._place = keyboard_place(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(space(2))

    def show_offers(self, offers: Sequence[Offer], today: date) -> None:
        """Another matter's steps, or the same matter's after one was taken."""
        if self._shown == (offers, today):
            return  # nothing happened: what is open stays open
        self._shown = (offers, today)
        first = shown_first(offers)
        self._rest = _by_group(offer for offer in offers if offer.allowed and offer not in first)
        self._dated = set(_first_of_its_clock([*first, *self._rest]))
        self._first = {
            offer.kind: self._button(offer, today, first=at == 0) for at, offer in enumerate(first)
        }
        self._refusals = _by_group(offer for offer in offers if not offer.allowed)
        self._rest_buttons, self._refused_steps = {}, {}
        self._build()

    @property
    def buttons(self) -> dict[str, Button]:
        """The steps that are possible now by their kind; what is folded is made when somebody wants to see it."""
        self._make_rest()
        return self._first | self._rest_buttons

    def _make_rest(self) -> None:
        if self._rest_buttons or self._shown is None:
            return
        self._rest_buttons = {offer.kind: self._button(offer, self._shown[1]) for offer in self._rest}
        for at, (group, offers) in enumerate(_groups(self._rest)):
            row = _row(group, [self._rest_buttons[offer.kind] for offer in offers])
            self._more_column.insertWidget(at, row)
        self._order_tabs()

    @property
    def refused(self) -> dict[str, "RefusedStep"]:
        """The steps that are not possible now by their kind; made when somebody wants to see them."""
        if self._refusals and not self._refused_steps:
            self._refused_steps = {offer.kind: self._refused_step(offer) for offer in self._refusals}
            for group, offers in _groups(self._refusals):
                self._below.addWidget(_row(group, [self._refused_steps[offer.kind] for offer in offers]))
            self._order_tabs()
        return self._refused_steps

    def fold(self) -> None:
        """Only what comes next is seen."""
        self._open(more=False)

    def show_reason(self, kind: str) -> None:
        """Say why this step is not possible now, and what would make it so."""
        offer = self.refused[kind].offer
        self.reason.set_sentence(f"{offer.label}：{offer.reason}")

    def ask_for(self, kind: str) -> None:
        """Take this step if it is lawful, else say why not."""
        if kind in self._first or any(offer.kind == kind for offer in self._rest):
            self.chosen.emit(kind)
        elif any(offer.kind == kind for offer in self._refusals):
            self._open(more=True, refused=True)
            self.refused[kind].setFocus()
            self.show_reason(kind)

    def enter(self) -> None:
        for button in list((self._first or self.buttons).values())[:1]:
            button.setFocus()

    def _build(self) -> None:
        """The sheet of buttons anew; what is under the words stays folded."""
        sheet, column = bare_column()
        self.more_button, self.refused_button = link(MORE), link("")
        column.addWidget(_line([*self._first.values(), self.more_button]))
        self._more, more = bare_column()
        self._more_column = more
        more.addWidget(_line([self.refused_button]))
        self._refused_sheet, self._below = bare_column()
        self.reason = Notice(CHOOSE, Tone.SOON)
        self._below.addWidget(self.reason)
        more.addWidget(self._refused_sheet)
        column.addWidget(self._more)
        self.more_button.setVisible(bool(self._rest or self._refusals))
        self.refused_button.setVisible(bool(self._refusals))
        self._open(more=False)
        self._connect()
        self._replace(sheet)
        self._order_tabs()

    def _order_tabs(self) -> None:
        """From left to right and down."""
        below = (*self._rest_buttons.values(), self.refused_button, *self._refused_steps.values())
        put_in_place(self._place, (*self._first.values(), self.more_button, *below))

    def _connect(self) -> None:
        self.more_button.clicked.connect(lambda: self._open(more=self._more.isHidden()))
        self.refused_button.clicked.connect(
            lambda: self._open(more=True, refused=self._refused_sheet.isHidden())
        )

    def _open(self, *, more: bool, refused: bool = False) -> None:
        if more:
            self._make_rest()
        self._more.setVisible(more)
        self._refused_sheet.setVisible(refused and bool(self.refused))
        self.more_button.set_verb(LESS if more else MORE)
        word = f"现在不能办的{len(self._refusals)}项"
        self.refused_button.set_verb(f"收起{word}" if refused else word)
        self.reason.set_sentence(CHOOSE)

    def _replace(self, sheet: QWidget) -> None:
        if self._sheet is not None:
            self._column.removeWidget(self._sheet)
            self._sheet.hide()
            self._sheet.deleteLater()
        self._sheet = sheet
        self._column.addWidget(sheet)
        sheet.show()  # at once, so that the keyboard can go there

    def _button(self, offer: Offer, today: date, *, first: bool = False) -> Button:
        danger = offer.kind in DANGEROUS
        kind = Kind.DANGER if danger else Kind.PRIMARY if first else Kind.QUIET
        button = Button(
            with_day(offer, today) if offer.kind in self._dated else offer.label, kind, tip=offer.article
        )
        button.setAccessibleName(with_day(offer, today))
        button.clicked.connect(lambda: self.chosen.emit(offer.kind))
        return button

    def _refused_step(self, offer: Offer) -> "RefusedStep":
        step = RefusedStep(offer)
        step.looked_at.connect(self.show_reason)
        step.clicked.connect(lambda: self.show_reason(offer.kind))
        return step


class RefusedStep(Button):
    """A step that is not possible now; reaching it says why.

    Signals:
        looked_at: The keyboard has come here; carries the step's kind.
    """

    looked_at = Signal(str)

    def __init__(self, offer: Offer) -> None:
        super().__init__(offer.label, Kind.BARE, tip=offer.reason)
        self.offer = offer
        self.setProperty("soft", True)
        self.setAccessibleName(f"{offer.label}，现在不能办")
        self.setAccessibleDescription(offer.reason)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.looked_at.emit(self.offer.kind)


def shown_first(offers: Sequence[Offer]) -> tuple[Offer, ...]:
    """What stands on the page without being asked for: the first lawful steps in the rules' own order."""
    allowed = [offer for offer in offers if offer.allowed and offer.kind not in ASIDE]
    return tuple(allowed[:MOST_SHOWN])


def with_day(offer: Offer, today: date) -> str:
    """受理　12月6日前, 受理　超期2天: the step with the last day of the clock it meets."""
    if offer.due_on is None:
        return offer.label
    word, _ = nearness(offer.due_on, today)
    near = (offer.due_on - today).days <= 1
    return f"{offer.label}　{word if near else short_date(offer.due_on, today) + '前'}"


def _first_of_its_clock(offers: Sequence[Offer]) -> set[str]:
    """The steps that show their day: where several meet the same clock, the first says it for all."""
    found: dict[tuple[str, date | None], str] = {}
    for offer in offers:
        found.setdefault((offer.clock, offer.due_on), offer.kind)
    return set(found.values())


def keyboard_place(parent: QWidget) -> QWidget:
    """Marks where on the page Tab comes to what is made anew there; Qt would put it behind everything else."""
    place = QWidget(parent)
    place.setFixedSize(0, 0)
    return place


def put_in_place(place: QWidget, widgets: Sequence[QWidget]) -> None:
    """Let Tab come to these, in this order, where `place` is."""
    place.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # Qt orders only what can be entered
    for before, after in pairwise((place, *widgets)):
        QWidget.setTabOrder(before, after)
    place.setFocusPolicy(Qt.FocusPolicy.NoFocus)


def _by_group(offers: Iterable[Offer]) -> list[Offer]:
    return sorted(offers, key=lambda offer: (GROUPS.index(offer.group), offer.kind in DANGEROUS))


def _groups(offers: Sequence[Offer]) -> list[tuple[str, list[Offer]]]:
    found = {group: [offer for offer in offers if offer.group == group] for group in GROUPS}
    return [(group, members) for group, members in found.items() if members]


def _row(word: str, widgets: Iterable[QWidget]) -> QWidget:
    """A group's word and what belongs to it."""
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(space(2))
    caption = PlainLabel(word, Type.CAPTION)
    caption.setMinimumHeight(LINE_HEIGHT)
    caption.setMinimumWidth(caption.fontMetrics().horizontalAdvance("国" * 6))
    line.addWidget(caption, 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(_line(widgets), 1)
    return row


def _line(widgets: Iterable[QWidget]) -> QWidget:
    line = QWidget()
    row = FlowLayout(line)
    for widget in widgets:
        widget.setMinimumHeight(LINE_HEIGHT)
        row.addWidget(widget)
    return line
