"""Drawing papers: each job by its layout, any number of them into one file."""

from collections.abc import Callable, Iterable

from app.core.forms.form import GRID, LETTER, LISTING, SLIP
from app.paper.jobs import Job
from app.paper.layouts import grid, letter, listing, slip
from app.paper.sheet import Sheet

COMPOSERS: dict[str, Callable[[Sheet, Job], None]] = {
    LETTER: letter.compose,
    SLIP: slip.compose,
    LISTING: listing.compose,
    GRID: grid.compose,
}


def draw(job: Job, *, practice: bool = False) -> bytes:
    """One paper as a PDF."""
    return draw_all([job], job.title, practice=practice)


def draw_all(jobs: Iterable[Job], title: str, *, practice: bool = False) -> bytes:
    """Many papers as one PDF, each beginning its own pages and page numbers."""
    sheet = Sheet(title, practice=practice)
    for position, job in enumerate(jobs):
        if position:
            sheet.next_document()
        COMPOSERS[job.layout](sheet, job)
    return sheet.pdf()
