"""How a paper is made: the facts gathered, filled into the words in use, checked, drawn."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from uuid import uuid4

from app.core.documents import Document
from app.core.filling import Filling
from app.core.forms import Form, form_called
from app.core.matters import Matter
from app.core.numbering import document_number
from app.core.paper_checks import Finding, PaperCase, check_paper, refuse_blocked
from app.core.paper_occasions import occasion
from app.core.slips import new_slip
from app.db import attachments, documents, offices, people
from app.db.projection import DOCUMENT
from app.paper.drawing import draw, draw_all
from app.paper.fonts import missing
from app.paper.jobs import Job
from app.services.classes import classes
from app.services.filling import Facts, fill_form
from app.services.register import Register
from app.services.wordings import Wordings, Words


class Making:
    """Turns a form and a matter into a paper."""

    def __init__(self, register: Register, wordings: Wordings) -> None:
        self._register, self._wordings = register, wordings

    def facts(self, form: Form, matter: Matter, number: str, on: date, fields: Mapping[str, str]) -> Facts:
        """Everything the paper may need to know."""
        store = self._register.store
        papers = documents.of_matter(store, matter.id)
        about = occasion(form, matter)
        return Facts(
            form=form, office=self._register.office(), matter=matter, people=people.of_matter(store, matter.id),
            names=offices.names(store), deadlines=self._register.deadlines(matter), occasion=about,
            number=number, issued_on=on, fields=fields, papers=papers,
            about_paper=next((it for it in papers if it.id == fields.get("文书")), None),
            materials=() if matter.sealed else _materials(self._register, matter),
            category=classes(store).path(matter.category) if matter.category else "",
        )  # fmt: skip

    def numbered(self, form: Form, on: date, matter_id: str = "", about: str = "") -> Document:
        """A paper with the next number of its kind and year; nothing is taken until it is written down."""
        serial = offices.counted(self._register.store, f"{DOCUMENT}.{form.id}", on.year) + 1
        return Document(
            str(uuid4()), matter_id, form.id, form.title, self.number(form, on, serial), serial, on, about,
            slip=new_slip() if form.watched else "",
        )  # fmt: skip

    def number(self, form: Form, on: date, serial: int | str = "＿") -> str:
        """A paper's number, or where it will stand; empty for forms that take none."""
        if not form.word:
            return ""
        return document_number(self._register.office().organ_code, form.word, on.year, serial)

    def prefilled(self, form: Form, matter: Matter) -> dict[str, str]:
        """The values the paper would have by itself for what the form asks."""
        values = fill_form(form, self.facts(form, matter, "", self._register.today(), {})).values
        return {ask.name: values[ask.name] for ask in form.asks}

    def check(self, form: Form, matter: Matter, fields: Mapping[str, str]) -> tuple[Finding, ...]:
        """What the paper lacks; nothing is drawn for it."""
        facts = self.facts(form, matter, "", self._register.today(), fields)
        return _findings(facts, fill_form(form, facts), self._wordings.in_use(form))

    def draw(self, form: Form, matter: Matter, number: str, on: date, fields: Mapping[str, str]) -> bytes:
        """The paper as it would be printed today."""
        return self._drawn(self.drafted(form, matter, number, on, fields))

    def drafted(self, form: Form, matter: Matter, number: str, on: date, fields: Mapping[str, str]) -> Job:
        """The paper as it would be made today, as something to draw."""
        facts = self.facts(form, matter, number, on, fields)
        return self._job(form, self._wordings.in_use(form), fill_form(form, facts), number, on, "")

    def make(
        self, document: Document, form: Form, matter: Matter, fields: Mapping[str, str]
    ) -> tuple[Document, Words]:
        """The paper with everything it says frozen into its register entry, and the words used.

        PaperBlocked when the law forbids the paper as it stands.
        """
        facts = self.facts(form, matter, document.number, document.issued_on, fields)
        filling, words = fill_form(form, facts), self._wordings.in_use(form)
        refuse_blocked(_findings(facts, filling, words))
        whole, _ = self.filled(document, form, words, filling)
        return whole, words

    def filled(self, document: Document, form: Form, words: Words, filling: Filling) -> tuple[Document, Job]:
        """A paper's entry with everything it says, and the paper as something to draw."""
        job = self._job(form, words, filling, document.number, document.issued_on, document.slip)
        title = job.title if len(job.title) <= 60 else form.title
        return replace(document, title=title, wording=words.digest, filling=_used(words, filling)), job

    def redraw(self, document: Document) -> bytes:
        """A paper as it was made. Papers from before words were kept are drawn from today's facts."""
        return self._drawn(self.job(document))

    def job(self, document: Document) -> Job:
        """An issued paper as something to draw, alone or among others."""
        form = form_called(document.form)
        words = self._wordings.of_version(form, document.wording)
        filling = document.filling if document.wording else self._refilled(form, document)
        return self._job(form, words, filling, document.number, document.issued_on, document.slip)

    def _refilled(self, form: Form, document: Document) -> Filling:
        matter = self._register.matter(document.matter_id)
        return fill_form(form, self.facts(form, matter, document.number, document.issued_on, {}))

    def _job(self, form: Form, words: Words, filling: Filling, number: str, on: date, slip: str) -> Job:
        office = self._register.office()
        return Job(
            form.layout, words.wording, filling, office.organ if form.government else office.name, number, on,
            slip, stub=form.stub,
        )  # fmt: skip

    def _drawn(self, job: Job) -> bytes:
        return draw(job, practice=self._register.office().practice)

    def drawn_together(self, jobs: Iterable[Job], title: str, *, two_sided: bool = False) -> bytes:
        """Many papers as one file; `two_sided` lets each begin on a sheet of its own."""
        practice = self._register.office().practice
        return draw_all(jobs, title, practice=practice, two_sided=two_sided)


def _findings(facts: Facts, filling: Filling, words: Words) -> tuple[Finding, ...]:
    wanted = words.wording.places
    case = PaperCase(
        facts.form, facts.matter, facts.office, filling.values, facts.issued_on, facts.deadlines,
        missing("".join(filling.values[name] for name in sorted(wanted & filling.values.keys()))), wanted,
    )  # fmt: skip
    return check_paper(case)


def _used(words: Words, filling: Filling) -> Filling:
    """Only what the words name: a paper does not keep what it does not say."""
    wanted = words.wording.places
    table = words.wording.table
    lists = {
        name: rows
        for name, rows in filling.lists.items()
        if name == "附件" or (table and name == table.source)
    }
    return Filling({name: filling.values[name] for name in sorted(wanted & filling.values.keys())}, lists)


def _materials(register: Register, matter: Matter) -> tuple[dict[str, str], ...]:
    """What lies with the matter; nobody counted its pages, so they are left to the pen."""
    kept = [it for it in attachments.of_matter(register.store, matter.id) if not it.removed_on]
    return tuple(
        {"序号": str(at), "名称": it.name, "文号": "", "页数": "", "份数": "1", "类型": "", "备注": ""}
        for at, it in enumerate(kept, 1)
    )
