"""What may be written down about a matter beside its steps: opening, receiving, correcting.

Nothing is changed in place: a correction is another entry and the old value stays readable.
"""

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from app.core.accused import ARTICLE, is_accused, refuse_accused_person
from app.core.calendar import FIRST
from app.core.dates import chinese_date
from app.core.entries import Draft
from app.core.events import Step
from app.core.identity import normalise_text
from app.core.matters import CORRECTABLE, Matter
from app.core.receptions import LONGEST_TEXT, ReceptionDraft, tidy_title
from app.core.routes import ROUTES
from app.errors import NotAllowed, ValidationError


def open_matter(
    matter_id: str, number: str, draft: ReceptionDraft, rule_pack: str, terms: Mapping[str, Any] | None = None
) -> Draft:
    """A matter raised for the first time; it keeps the pack and the counting choices it started with."""
    check_accused(draft)
    payload: dict[str, Any] = {
        "number": number,
        "title": tidy_title(draft.title),
        "registered_on": draft.registered_on.isoformat(),
        "purpose": draft.purpose,
        "category": draft.category,
        "village_id": draft.village_id,
        "source": draft.source,
        "leader": draft.leader,
        "accused": draft.accused,
        "accused_unit_id": draft.accused_unit_id,
        "external_number": draft.external_number,
        "rule_pack": rule_pack,
    }
    later = {"route": draft.route, "split_from": draft.split_from, "terms": dict(terms or {})}
    later["superior_due_on"] = draft.superior_due_on.isoformat() if draft.superior_due_on else ""
    payload |= {name: value for name, value in later.items() if value}
    return Draft("matter_opened", matter_id, draft.registered_on, payload)


def register_reception(matter_id: str, reception_id: str, draft: ReceptionDraft) -> Draft:
    """One reception of a matter that exists, or that is opened in the same transaction."""
    payload = {
        "reception_id": reception_id,
        "channel": draft.channel,
        "occurred_on": draft.occurred_on.isoformat(),
        "registered_on": draft.registered_on.isoformat(),
        "occurred_at": draft.occurred_at,
        "head_count": draft.head_count,
        "attendances": [asdict(person) for person in draft.attendances],
        "title": tidy_title(draft.title),
        "text": draft.text,
        "request": draft.request,
        "envelope_number": draft.envelope_number,
        "anonymous": draft.anonymous,
        "agent": draft.agent,
        "repeat": draft.repeat,
        "external_number": draft.external_number,
        "fingerprint": draft.fingerprint,
        "note": draft.note,
    }
    if draft.split_from:
        payload["shared"] = True
    if draft.level:
        payload["level"] = draft.level
    return Draft("reception_registered", matter_id, draft.occurred_on, payload)


def void_reception(matter: Matter, reception_id: str, reason: str, on: date) -> Draft:
    """A further reception entered by mistake; a matter's only one is voided with the matter."""
    if not reason.strip():
        raise ValidationError({"text": "请写明作废原因；作废后记录可查，不会删除"})
    others = [part for part in matter.receptions if not part.voided and part.id != reception_id]
    if matter.voided or not any(part.id == reception_id and not part.voided for part in matter.receptions):
        raise NotAllowed("这次登记已经作废")
    if not others:
        raise NotAllowed(f"{matter.number}只有这一次登记", way_out="请作废整个事项")
    payload = {"reception_id": reception_id, "text": reason.strip()}
    return Draft("reception_voided", matter.id, on, payload)


def check_accused(draft: ReceptionDraft) -> None:
    """Whoever is complained of cannot lead the case (条例 Art 30 ¶3)."""
    matter = Matter(
        "", "", draft.title, draft.registered_on, accused=draft.accused, accused_unit_id=draft.accused_unit_id
    )
    refuse_accused_person(matter, draft.leader, "包案领导")


def correct_matter(
    matter: Matter,
    changes: Mapping[str, Any],
    on: date,
    reason: str = "",
    names: Mapping[str, str] | None = None,
) -> Draft:
    """A correction of what the matter is about; deadlines move only if their facts do.

    `names` gives the units by id, so that one complained of by name is recognised.
    """
    unknown = set(changes) - CORRECTABLE
    if unknown:
        raise ValidationError(dict.fromkeys(unknown, "这一项不能在这里更正"))
    if matter.voided:
        raise NotAllowed(f"{matter.number}已作废，不能更正")
    changed = {name: value for name, value in changes.items() if getattr(matter, name) != value}
    if not changed:
        raise ValidationError({"title": "内容没有变化，不需要更正"})
    after = replace(matter, **changed)
    _check_kind(after)
    _check_days(matter, after, on)
    _check_kept_away(matter, after, names or {})
    payload = {name: _plain(value) for name, value in changed.items()}
    return Draft(
        "matter_corrected", matter.id, on, payload | ({"reason": reason.strip()} if reason.strip() else {})
    )


def _plain(value: Any) -> Any:  # noqa: ANN401  (a payload value)
    return value.isoformat() if isinstance(value, date) else value or ""


def _check_kind(matter: Matter) -> None:
    if matter.route and matter.route not in ROUTES:
        raise ValidationError({"route": "办理途径应为第三十一条所列六种之一"})
    if matter.route and matter.purpose not in {"", "appeal"}:
        raise ValidationError({"route": "只有申诉求决类事项区分第三十一条的办理途径"})


