"""Whatever is tried on a matter, in whatever order and with whatever words: the law holds.

And one deliberate breakage for each thing that is promised: a check that cannot fail proves nothing.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from app.core import deadlines as deadlines_module
from app.core import matters as matters_module
from app.core.choices import Choices, counting_terms
from app.core.deadlines import Deadline
from app.core.entries import Draft
from app.core.events import Event
from app.core.explaining import Explained
from app.core.matter_changes import (
    correct_matter,
    correct_step,
    open_matter,
    register_reception,
    withdraw_step,
)
from app.core.matters import Step, apply_matter
from app.core.receptions import ReceptionDraft
from app.core.routes import ROUTES
from app.core.steps import DELIVERY_WAYS, PAPERS, RULES, Offer, StepCommand, deciding, offering, offers
from app.errors import AppError
from tests.core import courses
from tests.core.law_invariants import (
    Moment,
    decidable,
    explanation_faults,
    faults,
    offer_faults,
    replay_faults,
)

FIRST = date(2026, 1, 26)
NAMES = st.sampled_from(["", "周甲", "王丙"])
CODES = sorted(
    {code for rule in RULES.values() for ask in rule.asks for code in ask.options} | {"", "nonsense"}
)
WAY = (
    "re_review_answer", "close_hearing", "re_review", "deliver", "review_answer", "review", "answer", "sign", "extend",
    "open_hearing", "accept", "assign", "object", "agree_objection", "convert", "reopen", "unmerge",
)  # fmt: skip
"""The way through the law, the furthest first."""
OFFICES = (
    Choices(),
    Choices(overdue_by="rolled", extension_times="several", hearing_stops_answer=True, suggestion_days=30),
    Choices(start_day_counts=True, extension_base="rolled", late_review="refuse", close_needs_delivery=False),
    Choices(conversion_from="converted", unit_clock_from="registered", superior_margin_days=5, answer_target_days=45,
            pass_on_within_days=4, duty_period="60days", review_by_postmark=False, extension_needs_assigner=True),
)  # fmt: skip


class Matters(RuleBasedStateMachine):
    """A clerk who tries everything on one matter; every entry that is let through is looked at."""

    @initialize(
        purpose=st.sampled_from(["", "appeal", "appeal", "suggestion", "report"]),
        route=st.sampled_from(["", "opinion", "opinion", "duty", "arbitration"]),
        source=st.sampled_from(["本级登记", "本级登记", "上级转送", "上级交办"]),
        office=st.sampled_from(OFFICES), channel=st.sampled_from(["letter", "visit"]), heads=st.integers(1, 6),
        accused=st.sampled_from(["", "", "王丙、农业农村服务中心"]), unit=st.sampled_from(["", "", "u1"]),
        superior=st.booleans(), anonymous=st.booleans(), start=st.integers(0, 330),
    )  # fmt: skip
    def open(
        self, purpose: str, route: str, source: str, office: Choices, channel: str, heads: int, accused: str,
        unit: str, superior: bool, anonymous: bool, start: int,
    ) -> None:  # fmt: skip
        on = FIRST + timedelta(days=start)
        draft = ReceptionDraft(
            channel, on, on, "水渠淤塞", head_count=heads, purpose=purpose, source=source, accused=accused,
            route=route if purpose in {"", "appeal"} else "", accused_unit_id=unit, anonymous=anonymous,
            superior_due_on=on + timedelta(days=50) if superior else None,
        )  # fmt: skip
        first = courses.entry_of(open_matter("m", "2026-0001", draft, "pack", counting_terms(office)), 1)
        self.course = courses.Course(office, apply_matter(None, first), [first])
        self.course.write(register_reception("m", "r", draft))
        self.lived = [courses.replayed([first]), self.course.matter]
        self.today = on

    @rule(
        kind=st.sampled_from(sorted(RULES)), later=st.integers(-6, 40), unit=st.sampled_from(["", "u1", "u2", "u3"]),
        text=st.sampled_from(["", "说明"]), value=st.sampled_from(CODES), reason=st.sampled_from(CODES), leader=NAMES,
        receiver=NAMES, paper=st.sampled_from(["", *PAPERS]), days=st.integers(-2, 40), basis=st.sampled_from(["", "一号"]),
        way=st.sampled_from(["", "public", *DELIVERY_WAYS]), posted=st.integers(-9, 2), term=st.integers(-2, 40),
        other=st.sampled_from(["", "other", "part", "later", "m"]), imported=st.sampled_from([False, False, False, True]),
    )  # fmt: skip
    def try_anything(
        self, kind: str, later: int, posted: int, term: int, imported: bool, unit: str, **said: Any
    ) -> None:
        on = self.today + timedelta(days=later)
        # The part that is split off has an id of its own; no clerk can name another.
        said["other"] = "part" if kind == "split" else said["other"]
        command = StepCommand(
            kind, on, unit, from_register=imported, **said,
            sent_on=on + timedelta(days=posted) if posted < 0 else None, due_on=on + timedelta(days=term) if term < 30 else None,
        )  # fmt: skip
        self._try(lambda: deciding.decide_step(self.course.matter, command, self.course.around(command)))

    @rule(which=st.integers(0, 42), later=st.integers(0, 25))
    def do_what_is_offered(self, which: int, later: int) -> None:
        self.today += timedelta(days=later)
        found = [
            offer for offer in offers(self.course.matter, self.today, self.course.around()) if offer.allowed
        ]
        lively = [offer for offer in found if offer.kind not in {"void", "merge"}] if which % 6 else found
        if lively:
            self._do(lively[which % len(lively)])

    @rule(which=st.integers(0, 2), later=st.integers(0, 20))
    def go_on(self, which: int, later: int) -> None:
        self.today += timedelta(days=later)
        found = {offer.kind: offer for offer in offers(self.course.matter, self.today, self.course.around())}
        ahead = [kind for kind in WAY if found[kind].allowed]
        if ahead:
            self._do(found[ahead[which % len(ahead)]])

    @rule(later=st.integers(0, 20), anonymous=st.booleans())
    def come_again(self, later: int, anonymous: bool) -> None:
        self.today += timedelta(days=later)
        draft = ReceptionDraft("visit", self.today, self.today, "又来", anonymous=anonymous)
        if not self.course.matter.voided:
            self._try(lambda: register_reception("m", f"r{len(self.lived)}", draft))

    @rule(
        name=st.sampled_from(["registered_on", "route", "purpose", "accused_unit_id", "accused", "leader", "superior_due_on"]),
        at=st.integers(0, 9), days=st.integers(-8, 8),
    )  # fmt: skip
    def correct(self, name: str, at: int, days: int) -> None:
        moved = self.course.matter.registered_on + timedelta(days=days)
        picks: dict[str, list[Any]] = {
            "route": ["", *ROUTES], "purpose": ["", "appeal", "suggestion", "report"], "accused_unit_id": ["", "u1", "u2"],
            "accused": ["", "王丙", "周甲、自然资源所"], "leader": ["", "周甲", "王丙"],
        }  # fmt: skip
        value = picks[name][at % len(picks[name])] if name in picks else moved
        self._try(lambda: correct_matter(self.course.matter, {name: value}, self.today, "有误"))

    @precondition(lambda self: self.course.matter.steps)
    @rule(which=st.integers(0, 20), days=st.integers(-6, 6))
    def redate(self, which: int, days: int) -> None:
        step = self.course.matter.steps[which % len(self.course.matter.steps)]
        on = step.on + timedelta(days=days)
        self._try(lambda: correct_step(self.course.matter, step, on, "录错", self.today))

    @precondition(lambda self: self.course.matter.steps)
    @rule()
    def withdraw(self) -> None:
        standing = [step for step in self.course.matter.steps if not step.withdrawn] or list(
            self.course.matter.steps
        )
        self._try(lambda: withdraw_step(self.course.matter, standing[-1], "误录", self.today))

    def _do(self, offer: Offer) -> None:
        command = decidable(self.course, offer, self.today)
        assert command is not None, offer.kind
        self._try(lambda: deciding.decide_step(self.course.matter, command, self.course.around(command)))

    def _try(self, decide: Callable[[], Draft]) -> None:
        before = moment(self.course)
        try:
            draft = decide()
        except AppError:
            assert self.course.matter == before.matter
            return
        self.course.write(draft)
        self.lived.append(self.course.matter)
        after, entry = moment(self.course), self.course.entries[-1]
        self.today = max(self.today, entry.occurred_on)
        assert faults(before, after, entry) == []
        assert explanation_faults(after.lines) == []
        assert offer_faults(self.course, self.today) == []

    def teardown(self) -> None:
        if hasattr(self, "course"):
            assert replay_faults(self.course.entries, self.lived) == []


def moment(course: courses.Course) -> Moment:
    return Moment(course.matter, course.deadlines())


TestMatters = Matters.TestCase
TestMatters.settings = settings(
    max_examples=45, stateful_step_count=25, deadline=None, derandomize=True, phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much], print_blob=False,
)  # fmt: skip


# One deliberate breakage for each promise. Each course ends with the step that the rule, whole,
# refuses; with the rule broken it goes through, and the invariants have to say so.

APPEAL = {
    "purpose": "appeal",
    "route": "opinion",
    "source": "",
    "more": "accused=王丙 accused_unit_id=u2",
    "choices": "",
}
BROKEN_RULES = [
    ("没有受理就答复", "", "2026-04-01 answer"),
    ("受理了两次", "@accepted", "2026-03-06 accept"),
    ("期限过了才延长", "@accepted", "2026-05-05 extend days=10"),
    ("受理以前就延长", "@accepted", "2026-03-04 extend days=10"),
    ("延长超过30日", "@accepted", "2026-04-30 extend days=31"),
    ("延长超过30日", "@accepted; 2026-04-30 extend days=30", "2026-05-10 extend days=1"),
    ("没有复核意见就不再受理", "", "2026-03-05 decline_again"),
    ("没有答复、转出就办结", "", "2026-03-05 close"),
    ("受理以后没有答复就办结", "@accepted; 2026-03-06 refer", "2026-04-10 close"),
    ("受理以后又不予受理", "@accepted", "2026-03-06 decline"),
    ("answered之后不能是declined", "@answered", "2026-04-02 decline"),
    ("没有送达就复查", "@answered", "2026-04-02 review"),
    ("没有复查意见就复核", "@delivered", "2026-04-20 re_review"),
    ("没有了结就重新办理", "@accepted", "2026-03-06 reopen"),
    ("并案以后还有answered", "@accepted; 2026-03-06 merge", "2026-03-07 answer"),
    ("作废以后还有环节", "2026-03-05 void", "2026-03-06 accept"),
]


def led(course: str) -> courses.Course:
    started = courses.opened(APPEAL)
    started.go(course)
    return started


def found_after(course: courses.Course, step: str) -> list[str]:
    """What the invariants say of one more step."""
    before = moment(course)
    course.go(step)
    return faults(before, moment(course), course.entries[-1])


@pytest.mark.parametrize(("fault", "course", "step"), BROKEN_RULES)
def test_a_rule_taken_away_is_noticed(
    fault: str, course: str, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    kind = step.split()[1]
    with pytest.raises(AppError):
        led(course).go(step)
    monkeypatch.setitem(RULES, kind, replace(RULES[kind], check=lambda *_: None, asks=()))
    assert fault in found_after(led(course), step)


@pytest.mark.parametrize(
    ("step", "fault"),
    [
        ("2026-03-05 refer unit_id=u2", "交给了被反映的单位"),
        ("2026-03-05 assign unit_id=u2", "交给了被反映的单位"),
        ("2026-03-05 accept leader=王丙", "被反映的人批准或者签收了"),
        ("2026-03-05 accept receiver=王丙", "被反映的人批准或者签收了"),
    ],
)
def test_the_accused_let_in_is_noticed(step: str, fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(AppError, match="第三十条第三款"):
        led("").go(step)
    monkeypatch.setattr(deciding, "_keep_from_accused", lambda *_: None)
    assert fault in found_after(led(""), step)


def test_the_accused_as_leader_or_holder_by_a_correction_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    for change, fault in (
        ("leader=王丙", "被反映的人包案"),
        ("accused_unit_id=u1", "材料在被反映的单位手里"),
    ):
        with pytest.raises(AppError):
            led("@referred").go(f"2026-03-09 correct {change}")
        with monkeypatch.context() as patch:
            patch.setattr("app.core.matter_changes._check_kept_away", lambda *_: None)
            assert fault in found_after(led("@referred"), f"2026-03-09 correct {change}")


def test_a_last_day_that_moves_by_itself_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    step = "2026-03-10 mediate"
    assert found_after(led("@accepted"), step) == []
    monkeypatch.setattr(deadlines_module, "_MOVING", frozenset({"mediated"}))
    monkeypatch.setattr(deadlines_module._Course, "_move", _five_days_more)
    assert "('answer', 1)的末日因mediated变了" in found_after(led("@accepted"), step)


def _five_days_more(course: Any, _: Event) -> None:
    for run in course.runs:
        run.days += 5


def test_a_clock_that_vanishes_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    course = led("@accepted")
    before = moment(course)
    monkeypatch.setattr(deadlines_module._Course, "_drop", lambda self, *_: self.runs.clear())
    course.go("2026-03-06 mark_urgent")
    assert any("不见了" in fault for fault in faults(before, moment(course), course.entries[-1]))


def test_lateness_that_is_whitewashed_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    step = "2026-05-10 answer"
    assert found_after(led("@accepted"), step) == []
    monkeypatch.setattr(deadlines_module, "_done_on", lambda run, _event, _terms: run.started_on)
    assert "('answer', 1)已经超期，又成了按期" in found_after(led("@accepted"), step)


def test_a_hearing_that_revives_a_period_that_has_passed_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    course, step = "@re_reviewing; 2026-07-20 open_hearing", "2026-07-25 close_hearing"
    assert found_after(led(course), step) == []
    monkeypatch.setattr(deadlines_module._Course, "_last_day", lambda *_: date.max)
    before = replace(moment(led("@re_reviewing")), matter=led(course).matter)
    ended = led(f"{course}; {step}")
    found = faults(before, moment(ended), ended.entries[-1])
    assert "('re_review_answer', 1)已经超期，期限又被hearing_closed改了" in found


def test_what_was_met_and_is_met_again_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    before = moment(led("@answered"))
    monkeypatch.setattr(deadlines_module, "_done_on", lambda run, _event, _terms: run.started_on)
    after = led("@answered; 2026-04-02 deliver")
    assert "('answer', 1)已经办到，又被delivered改了" in faults(before, moment(after), after.entries[-1])


def test_an_entry_that_means_something_else_the_second_time_is_noticed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    course = led("@accepted")
    assert replay_faults(course.entries, [courses.replayed(course.entries[:n]) for n in (1, 2, 3)]) == []
    whole = matters_module._step

    def forgetful(entry: Any) -> Step:
        return replace(whole(entry), on=entry.occurred_on + timedelta(days=1))

    lived = [courses.replayed(course.entries[:n]) for n in (1, 2, 3)]
    monkeypatch.setattr(matters_module, "_step", forgetful)
    assert replay_faults(course.entries, lived) == ["前3条记录重放不同"]


def test_a_date_without_its_reasons_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = led("@accepted").deadlines()
    assert explanation_faults(lines) == []
    assert explanation_faults(replace(line, raw=line.raw - timedelta(days=400)) for line in _told_as(lines))
    monkeypatch.setattr(Explained, "lines", lambda _: ())
    assert explanation_faults(lines)[0] == "notice没有说明"


def _told_as(lines: tuple[Deadline, ...]) -> list[Deadline]:
    """The same deadlines, saying what they said before whatever becomes of them."""

    class Stubborn(Deadline):
        explanation = property(lambda _: lines[0].card.lines())  # type: ignore[assignment]

    return [Stubborn(**{name: getattr(line, name) for name in line.__dataclass_fields__}) for line in lines]


def test_an_offer_that_cannot_be_kept_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    course = led("@accepted")
    assert offer_faults(course, date(2026, 3, 9)) == []
    whole = offering._offer

    def told(**change: Any) -> list[str]:
        with monkeypatch.context() as patch:
            patch.setattr(offering, "_offer", lambda *given: replace(whole(*given), **change))
            return offer_faults(course, date(2026, 3, 9))

    assert "提供了accept，却怎么也办不了" in told(allowed=True, reason="")
    assert "accept换了说法" in told(allowed=False, reason="不行")
    assert "answer说不能办，却办成了" in told(allowed=False, reason="不行")
