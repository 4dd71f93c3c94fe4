"""The measures of GB/T 9704-2012 and the parts every official letter is built of.

Values as law.md §7.0.1 lists them; 信函格式 (letter form) for what goes out to one addressee.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.core.dates import chinese_date
from app.paper.flow import Frame, Row, blank, glue, pour, text_rows
from app.paper.fonts import Family
from app.paper.sheet import (
    A4,
    BLACK,
    ER_HAO,
    MM,
    RED,
    SAN_HAO,
    SI_HAO,
    WU_HAO,
    Sheet,
    baseline,
)
from app.paper.typesetting import Setting, break_lines, break_title, fit_size, plain_line

LEFT, RIGHT, TOP, BOTTOM = 28 * MM, 26 * MM, 37 * MM, 35 * MM  # 订口, 切口, 天头, 地脚
WIDTH = A4[0] - LEFT - RIGHT  # 156 mm, 28 characters of 三号
BODY, LEADING = SAN_HAO, 28.35  # 22 lines on 225 mm, give or take what a line of type is high
TITLE_LEADING = 34.0
SEAL = 42 * MM  # the seal of a township government and its white

FRAME = Frame(LEFT, A4[1] - TOP, A4[1] - TOP, BOTTOM, WIDTH)
LETTER_FRAME = Frame(LEFT, A4[1] - 54 * MM, A4[1] - TOP, BOTTOM, WIDTH)
SLIP_FRAME = Frame(LEFT, A4[1] - 22 * MM, A4[1] - 22 * MM, 20 * MM, WIDTH)

TABLE_FRAME = Frame(LEFT, A4[1] - 22 * MM, A4[1] - 22 * MM, BOTTOM, WIDTH)  # with a page number below

_IMPRINT_LEADING = 22.0
_IMPRINT = Setting(Family.FANG, SI_HAO, WIDTH - 2 * SI_HAO, justified=False)  # one character in on both sides

_RULE_WIDTH = 170 * MM  # the red double rules of 信函格式, centred on the paper


@dataclass(frozen=True)
class LetterHead:
    """Whose letter it is and its 文号; `red` prints the organ's head, else the paper bears one already."""

    office: str
    number: str
    red: bool = True


def heading_rows(head: LetterHead, title: str) -> list[Row]:
    """What stands above the salutation: the title, and the number where no red head bears it."""
    if head.red:
        return title_rows(title)
    return [*title_rows(title, above=0.0), line_row(head.number, 30, Family.FANG, BODY, align="right")]


def pour_letter(sheet: Sheet, head: LetterHead, rows: Sequence[Row]) -> None:
    """Draw a letter; its first page bears the head and no page number (信函格式)."""
    if head.red:
        _red_head(sheet, head.office, head.number)

    def number_later_pages(sheet: Sheet) -> None:
        if sheet.page > 1:
            page_number(sheet)

    pour(sheet, rows, LETTER_FRAME if head.red else FRAME, number_later_pages)


def _red_head(sheet: Sheet, office: str, number: str) -> None:
    """The organ in red, 30 mm from the top, the double rule 4 mm below, the number under it at the right."""
    size = fit_size(office, Family.SONG_BOLD, 30.0, WIDTH)
    y = A4[1] - 30 * MM - size * 0.86
    sheet.text(office, A4[0] / 2, y, Family.SONG_BOLD, size, align="centre", colour=RED)
    rule = y - size * 0.14 - 4 * MM
    _double_rule(sheet, rule, thick_above=True)
    _double_rule(sheet, 20 * MM, thick_above=False)
    y = rule - 3 - BODY * 7 / 8 - BODY * 0.6
    sheet.text(number, LEFT + WIDTH, y, Family.FANG, BODY, align="right")


def title_rows(
    title: str, *, size: float = ER_HAO, above: float = LEADING, below: float = LEADING
) -> list[Row]:
    """The title in 小标宋, centred, in lines of about equal length."""
    lines = break_title(title, Family.SONG_BOLD, size, WIDTH)
    set_lines = text_rows(
        lines, LEFT, Family.SONG_BOLD, size, TITLE_LEADING * size / ER_HAO, align="centre", width=WIDTH
    )
    return [blank(above), *glue(set_lines), blank(below, glued=True)]


def body_rows(
    paragraphs: Sequence[str], *, size: float = BODY, leading: float = LEADING,
    family: Family = Family.FANG, indent: float = 2.0,
) -> list[Row]:  # fmt: skip
    """Paragraphs in 仿宋 with two characters' indent, to both edges."""
    setting = Setting(family, size, WIDTH, indent=indent)
    rows: list[Row] = []
    for paragraph in paragraphs:
        for part in paragraph.split("\n"):
            rows += text_rows(break_lines(part, setting), LEFT, family, size, leading)
    return rows


def attachment_rows(attachments: Sequence[str]) -> list[Row]:
    """附件说明, one line below the text: 附件：1.… with the numbers under one another, no mark at the end."""
    if not attachments:
        return []
    rows = [blank(LEADING)]
    single = len(attachments) == 1
    for index, attachment in enumerate(attachments):
        lead = "附件：" if index == 0 else "　　　"
        label = lead if single else f"{lead}{index + 1}."
        hang = BODY * 5 if single else BODY * 5.9
        lines = break_lines(attachment, Setting(Family.FANG, BODY, WIDTH - hang, justified=False))
        first, *others = text_rows(lines, LEFT + hang, Family.FANG, BODY, LEADING)
        rows += [_labelled(first, label), *others]
    return glue(rows)  # or the signature would follow them to a page without any text


