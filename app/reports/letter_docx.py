"""A paper as a Word file, for the leader's pen: the same words and values as the PDF, in the same layout.

The organ's head is text and rules, no picture. Equal input gives equal bytes; the file names no author.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from app.core.dates import chinese_date
from app.core.forms.form import DEED, LETTER, MINUTES, UPWARD
from app.core.slips import shown_slip
from app.core.wording import Paragraph, fill, occasions
from app.paper.jobs import Job
from app.reports.docx_parts import (
    FANG,
    HEI,
    KAI,
    LEADING,
    RED,
    TITLE,
    Box,
    Look,
    at_right,
    mark_practice,
    ruled,
    saved,
    set_page,
    table,
    write,
)

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph as Written

WIDTH = 156.0  # mm, 28 characters of 三号
LABEL = 26.0  # mm
_SEAL_WHITE = 49.0  # points over the organ's name: with both lines and half a line the 42 mm of a seal
_FAMILIES = {"text": FANG, "plain": FANG, "head": HEI, "subhead": KAI}
OPEN_DAY = "　　　年　　月　　日"


def letter_docx(job: Job, *, practice: bool = False) -> bytes:
    """The paper as .docx; what is for the pen stays open. `practice` marks every page as an exercise."""
    import docx

    document = docx.Document()
    set_page(document, job.title, first=job.layout != LETTER)
    _head(document, job)
    _text(document, job)
    _signature(document, job)
    _slip(document, job)
    _enclosed(document, job)
    _copies(document, job)
    _stub(document, job)
    if practice:
        mark_practice(document)
    return saved(document)


def _head(document: "Document", job: Job) -> None:
    """The head of the paper's kind, then the title; a paper whose tray bears a head begins with its number."""
    if job.layout == MINUTES:
        _minutes_head(document, job)
        return
    head = _HEADS.get(job.layout) if job.red_head else None
    if head:
        head(document, job)
    elif job.number:
        _add(document, job.number, Look(align="right", keep=True))
    _add(document, job.title, Look(TITLE, 22.0, "center", 34.0, before=LEADING, keep=True))
    _add(document, "", Look(keep=True))


def _minutes_head(document: "Document", job: Job) -> None:
    """纪要、简报: the name in red, number and issue, organ and day over the red line, then what it is about."""
    _add(document, job.title, Look(TITLE, _fitting(job.title, 36.0), "center", 0.0, colour=RED))
    issue = job.said(job.words.salutation, blank="") if job.words.salutation else ""
    _add(document, "　".join(part for part in (job.number, issue) if part), Look(align="center", keep=True))
    line = _add(document, job.organ, Look(align="left", keep=True))
    at_right(line, chinese_date(job.issued_on) if job.issued_on else OPEN_DAY, "", WIDTH)
    ruled(line, "bottom", "single", RED, 16)
    if job.words.remark:
        _add(
            document, job.said(job.words.remark), Look(TITLE, 18.0, "center", LEADING, before=14.0, keep=True)
        )


def _letter_head(document: "Document", job: Job) -> None:
    """信函格式: the organ in red over its double rule, the number at the right."""
    organ = _add(document, job.organ, Look(TITLE, _fitting(job.organ, 30.0), "center", 0.0, colour=RED))
    ruled(organ, "bottom", "thickThinSmallGap", RED, 24)
    if job.number:
        _add(document, job.number, Look(align="right", before=6.0, keep=True))


def _upward_head(document: "Document", job: Job) -> None:
    """上行文: the organ in red, the number at the left, 签发人 at the right over the red line."""
    name = f"{job.organ}文件"
    _add(document, name, Look(TITLE, _fitting(name, 36.0), "center", 0.0, colour=RED))
    signers = "、".join(value for cells, _ in job.grid("signatures") for _, value in cells if value)
    line = _add(document, job.number, Look(align="left", before=2 * LEADING, indent=1.0, keep=True))
    if signers:
        at_right(line, "签发人：", signers, WIDTH)
    ruled(line, "bottom", "single", RED, 12)


_HEADS = {LETTER: _letter_head, UPWARD: _upward_head}


def _fitting(name: str, size: float) -> float:
    """The size at which the name is one line."""
    return min(size, WIDTH / 25.4 * 72 / max(len(name), 1))


def _text(document: "Document", job: Job) -> None:
    words = job.words
    if words.salutation and job.layout != MINUTES:
        _add(document, job.said(words.salutation), Look(align="left", keep=True))
    _paragraphs(document, job, words.body)
    _grid(document, job, "grid")
    if job.layout not in _HEADS:
        _list(document, job)
    _paragraphs(document, job, words.closing)
    if job.layout != UPWARD:  # there they are the names of 签发人, in the head
        _grid(document, job, "signatures")
    attachments = job.attachments
    for at, name in enumerate(attachments, 1):
        lead = "附件：" if at == 1 else "　　　"
        label = lead if len(attachments) == 1 else f"{lead}{at}."
        _add(document, label + name, Look(align="left", indent=2.0, before=LEADING if at == 1 else 0.0))


