"""The office's rosters (名册): units (单位), villages (村/社区) and leaders (领导).

Items are joined by id and never by name; a name that is no longer used is retired, not
removed, because old matters still point at it (ideas.md §4.2-5).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.core.entries import Draft, Entry
from app.errors import ValidationError

UNIT, VILLAGE, LEADER = "unit", "village", "leader"
TITLES = {UNIT: "单位", VILLAGE: "村（社区）", LEADER: "领导"}

USUAL_UNITS = (
    "党政综合办公室", "农业农村服务中心", "自然资源所", "村镇建设办公室", "社会事务办公室",
    "综合行政执法队", "司法所", "派出所", "财政所", "退役军人服务站", "卫生院", "中心学校",
)  # fmt: skip


@dataclass(frozen=True)
class RosterItem:
    """One unit, village or leader. `detail` is a leader's post or a unit's telephone."""

    id: str
    kind: str
    name: str
    code: str = ""
    detail: str = ""
    retired_on: date | None = None


def add_item(item: RosterItem, existing: Sequence[RosterItem], today: date) -> Draft:
    """Put a name on a roster; raises `ValidationError` if it is empty or stands there already."""
    name = item.name.strip()
    if not name:
        raise ValidationError({"name": f"请填写{TITLES[item.kind]}名称"})
    if any(other.name == name and not other.retired_on for other in existing):
        raise ValidationError({"name": f"{TITLES[item.kind]}名册里已经有“{name}”"})
    payload = {"kind": item.kind, "name": name, "code": item.code, "detail": item.detail}
    return Draft("roster_added", item.id, today, payload)


def retire_item(item: RosterItem, today: date) -> Draft:
    """Take a name out of use; matters that point at it keep it."""
    return Draft("roster_retired", item.id, today, {"kind": item.kind})


def apply_item(item: RosterItem | None, entry: Entry) -> RosterItem:
    """What a roster entry means."""
    if item is None:
        payload = entry.payload
        return RosterItem(entry.subject, payload["kind"], payload["name"], payload["code"], payload["detail"])
    return RosterItem(item.id, item.kind, item.name, item.code, item.detail, entry.occurred_on)


def similar_names(name: str, existing: Sequence[RosterItem]) -> tuple[str, ...]:
    """Names on the roster that the clerk probably meant: one holds the other, or one character differs."""
    return tuple(
        item.name
        for item in existing
        if item.name != name and (name in item.name or item.name in name or _one_apart(name, item.name))
    )


def _one_apart(left: str, right: str) -> bool:
    return len(left) == len(right) > 2 and sum(a != b for a, b in zip(left, right, strict=True)) == 1
