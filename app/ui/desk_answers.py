"""What the frame shows of the desk: search lines and the three truths of the status line."""

from datetime import date, datetime
from functools import partial
from typing import Protocol

from app.core.matters import STATES
from app.services.desk import Desk
from app.ui.answers import PRACTICE_ONLY, Answers, Status
from app.ui.changes import Changes
from app.ui.spoken import spoken_day
from app.ui.start.unlock import Attempt
from app.ui.tasks import Tasks
from app.ui.theme import Tone
from app.ui.widgets.two_line_list import Line

BUNDLE_WORDS = {"written": "已写入U盘", "received": "县局已收", "processed": "县局已处理"}


class ListedMatter(Protocol):
    """A matter as the services list it."""

    @property
    def id(self) -> str: ...
    @property
    def number(self) -> str: ...
    @property
    def people(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def state(self) -> str: ...
    @property
    def next_due(self) -> date | None: ...


class DeskAnswers:
    """Answers the frame's questions from the open desk."""

    def __init__(self, desk: Desk, changes: Changes, tasks: Tasks) -> None:
        self._desk, self._tasks = desk, tasks
        self._saved_at: datetime | None = None
        for signal in changes.every():
            signal.connect(self._on_written)

    def answers(self) -> Answers:
        """As the main window takes them."""
        _, practice = self.office()
        unused: frozenset[str] = frozenset() if practice else PRACTICE_ONLY
        return Answers(self.office, self.find, self.status, self.unlock, unused, self._tasks)

    def office(self) -> tuple[str, bool]:
        office = self._desk.offices.office()
        return office.name, office.practice

    def find(self, text: str) -> tuple[Line, ...]:
        today = self._desk.register.today()
        return tuple(matter_line(row, today) for row in self._desk.matters.find(text, limit=8))

    def status(self) -> Status:
        saved = f"已保存 {self._saved_at:%H:%M}" if self._saved_at else "记录都已保存"
        return Status(saved, self._backup(), self._bundle())

    def unlock(self, password: str) -> Attempt:
        """Raises `WrongPassword` when it is done; the register stays open, or at rest, all the while."""
        return partial(self._desk.prove, password)

    def _backup(self) -> str:
        last = self._desk.standing.last_backup()
        if not last:
            return "还没有备份"
        at = datetime.fromisoformat(last).astimezone()
        return f"上次备份 {spoken_day(at.date(), self._desk.register.today())} {at:%H:%M} 已核对"

    def _bundle(self) -> str:
        sent = self._desk.standing.last_bundle()
        return f"{sent.period} 报送包 {BUNDLE_WORDS.get(sent.state, '')}" if sent else ""

    def _on_written(self) -> None:
        self._saved_at = self._desk.register.clock.now().astimezone()


def matter_line(row: ListedMatter, today: date) -> Line:
    """A matter as two lines of a list; only lateness is coloured."""
    late = row.next_due is not None and row.next_due < today
    due = f"{row.next_due:%m-%d}" if row.next_due else ""
    word = f"超期{(today - row.next_due).days}天" if late and row.next_due else STATES[row.state]
    return Line(row.id, f"{row.number}　{row.people}", row.title, due, word, Tone.LATE if late else None)
