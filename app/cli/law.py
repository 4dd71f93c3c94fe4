"""What the law says about one matter: its dates explained, the next steps, and corrections with a reason."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import click

from app.cli import shapes
from app.cli.output import ISO_DATE, Context, as_json, emit, pass_context
from app.core.dates import chinese_date, parse_full_date
from app.core.deadlines import Deadline
from app.core.explaining import OWNER_WORDS
from app.core.matters import Matter
from app.core.receptions import PURPOSES
from app.core.rosters import TITLES, UNIT, VILLAGE
from app.core.routes import ROUTES
from app.errors import NotAllowed, ValidationError
from app.services.desk import Desk
from app.services.explaining import clocks_called, save_explained_sheet, standing, warning_of

SEALED = "检举控告事项，内容已密封；请在窗口中由指定人员说明原因后启封查看。"


@click.command()
@click.argument("number")
@click.argument("clock", required=False, default="")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), default=None, help="把“时限说明”写到哪个PDF文件。"
)
@as_json
@pass_context
def explain(context: Context, number: str, clock: str, output: Path | None, json_: bool) -> None:
    """逐项说明每个时限为什么是这一天；CLOCK 只看一个（代码或者名称）。"""
    with context.open() as desk:
        view = desk.matters.view(desk.matters.id_of(number))
        found = clocks_called(view.deadlines, clock)
        if output:
            save_explained_sheet(desk.register, view.matter.id, output)
        day = desk.register.today()
        value = [
            shapes.sealed_clock(line, day)
            if view.hidden
            else shapes.explained(line, day, warning_of(line, desk.register))
            for line in found
        ]
    lines = [text for line in found for text in _clock_lines(line, day, hidden=view.hidden)]
    written = [f"已写出：{output}"] if output else []
    emit(json_, value, [*(lines or ["这件事项现在没有任何时限。"]), *written])


def _clock_lines(line: Deadline, day: date, *, hidden: bool) -> list[str]:
    whose = OWNER_WORDS.get(line.owner, "")
    head = f"【{line.name}】{whose}　{chinese_date(line.card.last)}　{standing(line, day)}"
    return [head] if hidden else [head, *(f"  {text}" for text in line.explanation)]


@click.command("next")
@click.argument("number")
@as_json
@pass_context
def next_(context: Context, number: str, json_: bool) -> None:
    """下一步可以办什么，现在不能办的为什么不能。"""
    with context.open() as desk:
        view = desk.matters.view(desk.matters.id_of(number))
    offers = () if view.hidden else view.offers
    lines = [SEALED] if view.hidden else [shapes.offer_line(offer) for offer in offers]
    emit(json_, [shapes.offer(offer) for offer in offers], lines)


@click.command()
@click.argument("number")
@click.argument("field")
@click.argument("value")
@click.option("--reason", default="", help="更正的理由。")
@as_json
@pass_context
def correct(context: Context, number: str, field: str, value: str, reason: str, json_: bool) -> None:
    """更正一项内容：title purpose category village source leader accused accused_unit external_number
    route superior_due_on registered_on。原来的内容在经过里仍可查。
    """
    with context.open() as desk:
        change = _change(desk, field, value)
        matter = desk.matters.steps.correct(desk.matters.id_of(number), change, reason)
        _emit_standing(desk, matter, json_)


@click.command("correct-day")
@click.argument("number")
@click.argument("step_id")
@click.argument("day", metavar="DATE", type=ISO_DATE)
@click.option("--reason", required=True, help="更正日期的理由，记入经过。")
@as_json
@pass_context
def correct_day(context: Context, number: str, step_id: str, day: date, reason: str, json_: bool) -> None:
    """更正一步的日期，有关时限随之改变；STEP_ID 见 show --json 的 steps。"""
    with context.open() as desk:
        matter = desk.matters.steps.correct_day(desk.matters.id_of(number), step_id, day, reason)
        _emit_standing(desk, matter, json_)


@click.command()
@click.argument("number")
@click.option("--reason", required=True, help="撤销的理由，记入经过。")
@as_json
@pass_context
def withdraw(context: Context, number: str, reason: str, json_: bool) -> None:
    """撤销最后一步（例如误点）；原记录仍可查。"""
    with context.open() as desk:
        matter_id = desk.matters.id_of(number)
        matter = desk.matters.steps.withdraw(matter_id, _last_step(desk.matters.matter(matter_id)), reason)
        _emit_standing(desk, matter, json_)


def _last_step(matter: Matter) -> str:
    standing_steps = [step for step in matter.steps if not step.withdrawn]
    if not standing_steps:
        raise NotAllowed(f"{matter.number}还没有办理任何一步，没有可以撤销的")
    return standing_steps[-1].id


def _emit_standing(desk: Desk, matter: Matter, json_: bool) -> None:
    view = desk.matters.view(matter.id)
    value = {"number": matter.number, "state": matter.state, "state_text": view.state}
    clocks = shapes.clocks(view, desk.register.today())
    emit(json_, value | {"deadlines": clocks}, [f"{matter.number}　{view.state}"])


def _change(desk: Desk, field: str, value: str) -> dict[str, Any]:
    """One correction as the matter holds it: names become ids, words become codes."""
    if field not in _FIELDS:
        known = "、".join(f"{name}（{title}）" for name, (title, _, _) in _FIELDS.items())
        raise ValidationError({field: f"没有“{field}”这一项，没有更正；可以更正的有：{known}"})
    title, name, read = _FIELDS[field]
    return {name: read(desk, title, value.strip())}


def _text(_desk: Desk, _title: str, value: str) -> str:
    return value


def _day(_desk: Desk, _title: str, value: str) -> date | None:
    return parse_full_date(value) if value else None


def _coded(words: Mapping[str, str]) -> Callable[[Desk, str, str], str]:
    def read(_desk: Desk, title: str, value: str) -> str:
        found = next((code for code, word in words.items() if value in {code, word}), value)
        if found and found not in words:
            known = "、".join(f"{code}（{word}）" for code, word in words.items())
            raise ValidationError({title: f"{title}没有“{value}”，没有更正；可以填：{known}"})
        return found

    return read


def _listed(kind: str) -> Callable[[Desk, str, str], str]:
    def read(desk: Desk, _title: str, value: str) -> str:
        item = desk.offices.named(kind, value) if value else None
        if value and item is None:
            raise ValidationError(
                {kind: f"{TITLES[kind]}名册里没有“{value}”，没有更正，请核对名称或者先加入名册"}
            )
        return item.id if item else ""

    return read


def _category(desk: Desk, title: str, value: str) -> str:
    tree = desk.offices.classes()
    found = value if not value or tree.find(value) else tree.resolve(*value.split("／")[:3])
    if found is None:
        raise ValidationError(
            {title: f"内容分类里没有“{value}”，没有更正；写代码，或者写成“城乡建设／安全生产”"}
        )
    return found


_FIELDS: dict[str, tuple[str, str, Callable[[Desk, str, str], Any]]] = {
    "title": ("事由", "title", _text),
    "purpose": ("信访目的", "purpose", _coded(PURPOSES)),
    "category": ("内容分类", "category", _category),
    "village": ("问题属地", "village_id", _listed(VILLAGE)),
    "source": ("来源", "source", _text),
    "leader": ("包案领导", "leader", _text),
    "accused": ("被反映人", "accused", _text),
    "accused_unit": ("被反映单位", "accused_unit_id", _listed(UNIT)),
    "external_number": ("系统编号", "external_number", _text),
    "route": ("办理途径", "route", _coded({key: route.label for key, route in ROUTES.items()})),
    "superior_due_on": ("上级要求反馈日期", "superior_due_on", _day),
    "registered_on": ("登记日期", "registered_on", _day),
}

LAW_COMMANDS: tuple[click.Command, ...] = (explain, next_, correct, correct_day, withdraw)
