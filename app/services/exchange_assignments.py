"""Matters handed down by the county (交办、转送): shown first, and made matters here when the clerk agrees.

Each one stands alone: what is wrong with one is told and the others are taken. One that came before is
not made twice; a later version of it only moves the day by which the county wants to hear.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.core.attachments import KINDS
from app.core.classification import Classification
from app.core.dates import chinese_date
from app.core.entries import Draft
from app.core.matter_changes import correct_matter
from app.core.receptions import ReceptionDraft
from app.db import handed_down
from app.db.handed_down import AssignmentRow
from app.db.rows import day
from app.errors import AppError
from app.exchange.bundles import Bundle, File
from app.exchange.schemas import Row
from app.services.attachments import Attachments, Source
from app.services.classes import classes
from app.services.receptions import Receptions
from app.services.register import Register
from app.services.visitors import Visitor

SOURCES = {"assigned": "上级交办", "referred": "上级转送"}
MOST_AT_ONCE = 200
MOST_SHOWN = 20
_FAR = timedelta(days=730)


@dataclass(frozen=True)
class Handed:
    """What became of the assignments in one file: the matters made, and a sentence for each that was not."""

    matters: tuple[str, ...]
    sentences: tuple[str, ...]


class Assignments:
    """Looking at assignments and taking them over."""

    def __init__(self, register: Register, receptions: Receptions, attachments: Attachments) -> None:
        self._register, self._receptions, self._attachments = register, receptions, attachments

    def all(self) -> tuple[AssignmentRow, ...]:
        """Every matter the county handed down."""
        return handed_down.assignments(self._register.store)

    def preview(self, bundle: Bundle) -> tuple[str, ...]:
        """What would be taken over, with whatever looks odd; nothing is written."""
        rows, today = _rows(bundle), self._register.today()
        fresh = [row for row in rows if not self._known(row)]
        lines = [f"新交办、转送{len(fresh)}件，附件{len(bundle.attachments)}份"]
        if len(rows) > MOST_AT_ONCE:
            lines.append(f"一次下发{len(rows)}件，数量异常，请先与县局电话核对")
        lines += [_line(row, today) for row in fresh[:MOST_SHOWN]]
        if len(fresh) > MOST_SHOWN:
            lines.append(f"……另有{len(fresh) - MOST_SHOWN}件")
        lines += [self._change(row) for row in rows if self._known(row)]
        return (*lines, *(fault.sentence for fault in bundle.faults))

    def take(self, bundle: Bundle) -> Handed:
        """Make matters of them with their clocks; inside the caller's transaction."""
        made, sentences = list[str](), [fault.sentence for fault in bundle.faults]
        for row in _rows(bundle):
            try:
                with self._register.writing():
                    made += self._take_one(row, bundle, sentences)
            except AppError as error:
                sentences.append(f"{row['county_number']}没有接收：{error}")
        return Handed(tuple(made), tuple(sentences))

    def _take_one(self, row: Row, bundle: Bundle, sentences: list[str]) -> list[str]:
        known = self._known(row)
        if row["void"]:
            sentences.append(f"县局收回了{row['county_number']}，请在事项中登记交还。")
            return []
        if known:
            self._move_due(known, row, sentences)
            return []
        tree = classes(self._register.store)
        registered = self._receptions.register(_draft(row, tree, self._register.today()), _visitors(row))
        self._note(row, registered.matter_id)
        files = list(_sources(row, bundle, sentences))
        if files:
            sentences += self._attachments.add(registered.matter_id, files).refused
        return [registered.matter_id]

    def _move_due(self, known: AssignmentRow, row: Row, sentences: list[str]) -> None:
        """A later version of an assignment changes its day; everything else is a matter of talking."""
        if int(row["revision"] or 0) <= known.revision:
            return
        due, matter = str(row["due_on"] or ""), self._register.matter(known.matter_id)
        if day(due or None) != known.due_on:
            changes = {"superior_due_on": day(due or None)}
            draft = correct_matter(matter, changes, self._register.today(), "县局调整反馈期限", {})
            self._register.record(draft)
            sentences.append(f"{row['county_number']}的反馈期限改为{_due(row) or '不设'}。")
        self._note(row, known.matter_id)

    def _note(self, row: Row, matter_id: str) -> None:
        payload = {
            "assignment_id": row["id"], "revision": row["revision"], "county_number": row["county_number"],
            "kind": row["kind"], "due_on": row["due_on"] or "",
        }  # fmt: skip
        self._register.record(Draft("assignment_taken", matter_id, self._register.today(), payload))

    def _known(self, row: Row) -> AssignmentRow | None:
        return handed_down.assignment(self._register.store, str(row["id"]))

    def _change(self, row: Row) -> str:
        known = self._known(row)
        if row["void"]:
            return f"{row['county_number']}：县局收回"
        if known is None or int(row["revision"] or 0) <= known.revision:
            return f"{row['county_number']}：此前已经接收，不重复登记"
        return f"{row['county_number']}：反馈期限改为{_due(row) or '不设'}"