def _paragraphs(document: "Document", job: Job, paragraphs: Sequence[Paragraph]) -> None:
    for it in occasions(paragraphs, job.filling.values):
        look = Look(
            _FAMILIES[it.style],
            indent=0.0 if it.style == "plain" else 2.0,
            keep=it.style in {"head", "subhead"},
        )
        for line in job.said(it.text).split("\n"):
            _add(document, line, look)


def _grid(document: "Document", job: Job, name: str) -> None:
    """Label and value in turn, the values sharing what the labels leave."""
    grid = job.grid(name)
    if grid:
        rows, heights = [_boxes(cells) for cells, _ in grid], [height for _, height in grid]
        table(document, rows, heights=heights, together=name != "grid")


def _boxes(cells: Sequence[tuple[str, str]]) -> list[Box]:
    share = WIDTH / len(cells)
    boxes: list[Box] = []
    for label, value in cells:
        boxes += (
            [Box(label, LABEL, centred=True), Box(value, share - LABEL)] if label else [Box(value, share)]
        )
    return boxes


def _list(document: "Document", job: Job) -> None:
    part = job.words.table
    if part is None:
        return
    scale = WIDTH / sum(column.width for column in part.columns)
    rows = [[Box(column.head, column.width * scale, centred=True) for column in part.columns]]
    for values in job.filling.lists.get(part.source, ()):
        rows.append([
            Box(fill(it.value, values, blank=""), it.width * scale, centred=it.align == "centre") for it in part.columns
        ])  # fmt: skip
    table(document, rows, head=True)


def _signature(document: "Document", job: Job) -> None:
    """署名 centred on 成文日期, white left for the seal, never parted from the text before it.

    What the parties sign in boxes, and minutes, have none.
    """
    if job.layout in {DEED, MINUTES} and (job.words.signatures or job.layout == MINUTES):
        return
    if document.paragraphs:
        document.paragraphs[-1].paragraph_format.keep_with_next = True
    day = chinese_date(job.issued_on) if job.issued_on else OPEN_DAY
    wide = _ems(day)
    over = max(0.0, 4.0 + wide / 2 - _ems(job.organ) / 2)
    _add(document, job.organ, Look(align="right", right=over, before=_SEAL_WHITE, keep=True))
    remark = job.said(job.words.remark)
    _add(document, day, Look(align="right", right=4.0 if over else 0.0, keep=bool(remark)))
    if remark:
        _add(document, f"（{remark}）", Look(indent=2.0, before=LEADING / 2))


def _copies(document: "Document", job: Job) -> None:
    """版记: whom copies go to and, on a report, who printed it when, between two rules."""
    lines = [f"抄送：{job.said(it.text)}" for it in occasions(job.words.copies, job.filling.values)]
    if job.layout == MINUTES:
        lines = [job.said(it.text) for it in occasions(job.words.copies, job.filling.values)]
    if job.layout == UPWARD and job.issued_on:
        lines.append(f"{job.organ}　{chinese_date(job.issued_on)}印发")
    made = [
        _add(document, line, Look(size=14.0, indent=1.0, before=0.0 if at else LEADING))
        for at, line in enumerate(lines)
    ]
    if made:
        ruled(made[0], "top", "single", width=8)
        ruled(made[-1], "bottom", "single", width=8)


def _slip(document: "Document", job: Job) -> None:
    """回执联 below its cut line."""
    if job.words.slip:
        _cut(document, job)
        _add(document, f"{job.title}（回执联）", Look(TITLE, 15.0, "center", 24.0, keep=True))
        _grid(document, job, "slip")
        _slip_number(document, job)


def _enclosed(document: "Document", job: Job) -> None:
    """附件: the list that a letter only speaks of, on a page of its own."""
    rows = job.filling.lists.get(job.words.table.source, ()) if job.words.table else ()
    if job.layout in _HEADS and rows and job.attachments:
        _add(document, "附件", Look(HEI, align="left")).paragraph_format.page_break_before = True
        _add(document, job.attachments[-1], Look(TITLE, 18.0, "center", keep=True))
        _list(document, job)


def _stub(document: "Document", job: Job) -> None:
    """存根 on a page of its own."""
    if job.stub and job.words.stub:
        title = _add(document, f"{job.title}（存根）", Look(TITLE, 18.0, "center", LEADING, keep=True))
        title.paragraph_format.page_break_before = True
        _add(document, job.number, Look(size=14.0, align="right", keep=True))
        _grid(document, job, "stub")
        _slip_number(document, job)
        _cut(document, job)


def _cut(document: "Document", job: Job) -> None:
    line = _add(
        document,
        f"……{job.number}……骑缝（盖章）……",
        Look(size=10.5, align="center", leading=0.0, before=LEADING),
    )
    ruled(line, "bottom", "dashed")


def _slip_number(document: "Document", job: Job) -> None:
    if job.slip:
        _add(document, f"回执编号　{shown_slip(job.slip)}", Look(HEI, 10.5, "left", 18.0))


def _add(document: "Document", text: str, look: Look) -> "Written":
    return write(document.add_paragraph(), text, look)


def _ems(text: str) -> float:
    return sum(0.5 if sign.isascii() else 1.0 for sign in text)
