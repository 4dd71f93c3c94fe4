"""上行文: the organ's head in red, 文号 at the left and 签发人 at the right over the red line (GB/T 9704-2012)."""

from dataclasses import replace
from itertools import chain

from app.core.dates import chinese_date
from app.core.wording import fill_all
from app.paper.flow import Frame, pour
from app.paper.fonts import Family
from app.paper.jobs import Job
from app.paper.layout import (
    BODY,
    FRAME,
    LEADING,
    LEFT,
    WIDTH,
    copies_row,
    page_number,
    signature_rows,
    title_rows,
)
from app.paper.layouts.letter import text_rows_of
from app.paper.sheet import A4, MM, RED, Sheet, baseline
from app.paper.typesetting import Line, Setting, break_lines, fit_size, plain_line

_HEAD_TOP = A4[1] - 72 * MM  # 35 mm below the type area's upper edge
_HEAD_SIZE = 36.0
_LABEL = "签发人："
_ROOM = WIDTH / 2 - BODY * (1 + len(_LABEL))
_NAMES = Setting(Family.KAI, BODY, _ROOM, justified=False)


def compose(sheet: Sheet, job: Job) -> None:
    """The report; its first page bears the head and, as every page, its number."""
    signers = _signer_lines(job)
    rows = [
        *title_rows(job.title, above=0.0),
        *text_rows_of(job),
        *signature_rows(job.organ, job.issued_on, remark=job.said(job.words.remark)),
        *copies_row(fill_all(job.words.copies, job.filling.values), imprint=_imprint(job), ruled=True),
    ]
    pour(sheet, rows, _head(sheet, job, signers), page_number)


def _imprint(job: Job) -> str:
    return f"{job.organ}\t{chinese_date(job.issued_on)}印发" if job.issued_on else ""


def _head(sheet: Sheet, job: Job, signers: list[Line]) -> Frame:
    """Draw the head; where the text may begin. Paper that bears one already keeps its place white."""
    size = fit_size(f"{job.organ}文件", Family.SONG_BOLD, _HEAD_SIZE, WIDTH)
    top = _HEAD_TOP - _HEAD_SIZE - 2 * LEADING
    last = top - LEADING * max(1, len(signers))
    red = last - 4 * MM
    if job.red_head:
        y = _HEAD_TOP - size * 0.86
        sheet.text(f"{job.organ}文件", A4[0] / 2, y, Family.SONG_BOLD, size, align="centre", colour=RED)
        sheet.rule(LEFT, red, WIDTH, thickness=1.4, colour=RED)
    sheet.text(job.number, LEFT + BODY, baseline(last + LEADING, LEADING, BODY), Family.FANG, BODY)
    _signers(sheet, signers, top)
    return replace(FRAME, first_top=red - 2 * LEADING)


def _signers(sheet: Sheet, signers: list[Line], top: float) -> None:
    """签发人 in 仿宋, the names in 楷体 under one another, one character from the right edge."""
    if not signers:
        return
    widest = max(line.width for line in signers)
    left = LEFT + WIDTH - BODY - widest
    label = plain_line(_LABEL, Family.FANG, BODY)
    sheet.line(label, left - label.width, baseline(top, LEADING, BODY), Family.FANG, BODY)
    for index, line in enumerate(signers):
        sheet.line(line, left, baseline(top - index * LEADING, LEADING, BODY), Family.KAI, BODY)


def _signer_lines(job: Job) -> list[Line]:
    """The names two to a line as far as they fit; a name is torn only when no line could hold it."""
    cells = chain.from_iterable(cells for cells, _ in job.grid("signatures"))
    names = [name for _, value in cells for name in value.split("、") if name]
    lines: list[str] = []
    for name in names:
        joined = f"{lines[-1]}　{name}" if lines else name
        fits = lines and "　" not in lines[-1] and plain_line(joined, Family.KAI, BODY).width <= _ROOM
        lines = [*lines[:-1], joined] if fits else [*lines, name]
    return [line for text in lines for line in break_lines(text, _NAMES)]
