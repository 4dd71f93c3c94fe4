"""Axes (分类口径): by what a table is broken down (law.md §5.5)."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.core.channels import CHANNELS
from app.core.figures.figure import HEADS, ROWS, Where
from app.core.figures.table import RECEIVED, REGISTERED, STEPS
from app.core.figures.values import Count
from app.core.receptions import LEVELS, PURPOSES
from app.core.steps.command import ADOPTIONS, OUTCOMES

ABOVE = "above"
"""走访层级 of a visit that was passed down without saying where it was received."""
STATUSES = {
    "waiting": "待作出决定", "handled": "期限内办理", "overdue": "超期", "closed": "已办结", "declined": "不予受理",
    "declined_again": "不再受理", "returned_up": "退回上级", "merged": "并案", "ended": "其他了结",
}  # fmt: skip

CLASS, ROSTER, WORDS, TEXT = "class", "roster", "words", "text"


@dataclass(frozen=True)
class Axis:
    """One way to break a table down: the dimension its lines are keyed by, and what they add up to.

    `total` is the figure that all lines together must equal, nothing where none does. `keyed` says
    what a key is: a code of the classification, a roster item's id, one of `words`, or plain text.
    """

    id: str
    name: str
    unit: str
    population: str
    dim: str
    total: str = ""
    where: Where = ()
    measure: str = ROWS
    keyed: str = WORDS
    words: Mapping[str, str] | None = None
    blank: str = "未分类"
    heads: bool = False


@dataclass(frozen=True)
class Line:
    """One line of a breakdown; `persons` where heads are counted too, `share` of all lines as printed."""

    key: str
    label: str
    value: Count
    persons: Count | None = None
    share: str = ""


def _received(
    key: str, name: str, dim: str, keyed: str, blank: str = "未填写", words: Mapping[str, str] | None = None
) -> Axis:
    return Axis(
        key, name, "件次", RECEIVED, dim, "receptions", keyed=keyed, words=words, blank=blank, heads=True
    )


AXES: tuple[Axis, ...] = (
    _received("by_channel", "信访形式", "channel", WORDS, words=CHANNELS),
    _received("by_purpose", "信访目的", "purpose", WORDS, words=PURPOSES),
    _received("by_class", "内容分类（一级）", "class1", CLASS, "未分类"),
    _received("by_class2", "内容分类（二级）", "class2", CLASS, "未分类"),
    _received("by_class3", "内容分类（三级）", "category", CLASS, "未分类"),
    _received("by_village", "问题属地", "village", ROSTER, "未填村（社区）"),
    _received("by_unit", "责任单位", "unit", ROSTER, "本办办理或未转出"),
    _received("by_source", "来源", "source", TEXT),
    Axis("by_level", "走访层级", "批次", RECEIVED, "level", "visits", (("channel", ("visit",)),),
         words=LEVELS | {ABOVE: "上级（未注明层级）"}, heads=True),
    Axis("by_status", "办理状态", "件", REGISTERED, "status", "new_matters", words=STATUSES),
    Axis("by_result", "处理结果", "件次", STEPS, "value", "", (("entry", ("answered",)),), words=OUTCOMES | ADOPTIONS, blank="未注明"),
    Axis("by_leader", "领导包案", "件", "open", "leader", "leader_cases", (("led", ("1",)),), keyed=TEXT),
)  # fmt: skip
AXIS_BY_ID: Mapping[str, Axis] = {axis.id: axis for axis in AXES}
SHOWN = ("by_purpose", "by_class", "by_village", "by_unit", "by_source", "by_level", "by_status", "by_result")
"""The breakdowns of the printed table and of the frozen period; finer ones are counted when asked for."""

MEASURES = (ROWS, HEADS)
