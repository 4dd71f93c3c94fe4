"""Papers (文书): what can be made for a matter, made with a number, printed, delivered, voided, filed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from app.core.documents import (
    Document,
    deliver_document,
    file_document,
    issue_document,
    print_document,
    undeliver_document,
    void_document,
)
from app.core.events import HANDING
from app.core.forms import FORMS, PAPER, Form, form_called
from app.core.matters import Matter
from app.core.paper_checks import Finding
from app.core.paper_occasions import Occasion, latest_step, occasion
from app.core.served_papers import papers_to_serve
from app.core.steps import StepCommand
from app.core.steps.handling import papers_out
from app.db import documents as rows
from app.db.engine.files import write_out
from app.errors import NotAllowed, NotFound
from app.paper.jobs import Job
from app.services.finding import paper_numbers
from app.services.paper_making import Making
from app.services.register import Register
from app.services.steps import Steps
from app.services.wordings import Wordings

__all__ = ["FORMS", "Finding", "Form", "FormOffer", "Paper", "Papers"]

NO_FIELDS: Mapping[str, str] = {}


@dataclass(frozen=True)
class FormOffer:
    """A form as the matter's page offers it: ready, already made, or why not yet."""

    id: str
    title: str
    ready: bool
    reason: str
    made: str
    group: str = ""


@dataclass(frozen=True)
class Paper:
    """A made paper: its register entry and the PDF."""

    document: Document
    content: bytes


class Papers:
    """Making papers, and following them until they lie in the dossier."""

    def __init__(self, register: Register, wordings: Wordings, making: Making, steps: Steps) -> None:
        self._register, self._wordings, self._making, self._steps = register, wordings, making, steps

    def offers(self, matter_id: str) -> tuple[FormOffer, ...]:
        """Every form with whether it can be made for this matter now, or has been."""
        matter = self._register.matter(matter_id)
        made = rows.of_matter(self._register.store, matter_id)
        return tuple(_offer(matter, form, made) for form in FORMS if not form.matterless)

    def check(
        self, form_id: str, matter_id: str, fields: Mapping[str, str] = NO_FIELDS
    ) -> tuple[Finding, ...]:
        """What the paper lacks or says wrongly as it stands, what the law blocks first."""
        form, matter = form_called(form_id), self._register.matter(matter_id)
        return self._making.check(form, matter, fields)

    def prefilled(self, form_id: str, matter_id: str) -> dict[str, str]:
        """What the register already knows of what the form asks for; the clerk may say it better."""
        return self._making.prefilled(form_called(form_id), self._register.matter(matter_id))

    def preview(self, form_id: str, matter_id: str, fields: Mapping[str, str] = NO_FIELDS) -> bytes:
        """The paper as it would be printed; one that has no number yet shows where it will stand."""
        form, matter = form_called(form_id), self._register.matter(matter_id)
        made = self._made(form, matter, _about(form, matter, fields))
        if made:
            return self._making.redraw(made)
        today = self._register.today()
        return self._making.draw(form, matter, self._making.number(form, today), today, fields)

    def issue(self, form_id: str, matter_id: str, fields: Mapping[str, str] = NO_FIELDS) -> Paper:
        """Make the paper and take its number; one that was made before is the same paper again (补打).

        PaperBlocked when the law forbids the paper as it stands.
        """
        with self._register.writing():
            document = self.make(form_id, matter_id, fields)
            # Drawn inside the transaction: a paper that cannot be drawn must not use a number up.
            return Paper(document, self._making.redraw(document))

    def make(self, form_id: str, matter_id: str, fields: Mapping[str, str] = NO_FIELDS) -> Document:
        """The same without its PDF: for papers that are drawn together, or as a Word file."""
        form, matter = form_called(form_id), self._register.matter(matter_id)
        about = _about(form, matter, fields)
        made = self._made(form, matter, about)
        if made:
            return made
        document = self._making.numbered(form, self._register.today(), matter.id, about.id)
        whole, words = self._making.make(document, form, matter, fields)
        same = _same(rows.of_matter(self._register.store, matter_id), whole) if form.repeats else None
        if same:
            return same
        with self._register.writing() as write:
            self._wordings.keep(write, form, words)
            write(issue_document(whole))
        return whole

    def draft(self, form_id: str, matter_id: str, fields: Mapping[str, str] = NO_FIELDS) -> Job:
        """A paper that has no number yet, as something to draw or to write in; nothing is kept."""
        form, matter = form_called(form_id), self._register.matter(matter_id)
        today = self._register.today()
        return self._making.drafted(form, matter, self._making.number(form, today), today, fields)

    def reprint(self, document_id: str) -> Paper:
        """The paper as it was made, whatever has changed since."""
        document = self.document(document_id)
        return Paper(document, self._making.redraw(document))

    def record_issue(self, form_id: str, matter_id: str, on: date) -> Document:
        """Note that a paper was made on a day: one that lies in an old file, with the next number."""
        form, matter = form_called(form_id), self._register.matter(matter_id)
        document = self._making.numbered(form, on, matter.id, occasion(form, matter).id)
        self._register.record(issue_document(document))
        return document

    def printed(self, document_id: str, copies: int = 1) -> None:
        """So many copies went to the printer."""
        self._register.record(print_document(self.document(document_id), copies, self._register.today()))

    def deliver(
        self, document_id: str, on: date, way: str, receiver: str = "", sent_on: date | None = None
    ) -> Document:
        """A paper reached its receiver; where its delivery moves a clock, the step is taken with it.

        For a notice or an answer that step is 送达, for the letter that hands a matter to a unit 单位签收.
        """
        document = self.document(document_id)
        entry = deliver_document(document, on, way, receiver)  # refuses before anything is written
        command = self._step_of_delivery(document)
        if command:
            command = replace(command, on=on, way=way, receiver=receiver, sent_on=sent_on)
            self._steps.take(document.matter_id, command, document_id=document.id)
        else:
            self._register.record(entry)
        return self.document(document_id)

    def _step_of_delivery(self, document: Document) -> StepCommand | None:
        """What the matter's clocks learn from the delivery; nothing from a second notice of the same thing."""
        form = form_called(document.form)
        matter = self._register.matter(document.matter_id) if document.matter_id else None
        if matter and form.served in papers_out(matter):
            return StepCommand("deliver", document.issued_on, paper=form.served)
        handed = latest_step(matter, *HANDING) if matter else None
        if matter and form.returns and handed and document.about == handed.id and not matter.on("received"):
            return StepCommand("sign", document.issued_on)
        return None

    def undeliver(self, document_id: str, reason: str) -> None:
        """A delivery was noted in error; one that was a step is taken back as the step it was."""
        document = self.document(document_id)
        if document.step:
            self._steps.withdraw(document.matter_id, document.step, reason)
        else:
            self._register.record(undeliver_document(document, self._register.today(), reason))

    def void(self, document_id: str, reason: str) -> None:
        """The paper is void; its number stays in the register with the reason."""
        self._register.record(void_document(self.document(document_id), self._register.today(), reason))

    def file(self, document_id: str) -> None:
        """The paper lies in its dossier."""
        self._register.record(file_document(self.document(document_id), self._register.today()))

    def by_slip(self, slip: str) -> Document | None:
        """The paper a scanned or typed slip number belongs to."""
        return rows.by_slip(self._register.store, slip)

    def by_number(self, number: str) -> tuple[Document, ...]:
        return rows.by_number(self._register.store, number)

    def numbered(self, text: str) -> tuple[Document, ...]:
        """Papers by their number as a clerk types it: 青信受〔2026〕12号, 受12; those of no matter have none."""
        code, year = self._register.office().organ_code, self._register.today().year
        wanted = paper_numbers(text, code, {form.word for form in FORMS if form.word}, year)
        return rows.by_number(self._register.store, *wanted) if wanted else ()

    def document(self, document_id: str) -> Document:
        """An issued paper. NotFound for an unknown id."""
        document = rows.load(self._register.store, document_id)
        if document is None:
            raise NotFound("找不到这份文书的记录；什么也没有改动。")
        return document

    def save(self, paper: Paper, path: Path) -> None:
        """Write the PDF where the clerk wants it, whole or not at all."""
        self.save_pdf(paper.content, path)

    def save_pdf(self, content: bytes, path: Path) -> None:
        """Any sheet as a file, whole or not at all."""
        write_out(path, content)

    def _made(self, form: Form, matter: Matter, about: Occasion) -> Document | None:
        """The paper that was made of this form for what it is about now, and still stands."""
        papers = rows.of_matter(self._register.store, matter.id)
        return None if form.repeats else _standing(papers, form, about)


