"""Papers (文书): what can be made for a matter, made with a number, printed, saved."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import uuid4

from app.core.documents import Document, issue_document, print_document
from app.core.matters import Matter
from app.core.numbering import document_number
from app.db import documents as rows
from app.db import offices, people
from app.db.engine.files import durable_replace, make_folder
from app.db.projection import DOCUMENT
from app.errors import NotAllowed, NotFound
from app.paper.forms import FORMS, Form
from app.paper.forms import form as form_called
from app.services.paper_facts import DRAWERS, Facts, about, check_form
from app.services.register import Register

__all__ = ["FORMS", "FormOffer", "Paper", "Papers"]


@dataclass(frozen=True)
class FormOffer:
    """A form as the matter's page offers it: ready, already made, or why not yet."""

    id: str
    title: str
    ready: bool
    reason: str
    made: str


@dataclass(frozen=True)
class Paper:
    """A made paper: its register entry and the PDF."""

    document: Document
    content: bytes


class Papers:
    """Making and printing papers."""

    def __init__(self, register: Register) -> None:
        self._register = register

    def offers(self, matter_id: str) -> tuple[FormOffer, ...]:
        """Every form with whether it can be made for this matter now, or has been."""
        matter = self._register.matter(matter_id)
        return tuple(self._offer(matter, form) for form in FORMS)

    def preview(self, form_id: str, matter_id: str) -> bytes:
        """The paper as it would be printed; one that has no number yet shows where it will stand."""
        matter = self._ready(form_id, matter_id)
        made = self._made(form_id, matter)
        office = self._register.office()
        word = form_called(form_id).word
        number = made.number if made else f"{office.organ_code}信{word}〔{self._register.today().year}〕＿号"
        return self._draw(form_id, matter, number, made.issued_on if made else self._register.today())

    def issue(self, form_id: str, matter_id: str) -> Paper:
        """Make the paper and take its number; one that was made before is the same paper again (补打)."""
        matter = self._ready(form_id, matter_id)
        made = self._made(form_id, matter)
        document = made or self._numbered(form_id, matter, self._register.today())
        # Drawn before the number is taken: a paper that cannot be drawn must not use one up.
        content = self._draw(form_id, matter, document.number, document.issued_on)
        if not made:
            self._register.record(issue_document(document))
        return Paper(document, content)

    def record_issue(self, form_id: str, matter_id: str, on: date) -> Document:
        """Note that a paper was made on a day: one that lies in an old file, with the next number."""
        document = self._numbered(form_id, self._ready(form_id, matter_id), on)
        self._register.record(issue_document(document))
        return document

    def printed(self, document_id: str, copies: int = 1) -> None:
        """So many copies went to the printer."""
        self._register.record(print_document(self._document(document_id), copies, self._register.today()))

    def save(self, paper: Paper, path: Path) -> None:
        """Write the PDF where the clerk wants it, whole or not at all."""
        self.save_pdf(paper.content, path)

    def save_pdf(self, content: bytes, path: Path) -> None:
        """Any sheet as a file, whole or not at all."""
        make_folder(path.parent)
        durable_replace(path, content)

    def _offer(self, matter: Matter, form: Form) -> FormOffer:
        try:
            check_form(form.id, matter)
        except NotAllowed as refusal:
            return FormOffer(form.id, form.title, False, str(refusal), "")
        made = self._made(form.id, matter)
        return FormOffer(form.id, form.title, True, "", made.number if made else "")

    def _ready(self, form_id: str, matter_id: str) -> Matter:
        matter = self._register.matter(matter_id)
        form_called(form_id)
        check_form(form_id, matter)
        return matter

    def _numbered(self, form_id: str, matter: Matter, on: date) -> Document:
        form = form_called(form_id)
        serial = offices.counted(self._register.store, f"{DOCUMENT}.{form.id}", on.year) + 1
        number = document_number(self._register.office().organ_code, form.word, on.year, serial)
        return Document(
            str(uuid4()), matter.id, form.id, form.title, number, serial, on, about(form.id, matter)
        )

    def _made(self, form_id: str, matter: Matter) -> Document | None:
        """The paper that was made of this form for what it is about now."""
        papers = rows.of_matter(self._register.store, matter.id)
        now = (form_id, about(form_id, matter))
        return next((paper for paper in papers if (paper.form, paper.about) == now), None)

    def _document(self, document_id: str) -> Document:
        document = rows.load(self._register.store, document_id)
        if document is None:
            raise NotFound("找不到这份文书的记录；什么也没有改动。")
        return document

    def _draw(self, form_id: str, matter: Matter, number: str, issued_on: date) -> bytes:
        facts = Facts(
            office=self._register.office(),
            matter=matter,
            people=people.of_matter(self._register.store, matter.id),
            names=offices.names(self._register.store),
            deadlines=self._register.deadlines(matter),
            number=number,
            issued_on=issued_on,
        )
        return DRAWERS[form_id](facts)
