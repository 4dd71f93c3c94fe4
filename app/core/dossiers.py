"""Dossiers (卷宗): what lies in a matter's file, in which order, and what is missing from it.

The order is that of law.md §7.18. What is demanded follows from the matter's own steps: a matter
that was never extended lacks no 延期 paper.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from app.core.attachments import KINDS, OTHER, REPLY, Attachment
from app.core.documents import Document
from app.core.entries import Draft
from app.core.forms import FORMS, PAPER, Form, form_called
from app.core.matters import Matter
from app.core.owed_papers import owed_papers
from app.core.receptions import CHANNELS

PLACES = (
    "登记表", "来信原件、来访笔录、网上打印件", "领导批示", "转送交办文书", "受理告知书、送达回证", "调查笔录、证据",
    "会办、听证、联席会议记录", "延期审批与告知", "处理意见书、送达回证", "调解、救助文书", "复查复核文书", "办结报告",
    "满意度评价、回访", "备考表",
)  # fmt: skip
_REGISTER, _LETTER, _ORDERS, _HANDING, _NOTICE, _INQUIRY, _HEARING, _EXTENSION, _ANSWER, _SETTLING, _REVIEW, _REPORT, _AFTER, _NOTE = range(1, 15)  # fmt: skip

BINDING = frozenset({"dossier_cover", "dossier_list", "dossier_note"})
"""What the dossier is bound with: made anew each time it comes out, and no piece of it."""

_BY_FORM = {
    "letter_note": _ORDERS, "case_responsibility": _ORDERS, "leader_reception": _ORDERS, "interview_record": _LETTER,
    "extension_approval": _EXTENSION, "opinion_approval": _ANSWER, "opinion": _ANSWER, "relief_approval": _SETTLING,
    "mediation_agreement": _SETTLING, "settlement_agreement": _SETTLING, "hearing_record": _HEARING,
    "hearing_report": _HEARING, "satisfaction_form": _AFTER, "follow_up_form": _AFTER, "report_up": _REPORT,
    "service_return": _ANSWER, "hearing_notice": _HEARING, "review_application": _REVIEW, "closing_confirmation": _SETTLING,
}  # fmt: skip
_BY_STEP = {
    "referred": _HANDING, "assigned": _HANDING, "objected": _HANDING, "objected_up": _HANDING, "supervised": _HANDING,
    "accepted": _NOTICE, "declined": _NOTICE, "declined_again": _NOTICE, "told_again": _NOTICE, "simplified": _NOTICE,
    "hearing_opened": _HEARING, "hearing_closed": _HEARING, "extended": _EXTENSION, "answered": _ANSWER,
    "mediated": _SETTLING, "settled": _SETTLING, "review_requested": _REVIEW, "review_answered": _REVIEW,
    "re_review_requested": _REVIEW, "re_review_answered": _REVIEW, "reported_up": _REPORT, "closed": _REPORT,
    "evaluated": _AFTER,
}  # fmt: skip
_BY_GROUP = {
    "登记接收": _REGISTER, "告知信访人": _NOTICE, "转送交办": _HANDING, "办理答复": _ANSWER, "送达": _ANSWER,
    "复查复核": _REVIEW, "协调督促": _HANDING, "笔录协议": _INQUIRY, "审批": _ORDERS, "归档": _NOTE, "公开": _AFTER,
}  # fmt: skip


@dataclass(frozen=True)
class DossierItem:
    """One piece of the file: an issued paper or a file kept with the matter; `place` counts from 1 in `PLACES`."""

    place: int
    title: str
    number: str
    on: date
    document: Document | None = None
    attachment: Attachment | None = None


@dataclass(frozen=True)
class DossierContents:
    """The pieces in their order, and a sentence for each one that this matter's course demands and that is not there."""

    items: tuple[DossierItem, ...]
    missing: tuple[str, ...]


def contents(
    matter: Matter, papers: Sequence[Document], attachments: Sequence[Attachment]
) -> DossierContents:
    """What lies in the matter's file; void papers and files taken off the list do not."""
    standing = [paper for paper in papers if not paper.voided_reason and paper.form not in BINDING]
    kept = [it for it in attachments if not it.removed_on]
    found = [*_papers(standing), *(_file(it) for it in kept)]
    items = tuple(sorted(found, key=lambda it: it.place))
    return DossierContents(items, tuple(_missing(matter, standing, items)))


def place_of(form: Form) -> int:
    """Where papers of a form lie: by the form, else by the step it tells of, else by its group."""
    if form.id in _BY_FORM:
        return _BY_FORM[form.id]
    steps = [_BY_STEP[entry] for entry in form.tells_of if entry in _BY_STEP]
    return steps[0] if steps else _BY_GROUP[form.group]