def _rows(bundle: Bundle) -> Sequence[Row]:
    return list(bundle.tables.get("assignments", ()))


def _line(row: Row, today: date) -> str:
    who = "" if row["purpose"] == "report" else f"{row['petitioner'] or '匿名'}，"
    about = "检举控告事项" if row["purpose"] == "report" else row["title"]
    due = day(str(row["due_on"] or "") or None)
    odd = ""
    if due and due < today:
        odd = "（期限已过，请与县局核对）"
    elif due and due > today + _FAR:
        odd = "（期限过远，请与县局核对）"
    until = f"，{_due(row)}前反馈" if due else ""
    return f"{SOURCES[str(row['kind'])]}　{row['county_number']}　{who}{about}{until}{odd}"


def _due(row: Row) -> str:
    due = day(str(row["due_on"] or "") or None)
    return chinese_date(due) if due else ""


def _draft(row: Row, tree: Classification, today: date) -> ReceptionDraft:
    text = {
        name: str(row.get(name) or "")
        for name in ("title", "text", "request", "purpose", "basis", "instruction")
    }
    category = str(row.get("category_code") or "")
    note = "；".join(part for part in (text["basis"], text["instruction"]) if part)
    return ReceptionDraft(
        str(row["channel"]), date.fromisoformat(str(row["occurred_on"])), today, text["title"],
        head_count=int(row["head_count"] or 1), text=text["text"], request=text["request"],
        purpose=text["purpose"], category=category if tree.find(category) else "",
        source=SOURCES[str(row["kind"])], anonymous=bool(row["anonymous"]) or not row.get("petitioner"),
        external_number=str(row["county_number"]), note=note,
        superior_due_on=day(str(row["due_on"] or "") or None),
    )  # fmt: skip


def _visitors(row: Row) -> list[Visitor]:
    names = [name.strip() for name in str(row.get("petitioner") or "").split("、") if name.strip()]
    phone, id_number, address = (str(row.get(name) or "") for name in ("phone", "id_number", "address"))
    return [Visitor(name, phone, id_number, address) for name in names[:1]] + [
        Visitor(name) for name in names[1:]
    ]


def _sources(row: Row, bundle: Bundle, sentences: list[str]) -> Iterator[Source]:
    """The files that came with an assignment; one that is missing stops nothing."""
    for attached in bundle.tables.get("attachments", ()):
        if attached["matter_id"] != row["id"]:
            continue
        file: File | None = bundle.attachments.get(str(attached["sha256"]))
        name, kind = str(attached["name"] or "附件"), str(attached["kind"] or "")
        if file is None:
            sentences.append(f"{row['county_number']}的附件“{name}”没有随包下来，请向县局索取。")
            continue
        yield Source(name, file.size, file.open, kind if kind in KINDS else "")
