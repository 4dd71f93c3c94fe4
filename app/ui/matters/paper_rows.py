"""The rows of the papers' tab: a paper that was made, a form that can be made, one that cannot be yet."""

from datetime import date

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.core.documents import DELIVERED, FILED, MADE, PRINTED, STATES, VOIDED, Document
from app.core.forms.form import PETITIONER, SUPERIOR, UNIT
from app.core.steps import DELIVERY_WAYS
from app.services.papers import FormOffer
from app.ui.matters.lateness import short_date
from app.ui.matters.paper_order import BY_ID, PROOF
from app.ui.theme import Tone, Type, space
from app.ui.widgets.buttons import Button, link, quiet
from app.ui.widgets.plain import Badge, ElidedLabel, PlainLabel

TONES = {
    MADE: Tone.SOON,
    PRINTED: Tone.ACTION,
    DELIVERED: Tone.DONE,
    FILED: Tone.CLOSED,
    VOIDED: Tone.CLOSED,
}
GOES_OUT = (PETITIONER, UNIT, SUPERIOR)
ROW_HEIGHT = 32
REASON_FROM = 232  # where the reasons begin, so that they stand under each other
MORE, LESS = "更多…", "收起"


class MadeRow(QFrame):
    """A paper that has its number: how far it has come, and what is done with it next."""

    def __init__(self, document: Document, today: date) -> None:
        super().__init__()
        self.document = document
        self.said = ElidedLabel(paper_said(document, today), Type.CAPTION)
        self.badge = Badge(state_words(document), TONES[document.state])
        self.preview_button, self.print_button = link("预览"), quiet("补打", icon_name="print")
        self.deliver_button, self.more_button = quiet("登记送达"), link(MORE)
        self.undeliver_button, self.proof_button = link("撤销送达…"), link("送达回证…")
        self.file_button, self.void_button, self.save_button = link("归档"), link("作废…"), link("另存…")
        self.word_button = link("存为 Word 文件…")
        self.more = QWidget()
        self.setAccessibleName(f"{document.title}{document.number}，{self.said.whole_text()}")
        self._build()
        self._show_fitting()
        self.more_button.clicked.connect(lambda: self.open_more(shown=self.more.isHidden()))
        self.more.hide()

    def open_more(self, *, shown: bool) -> None:
        """The rarer things, below the row."""
        self.more.setVisible(shown)
        self.more_button.set_verb(LESS if shown else MORE)

    def enter(self) -> None:
        """The keyboard goes to what is done next with this paper."""
        for button in (self.deliver_button, self.print_button, self.preview_button):
            if not button.isHidden():
                button.setFocus()
                return

    def rarer(self) -> tuple[Button, ...]:
        return (
            self.undeliver_button, self.proof_button, self.file_button, self.save_button, self.word_button,
            self.void_button,
        )  # fmt: skip

    def _show_fitting(self) -> None:
        """Only what the paper's state allows."""
        paper, form = self.document, BY_ID.get(self.document.form)
        voided, delivered = bool(paper.voided_reason), paper.delivered_on is not None
        goes_out = form is not None and form.to in GOES_OUT
        self.print_button.setVisible(not voided)
        self.deliver_button.setVisible(goes_out and not (voided or delivered))
        self.undeliver_button.setVisible(delivered and not voided)
        self.proof_button.setVisible(goes_out and PROOF is not None and not voided)
        self.file_button.setVisible(not voided and paper.filed_on is None)
        self.void_button.setVisible(not (voided or delivered))
        self.word_button.setVisible(form is not None and form.word_file and not voided)

    def _build(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(space(2))
        for label in (
            PlainLabel(self.document.title, strong=True),
            PlainLabel(self.document.number),
            self.badge,
        ):
            row.addWidget(label)
        row.addWidget(self.said, 1)
        for button in (self.preview_button, self.print_button, self.deliver_button, self.more_button):
            _belongs(button, self.document.title)
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(1))
        column.addLayout(row)
        column.addWidget(self.more)
        below = QHBoxLayout(self.more)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(space(2))
        below.addStretch(1)
        for button in self.rarer():
            _belongs(button, self.document.title)
            below.addWidget(button)


class FormCell(QWidget):
    """A form that can be made now: one key makes and prints it, or opens what it asks first."""

    def __init__(self, offer: FormOffer) -> None:
        super().__init__()
        self.offer = offer
        form = BY_ID[offer.id]
        verb = f"{offer.title}…" if form.asks else offer.title
        tip = f"{'填写并制作' if form.asks else '制作并打印'}；{form.article}"
        self.print_button = quiet(verb, icon_name="" if form.asks else "print", tip=tip)
        self.print_button.setAccessibleName(f"{'填写并制作' if form.asks else '制作并打印'}{offer.title}")
        self.preview_button = link("预览", tip="打开填写和预览，不取号")
        _belongs(self.preview_button, offer.title)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.print_button)
        row.addWidget(self.preview_button)

    def enter(self) -> None:
        self.print_button.setFocus()


class LaterRow(QFrame):
    """A form that cannot be made yet, with the reason."""

    def __init__(self, offer: FormOffer) -> None:
        super().__init__()
        self.offer = offer
        self.said = ElidedLabel(offer.reason, Type.CAPTION)
        self.setAccessibleName(f"{offer.title}，{offer.reason}")
        title = PlainLabel(offer.title, soft=True)
        title.setMinimumWidth(REASON_FROM)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(space(2))
        row.addWidget(title)
        row.addWidget(self.said, 1)
        self.setMinimumHeight(ROW_HEIGHT - space(2))


def state_words(document: Document) -> str:
    """已制, 已印2份, 已送达, 已归档, 已作废."""
    word = STATES[document.state]
    return f"{word}{document.prints}份" if document.state == PRINTED else word


def paper_said(document: Document, today: date) -> str:
    """What became of a paper, as one sentence."""
    parts = [f"{short_date(document.issued_on, today)}制作"]
    if document.prints and document.state != PRINTED:  # the badge says it then
        parts.append(f"打印{document.prints}份")
    if document.delivered_on:
        way = DELIVERY_WAYS.get(document.way, document.way)
        signed = f"，{document.receiver}签收" if document.receiver else ""
        parts.append(f"{short_date(document.delivered_on, today)}{way}{signed}")
    if document.filed_on:
        parts.append(f"{short_date(document.filed_on, today)}归档")
    if document.voided_reason:
        parts.append(f"作废：{document.voided_reason}")
    return "；".join(parts)


def _belongs(button: Button, title: str) -> None:
    button.setAccessibleDescription(title)
