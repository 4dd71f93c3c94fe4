"""Everything a paper may need to know about one matter."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from app.core.dates import chinese_date
from app.core.deadlines import Deadline
from app.core.documents import Document
from app.core.forms import Form
from app.core.matters import Matter, Step
from app.core.offices import Office
from app.core.paper_occasions import Occasion, latest_reception
from app.core.people import Person
from app.core.receptions import Reception


@dataclass(frozen=True)
class Facts:
    """One form about one matter on one day.

    `people` are the matter's petitioners in their order, `names` the roster's names by id, `told` what
    the clerk typed for this paper (by the name of the ask), `papers` what was issued on the matter
    before, `about_paper` the paper that this one is about (送达回证), `materials` the papers lying
    with the matter as rows of a list.
    """

    form: Form
    office: Office
    matter: Matter
    people: tuple[Person, ...]
    names: Mapping[str, str]
    deadlines: tuple[Deadline, ...]
    occasion: Occasion
    number: str
    issued_on: date
    fields: Mapping[str, str] = field(default_factory=dict)
    papers: Sequence[Document] = ()
    about_paper: Document | None = None
    materials: Sequence[Mapping[str, str]] = ()
    category: str = ""

    @property
    def organ(self) -> str:
        """Who signs: the government where the law asks for the organ with the power to decide."""
        return self.office.organ if self.form.government else self.office.name

    @property
    def step(self) -> Step:
        """The step the paper tells of; LookupError for papers that tell of none."""
        if self.occasion.step is None:
            raise LookupError(self.form.id)
        return self.occasion.step

    @property
    def reception(self) -> Reception:
        """The reception a paper is for: the one it is about, else the latest that stands."""
        return self.occasion.reception or latest_reception(self.matter)

    @property
    def first(self) -> Reception:
        """The reception that opened the matter."""
        return self.matter.receptions[0]

    @property
    def who(self) -> tuple[str, ...]:
        return tuple(person.name for person in self.people) or ("匿名信访人",)

    @property
    def heads(self) -> int:
        """How many people stand behind the paper: the reception's for what tells of it, else the most that came."""
        if self.occasion.reception:
            return self.occasion.reception.head_count
        return max(part.head_count for part in self.matter.receptions)

    def still_due(self, clock: str) -> date | None:
        """The last day of a clock that still runs."""
        return next((line.due for line in self.deadlines if line.clock == clock and line.is_running()), None)

    def due(self, *clocks: str) -> date | None:
        """The last day of the latest of these clocks."""
        return next((line.due for line in reversed(self.deadlines) if line.clock in clocks), None)

    def unit(self, unit_id: str) -> str:
        return self.names.get(unit_id, "")

    def told(self) -> dict[str, str]:
        """What the clerk typed, as it is printed: days in words, choices by their label."""
        asks = {ask.name: ask for ask in self.form.asks}
        return {
            name: _printed(asks[name].kind, asks[name].options, value)
            for name, value in self.fields.items()
            if name in asks and value
        }


def _printed(kind: str, options: Mapping[str, str], value: str) -> str:
    if kind == "date":
        return chinese_date(date.fromisoformat(value))
    return options.get(value, value)


def day(value: date | None) -> str:
    """A day as papers write it; empty where none is known."""
    return chinese_date(value) if value else ""


def moment(part: Reception) -> str:
    """Day and time where it was written down on the day itself; otherwise the day only."""
    written = datetime.fromisoformat(part.recorded_at)
    if written.date() != part.registered_on:
        return chinese_date(part.registered_on)
    return f"{chinese_date(part.registered_on)}{written.hour}时{written.minute}分"
