"""What the sheets of the day somebody comes or writes say (law.md §7.1, §7.15, §7.21)."""

from collections.abc import Callable

from app.core.filling import Filling
from app.core.receptions import gathering
from app.services.filling.facts import Facts, day
from app.services.filling.sheets_parts import reception_values, visitor_rows


def _registration_form(facts: Facts) -> Filling:
    part = facts.reception
    own = {
        "初重": f"重复（第{part.ordinal}次登记）" if part.repeat or part.ordinal > 1 else "初次",
        "集体": gathering(part.channel, part.head_count, facts.office) if part.head_count > 1 else "",
        "代表人数": _speaking(facts),
        "接谈人": facts.office.clerk,
        "处理意见": _decided(facts),
    }
    return Filling(reception_values(facts) | own, {"信访人": visitor_rows(facts, part)})


def _decided(facts: Facts) -> str:
    """What the office has done with it so far; nothing yet stays white for the pen."""
    matter, step = facts.matter, facts.handed()
    done = [
        f"{day(matter.on(fact))}{word}"
        for fact, word in (("accepted", "受理"), ("declined", "不予受理"), ("declined_again", "不再受理"))
        if matter.on(fact)
    ]
    if step and step.unit_id:
        done.append(
            f"{day(step.on)}{'交办' if step.entry == 'assigned' else '转送'}{facts.unit(step.unit_id)}"
        )
    return f"已于{'，'.join(done)}。" if done else ""


def _speaking(facts: Facts) -> str:
    speaking = sum(it.representative for it in facts.reception.attendances)
    return f"{speaking}人" if speaking else ""


def _visitor_list(facts: Facts) -> Filling:
    """A row for everyone who came, known or not: who was not written down yet signs there."""
    part = facts.reception
    values = reception_values(facts) | {"代表人数": _speaking(facts)}
    return Filling(values, {"信访人": visitor_rows(facts, part, part.head_count)})


def _letter_note(facts: Facts) -> Filling:
    return Filling(reception_values(facts) | {"告知期限": day(facts.still_due("notice"))})


def _leader_reception(facts: Facts) -> Filling:
    step = facts.handed()
    own = {
        "接访日期": day(facts.reception.occurred_on),
        "接访领导": facts.matter.leader,
        "接访地点": facts.office.address,
        "领导意见": step.text if step else "",
        "记录人": facts.office.clerk,
    }
    return Filling(reception_values(facts) | own)


def _address_confirmation(facts: Facts) -> Filling:
    first = facts.people[0] if facts.people else None
    return Filling({
        "收件人": first.name if first else "", "送达地址": first.address if first else "",
        "收件电话": first.phone if first else "", "代收人": facts.reception.agent,
    })  # fmt: skip


def _power_of_attorney(facts: Facts) -> Filling:
    return Filling({"受托人": facts.reception.agent})


RECEIVING_FILLERS: dict[str, Callable[[Facts], Filling]] = {
    "registration_form": _registration_form,
    "visitor_list": _visitor_list,
    "letter_note": _letter_note,
    "leader_reception": _leader_reception,
    "address_confirmation": _address_confirmation,
    "power_of_attorney": _power_of_attorney,
}
