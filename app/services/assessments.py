"""考核: the office's own scheme, and what a period comes to under it."""

from dataclasses import dataclass
from decimal import Decimal

from app.core.assessment import MANUAL, Scheme, Scored, scheme_from, scored
from app.core.entries import Draft
from app.core.periods import Period
from app.db import office_texts
from app.paths import resource
from app.services.month import Month
from app.services.rates import Rates
from app.services.register import Register

KEPT_AS = "assessment"


@dataclass(frozen=True)
class Assessment:
    """A period's scores. `best` is the sum if everything that can still be saved is saved."""

    scheme: Scheme
    period: Period
    items: tuple[Scored, ...]
    best: Decimal

    @property
    def score(self) -> Decimal:
        return sum((one.score for one in self.items if one.score is not None), Decimal(0))

    @property
    def judged(self) -> Decimal:
        """The points of the items that have a score."""
        return sum((one.item.points for one in self.items if one.score is not None), Decimal(0))

    @property
    def by_hand(self) -> tuple[str, ...]:
        return tuple(one.item.name for one in self.items if one.item.rule == MANUAL)


class Assessments:
    """Keeping a scheme, and scoring by it."""

    def __init__(self, register: Register, month: Month, rates: Rates) -> None:
        self._register, self._month, self._rates = register, month, rates

    def text(self) -> str:
        """The scheme's TOML as it is kept, or the shipped sample."""
        kept = office_texts.load(self._register.store, KEPT_AS)
        return kept or resource("assessment", "three_rates.toml").read_text(encoding="utf-8")

    def is_own(self) -> bool:
        return bool(office_texts.load(self._register.store, KEPT_AS))

    def keep(self, text: str) -> Scheme:
        """Use this scheme from now on; raises `ValidationError` and keeps the old one if it cannot be read."""
        scheme = scheme_from(text)
        self._keep(text)
        return scheme

    def reset(self) -> None:
        """Back to the shipped sample."""
        self._keep("")

    def assess(self, period: Period) -> Assessment:
        """The period's score, item by item."""
        scheme = scheme_from(self.text())
        now, best = self._month.table(period, compared=False).figures, self._rates.best(period)
        items = tuple(scored(item, now.get(item.figure)) for item in scheme.items)
        hoped = (scored(item, best.get(item.figure)).score for item in scheme.items)
        return Assessment(scheme, period, items, sum((one for one in hoped if one is not None), Decimal(0)))

    def _keep(self, body: str) -> None:
        draft = Draft("office_text_kept", "office", self._register.today(), {"name": KEPT_AS, "body": body})
        self._register.record(draft)
