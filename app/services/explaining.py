"""时限说明: every clock of one matter with its reasons, for the command and for the printed sheet."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from app.core.choices import fixed_warning_days
from app.core.dates import chinese_date
from app.core.deadlines import Deadline
from app.core.explaining import OWNER_WORDS
from app.core.matters import Matter
from app.db.engine.files import write_out
from app.errors import NotAllowed, NotFound
from app.services.register import Register

if TYPE_CHECKING:
    from app.paper import explained_sheet as paper_types


def clocks_called(deadlines: Sequence[Deadline], clock: str = "") -> tuple[Deadline, ...]:
    """Every clock of a matter, or those of one name or id; an unknown one is refused with those there are."""
    found = tuple(line for line in deadlines if not clock or clock in {line.clock, line.name})
    if found or not clock:
        return found
    known = "、".join(dict.fromkeys(f"{line.clock}（{line.name}）" for line in deadlines))
    raise NotFound(
        f"这件事项没有“{clock}”这个时限；" + (f"现有的是：{known}。" if known else "现在没有任何时限。")
    )


def warning_of(line: Deadline, register: Register) -> str:
    """The warning that a clock has reached today, by the office's own way of warning."""
    return line.warning(register.today(), fixed_warning_days(register.law().choices))


def standing(line: Deadline, day: date) -> str:
    """How a clock stands on a day, in words that anybody may read."""
    if line.met_on:
        if line.optional and line.owner != "petitioner":
            return f"已于{chinese_date(line.met_on)}结束"
        late = "，在最后一日以后" if line.met_on > line.card.last else ""
        return f"已于{chinese_date(line.met_on)}{'提出' if line.optional else '办理'}{late}"
    if line.dropped_on:
        return "不再适用"
    if line.paused:
        return "听证期间，暂停计算"
    left = (line.card.last - day).days
    if left < 0:
        return "期限已过" if line.optional else f"最后一日已过{-left}天"
    return f"还有{left}天" if left else "今天是最后一日"


def explained_sheet(register: Register, matter_id: str) -> bytes:
    """时限说明 as a PDF: for the file, or for whoever asks why it is this day.

    The office's own reminders and clocks that no longer count are left out; a sealed matter's
    sheet bears number, days and state only (条例 Art 30 ¶3).
    """
    from app.paper import explained_sheet as paper

    matter, office, today = register.matter(matter_id), register.office(), register.today()
    shown = [line for line in register.deadlines(matter) if not (line.internal or line.dropped_on)]
    if not shown:
        raise NotAllowed(f"{matter.number}现在没有可以说明的时限，没有制作时限说明")
    block = _sealed_block if matter.sealed else _block
    return paper.draw(
        paper.ExplainedSheet(
            office=office.name, number=matter.number, subject=_subject(matter), as_of=today,
            clocks=tuple(block(line, today) for line in shown), contact=office.clerk, phone=office.phone,
            practice=office.practice,
        )
    )  # fmt: skip


def save_explained_sheet(register: Register, matter_id: str, path: Path) -> None:
    """The sheet where the clerk wants it, whole or not at all."""
    content = explained_sheet(register, matter_id)
    write_out(path, content)


def _subject(matter: Matter) -> str:
    return "" if matter.sealed else matter.title


def _sealed_block(line: Deadline, day: date) -> "paper_types.ExplainedClock":
    from app.paper import explained_sheet as paper

    return paper.ExplainedClock(name=line.name, last=line.card.last, standing=standing(line, day))


def _block(line: Deadline, day: date) -> "paper_types.ExplainedClock":
    card = line.card
    return replace(
        _sealed_block(line, day), whose=OWNER_WORDS.get(line.owner, ""), raw=card.raw, rolled=card.rolled,
        reasons=card.reasons(), remarks=card.remarks(),
        mattered=tuple((one.days, one.name, one.worked) for one in card.stretches),
        rule=card.rule,
    )  # fmt: skip
