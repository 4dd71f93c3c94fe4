"""What both sides sign, and what stands on a wall: 调解协议书, 听证报告, 信访接待公示, 告知书 (law.md §7.21)."""

from dataclasses import replace

from app.paper.flow import Row, blank, glue, paginate, pour
from app.paper.jobs import Job
from app.paper.layout import TABLE_FRAME, page_number, signature_rows, title_rows
from app.paper.parts import caption_rows, grid_rows, list_rows, paragraph_rows
from app.paper.sheet import A4, MM, XIAO_SAN, XIAO_SI, Sheet
from app.paper.table import Type

_LEADING = 27.0
_TABLE = Type(XIAO_SI, 16.0, 22.0)
# A notice on a wall is one page in the largest type that fits; it has no margin for binding, so that all is
# drawn larger, and on A3 half as large again.
_POSTER = (16.0, 15.0, 14.0, 13.0, 12.0, 11.5, 11.0, 10.5)
_LARGER, _EDGE = 1.19, 12 * MM
_WALL = replace(TABLE_FRAME, bottom=TABLE_FRAME.top - (A4[1] - 2 * _EDGE) / _LARGER)
_PEN = "＿" * 16


def compose(sheet: Sheet, job: Job) -> None:
    """The text, then the boxes in which the parties sign; without such boxes the organ signs."""
    if job.words.table is None:
        pour(sheet, _rows(job, XIAO_SAN, _LEADING, _TABLE), TABLE_FRAME, page_number)
        return
    room = _WALL.top - _WALL.bottom
    for size in _POSTER:
        rows = _notice(job, size)
        if len(paginate(rows, room, room)) == 1:
            with sheet.enlarged(_LARGER, (_WALL.left, _WALL.top), (_EDGE, A4[1] - _EDGE)):
                pour(sheet, rows, _WALL, lambda _: None)
            return
    pour(sheet, _notice(job, XIAO_SI), TABLE_FRAME, page_number)


def _notice(job: Job, size: float) -> list[Row]:
    small = size - 1.5
    return _rows(job, size, size * 1.45, Type(small, small * 1.3, small * 1.9))


def _rows(job: Job, size: float, leading: float, table: Type) -> list[Row]:
    blank = _PEN if job.words.table is not None else None
    listed = list_rows(job, table)
    return [
        *title_rows(job.title, above=0, below=8),
        *caption_rows(job),
        *paragraph_rows(job, job.words.body, size=size, leading=leading, blank=blank),
        *glue(listed[:1]),
        *listed[1:],
        *paragraph_rows(job, job.words.closing, size=size, leading=leading, blank=blank),
        *_signed(job, size, leading),
    ]


def _signed(job: Job, size: float, leading: float) -> list[Row]:
    """Kept with the last lines of the text: nobody signs a page that says nothing."""
    if job.words.signatures:
        return glue([blank(10), *grid_rows(job, "signatures", label=62)])
    return signature_rows(job.organ, job.issued_on, size=size, leading=leading)
