"""The office's own days and the years it has entered.

`notice` is the year of the notice a day came with, 0 for a day of the office's own; so taking
an own day back uncovers the notice's.
"""

from datetime import date

from app.core.calendar import CalendarChanges, CalendarDay, YearNotice
from app.core.calendar_changes import cleared_day, noticed_year, own_day
from app.core.entries import Entry
from app.db.engine.connection import Store
from app.db.rows import put

_OWN = 0


def load(store: Store) -> CalendarChanges:
    """Everything the office has added to the shipped table; a few dozen rows a year."""
    rows = store.rows("SELECT day, working, name, source, notice FROM calendar_days ORDER BY day, notice")
    days = [CalendarDay(date.fromisoformat(row[0]), bool(row[1]), *row[2:]) for row in rows]
    years = store.rows("SELECT year, source FROM calendar_years ORDER BY year")
    return CalendarChanges(
        days={day.day: day for day in days if day.notice == _OWN},
        years={
            year: YearNotice(year, source, tuple(day for day in days if day.notice == year))
            for year, source in years
        },
    )


def carry(store: Store, entry: Entry) -> None:
    """Bring the tables up to date with one calendar entry."""
    if entry.kind == "calendar_day_set":
        _put_day(store, own_day(entry))
    elif entry.kind == "calendar_day_cleared":
        _remove(store, "day = ? AND notice = ?", cleared_day(entry).isoformat(), _OWN)
    else:
        _put_year(store, noticed_year(entry))


def _put_year(store: Store, notice: YearNotice) -> None:
    _remove(store, "notice = ?", notice.year)
    put(store, "calendar_years", ("year",), {"year": notice.year, "source": notice.source})
    for day in notice.days:
        _put_day(store, day)


def _put_day(store: Store, day: CalendarDay) -> None:
    values = {"day": day.day.isoformat(), "notice": day.notice, "working": int(day.working)}
    put(store, "calendar_days", ("day", "notice"), values | {"name": day.name, "source": day.source})


def _remove(store: Store, where: str, *values: object) -> None:
    store.connection.execute(f"DELETE FROM calendar_days WHERE {where}", values)
