"""What must hold whatever is done to a matter, as functions that say what is wrong.

They are written from the law and not from the engine: each fault they find is a breach of an
article, of the journal's promise, or of what a clerk was told. An empty list is a matter in order.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.core.dates import chinese_date
from app.core.deadlines import Deadline
from app.core.entries import Entry
from app.core.matters import Matter
from app.core.steps import RULES, Ask, Circumstances, Offer, StepCommand, decide_step, offers
from app.errors import AppError, NotAllowed
from tests.core import courses

HANDLED = {"registered", "accepted", "referred", "assigned"}
"""Where a matter may stand while it is handled, or handled anew after 重新办理."""

# Which state may follow which by a step (law.md §1.2): 收到 → 受理/转送/交办/不予受理 → 答复 → 送达 → 复查 → 复核 → 不再受理.
FOLLOWS = {
    "registered": HANDLED | {"declined", "declined_again", "answered", "closed", "returned_up", "merged"},
    "accepted": {"assigned", "answered", "closed", "merged"},
    "referred": HANDLED | {"declined", "declined_again", "answered", "closed", "returned_up", "merged"},
    "assigned": HANDLED | {"declined", "declined_again", "answered", "closed", "returned_up", "merged"},
    "answered": {"delivered", "closed", "declined_again"},
    "delivered": HANDLED | {"in_review", "in_re_review", "closed", "declined_again"},
    "closed": HANDLED | {"in_review", "in_re_review", "declined_again"},
    "in_review": {"delivered", "closed", "declined_again"},
    "in_re_review": {"delivered", "closed", "declined_again"},
    "declined": HANDLED,
    "declined_again": HANDLED,
    "returned_up": HANDLED,
    "merged": HANDLED,
    "voided": set(),
}
STEPPED = {rule.entry for rule in RULES.values()}
CORRECTIONS = {"matter_corrected", "step_corrected", "step_withdrawn"}
MOVES: dict[str, Callable[[Deadline], bool]] = {
    "extended": lambda line: bool(line.rule.extendable),
    "hearing_closed": lambda line: line.rule.suspended_by_hearing,
}
"""What may move the last day of a clock that runs already; corrections may move any."""


@dataclass(frozen=True)
class Moment:
    """A matter before or after an entry, with its deadlines."""

    matter: Matter
    lines: tuple[Deadline, ...]

    def by_instance(self) -> dict[tuple[str, int], Deadline]:
        return {(line.clock, line.ordinal): line for line in self.lines}


def faults(before: Moment, after: Moment, entry: Entry) -> list[str]:
    """Everything that is wrong with an entry that was let through."""
    found = [
        *_accused_faults(after.matter, entry),
        *_moved(before, after, entry),
        *_rewritten(before, after, entry),
    ]
    if entry.kind in STEPPED:
        found += [*_state_faults(before.matter, after.matter), *_step_faults(before, after, entry)]
    elif before.matter.voided and entry.kind in CORRECTIONS:
        found.append("更正了已作废的事项")
    return found


def _state_faults(before: Matter, after: Matter) -> Iterator[str]:
    if after.state not in FOLLOWS[before.state] | {before.state, "voided"}:
        yield f"{before.state}之后不能是{after.state}"


def _step_faults(before: Moment, after: Moment, entry: Entry) -> Iterator[str]:
    was = before.matter
    if was.voided:
        yield "作废以后还有环节"
    if was.state == "merged" and not (entry.kind == "unmerged" or _is_notice(entry)):
        yield f"并案以后还有{entry.kind}"
    yield from (words for kind, words, broken in _LAWS if kind == entry.kind and broken(was))
    if not entry.payload.get("from_register"):
        yield from (words for kind, words, broken in _DUTIES if kind == entry.kind and broken(was))
    if entry.kind == "declined_again" and not (was.on("re_review_answered") or _grounded(entry)):
        yield "没有复核意见就不再受理"
    if entry.kind == "extended":
        yield from _extension_faults(before, after, entry)


# What contradicts itself, even in an old register.
_LAWS: tuple[tuple[str, str, Callable[[Matter], object]], ...] = (
    ("accepted", "受理了两次", lambda was: was.on("accepted")),
    ("declined", "受理以后又不予受理", lambda was: was.on("accepted")),
    ("returned_up", "受理以后又退回上级", lambda was: was.on("accepted")),
    ("review_requested", "没有送达就复查", lambda was: not was.on("answer_delivered")),
    ("re_review_requested", "没有复查意见就复核", lambda was: not was.on("review_delivered")),
    (
        "reopened",
        "没有了结就重新办理",
        lambda was: was.state in {*HANDLED, "answered", "in_review", "in_re_review"},
    ),
)
# What an old register may lack and the office of today may not.
_DUTIES: tuple[tuple[str, str, Callable[[Matter], object]], ...] = (
    ("answered", "没有受理就答复", lambda was: was.purpose != "suggestion" and not was.on("accepted")),
    ("answered", "对检举控告出具了处理意见", lambda was: was.sealed),
    ("closed", "没有答复、转出就办结", lambda was: not (was.on("answered") or was.on("referred"))),
    ("closed", "受理以后没有答复就办结", lambda was: _owes_answer(was)),
)


def _grounded(entry: Entry) -> bool:
    """条例 Art 36 ¶3: the number of the 复核意见 that a notice of 不再受理 has to cite."""
    return bool(entry.payload.get("basis") or entry.payload.get("from_register"))


def _is_notice(entry: Entry) -> bool:
    return entry.kind == "delivered" and entry.payload.get("paper") == "notice"


def _owes_answer(matter: Matter) -> bool:
    """条例 Art 31(五)(六): the organ that accepted it answers it, whoever does the work."""
    own = matter.purpose in {"", "appeal"} and matter.route in {"", "opinion", "duty"}
    return own and bool(matter.on("accepted")) and not matter.on("answered")


def _extension_faults(before: Moment, after: Moment, entry: Entry) -> Iterator[str]:
    """条例 Art 34: before the period has passed, 30 days in all, for 31(六) only."""
    lines = [line for line in before.lines if line.clock == "answer" and line.is_running()]
    if not lines:
        yield "没有可以延长的期限却延长了"
    if any(entry.occurred_on > line.due for line in lines):
        yield "期限过了才延长"
    if any(entry.occurred_on < line.started_on for line in lines):
        yield "受理以前就延长"
    if any(sum(step.days for step in line.extensions) > 30 for line in after.lines):
        yield "延长超过30日"


def _accused_faults(after: Matter, entry: Entry) -> Iterator[str]:
    """条例 Art 30 ¶3: nobody complained of gets, handles, approves or signs for anything."""
    names = set(after.accused.split("、")) - {""}
    said = entry.payload
    if entry.kind in STEPPED and said.get("unit_id"):
        unit = str(said["unit_id"])
        if unit == after.accused_unit_id or courses.UNITS.get(unit, "") in names:
            yield "交给了被反映的单位"
    if entry.kind in STEPPED and {said.get("leader"), said.get("receiver")} & names:
        yield "被反映的人批准或者签收了"
    if entry.kind in {*STEPPED, *CORRECTIONS} and after.leader in names:
        yield "被反映的人包案"
    if entry.kind == "matter_corrected" and after.unit_id and after.unit_id == after.accused_unit_id:
        yield "材料在被反映的单位手里"


def _moved(before: Moment, after: Moment, entry: Entry) -> Iterator[str]:
    """No last day moves, and no clock vanishes, unless this entry is one that may do so."""
    if entry.kind in CORRECTIONS or entry.kind == "voided":
        return
    now = after.by_instance()
    for key, line in before.by_instance().items():
        if key not in now:
            yield f"{key}因{entry.kind}不见了"
        elif now[key].raw != line.raw and not _may_move(line, now[key], entry):
            yield f"{key}的末日因{entry.kind}变了"


def _may_move(line: Deadline, later: Deadline, entry: Entry) -> bool:
    """By an extension or the end of a hearing; what is decided during a hearing ends it too."""
    decided = line.paused and later.met_on == entry.occurred_on
    return decided or (entry.kind in MOVES and MOVES[entry.kind](line))


def _rewritten(before: Moment, after: Moment, entry: Entry) -> Iterator[str]:
    """What was met stays met on its day; what was late when the entry was made stays late."""
    if entry.kind in CORRECTIONS or entry.kind in {"voided", "unmerged"}:
        return
    now = after.by_instance()
    for key, line in before.by_instance().items():
        later = now.get(key)
        if later is None:
            continue
        if line.met_on and (later.met_on, later.due) != (line.met_on, line.due):
            yield f"{key}已经办到，又被{entry.kind}改了"
        if line.state(entry.occurred_on) == "overdue" and later.due != line.due:
            yield f"{key}已经超期，期限又被{entry.kind}改了"
        if _was_late(line, entry) and later.met_on and later.met_on <= line.due:
            yield f"{key}已经超期，又成了按期"


def _was_late(line: Deadline, entry: Entry) -> bool:
    """A petitioner's request may have been posted in time and come later."""
    return line.owner != "petitioner" and line.state(entry.occurred_on) == "overdue"


