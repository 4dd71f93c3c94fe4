"""`petition-desk update`: a newer version of the program from a stick, and the way back."""

from dataclasses import replace
from pathlib import Path

import click

from app.cli.county_store import CountyContext
from app.cli.output import Context, as_json, emit, pass_context, wait_aloud
from app.cli.safety import counted_words, way_in
from app.county.desk import system_now
from app.county.folders import has_county, is_on_server
from app.county.keeping import CountyRevival
from app.services.backups import UPDATING
from app.services.folders import has_register
from app.services.going_back import GoingBack, WayBack, WentBack
from app.services.handing_over import HandOver
from app.services.installed import KIND_WORDS
from app.services.safety import Safety
from app.services.sticks import plugged_in
from app.services.updates import NO_KEYS, NOT_COPIED, Found, Prepared, Updates

PATH = click.Path(path_type=Path)
NO_STICK_FOUND = "U盘上没有找到升级包（petition-desk-….xfu）；请插上U盘，或者写出文件或文件夹。"


@click.group()
def update() -> None:
    """用U盘上的升级包（.xfu）升级程序，或者退回上一版本。"""


@update.command()
@click.argument("path", type=PATH, required=False)
@as_json
@pass_context
def check(context: Context, path: Path | None, json_: bool) -> None:
    """看U盘、文件夹里有没有能用的升级包；写出一个文件时逐字节核对它。不需要密码。"""
    updates = Updates(context.folder)
    if path and path.is_file():
        updates.check(path)
    found = updates.look([path] if path else plugged_in())
    value = {
        "version": str(updates.version), "platform": updates.platform, "kind": updates.kind,
        "keys": [key.id for key in updates.trusted()], "last": updates.last(), "packages": [_shape(one) for one in found],
    }  # fmt: skip
    about = f"本机版本{updates.version}（{KIND_WORDS[updates.kind]}）"
    keyless = [] if updates.trusted() else [NO_KEYS]
    emit(json_, value, [about, *keyless, *(map(_line, found) if found else [NO_STICK_FOUND])])


@update.command()
@click.argument("path", type=PATH)
@click.option("--yes", is_flag=True, help="确实升级；不写时只说明会怎样。")
@click.option("--start", is_flag=True, help="准备好后马上打开安装程序。")
@as_json
@pass_context
def apply(context: Context, path: Path, yes: bool, start: bool, json_: bool) -> None:
    """先备份并核对，再把升级包核对后放到本机，最后交给安装程序。"""
    updates = Updates(context.folder)
    new = updates.check(path)
    value = {"from": str(updates.version), "to": str(new.version), "notes": new.notes, "applied": False}
    if not yes:
        lines = [f"可以从{updates.version}升到{new.version}：{new.notes or '没有说明'}"]
        emit(json_, value, [*lines, "没有改动任何东西；确定要升级，请加 --yes。"])
        return
    done = _applied(context, updates, path)
    value |= {"applied": True, "copy": done.copy, "warnings": list(done.warnings), **_handed(done.hand_over)}
    copied = [f"升级前的备份：{done.copy}"] if done.copy else []
    emit(json_, value, [*copied, *done.warnings, *_said(done.hand_over)])
    if start:
        done.hand_over.start()


def _applied(context: Context, updates: Updates, path: Path) -> Prepared:
    if not has_register(context.folder):
        made = _county_copied(context)
        done = updates.apply(None, path)
        told = tuple(word for word in done.warnings if made is None or word != NOT_COPIED)
        return replace(done, copy=made, warnings=told)
    with context.open() as desk:
        return updates.apply(desk, path)


def _county_copied(context: Context) -> Path | None:
    """A proved copy of the county's store, if this PC is a county's."""
    county = CountyContext(context, "")
    if not has_county(county.beside) or is_on_server(county.beside):
        return None  # a server's copies are its keeper's
    desk = county.open()
    try:
        return Safety(desk.keeping, CountyRevival(system_now)).backup(reason=UPDATING)
    finally:
        desk.close()


@update.command()
@click.option("--from", "source", type=PATH, default=None, help="上一版本的升级包，或放有它的文件夹。")
@click.option("--code-file", type=PATH, default=None, help="写有恢复码的文件，代替密码。")
@click.option("--yes", is_flag=True, help="确实退回；不写时只说明会怎样、会少什么。")
@click.option("--start", is_flag=True, help="准备好后马上打开安装程序。")
@as_json
@pass_context
def back(
    context: Context, source: Path | None, code_file: Path | None, yes: bool, start: bool, json_: bool
) -> None:  # fmt: skip
    """退回上一版本；旧版本打不开现在的数据时，换上升级前的备份。"""
    going, unlocked = GoingBack(context.folder), way_in(context, code_file)
    way = going.look(unlocked, source, wait=wait_aloud)
    value = {
        "to": str(way.version), "package": way.package, "keeps_data": way.keeps_data, "copy": way.copy,
        "lost": dict(way.lost), "went": False,
    }  # fmt: skip
    if not yes:
        emit(json_, value, [*way_lines(way), "没有改动任何东西；确定要退回，请加 --yes。"])
        return
    went = going.go(way, unlocked, wait=wait_aloud)
    value |= {"went": True, "saved": went.saved, **_handed(went.hand_over)}
    emit(json_, value, _went_lines(way, went))
    if start:
        went.hand_over.start()


def way_lines(way: WayBack) -> list[str]:
    """What going back means and costs, in sentences."""
    lines = [f"可以退回{way.version}：{way.package}"]
    if way.copy is None:
        return [*lines, "这个版本能打开现在的数据，数据不用换。"]
    lines.append(f"{way.version}打不开现在的数据（格式更新过），要换上升级前的备份：{way.copy.name}")
    if not way.lost.get("entries"):
        return [*lines, "备份以后没有新的登记，不会少什么。"]
    first, last = way.lost_days
    return [
        *lines,
        f"备份以后（{first}至{last}）登记的会不在其中：{counted_words(way.lost)}，共{way.lost['entries']}条记录；"
        "现在的数据会先保存一份，新版本还能打开它。",
    ]


def _went_lines(way: WayBack, went: WentBack) -> list[str]:
    lines = [f"已换上备份{way.copy.name}"] if way.copy else ["数据没有换"]
    if went.saved:
        lines.append(f"退回前的数据保存在：{went.saved}")
    return [*lines, *_said(went.hand_over)]


def _handed(done: HandOver) -> dict[str, object]:
    return {"installer": done.installer, "command": list(done.command), "sentence": done.sentence}


def _said(done: HandOver) -> list[str]:
    return [done.sentence, done.shown]


def _shape(found: Found) -> dict[str, object]:
    update = found.update
    return {
        "path": found.path, "ok": not found.problem, "problem": found.problem,
        "version": str(update.version) if update else "", "platform": update.platform if update else "",
        "notes": update.notes if update else "",
    }  # fmt: skip


def _line(found: Found) -> str:
    if found.update is None or found.problem:
        return f"{found.path}　{found.problem}"
    return f"{found.path}　可以升到{found.update.version}　{found.update.notes}"
