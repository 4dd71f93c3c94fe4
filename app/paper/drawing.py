"""Drawing papers: each job by its layout, any number of them into one file."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from app.core.forms.form import COVER, DEED, GRID, LETTER, LISTING, MINUTES, RECORD, SLIP, UPWARD
from app.paper.flow import pour
from app.paper.jobs import Job
from app.paper.layout import SLIP_FRAME
from app.paper.layouts import cover, deed, grid, letter, listing, minutes, record, slip, upward
from app.paper.parts import stub_rows
from app.paper.sheet import Sheet

Compose = Callable[[Sheet, Job], None]
COMPOSERS: dict[str, Compose] = {
    LETTER: letter.compose,
    SLIP: slip.compose,
    LISTING: listing.compose,
    GRID: grid.compose,
    RECORD: record.compose,
    DEED: deed.compose,
    COVER: cover.compose,
    MINUTES: minutes.compose,
    UPWARD: upward.compose,
}


def draw(job: Job, *, practice: bool = False) -> bytes:
    """One paper as a PDF."""
    return draw_all([job], job.title, practice=practice)


def draw_all(jobs: Iterable[Job], title: str, *, practice: bool = False, two_sided: bool = False) -> bytes:
    """Many papers as one PDF, each beginning its own pages and page numbers.

    `two_sided` lets each paper, and each stub (存根), begin on a sheet of its own: what is handed out
    must not stand on the back of what is kept.
    """
    sheet = Sheet(title, practice=practice)
    parts = (part for job in jobs for part in _parts(job, two_sided=two_sided))
    for position, (compose, job) in enumerate(parts):
        if position:
            sheet.next_document(landscape=False, on_new_leaf=two_sided)
        compose(sheet, job)
    return sheet.pdf()


def _parts(job: Job, *, two_sided: bool) -> list[tuple[Compose, Job]]:
    """What of a paper may not share a sheet."""
    compose = COMPOSERS[job.layout]
    if not (two_sided and job.stub and job.words.stub):
        return [(compose, job)]
    return [(compose, replace(job, stub=False)), (_stub, job)]


def _stub(sheet: Sheet, job: Job) -> None:
    pour(sheet, stub_rows(job), SLIP_FRAME, lambda _: None)
