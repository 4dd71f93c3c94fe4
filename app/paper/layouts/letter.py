"""信函格式: title, salutation, text, 附件说明, signature; a stub or a slip where the form has one."""

from app.paper.flow import pour
from app.paper.jobs import Job
from app.paper.layout import (
    SLIP_FRAME,
    LetterHead,
    attachment_rows,
    body_rows,
    heading_rows,
    pour_letter,
    signature_rows,
)
from app.paper.parts import paragraph_rows, slip_rows, stub_rows
from app.paper.sheet import Sheet


def compose(sheet: Sheet, job: Job) -> None:
    """The letter and, on a page of its own, its stub."""
    words = job.words
    head = LetterHead(job.organ, job.number, job.red_head)
    salutation = [job.said(words.salutation)] if words.salutation else []
    rows = [
        *heading_rows(head, job.title),
        *body_rows(salutation, indent=0),
        *paragraph_rows(job, words.body),
        *attachment_rows(job.attachments),
        *signature_rows(job.organ, job.issued_on, remark=job.said(words.remark)),
        *slip_rows(job),
    ]
    pour_letter(sheet, head, rows)
    if job.stub and words.stub:
        sheet.next_page()
        pour(sheet, stub_rows(job), SLIP_FRAME, lambda _: None)
