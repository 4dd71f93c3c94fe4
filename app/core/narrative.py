"""The history of a matter (经过) in sentences: one per entry, in the office's own words."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from app.core.dates import chinese_date
from app.core.entries import Entry
from app.core.receptions import CHANNELS, PURPOSES
from app.core.steps import DELIVERY_WAYS, SATISFACTION

_FIELDS = {
    "title": "事由", "purpose": "信访目的", "category": "内容分类", "village_id": "问题属地", "source": "来源",
    "leader": "包案领导", "accused": "被反映人", "accused_unit_id": "被反映单位", "external_number": "系统编号",
}  # fmt: skip
_PAPERS = {"answer": "处理意见书", "notice": "告知文书"}


def sentence(entry: Entry, names: Mapping[str, str]) -> str:
    """What an entry says happened; `names` gives units, villages and leaders by id."""
    teller = _TELLERS.get(entry.kind)
    return teller(entry.payload, names) if teller else entry.kind


def _opened(payload: Mapping[str, Any], _: Mapping[str, str]) -> str:
    purpose = PURPOSES.get(payload["purpose"], "未分类")
    return f"登记为信访事项{payload['number']}（{purpose}）"


def _received(payload: Mapping[str, Any], _: Mapping[str, str]) -> str:
    day = chinese_date(date.fromisoformat(payload["occurred_on"]))
    heads = f"，{payload['head_count']}人" if payload["head_count"] > 1 else ""
    again = "再次" if payload["repeat"] else ""
    return f"{day}{again}{CHANNELS[payload['channel']]}{heads}"


def _corrected(payload: Mapping[str, Any], names: Mapping[str, str]) -> str:
    parts = [f"{_FIELDS[name]}改为“{_shown(name, value, names)}”" for name, value in sorted(payload.items())]
    return "更正：" + "，".join(parts)


def _shown(name: str, value: str, names: Mapping[str, str]) -> str:
    if name == "purpose":
        return PURPOSES.get(value, "未分类")
    return names.get(value, value) if name.endswith("_id") else value


def _plain(words: str) -> Any:  # noqa: ANN401  (a teller)
    def tell(payload: Mapping[str, Any], names: Mapping[str, str]) -> str:
        unit = names.get(payload.get("unit_id", ""), "")
        text = payload.get("text", "")
        due = payload.get("due_on", "")
        parts = [words + unit]
        if due:
            parts.append(f"限{chinese_date(date.fromisoformat(due))}前反馈")
        return "，".join(parts) + (f"：{text}" if text else "")

    return tell


def _delivered(payload: Mapping[str, Any], _: Mapping[str, str]) -> str:
    way = DELIVERY_WAYS.get(payload.get("way", ""), "送达")
    return f"{_PAPERS.get(payload.get('paper', ''), '文书')}已送达信访人（{way}）"


def _evaluated(payload: Mapping[str, Any], _: Mapping[str, str]) -> str:
    return f"信访人评价：{SATISFACTION.get(payload.get('value', ''), '未填')}"


def _issued(payload: Mapping[str, Any], _: Mapping[str, str]) -> str:
    return f"制作{payload['title']}{payload['number']}"


def _printed(payload: Mapping[str, Any], _: Mapping[str, str]) -> str:
    return f"打印文书{payload['copies']}份"


_TELLERS = {
    "matter_opened": _opened,
    "reception_registered": _received,
    "reception_voided": _plain("作废一次登记"),
    "matter_corrected": _corrected,
    "accepted": _plain("受理"),
    "declined": _plain("不予受理"),
    "declined_again": _plain("不再受理"),
    "referred": _plain("转送"),
    "assigned": _plain("交办"),
    "answered": _plain("作出答复"),
    "delivered": _delivered,
    "closed": _plain("办结"),
    "settled": _plain("化解"),
    "evaluated": _evaluated,
    "voided": _plain("作废"),
    "document_issued": _issued,
    "document_printed": _printed,
    "sealed_opened": _plain("启封查看"),
}
