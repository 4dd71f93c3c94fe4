"""The table of flows that must survive a cut, a kill and a failing disk. A new flow is a new row.

`act` does in the folder what the clerk does, and calls `tell` at the moment the window would say that it
is done: with a head of the journal ("12 ab34…"), a matter's number, or a word of its own that `check` knows.
`check` gets the folder as the fault left it and what had been told, and says what is wrong.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.core.steps import StepCommand
from app.db import journal, verification
from app.errors import AppError
from app.services.attachments import Source
from app.services.desk import Desk
from app.services.erasures import Approval
from app.services.opening import has_register
from tests.conftest import TODAY
from tests.faults import prepared
from tests.faults.power import Tree

Tell = Callable[[str], None]


@dataclass(frozen=True)
class Flow:
    """One thing the clerk does, from the opened file to the word that it is done."""

    name: str
    before: Callable[[], Tree]
    act: Callable[[Path, Tell], None]
    check: Callable[[Path, Sequence[str], bool], list[str]]


# What the clerk does -------------------------------------------------------------------------


def _save(folder: Path, tell: Tell) -> None:
    with prepared.reopen(folder) as desk:
        tell(prepared.head(desk))
        for number in (3, 4):
            matter_id = prepared.register(desk, number)
            tell(f"matter {TODAY.year}-{number:04}")
            tell(prepared.head(desk))
            desk.matters.take_step(matter_id, StepCommand("accept", TODAY))
            tell(prepared.head(desk))


def _draft(folder: Path, tell: Tell) -> None:
    with prepared.reopen(folder) as desk:
        for number in range(1, 6):
            desk.drafts.save("reception", {"text": f"第{number}稿", "number": number})
            tell(f"draft {number}")


def _attach(folder: Path, tell: Tell) -> None:
    with prepared.reopen(folder) as desk:
        matter_id = desk.matters.find("水渠")[0].id
        for number in (1, 2):
            source = Source.content(f"照片{number}.jpg", b"\xff\xd8\xff" + bytes([number]) * 3000)
            added = desk.attachments.add(matter_id, [source])
            if added.refused:
                raise AppError(added.refused[0])
            tell(prepared.head(desk))


def _import(folder: Path, tell: Tell) -> None:
    sheet = folder.parent / "register.csv"
    lines = ["信访形式,信访日期,姓名,主题"] + [
        f"来访,2026/1/{day},李甲{day},反映道路问题{day}" for day in (5, 6, 7)
    ]
    sheet.write_text("\n".join(lines), encoding="utf-8")
    with prepared.reopen(folder) as desk:
        taken = desk.registers.receive(sheet)
        assert taken.registered == 3
        tell(prepared.head(desk))


def _month(folder: Path, tell: Tell) -> None:
    with prepared.reopen(folder) as desk:
        desk.month.close(desk.month.period("2026-10"))
        tell(prepared.head(desk))


def _erase(folder: Path, tell: Tell) -> None:
    with prepared.reopen(folder) as desk:
        matter_id = next(row.id for row in desk.matters.find("水渠") if row.number.endswith("0001"))
        desk.erasures.erase(matter_id, Approval("expired", "档鉴〔2026〕1号", "周甲"))
        tell("erased")
        tell(prepared.head(desk))


def _new_office(folder: Path, tell: Tell) -> None:
    with prepared.make(folder) as desk:
        tell(prepared.head(desk))


def _open(folder: Path, tell: Tell) -> None:
    with prepared.reopen(folder) as desk:
        tell(prepared.head(desk))


# What must hold afterwards -------------------------------------------------------------------


def sound(desk: Desk, told: Sequence[str], *, whole: bool) -> list[str]:
    """Every page in use, the chain, what was told; with `whole` every page and every table from the journal."""
    store = desk.register.store
    problems = [row[0] for row in store.rows("PRAGMA quick_check") if row[0] != "ok"]
    problems += journal.check_chain(store) + (verification.quick_checks(store) if whole else [])
    for word in told:
        seq, _, digest = word.partition(" ")
        if seq.isdecimal() and not store.rows(
            "SELECT 1 FROM entries WHERE seq = ? AND hash = ?", (int(seq), digest)
        ):
            problems.append(f"lost: {word}")
        if seq == "matter" and not store.rows("SELECT 1 FROM matters WHERE number = ?", (digest,)):
            problems.append(f"lost: {word}")
    if whole and not problems:
        problems += verification.rebuild_and_compare(store, desk.register.rules)
    return problems


def _opens(folder: Path, told: Sequence[str], whole: bool) -> list[str]:
    with prepared.reopen(folder) as desk:
        problems = sound(desk, told, whole=whole)
        drafts = [int(word.split()[1]) for word in told if word.startswith("draft")]
        if drafts:
            kept = desk.drafts.load("reception")
            if kept is None or kept.body["number"] < drafts[-1]:
                problems.append(f"lost: draft {drafts[-1]}")
        return problems + list(desk.attachments.verify(full=True).problems)


def _is_erased_or_not(folder: Path, told: Sequence[str], whole: bool) -> list[str]:
    """Whole before or whole after; what was told to be erased is in no row and no file any more."""
    problems = _opens(folder, told, whole)
    with prepared.reopen(folder) as desk:
        bodies = desk.register.store.value("SELECT group_concat(body) FROM payloads")
        told_gone = "erased" in told
        is_gone = "张甲1" not in bodies
        if told_gone and not is_gone:
            problems.append("lost: the erasure")
        if is_gone != bool(desk.erasures.done()):
            problems.append("half erased")
        if is_gone and any((folder / "attachments").rglob("*.att")):
            problems.append("the erased attachment is still there")
    return problems


def _is_made_or_not(folder: Path, told: Sequence[str], whole: bool) -> list[str]:
    """An office that was told of opens; one that was not is refused in a sentence, or can be made anew."""
    if told:
        return _opens(folder, told, whole)
    try:
        if has_register(folder):
            prepared.reopen(folder).close()
    except AppError:
        pass
    return []


FLOWS = (
    Flow("save", prepared.office, _save, _opens),
    Flow("draft", prepared.office, _draft, _opens),
    Flow("attach", prepared.office, _attach, _opens),
    Flow("import", prepared.office, _import, _opens),
    Flow("month", prepared.office, _month, _opens),
    Flow("erase", prepared.office_to_erase, _erase, _is_erased_or_not),
    Flow("new_office", dict, _new_office, _is_made_or_not),
    *(
        Flow(f"migrate_{schema}", lambda schema=schema: prepared.old_register(schema), _open, _opens)
        for schema in prepared.schemas()
    ),
)
BY_NAME = {flow.name: flow for flow in FLOWS}
