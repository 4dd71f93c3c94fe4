"""What the rules leave to the office: see it, and settle it."""

from collections.abc import Callable
from typing import Any

import click

from app.cli.output import Context, as_json, emit, pass_context
from app.core.choices import CHOICES, DEFAULTS, Choice, Choices, choice_from, choice_named, shown_value
from app.errors import ValidationError


@click.group(invoke_without_command=True)
@click.option("--markdown", is_flag=True, help="打印说明文档（docs/settings.md）用的表格，不需要登记库。")
@as_json
@click.pass_context
def settings(group: click.Context, markdown: bool, json_: bool) -> None:
    """显示本机构的规则设置；用 set 修改。"""
    if group.invoked_subcommand:
        return
    if markdown:
        click.echo(settings_table())
        return
    with group.find_object(Context).open() as desk:  # type: ignore[union-attr]  # the root command made it
        choices = desk.offices.office().choices
        rows = [_shape(choice, choices) for choice in CHOICES]
        lines = [_line(choice, choices, desk.offices.worded(choice)) for choice in CHOICES]
    emit(json_, rows, lines)


@settings.command("set")
@click.argument("name")
@click.argument("value")
@as_json
@pass_context
def set_(context: Context, name: str, value: str, json_: bool) -> None:
    """修改一项规则：settings set overdue_by rolled。只影响以后登记的事项。"""
    choice = choice_named(name)
    if choice is None:
        raise ValidationError({name: f"没有“{name}”这一项规则，没有保存；运行 settings 可以看到全部名称"})
    with context.open() as desk:
        worded = desk.offices.worded(choice)
        choices = desk.offices.choose({name: choice_from(worded, value)}).choices
    emit(json_, _shape(choice, choices), [_line(choice, choices, worded)])


def settings_table() -> str:
    """Every choice as a Markdown table, for docs/settings.md."""
    head = ["| name | 规则 | 可选 | 默认 | 说明 | law.md §10 |", "|---|---|---|---|---|---|"]
    return "\n".join(head + [_table_line(choice) for choice in CHOICES])


def _table_line(choice: Choice) -> str:
    default = shown_value(choice, getattr(DEFAULTS, choice.name))
    cells = (f"`{choice.name}`", choice.title, _VALUES[choice.kind](choice), default, choice.hint, choice.law)
    return f"| {' | '.join(cells)} |"


def _number_range(choice: Choice) -> str:
    zero = f"（0：{choice.zero}）" if choice.zero else ""
    return f"{choice.least}–{choice.most}{choice.unit}{zero}"


def _words(choice: Choice) -> str:
    if choice.many:
        return (
            f"数字{choice.words[0][0]}–{choice.words[-1][0]}（{choice.words[0][1]}至{choice.words[-1][1]}）"
        )
    known = " · ".join(f"`{key}` {word}" if key else f"（空）{word}" for key, word in choice.words)
    return f"{known} · 规则包的代码" if choice.name == "rule_pack" else known


_VALUES: dict[str, Callable[[Choice], str]] = {
    "flag": lambda _: "是 · 否",
    "number": _number_range,
    "word": _words,
    "text": lambda choice: f"文字，如 `{choice.example}`",
}


def _shape(choice: Choice, choices: Choices) -> dict[str, Any]:
    return {
        "name": choice.name, "title": choice.title, "value": getattr(choices, choice.name),
        "default": getattr(DEFAULTS, choice.name), "group": choice.group, "law": choice.law,
    }  # fmt: skip


def _line(choice: Choice, choices: Choices, worded: Choice) -> str:
    value = getattr(choices, choice.name)
    mark = "（默认）" if value == getattr(DEFAULTS, choice.name) else ""
    return f"{choice.group}　{choice.title}　{shown_value(worded, value)}{mark}　{choice.name}"
