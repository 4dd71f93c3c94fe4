"""A form of ruled boxes: 登记表, 审批表, 送达回证 (law.md §7.1, §7.9, §7.11)."""

from app.core.slips import slip_in
from app.paper.flow import blank, glue, pour
from app.paper.jobs import Job
from app.paper.layout import TABLE_FRAME, body_rows, page_number, title_rows
from app.paper.parts import caption_rows, grid_rows, list_rows, paragraph_rows, slip_code_rows
from app.paper.sheet import SI_HAO, WU_HAO, Sheet
from app.paper.table import Type

SERVED_SLIP = "回执编号"
"""The place that holds the slip number of the paper a 送达回证 is about: it bears that paper's code."""

_LEADING = 22.0
_TABLE = Type(WU_HAO, 14.5, 23.0)


def compose(sheet: Sheet, job: Job) -> None:
    """Title, number, boxes, list, more boxes; a form of one page bears no page number."""
    words = job.words
    remark = job.said(words.remark)
    rows = [
        *title_rows(job.title, above=0, below=2),
        *caption_rows(job),
        *paragraph_rows(job, words.body, size=SI_HAO, leading=_LEADING),
        *grid_rows(job, "grid"),
        *list_rows(job, _TABLE),
        *grid_rows(job, "signatures"),
        blank(3),
        *paragraph_rows(job, words.closing, size=WU_HAO, leading=16.0),
        *(glue(body_rows([remark], size=WU_HAO, leading=16.0)) if remark else []),
        *slip_code_rows(job.slip or slip_in(job.filling.values.get(SERVED_SLIP, ""))),
    ]

    def number_later_pages(sheet: Sheet) -> None:
        if sheet.page > 1:
            page_number(sheet)

    pour(sheet, rows, TABLE_FRAME, number_later_pages)
