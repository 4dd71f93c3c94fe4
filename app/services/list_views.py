"""Views of the list of matters (常用): what it shows and in what order, under a name the clerk gave.

A view holds values to filter by and nothing else: no name, no telephone, no words to search for. It
can therefore not be about a person, and a list of views is no watch list (条例 Art 18 ¶4, 46). Views are
kept in the register, go with its backups, and are no entries of the journal: nothing has happened.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import date, timedelta
from typing import Any

from app.core.matters import STATES
from app.core.periods import Period, parse_period
from app.core.receptions import CHANNELS
from app.db import list_views as rows
from app.db.matter_lists import CONDITIONS, OPEN, SORTS
from app.errors import ValidationError
from app.services.register import Register

MOST_VIEWS = 12
LONGEST_NAME = 12
PERIODS = {"this_month": "本月", "last_month": "上月", "this_year": "本年"}


@dataclass(frozen=True)
class ListView:
    """What the list shows. `period` is one of `PERIODS`, two days as 2026-01-01..2026-06-30, or nothing."""

    which: str = "open"
    channel: str = ""
    state: str = ""
    village_id: str = ""
    unit_id: str = ""
    category: str = ""
    period: str = ""
    sort: str = "newest"

    @property
    def narrowed(self) -> bool:
        """Whether anything beyond the first row of chips narrows the list."""
        return any((self.channel, self.state, self.village_id, self.unit_id, self.category, self.period))

    def sorts(self) -> tuple[str, ...]:
        """The orders that can be had: a 期限 only what is open has; 更新时间 is walked along the journal,
        which would be a long way through everything for the few that a narrow filter leaves.
        """
        if self.which in OPEN:
            return SORTS
        return tuple(sort for sort in SORTS if sort != "due" and not (sort == "touched" and self.narrowed))

    def sound(self) -> "ListView":
        """The same with an order that can be had."""
        return self if self.sort in self.sorts() else replace(self, sort="newest")


class ListViews:
    """The views of this office, and how its tables look."""

    def __init__(self, register: Register) -> None:
        self._register = register

    def all(self) -> dict[str, ListView]:
        """Every view by its name, the oldest first; what cannot be read any more is left out."""
        found = ((name, _read(body)) for name, body in rows.views(self._register.store))
        return {name: view for name, view in found if view}

    def keep(self, name: str, view: ListView) -> str:
        """Keep a view under a new name, or in place of the one of that name; returns the name."""
        wanted = _checked(name)
        if wanted not in (known := self.all()) and len(known) >= MOST_VIEWS:
            raise ValidationError({"name": f"常用最多{MOST_VIEWS}个，没有保存；请先删去不用的"})
        with self._register.store.writing():
            rows.save_view(self._register.store, wanted, json.dumps(asdict(view.sound())))
        return wanted

    def rename(self, name: str, other: str) -> str:
        """Call a view otherwise; a name that is taken is refused."""
        wanted = _checked(other)
        if wanted != name and wanted in self.all():
            raise ValidationError({"name": f"已经有叫“{wanted}”的常用，没有改名；请换一个名称"})
        with self._register.store.writing():
            rows.rename_view(self._register.store, name, wanted)
        return wanted

    def remove(self, name: str) -> None:
        with self._register.store.writing():
            rows.remove_view(self._register.store, name)

    def look(self, which: str) -> Mapping[str, Any]:
        """How a list looked last (its columns, list or table); empty if it was never changed."""
        body = _object(rows.look(self._register.store, which) or "{}")
        return body if body is not None else {}

    def keep_look(self, which: str, body: Mapping[str, Any]) -> None:
        """Remember how a list looks, if it looks otherwise than was remembered."""
        if body != self.look(which):
            with self._register.store.writing():
                rows.save_look(self._register.store, which, json.dumps(body))


def days_of(view: ListView, today: date, month_start_day: int) -> tuple[date | None, date | None]:
    """First and last day of registration a view means today, by the office's own month."""
    if not view.period:
        return None, None
    if view.period not in PERIODS:
        period = parse_period(view.period)
        return period.start, period.end
    month = _month_of(today, month_start_day)
    if view.period == "this_year":
        month = parse_period(month.id[:4], month_start_day=month_start_day)
    elif view.period == "last_month":
        month = month.previous()
    return month.start, month.end


def _month_of(day: date, month_start_day: int) -> Period:
    named = parse_period(f"{day:%Y-%m}", month_start_day=month_start_day)
    if named.contains(day):
        return named
    later = day.replace(day=1) + timedelta(days=32)
    return parse_period(f"{later:%Y-%m}", month_start_day=month_start_day)


def _checked(name: str) -> str:
    wanted = " ".join(name.split())
    if not wanted:
        raise ValidationError({"name": "请给这个常用起个名称，例如“本月来访”"})
    if len(wanted) > LONGEST_NAME:
        raise ValidationError({"name": f"名称最多{LONGEST_NAME}个字，没有保存；请写短一些"})
    return wanted


def _read(body: str) -> ListView | None:
    """A view as it was kept, if every word of it still means something."""
    found = _object(body) or {}
    names = {field.name for field in fields(ListView)}
    if not all(name in names and isinstance(value, str) for name, value in found.items()):
        return None
    view = ListView(**found)
    known = view.which in CONDITIONS and view.sort in SORTS
    known = (
        known and (not view.channel or view.channel in CHANNELS) and (not view.state or view.state in STATES)
    )
    return view.sound() if found and known and _understood(view.period) else None


def _understood(period: str) -> bool:
    try:
        return not period or period in PERIODS or bool(parse_period(period))
    except ValidationError:
        return False


def _object(body: str) -> dict[str, Any] | None:
    try:
        found = json.loads(body)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None
