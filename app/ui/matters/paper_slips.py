"""A slip (回执联) that came back: its number, scanned or typed, leads to the delivery of that very paper."""

from collections.abc import Callable

from app.core.slips import slip_in
from app.services.papers import Papers


def delivery_of_slip(papers: Papers, text: str) -> tuple[str, str] | None:
    """The matter and the paper a slip belongs to; nothing where the text is no slip of this register."""
    slip = slip_in(text)
    document = papers.by_slip(slip) if slip else None
    return (document.matter_id, document.id) if document and document.matter_id else None


def open_slip(
    papers: Papers, text: str, open_matter: Callable[[str], object], open_delivery: Callable[[str], object]
) -> bool:
    """Show the matter and let the delivery of the paper slide in; false where the text is no slip."""
    found = delivery_of_slip(papers, text)
    if found is None:
        return False
    matter_id, document_id = found
    open_matter(matter_id)
    open_delivery(document_id)
    return True