def _check_days(before: Matter, after: Matter, today: date) -> None:
    first = min((step.on for step in before.steps if not step.withdrawn), default=today)
    if not FIRST <= after.registered_on <= min(first, today):
        raise ValidationError(
            {
                "registered_on": f"登记日期应在{chinese_date(min(first, today))}或以前（不晚于已办理的第一步），没有保存"
            }
        )
    if after.superior_due_on and after.superior_due_on < after.registered_on:
        raise ValidationError({"superior_due_on": "上级要求的反馈期限不能早于收到日期，请核对"})


def _check_kept_away(before: Matter, after: Matter, names: Mapping[str, str]) -> None:
    """Who turns out to be complained of must not already have the material."""
    refuse_accused_person(after, after.leader, "包案领导")
    if after.sealed and "merged" in before.facts:
        raise NotAllowed("检举控告事项不与其他事项并案", article=ARTICLE, way_out="请先“撤销并案”，再更正")
    holding = {before.unit_id, *(step.unit_id for step in before.all("joined"))} - {""}
    if any(is_accused(after, unit_id=unit, unit_name=names.get(unit, "")) for unit in holding):
        raise NotAllowed(
            "材料现在由这个单位办理，更正为被反映单位以前应当先收回",
            article=ARTICLE,
            way_out="请先“收回”，再更正并另行转送",
        )


RECEPTION_CORRECTABLE = frozenset({"text", "request", "envelope_number", "agent", "note"})


def correct_reception(
    matter: Matter, reception_id: str, changes: Mapping[str, str], on: date, reason: str = ""
) -> Draft:
    """What one letter or visit said, put right or filled in later; who came and when is not touched."""
    unknown = set(changes) - RECEPTION_CORRECTABLE
    if unknown:
        raise ValidationError(dict.fromkeys(unknown, "这一项不能在这里更正"))
    part = next((part for part in matter.receptions if part.id == reception_id and not part.voided), None)
    if part is None or matter.voided:
        raise NotAllowed("这次登记已经作废，不能更正")
    changed = {name: normalise_text(text) for name, text in changes.items()}
    changed = {name: text for name, text in changed.items() if getattr(part, name) != text}
    if not changed:
        raise ValidationError({"text": "内容没有变化，不需要更正"})
    if any(len(text) > LONGEST_TEXT for text in changed.values()):
        raise ValidationError({"text": f"内容超过{LONGEST_TEXT}字，请把长材料作为附件保存，这里写摘要"})
    payload: dict[str, Any] = {"reception_id": reception_id, "changes": changed}
    return Draft(
        "reception_corrected", matter.id, on, payload | ({"reason": reason.strip()} if reason.strip() else {})
    )


def correct_step(matter: Matter, step: Step, on: date, reason: str, today: date) -> Draft:
    """The day of a step was written down wrongly; dates that depend on it move, and the history says why."""
    if not reason.strip():
        raise ValidationError({"reason": "请写明更正日期的理由，时限会随之改变并记入经过"})
    if step.withdrawn or matter.voided:
        raise NotAllowed("这一步已经撤销或者事项已作废，不能更正日期")
    if on == step.on:
        raise ValidationError({"on": "日期没有变化，不需要更正"})
    earlier, later = _neighbours(matter, step)
    if not (earlier or matter.registered_on) <= on <= (later or today):
        raise ValidationError(
            {"on": f"更正后的日期应在{chinese_date(earlier or matter.registered_on)}至{chinese_date(later or today)}之间，"
                   "否则与前后环节矛盾，没有保存"}
        )  # fmt: skip
    payload = {
        "step_id": step.id,
        "entry": step.entry,
        "was": step.on.isoformat(),
        "on": on.isoformat(),
        "text": reason.strip(),
    }
    return Draft("step_corrected", matter.id, today, payload)


def _neighbours(matter: Matter, step: Step) -> tuple[date | None, date | None]:
    """The days of the steps before and after; evaluations and reminders bind nobody's date."""
    standing = [other for other in matter.steps if not other.withdrawn and other.entry not in _FREE]
    before = [other.on for other in standing if _place(matter, other) < _place(matter, step)]
    after = [other.on for other in standing if _place(matter, other) > _place(matter, step)]
    return max(before, default=None), min(after, default=None)


_FREE = frozenset({"evaluated", "urged", "settled", "urgent_marked", "urgent_reported", "supervised"})


def _place(matter: Matter, step: Step) -> int:
    return next(at for at, other in enumerate(matter.steps) if other.id == step.id)


def withdraw_step(matter: Matter, step: Step, reason: str, today: date) -> Draft:
    """The last step never happened (a slip of the mouse): it stays readable and means nothing any more."""
    if not reason.strip():
        raise ValidationError({"reason": "请写明撤销的理由，原记录仍可查"})
    standing = [other for other in matter.steps if not other.withdrawn]
    if matter.voided or not standing or standing[-1].id != step.id:
        raise NotAllowed("只能撤销最后一步", way_out="请从最后一步起逐步撤销，或者更正日期")
    if step.entry in {"split_off", "unsplit"}:
        raise NotAllowed("拆分不能这样撤销", way_out="请用“撤销拆分”")
    payload = {"step_id": step.id, "entry": step.entry, "on": step.on.isoformat(), "text": reason.strip()}
    return Draft("step_withdrawn", matter.id, today, payload)
