"""下一步: the lawful next steps of a matter, what presses first; the others with the reason."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from app.core.choices import Choices
from app.core.deadlines import Deadline
from app.core.matters import Matter
from app.core.routes import OPINION
from app.core.steps.command import Ask, Circumstances, Offer, StepCommand, StepRule
from app.core.steps.handling import outcomes, papers_out
from app.core.steps.table import RULES
from app.errors import NotAllowed, ValidationError

PAPERS = {
    "answer": "处理意见书", "notice": "告知书", "extension": "延期告知书", "review": "复查意见书", "re_review": "复核意见书",
}  # fmt: skip
LAST = ("关联更正", "协调督促")

_CALLED_FOR = {
    "sealed": ("refer", "assign", "accept", "decline"),
    "registered": ("accept", "simplify", "refer", "assign", "decline", "object_up"),
    "accepted": ("assign", "answer", "deliver", "extend"),
    "assigned": ("agree_objection", "refuse_objection", "sign", "accept", "report", "answer", "deliver", "urge", "extend"),
    "referred": ("agree_objection", "refuse_objection", "sign", "unit_accept", "deliver", "close"),
    "answered": ("deliver",),
    "delivered": ("report_up", "close", "evaluate", "settle", "review"),
    "closed": ("report_up", "explain", "evaluate", "settle", "review", "decline_again"),
    "declined": ("deliver",),
    "declined_again": ("deliver",),
    "in_review": ("review_answer",),
    "in_re_review": ("re_review_answer", "open_hearing", "close_hearing"),
    "merged": ("deliver", "unmerge"),
    "returned_up": ("reopen",),
}  # fmt: skip
_FAR = date.max


def offers(matter: Matter, today: date, around: Circumstances | None = None) -> tuple[Offer, ...]:
    """Every step: the allowed ones first, the nearest deadline first; the fields are asked for later."""
    circumstances = around or Circumstances()
    found = [_offer(matter, rule, today, circumstances) for rule in RULES.values()]
    # 检举控告 is passed on rather than handled here (条例 Art 22 ¶2, Art 30).
    state = "sealed" if matter.sealed and matter.state == "registered" else matter.state
    return tuple(sorted(found, key=lambda offer: _rank(offer, state)))


def _offer(matter: Matter, rule: StepRule, today: date, around: Circumstances) -> Offer:
    line = _met_by(rule, around.deadlines)
    asks = _asks(matter, rule, around)
    offer = Offer(
        rule.kind, rule.label, rule.article, allowed=True, group=rule.group, due_on=line.due if line else None,
        clock=line.clock if line else "", optional=bool(line and line.optional), form=_form(matter, rule), asks=asks, day=rule.day,
    )  # fmt: skip
    try:
        rule.check(matter, StepCommand(rule.kind, max(today, matter.registered_on)), around)
    except NotAllowed as refusal:
        return replace(offer, allowed=False, reason=str(refusal))
    except ValidationError:
        return offer  # only a field is missing, and fields are asked for in the form
    return offer


def _form(matter: Matter, rule: StepRule) -> str:
    """The paper that goes with the step here: it depends on purpose, route and procedure (条例 Art 29–31)."""
    routed = matter.route not in {"", OPINION}
    if rule.kind == "accept" and routed:
        return "route_notice"
    if rule.kind == "refer" and matter.sealed:
        return "handover_list"
    if rule.kind != "answer":
        return rule.form
    if matter.purpose == "suggestion":
        return "suggestion_reply"
    if routed:
        return "route_answer"
    return "simple_answer" if matter.simple else rule.form


def _asks(matter: Matter, rule: StepRule, around: Circumstances) -> tuple[Ask, ...]:
    """What the form asks for, with the words that fit this matter."""
    if rule.kind == "answer":
        return tuple(
            replace(ask, options=outcomes(matter)) if ask.name == "value" else ask for ask in rule.asks
        )
    if rule.kind == "deliver":
        out = {paper: PAPERS[paper] for paper in papers_out(matter)}
        asks = [replace(ask, options=out) if ask.name == "paper" else ask for ask in rule.asks]
        return tuple(ask for ask in asks if ask.name != "paper" or len(out) > 1)
    if rule.kind == "report_urgent":
        return tuple(replace(ask, hint=_urgent_hint(around.choices)) for ask in rule.asks)
    if rule.kind == "accept" and matter.route == "duty":
        days = Ask(
            "days",
            "专门法律规定的办理天数",
            "number",
            hint="没有专门规定的不填，按两个月计算（行政诉讼法第四十七条）",
        )
        return (*rule.asks, days)
    return rule.asks


def _urgent_hint(choices: Choices) -> str:
    """To whom and how soon: 条例 Art 25 says 及时; an office may have set hours (law.md §10 A16)."""
    hours = f"，{choices.urgent_report_hours}小时内报告" if choices.urgent_report_hours else "，及时报告"
    return f"报告对象：{choices.urgent_recipients}{hours}"


def _met_by(rule: StepRule, deadlines: Sequence[Deadline]) -> Deadline | None:
    """The running clock that this step would meet, the nearest one; a reminder only where nothing else runs."""
    lines = [line for line in deadlines if line.clock in rule.meets and line.is_running()]
    return min(lines, key=lambda line: (line.internal, line.due), default=None)


def _rank(offer: Offer, state: str) -> tuple[bool, bool, bool, date, int, int]:
    called = _CALLED_FOR.get(state, ())
    order = list(RULES)
    return (
        not offer.allowed,
        offer.group in LAST and offer.kind not in called,
        offer.kind not in called,
        _FAR if offer.optional else offer.due_on or _FAR,
        called.index(offer.kind) if offer.kind in called else len(called),
        order.index(offer.kind),
    )
