"""`petition-desk clock`, `access`, `erase`: what the office asks of its register besides the day's work."""

from datetime import date

import click

from app.cli.output import ISO_DATE, Context, as_json, emit, pass_context


@click.command()
@click.option("--today", "day", type=ISO_DATE, default=None, help="今天是哪一天；记入记录链。")
@as_json
@pass_context
def clock(context: Context, day: date | None, json_: bool) -> None:
    """本机日期可信不可信；不可信时用 --today 说明今天是哪一天。"""
    with context.open() as desk:
        if day:
            desk.clock.answer(day)
        question, today = desk.clock.question(), desk.register.today()
    sentence = question.sentence if question else ""
    value = {"today": today, "pc_day": question.pc_day if question else today, "question": sentence}
    emit(json_, value, [sentence or f"本机日期可信，今天是{today.isoformat()}"])


SAFEKEEPING_COMMANDS: tuple[click.Command, ...] = (clock,)
