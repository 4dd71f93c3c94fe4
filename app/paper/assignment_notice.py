"""信访事项交办通知单: hands a matter to the unit that must solve it (law.md §7.7; 条例 Art 22, 23)."""

from dataclasses import dataclass
from datetime import date

from app.core.dates import chinese_date
from app.core.wording import Wording, addressed, fill, fill_all
from app.paper.flow import Row, glue
from app.paper.layout import (
    LEFT,
    WIDTH,
    LetterHead,
    attachment_rows,
    body_rows,
    cut_row,
    heading_rows,
    pour_letter,
    signature_rows,
    title_rows,
)
from app.paper.sheet import XIAO_SAN, Sheet
from app.paper.table import label_rows
from app.paper.templates import shipped_wording


@dataclass(frozen=True)
class AssignmentNotice:
    """What the notice says. `due_on` is the day by which the unit must have solved and reported.

    `basis` is 交办依据: a leader's note or the superior's document; `feedback` what must come back.
    """

    office: str
    number: str
    unit: str
    matter_number: str
    names: tuple[str, ...]
    head_count: int
    petitioner_phone: str
    address: str
    channel: str
    subject: str
    request: str
    received_on: date
    basis: str
    requirements: tuple[str, ...]
    feedback: tuple[str, ...]
    due_on: date
    contact: str
    phone: str
    issued_on: date
    case_leader: str = ""
    first_responsible: str = ""
    attachments: tuple[str, ...] = ()
    red_head: bool = True
    practice: bool = False


def draw(data: AssignmentNotice, wording: Wording | None = None) -> bytes:
    """The notice as a PDF, with the slip (回执联) the unit signs, cuts off and sends back."""
    words = wording or shipped_wording("assignment_notice")
    values = _values(data)
    sheet = Sheet(words.title, practice=data.practice)
    head = LetterHead(data.office, data.number, data.red_head)
    rows = [
        *heading_rows(head, words.title),
        *body_rows([fill(words.salutation, values)], indent=0),
        *body_rows(fill_all(words.body, values)),
        *attachment_rows(data.attachments),
        *signature_rows(data.office, data.issued_on, remark=fill(words.remark, values)),
        *_slip(data, words),
    ]
    pour_letter(sheet, head, rows)
    return sheet.pdf()


def _slip(data: AssignmentNotice, words: Wording) -> list[Row]:
    grid = [
        [("接收单位", data.unit), ("登记编号", data.matter_number)],
        [("主题", data.subject)],
        [("办结期限", chinese_date(data.due_on)), ("签收时间", "　　年　月　日　时")],
        [("签收人", "（签名）"), ("单位盖章", "")],
    ]
    parts = [
        *title_rows(f"{words.title}（回执联）", size=XIAO_SAN, above=0, below=4),
        *label_rows(grid, LEFT, WIDTH, 68),
    ]
    return [cut_row(f"……{data.number}……骑缝（盖章）……"), *glue(parts)]


def _values(data: AssignmentNotice) -> dict[str, str]:
    return {
        "承办单位": data.unit,
        "信访人": addressed(data.names, data.head_count),
        "人数": f"{data.head_count}人",
        "联系电话": data.petitioner_phone,
        "住址": data.address,
        "收到日期": chinese_date(data.received_on),
        "信访形式": data.channel,
        "主题": data.subject,
        "登记编号": data.matter_number,
        "主要诉求": data.request,
        "交办依据": data.basis,
        "办理要求": _numbered(data.requirements),
        "反馈材料": "、".join(data.feedback),
        "办结期限": chinese_date(data.due_on),
        "包案领导": data.case_leader,
        "首办责任人": data.first_responsible,
        "联系人": data.contact,
        "电话": data.phone,
        "机关": data.office,
    }


def _numbered(requirements: tuple[str, ...]) -> str:
    """（1）…；（2）…。"""
    if len(requirements) < 2:
        return "".join(requirements)
    parts = [f"（{index}）{text.rstrip('；。;')}" for index, text in enumerate(requirements, 1)]
    return "；".join(parts) + "。"
