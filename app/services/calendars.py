"""The office's calendar: look at a year, set a day, enter the arrangement of a new year."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app.core.calendar import Calendar, CalendarChanges, CalendarDay, YearNotice
from app.core.calendar_changes import clear_day, enter_year, set_day
from app.core.calendar_notices import LARGEST, read_year
from app.core.calendar_years import CalendarYear, calendar_year
from app.db import calendar_days
from app.db.engine.files import file_errors
from app.errors import ValidationError
from app.services.register import Register


@dataclass(frozen=True)
class YearPreview:
    """What a file would set if it were taken in; `replaces` says that the year was entered before."""

    notice: YearNotice
    replaces: bool


class Calendars:
    """Reading and changing which days this office works."""

    def __init__(self, register: Register) -> None:
        self._register = register

    def calendar(self) -> Calendar:
        """The shipped table under what the office has entered so far, with its own weekend."""
        return self._register.law().calendar

    def year(self, year: int) -> CalendarYear:
        """Every day of a year with its name and whose word it is."""
        return calendar_year(self.calendar(), self._changes(), year)

    def is_published(self, year: int) -> bool:
        """Whether a year's days are known rather than guessed from their weekday."""
        return self.calendar().is_published(date(year, 7, 1))

    def set_day(self, day: date, *, working: bool, name: str = "", source: str = "") -> None:
        """Make one day a rest day or a working day of this office."""
        wanted = CalendarDay(day, working, name, source)
        self._register.record(set_day(self.calendar(), self._changes(), wanted, self._register.today()))

    def clear_day(self, day: date) -> None:
        """Give a day back to the published arrangement."""
        self._register.record(clear_day(self._changes(), day, self._register.today()))

    def read_year_file(self, path: Path) -> YearPreview:
        """What a year's file would set; nothing is written."""
        notice = read_year(_text(path))
        if not notice.source:
            notice = YearNotice(notice.year, f"文件“{path.name}”", notice.days)
        changes = self._changes()
        enter_year(self.calendar(), changes, notice, self._register.today())
        return YearPreview(notice, replaces=notice.year in changes.years)

    def enter_year(self, preview: YearPreview) -> None:
        """Enter the year as it was shown."""
        draft = enter_year(self.calendar(), self._changes(), preview.notice, self._register.today())
        self._register.record(draft)

    def _changes(self) -> CalendarChanges:
        return calendar_days.load(self._register.store)


def _text(path: Path) -> str:
    with file_errors(path), path.open("rb") as file:
        content = file.read(LARGEST + 1)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        sentence = f"“{path.name}”不是UTF-8文本，没有导入，请核对文件后再试。"
        raise ValidationError({"file": sentence}) from None
