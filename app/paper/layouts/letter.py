"""信函格式: title, salutation, text, 附件说明, signature; a stub or a slip where the form has one."""

from dataclasses import replace

from app.core.wording import fill_all
from app.paper.flow import Row, pour
from app.paper.fonts import Family
from app.paper.jobs import Job
from app.paper.layout import (
    SLIP_FRAME,
    LetterHead,
    attachment_rows,
    body_rows,
    copies_row,
    heading_rows,
    line_row,
    pour_letter,
    signature_rows,
    title_rows,
)
from app.paper.parts import list_rows, paragraph_rows, slip_rows, stub_rows
from app.paper.sheet import XIAO_ER, XIAO_SI, Sheet
from app.paper.table import Type

_LISTED = Type(XIAO_SI, 13.5, 23.0)  # forty names on two pages


def compose(sheet: Sheet, job: Job) -> None:
    """The letter and, on pages of their own, what it lists and its stub."""
    head = LetterHead(job.organ, job.number, job.red_head)
    rows = [
        *heading_rows(head, job.title),
        *text_rows_of(job),
        *signature_rows(job.organ, job.issued_on, remark=job.said(job.words.remark)),
        *slip_rows(job),
        *enclosed_rows(job),
        *copies_row(fill_all(job.words.copies, job.filling.values)),
    ]
    pour_letter(sheet, head, rows)
    if job.stub and job.words.stub:
        sheet.next_page()
        pour(sheet, stub_rows(job), SLIP_FRAME, lambda _: None)


def text_rows_of(job: Job) -> list[Row]:
    """主送, the text and 附件说明."""
    salutation = [job.said(job.words.salutation)] if job.words.salutation else []
    return [
        *body_rows(salutation, indent=0),
        *paragraph_rows(job, job.words.body),
        *attachment_rows(job.attachments),
    ]


def enclosed_rows(job: Job) -> list[Row]:
    """附件: the list that the text only speaks of, such as a group's names, on a page of its own."""
    listed = job.filling.lists.get(job.words.table.source, ()) if job.words.table else ()
    if not (listed and job.attachments):
        return []
    mark, *title = [
        line_row("附件", 30, Family.HEI, 16.0),
        *title_rows(job.attachments[-1], size=XIAO_ER, above=4, below=6),
    ]
    return [replace(mark, fresh=True), *title, *list_rows(job, _LISTED)]
