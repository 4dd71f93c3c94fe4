"""Copies, rehearsals, restoring, and the ways into the register."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

import click

from app.cli.output import Context, as_json, emit, pass_context, refuse, secret_line, wait_aloud, warn
from app.core.offices import password_problem
from app.core.recovery_codes import GROUPS, group_problem, read_groups, spell, split_groups
from app.errors import AppError, ValidationError
from app.services.backups import Copy, list_copies
from app.services.keys import WaysIn, code_number, new_recovery_secret
from app.services.opening import open_by, open_desk
from app.services.restoring import Look, look
from app.services.restoring import restore as put_back
from app.services.safety import Drill
from app.services.second_disk import SecondDisk
from app.services.ways_in import Unlock, by_code, by_password

PATH = click.Path(path_type=Path)
ASKED_GROUPS = 2
WORDS = {"matters": "件信访事项", "receptions": "次登记", "people": "位信访人", "attachments": "份附件"}
COUNTY_WORDS = {"townships": "个乡镇", "bundles": "个报送包", "records": "条收到的记录"}


@click.command()
@click.option("-o", "--output", type=PATH, default=None, help="备份到哪个文件夹。")
@click.option("--stick", type=PATH, default=None, help="备份到这个U盘（它的根文件夹），第一次会做上标记。")
@as_json
@pass_context
def backup(context: Context, output: Path | None, stick: Path | None, json_: bool) -> None:
    """备份，打开核对后才算数。"""
    if output and stick:
        raise click.UsageError("--output 和 --stick 只能用一个。")
    with context.open() as desk:
        if stick:
            made = desk.safety.backup_to(desk.safety.prepare_stick(stick))
        else:
            made = desk.safety.backup(output)
        shortfall = desk.safety.shortfall
    done = "已备份，从U盘读回核对一致，可以拔出" if stick else "已备份并核对"
    emit(json_, {"folder": made, "shortfall": list(shortfall)}, [f"{done}：{made}", *shortfall])


@click.command("second-disk")
@click.argument("folder", type=PATH, required=False)
@click.option("--forget", is_flag=True, help="不再每天备份到那里；已有的备份不动。")
@as_json
@pass_context
def second_disk(context: Context, folder: Path | None, forget: bool, json_: bool) -> None:
    """每天自动备份到另一块硬盘上的文件夹；不写文件夹时说明现在的情况。"""
    if folder and forget:
        raise click.UsageError("写了文件夹就不能用 --forget。")
    with context.open() as desk:
        if forget:
            desk.safety.forget_second_disk()
        made = desk.safety.choose_second_disk(folder) if folder else None
        kept = desk.safety.second_disk()
    value = {"folder": kept.root if kept else None, "found": bool(kept and kept.place), "copy": made}
    emit(json_, value, [_second_disk_line(kept), *([f"第一份已做好并核对：{made}"] if made else [])])


def _second_disk_line(kept: SecondDisk | None) -> str:
    if kept is None:
        return "没有设第二块硬盘。"
    return f"每天备份到第二块硬盘：{kept.root}" + (
        "" if kept.place else "（找不到了，请接好硬盘或者重新选择）"
    )


@click.command()
@click.argument("folder", type=PATH, required=False)
@as_json
@pass_context
def backups(context: Context, folder: Path | None, json_: bool) -> None:
    """列出备份，最新的在前；不写文件夹时列出本机的。不需要密码。"""
    tell_copies(list_copies(folder or context.folder / "backups"), json_)


@click.command()
@click.argument("copy", type=PATH, required=False)
@as_json
@pass_context
def drill(context: Context, copy: Path | None, json_: bool) -> None:
    """恢复演练：取一份备份在空白处恢复一遍，全部核对；不写备份时随机取一份。"""
    with context.open() as desk:
        done = desk.safety.drill(copy)
    tell_drill(done, json_)


def tell_copies(found: Sequence[Copy], json_: bool) -> None:
    """Copies, the newest first; a township's and a county's alike."""
    emit(json_, [copy_shape(copy) for copy in found], [copy_line(copy) for copy in found] or ["没有备份。"])


def tell_drill(done: Drill | None, json_: bool) -> None:
    """How a rehearsal ended; exit 1 unless well."""
    if done is None:
        refuse("没有可以演练的备份，请先备份。")
        return
    value = {"ok": done.ok, "name": done.name, "on": done.on, "sentence": done.sentence}
    emit(json_, value, [f"恢复演练{'成功' if done.ok else '没有通过'}：{done.name}"])
    if not done.ok:
        refuse(done.sentence)


@click.command()
@click.argument("copy", type=PATH)
@click.option("--code-file", type=PATH, default=None, help="写有恢复码的文件，代替密码。")
@click.option("--new-password-file", type=PATH, default=None, help="恢复后改用的新密码（第一行）。")
@click.option("--yes", is_flag=True, help="确实恢复；不写时只说明会怎样。")
@as_json
@pass_context
def restore(
    context: Context, copy: Path, code_file: Path | None, new_password_file: Path | None, yes: bool, json_: bool
) -> None:  # fmt: skip
    """从备份恢复到数据文件夹；现有数据先保存一份。"""
    unlocked = way_in(context, code_file)
    new = new_password(new_password_file) if new_password_file else ""
    seen = look(copy, context.folder, unlocked, wait=wait_aloud)
    value = {
        "source": copy, "office": seen.office, "day": seen.day, "counts": dict(seen.counts),
        "lost": dict(seen.present.lost or {}), "restored": False, "saved": None,
    }  # fmt: skip
    if not yes:
        emit(json_, value, [*look_lines(seen), "没有改动任何数据；确定要恢复，请加 --yes。"])
        return
    done = put_back(copy, context.folder, unlocked, new_password=new, wait=wait_aloud)
    lines = [f"已恢复到第{done.seq}条记录：{done.folder}", *done.shortfall]
    if done.saved:
        lines.append(f"恢复前的数据保存在：{done.saved}")
    emit(json_, value | {"restored": True, "saved": done.saved}, lines)


@click.command()
@click.option("--code-file", type=PATH, required=True, help="写有恢复码的文件。")
@click.option("--new-password-file", type=PATH, required=True, help="写有新密码的文件（第一行）。")
@as_json
@pass_context
def recover(context: Context, code_file: Path, new_password_file: Path, json_: bool) -> None:
    """忘记密码时，用纸上的恢复码打开并换上新密码。"""
    new = new_password(new_password_file)
    with open_by(context.folder, by_code_file(code_file), wait=wait_aloud) as desk:
        desk.keys.reset_password(new)
    emit(json_, {"folder": context.folder}, ["已换上新密码，原来的密码不能再用。"])


@click.command("accept-older")
@as_json
@pass_context
def accept_older(context: Context, json_: bool) -> None:
    """数据比上次关闭时旧、或者历史不同时，确认继续使用；记录链里会写明。"""
    with open_desk(context.folder, context.password(), wait=wait_aloud, confirmed=True) as desk:
        notice = desk.register.notice
    emit(json_, {"folder": context.folder, "notice": notice}, [notice or "数据与上次关闭时一致。"])


@click.command()
@click.option("--keep-code", is_flag=True, help="不生成新的恢复码（以后要另外生成）。")
@as_json
@pass_context
def rekey(context: Context, keep_code: bool, json_: bool) -> None:
    """更换数据密钥：数据和附件全部重新加密；其他人的密码和旧恢复码失效。"""
    secret = b"" if keep_code else code_on_paper()
    with context.open() as desk:
        made = desk.keys.change_data_key(context.password(), secret)
    sentence = "已更换数据密钥；此前的备份仍用旧密钥和旧密码打开，请在新备份做好后销毁。"
    emit(json_, {"folder": context.folder, "copy": made.folder}, [sentence, f"更换前的备份：{made.folder}"])


@click.group()
def password() -> None:
    """密码、恢复码和第二负责人。"""


@password.command("list")
@as_json
@pass_context
def holders(context: Context, json_: bool) -> None:
    """谁能打开这份数据。"""
    with context.open() as desk:
        found = desk.keys.holders()
    names = {"password": "经办人密码", "official": "第二负责人", "recovery": "恢复码"}
    lines = [f"{names[holder.kind]}　{holder.label}　{holder.since}" for holder in found]
    emit(json_, [asdict(holder) for holder in found], lines)


@password.command()
@click.option("--new-password-file", type=PATH, required=True, help="写有新密码的文件（第一行）。")
@as_json
@pass_context
def change(context: Context, new_password_file: Path, json_: bool) -> None:
    """修改密码；以前的备份仍用以前的密码打开。"""
    new = new_password(new_password_file)
    with context.open() as desk:
        desk.keys.change_password(context.password(), new)
    emit(json_, {"folder": context.folder}, ["密码已修改；以前做的备份仍用以前的密码打开。"])


@password.command()
@click.option("--name", default="", help="第二负责人的姓名。")
@click.option("--new-password-file", type=PATH, default=None, help="写有其密码的文件（第一行）。")
@click.option("--remove", is_flag=True, help="撤销第二负责人。")
@as_json
@pass_context
def official(context: Context, name: str, new_password_file: Path | None, remove: bool, json_: bool) -> None:
    """设置第二负责人，其用自己的密码也能打开；新设的代替原来的。"""
    if remove == bool(new_password_file):
        raise click.UsageError("请写 --name 和 --new-password-file，或者只写 --remove。")
    with context.open() as desk:
        if remove:
            desk.keys.remove_official(context.password())
        elif new_password_file:
            desk.keys.keep_official(context.password(), name, new_password(new_password_file))
    done = "第二负责人已撤销。" if remove else f"已设置第二负责人：{name}。"
    emit(json_, {"folder": context.folder}, [done])


@password.command("recovery-code")
@as_json
@pass_context
def recovery_code(context: Context, json_: bool) -> None:
    """生成新的恢复码，抄在纸上并回答其中两组后才生效；旧的作废。"""
    with context.open() as desk:
        number = make_code(desk.keys, context.password())
    tell_code(number, json_)


def make_code(ways: WaysIn, password: str) -> str:
    """A new code, in force once two of its groups were typed back; its number."""
    ways.check(password)
    secret = code_on_paper()
    ways.keep_recovery_code(password, secret)
    return code_number(secret)


def tell_code(number: str, json_: bool) -> None:
    emit(json_, {"number": number}, [f"恢复码已生效，编号{number}；旧的恢复码作废，请销毁。"])


@password.command("paper")
@as_json
@pass_context
def paper(context: Context, json_: bool) -> None:
    """核对纸上的恢复码：看着纸输入其中两组，记入记录链；从不要求输入全部。"""
    with context.open() as desk:
        places = desk.paper_drills.ask()
        if seconds := desk.paper_drills.wait_seconds():
            wait_aloud(seconds)
        typed = [(place, click.prompt(f"请看着纸输入第{place}组", err=True)) for place in places]
        desk.paper_drills.answer(typed)
        held = desk.paper_drills.standing()
    number = held.number if held else ""
    emit(
        json_, {"number": number, "groups": list(places)}, [f"恢复码（编号{number}）核对一致，已记入记录链。"]
    )


def look_lines(seen: Look) -> list[str]:
    """What a restore would bring and cost, in sentences."""
    lines = [f"备份：{seen.office}，{seen.day}，{counted_words(seen.counts)}"]
    present = seen.present
    if not present.there:
        return [*lines, "数据文件夹里还没有数据，恢复后就可以使用。"]
    if not present.opens:
        return [*lines, "现有数据打不开，会原样保存一份。"]
    if present.other:
        return [*lines, f"现有的是另一份数据（{counted_words(present.counts or {})}），会先保存一份。"]
    lost = present.lost or {}
    if not lost.get("entries"):
        return [*lines, "备份以后没有新的登记，恢复不会少什么。"]
    first, last = present.lost_days
    return [
        *lines,
        f"备份以后（{first}至{last}）登记的会不在其中：{counted_words(lost)}，共{lost['entries']}条记录；恢复前会先保存一份。",
    ]


def counted_words(counts: Mapping[str, int]) -> str:
    """12件信访事项、15次登记 and so on."""
    words = COUNTY_WORDS if "bundles" in counts else WORDS
    return "、".join(f"{counts.get(name, 0)}{word}" for name, word in words.items())


def way_in(context: Context, code_file: Path | None) -> Unlock:
    """By the code in a file, else by the password."""
    return by_code_file(code_file) if code_file else by_password(context.password())


def by_code_file(path: Path) -> Unlock:
    return by_code(read_groups(split_groups(secret_line(path))))


def new_password(path: Path) -> str:
    new = secret_line(path)
    if problem := password_problem(new):
        raise ValidationError({"new": problem})
    return new


def code_on_paper() -> bytes:
    """Show a new code once, and go on only when two of its groups come back from the paper."""
    secret = new_recovery_secret()
    groups = spell(secret)
    warn(f"恢复码（编号{code_number(secret)}），请抄在纸上，不要存进电脑：")
    for at in range(0, GROUPS, 4):
        warn("　　".join(groups[at : at + 4]))
    asked = sorted({1 + secret[0] % GROUPS, 1 + (secret[0] + 3 + secret[1] % 3) % GROUPS})[:ASKED_GROUPS]
    for place in asked:
        typed = click.prompt(f"请看着纸输入第{place}组", err=True)
        if group_problem(place, typed) or split_groups(typed)[0] != groups[place - 1]:
            raise _not_shown(place)
    return secret


def _not_shown(place: int) -> AppError:
    return ValidationError({"code": f"第{place}组与恢复码不一致，没有生效，原来的恢复码不变；请重新生成"})


def copy_shape(copy: Copy) -> dict[str, object]:
    found = copy.manifest
    return {
        "folder": copy.folder, "trouble": copy.trouble, "day": found.day if found else "",
        "seq": found.seq if found else None, "life": found.life if found else None,
        "reason": found.reason if found else "", "office": found.office if found else "",
        "counts": dict(found.counts) if found else {},
    }  # fmt: skip


def copy_line(copy: Copy) -> str:
    found = copy.manifest
    if found is None:
        return f"{copy.folder.name}　{copy.trouble or '旧版本做的备份'}"
    return f"{copy.folder.name}　{found.day}　{counted_words(found.counts)}"


SAFETY_COMMANDS: tuple[click.Command, ...] = (
    backup, second_disk, backups, drill, restore, recover, accept_older, rekey, password
)  # fmt: skip
