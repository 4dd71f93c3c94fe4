"""Documents (文书): papers the office has issued on a matter, with their numbers.

A number is taken when the paper is made and kept for ever; a voided one stays in the
register. Each print is an entry of its own (law.md §7.0.2).
"""

from dataclasses import dataclass, replace
from datetime import date

from app.core.entries import Draft, Entry


@dataclass(frozen=True)
class Document:
    """One issued paper.

    `about` is the id of what it was made for — the reception a receipt acknowledges, the step a
    notice tells of —, so that a second visit or a second assignment gets a paper of its own.
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


def issue_document(document: Document) -> Draft:
    """A paper made for a matter."""
    payload = {
        "document_id": document.id,
        "form": document.form,
        "title": document.title,
        "number": document.number,
        "serial": document.serial,
        "about": document.about,
    }
    return Draft("document_issued", document.matter_id, document.issued_on, payload)


def print_document(document: Document, copies: int, on: date) -> Draft:
    """So many copies of a paper were sent to the printer."""
    return Draft("document_printed", document.matter_id, on, {"document_id": document.id, "copies": copies})


def apply_document(document: Document | None, entry: Entry) -> Document:
    """What a document entry means."""
    payload = entry.payload
    if document is None:
        return Document(
            payload["document_id"], entry.subject, payload["form"], payload["title"],
            payload["number"], payload["serial"], entry.occurred_on, payload["about"],
        )  # fmt: skip
    return replace(document, prints=document.prints + payload["copies"])