def explanation_faults(lines: Iterable[Deadline]) -> list[str]:
    """Each date names its article and the day it counts from (law.md §5; nothing unexplained)."""
    found = []
    for line in lines:
        words = "".join(line.explanation) + "".join(part for pair in line.card.reasons() for part in pair)
        if not line.explanation or not all(line.explanation):
            found.append(f"{line.clock}没有说明")
        if line.article not in words or chinese_date(line.started_on) not in words:
            found.append(f"{line.clock}的说明没有依据或者起算日")
        if chinese_date(line.raw) not in "".join(line.explanation):
            found.append(f"{line.clock}的说明没有末日")
    return found


def replay_faults(entries: Sequence[Entry], lived: Sequence[Matter]) -> list[str]:
    """From every prefix of the journal the same matter comes as the one that was lived."""
    return [
        f"前{count}条记录重放不同"
        for count, matter in enumerate(lived, 1)
        if courses.replayed(entries[:count]) != matter
    ]


def offer_faults(course: courses.Course, today: date) -> list[str]:
    """What is offered can be done somehow; what is not is refused in the words that were shown."""
    around = course.around()
    found = []
    for offer in offers(course.matter, today, around):
        if offer.allowed:
            found += [] if decidable(course, offer, today) else [f"提供了{offer.kind}，却怎么也办不了"]
        else:
            found += _refused_otherwise(course, offer, today, around)
    return found


