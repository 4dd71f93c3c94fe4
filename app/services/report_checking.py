"""Checking a report that somebody wrote elsewhere (对数): its own sums, and the office's figures."""

from pathlib import Path

from app.core.figures import Count, Figure, Rate
from app.core.report_checks import (
    GROUP,
    Finding,
    Known,
    KnownFigure,
    Report,
    check_report,
    period_of_title,
    report_from_text,
)
from app.core.report_checks.figure_names import names_of
from app.db.engine.files import file_errors
from app.errors import NotFound, ValidationError
from app.exchange.report_files import LARGEST_FILE, LARGEST_TEXT, read_report
from app.services.month import Month, MonthTable


class ReportChecking:
    """Checks reports, against the office's own period where one is meant.

    Without a register (`month` is nothing) a report is checked in itself; `group_size` is the
    office's own least 集体访.
    """

    def __init__(self, month: Month | None = None, *, group_size: int = GROUP) -> None:
        self._month, self._group_size = month, group_size

    def check(self, path: Path, period_id: str | None = None) -> tuple[Finding, ...]:
        """Read and check a file; with `period_id` its numbers are compared with that period's too.

        Without one, the figures of a closed period that the title names are compared, for only
        those are the office's last word.
        """
        return self._checked(load_report(path), period_id)

    def check_text(self, text: str, period_id: str | None = None) -> tuple[Finding, ...]:
        """The same for text that was pasted."""
        if len(text) > LARGEST_TEXT:
            raise ValidationError({"text": "文字太长，请分几次粘贴核对，没有核对任何内容。"})
        return self._checked(report_from_text(text), period_id)

    def _checked(self, report: Report, period_id: str | None) -> tuple[Finding, ...]:
        return check_report(report, self._known(report, period_id), group_size=self._group_size)

    def _known(self, report: Report, period_id: str | None) -> Known | None:
        if self._month is None:
            return None
        if period_id:
            return known_from(self._month.table(self._month.period(period_id), compared=False))
        said = period_of_title(report.paragraphs)
        if said is None:
            return None
        table = self._month.table(self._month.period(_id_of(said.year, said.part)), compared=False)
        return known_from(table) if table.closed else None


def load_report(path: Path) -> Report:
    """The report in a file. Raises `NotFound`, `StorageError` and `BundleError`, each with its sentence."""
    if not path.is_file():
        raise NotFound(f"找不到文件“{path}”，没有核对任何内容；请核对路径。")
    with file_errors(path), path.open("rb") as file:
        content = file.read(LARGEST_FILE + 1)
    return read_report(content, path.name)


def known_from(table: MonthTable) -> Known:
    """A period's table as the guard compares it: every figure under the names reports give it."""
    period = table.period
    values = (known for figure, value in table.lines() if (known := _known_figure(figure, value)))
    return Known(period.name, period.start, period.end, tuple(values))


def _known_figure(figure: Figure, value: Count | Rate) -> KnownFigure | None:
    names = names_of(figure.id)
    if not names:
        return None
    if isinstance(value, Rate):
        return KnownFigure(figure.id, names, "%", n=value.n, d=value.d, text=value.text)
    return KnownFigure(figure.id, names, value.unit, value=value.value)


def _id_of(year: int, part: str) -> str:
    """m10 → 2026-10, q3 → 2026-Q3, h1 → 2026-H1."""
    if part.startswith("m"):
        return f"{year}-{int(part[1:]):02d}"
    return f"{year}-{part.upper()}" if part else str(year)