def made_dossier(matter: Matter, found: DossierContents, pages: int, on: date) -> Draft:
    """The whole file came out as one document: who made it and how thick it was stays known."""
    payload = {"items": len(found.items), "pages": pages, "missing": len(found.missing)}
    return Draft("dossier_made", matter.id, on, payload)


def _papers(papers: Sequence[Document]) -> Iterator[DossierItem]:
    """Papers in the order they were made, each followed by what proves its delivery (送达回证)."""
    known = {paper.id for paper in papers}
    for paper in papers:
        if paper.about in known and _is_proof(paper):
            continue
        place = place_of(form_called(paper.form))
        yield _item(place, paper)
        yield from (_item(place, it) for it in papers if it.about == paper.id and _is_proof(it))


def _item(place: int, paper: Document) -> DossierItem:
    return DossierItem(place, paper.title, paper.number, paper.issued_on, document=paper)


def _is_proof(paper: Document) -> bool:
    return PAPER in form_called(paper.form).tells_of


def _file(it: Attachment) -> DossierItem:
    """A file: what came with the matter beside the letter, what was found out beside the inquiry."""
    place = _INQUIRY if it.kind in {REPLY, OTHER} else _LETTER
    return DossierItem(place, f"{it.note or KINDS[it.kind]}（{it.name}）", "", it.added_on, attachment=it)


def _missing(matter: Matter, papers: Sequence[Document], items: Iterable[DossierItem]) -> Iterator[str]:
    """What to look for before the file is closed, in the order of the file."""
    lacks = [
        *_registration(matter, papers), *_originals(matter, items), *_untold(matter, papers),
        *_approvals(matter, papers), *_unproved(matter, papers), *_reports(matter, papers),
    ]  # fmt: skip
    yield from (sentence for _, sentence in sorted(lacks, key=lambda lack: lack[0]))


def _registration(matter: Matter, papers: Sequence[Document]) -> Iterator[tuple[int, str]]:
    if not matter.sealed and not _has(papers, "registration_form"):
        yield from _lack("registration_form")


def _originals(matter: Matter, items: Iterable[DossierItem]) -> Iterator[tuple[int, str]]:
    """A letter and what was written on the web are the matter itself; a visit and a call leave our own note."""
    written = [part for part in matter.receptions if not part.voided and part.channel in {"letter", "web"}]
    if written and not any(it.attachment and it.place == _LETTER for it in items):
        yield _LETTER, f"缺：{CHANNELS[written[0].channel]}原件（请扫描后添加为附件，或者把原件装入纸质卷）"


def _untold(matter: Matter, papers: Sequence[Document]) -> Iterator[tuple[int, str]]:
    for owed in owed_papers(matter, papers):
        titles = "或者".join(form.title for form in owed.forms[:2])
        yield place_of(owed.forms[0]), f"缺：{titles}"


def _approvals(matter: Matter, papers: Sequence[Document]) -> Iterator[tuple[int, str]]:
    """An extension must have been approved by the person in charge (条例 Art 34)."""
    if matter.all("extended") and not _has(papers, "extension_approval"):
        yield from _lack("extension_approval")
    agreed = [step for step in matter.all("mediated") if step.value != "failed"]
    if agreed and not _has(papers, "mediation_agreement", "settlement_agreement"):
        yield _SETTLING, "缺：调解协议书或者和解协议书"


def _unproved(matter: Matter, papers: Sequence[Document]) -> Iterator[tuple[int, str]]:
    """A paper whose delivery moves a clock needs the proof of it, or has not reached anybody yet."""
    proved = {paper.about for paper in papers if _is_proof(paper)}
    for paper in papers:
        form = form_called(paper.form)
        if not form.served or matter.anonymous:
            continue
        called = paper.title + paper.number
        if paper.id not in proved:
            yield place_of(form), f"缺：{called}的送达回证"
        if not paper.delivered_on:
            yield place_of(form), f"缺：{called}的送达登记"


def _reports(matter: Matter, papers: Sequence[Document]) -> Iterator[tuple[int, str]]:
    """The superior who assigned it was told how it ended (条例 Art 22 ¶1 (三))."""
    if matter.all("reported_up") and not _has(papers, "report_up"):
        yield from _lack("report_up")


def _has(papers: Sequence[Document], *forms: str) -> bool:
    return any(paper.form in forms for paper in papers)


def _lack(form_id: str) -> Iterator[tuple[int, str]]:
    """A form the catalogue has; of one it has not, nothing can be demanded."""
    form = next((form for form in FORMS if form.id == form_id), None)
    if form:
        yield place_of(form), f"缺：{form.title}"
