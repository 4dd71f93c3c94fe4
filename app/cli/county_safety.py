"""The county's copies, rehearsals, restoring and ways in: the township's commands over the county's own store."""

from contextlib import closing
from pathlib import Path

import click

from app.cli.county import county
from app.cli.county_store import CountyContext, pass_county
from app.cli.output import as_json, emit, refuse, wait_aloud
from app.cli.safety import (
    PATH,
    by_code_file,
    look_lines,
    make_code,
    new_password,
    tell_code,
    tell_copies,
    tell_drill,
)
from app.county.desk import CountyDesk, open_county_by, system_now
from app.county.folders import leads_to_server
from app.county.keeping import CountyRevival
from app.county.kept import COUNTY
from app.county.store import locate
from app.errors import NotAllowed
from app.services.backups import FOLDER, list_copies
from app.services.keys import WaysIn
from app.services.restoring import look, put_back
from app.services.safety import Safety
from app.services.ways_in import Unlock, by_password

REVIVAL = CountyRevival(system_now)


@county.command()
@click.option("-o", "--output", type=PATH, default=None, help="备份到哪个文件夹。")
@click.option("--stick", type=PATH, default=None, help="备份到这个U盘（它的根文件夹），第一次会做上标记。")
@as_json
@pass_county
def backup(context: CountyContext, output: Path | None, stick: Path | None, json_: bool) -> None:
    """备份县局数据，打开核对后才算数。"""
    if output and stick:
        raise click.UsageError("--output 和 --stick 只能用一个。")
    with closing(context.open()) as desk:
        safety = _safety(desk)
        made = safety.backup_to(safety.prepare_stick(stick)) if stick else safety.backup(output)
        shortfall = safety.shortfall
    done = "已备份，从U盘读回核对一致，可以拔出" if stick else "已备份并核对"
    emit(json_, {"folder": made, "shortfall": list(shortfall)}, [f"{done}：{made}", *shortfall])


@county.command()
@click.argument("folder", type=PATH, required=False)
@as_json
@pass_county
def backups(context: CountyContext, folder: Path | None, json_: bool) -> None:
    """列出县局的备份，最新的在前；不写文件夹时列出本机的。不需要密码。"""
    tell_copies(list_copies(folder or _folder(context) / FOLDER, COUNTY), json_)


@county.command()
@click.option("--full", is_flag=True, help="连同每条记录的版本一起核对。")
@as_json
@pass_county
def verify(context: CountyContext, full: bool, json_: bool) -> None:
    """核验县局数据：数据文件、各乡镇的记录链、收到的报送包。"""
    with closing(context.open()) as desk:
        report = _safety(desk).verify(full=full)
    emit(json_, {"ok": report.ok, "lines": list(report.lines)}, report.lines)
    if not report.ok:
        refuse("核验没有通过，请停止接收并从最近的备份恢复。")


@county.command()
@click.argument("copy", type=PATH, required=False)
@as_json
@pass_county
def drill(context: CountyContext, copy: Path | None, json_: bool) -> None:
    """恢复演练：取一份县局备份在空白处恢复一遍，全部核对；不写备份时随机取一份。"""
    with closing(context.open()) as desk:
        done = _safety(desk).drill(copy)
    tell_drill(done, json_)


@county.command()
@click.argument("copy", type=PATH)
@click.option("--code-file", type=PATH, default=None, help="写有恢复码的文件，代替密码。")
@click.option("--new-password-file", type=PATH, default=None, help="恢复后改用的新密码（第一行）。")
@click.option("--yes", is_flag=True, help="确实恢复；不写时只说明会怎样。")
@as_json
@pass_county
def restore(
    context: CountyContext, copy: Path, code_file: Path | None, new_password_file: Path | None, yes: bool, json_: bool
) -> None:  # fmt: skip
    """从备份恢复县局数据；现有数据先保存一份，备份以后收到、还在本机的报送包再接收一次。"""
    folder, unlocked = _folder(context), _way_in(context, code_file)
    new = new_password(new_password_file) if new_password_file else ""
    seen = look(copy, folder, unlocked, wait=wait_aloud, revival=REVIVAL)
    value = {
        "source": copy, "office": seen.office, "day": seen.day, "counts": dict(seen.counts),
        "lost": dict(seen.present.lost or {}), "restored": False, "saved": None, "taken_again": 0,
    }  # fmt: skip
    if not yes:
        emit(json_, value, [*look_lines(seen), "没有改动任何数据；确定要恢复，请加 --yes。"])
        return
    done = put_back(copy, folder, unlocked, REVIVAL, new_password=new, wait=wait_aloud)
    with closing(open_county_by(folder, by_password(new) if new else unlocked)) as again:
        taken = sum(one.state == "accepted" for one in again.take_again())
    lines = [f"已恢复：{folder}", *done.shortfall]
    lines += [f"恢复前的数据保存在：{done.saved}"] if done.saved else []
    lines += [f"备份以后收到的{taken}个报送包还在本机，已再次接收。"] if taken else []
    emit(json_, value | {"restored": True, "saved": done.saved, "taken_again": taken}, lines)


@county.command("accept-older")
@as_json
@pass_county
def accept_older(context: CountyContext, json_: bool) -> None:
    """县局数据比上次关闭时旧时，确认继续使用。"""
    context.open(confirmed=True).close()
    emit(json_, {"folder": _folder(context)}, ["已确认继续使用这份县局数据。"])


@county.command()
@click.option("--code-file", type=PATH, required=True, help="写有恢复码的文件。")
@click.option("--new-password-file", type=PATH, required=True, help="写有新密码的文件（第一行）。")
@as_json
@pass_county
def recover(context: CountyContext, code_file: Path, new_password_file: Path, json_: bool) -> None:
    """忘记密码时，用纸上的恢复码打开县局数据并换上新密码。"""
    new, folder = new_password(new_password_file), _folder(context)
    with closing(open_county_by(folder, by_code_file(code_file))) as desk:
        WaysIn(desk.keeping).reset_password(new)
    emit(json_, {"folder": folder}, ["已换上新密码，原来的密码不能再用。"])


@county.command("password")
@click.option("--new-password-file", type=PATH, required=True, help="写有新密码的文件（第一行）。")
@as_json
@pass_county
def password(context: CountyContext, new_password_file: Path, json_: bool) -> None:
    """修改县局的密码；以前的备份仍用以前的密码打开。"""
    new = new_password(new_password_file)
    with closing(context.open()) as desk:
        WaysIn(desk.keeping).change_password(context.password(), new)
    emit(json_, {"folder": _folder(context)}, ["密码已修改；以前做的备份仍用以前的密码打开。"])


@county.command("recovery-code")
@as_json
@pass_county
def recovery_code(context: CountyContext, json_: bool) -> None:
    """生成县局的恢复码，抄在纸上并回答其中两组后才生效；旧的作废。"""
    with closing(context.open()) as desk:
        number = make_code(WaysIn(desk.keeping), context.password())
    tell_code(number, json_)


def _safety(desk: CountyDesk) -> Safety:
    return Safety(desk.keeping, REVIVAL)


def _folder(context: CountyContext) -> Path:
    place = locate(context.store, context.beside)
    if place.server or leads_to_server(place.folder):
        raise NotAllowed(
            "县局数据在服务器上，本机不能备份，什么也没有改动", way_out="请由服务器管理员按说明备份数据库"
        )
    return place.folder


def _way_in(context: CountyContext, code_file: Path | None) -> Unlock:
    return by_code_file(code_file) if code_file else by_password(context.password())
