"""`petition-desk clock`, `erase`, `reports`, `access`, `diagnostics`: what the office asks of its register besides the day's work."""

from dataclasses import asdict
from datetime import date
from pathlib import Path

import click

from app.cli.output import ISO_DATE, Context, as_json, emit, pass_context
from app.errors import AppError
from app.services.access_log import KINDS, USUAL
from app.services.crash_reports import CrashReports
from app.services.diagnostics import Diagnostics, save
from app.services.erasures import ELSEWHERE, GROUNDS, Approval
from app.services.upgrade_copies import keep_before_upgrade


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


@click.command()
@click.argument("number")
@click.option("--ground", type=click.Choice(list(GROUNDS)), required=True, help="依据。")
@click.option("--paper", required=True, help="批准销毁的文件名称或文号。")
@click.option("--approver", required=True, help="批准人。")
@click.option("--yes", is_flag=True, help="真的删除；不带它只说明会删除什么。")
@as_json
@pass_context
def erase(
    context: Context, number: str, ground: str, paper: str, approver: str, yes: bool, json_: bool
) -> None:
    """依法删除一件已办结事项的内容；编号、日期、结果和删除记录保留。"""
    with context.open() as desk:
        matter_id = desk.matters.id_of(number)
        goes = desk.erasures.what_goes(matter_id)
        if yes:
            goes = desk.erasures.erase(matter_id, Approval(ground, paper, approver))
    lines = [f"已删除。{ELSEWHERE}"] if yes else [goes.sentence(), "还没有删除；核对后加上 --yes。"]
    emit(json_, asdict(goes) | {"erased": yes}, lines)


@click.command()
@as_json
@pass_context
def reports(context: Context, json_: bool) -> None:
    """本机留存的错误报告（没有信访人和事项的内容），交维护人员用；不需要密码。"""
    kept = CrashReports(context.folder).kept()
    lines = [f"第{report.number}号\n{report.text}" for report in kept] or ["没有错误报告"]
    emit(json_, [asdict(report) for report in kept], lines)


@click.command()
@click.option("--limit", default=50, show_default=True, help="最多列出多少条。")
@click.option("--all", "every", is_flag=True, help="也列出每次打开登记库和打印。")
@as_json
@pass_context
def access(context: Context, limit: int, every: bool, json_: bool) -> None:
    """查阅记录：谁在什么时候为什么看过完整证件号码、启封过检举控告事项、写出过数据。"""
    with context.open() as desk:
        found = desk.access_log.lines(most=limit, kinds=tuple(KINDS) if every else USUAL)
    lines = ["　".join(part for part in (it.at, it.who, it.what, it.about, it.why) if part) for it in found]
    emit(json_, [asdict(line) for line in found], lines or ["没有查阅记录"])


@click.command()
@click.option("-o", "--output", type=click.Path(path_type=Path), default=None, help="存成这个.zip文件。")
@click.option("--show", is_flag=True, help="只显示要保存的内容。")
@as_json
@pass_context
def diagnostics(context: Context, output: Path | None, show: bool, json_: bool) -> None:
    """诊断信息：交给维护人员用，没有任何人和事项的内容；没有密码或登记库打不开时也能用。"""
    if show == bool(output):
        raise click.UsageError("请写 --show 查看，或者 -o 文件.zip 保存。")
    text, closed = _diagnosed(context)
    if output:
        save(text, output)
    lines = [*([closed] if closed else []), text.rstrip("\n"), *([f"已保存：{output}"] if output else [])]
    emit(json_, {"file": output, "text": text, "closed": closed}, lines)


def _diagnosed(context: Context) -> tuple[str, str]:
    """The text, and why it says nothing of the register, if it does not."""
    try:
        with context.open() as desk:
            return Diagnostics(context.folder, desk).text(), ""
    except (AppError, click.UsageError) as refusal:
        return Diagnostics(context.folder).text(), str(refusal)


@click.command("keep-before-upgrade")
@click.option("--from", "version", required=True, help="现在安装的版本号。")
@as_json
@pass_context
def keep_before(context: Context, version: str, json_: bool) -> None:
    """安装程序升级以前把登记数据的文件复制一份，放在数据文件夹旁边；不需要密码。"""
    made = keep_before_upgrade(context.folder, version)
    emit(json_, {"folder": made}, [f"升级前副本：{made}" if made else "还没有登记数据，不用复制。"])


SAFEKEEPING_COMMANDS: tuple[click.Command, ...] = (
    clock, erase, reports, access, diagnostics, keep_before
)  # fmt: skip
