"""文书: every form with what can be done with it now, or why not yet."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from app.core.documents import Document
from app.errors import AppError
from app.services.matters import MatterView
from app.services.papers import FormOffer, Paper, Papers
from app.ui.context import Context
from app.ui.matters.lateness import short_date
from app.ui.matters.sheet import Sheet
from app.ui.prompts import PDF
from app.ui.theme import Type, space
from app.ui.widgets.buttons import Button, quiet
from app.ui.widgets.plain import PlainLabel


class PapersTab(Sheet):
    """Previewing takes no number; making does, once; printing again is the same paper (补打)."""

    def __init__(self, papers: Papers, context: Context) -> None:
        super().__init__()
        self._papers, self._context = papers, context
        self._matter_id, self._number = "", ""
        self.rows: dict[str, FormRow] = {}

    def show_papers(self, view: MatterView) -> None:
        """The forms of this matter and the papers made of them."""
        self.begin()
        self._matter_id, self._number = view.matter.id, view.matter.number
        made = {document.number: document for document in view.documents}
        self.rows = {
            offer.id: self._row(offer, made.get(offer.made)) for offer in self._papers.offers(self._matter_id)
        }
        for row in self.rows.values():
            self.column.addWidget(row)
        self.finish()

    def enter_form(self, form_id: str) -> None:
        """The keyboard goes to this form's first button."""
        row = self.rows.get(form_id)
        if row and row.print_button.isEnabled():
            row.print_button.setFocus()

    def preview(self, offer: FormOffer, document: Document | None) -> None:
        self._try(lambda: self._show_preview(offer, document))

    def print_paper(self, form_id: str) -> None:
        """制作并打印: the paper keeps its number even if the printer does not answer."""
        try:
            paper = self._papers.issue(form_id, self._matter_id)
        except AppError as error:
            self._context.prompts.show_error(str(error))
            return
        self._try(lambda: self._print(paper), f"{paper.document.number}已经制作。")
        self._context.changes.matters_changed.emit()

    def save_paper(self, offer: FormOffer) -> None:
        """Ask where, then make the paper and write it there."""
        path = self._context.prompts.choose_save_path("保存文书", _file_name(offer, self._number), PDF)
        if path is None:
            return

        def save() -> None:
            paper = self._papers.issue(offer.id, self._matter_id)
            self._papers.save(paper, path)
            self._context.toast(f"{paper.document.title}{paper.document.number} 已保存")
            self._context.changes.matters_changed.emit()

        self._try(save)

    def _row(self, offer: FormOffer, document: Document | None) -> "FormRow":
        row = FormRow(offer, _said(offer, document, self._context))
        row.preview_button.clicked.connect(lambda: self.preview(offer, document))
        row.print_button.clicked.connect(lambda: self.print_paper(offer.id))
        row.save_button.clicked.connect(lambda: self.save_paper(offer))
        return row

    def _show_preview(self, offer: FormOffer, document: Document | None) -> None:
        pdf = self._papers.preview(offer.id, self._matter_id)
        title = offer.title if document else f"{offer.title}（预览稿，还没有取号）"
        noted = (lambda: self._note_print(document)) if document else None
        # Without a file name a paper does not leave the screen: a draft has no number to be found by.
        name = _file_name(offer, self._number) if document else ""
        self._context.preview(title, pdf, name, noted)

    def _note_print(self, document: Document) -> None:
        self._papers.printed(document.id)
        self._context.changes.matters_changed.emit()

    def _print(self, paper: Paper) -> None:
        document = paper.document
        printer = self._context.desktop.print_pdf(paper.content, f"{document.title}{document.number}")
        self._papers.printed(document.id)
        self._context.toast(f"{document.title}{document.number} 已送打印机“{printer}”")

    def _try(self, act: Callable[[], object], before: str = "") -> None:
        try:
            act()
        except AppError as error:
            self._context.prompts.show_error(f"{before}{error}")


class FormRow(QFrame):
    """One form: its name, how it stands, and up to three things to do with it."""

    def __init__(self, offer: FormOffer, said: str) -> None:
        super().__init__()
        self.setAccessibleName(f"{offer.title}，{said}")
        self.said = PlainLabel(said, Type.CAPTION, wrap=True)
        self.preview_button = quiet("预览")
        self.print_button = quiet("补打" if offer.made else "制作并打印", icon_name="print")
        self.save_button = quiet("保存")
        words = QVBoxLayout()
        words.setSpacing(space(1))
        words.addWidget(PlainLabel(offer.title, strong=True))
        words.addWidget(self.said)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(space(2))
        row.addLayout(words, 1)
        for button in self._buttons():
            button.setAccessibleDescription(offer.title)
            row.addWidget(button)
            if not offer.ready:
                button.hide()

    def _buttons(self) -> tuple[Button, ...]:
        return (self.preview_button, self.print_button, self.save_button)


def _said(offer: FormOffer, document: Document | None, context: Context) -> str:
    if document:
        printed = f"，已打印{document.prints}份" if document.prints else "，还没有打印"
        return f"{document.number}，{short_date(document.issued_on, context.today())}制作{printed}"
    return "可以制作，制作时取号" if offer.ready else offer.reason


def _file_name(offer: FormOffer, number: str) -> str:
    return f"{number} {offer.title}.pdf"
