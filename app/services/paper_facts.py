"""From a matter to what each form says: the forms know paper, this knows the matter."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from app.core.deadlines import Deadline
from app.core.matters import Matter, Step
from app.core.offices import Office
from app.core.people import Person
from app.core.receptions import CHANNELS, Reception
from app.core.routes import OPINION, ROUTES
from app.errors import NotAllowed

SEALED_SUBJECT = "检举控告材料"


@dataclass(frozen=True)
class Facts:
    """Everything a form may need about one matter."""

    office: Office
    matter: Matter
    people: tuple[Person, ...]
    names: Mapping[str, str]
    deadlines: tuple[Deadline, ...]
    number: str
    issued_on: date

    @property
    def last(self) -> Reception:
        """The reception a receipt is for: the latest that stands."""
        return _latest(self.matter)

    @property
    def who(self) -> tuple[str, ...]:
        return tuple(person.name for person in self.people) or ("匿名信访人",)

    @property
    def heads(self) -> int:
        return max(part.head_count for part in self.matter.receptions)

    def still_due(self, clock: str) -> date | None:
        """The last day of a clock that still runs."""
        return next((line.due for line in self.deadlines if line.clock == clock and line.is_running()), None)

    def due(self, clock: str) -> date | None:
        """The last day of the latest clock of this kind."""
        return next((line.due for line in reversed(self.deadlines) if line.clock == clock), None)


def check_form(form_id: str, matter: Matter) -> None:
    """Refuse a form whose facts have not happened, or that the law forbids here."""
    if matter.voided:
        raise NotAllowed(f"{matter.number}已作废，不能再制作文书")
    check = _CHECKS.get(form_id)
    if check:
        check(matter)


def about(form_id: str, matter: Matter) -> str:
    """What a form is made for: the latest reception, or the step it tells of."""
    steps = {"acceptance_notice": matter.last("accepted"), "assignment_notice": matter.last("assigned")}
    steps["handover_list"] = _handed_over(matter)
    if form_id == "receipt":
        return _latest(matter).id
    step = steps[form_id]
    if step is None:
        raise LookupError(form_id)
    return step.id


def _latest(matter: Matter) -> Reception:
    return next(part for part in reversed(matter.receptions) if not part.voided)


def _check_acceptance(matter: Matter) -> None:
    if not matter.on("accepted"):
        raise NotAllowed(f"{matter.number}还没有受理，不能制作受理告知书", way_out="请先办理“受理”")
    if matter.purpose in {"suggestion", "report"}:
        raise NotAllowed(
            "建议意见、检举控告事项不适用60日办结期限，不制作这份告知书",
            article="《信访工作条例》第二十九条、第三十条",
        )
    if matter.route not in {"", OPINION}:
        raise NotAllowed(
            f"按“{ROUTES[matter.route].label}”办理的事项不适用60日办结期限，不制作这份告知书",
            article=ROUTES[matter.route].article,
            way_out="请书面告知信访人相应的法定程序；分类不对的，请先更正办理途径",
        )


def _check_assignment(matter: Matter) -> None:
    if matter.sealed:
        raise NotAllowed(
            "检举控告事项不制作交办通知单，只按规定移送有权处理的机关",
            article="《信访工作条例》第三十条第三款",
            way_out="请制作材料移交清单",
        )
    step = matter.last("assigned")
    if step is None or not step.unit_id:
        raise NotAllowed(
            f"{matter.number}还没有交办给单位，不能制作交办通知单", way_out="请先办理“交办”并选择单位"
        )


def _check_handover(matter: Matter) -> None:
    if _handed_over(matter) is None:
        raise NotAllowed(f"{matter.number}还没有转送或交办，没有材料要移交", way_out="请先办理“转送”或“交办”")


_CHECKS: dict[str, Callable[[Matter], None]] = {
    "acceptance_notice": _check_acceptance,
    "assignment_notice": _check_assignment,
    "handover_list": _check_handover,
}


def _handed_over(matter: Matter) -> Step | None:
    return next(
        (s for s in reversed(matter.steps) if s.entry in {"assigned", "referred"} and s.unit_id), None
    )


def _receipt(facts: Facts) -> bytes:
    from app.paper.receipt import Receipt, draw

    part, office = facts.last, facts.office
    return draw(
        Receipt(
            office=office.name, number=facts.number, matter_number=facts.matter.number, names=facts.who,
            head_count=part.head_count, channel=CHANNELS[part.channel], subject=facts.matter.title,
            received_at=_received_at(part), received_by=office.clerk or "信访专干",
            notice_due=facts.still_due("notice"), query_number=facts.matter.external_number,
            phone=office.phone, practice=office.practice,
        )
    )  # fmt: skip


def _received_at(part: Reception) -> date:
    """The moment, where it was written down on the day itself; otherwise the day only."""
    written = datetime.fromisoformat(part.recorded_at)
    return written if written.date() == part.registered_on else part.registered_on


def _acceptance_notice(facts: Facts) -> bytes:
    from app.paper.acceptance_notice import AcceptanceNotice, draw

    office, matter, first = facts.office, facts.matter, facts.matter.receptions[0]
    accepted_on = matter.on_or_raise("accepted")
    return draw(
        AcceptanceNotice(
            office=office.organ, number=facts.number, matter_number=matter.number, names=facts.who,
            head_count=facts.heads, channel=CHANNELS[first.channel], subject=matter.title,
            received_on=first.registered_on, accepted_on=accepted_on, due_on=facts.due("answer") or accepted_on,
            unit=facts.names.get(matter.unit_id, "") or office.name, contact=office.clerk, phone=office.phone,
            issued_on=facts.issued_on, query_number=matter.external_number, practice=office.practice,
        )
    )  # fmt: skip


def _assignment_notice(facts: Facts) -> bytes:
    from app.paper.assignment_notice import AssignmentNotice, draw

    office, matter, first = facts.office, facts.matter, facts.matter.receptions[0]
    step = matter.last("assigned")
    if step is None:
        raise LookupError("assigned")
    person = facts.people[0] if facts.people else None
    return draw(
        AssignmentNotice(
            office=office.organ, number=facts.number, unit=facts.names.get(step.unit_id, ""),
            matter_number=matter.number, names=facts.who, head_count=facts.heads,
            petitioner_phone=person.phone if person else "", address=person.address if person else "",
            channel=CHANNELS[first.channel], subject=matter.title, request=first.request or matter.title,
            received_on=first.registered_on, basis="", requirements=(step.text,) if step.text else (),
            feedback=("办结报告", "处理意见书", "送达回证"), due_on=step.due_on or facts.issued_on,
            contact=office.clerk, phone=office.phone, issued_on=facts.issued_on, case_leader=matter.leader,
            practice=office.practice,
        )
    )  # fmt: skip


def _handover_list(facts: Facts) -> bytes:
    from app.paper.handover_list import HandedOver, HandoverList, draw

    office, matter = facts.office, facts.matter
    step = _handed_over(matter)
    if step is None:
        raise LookupError("handed over")
    verb = "交办" if step.entry == "assigned" else "转送"
    papers = tuple(HandedOver(name, number, 1, 1, kind) for name, number, kind in _materials(matter))
    return draw(
        HandoverList(
            giver=office.name, receiver=facts.names.get(step.unit_id, ""), number=facts.number,
            reason=f"{verb}“{SEALED_SUBJECT if matter.sealed else matter.title}”信访事项",
            petitioner="" if matter.sealed else "、".join(facts.who), matter_number=matter.number, papers=papers,
            handed_over_on=step.on, giver_person=office.clerk, practice=office.practice,
        )
    )  # fmt: skip


def _materials(matter: Matter) -> list[tuple[str, str, str]]:
    """What goes with a matter: one sheet for each reception."""
    titles = {
        "letter": "来信原件",
        "visit": "来访登记表",
        "web": "网上信访件打印件",
        "call": "来电记录",
        "other": "登记表",
    }
    kinds = {"letter": "原件", "visit": "复印件", "web": "复印件", "call": "复印件", "other": "复印件"}
    return [
        (titles[part.channel], f"{matter.number}（{part.ordinal}）", kinds[part.channel])
        for part in matter.receptions
        if not part.voided
    ]


DRAWERS: dict[str, Callable[[Facts], bytes]] = {
    "receipt": _receipt,
    "acceptance_notice": _acceptance_notice,
    "assignment_notice": _assignment_notice,
    "handover_list": _handover_list,
}