def _refused_otherwise(course: courses.Course, offer: Offer, today: date, around: Circumstances) -> list[str]:
    command = StepCommand(offer.kind, max(today, course.matter.registered_on))
    try:
        decide_step(course.matter, command, around)
    except NotAllowed as refusal:
        return [] if str(refusal) == offer.reason else [f"{offer.kind}换了说法"]
    except AppError as other:
        return [f"{offer.kind}是另一种拒绝：{other}"]
    return [f"{offer.kind}说不能办，却办成了"]


def decidable(course: courses.Course, offer: Offer, today: date) -> StepCommand | None:
    """A command with everything the offer asks for that the rules accept, if there is one."""
    for command in _fillings(course, offer, _free_day(course, today)):
        try:
            decide_step(course.matter, command, course.around(command))
        except AppError:
            continue
        return command
    return None


def _free_day(course: courses.Course, today: date) -> date:
    """A day on which nothing that has happened stands in the way."""
    return max([today, *(event.on for event in course.matter.events)])


def _fillings(course: courses.Course, offer: Offer, on: date) -> Iterator[StepCommand]:
    """The form filled in: every unit, every option of a choice, dates and words that fit."""
    plain = StepCommand(offer.kind, on)
    for ask in offer.asks:
        if ask.kind not in {"unit", "choice", "date"}:
            plain = replace(plain, **{ask.name: _words_for(course, offer.kind, ask)})
    units = (
        [*courses.UNITS, f"u{len(course.entries) + 9}"]
        if any(ask.kind == "unit" for ask in offer.asks)
        else [""]
    )
    options = next((list(ask.options) for ask in offer.asks if ask.name == "value"), [""])
    reasons = next((list(ask.options) for ask in offer.asks if ask.name == "reason"), [""])
    for unit in units:
        for value in options:
            yield replace(plain, unit_id=unit, value=value, reason=reasons[0])


def _words_for(course: courses.Course, kind: str, ask: Ask) -> str | int:
    if ask.kind == "number":
        return 1
    if ask.kind == "matter":
        return _split_part(course) if kind == "unsplit" else "other"
    return {"leader": "孙庚", "receiver": "孙庚"}.get(ask.name, "说明")


def _split_part(course: courses.Course) -> str:
    parts = [step.other for step in course.matter.all("split_off")]
    undone = {step.other for step in course.matter.all("unsplit")}
    return next((part for part in parts if part and part not in undone), "")
