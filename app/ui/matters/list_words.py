"""What a view of the list says: the words of its filters and its orders."""

from collections.abc import Mapping

from app.core.matters import STATES
from app.core.receptions import CHANNELS
from app.services.list_views import PERIODS, ListView

FILTERS = (
    ("open", "在办"), ("overdue", "超期"), ("soon", "将到期"), ("unaccepted", "待受理"),
    ("incomplete", "待补充"), ("long_pending", "积案"), ("closed", "已办结"), ("all", "全部"),
)  # fmt: skip
NOTHING = {
    "open": "没有在办的事项", "overdue": "没有超期的事项", "soon": "七天内没有到期的事项",
    "unaccepted": "没有待受理的事项", "incomplete": "没有待补充的来信", "long_pending": "没有积案",
    "closed": "还没有办结的事项", "all": "还没有登记过事项",
}  # fmt: skip
SORT_WORDS = {
    "newest": "登记日期 新→旧", "oldest": "登记日期 旧→新", "due": "期限 近→远", "number": "编号 小→大",
    "touched": "更新时间 新→旧",
}  # fmt: skip


def narrowing(view: ListView, names: Mapping[str, str]) -> dict[str, str]:
    """The words of each filter beyond the first row, by its field of `ListView`."""
    words = {
        "channel": CHANNELS.get(view.channel, ""),
        "state": STATES.get(view.state, ""),
        "village_id": names.get(view.village_id, ""),
        "unit_id": names.get(view.unit_id, ""),
        "category": names.get(view.category, ""),
        "period": period_words(view.period),
    }
    return {field: words[field] or "名称已停用" for field in words if getattr(view, field)}


def period_words(period: str) -> str:
    """本月登记; two days as 1月5日至6月30日 would hide the year, so they stand in full."""
    if not period:
        return ""
    if period in PERIODS:
        return f"{PERIODS[period]}登记"
    first, _, last = period.partition("..")
    return f"{first}至{last}登记"


def described(view: ListView, names: Mapping[str, str]) -> str:
    """The whole view in one line: 在办 · 来访 · 本月登记 · 期限 近→远."""
    return " · ".join((dict(FILTERS)[view.which], *narrowing(view, names).values(), SORT_WORDS[view.sort]))
