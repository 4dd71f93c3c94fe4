"""What a step is: the wish, the rule, what it asks for, and how it is offered."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from app.core.choices import Choices
from app.core.deadlines import Deadline
from app.core.matters import Matter

DELIVERY_WAYS = {
    "direct": "直接送达", "left": "留置送达", "proxy": "委托送达", "post": "邮寄送达",
    "electronic": "电子送达", "forwarded": "转交送达", "public": "公告送达",
}  # fmt: skip
URGE_WAYS = {"phone": "电话", "letter": "发函", "web": "网上", "visit": "实地"}
OUTCOMES = {
    "supported": "予以支持", "partly": "部分支持", "explained": "作出解释说明", "refused": "不予支持",
}  # 条例 Art 32  # fmt: skip
ADOPTIONS = {"adopted": "采纳", "partly_adopted": "部分采纳", "not_adopted": "未采纳"}  # 条例 Art 29, 40
REVIEW_OUTCOMES = {"upheld": "维持", "changed": "变更", "revoked": "撤销并责令重新办理"}
AGREEMENTS = {"mediation": "调解协议", "settlement": "和解协议", "failed": "未达成协议"}  # 条例 Art 33
SATISFACTION = {"satisfied": "满意", "basically": "基本满意", "dissatisfied": "不满意"}
GROUPS = ("接收", "转送交办", "办理", "答复送达", "复查复核", "协调督促", "上级来件", "关联更正")


@dataclass(frozen=True)
class StepCommand:
    """A wish to take one step.

    `from_register` marks a step taken over from an old register, which may lack what
    later practice demands (a unit, a delivery date) but never contradict itself. `leader` is who
    approved or leads, `basis` the number of a paper the step rests on, `sent_on` the postmark,
    `other` the id of another matter.
    """

    kind: str
    on: date
    unit_id: str = ""
    text: str = ""
    due_on: date | None = None
    way: str = ""
    value: str = ""
    leader: str = ""
    from_register: bool = False
    paper: str = ""
    days: int = 0
    reason: str = ""
    basis: str = ""
    sent_on: date | None = None
    receiver: str = ""
    other: str = ""


@dataclass(frozen=True)
class Circumstances:
    """What a decision needs to know beside the matter itself."""

    choices: Choices = field(default_factory=Choices)
    deadlines: tuple[Deadline, ...] = ()
    unit_name: str = ""
    other: Matter | None = None
    group_threshold: int = 5

    def deadline(self, *clocks: str) -> Deadline | None:
        """The latest deadline of one of these clocks."""
        found = [line for line in self.deadlines if line.clock in clocks]
        return found[-1] if found else None

    def extendable(self) -> Deadline | None:
        """The running deadline that may be extended (条例 Art 34)."""
        found = [line for line in self.deadlines if line.rule.extendable and line.is_running()]
        return found[-1] if found else None


Check = Callable[[Matter, StepCommand, Circumstances], None]


@dataclass(frozen=True)
class Ask:
    """One thing a step asks for: `kind` is text, line, unit, date, number, leader, matter or choice."""

    name: str
    label: str
    kind: str = "text"
    required: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    hint: str = ""


@dataclass(frozen=True)
class StepRule:
    """One row of the table of steps.

    `meets` are the clocks it meets, `form` the paper that goes with it, `day` what its date is
    called.
    """

    kind: str
    entry: str
    label: str
    article: str
    check: Check
    group: str = "办理"
    asks: tuple[Ask, ...] = ()
    meets: tuple[str, ...] = ()
    form: str = ""
    day: str = "日期"


@dataclass(frozen=True)
class Offer:
    """One step as the matter's page shows it: possible, or why not and what would allow it.

    `due_on` is the last day of the clock that the step would meet, `clock` its id; `optional` says
    that it is a right and no duty.
    """

    kind: str
    label: str
    article: str
    allowed: bool
    reason: str = ""
    group: str = ""
    due_on: date | None = None
    clock: str = ""
    form: str = ""
    asks: tuple[Ask, ...] = ()
    day: str = "日期"
    optional: bool = False
