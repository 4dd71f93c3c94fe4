"""下一步: the steps that are lawful now as buttons, the others with the reason why not."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.core.steps import Offer
from app.ui.matters.step_order import LAST, in_order
from app.ui.theme import Tone, Type, space
from app.ui.widgets.buttons import Button, Kind
from app.ui.widgets.card import Notice
from app.ui.widgets.flow_layout import FlowLayout
from app.ui.widgets.plain import PlainLabel

LINE_HEIGHT = 36  # so that a caption and a button stand on one line


class NextSteps(QWidget):
    """One filled button for what comes next; a quiet one for each other lawful step.

    Signals:
        chosen: The clerk wants to take a step; carries its kind.
    """

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.buttons: dict[str, Button] = {}
        self.refused: dict[str, RefusedStep] = {}
        self.reason = Notice("", Tone.SOON)
        self.reason.hide()
        self._rows = QVBoxLayout()
        self._rows.setSpacing(space(1))
        self._sheet: QWidget | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(2))
        column.addLayout(self._rows)
        column.addWidget(self.reason)

    def show_offers(self, offers: Sequence[Offer], state: str) -> None:
        """Another matter's steps, or the same matter's after one was taken."""
        ordered = in_order(offers, state)
        sheet = QWidget()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(1))
        allowed = [offer for offer in ordered if offer.allowed]
        self.buttons = {offer.kind: self._button(offer, first=at == 0) for at, offer in enumerate(allowed)}
        self.refused = {offer.kind: self._refused_step(offer) for offer in ordered if not offer.allowed}
        column.addWidget(_line(self.buttons.values()))
        if self.refused:
            column.addWidget(_line([PlainLabel("现在不能办", Type.CAPTION), *self.refused.values()]))
        self._replace(sheet)
        self.reason.set_sentence("")

    def show_reason(self, kind: str) -> None:
        """Say why this step is not possible now, and what would make it so."""
        self.reason.set_sentence(self.refused[kind].offer.reason)

    def ask_for(self, kind: str) -> None:
        """Take this step if it is lawful, else say why not."""
        if kind in self.buttons:
            self.chosen.emit(kind)
        elif kind in self.refused:
            self.refused[kind].setFocus()
            self.show_reason(kind)

    def enter(self) -> None:
        for button in list(self.buttons.values())[:1]:
            button.setFocus()

    def _replace(self, sheet: QWidget) -> None:
        if self._sheet is not None:
            self._rows.removeWidget(self._sheet)
            self._sheet.hide()
            self._sheet.deleteLater()
        self._sheet = sheet
        self._rows.addWidget(sheet)
        sheet.show()  # at once, so that the keyboard can go there

    def _button(self, offer: Offer, *, first: bool) -> Button:
        last = offer.kind in LAST
        kind = Kind.LINK if last else Kind.PRIMARY if first else Kind.QUIET
        button = Button(offer.label, kind, tip=offer.article)
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


def _line(widgets: Iterable[QWidget]) -> QWidget:
    line = QWidget()
    row = FlowLayout(line)
    for widget in widgets:
        widget.setMinimumHeight(LINE_HEIGHT)
        row.addWidget(widget)
    return line
