"""Batches (批量打印): everything that has to go out, numbered, drawn into one file, printed once."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.core.deadlines import Deadline
from app.core.documents import Document, print_document
from app.core.forms import FORMS, PAPER, Form, form_called
from app.core.forms.form import PETITIONER
from app.core.matters import Matter, Step
from app.core.owed_papers import Owed, owed_papers
from app.db import documents as rows
from app.db import people
from app.errors import AppError
from app.paper.jobs import Job
from app.services.paper_making import Making
from app.services.papers import Papers
from app.services.register import Register

LOOKED_BACK = timedelta(days=60)
"""How long after a matter was finished (不予受理 finishes it) its notice is still asked for."""
MOST = 2000
TITLE = "批量打印文书"

_CLOCKS = {"notice": ("notice", "simple_accept"), "extension": ("extension_notice",)}

Watch = Callable[[int, int], object]


@dataclass(frozen=True)
class DuePaper:
    """A paper that should go out: `document_id` names one that was made already and never printed.

    `due_on` is the last lawful day for it to go out.
    """

    matter_id: str
    matter_number: str
    who: str
    form: str
    title: str
    number: str
    due_on: date
    document_id: str = ""


@dataclass(frozen=True)
class LeftOut:
    """A paper of the selection that was not printed, and the sentence that says why."""

    paper: DuePaper
    sentence: str


@dataclass(frozen=True)
class Batch:
    """One print: the file, the papers in it in their order, and what was left out; no paper, no content."""

    content: bytes
    documents: tuple[Document, ...]
    left_out: tuple[LeftOut, ...]


def _unwatched(_done: int, _total: int) -> None:
    pass


class Batches:
    """Papers for many matters at once."""

    def __init__(self, register: Register, papers: Papers, making: Making) -> None:
        self._register, self._papers, self._making = register, papers, making

    def due(self, until: date) -> tuple[DuePaper, ...]:
        """The papers that should go out until a day, what presses most first.

        What a clerk means by “本周要发的文书”: what the office has already decided and the other side does
        not have in its hands. That is, first, a step that has been taken and whose paper was never made: a
        notice of acceptance, of refusal or of referral by the last day of its 15 (条例 Art 23), a notice of
        extension before the old term ends (Art 34), an answer and a letter to a unit at once, because the
        petitioner's 30 days and the unit's term begin only when they have it. Second, every paper that was
        made and never printed. A matter that still waits for the decision itself has no paper to print and
        stands on the Today page; what the answer has overtaken, what an old register brought along, and what
        nobody can be sent to (anonymous) is left in peace. Papers of sealed matters (检举控告) are made one by
        one by those who may read them and never lie in a pile with others (Art 30 ¶3).
        """
        found = (paper for paper in self.looking(until) if paper)
        return tuple(sorted(found, key=lambda it: (it.due_on, it.matter_number, it.form)))

    def looking(self, until: date) -> Iterator[DuePaper | None]:
        """The same papers in no order, and nothing for each matter looked at in vain: who draws may pause anywhere."""
        known = set()
        for made in map(self._unprinted, rows.unprinted(self._register.store, MOST)):
            if made:
                known.add((made.matter_id, made.form))
            yield made if made and made.due_on <= until else None
        for owed in self._owed():
            new = owed and (owed.matter_id, owed.form) not in known and owed.due_on <= until
            yield owed if new else None

    def print_file(
        self, selection: Sequence[DuePaper], *, returns: bool = False, two_sided: bool = False,
        watch: Watch = _unwatched,
    ) -> Batch:  # fmt: skip
        """Make what has to be made and draw everything into one file, all or nothing.

        A paper that the law blocks, or that has been voided meanwhile, is left out with its sentence; the
        others get their numbers. `returns` adds a 送达回证 behind each paper whose delivery moves a clock.
        Numbers are taken in one transaction with the drawing: what `watch` raises, or a paper that cannot
        be drawn, leaves no number used. Printing is noted by `printed`.
        """
        left_out: list[LeftOut] = []
        with self._register.writing():
            documents = list(self._documents(selection, left_out, returns=returns))
            content = b""
            if documents:
                jobs = self._jobs(documents, watch)
                content = self._making.drawn_together(jobs, TITLE, two_sided=two_sided)
        return Batch(content, tuple(documents), tuple(left_out))

    def printed(self, batch: Batch, copies: int = 1) -> None:
        """The file went to the printer: one entry for each paper, all or none."""
        today = self._register.today()
        now = [self._papers.document(paper.id) for paper in batch.documents]
        self._register.record(*[print_document(paper, copies, today) for paper in now])

    def _documents(
        self, selection: Iterable[DuePaper], left_out: list[LeftOut], *, returns: bool
    ) -> Iterator[Document]:
        for wanted in selection:
            try:
                document = self._made(wanted)
                proof = self._proof(document) if returns else None
            except AppError as refusal:
                left_out.append(LeftOut(wanted, str(refusal)))
                continue
            yield document
            if proof:
                yield proof

    def _made(self, wanted: DuePaper) -> Document:
        if not wanted.document_id:
            return self._papers.make(wanted.form, wanted.matter_id)
        document = self._papers.document(wanted.document_id)
        print_document(document, 1, self._register.today())  # refuses what was voided meanwhile
        return document

    def _proof(self, document: Document) -> Document | None:
        form = next((it for it in FORMS if PAPER in it.tells_of), None)
        if form is None or not form_called(document.form).served:
            return None
        return self._papers.make(form.id, document.matter_id, {"文书": document.id})

    def _jobs(self, documents: Sequence[Document], watch: Watch) -> Iterator[Job]:
        for done, document in enumerate(documents):
            watch(done, len(documents))
            yield self._making.job(document)

    def _unprinted(self, document: Document) -> DuePaper | None:
        """A paper that waits for the printer; one noted from an old file never went through it."""
        if not document.wording or document.delivered_on or document.filed_on:
            return None
        if not document.matter_id:
            return DuePaper(
                "", "", "", document.form, document.title, document.number, document.issued_on, document.id
            )
        matter = self._register.matter(document.matter_id)
        if matter.sealed or matter.voided:
            return None
        step = next((it for it in matter.steps if it.id == document.about), None)
        form = form_called(document.form)
        due = self._last_day(matter, form, step) if step else document.issued_on
        return DuePaper(
            matter.id, matter.number, self._who(matter), form.id, document.title, document.number, due, document.id
        )  # fmt: skip

    def _owed(self) -> Iterator[DuePaper | None]:
        for matter_id in rows.untold(self._register.store, self._register.today() - LOOKED_BACK):
            yield None
            matter = self._register.matter(matter_id)
            if matter.sealed:
                continue
            papers = rows.of_matter(self._register.store, matter_id)
            for owed in owed_papers(matter, papers):
                form = owed.form_for_now(matter)
                if form and not _settled(matter, owed):
                    due = self._last_day(matter, form, owed.step)
                    yield DuePaper(matter.id, matter.number, self._who(matter), form.id, form.title, "", due)

    def _last_day(self, matter: Matter, form: Form, step: Step) -> date:
        clocks = _CLOCKS.get(form.served, ())
        known = [it for it in self._register.deadlines(matter) if it.clock in clocks]
        return _nearest(known, step.on)

    def _who(self, matter: Matter) -> str:
        return matter.called([it.name for it in people.of_matter(self._register.store, matter.id)])


def _nearest(deadlines: Sequence[Deadline], otherwise: date) -> date:
    """The last day of the latest run of a clock; without one, the day the step was taken."""
    return deadlines[-1].due if deadlines else otherwise


def _settled(matter: Matter, owed: Owed) -> bool:
    """Nobody waits for it any more: the answer or the end has overtaken it, or it came with an old register."""
    after = matter.steps[matter.steps.index(owed.step) + 1 :]
    ends = {"closed", "returned_up", "merged", "reopened"}
    if owed.forms[0].to == PETITIONER and owed.forms[0].served != "answer":
        ends |= {"answered"}
    overtaken = any(it.entry in ends and not it.withdrawn for it in after)
    return overtaken or _brought_along(matter, owed.step)


def _brought_along(matter: Matter, step: Step) -> bool:
    """Whether the step was written down with an old register's row, whose papers lie elsewhere."""
    return any(it.fingerprint and it.recorded_at[:10] == step.recorded_at[:10] for it in matter.receptions)
