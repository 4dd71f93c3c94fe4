"""公钥登记表: the paper on which an office introduces its keys; compared by thirty digits, sealed by hand (bundle.md)."""

from dataclasses import dataclass
from datetime import date

from app.core.dates import chinese_date
from app.paper.flow import Row, blank, glue, pour
from app.paper.fonts import Family
from app.paper.layout import LEFT, SLIP_FRAME, WIDTH, body_rows, line_row, title_rows
from app.paper.sheet import SI_HAO, XIAO_SI, Sheet, baseline
from app.paper.table import Type, label_rows

TITLE = "公钥登记表"

_CODE_SIDE = 190.0
_GROUP = 5
_BOX = 150.0


@dataclass(frozen=True)
class EnrolmentSheet:
    """`enrolment` is the text the QR code carries, `check_number` its thirty digits."""

    office: str
    office_code: str
    role: str
    receiver: str
    enrolment: str
    check_number: str
    made_on: date
    practice: bool = False


def draw(data: EnrolmentSheet) -> bytes:
    """One page: the office, its keys as a QR code, the check number, and white for two seals."""
    sheet = Sheet(TITLE, practice=data.practice)
    grid = [
        [("登记单位", data.office)],
        [("单位代码", data.office_code), ("单位类别", data.role)],
        [("送交单位", data.receiver), ("生成日期", chinese_date(data.made_on))],
    ]
    rows = [
        *title_rows(TITLE, above=0, below=10),
        *label_rows(grid, LEFT, WIDTH, 74, Type(least=28.0)),
        blank(12),
        *_check_number(data.check_number),
        _code(data.enrolment),
        *body_rows([_EXPLANATION], size=XIAO_SI, leading=19),
        blank(12),
        _seals(),
    ]
    pour(sheet, rows, SLIP_FRAME, lambda _: None)
    return sheet.pdf()


_EXPLANATION = (
    "本表证明上列单位使用的公钥。接收单位收到登记文件后，请在程序中打开，将显示的三十位核对码与本表逐组核对，"
    "一致的签名盖章并登记；不一致的不得登记，请电话联系登记单位。更换公钥须重新填送本表。"
)


def grouped_check_number(digits: str) -> str:
    """Thirty digits in six groups of five."""
    plain = digits.replace(" ", "")
    return "  ".join(plain[start : start + _GROUP] for start in range(0, len(plain), _GROUP))


def _check_number(digits: str) -> list[Row]:
    return glue([
        line_row("核对码", 24, Family.HEI, SI_HAO, align="centre"),
        line_row(grouped_check_number(digits), 34, Family.SONG_BOLD, 20.0, align="centre"),
    ])  # fmt: skip


def _code(enrolment: str) -> Row:
    def draw_code(sheet: Sheet, top: float, height: float) -> None:
        x = LEFT + (WIDTH - _CODE_SIDE) / 2
        sheet.two_dimensional_code(enrolment, x, top - height + 4, _CODE_SIDE)

    return Row(_CODE_SIDE + 10, draw_code)


def _seals() -> Row:
    def draw_boxes(sheet: Sheet, top: float, height: float) -> None:
        for index, side in enumerate(("登记单位", "接收单位")):
            x = LEFT + index * WIDTH / 2
            sheet.box(x, top - height, WIDTH / 2, height)
            sheet.text(f"{side}（盖章）：", x + 8, baseline(top, 26, XIAO_SI), Family.FANG, XIAO_SI)
            sheet.text("经办人（签名）：", x + 8, top - height + 34, Family.FANG, XIAO_SI)
            day = "　　　年　　月　　日"
            sheet.text(day, x + WIDTH / 2 - 10, top - height + 12, Family.FANG, XIAO_SI, align="right")

    return Row(_BOX, draw_boxes)