def _about(form: Form, matter: Matter, fields: Mapping[str, str]) -> Occasion:
    """What the paper is about now; a 送达回证 is about the paper it proves the delivery of."""
    about = occasion(form, matter)
    return Occasion(fields.get("文书", "")) if PAPER in form.tells_of else about


def _standing(papers: tuple[Document, ...], form: Form, about: Occasion) -> Document | None:
    wanted = (form.id, about.id)
    return next((it for it in papers if (it.form, it.about) == wanted and not it.voided_reason), None)


def _same(papers: tuple[Document, ...], whole: Document) -> Document | None:
    """A sheet that may be made again was not meant to be when it says the same on the same day."""
    standing = [it for it in papers if not it.voided_reason and not it.filed_on]
    wanted = (whole.form, whole.about, whole.issued_on, _said(whole))
    return next((it for it in standing if (it.form, it.about, it.issued_on, _said(it)) == wanted), None)


def _said(document: Document) -> tuple[object, object]:
    """What a paper says, but for its own number."""
    values = {name: value for name, value in document.filling.values.items() if name != "文号"}
    return values, document.filling.payload()["lists"]


def _offer(matter: Matter, form: Form, papers: tuple[Document, ...]) -> FormOffer:
    try:
        about = occasion(form, matter)
    except NotAllowed as refusal:
        return FormOffer(form.id, form.title, False, str(refusal), "", form.group)
    if PAPER in form.tells_of and not papers_to_serve(papers):
        reason = f"{matter.number}还没有制作要送达的文书，不能制作{form.title}。"
        return FormOffer(form.id, form.title, False, reason, "", form.group)
    made = None if form.repeats else _standing(papers, form, about)
    return FormOffer(form.id, form.title, True, "", made.number or made.title if made else "", form.group)
