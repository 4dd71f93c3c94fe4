"""笔录: heads in boxes, what was told and said, and on every page the lines to sign (law.md §7.12)."""

from app.paper.flow import Frame, Row, blank, paginate, pour
from app.paper.fonts import Family
from app.paper.jobs import Job
from app.paper.layout import LEFT, WIDTH, title_rows
from app.paper.parts import caption_rows, grid_rows, paragraph_rows
from app.paper.sheet import A4, MM, SI_HAO, WU_HAO, Sheet
from app.paper.table import Type

WRITTEN = "笔录正文"
"""The place of what was said; empty, the paper gets ruled lines for the pen."""

_LEADING = 25.0
_RULED = 29.0
_LINES = 26  # two sides of handwriting, with what stands above and below them
_FRAME = Frame(LEFT, A4[1] - 22 * MM, A4[1] - 22 * MM, 38 * MM, WIDTH)


def compose(sheet: Sheet, job: Job) -> None:
    """Every page says which one of how many it is: none can be taken out or put in."""
    rows = [
        *title_rows(job.title, above=0, below=2),
        *caption_rows(job),
        *grid_rows(job, "grid", kind=Type(least=24.0)),
        blank(6),
        *paragraph_rows(job, job.words.body, size=SI_HAO, leading=_LEADING),
        *_ruled(job),
        *paragraph_rows(job, job.words.closing, size=SI_HAO, leading=_LEADING),
    ]
    room = _FRAME.top - _FRAME.bottom
    whole = len(paginate(rows, room, room))
    pour(sheet, rows, _FRAME, lambda sheet: _foot(sheet, job, whole))


def _ruled(job: Job) -> list[Row]:
    if job.filling.values.get(WRITTEN, "").strip():
        return []
    return [Row(_RULED, _rule) for _ in range(_LINES)]


def _rule(sheet: Sheet, top: float, height: float) -> None:
    sheet.rule(LEFT, top - height + 3, WIDTH, thickness=0.4)


def _foot(sheet: Sheet, job: Job, whole: int) -> None:
    top = _FRAME.bottom - 5 * MM
    sheet.rule(LEFT, top, WIDTH, thickness=0.6)
    sheet.text(job.said(job.words.remark), LEFT, top - 20, Family.FANG, WU_HAO)
    page = f"第{sheet.page}页　共{whole}页"
    sheet.text(page, LEFT + WIDTH, top - 42, Family.FANG, WU_HAO, align="right")
