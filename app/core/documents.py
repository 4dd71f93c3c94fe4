"""Documents (文书): papers the office has issued, with their numbers and what became of them.

A number is taken when the paper is made and kept for ever; a voided one stays in the register with
its reason. Each print is an entry of its own (law.md §7.0.2). A paper is 已制, 已印, 已送达, 已归档.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from app.core.entries import Draft, Entry
from app.core.filling import Filling, filling_from
from app.core.steps.command import DELIVERY_WAYS
from app.errors import NotAllowed, ValidationError

OFFICE_PAPERS = "office-papers"
"""The subject of papers that belong to no matter: a ledger's sheet, minutes, a public notice."""

MADE, PRINTED, DELIVERED, FILED, VOIDED = "made", "printed", "delivered", "filed", "voided"
STATES = {MADE: "已制", PRINTED: "已印", DELIVERED: "已送达", FILED: "已归档", VOIDED: "已作废"}


@dataclass(frozen=True)
class Document:
    """One issued paper.

    `about` is the id of what it was made for — the reception a receipt acknowledges, the step a
    notice tells of, the paper a 送达回证 proves —, so that a second visit or a second assignment gets
    a paper of its own. `wording` is the digest of the words it was made with, `filling` their values;
    both are empty for papers made before those were kept. `slip` is the number on its 回执联, `step`
    the step 送达 that its delivery was.
    """

    id: str
    matter_id: str
    form: str
    title: str
    number: str
    serial: int
    issued_on: date
    about: str = ""
    prints: int = 0
    slip: str = ""
    wording: str = ""
    filling: Filling = field(default_factory=Filling)
    delivered_on: date | None = None
    way: str = ""
    receiver: str = ""
    step: str = ""
    filed_on: date | None = None
    voided_reason: str = ""

    @property
    def state(self) -> str:
        """How far the paper has come, as a key of `STATES`."""
        if self.voided_reason:
            return VOIDED
        if self.filed_on:
            return FILED
        if self.delivered_on:
            return DELIVERED
        return PRINTED if self.prints else MADE

    @property
    def subject(self) -> str:
        """Under which subject its entries stand in the journal."""
        return self.matter_id or OFFICE_PAPERS


def issue_document(document: Document) -> Draft:
    """A paper was made, with everything it says."""
    payload = {
        "document_id": document.id,
        "form": document.form,
        "title": document.title,
        "number": document.number,
        "serial": document.serial,
        "about": document.about,
        "slip": document.slip,
        "wording": document.wording,
        "filling": document.filling.payload(),
    }
    return Draft("document_issued", document.subject, document.issued_on, payload)


def print_document(document: Document, copies: int, on: date) -> Draft:
    """So many copies of a paper were sent to the printer."""
    _standing(document, "打印")
    if not 1 <= copies <= 100:
        raise ValidationError({"copies": "打印份数应为1到100份，没有打印，请核对"})
    return _draft("document_printed", document, on, copies=copies)


def deliver_document(document: Document, on: date, way: str, receiver: str, *, step_id: str = "") -> Draft:
    """A paper reached whom it is for; `step_id` is the step 送达 that goes with it, if one does."""
    _standing(document, "登记送达")
    if document.delivered_on:
        raise NotAllowed(f"{_called(document)}已经登记送达", way_out="日期不对的，请先撤销送达再登记")
    if on < document.issued_on:
        raise ValidationError({"on": "送达日期不能早于文书日期，没有保存，请核对"})
    if way not in DELIVERY_WAYS:
        raise ValidationError({"way": "请选择送达方式"})
    return _draft("document_delivered", document, on, way=way, receiver=receiver, step=step_id)


def undeliver_document(document: Document, on: date, reason: str) -> Draft:
    """The delivery was noted in error."""
    if not document.delivered_on:
        raise NotAllowed(f"{_called(document)}还没有登记送达")
    return _draft("document_undelivered", document, on, text=_because(reason))


def file_document(document: Document, on: date) -> Draft:
    """A paper lies in its dossier (卷宗)."""
    _standing(document, "归档")
    if document.filed_on:
        raise NotAllowed(f"{_called(document)}已经归档")
    return _draft("document_filed", document, on)


def void_document(document: Document, on: date, reason: str) -> Draft:
    """A paper is void; its number stays in the register and is never used again."""
    _standing(document, "作废")
    if document.delivered_on:
        raise NotAllowed(
            f"{_called(document)}已经送达，不能作废", way_out="内容有误的，请另行制作更正文书并送达"
        )
    return _draft("document_voided", document, on, text=_because(reason))


def apply_document(document: Document | None, entry: Entry) -> Document:
    """What a document entry means."""
    if document is None:
        return _issued(entry)
    return _MEANINGS[entry.kind](document, entry)


def _issued(entry: Entry) -> Document:
    payload = entry.payload
    return Document(
        payload["document_id"], "" if entry.subject == OFFICE_PAPERS else entry.subject, payload["form"],
        payload["title"], payload["number"], payload["serial"], entry.occurred_on, payload["about"],
        slip=payload.get("slip", ""), wording=payload.get("wording", ""),
        filling=filling_from(payload.get("filling", {})),
    )  # fmt: skip


def _delivered(document: Document, entry: Entry) -> Document:
    payload = entry.payload
    return replace(
        document, delivered_on=entry.occurred_on, way=payload["way"], receiver=payload["receiver"],
        step=payload["step"],
    )  # fmt: skip


_MEANINGS: dict[str, Callable[[Document, Entry], Document]] = {
    "document_printed": lambda document, entry: replace(document, prints=document.prints + entry.payload["copies"]),
    "document_delivered": _delivered,
    "document_undelivered": lambda document, _: replace(document, delivered_on=None, way="", receiver="", step=""),
    "document_filed": lambda document, entry: replace(document, filed_on=entry.occurred_on),
    "document_voided": lambda document, entry: replace(document, voided_reason=entry.payload["text"]),
}  # fmt: skip
DOCUMENT_ENTRIES = ("document_issued", *_MEANINGS)


def _draft(kind: str, document: Document, on: date, **payload: Any) -> Draft:  # noqa: ANN401
    return Draft(kind, document.subject, on, {"document_id": document.id, **payload})


def _standing(document: Document, deed: str) -> None:
    if document.voided_reason:
        raise NotAllowed(f"{_called(document)}已经作废，不能{deed}", way_out="请重新制作，另取新号")


def _because(reason: str) -> str:
    if not reason.strip():
        raise ValidationError({"text": "请写明原因"})
    return reason.strip()


def _called(document: Document) -> str:
    return f"{document.title}{document.number}"
