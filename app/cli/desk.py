"""The township's commands."""

from datetime import date
from pathlib import Path

import click

from app.cli import shapes
from app.cli.output import ISO_DATE, Context, as_json, emit, pass_context, refuse, warn, write_key
from app.core.offices import Office, password_problem
from app.core.rosters import USUAL_UNITS
from app.core.routes import ROUTES
from app.core.steps import DELIVERY_WAYS, PAPERS, RULES, URGE_WAYS, StepCommand
from app.services.opening import Setup, create_office
from app.services.sheets import today_paper
from app.services.shipped import calendar


@click.command()
@click.option("--office", required=True, help="机构名称。")
@click.option("--code", required=True, help="12位区划代码。")
@click.option("--superior", required=True, help="上级信访部门。")
@click.option("--organ-code", default="", help="机关代字，默认取名称第一个字。")
@click.option("--review-body", default="", help="复查机关，默认由上级名称推出。")
@click.option("--clerk", default="", help="经办人。")
@click.option("--practice", is_flag=True, help="建立练习用机构，带虚构的一年数据。")
@as_json
@pass_context
def new(
    context: Context, office: str, code: str, superior: str, organ_code: str, review_body: str,
    clerk: str, practice: bool, json_: bool,
) -> None:  # fmt: skip
    """建立一个机构的登记库。"""
    password = context.password()
    if problem := password_problem(password):
        warn(f"提醒：{problem}。")
    setup = Setup(
        Office(office, code, organ_code, superior, review_body, clerk=clerk, practice=practice), USUAL_UNITS
    )
    if practice:
        from app.services.practice import create_practice_office

        desk = create_practice_office(context.folder, setup, password)
    else:
        desk = create_office(context.folder, setup, password)
    with desk:
        enrolment = desk.exchange.enrolment_path()
    value = {
        "folder": context.folder,
        "office": office,
        "code": code,
        "practice": practice,
        "enrolment": enrolment,
    }
    emit(
        json_, value, [f"已建立“{office}”的登记库：{context.folder}", f"送县信访局登记用的文件：{enrolment}"]
    )


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="只核对，不写入。")
@as_json
@pass_context
def receive(context: Context, file: Path, dry_run: bool, json_: bool) -> None:
    """把台账（.csv 或 .xlsx）逐行登记进来。"""
    with context.open() as desk:
        if not dry_run:
            desk.safety.backup_if_due()
        taken = desk.registers.receive(file, dry_run=dry_run)
    emit(json_, shapes.register(taken), shapes.register_lines(taken))
    if taken.refused and not (taken.registered or taken.known):
        refuse("没有一行可以登记，数据没有变化；请按上面的说明更正后再试。")


@click.command()
@click.argument("text")
@as_json
@pass_context
def find(context: Context, text: str, json_: bool) -> None:
    """按编号、姓名、电话或证件号码尾数、内容查找。"""
    with context.open() as desk:
        rows = desk.matters.find(text)
    emit(
        json_, [shapes.found(row) for row in rows], [shapes.found_line(row) for row in rows] or ["没有找到。"]
    )


@click.command()
@click.argument("number")
@as_json
@pass_context
def show(context: Context, number: str, json_: bool) -> None:
    """显示一件信访事项。"""
    with context.open() as desk:
        view = desk.matters.view(desk.matters.id_of(number))
        linked = {view.matter.merged_into, view.matter.split_from} - {""}
        numbers = {found: desk.matters.matter(found).number for found in linked}
    emit(json_, shapes.matter(view, numbers), shapes.matter_lines(view))


@click.command()
@click.option("--on", type=ISO_DATE, default=None, help="按哪一天看，默认今天。")
@click.option("-o", "--output", type=click.Path(path_type=Path), default=None, help="另写成一张清单（PDF）。")
@as_json
@pass_context
def today(context: Context, on: date | None, output: Path | None, json_: bool) -> None:
    """今天要办的事：超期、今天、三天内、七天内到期。"""
    with context.open() as desk:
        sheet = desk.today.sheet(on)
        if output:
            desk.papers.save_pdf(today_paper(sheet, desk.offices.office()), output)
        value, lines = shapes.today(sheet), shapes.today_lines(sheet)  # worked out while the register is open
    emit(json_, value, lines)


