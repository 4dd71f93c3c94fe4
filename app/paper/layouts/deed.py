"""What both sides sign, and what stands on a wall: 调解协议书, 听证报告, 信访接待公示 (law.md §7.21)."""

from app.paper.flow import Row, blank, glue, pour
from app.paper.jobs import Job
from app.paper.layout import TABLE_FRAME, page_number, signature_rows, title_rows
from app.paper.parts import caption_rows, grid_rows, list_rows, paragraph_rows
from app.paper.sheet import XIAO_SAN, XIAO_SI, Sheet
from app.paper.table import Type

_LEADING = 27.0
_NOTICE, _SMALL = XIAO_SI + 1, 19.0  # what stands on a wall is one page
_TABLE = Type(XIAO_SI, 16.0, 22.0)


def compose(sheet: Sheet, job: Job) -> None:
    """The text, then the boxes in which the parties sign; without such boxes the organ signs."""
    public = job.words.table is not None
    size, leading = (_NOTICE, _SMALL) if public else (XIAO_SAN, _LEADING)
    rows = [
        *title_rows(job.title, above=0, below=8),
        *caption_rows(job),
        *paragraph_rows(job, job.words.body, size=size, leading=leading),
        *glue(list_rows(job, _TABLE)[:1]),
        *list_rows(job, _TABLE)[1:],
        *paragraph_rows(job, job.words.closing, size=size, leading=leading),
        *_signed(job),
    ]
    pour(sheet, rows, TABLE_FRAME, page_number)


def _signed(job: Job) -> list[Row]:
    """Kept with the last lines of the text: nobody signs a page that says nothing."""
    if job.words.signatures:
        return glue([blank(10), *grid_rows(job, "signatures", label=62)])
    return signature_rows(job.organ, job.issued_on, size=_NOTICE, leading=_SMALL)
