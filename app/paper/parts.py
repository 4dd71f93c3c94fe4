"""Parts that layouts share: styled paragraphs, grids, lists, stubs and slips of one job."""

from collections.abc import Sequence
from dataclasses import replace

from app.core.slips import shown_slip
from app.core.wording import Paragraph, fill, occasions
from app.paper.flow import Row, blank, glue
from app.paper.fonts import Family, width
from app.paper.jobs import Job
from app.paper.layout import BODY, LEADING, LEFT, WIDTH, body_rows, cut_row, line_row, title_rows
from app.paper.sheet import MM, SI_HAO, WU_HAO, XIAO_ER, XIAO_SAN, XIAO_SI, Sheet, baseline
from app.paper.table import Cell, Type, head_row, listed, ruled_rows

LABEL = 74.0
_FAMILIES = {"text": Family.FANG, "plain": Family.FANG, "head": Family.HEI, "subhead": Family.KAI}
PLAIN = Type()
FOOT = "\f"  # in a cell's text: what follows stands at its lower right corner, for who signs
_CODE = 21 * MM  # of a slip's code: read by a hand scanner from a copy of a copy


def paragraph_rows(
    job: Job, paragraphs: Sequence[Paragraph], *, size: float = BODY, leading: float = LEADING,
    blank: str | None = None,
) -> list[Row]:  # fmt: skip
    """The paragraphs whose occasion has come; a head stays with the text under it. `blank` is room for the pen."""
    rows: list[Row] = []
    heads_before = False
    for it in occasions(paragraphs, job.filling.values):
        indent = 0.0 if it.style == "plain" else 2.0
        made = body_rows(
            [job.said(it.text, blank=blank)],
            size=size,
            leading=leading,
            family=_FAMILIES[it.style],
            indent=indent,
        )
        if heads_before and made:
            made[0] = replace(made[0], glued=True)
        rows += made
        heads_before = it.style in {"head", "subhead"}
    return rows


def grid_rows(job: Job, name: str, *, label: float = LABEL, kind: Type = PLAIN) -> list[Row]:
    """A grid with rules: label and value in turn, the values sharing what the labels leave."""
    rows: list[Row] = []
    for cells, height in job.grid(name):
        room = Type(kind.size, kind.leading, max(kind.least, height * MM))
        rows += ruled_rows(_cells(cells, label), LEFT, room)
    return rows


def _cells(cells: Sequence[tuple[str, str]], label: float) -> list[Cell]:
    value = WIDTH / len(cells) - label
    drawn: list[Cell] = []
    for name, text in cells:
        said, _, foot = text.partition(FOOT)
        named = [Cell(name, label, "centre")] if name else []
        drawn += [*named, Cell(said, value if name else value + label, foot=foot)]
    return drawn


def caption_rows(job: Job, size: float = XIAO_SI) -> list[Row]:
    """Who fills it in and about what at the left, the paper's number at the right; on two lines if they would meet."""
    left = job.said(job.words.salutation, blank="　　　　　　") if job.words.salutation else ""
    taken = sum(width(text, Family.FANG, size) for text in (left, job.number))
    if left and job.number and taken + 2 * size > WIDTH:
        return [
            line_row(left, 18, Family.FANG, size),
            line_row(job.number, 20, Family.FANG, size, align="right"),
        ]
    if not (left or job.number):
        return [blank(8)]

    def draw(sheet: Sheet, top: float, height: float) -> None:
        y = baseline(top, height, size)
        sheet.text(left, LEFT, y, Family.FANG, size)
        sheet.text(job.number, LEFT + WIDTH, y, Family.FANG, size, align="right")

    return [Row(24.0, draw, glued=True)]


def list_rows(job: Job, kind: Type, *, narrow: float = 0.0) -> list[Row]:
    """The paper's list as a table whose head is repeated on every page."""
    part = job.words.table
    if part is None:
        return []
    scale = (WIDTH - narrow) / sum(column.width for column in part.columns)
    widths = [column.width * scale for column in part.columns]
    rows: list[Row] = []
    for values in [*job.filling.lists.get(part.source, ()), *_empty(job)]:
        cells = [
            Cell(fill(column.value, values, blank=""), wide, column.align)  # type: ignore[arg-type]
            for column, wide in zip(part.columns, widths, strict=True)
        ]
        rows += ruled_rows(cells, LEFT, kind)
    return listed(head_row([column.head for column in part.columns], widths, LEFT, kind), rows)


def _empty(job: Job) -> list[dict[str, str]]:
    """Rows for the pen, where the list has fewer than its paper wants."""
    part = job.words.table
    if part is None:
        return []
    missing = max(0, part.least - len(job.filling.lists.get(part.source, ())))
    return [dict.fromkeys(job.words.row_places, "")] * missing


def stub_rows(job: Job) -> list[Row]:
    """存根 on a page of its own, ending at the line that takes half of the seal."""
    return [
        *title_rows(f"{job.title}（存根）", size=XIAO_ER, above=0, below=0),
        line_row(job.number, 28, Family.FANG, SI_HAO, align="right"),
        *grid_rows(job, "stub"),
        *slip_code_rows(job.slip),
        Row(8.0, _nothing),
        cut_row(f"……{job.number}……骑缝（盖章）……"),
    ]


def slip_rows(job: Job) -> list[Row]:
    """回执联 below a cut line: signed, cut off and sent back."""
    if not job.words.slip:
        return []
    parts = [
        *title_rows(f"{job.title}（回执联）", size=XIAO_SAN, above=0, below=4),
        *grid_rows(job, "slip", label=68),
        *slip_code_rows(job.slip),
    ]
    return [cut_row(f"……{job.number}……骑缝（盖章）……"), *glue(parts)]


def slip_code_rows(slip: str) -> list[Row]:
    """The slip's number as a code to scan and in figures; no paper without a slip number has one."""
    if not slip:
        return []

    def draw(sheet: Sheet, top: float, height: float) -> None:
        bottom = top - height
        sheet.two_dimensional_code(slip, LEFT, bottom, _CODE)
        sheet.text(
            f"回执编号　{shown_slip(slip)}", LEFT + _CODE + 8, bottom + _CODE * 0.55, Family.HEI, WU_HAO
        )
        words = "收回后扫描此码，或者在“搜索”里输入编号，登记送达"
        sheet.text(words, LEFT + _CODE + 8, bottom + _CODE * 0.3, Family.FANG, WU_HAO)

    return [Row(_CODE + 6, draw, glued=True)]


def _nothing(sheet: Sheet, top: float, height: float) -> None:
    """A band left white."""
