"""纪要 and 简报: a red head with number, organ and day, the text, and who gets it between rules (law.md §7.0.1)."""

from app.core.dates import chinese_date
from app.core.wording import fill_all
from app.paper.flow import Row, blank, glue, pour, text_rows
from app.paper.fonts import Family
from app.paper.jobs import Job
from app.paper.layout import FRAME, LEFT, WIDTH, line_row, page_number, title_rows
from app.paper.parts import paragraph_rows
from app.paper.sheet import A4, BLACK, RED, SAN_HAO, SI_HAO, WU_HAO, XIAO_ER, Sheet, baseline
from app.paper.typesetting import Setting, break_lines, fit_size

_HEAD = 36.0
_LEADING = 28.0


def compose(sheet: Sheet, job: Job) -> None:
    """The head on the first page, the addressees after the last line."""
    remark = job.said(job.words.remark)
    rows = [
        *_head(job),
        *(title_rows(remark, size=XIAO_ER, above=14, below=10) if remark else []),
        *paragraph_rows(job, job.words.body, leading=_LEADING),
        blank(_LEADING / 2),
        *paragraph_rows(job, job.words.closing, leading=_LEADING),
        *_copies(job),
    ]
    pour(sheet, rows, FRAME, page_number)


def _head(job: Job) -> list[Row]:
    """The name in red, the number under it, the organ at the left, the day at the right, a red rule."""
    size = fit_size(job.title, Family.SONG_BOLD, _HEAD, WIDTH)
    left = job.said(job.words.salutation, blank="") if job.words.salutation else ""
    day = chinese_date(job.issued_on) if job.issued_on else "　　　年　　月　　日"

    def name(sheet: Sheet, top: float, height: float) -> None:
        y = baseline(top, height, size)
        sheet.text(job.title, A4[0] / 2, y, Family.SONG_BOLD, size, align="centre", colour=RED)

    def line(sheet: Sheet, top: float, height: float) -> None:
        y = baseline(top, height, SAN_HAO)
        organ = fit_size(job.organ, Family.FANG, SAN_HAO, WIDTH * 0.62)
        sheet.text(job.organ, LEFT, y, Family.FANG, organ)
        sheet.text(day, LEFT + WIDTH, y, Family.FANG, SAN_HAO, align="right")
        sheet.rule(LEFT, top - height, WIDTH, thickness=2.0, colour=RED)

    number = "　".join(part for part in (job.number, left) if part)
    return [
        Row(54.0, name),
        line_row(number, 34, Family.FANG, SAN_HAO, align="centre"),
        Row(30.0, line),
        blank(8),
    ]


def _copies(job: Job) -> list[Row]:
    """报送、分送 in 四号 between a thick rule and another (版记)."""
    said = fill_all(job.words.copies, job.filling.values)
    if not said:
        return []
    setting = Setting(Family.FANG, SI_HAO, WIDTH - 2 * SI_HAO, justified=False)
    lines = [line for text in said for line in break_lines(text, setting)]
    rows = text_rows(lines, LEFT + SI_HAO, Family.FANG, SI_HAO, 24.0)
    return glue([blank(24), Row(2.0, _thick), *rows, Row(WU_HAO, _thick)])


def _thick(sheet: Sheet, top: float, height: float) -> None:
    sheet.rule(LEFT, top - height / 2, WIDTH, thickness=1.0, colour=BLACK)
