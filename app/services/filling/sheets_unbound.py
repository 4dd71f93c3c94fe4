"""What the sheets that belong to no matter say: 纪要, 简报, 排查台账, 接待公示 (law.md §7.20, §7.21)."""

from collections.abc import Mapping, Sequence
from datetime import date

from app.core.dates import chinese_date
from app.core.filling import Filling, Values
from app.core.forms import Form
from app.core.forms.sheets_unbound import SWEEP_COLUMNS
from app.core.offices import Office
from app.core.sheet_rows import typed_rows

LEADER_COLUMNS = ("领导", "接访时间", "接访地点")
NOTHING_FOUND = "本期经全面排查，没有发现矛盾纠纷，实行零报告。"


def unbound_filling(form: Form, office: Office, number: str, on: date, fields: Mapping[str, str]) -> Filling:
    """Everything the sheet may say. ValidationError names the line of a list that cannot be read."""
    typed = {ask.name: _printed(ask.kind, fields.get(ask.name, "").strip()) for ask in form.asks}
    own = _VALUES[form.id](office, on, typed) if form.id in _VALUES else Filling()
    said = {name: value for name, value in typed.items() if value}
    empty = dict.fromkeys(typed, "")
    return Filling(empty | _office(office, number, on) | dict(own.values) | said, own.lists)


def _printed(kind: str, value: str) -> str:
    """A day as papers write it; one that comes back as it was printed stays so."""
    if kind != "date" or not value:
        return value
    try:
        return chinese_date(date.fromisoformat(value))
    except ValueError:
        return value


def _office(office: Office, number: str, on: date) -> dict[str, str]:
    return {
        "机关": office.organ, "信访机构": office.name, "政府": office.organ, "上级信访部门": office.superior,
        "复查机关": office.review_body, "联系人": office.clerk, "经手人": office.clerk or "信访专干", "电话": office.phone,
        "机关地址": office.address, "文号": number, "制作日期": chinese_date(on), "制作年份": f"{on.year}年",
    }  # fmt: skip


def _meeting_minutes(office: Office, on: date, _: Mapping[str, str]) -> Filling:
    return Filling(
        {"会议名称": "信访工作联席会议", "记录人": office.clerk, "会议地点": "", "会议日期": chinese_date(on)}
    )


def _bulletin(office: Office, _on: date, _: Mapping[str, str]) -> Filling:
    return Filling({"编辑": office.clerk, "报送": office.superior})


def _sweep_register(office: Office, on: date, typed: Mapping[str, str]) -> Filling:
    rows: Sequence[Values] = typed_rows(typed["排查事项"], SWEEP_COLUMNS, "排查事项")
    numbered = [{"序号": str(at), **row} for at, row in enumerate(rows, start=1)]
    values = {
        "排查期间": f"{on.year}年{on.month}月", "件数": str(len(rows)), "零报告": "" if rows else NOTHING_FOUND,
        "填表人": office.clerk, "填报日期": chinese_date(on),
    }  # fmt: skip
    return Filling(values, {"排查事项": numbered or [dict.fromkeys(("序号", *SWEEP_COLUMNS), "")]})


def _public_notice(office: Office, _on: date, typed: Mapping[str, str]) -> Filling:
    rows: Sequence[Values] = typed_rows(typed["领导接访安排"], LEADER_COLUMNS, "领导接访安排")
    asking = "凭登记编号和查询码，可以到接待场所或者拨打咨询投诉电话查询办理进展和结果。"
    values = {"接待地点": office.address, "查询方式": asking}
    return Filling(values, {"领导接访安排": rows or [dict.fromkeys(LEADER_COLUMNS, "")]})


_VALUES = {
    "meeting_minutes": _meeting_minutes,
    "bulletin": _bulletin,
    "sweep_register": _sweep_register,
    "public_notice": _public_notice,
}
