"""The shapes of docs/cli.md: services' answers as plain dictionaries."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from app.core.deadlines import Deadline
from app.core.identity import mask_id, mask_phone
from app.core.matters import SEALED_TITLE, STATES, Step
from app.core.receptions import CHANNELS, PURPOSES
from app.core.steps import Offer
from app.db.matters import MatterRow
from app.services.matters import MatterView
from app.services.registers import TakenRegister
from app.services.today import Lines, TodayLine, TodaySheet

Shape = dict[str, Any]


def found(row: MatterRow) -> Shape:
    """One line of `find`."""
    return {
        "number": row.number, "title": row.title, "people": row.people, "channel": row.channel,
        "registered_on": row.registered_on, "state": row.state, "state_text": STATES[row.state],
        "due_on": row.next_due, "receptions": row.receptions,
    }  # fmt: skip


def found_line(row: MatterRow) -> str:
    """The same for people."""
    due = f"　下一期限{row.next_due}" if row.next_due else ""
    channel = CHANNELS.get(row.channel, "—")
    return (
        f"{row.number}　{row.registered_on}　{channel}　{STATES[row.state]}　{row.people}　{row.title}{due}"
    )


def deadline(line: Deadline) -> Shape:
    """One explained date."""
    return {
        "clock": line.clock, "name": line.name, "article": line.article, "owner": line.owner,
        "started_on": line.started_on, "days": line.days, "working": line.working, "due_on": line.raw,
        "rolled": line.rolled, "provisional": line.provisional, "met_on": line.met_on,
        "explanation": list(line.explanation),
    }  # fmt: skip


def explained(line: Deadline, day: date, warning: str) -> Shape:
    """`explain`: one clock with all its parts."""
    card = line.card
    return {
        "clock": line.clock, "name": line.name, "article": line.article, "owner": line.owner, "kind": line.rule.kind,
        "state": line.state(day), "started_on": line.started_on, "start_name": line.start_name, "days": line.days,
        "unit": line.rule.unit, "due_on": line.raw, "rolled": line.rolled,
        "judged_by": "raw" if card.last == line.raw else "rolled", "provisional": line.provisional,
        "met_on": line.met_on, "dropped_on": line.dropped_on,
        "days_left": (card.last - day).days if line.is_running() else None, "warning": warning,
        "extensions": [
            {"on": step.on, "days": step.days, "approver": step.leader, "reason": step.text}
            for step in line.extensions
        ],
        "suspended": [{"from": since, "to": until} for since, until in line.suspended],
        "mattered": [{"date": mattered, "name": name} for mattered, name in card.mattered],
        "notes": list(card.notes), "explanation": list(line.explanation),
    }  # fmt: skip


def sealed_clock(line: Deadline, day: date) -> Shape:
    """A clock of a sealed matter: what it is called, its day and its state, nothing else."""
    return {"clock": line.clock, "name": line.name, "due_on": line.raw, "state": line.state(day)}


def clocks(view: MatterView, day: date) -> list[Shape]:
    """The deadlines that go with a step that was taken."""
    return [sealed_clock(line, day) if view.hidden else deadline(line) for line in view.deadlines]


def offer(found: Offer) -> Shape:
    """`next`: one step, and why not if it is not possible now."""
    return {
        "kind": found.kind, "label": found.label, "allowed": found.allowed, "due_on": found.due_on,
        "clock": found.clock, "form": found.form, "reason": found.reason, "group": found.group,
    }  # fmt: skip


def offer_line(found: Offer) -> str:
    """The same for people."""
    due = f"　限{found.due_on}" if found.due_on else ""
    return (
        f"{found.kind}　{found.label}{due}"
        if found.allowed
        else f"（{found.kind}　{found.label}）{found.reason}"
    )


def matter(view: MatterView, numbers: Mapping[str, str]) -> Shape:
    """`show`: one matter; a sealed one shows number, date and state only.

    `numbers` gives the numbers of the matters it is linked with, by their ids.
    """
    part = view.matter
    if view.hidden:
        return {
            "number": part.number, "title": SEALED_TITLE, "sealed": True, "state": part.state,
            "state_text": view.state, "registered_on": part.registered_on,
        }  # fmt: skip
    return {
        "number": part.number, "title": part.title, "sealed": False, "state": part.state, "state_text": view.state,
        "registered_on": part.registered_on, "purpose": part.purpose, "category": part.category,
        "village": view.names.get(part.village_id, ""), "unit": view.names.get(part.unit_id, ""),
        "leader": part.leader, "source": part.source, "external_number": part.external_number,
        "route": part.route, "arrival": part.arrival, "simple": part.simple, "superior_due_on": part.superior_due_on,
        "merged_into": numbers.get(part.merged_into, ""), "split_from": numbers.get(part.split_from, ""),
        "people": [
            {
                "name": person.name, "phone": mask_phone(person.phone), "id_number": mask_id(person.id_number),
                "address": person.address, "id_note": person.id_note,
            }
            for person in view.people
        ],
        "receptions": [_reception(item) for item in part.receptions],
        "steps": [_step(step, view.names) for step in part.steps],
        "deadlines": [deadline(line) for line in view.deadlines],
        "documents": [
            {"form": paper.form, "title": paper.title, "number": paper.number, "issued_on": paper.issued_on, "prints": paper.prints}
            for paper in view.documents
        ],
        "next_steps": [
            {"kind": offer.kind, "label": offer.label, "allowed": offer.allowed, "reason": offer.reason}
            for offer in view.offers
        ],
        "history": [
            {"on": line.occurred_on, "recorded_at": line.recorded_at, "text": line.text} for line in view.timeline
        ],
    }  # fmt: skip


def _step(step: Step, names: Mapping[str, str]) -> Shape:
    return {
        "kind": step.entry, "on": step.on, "unit": names.get(step.unit_id, ""), "text": step.text, "id": step.id,
        "withdrawn": step.withdrawn, "due_on": step.due_on, "days": step.days, "leader": step.leader,
        "reason": step.reason, "basis": step.basis, "paper": step.paper,
    }  # fmt: skip


def _reception(item: Any) -> Shape:  # noqa: ANN401
    return {
        "ordinal": item.ordinal, "channel": item.channel, "occurred_on": item.occurred_on,
        "registered_on": item.registered_on, "recorded_at": item.recorded_at, "head_count": item.head_count,
        "repeat": item.repeat, "text": item.text, "request": item.request, "external_number": item.external_number,
        "voided": item.voided,
    }  # fmt: skip


def matter_lines(view: MatterView) -> list[str]:
    """`show` for people."""
    part = view.matter
    lines = [f"{part.number}　{part.title}　【{view.state}】　登记：{part.registered_on}"]
    if view.hidden:
        return [*lines, "检举控告事项，内容已密封；请在窗口中由指定人员说明原因后启封查看。"]
    lines.append(
        f"信访目的：{PURPOSES.get(part.purpose, '未分类')}　问题属地：{view.names.get(part.village_id, '未填')}"
    )
    lines += [
        f"信访人：{person.name}　{mask_phone(person.phone)}　{mask_id(person.id_number)}　{person.address}"
        for person in view.people
    ]
    lines += [
        f"时限：{line.task}　{line.raw}（{line.article}）"
        + (f"　已于{line.met_on}完成" if line.met_on else "")
        for line in view.deadlines
    ]
    lines += [f"{line.occurred_on}　{line.text}" for line in view.timeline]
    return lines


def today(sheet: TodaySheet) -> Shape:
    """`today`: the page by how much it presses."""
    groups: Mapping[str, Lines] = {
        "overdue": sheet.overdue, "today": sheet.due_today, "three_days": sheet.three_days,
        "seven_days": sheet.seven_days, "waiting": sheet.waiting,
    }  # fmt: skip
    return {
        "on": sheet.on,
        **{name: [today_line(line) for line in lines] for name, lines in groups.items()},
        "next_due": sheet.next_due,
    }


def today_line(line: TodayLine) -> Shape:
    return {
        "number": line.number, "who": line.who, "title": line.title, "clock": line.clock, "task": line.task,
        "due_on": line.due_on, "days_left": line.days_left, "state": line.state, "article": line.article,
        "explanation": list(line.explanation), "step": line.step, "action": line.action, "internal": line.internal,
        "optional": line.optional, "warning": line.warning,
    }  # fmt: skip


def today_lines(sheet: TodaySheet) -> list[str]:
    """`today` for people."""
    groups = (
        ("已超期", sheet.overdue), ("今天到期", sheet.due_today), ("三天内到期", sheet.three_days),
        ("七天内到期", sheet.seven_days), ("等回音", sheet.waiting),
    )  # fmt: skip
    lines = []
    for title, members in groups:
        if members:
            lines.append(f"【{title}】")
            lines += [
                f"  {line.due_on}　{line.number}　{line.who}　{line.title}　{line.task}" for line in members
            ]
    return lines or [
        f"{sheet.on}没有到期的事项" + (f"，下一个期限是{sheet.next_due}" if sheet.next_due else "")
    ]


def register(taken: TakenRegister) -> Shape:
    """`receive`: what each row became."""
    return {
        "dry_run": taken.dry_run, "registered": taken.registered, "refused": taken.refused, "known": taken.known,
        "rows": [
            {"row": row.row, "number": row.number, "joined": row.joined, "known": row.known, "notes": list(row.notes)}
            for row in taken.rows
            if not row.problems
        ],
        "problems": [
            {"row": problem.row, "column": problem.column, "sentence": problem.sentence}
            for row in taken.rows
            for problem in row.problems
        ],
        "ignored_columns": list(taken.ignored_columns), "unread_sheets": list(taken.unread_sheets),
        "added": list(taken.added),
    }  # fmt: skip


def register_lines(taken: TakenRegister) -> list[str]:
    """`receive` for people: the problems first, then the sum."""
    lines = [
        f"第{problem.row}行　{problem.column}　{problem.sentence}"
        for row in taken.rows
        for problem in row.problems
    ]
    lines += [f"第{row.row}行　{note}" for row in taken.rows for note in row.notes if not row.known]
    if taken.added:
        lines.append("新加入名册：" + "、".join(taken.added))
    if taken.ignored_columns:
        lines.append("没有读取的列：" + "、".join(taken.ignored_columns))
    verb = "可以登记" if taken.dry_run else "已登记"
    known = f"，{taken.known}行此前已登记" if taken.known else ""
    refused = f"，{taken.refused}行有问题没有登记" if taken.refused else ""
    return [
        *lines,
        f"{verb}{taken.registered}行{known}{refused}。" + ("（只是核对，没有写入）" if taken.dry_run else ""),
    ]
