"""`petition-desk practice`: the tasks of the first day in a practice office, and beginning anew."""

import click

from app.cli.output import Context, as_json, emit, pass_context
from app.errors import NotAllowed
from app.services.desk import Desk
from app.services.first_day import TASKS
from app.services.practice_reset import reset_practice


@click.group(invoke_without_command=True)
@as_json
@click.pass_context
def practice(group: click.Context, json_: bool) -> None:
    """练习的第一天：十件事，做过的有记号；用 reset 重置练习。"""
    if group.invoked_subcommand:
        return
    with group.find_object(Context).open() as desk:  # type: ignore[union-attr]  # the root command made it
        _refuse_real(desk)
        done = desk.first_day.done()
    rows = [{"id": task.id, "title": task.title, "done": task.id in done} for task in TASKS]
    emit(json_, rows, [f"{'✓' if task.id in done else '　'} {task.title}　{task.how}" for task in TASKS])


@practice.command()
@click.option("--yes", is_flag=True, help="确认重置；不写只说明会怎样。")
@as_json
@pass_context
def reset(context: Context, yes: bool, json_: bool) -> None:
    """重置练习：登记、办理的内容都清除，回到刚建立时的样子，密码不变。"""
    with context.open() as desk:
        _refuse_real(desk)
        if yes:
            reset_practice(desk)
    said = "练习已经重置。" if yes else "练习中登记、办理的内容都会清除，密码不变；确认的，加上 --yes。"
    emit(json_, {"reset": yes}, [said])


def _refuse_real(desk: Desk) -> None:
    if not desk.offices.office().practice:
        raise NotAllowed("这不是练习机构，什么也没有改动", way_out="练习机构用 new --practice 建立")
