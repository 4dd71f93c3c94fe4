"""The history of a matter (经过) in sentences: one per entry, in the office's own words."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from app.core.attachments import TELLERS as ATTACHMENT_TELLERS
from app.core.dates import chinese_date
from app.core.deadlines import Deadline
from app.core.entries import Entry
from app.core.erasure import ERASED
from app.core.erasure import told as erasure_told
from app.core.evaluations import PARTIES
from app.core.receptions import CHANNELS, PURPOSES
from app.core.routes import AGAIN_REASONS, DECLINE_REASONS, ROUTES, SIMPLE_GROUNDS, SUPERVISE_REASONS
from app.core.steps import (
    ADOPTIONS,
    AGREEMENTS,
    DELIVERY_WAYS,
    OUTCOMES,
    PAPERS,
    REVIEW_OUTCOMES,
    RULES,
    SATISFACTION,
    URGE_WAYS,
)

Payload = Mapping[str, Any]
Names = Mapping[str, str]

_FIELDS = {
    "title": "事由", "purpose": "信访目的", "category": "内容分类", "village_id": "问题属地", "source": "来源",
    "leader": "包案领导", "accused": "被反映人", "accused_unit_id": "被反映单位", "external_number": "系统编号",
    "route": "办理途径", "superior_due_on": "上级要求反馈日期", "registered_on": "登记日期",
}  # fmt: skip
_LABELS = {rule.entry: rule.label for rule in RULES.values()}
_VALUES: Mapping[str, Mapping[str, str]] = {
    "answered": {**OUTCOMES, **ADOPTIONS}, "evaluated": SATISFACTION, "mediated": AGREEMENTS,
    "review_answered": REVIEW_OUTCOMES, "re_review_answered": REVIEW_OUTCOMES,
}  # fmt: skip
_REASONS = {
    "declined": DECLINE_REASONS, "declined_again": AGAIN_REASONS, "simplified": SIMPLE_GROUNDS,
    "supervised": SUPERVISE_REASONS,
}  # fmt: skip


def sentence(entry: Entry, names: Names) -> str:
    """What an entry says happened; `names` gives units, villages and leaders by id, matters by id."""
    teller = _TELLERS.get(entry.kind)
    if teller:
        return teller(entry.payload, names)
    return _step(entry.kind, entry.payload, names) if entry.kind in _LABELS else entry.kind


def moved(before: Sequence[Deadline], after: Sequence[Deadline]) -> str:
    """Which running dates an entry moved, as half a sentence; nothing if it moved none."""
    was = {(line.clock, line.ordinal): line.due for line in before}
    changes = [
        f"{line.name}期限由{chinese_date(was[line.clock, line.ordinal])}变为{chinese_date(line.due)}"
        for line in after
        if was.get((line.clock, line.ordinal), line.due) != line.due
    ]
    return "；".join(changes)


def _step(kind: str, payload: Payload, names: Names) -> str:
    """A step: what, to whom, with what outcome, by when, why."""
    parts = [_LABELS[kind] + names.get(payload.get("unit_id", ""), "")]
    parts += list(_details(kind, payload, names))
    text = payload.get("text", "")
    return "，".join(parts) + (f"：{text}" if text else "")


def _details(kind: str, payload: Payload, names: Names) -> list[str]:
    value, reason = payload.get("value", ""), payload.get("reason", "")
    known = _REASONS.get(kind, {})
    found = [
        _VALUES.get(kind, {}).get(value, ""),
        known[reason].label if reason in known else "",
        f"{payload['days']}日" if payload.get("days") else "",
        f"{payload['leader']}批准" if payload.get("leader") else "",
        f"文号{payload['basis']}" if payload.get("basis") else "",
        names.get(payload.get("other", ""), ""),
        f"限{_day(payload['due_on'])}前反馈" if payload.get("due_on") else "",
        URGE_WAYS.get(payload.get("way", ""), ""),
        f"{_day(payload['sent_on'])}投邮" if payload.get("sent_on") else "",
        f"签收人{payload['receiver']}" if payload.get("receiver") else "",
    ]
    return [part for part in found if part]


def _opened(payload: Payload, names: Names) -> str:
    purpose = PURPOSES.get(payload["purpose"], "未分类")
    split = names.get(payload.get("split_from", ""), "")
    return f"登记为信访事项{payload['number']}（{purpose}）" + (f"，由{split}拆分" if split else "")


def _received(payload: Payload, _: Names) -> str:
    day = _day(payload["occurred_on"])
    heads = f"，{payload['head_count']}人" if payload["head_count"] > 1 else ""
    again = "再次" if payload["repeat"] else ""
    shared = "（与原事项同一次来信来访）" if payload.get("shared") else ""
    return f"{day}{again}{CHANNELS[payload['channel']]}{heads}{shared}"


def _corrected(payload: Payload, names: Names) -> str:
    shown = [(name, value) for name, value in sorted(payload.items()) if name in _FIELDS]
    parts = [f"{_FIELDS[name]}改为“{_shown(name, value, names)}”" for name, value in shown]
    reason = payload.get("reason", "")
    return "更正：" + "，".join(parts) + (f"（{reason}）" if reason else "")


def _shown(name: str, value: str, names: Names) -> str:
    if name == "purpose":
        return PURPOSES.get(value, "未分类")
    if name == "route":
        return ROUTES[value].label if value in ROUTES else "未分类"
    if name in {"superior_due_on", "registered_on"}:
        return _day(value) if value else "无"
    return names.get(value, value) if name.endswith("_id") else value


def _step_corrected(payload: Payload, _: Names) -> str:
    label = _LABELS.get(payload["entry"], "")
    return f"更正：{label}日期由{_day(payload['was'])}改为{_day(payload['on'])}（{payload['text']}）"


def _step_withdrawn(payload: Payload, _: Names) -> str:
    return f"撤销{_day(payload['on'])}的{_LABELS.get(payload['entry'], '')}（{payload['text']}）"


_PARTS = {"text": "内容", "request": "诉求", "envelope_number": "信封编号", "agent": "代理人", "note": "备注"}


def _reception_corrected(payload: Payload, _: Names) -> str:
    words = "、".join(_PARTS[name] for name in payload["changes"] if name in _PARTS)
    reason = payload.get("reason", "")
    return f"补充、更正登记的{words}" + (f"（{reason}）" if reason else "")


def _reception_voided(payload: Payload, _: Names) -> str:
    return f"作废一次登记：{payload['text']}"


def _delivered(payload: Payload, _: Names) -> str:
    way = DELIVERY_WAYS.get(payload.get("way", ""), "送达")
    receiver = f"，签收人{payload['receiver']}" if payload.get("receiver") else ""
    sent = f"，{_day(payload['sent_on'])}投邮" if payload.get("sent_on") else ""
    later = "，自公告之日起经过30日视为送达" if payload.get("way") == "public" else ""
    return f"{PAPERS.get(payload.get('paper', ''), '文书')}已送达信访人（{way}{receiver}{sent}{later}）"


def _evaluated(payload: Payload, _: Names) -> str:
    whom = PARTIES.get(payload.get("reason", ""), "")
    return f"信访人{'对' if whom else ''}{whom}评价：{SATISFACTION.get(payload.get('value', ''), '未填')}"


def _issued(payload: Payload, _: Names) -> str:
    return f"制作{payload['title']}{payload['number']}"


def _printed(payload: Payload, names: Names) -> str:
    return f"打印{names.get(payload['document_id'], '文书')}{payload['copies']}份"


def _paper(payload: Payload, names: Names) -> str:
    return names.get(payload["document_id"], "文书")


def _paper_delivered(payload: Payload, names: Names) -> str:
    receiver = f"，签收人{payload['receiver']}" if payload["receiver"] else ""
    return f"{_paper(payload, names)}已送达（{DELIVERY_WAYS.get(payload['way'], '送达')}{receiver}）"


def _unsealed(payload: Payload, _: Names) -> str:
    reader = f"{payload['reader']}" if payload.get("reader") else ""
    return f"{reader}启封查看：{payload['text']}"


def _sealed_sent(payload: Payload, _: Names) -> str:
    return f"{payload['reader']}决定随报送包移送密封内容：{payload['text']}"


def _handed_down(payload: Payload, _: Names) -> str:
    due = f"，{_day(payload['due_on'])}前反馈" if payload["due_on"] else ""
    word = "交办" if payload["kind"] == "assigned" else "转送"
    return f"县局{word}（上级编号{payload['county_number']}{due}）"


def _day(text: str) -> str:
    return chinese_date(date.fromisoformat(text))


_TELLERS: dict[str, Callable[[Payload, Names], str]] = {
    ERASED: lambda payload, _: erasure_told(payload),
    "matter_opened": _opened,
    "reception_registered": _received,
    "reception_voided": _reception_voided,
    "reception_corrected": _reception_corrected,
    "matter_corrected": _corrected,
    "step_corrected": _step_corrected,
    "step_withdrawn": _step_withdrawn,
    "delivered": _delivered,
    "evaluated": _evaluated,
    "document_issued": _issued,
    "document_printed": _printed,
    "document_delivered": _paper_delivered,
    "document_undelivered": lambda payload, names: f"撤销{_paper(payload, names)}的送达（{payload['text']}）",
    "document_filed": lambda payload, names: f"{_paper(payload, names)}归档",
    "document_voided": lambda payload, names: f"作废{_paper(payload, names)}，文号保留（{payload['text']}）",
    "sealed_opened": _unsealed,
    "sealed_sent": _sealed_sent,
    "assignment_taken": _handed_down,
    "dossier_made": lambda payload, _: f"生成卷宗，{payload['items']}件{payload['pages']}页",
    **ATTACHMENT_TELLERS,
}
