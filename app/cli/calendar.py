"""`petition-desk calendar`: the office's rest days and working days."""

from datetime import date
from pathlib import Path

import click

from app.cli.output import ISO_DATE, Context, as_json, emit, pass_context
from app.core.calendar import CalendarDay
from app.core.calendar_years import CalendarYear, YearDay
from app.services.calendars import Calendars, YearPreview


class YearFirstGroup(click.Group):
    """A group that takes a bare year for the command `show`: `calendar 2027`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        first = next((arg for arg in args if not arg.startswith("-")), "")
        if not {"-h", "--help"} & set(args) and first not in self.commands:
            args = ["show", *args]
        return super().parse_args(ctx, args)


@click.group(cls=YearFirstGroup)
def calendar() -> None:
    """放假安排：calendar [年份] 列出一年里与平常不同的日子。"""


@calendar.command()
@click.argument("year", type=int, required=False)
@as_json
@pass_context
def show(context: Context, year: int | None, json_: bool) -> None:
    """列出一年里放假、调休上班和本机关另行设置的日子，默认今年。"""
    with context.open() as desk:
        shown = Calendars(desk.register).year(year or desk.register.today().year)
    value = {"year": shown.year, "published": shown.published, "source": shown.source}
    emit(json_, value | {"days": [_as_value(day) for day in shown.exceptions()]}, _lines(shown))


@calendar.command("set")
@click.argument("day", metavar="DATE", type=ISO_DATE)
@click.option("--work", is_flag=True, help="上班。")
@click.option("--rest", is_flag=True, help="放假。")
@click.option("--name", default="", help="名称，例如“三月三”；平日放假必填。")
@click.option("--source", default="", help="依据，例如文件名称或文号。")
@as_json
@pass_context
def set_(context: Context, day: date, work: bool, rest: bool, name: str, source: str, json_: bool) -> None:
    """把一天设为本机关放假或上班。"""
    if work == rest:
        raise click.UsageError("请写明 --work（上班）或 --rest（放假）之一。")
    with context.open() as desk:
        Calendars(desk.register).set_day(day, working=work, name=name, source=source)
        kept = _day_of(Calendars(desk.register).year(day.year), day)
    emit(json_, _as_value(kept), [kept.spoken()])


@calendar.command()
@click.argument("day", metavar="DATE", type=ISO_DATE)
@as_json
@pass_context
def clear(context: Context, day: date, json_: bool) -> None:
    """恢复为公布的安排。"""
    with context.open() as desk:
        Calendars(desk.register).clear_day(day)
        kept = _day_of(Calendars(desk.register).year(day.year), day)
    emit(json_, _as_value(kept), [kept.spoken()])


@calendar.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="只查看，不导入。")
@as_json
@pass_context
def year(context: Context, file: Path, dry_run: bool, json_: bool) -> None:
    """导入一年的放假安排（JSON文件）。"""
    with context.open() as desk:
        preview = Calendars(desk.register).read_year_file(file)
        if not dry_run:
            Calendars(desk.register).enter_year(preview)
    notice = preview.notice
    value = {"dry_run": dry_run, "year": notice.year, "source": notice.source, "replaces": preview.replaces}
    days = [{"date": day.day, "working": day.working, "name": day.name} for day in notice.days]
    emit(json_, value | {"days": days}, _preview_lines(preview, dry_run=dry_run))


def _as_value(day: YearDay) -> dict[str, object]:
    return {
        "date": day.day, "working": day.working, "name": day.name, "kind": day.kind,
        "published": day.published, "source": day.source,
    }  # fmt: skip


def _lines(year: CalendarYear) -> list[str]:
    head = [] if year.published else [f"{year.year}年放假安排尚未公布，按周末推算。"]
    return head + [day.spoken() for day in year.exceptions()]


def _day_of(year: CalendarYear, day: date) -> YearDay:
    return next(found for found in year.days if found.day == day)


def _preview_lines(preview: YearPreview, *, dry_run: bool) -> list[str]:
    done = "尚未导入，以下是文件里的安排" if dry_run else "已导入"
    head = f"{preview.notice.year}年放假安排{done}（{preview.notice.source}）"
    return [head, *map(CalendarDay.spoken, preview.notice.days)]
