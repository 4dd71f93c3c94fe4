"""信访材料移交清单: which papers passed from whom to whom, signed by both (law.md §7.8)."""

from dataclasses import dataclass
from datetime import date

from app.core.dates import chinese_date
from app.core.wording import Wording, fill, fill_all
from app.paper.flow import Row, blank, glue, pour
from app.paper.fonts import Family
from app.paper.layout import LEFT, TABLE_FRAME, WIDTH, body_rows, line_row, page_number, title_rows
from app.paper.sheet import SI_HAO, XIAO_SI, Sheet
from app.paper.table import Cell, Type, head_row, label_rows, listed, ruled_rows
from app.paper.templates import shipped_wording

_HEAD = ("序号", "材料名称", "文号/编号", "页数", "份数", "原件或\n复印件", "备注")
_WIDTHS = (32.0, WIDTH - 32 - 102 - 34 - 34 - 50 - 62, 102.0, 34.0, 34.0, 50.0, 62.0)
_TABLE = Type(11.0, 15.5, 25.0)
_LEADING = 25.0


@dataclass(frozen=True)
class HandedOver:
    """One paper that changes hands; `kind` is 原件 or 复印件."""

    name: str
    number: str
    pages: int
    copies: int
    kind: str
    note: str = ""


@dataclass(frozen=True)
class HandoverList:
    """What the list says. `witness` is the 监交人, empty when none is needed."""

    giver: str
    receiver: str
    number: str
    reason: str
    petitioner: str
    matter_number: str
    papers: tuple[HandedOver, ...]
    handed_over_on: date | None
    giver_person: str = ""
    receiver_person: str = ""
    witness: str = ""
    practice: bool = False


def draw(data: HandoverList, wording: Wording | None = None) -> bytes:
    """The list as a PDF; its table goes on over pages under a repeated head."""
    words = wording or shipped_wording("handover_list")
    values = _values(data)
    sheet = Sheet(words.title, practice=data.practice)
    rows = [
        *title_rows(words.title, above=0, below=2),
        line_row(data.number, 26, Family.FANG, XIAO_SI, align="right"),
        *body_rows(fill_all(words.body, values), size=SI_HAO, leading=_LEADING),
        blank(6),
        *_table(data.papers),
        *_ending(data, fill_all(words.closing, values), fill(words.remark, values)),
    ]
    pour(sheet, rows, TABLE_FRAME, page_number)
    return sheet.pdf()


def _table(papers: tuple[HandedOver, ...]) -> list[Row]:
    rows: list[Row] = []
    for index, paper in enumerate(papers, 1):
        texts = (
            str(index), paper.name, paper.number, str(paper.pages), str(paper.copies), paper.kind, paper.note,
        )  # fmt: skip
        cells = [
            Cell(text, width, "left" if column in (1, 6) else "centre")
            for column, (text, width) in enumerate(zip(texts, _WIDTHS, strict=True))
        ]
        rows += ruled_rows(cells, LEFT, _TABLE)
    return listed(head_row(_HEAD, _WIDTHS, LEFT, _TABLE), rows)


def _ending(data: HandoverList, closing: list[str], remark: str) -> list[Row]:
    """Totals, signatures and dates; they take the last paper of the list along to a new page."""
    day = chinese_date(data.handed_over_on) if data.handed_over_on else "　　　年　　月　　日"
    grid = [
        [("移交单位", f"{data.giver}\n（盖章）"), ("接收单位", f"{data.receiver}\n（盖章）")],
        [("移交人", data.giver_person), ("接收人", data.receiver_person)],
        [("监交人", data.witness), ("移交日期", day)],
    ]
    rows = [
        blank(8),
        *body_rows([*closing, *([remark] if remark else [])], size=SI_HAO, leading=_LEADING),
        blank(8),
        *label_rows(grid, LEFT, WIDTH, 66, Type(least=40.0)),
    ]
    return glue(rows)


def _values(data: HandoverList) -> dict[str, str]:
    return {
        "移交单位": data.giver,
        "接收单位": data.receiver,
        "事由": data.reason,
        "信访人": data.petitioner,
        "登记编号": data.matter_number,
        "项数": str(len(data.papers)),
        "份数": str(sum(paper.copies for paper in data.papers)),
        "页数": str(sum(paper.copies * paper.pages for paper in data.papers)),
    }
