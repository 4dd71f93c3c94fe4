"""时限说明: why each last day of one matter is that day, for the file or for whoever asks.

No form of the law: it decides nothing and takes no number. Each clock is a block with its last
day, what it rests on and the days that had a say (民法典 Art 201-203; law.md §3.2).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from app.core.dates import chinese_date
from app.core.numerals import chinese_number
from app.paper.flow import Row, blank, glue, pour
from app.paper.fonts import Family
from app.paper.layout import LEFT, TABLE_FRAME, WIDTH, body_rows, page_number, title_rows
from app.paper.sheet import SI_HAO, WU_HAO, XIAO_ER, XIAO_SI, Sheet, baseline
from app.paper.table import Cell, Type, head_row, label_rows, listed, ruled_rows

TITLE = "时限说明"

_WEEKDAYS = "一二三四五六日"
_LABEL = 78.0
_TABLE = Type(11.0, 15.5, 23.0)
_HEAD = ("日期", "名称", "安排")
_WIDTHS = (WIDTH - 150 - 90, 150.0, 90.0)
_CAVEAT = "本说明按填制当日已经登记的情况和已经公布的放假安排计算，只说明日期，不改变办理结果；情况有变化的，以新的说明为准。"


@dataclass(frozen=True)
class ExplainedClock:
    """One clock: `last` is the day that is told, `mattered` are days, their name and whether they are worked.

    Of a sealed matter's clocks only name, last day and standing are given.
    """

    name: str
    last: date
    standing: str
    whose: str = ""
    raw: date | None = None
    rolled: date | None = None
    reasons: tuple[tuple[str, str], ...] = ()
    remarks: tuple[tuple[str, str], ...] = ()
    mattered: tuple[tuple[str, str, bool], ...] = ()
    rule: str = ""


@dataclass(frozen=True)
class ExplainedSheet:
    """What the sheet says. `subject` is empty for a sealed matter; `as_of` is the day it speaks of."""

    office: str
    number: str
    subject: str
    as_of: date
    clocks: tuple[ExplainedClock, ...]
    contact: str = ""
    phone: str = ""
    practice: bool = False


def draw(data: ExplainedSheet) -> bytes:
    """The sheet as a PDF, A4 upright; a clock's name never parts from its day."""
    sheet = Sheet(TITLE, practice=data.practice)
    rows = [
        *title_rows(TITLE, size=XIAO_ER, above=0, below=6),
        *_head(data),
        *(row for at, clock in enumerate(data.clocks) for row in _block(at, clock)),
    ]
    pour(sheet, rows, TABLE_FRAME, page_number)
    return sheet.pdf()


def _head(data: ExplainedSheet) -> list[Row]:
    grid = [[("登记编号", data.number), ("填制日期", chinese_date(data.as_of))], [("办理机关", data.office)]]
    if data.subject:
        grid.append([("主题", data.subject)])
    grid.append([("联系人", data.contact), ("电话", data.phone)])
    table = label_rows(grid, LEFT, WIDTH, _LABEL, _TABLE)
    return [*table, blank(4), *body_rows([_CAVEAT], size=WU_HAO, leading=17)]


def _block(at: int, clock: ExplainedClock) -> list[Row]:
    """Name, day and the first reason stay together; the others may go on over the page."""
    name, day, *others = _block_rows(at, clock)
    return [blank(14), name, *glue([day, *others[:1]]), *others[1:]]


def _block_rows(at: int, clock: ExplainedClock) -> Iterator[Row]:
    yield _name_row(at, clock)
    yield _day_row(clock)
    yield from label_rows([[pair] for pair in _pairs(clock)], LEFT, WIDTH, _LABEL, _TABLE)
    yield from _days_table(clock)


def _name_row(at: int, clock: ExplainedClock) -> Row:
    ordinal = chinese_number(at + 1)
    whose = f"（{clock.whose}）" if clock.whose else ""

    def draw(sheet: Sheet, top: float, height: float) -> None:
        y = baseline(top, height, SI_HAO)
        sheet.text(f"{ordinal}、{clock.name}{whose}", LEFT, y, Family.HEI, SI_HAO)
        sheet.text(clock.standing, LEFT + WIDTH, y, Family.FANG, XIAO_SI, align="right")

    return Row(24.0, draw)


def _day_row(clock: ExplainedClock) -> Row:
    def draw(sheet: Sheet, top: float, height: float) -> None:
        sheet.text("最后一日", LEFT, baseline(top, height, XIAO_SI), Family.FANG, XIAO_SI)
        y = baseline(top, height, XIAO_ER)
        sheet.text(_with_weekday(clock.last), LEFT + _LABEL, y, Family.SONG_BOLD, XIAO_ER)

    return Row(32.0, draw)


def _pairs(clock: ExplainedClock) -> Iterator[tuple[str, str]]:
    if clock.rule:
        yield "规定", clock.rule
    yield from clock.reasons
    if clock.raw and clock.rolled and clock.raw != clock.rolled:
        yield "未顺延", _with_weekday(clock.raw)
        yield "顺延后", f"{_with_weekday(clock.rolled)}（《民法典》第二百零三条）"
    yield from clock.remarks


def _days_table(clock: ExplainedClock) -> list[Row]:
    """The rest days and moved working days that had a say."""
    if not clock.mattered:
        return []
    rows = [
        row
        for days, name, worked in clock.mattered
        for row in ruled_rows(
            [
                Cell(days, _WIDTHS[0]),
                Cell(name, _WIDTHS[1], "centre"),
                Cell("上班" if worked else "休息", _WIDTHS[2], "centre"),
            ],
            LEFT,
            _TABLE,
        )
    ]
    return [blank(6), *listed(head_row(_HEAD, _WIDTHS, LEFT, _TABLE), rows)]


def _with_weekday(day: date) -> str:
    return f"{chinese_date(day)}（星期{_WEEKDAYS[day.weekday()]}）"
