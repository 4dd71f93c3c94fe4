"""卷宗封面: the 全宗's name, what the file is about in large type, its data in boxes below (law.md §7.18)."""

from app.paper.flow import Row, blank, pour, text_rows
from app.paper.fonts import Family
from app.paper.jobs import Job
from app.paper.layout import LEFT, SLIP_FRAME, WIDTH
from app.paper.parts import grid_rows
from app.paper.sheet import MM, XIAO_ER, XIAO_SI, Sheet
from app.paper.table import Type
from app.paper.typesetting import break_title, fit_size

_BOXES = Type(XIAO_SI + 1, 18.0, 11 * MM)
_TITLE = 44.0
_ABOUT = 30.0


def compose(sheet: Sheet, job: Job) -> None:
    """One page, framed, named for the file and not for itself (案卷, not 封面), the boxes always at the same height so that covers look alike in the press."""
    boxes = grid_rows(job, "grid", kind=_BOXES)
    above = [
        blank(16 * MM),
        *_centred(job.said(job.words.salutation, blank=""), Family.FANG, XIAO_ER + 2, _ABOUT),
        blank(18 * MM),
        *_centred("　".join(job.title.removesuffix("封面")), Family.SONG_BOLD, _TITLE, 56.0),
        blank(20 * MM),
        *[row for it in job.words.body for row in _centred(job.said(it.text), Family.HEI, XIAO_ER, _ABOUT)],
    ]
    room = SLIP_FRAME.first_top - SLIP_FRAME.bottom
    used = sum(row.height for row in (*above, *boxes))
    pour(sheet, [*above, blank(max(8.0, room - used - 12 * MM)), *boxes], SLIP_FRAME, _frame)


def _centred(text: str, family: Family, size: float, leading: float) -> list[Row]:
    fitted = fit_size(text, family, size, WIDTH) if size == _TITLE else size
    lines = break_title(text, family, fitted, WIDTH * 0.86 if fitted == size else WIDTH)
    return text_rows(lines, LEFT, family, fitted, leading, align="centre", width=WIDTH)


def _frame(sheet: Sheet) -> None:
    if sheet.page == 1:
        top, bottom = SLIP_FRAME.first_top + 4 * MM, SLIP_FRAME.bottom - 2 * MM
        sheet.box(LEFT - 6 * MM, bottom, WIDTH + 12 * MM, top - bottom, thickness=1.4)
        sheet.box(LEFT - 5 * MM, bottom + MM, WIDTH + 10 * MM, top - bottom - 2 * MM, thickness=0.5)
