"""报送包封面: the second witness of a bundle on paper, signed and sealed; and the same as plain text (bundle.md)."""

from dataclasses import dataclass
from datetime import date

from app.core.dates import chinese_date
from app.paper.flow import Row, blank, glue, pour
from app.paper.fonts import Family
from app.paper.layout import LEFT, SLIP_FRAME, WIDTH, body_rows, line_row, title_rows
from app.paper.sheet import SAN_HAO, WU_HAO, XIAO_SI, Sheet, baseline
from app.paper.statistics_table import grouped_digits
from app.paper.table import Cell, Type, head_row, label_rows, listed, ruled_rows

TITLE = "报送包封面"

_GRID = Type(XIAO_SI, 17.0, 25.0)
_COUNTS = Type(11.0, 15.0, 20.0)
_COUNT_COLUMNS = 3
_SEAL_BOX = 130.0


@dataclass(frozen=True)
class CoverSheet:
    """What stands on the cover: `head` sixteen digits of the journal, `sha256` of the file in hexadecimal."""

    sender: str
    sender_code: str
    receiver: str
    kind: str
    period: str
    file_name: str
    sequence: int
    epoch: str
    counts: tuple[tuple[str, int], ...]
    head: str
    sha256: str
    made_on: date
    practice: bool = False


def draw(data: CoverSheet) -> bytes:
    """One page: what was sent, its sums, and the boxes for signature and seal."""
    sheet = Sheet(TITLE, practice=data.practice)
    grid = [[pair] for pair in _facts(data)]
    rows = [
        *title_rows(TITLE, above=0, below=8),
        *label_rows(grid, LEFT, WIDTH, 84, _GRID),
        blank(10),
        *_counts(data),
        blank(10),
        *_sums(data),
        blank(12),
        *_boxes(data),
        *_remark(),
    ]
    pour(sheet, rows, SLIP_FRAME, lambda _: None)
    return sheet.pdf()


def text(data: CoverSheet) -> str:
    """The cover as plain text, for a PC that cannot print a PDF; one fact in a line."""
    lines = [TITLE, ""]
    if data.practice:
        lines += ["【练习，不具效力】", ""]
    lines += [f"{label}：{value}" for label, value in _facts(data)]
    lines += ["", "记录数："]
    lines += [f"  {name}：{number}" for name, number in data.counts]
    lines += ["", f"记录链校验码：{grouped_digits(data.head)}", f"文件校验码（SHA-256）：{data.sha256}", ""]
    lines += ["报送人：            报送单位（盖章）：            年  月  日"]
    lines += ["接收人：            接收单位（盖章）：            年  月  日"]
    return "\n".join(lines) + "\n"


def _facts(data: CoverSheet) -> list[tuple[str, str]]:
    return [
        ("报送单位", f"{data.sender}（{data.sender_code}）"),
        ("接收单位", data.receiver),
        ("报送种类", data.kind),
        ("统计期", data.period),
        ("序号", f"第{data.sequence}号（数据批次 {data.epoch}）"),
        ("文件名", data.file_name),
        ("生成日期", chinese_date(data.made_on)),
    ]


def _counts(data: CoverSheet) -> list[Row]:
    """The counts of records, three pairs of columns beside one another."""
    name, number = WIDTH / _COUNT_COLUMNS - 50, 50.0
    widths = (name, number) * _COUNT_COLUMNS
    rows: list[Row] = []
    for start in range(0, len(data.counts), _COUNT_COLUMNS):
        cells = []
        some = [*data.counts[start : start + _COUNT_COLUMNS], *[("", "")] * _COUNT_COLUMNS][:_COUNT_COLUMNS]
        for label, count in some:
            cells += [Cell(label, name), Cell(str(count), number, "right", Family.SONG)]
        rows += ruled_rows(cells, LEFT, _COUNTS)
    return listed(head_row(("内容", "记录数") * _COUNT_COLUMNS, widths, LEFT, _COUNTS), rows)


def _sums(data: CoverSheet) -> list[Row]:
    quarters = [data.sha256[start : start + 16] for start in range(0, len(data.sha256), 16)]
    return glue([
        line_row("记录链校验码（请与程序中显示的十六位数字核对）", 20, Family.HEI, XIAO_SI),
        line_row(grouped_digits(data.head), 30, Family.SONG_BOLD, SAN_HAO + 4, align="centre"),
        line_row("文件校验码（SHA-256）", 20, Family.HEI, XIAO_SI),
        line_row("  ".join(quarters[:2]), 16, Family.SONG, XIAO_SI, align="centre"),
        line_row("  ".join(quarters[2:]), 16, Family.SONG, XIAO_SI, align="centre"),
    ])  # fmt: skip


def _boxes(data: CoverSheet) -> list[Row]:
    """Two boxes side by side: sender left, receiver right."""
    sides = (
        ("报送单位（盖章）", "报送人（签名）", data.sender),
        ("接收单位（盖章）", "接收人（签名）", data.receiver),
    )

    def draw_boxes(sheet: Sheet, top: float, height: float) -> None:
        for index, (seal, signature, _) in enumerate(sides):
            x = LEFT + index * WIDTH / 2
            sheet.box(x, top - height, WIDTH / 2, height)
            sheet.text(f"{seal}：", x + 8, baseline(top, 26, XIAO_SI), Family.FANG, XIAO_SI)
            sheet.text(f"{signature}：", x + 8, top - height + 32, Family.FANG, XIAO_SI)
            day = "　　　年　　月　　日"
            sheet.text(day, x + WIDTH / 2 - 10, top - height + 12, Family.FANG, XIAO_SI, align="right")

    return glue([Row(_SEAL_BOX, draw_boxes)])


def _remark() -> list[Row]:
    sentence = "本封面与报送文件一并送达；封面上的数字与文件不符的，以双方当面核对为准。"
    return glue([blank(4), *body_rows([sentence], size=WU_HAO, leading=16)])
