"""Everything a paper may need to know about one matter."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from app.core.dates import chinese_date
from app.core.deadlines import Deadline
from app.core.documents import Document
from app.core.forms import Form
from app.core.forms.form import LETTER, UPWARD
from app.core.matters import Matter, Step
from app.core.offices import Office
from app.core.paper_occasions import Occasion, latest_reception
from app.core.people import Person
from app.core.receptions import Reception
from app.core.steps.command import Ask

_ENDS = ("。", "！", "？", "…", "。”", "！”", "？”")


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

    def before(self, clock: str) -> date | None:
        """The last day a clock had before somebody extended it; its last day if nobody did."""
        line = next((it for it in reversed(self.deadlines) if it.clock == clock), None)
        return (line.card.before or line.due) if line else None

    def unit(self, unit_id: str) -> str:
        return self.names.get(unit_id, "")

    def handed(self) -> Step | None:
        """The hand-over (转送, 交办) that the paper's step is about: the last one up to it."""
        steps = self.matter.steps
        until = steps.index(self.occasion.step) + 1 if self.occasion.step in steps else len(steps)
        handings = ("referred", "assigned")
        return next((it for it in reversed(steps[:until]) if it.entry in handings and not it.withdrawn), None)

    def paper(self, *forms: str) -> Document | None:
        """The latest paper of these forms that was made on the matter and is not void."""
        return next((it for it in reversed(self.papers) if it.form in forms and not it.voided_reason), None)

    def typed(self, name: str) -> str:
        """What the clerk typed for one ask, without outer blanks; empty if nothing."""
        return self.fields.get(name, "").strip()

    def told(self) -> dict[str, str]:
        """What the clerk typed, as it is printed: days in words, choices by their label."""
        prose = self.form.layout in {LETTER, UPWARD}
        asks = {ask.name: ask for ask in self.form.asks}
        return {
            name: _printed(asks[name], value.strip(), prose=prose)
            for name, value in self.fields.items()
            if name in asks and value.strip()
        }


def _printed(ask: Ask, value: str, *, prose: bool) -> str:
    if ask.kind == "date":
        return _day_typed(value)
    if prose and ask.kind in {"text", "line"}:
        return sentences(value) if ask.kind == "text" else phrase(value)
    return ask.options.get(value, value)


def _day_typed(value: str) -> str:
    """A day as it was chosen; one that was prefilled comes back as papers write it."""
    try:
        return chinese_date(date.fromisoformat(value))
    except ValueError:
        return value


def sentences(text: str) -> str:
    """Text that stands in a letter as whole sentences: its last line ends with a mark."""
    said = text.strip()
    return said if not said or said.endswith(_ENDS) else said.rstrip("，、；：,;:") + "。"


def phrase(text: str) -> str:
    """Text that stands inside a sentence: it brings no end mark of its own."""
    return text.strip().rstrip("。．；;，,")


def day(value: date | None) -> str:
    """A day as papers write it; empty where none is known."""
    return chinese_date(value) if value else ""


def moment(part: Reception) -> str:
    """Day and time where it was written down on the day itself; otherwise the day only."""
    written = datetime.fromisoformat(part.recorded_at)
    if written.date() != part.registered_on:
        return chinese_date(part.registered_on)
    return f"{chinese_date(part.registered_on)}{written.hour}时{written.minute}分"
