"""Bundles the county has not answered: never taken for received, told after the days the office waits."""

from dataclasses import dataclass
from datetime import date

from app.db import bundles
from app.db.bundles import BundleRow
from app.services.register import Register


@dataclass(frozen=True)
class Silent:
    """A bundle the county has not answered for longer than it should take."""

    bundle: BundleRow
    days: int


def silent(register: Register, on: date | None = None) -> tuple[Silent, ...]:
    """The latest bundle of each period that has waited too long for its answer."""
    limit, today = register.office().choices.answer_wait_days, on or register.today()
    latest: dict[str, BundleRow] = {}
    for row in bundles.sent(register.store):
        latest.setdefault(row.period, row)
    waiting = (
        Silent(row, (today - date.fromisoformat(row.happened_on)).days)
        for row in latest.values()
        if row.state != bundles.PROCESSED
    )
    return tuple(one for one in waiting if limit and one.days > limit)
