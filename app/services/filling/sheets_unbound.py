"""What the sheets that belong to no matter say: 纪要, 简报, 排查台账, 接待公示 (law.md §7.20, §7.21)."""

from collections.abc import Mapping, Sequence
from datetime import date

from app.core.dates import chinese_date
from app.core.filling import Filling, Values
from app.core.forms import Form
from app.core.forms.sheets_unbound import KEPT_IN_OFFICE, SWEEP_COLUMNS
from app.core.offices import LEADER_COLUMNS, Office, leader_rows
from app.core.sheet_rows import typed_rows

PRIVACY_COLUMNS = ("种类", "目的", "依据")
_PRIVACY = (
    ("姓名（名称）、住址、联系电话", "登记、告知、送达、听取意见和回访", "《信访工作条例》第十九条、第二十二条、第二十三条"),
    ("证件号码（本人愿意提供时）", "区分同名的人，核对查询人身份", "《个人信息保护法》第十三条第一款第三项"),
    ("反映的情况、请求和提交的材料", "查明事实，依规依法办理，转送、交办有权处理的机关、单位", "《信访工作条例》第二十二条、第三十一条"),
    ("材料中可能涉及的健康、收入、未成年人等敏感个人信息", "只在查明所反映的事实必需时使用，不作他用", "《个人信息保护法》第二十八条、第三十条"),
)  # fmt: skip
NO_PERIODS: Mapping[str, str] = {}
NOTHING_FOUND = "本期经全面排查，没有发现矛盾纠纷，实行零报告。"


def unbound_filling(
    form: Form, office: Office, number: str, on: date, fields: Mapping[str, str],
    periods: Mapping[str, str] = NO_PERIODS,
) -> Filling:  # fmt: skip
    """Everything the sheet may say; `periods` as `told_periods` gives them.

    What is not typed is taken from the settings. ValidationError names the line of a list that cannot be read.
    """
    typed = {ask.name: _printed(ask.kind, fields.get(ask.name, "").strip()) for ask in form.asks}
    known = {name: value or _kept(office, name) for name, value in typed.items()}
    own = _VALUES[form.id](office, on, known) if form.id in _VALUES else Filling()
    said = {name: value for name, value in known.items() if value}
    empty = dict.fromkeys(known, "")
    return Filling(empty | _office(office, number, on) | dict(periods) | dict(own.values) | said, own.lists)


def _kept(office: Office, name: str) -> str:
    """What the office has told once for all, if the ask is one of those."""
    return str(getattr(office, KEPT_IN_OFFICE[name])) if name in KEPT_IN_OFFICE else ""


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


def _public_notice(office: Office, _on: date, known: Mapping[str, str]) -> Filling:
    values = {"接待地点": office.address, "咨询投诉电话": office.phone}
    return Filling(
        values, {"领导接访安排": leader_rows(known["领导接访安排"]) or [dict.fromkeys(LEADER_COLUMNS, "")]}
    )


def _privacy_notice(office: Office, _on: date, _: Mapping[str, str]) -> Filling:
    """What the office asks people for, and why: the columns stand in `PRIVACY_COLUMNS`."""
    rows = [dict(zip(PRIVACY_COLUMNS, row, strict=True)) for row in _PRIVACY]
    return Filling({"咨询投诉电话": office.phone}, {"个人信息种类": rows})


_VALUES = {
    "meeting_minutes": _meeting_minutes,
    "bulletin": _bulletin,
    "sweep_register": _sweep_register,
    "public_notice": _public_notice,
    "privacy_notice": _privacy_notice,
}
