"""恢复码: the one sheet from which a register is opened when its password is lost; it is on paper and nowhere else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.core.dates import chinese_date
from app.paper.flow import Row, blank, glue, pour
from app.paper.fonts import Family
from app.paper.layout import LEFT, SLIP_FRAME, WIDTH, body_rows, line_row, title_rows
from app.paper.sheet import SI_HAO, XIAO_SI, Sheet, baseline
from app.paper.table import Type, label_rows

TITLE = "数据恢复码"

_ACROSS = 4
_CELL, _DIGITS = 54.0, 22.0
_BOX = 96.0


@dataclass(frozen=True)
class RecoverySheet:
    """`groups` are the code's eight groups, `number` tells this sheet from an older one."""

    office: str
    office_code: str
    groups: Sequence[str]
    number: str
    made_on: date
    practice: bool = False


def draw(data: RecoverySheet) -> bytes:
    """One page: whose code it is, the eight groups large enough to be read aloud, and where it is to lie."""
    sheet = Sheet(TITLE, practice=data.practice)
    grid = [
        [("单位", data.office)],
        [("单位代码", data.office_code), ("恢复码编号", data.number)],
        [("生成日期", chinese_date(data.made_on))],
    ]
    rows = [
        *title_rows(TITLE, above=0, below=10),
        *label_rows(grid, LEFT, WIDTH, 74, Type(least=28.0)),
        blank(16),
        *glue(
            [line_row("恢复码（共八组，从左到右、从上到下）", 24, Family.HEI, SI_HAO), *_groups(data.groups)]
        ),
        blank(14),
        *body_rows(_EXPLANATION, size=XIAO_SI, leading=20),
        blank(12),
        _keeping(),
    ]
    pour(sheet, rows, SLIP_FRAME, lambda _: None)
    return sheet.pdf()


_EXPLANATION = (
    "忘记密码或者更换电脑时，凭恢复码和一份备份可以打开本单位的全部登记数据。得到恢复码的人不需要密码，请像公章一样保管。",
    "请装入信封、封口盖章，由分管领导或保密柜保管，不要与电脑、U盘放在一起，不要拍照、复印或录入电脑。",
    "每组六位数字，输错一位程序会指出是第几组。重新生成恢复码后，编号不同的旧纸作废，请销毁。",
)


def _groups(groups: Sequence[str]) -> list[Row]:
    lines = [groups[start : start + _ACROSS] for start in range(0, len(groups), _ACROSS)]
    return [_group_row(at * _ACROSS, line) for at, line in enumerate(lines)]


def _group_row(before: int, groups: Sequence[str]) -> Row:
    side = WIDTH / _ACROSS

    def draw_row(sheet: Sheet, top: float, height: float) -> None:
        for at, digits in enumerate(groups):
            x = LEFT + at * side
            sheet.box(x, top - height, side, height)
            sheet.text(f"第{before + at + 1}组", x + 6, top - 14, Family.FANG, 9.0)
            y = baseline(top - 10, height - 10, _DIGITS)
            sheet.text(digits, x + side / 2, y, Family.SONG_BOLD, _DIGITS, align="centre")

    return Row(_CELL, draw_row)


def _keeping() -> Row:
    def draw_box(sheet: Sheet, top: float, height: float) -> None:
        sheet.box(LEFT, top - height, WIDTH, height)
        lines = ("保管人（签名）：", "存放地点：", "封存日期：　　　　年　　月　　日")
        for at, line in enumerate(lines):
            sheet.text(line, LEFT + 10, top - 26 - at * 28, Family.FANG, XIAO_SI)

    return Row(_BOX, draw_box)
