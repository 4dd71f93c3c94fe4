"""信访事项接收回执: given to whoever hands in papers, on the spot (law.md §7.2).

The stub (存根) stays with the office; cut line, then the petitioner's part. Up to a dozen
papers are listed on the receipt itself, more on a page of their own.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from app.core.dates import chinese_date
from app.core.wording import Wording, addressed, addressed_as, fill, fill_all
from app.paper.flow import Row, blank, glue, pour
from app.paper.fonts import Family
from app.paper.layout import (
    LEFT,
    SLIP_FRAME,
    WIDTH,
    body_rows,
    cut_row,
    line_row,
    signature_rows,
    title_rows,
)
from app.paper.sheet import SI_HAO, WU_HAO, XIAO_ER, XIAO_SI, Sheet
from app.paper.table import Cell, Type, head_row, label_rows, listed, ruled_rows
from app.paper.templates import shipped_wording

SHORT_LIST = 8  # so many papers are listed on the receipt itself

_SMALL = Type(WU_HAO, 15.0, 22.0)
_LEADING = 23.0


@dataclass(frozen=True)
class Material:
    """One paper handed in: how many copies and pages, and 原件 or 复印件."""

    name: str
    copies: int
    pages: int
    kind: str


@dataclass(frozen=True)
class Receipt:
    """What a receipt says. `received_at` may be a day or a moment; `notice_due` is
    the last lawful day of the written notice (条例 Art 23), None where none is owed or it was given.
    """

    office: str
    number: str
    matter_number: str
    names: tuple[str, ...]
    head_count: int
    channel: str
    subject: str
    received_at: date
    received_by: str
    notice_due: date | None
    query_number: str
    phone: str
    materials: tuple[Material, ...] = ()
    practice: bool = False


def draw(data: Receipt, wording: Wording | None = None) -> bytes:
    """The receipt as a PDF: stub, cut line, the petitioner's part, and a list if it is long."""
    words = wording or shipped_wording("receipt")
    sheet = Sheet(words.title, practice=data.practice)
    rows = [*_stub(data, words), cut_row(f"……{data.number}……骑缝（盖章）……"), *_receipt(data, words)]
    if len(data.materials) > SHORT_LIST:
        rows += _long_list(data)
    pour(sheet, rows, SLIP_FRAME, lambda _: None)
    return sheet.pdf()


def _stub(data: Receipt, words: Wording) -> list[Row]:
    grid = [
        [("信访人", addressed(data.names, data.head_count)), ("人数", f"{data.head_count}人")],
        [("信访形式", data.channel), ("收到时间", _moment(data.received_at))],
        [("登记编号", data.matter_number), ("材料", _amount(data.materials) or "无")],
        [("主题", data.subject)],
        [("经手人", data.received_by), ("领取人", "（签名）")],
    ]
    return [
        *title_rows(f"{words.title}（存根）", size=SI_HAO + 2, above=0, below=0),
        line_row(data.number, 20, Family.FANG, WU_HAO, align="right"),
        *label_rows(grid, LEFT, WIDTH, 62, _SMALL),
    ]


def _receipt(data: Receipt, words: Wording) -> list[Row]:
    values = _values(data)
    salutation = fill(words.salutation, values)
    rows = [
        *title_rows(words.title, size=XIAO_ER, above=6, below=2),
        line_row(data.number, 24, Family.FANG, XIAO_SI, align="right"),
        *body_rows([salutation], size=SI_HAO, leading=_LEADING, indent=0),
        *body_rows(fill_all(words.body, values), size=SI_HAO, leading=_LEADING),
    ]
    if 0 < len(data.materials) <= SHORT_LIST:
        rows += [blank(4), *_list(data.materials), blank(6)]
    rows += body_rows(fill_all(words.closing, values), size=SI_HAO, leading=_LEADING)
    rows += body_rows([fill(words.remark, values)], size=SI_HAO, leading=_LEADING, family=Family.HEI)
    rows += glue([blank(4), line_row(f"　　经手人：{data.received_by}", _LEADING, Family.FANG, SI_HAO)])
    return [*rows, *signature_rows(data.office, _day(data.received_at), size=SI_HAO, leading=_LEADING)]


def _list(materials: Sequence[Material]) -> list[Row]:
    widths = (32.0, WIDTH - 32 - 44 - 44 - 80, 44.0, 44.0, 80.0)
    head = ("序号", "材料名称", "份数", "页数", "原件/复印件")
    rows: list[Row] = []
    for index, paper in enumerate(materials, 1):
        texts = (str(index), paper.name, str(paper.copies), str(paper.pages), paper.kind)
        cells = [Cell(text, wide, "centre") for text, wide in zip(texts, widths, strict=True)]
        cells[1] = Cell(paper.name, widths[1])
        rows += ruled_rows(cells, LEFT, _SMALL)
    return listed(head_row(head, widths, LEFT, _SMALL), rows)


def _long_list(data: Receipt) -> list[Row]:
    first, *others = title_rows("材料清单", size=XIAO_ER, above=0, below=2)
    return [
        replace(first, fresh=True),
        *others,
        line_row(f"附于{data.number}", 24, Family.FANG, XIAO_SI, align="right"),
        *_list(data.materials),
    ]


def _values(data: Receipt) -> dict[str, str]:
    amount = _amount(data.materials)
    long = len(data.materials) > SHORT_LIST
    return {
        "信访人": addressed(data.names, data.head_count),
        "称谓": addressed_as(data.head_count),
        "人数": f"{data.head_count}人",
        "收到时间": _moment(data.received_at),
        "信访形式": data.channel,
        "主题": data.subject,
        "登记编号": data.matter_number,
        "材料概数": amount,
        "清单": "清单附后。" if long else "清单如下：",
        "告知期限": chinese_date(data.notice_due) if data.notice_due else "",
        "查询码": data.query_number,
        "电话": data.phone,
        "机关": data.office,
        "经手人": data.received_by,
    }


def _amount(materials: Sequence[Material]) -> str:
    if not materials:
        return ""
    copies = sum(paper.copies for paper in materials)
    pages = sum(paper.copies * paper.pages for paper in materials)
    return f"{len(materials)}项{copies}份{pages}页"


def _moment(received: date) -> str:
    """Day and time; the day alone where nobody wrote the time down."""
    time = f"{received.hour}时{received.minute}分" if isinstance(received, datetime) else ""
    return chinese_date(_day(received)) + time


def _day(received: date) -> date:
    return received.date() if isinstance(received, datetime) else received
