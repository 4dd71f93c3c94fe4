"""Taking over a township's register (旧台账): every row a reception, with the steps it tells of.

Each row is its own transaction: a row that cannot be right is reported with row, column and
sentence, and the others go in. A row that is already here is recognised by its content, so
taking the same file in again does no harm.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from app.core.choices import channel_words_of
from app.core.entries import Draft, imagined
from app.core.matters import Matter, apply_matter
from app.core.receptions import ReceptionDraft, tidy_title
from app.core.register_columns import ANONYMOUS, Layout, recognise
from app.core.registers import RegisterRow, RowContext, RowProblem, read_row
from app.core.rosters import LEADER, UNIT, VILLAGE
from app.core.steps import StepCommand, decide_step
from app.db import matters as matter_rows
from app.db import people as people_rows
from app.errors import AppError, StorageError
from app.exchange.packed_registers import unpack
from app.exchange.registers import RawTable, refuse_too_large
from app.services.apart import REGISTER, read_apart
from app.services.classes import classes
from app.services.offices import Offices
from app.services.progress import Progress, unheard
from app.services.receptions import Receptions, Visitor
from app.services.refused_rows import REASON
from app.services.register import Register

Stop = Callable[[], bool]  # whether the clerk wants no further row


def never() -> bool:
    """Nobody stops this."""
    return False


@dataclass(frozen=True)
class ReadRegister:
    """A file as it was read once: what is rehearsed is what is registered, whatever becomes of the file."""

    name: str
    table: RawTable
    layout: Layout

    @property
    def recognised(self) -> tuple[tuple[str, str], ...]:
        """The sheet's own header with what it is taken for, from left to right."""
        return tuple((self.layout.titles[column], column) for column in self.layout.columns if column)

    @property
    def ignored(self) -> tuple[str, ...]:
        """Headers that are not taken over; the reasons that we wrote ourselves are no loss."""
        return tuple(title for title in self.layout.ignored if title != REASON)


@dataclass(frozen=True)
class TakenRow:
    """One row's fate: the matter it became or joined, or the problems that kept it out."""

    row: int
    number: str = ""
    joined: bool = False
    known: bool = False
    problems: tuple[RowProblem, ...] = ()
    notes: tuple[str, ...] = ()
    registered_on: date | None = None


@dataclass(frozen=True)
class TakenRegister:
    """What a register gave.

    `new_names` are those that villages, units and leaders had to be called, by roster; `left` rows were
    not looked at any more because the clerk stopped.
    """

    rows: tuple[TakenRow, ...]
    ignored_columns: tuple[str, ...] = ()
    unread_sheets: tuple[str, ...] = ()
    new_names: tuple[tuple[str, str], ...] = ()
    dry_run: bool = False
    left: int = 0

    @property
    def added(self) -> tuple[str, ...]:
        """The names put on a roster; a rehearsal puts none there."""
        return () if self.dry_run else tuple(name for _, name in self.new_names)

    @property
    def days(self) -> tuple[date, date] | None:
        """The first and the last day of registration of the rows that went in."""
        days = [row.registered_on for row in self.rows if row.registered_on]
        return (min(days), max(days)) if days else None

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
class _Run:
    """What one run has met so far; `new` are the names that were on no roster, with their roster."""

    dry_run: bool
    seen: Counter[str] = field(default_factory=Counter)
    before: dict[str, tuple[str, int]] = field(default_factory=dict)
    new: list[tuple[str, str]] = field(default_factory=list)
    ids: dict[tuple[str, str], str] = field(default_factory=dict)
    rehearsed: dict[tuple[str, ...], tuple[str, Matter]] = field(default_factory=dict)

    def remember(self, row: RegisterRow, matter: Matter) -> None:
        """A rehearsal writes nothing: what a later row marked 重 would join is kept here."""
        for key in _person_and_subject(row):
            self.rehearsed[key] = row.id_number, matter

    def recall(self, row: RegisterRow) -> Matter | None:
        """The matter of an earlier row by the same person for certain about the same subject."""
        for key in _person_and_subject(row):
            id_number, matter = self.rehearsed.get(key, ("", None))
            if matter and (not (id_number and row.id_number) or id_number == row.id_number):
                return matter
        return None

    def forget_new(self, known: int) -> None:
        """The names that came with a row that did not go in, as far as they were not known before it."""
        for name in self.new[known:]:
            del self.ids[name]
        del self.new[known:]