def signature_rows(
    office: str, issued_on: date | None, *, remark: str = "", size: float = BODY, leading: float = LEADING
) -> list[Row]:
    """署名 and 成文日期 with the white a seal needs, kept on the page of the text before them.

    The date ends four characters from the right edge, the organ is centred on it; a name too
    long for that ends at the edge, one too long for the page is set in two lines.
    """
    day = plain_line(chinese_date(issued_on) if issued_on else "　　　年　　月　　日", Family.FANG, size)
    names = break_title(office, Family.FANG, size, WIDTH * 0.72)
    widest = max(line.width for line in [day, *names])
    centre = min(LEFT + WIDTH - 4 * size - day.width / 2, LEFT + WIDTH - widest / 2)
    rows = []
    for line in [*names, day]:
        rows += text_rows([line], centre - line.width / 2, Family.FANG, size, leading)
    white = max(0.0, SEAL - len(rows) * leading - leading / 2)  # the seal presses on the date
    below = body_rows([f"（{remark}）"], size=size, leading=leading) if remark else []
    return glue([blank(white), *rows, blank(leading / 2), *below])


def copies_row(copies: Sequence[str], *, imprint: str = "", ruled: bool = False) -> list[Row]:
    """版记 at the foot of the last page: 抄送, and for what is no letter the printing office and its rules.

    信函格式 has neither rules nor 印发 (law.md §7.0.1); the row keeps that much of the page white above.
    """
    lines = [line for text in copies for line in break_lines(f"抄送：{text}", _IMPRINT)]
    if not (lines or imprint):
        return []
    room = (len(lines) + bool(imprint)) * _IMPRINT_LEADING + 6

    def draw(sheet: Sheet, _top: float, _height: float) -> None:
        foot = BOTTOM + (_IMPRINT_LEADING if imprint else 0.0)
        for index, line in enumerate(reversed(lines)):
            y = baseline(foot + (index + 1) * _IMPRINT_LEADING, _IMPRINT_LEADING, SI_HAO)
            sheet.line(line, LEFT + SI_HAO, y, Family.FANG, SI_HAO)
        _imprint(sheet, imprint, foot)
        if ruled:
            _imprint_rules(sheet, foot + len(lines) * _IMPRINT_LEADING, foot if lines and imprint else None)

    return [Row(room + 8, draw, glued=True)]


def _imprint(sheet: Sheet, imprint: str, top: float) -> None:
    """印发机关 at the left, 印发日期 at the right, one character in on both sides."""
    if not imprint:
        return
    office, _, day = imprint.rpartition("\t")
    y = baseline(top, _IMPRINT_LEADING, SI_HAO)
    sheet.text(office, LEFT + SI_HAO, y, Family.FANG, SI_HAO)
    sheet.text(day, LEFT + WIDTH - SI_HAO, y, Family.FANG, SI_HAO, align="right")


def _imprint_rules(sheet: Sheet, top: float, middle: float | None) -> None:
    """Thick above and below, thin between."""
    for y, thickness in ((top, 1.0), (BOTTOM, 1.0), *([(middle, 0.7)] if middle else [])):
        sheet.rule(LEFT, y, WIDTH, thickness=thickness)


def page_number(sheet: Sheet) -> None:
    """— 1 —, 7 mm below the text: odd pages at the right, even ones at the left, one character in."""
    text, y = f"— {sheet.page} —", BOTTOM - 7 * MM - SI_HAO * 0.86
    if sheet.page % 2:
        sheet.text(text, LEFT + WIDTH - SI_HAO, y, Family.SONG, SI_HAO, align="right")
    else:
        sheet.text(text, LEFT + SI_HAO, y, Family.SONG, SI_HAO)


def cut_row(words: str, *, height: float = 34.0) -> Row:
    """The line to cut along, with the number across it that takes half of the seal (骑缝)."""

    def draw(sheet: Sheet, top: float, height: float) -> None:
        y = top - height / 2
        text = plain_line(words, Family.FANG, WU_HAO)
        side = (A4[0] - text.width) / 2 - 8
        for x in (8.0, A4[0] - side):
            sheet.rule(x, y, side - 8, thickness=0.5, dashes=(3, 3))
        sheet.line(text, side + 8, y - WU_HAO * 0.36, Family.FANG, WU_HAO, colour=BLACK)

    return Row(height, draw)


def line_row(text: str, height: float, family: Family, size: float, *, align: str = "left") -> Row:
    """One line that stands alone: a number under a title, a remark above a table."""
    x = {"left": LEFT, "centre": LEFT + WIDTH / 2, "right": LEFT + WIDTH}[align]

    def draw(sheet: Sheet, top: float, height: float) -> None:
        sheet.text(text, x, baseline(top, height, size), family, size, align=align)  # type: ignore[arg-type]

    return Row(height, draw)


def _double_rule(sheet: Sheet, y: float, *, thick_above: bool) -> None:
    x = (A4[0] - _RULE_WIDTH) / 2
    thick, thin = (y, y - 2.6) if thick_above else (y - 2.6, y)
    sheet.rule(x, thick, _RULE_WIDTH, thickness=2.2, colour=RED)
    sheet.rule(x, thin, _RULE_WIDTH, thickness=0.7, colour=RED)


def _labelled(row: Row, label: str) -> Row:
    def draw(sheet: Sheet, top: float, height: float) -> None:
        sheet.text(label, LEFT + 2 * BODY, baseline(top, height, BODY), Family.FANG, BODY)
        row.draw(sheet, top, height)

    return Row(row.height, draw, elastic=True)
