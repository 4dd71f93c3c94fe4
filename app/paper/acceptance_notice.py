"""信访事项受理告知书: tells the petitioner that the office takes the matter on (law.md §7.3; 条例 Art 23, 34)."""

from dataclasses import dataclass
from datetime import date

from app.core.dates import chinese_date
from app.core.wording import Wording, addressed, addressed_as, fill, fill_all
from app.paper.flow import Row, blank, pour
from app.paper.fonts import Family
from app.paper.layout import (
    LEFT,
    SLIP_FRAME,
    WIDTH,
    LetterHead,
    body_rows,
    cut_row,
    heading_rows,
    line_row,
    pour_letter,
    signature_rows,
    title_rows,
)
from app.paper.sheet import SI_HAO, XIAO_ER, Sheet
from app.paper.table import label_rows
from app.paper.templates import shipped_wording


@dataclass(frozen=True)
class AcceptanceNotice:
    """What the notice says. `due_on` is the last day of the sixty from `accepted_on` (条例 Art 34)."""

    office: str
    number: str
    matter_number: str
    names: tuple[str, ...]
    head_count: int
    channel: str
    subject: str
    received_on: date
    accepted_on: date
    due_on: date
    unit: str
    contact: str
    phone: str
    issued_on: date
    query_number: str = ""
    red_head: bool = True
    stub: bool = True
    practice: bool = False


def draw(data: AcceptanceNotice, wording: Wording | None = None) -> bytes:
    """The notice as a PDF: the letter and, unless switched off, its stub on a sheet of its own."""
    words = wording or shipped_wording("acceptance_notice")
    values = _values(data)
    sheet = Sheet(words.title, practice=data.practice)
    head = LetterHead(data.office, data.number, data.red_head)
    rows = [
        *heading_rows(head, words.title),
        *body_rows([fill(words.salutation, values)], indent=0),
        *body_rows(fill_all(words.body, values)),
        *signature_rows(data.office, data.issued_on, remark=fill(words.remark, values)),
    ]
    pour_letter(sheet, head, rows)
    if data.stub:
        sheet.next_page()
        pour(sheet, _stub(data, words), SLIP_FRAME, lambda _: None)
    return sheet.pdf()


def _stub(data: AcceptanceNotice, words: Wording) -> list[Row]:
    grid = [
        [("信访人", addressed(data.names, data.head_count)), ("人数", f"{data.head_count}人")],
        [("登记编号", data.matter_number), ("信访形式", data.channel)],
        [("收到日期", chinese_date(data.received_on)), ("受理日期", chinese_date(data.accepted_on))],
        [("办结期限", chinese_date(data.due_on)), ("承办部门", data.unit)],
        [("主题", data.subject)],
        [("送达方式", ""), ("送达日期", "　　年　　月　　日")],
        [("经办人", "（签名）"), ("信访人签收", "（签名）")],
    ]
    return [
        *title_rows(f"{words.title}（存根）", size=XIAO_ER, above=0, below=0),
        line_row(data.number, 28, Family.FANG, SI_HAO, align="right"),
        *label_rows(grid, LEFT, WIDTH, 74),
        blank(8),
        cut_row(f"……{data.number}……骑缝（盖章）……"),
    ]


def _values(data: AcceptanceNotice) -> dict[str, str]:
    return {
        "信访人": addressed(data.names, data.head_count),
        "称谓": addressed_as(data.head_count),
        "收到日期": chinese_date(data.received_on),
        "信访形式": data.channel,
        "主题": data.subject,
        "登记编号": data.matter_number,
        "受理日期": chinese_date(data.accepted_on),
        "办结期限": chinese_date(data.due_on),
        "承办部门": data.unit,
        "联系人": data.contact,
        "电话": data.phone,
        "机关": data.office,
        "查询码": data.query_number,
    }
