"""A list with a sentence before and after it and signatures below: 移交清单, 卷内目录 (law.md §7.8, §7.18)."""

from app.paper.flow import Row, blank, glue, pour
from app.paper.jobs import Job
from app.paper.layout import TABLE_FRAME, body_rows, page_number, title_rows
from app.paper.parts import caption_rows, grid_rows, list_rows, paragraph_rows, slip_code_rows
from app.paper.sheet import SI_HAO, Sheet
from app.paper.table import Type

_TABLE = Type(11.0, 15.5, 25.0)
_LEADING = 25.0


def compose(sheet: Sheet, job: Job) -> None:
    """The list goes on over pages under a repeated head."""
    rows = [
        *title_rows(job.title, above=0, below=2),
        *caption_rows(job),
        *paragraph_rows(job, job.words.body, size=SI_HAO, leading=_LEADING),
        blank(6),
        *list_rows(job, _TABLE),
        *_ending(job),
    ]
    pour(sheet, rows, TABLE_FRAME, page_number)


def _ending(job: Job) -> list[Row]:
    """Totals, signatures and dates; they take the last row of the list along to a new page."""
    closing = paragraph_rows(job, job.words.closing, size=SI_HAO, leading=_LEADING)
    remark = job.said(job.words.remark)
    rows = [
        blank(8),
        *closing,
        *(body_rows([remark], size=SI_HAO, leading=_LEADING) if remark else []),
        blank(8),
        *grid_rows(job, "signatures", label=66, kind=Type(least=40.0)),
        *slip_code_rows(job.slip),
    ]
    return glue(rows)
