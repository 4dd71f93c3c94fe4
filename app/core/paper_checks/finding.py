"""What a paper is checked against before it is printed, and what a check finds."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from app.core.deadlines import Deadline
from app.core.forms import Form
from app.core.matters import Matter
from app.core.offices import Office


@dataclass(frozen=True)
class Finding:
    """Something a paper lacks or says wrongly.

    `blocks` only where the law itself forbids the paper as it stands; everything else is the
    clerk's to decide. `place` is the ask or the place of the wording it is about, `page` where the
    remedy lies when it is not in the paper ("reception", "people", "office", "steps").
    """

    sentence: str
    place: str = ""
    blocks: bool = False
    article: str = ""
    page: str = ""


@dataclass(frozen=True)
class PaperCase:
    """A paper about to be made: everything a check may look at. `unprintable` are characters no font has."""

    form: Form
    matter: Matter
    office: Office
    values: Mapping[str, str]
    issued_on: date
    deadlines: tuple[Deadline, ...] = ()
    unprintable: str = ""
    wanted: frozenset[str] = field(default_factory=frozenset)

    def said(self, place: str) -> str:
        """What the paper says at a place, without outer blanks; empty if it says nothing."""
        return self.values.get(place, "").strip()


Check = Callable[[PaperCase], Iterator[Finding]]
