"""Taking over a township's register (旧台账): every row a reception, with the steps it tells of.

Each row is its own transaction: a row that cannot be right is reported with row, column and
sentence, and the others go in. A row that is already here is recognised by its content, so
taking the same file in again does no harm.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from app.core.choices import channel_words_of
from app.core.matters import Matter
from app.core.receptions import ReceptionDraft, tidy_title
from app.core.register_columns import ANONYMOUS, recognise
from app.core.registers import RegisterRow, RowContext, RowProblem, read_row
from app.core.rosters import LEADER, UNIT, VILLAGE
from app.core.steps import StepCommand, decide_step
from app.db import matters as matter_rows
from app.db import people as people_rows
from app.db.engine.files import file_errors
from app.errors import AppError, StorageError
from app.exchange.packed_registers import unpack
from app.exchange.registers import RawTable, refuse_too_large
from app.services.apart import REGISTER, read_apart
from app.services.offices import Offices
from app.services.receptions import Receptions, Visitor
from app.services.register import Register
from app.services.shipped import classification


@dataclass(frozen=True)
class TakenRow:
    """One row's fate: the matter it became or joined, or the problems that kept it out."""

    row: int
    number: str = ""
    joined: bool = False
    known: bool = False
    problems: tuple[RowProblem, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class TakenRegister:
    """What a register gave."""

    rows: tuple[TakenRow, ...]
    ignored_columns: tuple[str, ...] = ()
    unread_sheets: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    dry_run: bool = False

    @property
    def registered(self) -> int:
        return sum(1 for row in self.rows if not row.problems and not row.known)

    @property
    def refused(self) -> int:
        return sum(1 for row in self.rows if row.problems)

    @property
    def known(self) -> int:
        return sum(1 for row in self.rows if row.known)


@dataclass
class _Progress:
    """What one run has met so far."""

    dry_run: bool
    seen: Counter[str] = field(default_factory=Counter)
    before: dict[str, tuple[str, int]] = field(default_factory=dict)
    added: list[str] = field(default_factory=list)


class Registers:
    """Taking over registers kept in spreadsheets."""

    def __init__(self, register: Register, offices: Offices, receptions: Receptions) -> None:
        self._register, self._offices, self._receptions = register, offices, receptions

    def receive(self, path: Path, *, dry_run: bool = False) -> TakenRegister:
        """Take a .csv or .xlsx register in, row by row; `dry_run` says the same and writes nothing."""
        with file_errors(path):
            refuse_too_large(path.stat().st_size)
            content = path.read_bytes()
        table = unpack(read_apart(REGISTER, content))
        layout = recognise(table.headers)
        progress = _Progress(dry_run)
        words = channel_words_of(self._register.office().choices)
        context = RowContext(layout, self._register.today(), words)
        rows: list[TakenRow] = []
        for row in _read(table, context):
            rows.append(self._take_or_stop(row, progress, rows))
        return TakenRegister(tuple(rows), layout.ignored, table.unread, tuple(progress.added), dry_run)

    def _take_or_stop(
        self,
        row: RegisterRow | tuple[int, tuple[RowProblem, ...]],
        progress: _Progress,
        done: Sequence[TakenRow],
    ) -> TakenRow:
        """A row that is wrong is its own trouble; a disk that is full is everyone's."""
        try:
            return self._take(row, progress)
        except StorageError as trouble:
            registered = sum(1 for earlier in done if earlier.number)
            raise StorageError(
                f"{trouble}已登记{registered}行，其余没有登记；处理后再次导入同一个文件即可，不会重复登记。"
            ) from trouble

    def _take(self, row: RegisterRow | tuple[int, tuple[RowProblem, ...]], progress: _Progress) -> TakenRow:
        if isinstance(row, tuple):
            return TakenRow(row[0], problems=row[1])
        number = self._known(row.fingerprint, progress)
        if number:
            return TakenRow(row.number, number, known=True, notes=("此前已经登记，没有重复登记",))
        try:
            return self._register_row(row, progress)
        except StorageError:
            raise
        except AppError as refusal:
            return TakenRow(row.number, problems=(RowProblem(row.number, "", str(refusal)),))

    def _known(self, fingerprint: str, progress: _Progress) -> str:
        """The matter of a row that an earlier run took; equal rows of one sheet are as many receptions."""
        if fingerprint not in progress.seen:
            progress.before[fingerprint] = matter_rows.known_reception(self._register.store, fingerprint)
        progress.seen[fingerprint] += 1
        number, times = progress.before[fingerprint]
        return number if progress.seen[fingerprint] <= times else ""

    def _register_row(self, row: RegisterRow, progress: _Progress) -> TakenRow:
        joins = self._earlier_matter(row)
        notes = list(row.notes)
        if row.repeat and not joins:
            notes.append("标为重复信访，没有找到同一信访人的同一事项，按新事项登记")
        if progress.dry_run:
            return TakenRow(row.number, joins.number if joins else "", bool(joins), notes=tuple(notes))
        with self._register.writing():
            done = self._receptions.register(
                self._draft(row, progress), _visitors(row), matter_id=joins.id if joins else ""
            )
            notes += self._take_steps(done.matter_id, row, progress)
        return TakenRow(row.number, done.number, bool(joins), notes=tuple(notes))

    def _earlier_matter(self, row: RegisterRow) -> Matter | None:
        """The matter that a row marked 重 belongs to: the same person for certain, and the same subject."""
        if not row.repeat or not row.names:
            return None
        person = people_rows.same(
            self._register.store, id_number=row.id_number, name=row.names[0], phone=row.phone
        )
        if person is None:
            return None
        earlier = matter_rows.of_people(self._register.store, [person.id], limit=200)
        same = [line for line in earlier if line.title == tidy_title(row.subject)]
        return matter_rows.load(self._register.store, same[-1].id) if same else None

    def _draft(self, row: RegisterRow, progress: _Progress) -> ReceptionDraft:
        return ReceptionDraft(
            channel=row.channel,
            occurred_on=row.occurred_on,
            registered_on=row.registered_on,
            title=row.subject,
            head_count=row.head_count,
            text=row.text,
            request=row.request,
            purpose=row.purpose or "",
            category=classification().resolve(*row.category) or "",
            village_id=self._roster_id(VILLAGE, row.village, progress),
            source=row.source or "本级登记",
            occurred_at=row.occurred_at or "",
            anonymous=not _named(row),
            repeat=bool(row.repeat),
            external_number=row.external_number,
            fingerprint=row.fingerprint,
            level=row.level,
            leader=self._leader(row.leader, progress),
        )

    def _roster_id(self, kind: str, name: str, progress: _Progress) -> str:
        if not name.strip():
            return ""
        item, is_new = self._offices.named_or_added(kind, name, sure=True)
        if is_new:
            progress.added.append(item.name)
        return item.id

    def _leader(self, name: str, progress: _Progress) -> str:
        self._roster_id(LEADER, name, progress)
        return name.strip()

    def _take_steps(self, matter_id: str, row: RegisterRow, progress: _Progress) -> list[str]:
        """The steps a row tells of, in the order of their days; one that does not fit is noted, not forced."""
        notes = []
        unit_id = self._roster_id(UNIT, row.unit, progress)
        for kind, on, value, party in _steps_of(row):
            command = StepCommand(
                kind,
                on,
                unit_id=unit_id if kind in {"refer", "assign"} else "",
                value=value,
                reason=party,
                from_register=True,
            )
            matter = self._register.matter(matter_id)
            try:
                self._register.record(decide_step(matter, command))
            except AppError as refusal:
                notes.append(str(refusal))
        return notes


def _read(table: RawTable, context: RowContext) -> Iterator[RegisterRow | tuple[int, tuple[RowProblem, ...]]]:
    for raw in table.rows:
        row = read_row(context.layout.cells(raw.cells), raw.number, context)
        yield (raw.number, row) if isinstance(row, tuple) else row


def _named(row: RegisterRow) -> tuple[str, ...]:
    """Who gave a name: 匿名 in a register's column of names is nobody's (条例 Art 23 ¶2)."""
    return tuple(name for name in row.names if name not in ANONYMOUS)


def _visitors(row: RegisterRow) -> Sequence[Visitor]:
    """Phone, number and address of a row belong to its first name."""
    visitors = [Visitor(name) for name in _named(row)]
    if visitors:
        visitors[0] = replace(visitors[0], phone=row.phone, id_number=row.id_number, address=row.address)
    return visitors


_ORDER = ("accept", "decline", "refer", "assign", "answer", "deliver", "close", "settle", "evaluate")


def _steps_of(row: RegisterRow) -> list[tuple[str, date, str, str]]:
    """Kind, day, value, and for an evaluation whom it judges."""
    days = {
        "accept": row.accepted_on, "decline": row.declined_on, "refer": row.referred_on,
        "assign": row.assigned_on, "answer": row.answered_on, "deliver": row.delivered_on,
        "close": row.closed_on, "settle": row.settled_on,
    }  # fmt: skip
    steps = [(kind, on, "", "") for kind, on in days.items() if on]
    last = max([on for _, on, *_ in steps], default=row.registered_on)
    scores = (("office", row.evaluation_office), ("unit", row.evaluation_unit))
    steps += [("evaluate", last, value, party) for party, value in scores if value]
    return sorted(steps, key=lambda step: (step[1], _ORDER.index(step[0])))