class Registers:
    """Taking over registers kept in spreadsheets."""

    def __init__(self, register: Register, offices: Offices, receptions: Receptions) -> None:
        self._register, self._offices, self._receptions = register, offices, receptions

    def receive(
        self, path: Path, *, dry_run: bool = False, progress: Progress = unheard, stop: Stop = never
    ) -> TakenRegister:
        """Read a .csv or .xlsx register and take it in; `dry_run` says the same and writes nothing."""
        return self.take(self.read(path), dry_run=dry_run, progress=progress, stop=stop)

    def read(self, path: Path, look_up: Callable[[], object] = lambda: None) -> ReadRegister:
        """The rows of a file and which of its columns is which; `look_up` may end the reading by raising."""
        try:
            refuse_too_large(path.stat().st_size)
            content = path.read_bytes()
        except OSError as error:
            raise StorageError(_unreadable(error, path)) from error
        table = unpack(read_apart(REGISTER, content, look_up=look_up))
        return ReadRegister(path.name, table, recognise(table.headers))

    def take(
        self, read: ReadRegister, *, dry_run: bool = False, progress: Progress = unheard, stop: Stop = never
    ) -> TakenRegister:
        """Take it in row by row; when `stop` says so, after the row that is being written, and what is in stays."""
        run, total = _Run(dry_run), len(read.table.rows)
        words = channel_words_of(self._register.office().choices)
        context = RowContext(read.layout, self._register.today(), words)
        rows: list[TakenRow] = []
        progress(0, total)
        for row in _read(read.table, context):
            rows.append(self._take_or_stop(row, run, rows))
            progress(len(rows), total)
            if stop():
                break
        return TakenRegister(
            tuple(rows), read.ignored, read.table.unread, tuple(run.new), dry_run, total - len(rows)
        )

    def _take_or_stop(
        self,
        row: RegisterRow | tuple[int, tuple[RowProblem, ...]],
        run: _Run,
        done: Sequence[TakenRow],
    ) -> TakenRow:
        """A row that is wrong is its own trouble; a disk that is full is everyone's."""
        try:
            return self._take(row, run)
        except StorageError as trouble:
            registered = sum(1 for earlier in done if earlier.number)
            raise StorageError(
                f"{trouble}已登记{registered}行，其余没有登记；处理后再次导入同一个文件即可，不会重复登记。"
            ) from trouble

    def _take(self, row: RegisterRow | tuple[int, tuple[RowProblem, ...]], run: _Run) -> TakenRow:
        if isinstance(row, tuple):
            return TakenRow(row[0], problems=row[1])
        number = self._known(row.fingerprint, run)
        if number:
            return TakenRow(row.number, number, known=True, notes=("此前已经登记，没有重复登记",))
        try:
            return self._register_row(row, run)
        except StorageError:
            raise
        except AppError as refusal:
            return TakenRow(row.number, problems=(RowProblem(row.number, "", str(refusal)),))

    def _known(self, fingerprint: str, run: _Run) -> str:
        """The matter of a row that an earlier run took; equal rows of one sheet are as many receptions."""
        if fingerprint not in run.seen:
            run.before[fingerprint] = matter_rows.known_reception(self._register.store, fingerprint)
        run.seen[fingerprint] += 1
        number, times = run.before[fingerprint]
        return number if run.seen[fingerprint] <= times else ""

    def _register_row(self, row: RegisterRow, run: _Run) -> TakenRow:
        joins = self._earlier_matter(row) or (run.recall(row) if row.repeat else None)
        notes = list(row.notes)
        if row.repeat and not joins:
            notes.append("标为重复信访，没有找到同一信访人的同一事项，按新事项登记")
        known = len(run.new)
        try:
            deed = self._rehearse if run.dry_run else self._write
            number = deed(row, run, joins, notes)
        except AppError:
            run.forget_new(known)
            raise
        return TakenRow(row.number, number, bool(joins), notes=tuple(notes), registered_on=row.registered_on)

    def _rehearse(self, row: RegisterRow, run: _Run, joins: Matter | None, notes: list[str]) -> str:
        """Whether it would go in, and which of its steps would not; raises what the registration would raise."""
        matter = self._receptions.rehearsed(self._draft(row, run), _visitors(row), joins)
        notes += self._take_steps(
            matter, row, run, lambda draft, so_far: apply_matter(so_far, imagined(draft))
        )
        run.remember(row, matter)
        return joins.number if joins else ""

    def _write(self, row: RegisterRow, run: _Run, joins: Matter | None, notes: list[str]) -> str:
        register = self._register
        with register.writing():
            done = self._receptions.register(
                self._draft(row, run), _visitors(row), matter_id=joins.id if joins else ""
            )
            notes += self._take_steps(register.matter(done.matter_id), row, run, self._recorded)
        return done.number

    def _recorded(self, draft: Draft, matter: Matter) -> Matter:
        self._register.record(draft)
        return self._register.matter(matter.id)

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

    def _draft(self, row: RegisterRow, run: _Run) -> ReceptionDraft:
        return ReceptionDraft(
            channel=row.channel,
            occurred_on=row.occurred_on,
            registered_on=row.registered_on,
            title=row.subject,
            head_count=row.head_count,
            text=row.text,
            request=row.request,
            purpose=row.purpose or "",
            category=classes(self._register.store).resolve(*row.category) or "",
            village_id=self._roster_id(VILLAGE, row.village, run),
            source=row.source or "本级登记",
            occurred_at=row.occurred_at or "",
            anonymous=not _named(row),
            repeat=bool(row.repeat),
            external_number=row.external_number,
            fingerprint=row.fingerprint,
            level=row.level,
            leader=self._leader(row.leader, run),
        )

    def _roster_id(self, kind: str, name: str, run: _Run) -> str:
        wanted = name.strip()
        if wanted and (kind, wanted) not in run.ids:
            found = self._offices.named(kind, wanted)
            if found is None:
                run.new.append((kind, wanted))
                found = None if run.dry_run else self._offices.add(kind, wanted)
            # In a rehearsal nothing has the name yet; it stands for itself.
            run.ids[kind, wanted] = found.id if found else wanted
        return run.ids.get((kind, wanted), "")

    def _leader(self, name: str, run: _Run) -> str:
        self._roster_id(LEADER, name, run)
        return name.strip()

    def _take_steps(
        self, matter: Matter, row: RegisterRow, run: _Run, carry: Callable[[Draft, Matter], Matter]
    ) -> list[str]:
        """The steps a row tells of, in the order of their days; one that does not fit is noted, not forced.

        `carry` says what becomes of the matter by a step.
        """
        notes = []
        unit_id = self._roster_id(UNIT, row.unit, run)
        for kind, on, value, party in _steps_of(row):
            command = StepCommand(
                kind,
                on,
                unit_id=unit_id if kind in {"refer", "assign"} else "",
                value=value,
                reason=party,
                from_register=True,
            )
            try:
                matter = carry(decide_step(matter, command), matter)
            except AppError as refusal:
                notes.append(str(refusal))
        return notes


def _read(table: RawTable, context: RowContext) -> Iterator[RegisterRow | tuple[int, tuple[RowProblem, ...]]]:
    for raw in table.rows:
        row = read_row(context.layout.cells(raw.cells), raw.number, context)
        yield (raw.number, row) if isinstance(row, tuple) else row


def _unreadable(error: OSError, path: Path) -> str:
    if isinstance(error, FileNotFoundError):
        return f"找不到“{path}”，什么也没有登记；请核对文件还在不在。"
    if isinstance(error, PermissionError):
        return f"“{path.name}”打不开，什么也没有登记：可能正被Excel或WPS占用。请关闭表格以后再试。"
    return f"“{path.name}”读不出来（{error.strerror}），什么也没有登记；请复制到本机以后再试。"


def _person_and_subject(row: RegisterRow) -> list[tuple[str, ...]]:
    """Under what a person is known for certain, with the subject: the ID number, or name and phone together."""
    if not row.names:
        return []
    subject = tidy_title(row.subject)
    by_number: list[tuple[str, ...]] = [(row.id_number, subject)] if row.id_number else []
    return [*by_number, (row.names[0], row.phone, subject)] if row.phone else by_number


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