@click.command(help=f"办理一步：{' '.join(RULES)}。")
@click.argument("number")
@click.argument("kind")
@click.option("--on", type=ISO_DATE, default=None, help="办理日期，默认今天。")
@click.option("--to", "unit", default="", help="单位名称或代码。")
@click.option("--text", default="", help="意见、理由或说明。")
@click.option("--due", "due_on", type=ISO_DATE, default=None, help="交办、督办的反馈期限。")
@click.option(
    "--way", default="", help=f"送达方式：{' '.join(DELIVERY_WAYS)}；催办方式：{' '.join(URGE_WAYS)}。"
)
@click.option("--value", default="", help="结果或评价的代码，例如 supported、satisfied。")
@click.option(
    "--days", type=click.IntRange(min=0), default=0, help="延长的天数，或者专门法律规定的办理天数。"
)
@click.option("--leader", default="", help="批准的负责人。")
@click.option("--reason", default="", help="理由的代码，例如 not_ours、clear、delay。")
@click.option("--basis", default="", help="依据的文号。")
@click.option("--sent", "sent_on", type=ISO_DATE, default=None, help="投邮日期，以邮戳为准。")
@click.option("--receiver", default="", help="签收人、代收人。")
@click.option("--other", default="", help="另一件事项的编号（并案、撤销拆分）。")
@click.option("--paper", default="", help=f"送达的是哪份文书：{' '.join(PAPERS)}。")
@click.option("--route", default="", help=f"同时确定办理途径：{' '.join(ROUTES)}。")
@click.option("--new-unit", is_flag=True, help="单位名册里没有时，确认加入。")
@as_json
@pass_context
def step(
    context: Context, number: str, kind: str, on: date | None, unit: str, text: str, due_on: date | None,
    way: str, value: str, days: int, leader: str, reason: str, basis: str, sent_on: date | None, receiver: str,
    other: str, paper: str, route: str, new_unit: bool, json_: bool,
) -> None:  # fmt: skip
    """Take one step; its help above names the kinds there are."""
    with context.open() as desk:
        matter_id = desk.matters.id_of(number)
        command = StepCommand(
            kind, on or desk.register.today(), text=text, due_on=due_on, way=way, value=value, days=days,
            leader=leader, reason=reason, basis=basis, sent_on=sent_on, receiver=receiver, other=other, paper=paper,
        )  # fmt: skip
        matter = desk.matters.take_step(matter_id, command, unit, route=route, sure=new_unit)
        view = desk.matters.view(matter.id)
        clocks = shapes.clocks(view, desk.register.today())
    done = {
        "number": matter.number, "step": kind, "on": command.on, "state": matter.state, "state_text": view.state,
        "step_id": matter.steps[-1].id, "deadlines": clocks,
    }  # fmt: skip
    emit(json_, done, [f"{matter.number}　{view.state}"])


@click.command()
@click.argument("start", type=ISO_DATE, metavar="DATE")
@click.option("--plus", type=click.IntRange(0, 36_000), required=True, help="天数。")
@click.option("--working", is_flag=True, help="按工作日计算。")
@as_json
def days(start: date, plus: int, working: bool, json_: bool) -> None:
    """计算期限：开始当日不计；raw 未顺延，rolled 遇休息日顺延。"""
    counted = calendar().count(start, plus, unit="working" if working else "day")
    value = {
        "raw": counted.raw, "rolled": counted.rolled, "provisional": counted.provisional, "notes": list(counted.notes)
    }  # fmt: skip
    lines = [f"未顺延：{counted.raw}", f"顺延后：{counted.rolled}", *counted.notes]
    emit(json_, value, lines)


@click.command()
@click.option("--full", is_flag=True, help="由记录链重建全部表格并比对。")
@as_json
@pass_context
def verify(context: Context, full: bool, json_: bool) -> None:
    """校验数据是否完好。"""
    with context.open() as desk:
        report = desk.safety.verify(full=full)
    value = {"ok": report.ok, "entries": report.entries, "head": report.head, "lines": list(report.lines)}
    emit(json_, value, report.lines)
    if not report.ok:
        refuse("校验没有通过，请停止录入并从最近的备份恢复。")


@click.command()
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="写到哪个文件。")
@as_json
@pass_context
def key(context: Context, output: Path, json_: bool) -> None:
    """导出本机的解密密钥（age 格式），没有本程序时也能打开自己的报送包；请离线妥善保管。"""
    with context.open() as desk:
        write_key(output, desk.exchange.recovery_key())
    emit(json_, {"file": output}, [f"已写出解密密钥：{output}。拿到它的人能打开全部报送包，请离线保管。"])


DESK_COMMANDS: tuple[click.Command, ...] = (
    new, receive, find, show, today, step, days, verify, key
)  # fmt: skip
