"""A form of ruled boxes: 登记表, 审批表, 送达回证 (law.md §7.1, §7.9, §7.11)."""

from app.paper.flow import blank, glue, pour
from app.paper.fonts import Family
from app.paper.jobs import Job
from app.paper.layout import TABLE_FRAME, body_rows, line_row, page_number, title_rows
from app.paper.parts import grid_rows, list_rows, paragraph_rows, slip_code_rows
from app.paper.sheet import SI_HAO, WU_HAO, XIAO_SI, Sheet
from app.paper.table import Type

_LEADING = 22.0
_TABLE = Type(WU_HAO, 14.5, 23.0)


def compose(sheet: Sheet, job: Job) -> None:
    """Title, number, boxes, list, signatures; a form of one page bears no page number."""
    words = job.words
    remark = job.said(words.remark)
    rows = [
        *title_rows(job.title, above=0, below=2),
        line_row(job.number, 24, Family.FANG, XIAO_SI, align="right"),
        *paragraph_rows(job, words.body, size=SI_HAO, leading=_LEADING),
        *grid_rows(job, "grid"),
        *([blank(6), *list_rows(job, _TABLE)] if words.table else []),
        *grid_rows(job, "signatures"),
        *paragraph_rows(job, words.closing, size=XIAO_SI, leading=19.0),
        *(glue(body_rows([remark], size=WU_HAO, leading=17.0)) if remark else []),
        *slip_code_rows(job.slip),
    ]

    def number_later_pages(sheet: Sheet) -> None:
        if sheet.page > 1:
            page_number(sheet)

    pour(sheet, rows, TABLE_FRAME, number_later_pages)
