"""`petition-desk rules`: the rule packs there are, and taking in another one."""

from pathlib import Path
from typing import Any

import click

from app.cli.output import Context, as_json, emit, pass_context
from app.core.dates import chinese_date
from app.core.pack_changes import period_of
from app.core.rule_packs import Clock
from app.services.rule_packs import KnownPack, PackPreview, RulePacks

_WHOSE = {"office": "本机关", "unit": "承办单位", "petitioner": "信访人", "superior": "上级机关"}


@click.group(invoke_without_command=True)
@as_json
@click.pass_context
def rules(group: click.Context, json_: bool) -> None:
    """列出本机的规则包；用 show 看时限，用 add 添加上级发来的规则包。"""
    if group.invoked_subcommand:
        return
    with group.find_object(Context).open() as desk:  # type: ignore[union-attr]  # the root command made it
        packs = RulePacks(desk.register).all()
    emit(json_, [_shape(pack) for pack in packs], [_line(pack) for pack in packs])


@rules.command()
@click.argument("pack_id", metavar="ID")
@as_json
@pass_context
def show(context: Context, pack_id: str, json_: bool) -> None:
    """列出一个规则包的全部时限，以及与现行规则包的不同。"""
    with context.open() as desk:
        service = RulePacks(desk.register)
        pack = service.pack(pack_id)
        known = next(row for row in service.all() if row.id == pack.id)
        changes = service.compare(pack)
    value = _shape(known) | {"clocks": [_clock(clock) for clock in pack.clocks], "differences": changes}
    emit(json_, value, [_line(known), *map(_clock_line, pack.clocks), *_told(changes)])


@rules.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--source", default="", help="来源，例如发来的机关和文号；添加时必填。")
@click.option("--dry-run", is_flag=True, help="只查看有什么不同，不添加。")
@as_json
@pass_context
def add(context: Context, file: Path, source: str, dry_run: bool, json_: bool) -> None:
    """添加一个规则包（JSON文件）；已经登记的事项仍按原来的规则。"""
    if not (source.strip() or dry_run):
        raise click.UsageError("请用 --source 写明来源，例如发来的机关和文号。")
    with context.open() as desk:
        service = RulePacks(desk.register)
        preview = service.read(file)
        if not dry_run:
            service.add(preview, source)
    emit(json_, _preview(preview, dry_run=dry_run), _preview_lines(preview, dry_run=dry_run))


@rules.command()
@click.argument("pack_id", metavar="ID", default="")
@as_json
@pass_context
def choose(context: Context, pack_id: str, json_: bool) -> None:
    """选用一个规则包，只用于以后登记的事项；不写代码的恢复为现行全国规定。"""
    with context.open() as desk:
        service = RulePacks(desk.register)
        in_force = service.choose(pack_id)
        row = next(row for row in service.all() if row.id == in_force.id)
    emit(json_, _shape(row), [f"以后登记的事项适用：{row.name}"])


def _shape(pack: KnownPack) -> dict[str, Any]:
    return {
        "id": pack.id, "name": pack.name, "version": pack.version, "effective_from": pack.effective_from,
        "source": pack.source, "local": pack.local, "added": pack.added, "received_from": pack.received_from,
        "chosen": pack.chosen, "in_force": pack.in_force,
    }  # fmt: skip


def _clock(clock: Clock) -> dict[str, Any]:
    return {
        "id": clock.id, "name": clock.name, "period": period_of(clock), "days": clock.days, "unit": clock.unit,
        "extendable": clock.extendable, "kind": clock.kind, "owner": clock.owner, "article": clock.article,
    }  # fmt: skip


def _preview(preview: PackPreview, *, dry_run: bool) -> dict[str, Any]:
    pack = preview.pack
    return {
        "dry_run": dry_run, "id": pack.id, "name": pack.name, "version": pack.version,
        "effective_from": pack.effective_from, "local": pack.local, "compared_with": preview.compared_with.id,
        "differences": preview.differences,
    }  # fmt: skip


def _line(pack: KnownPack) -> str:
    words = ["地方" if pack.local else "全国", "上级发来" if pack.added else "随程序提供"]
    words += ["本机关选用"] * pack.chosen + ["现行"] * pack.in_force
    since = chinese_date(pack.effective_from)
    return f"{pack.id}　{pack.name}　第{pack.version}版　{since}起　{'、'.join(words)}　{pack.source}"


def _clock_line(clock: Clock) -> str:
    return f"{clock.name}　{period_of(clock)}　{_WHOSE[clock.owner]}　{clock.article}"


def _told(changes: tuple[str, ...]) -> list[str]:
    return ["与现行规则包的不同：", *changes] if changes else ["与现行规则包没有不同。"]


def _preview_lines(preview: PackPreview, *, dry_run: bool) -> list[str]:
    done = "尚未添加，以下是与现行规则包的不同" if dry_run else "已添加，只用于以后登记的事项"
    chosen = f"这是地方规则包，运行 rules choose {preview.pack.id} 才会采用。"
    return [
        f"规则包“{preview.pack.name}”{done}", *preview.differences, *[chosen] * preview.pack.local
    ]  # fmt: skip
