"""The county's commands: take bundles in, see who is missing, answer."""

from collections.abc import Sequence
from pathlib import Path

import click

from app.cli.county_store import CountyContext, pass_county, taken_lines, taken_shape, total_shape
from app.cli.county_tables import COUNTY_TABLE_COMMANDS
from app.cli.output import Context, as_json, emit, pass_context, refuse, write_key
from app.county.desk import create_county, create_practice_county
from app.county.standing import TownshipRow


@click.group()
@click.option(
    "--store",
    default="",
    help="县局数据：文件夹，或 postgresql://账号@主机/数据库；默认在数据文件夹下的 county。",
)
@pass_context
@click.pass_context
def county(click_context: click.Context, context: Context, store: str) -> None:
    """县信访局：登记乡镇、接收报送包、查看缺报、下发回执。"""
    click_context.obj = CountyContext(context, store)


@county.command()
@click.option("--office", required=True, help="县局名称。")
@click.option("--code", required=True, help="12位区划代码。")
@click.option("--practice", is_flag=True, help="练习用的县局：只与练习的乡镇往来。")
@as_json
@pass_county
def new(context: CountyContext, office: str, code: str, practice: bool, json_: bool) -> None:
    """建立县局。"""
    make = create_practice_county if practice else create_county
    desk = make(context.store, office, code, context.password(), beside=context.beside)
    enrolment = desk.enrolment_file
    desk.close()
    value = {"store": context.store, "office": office, "code": code, "enrolment": enrolment}
    emit(json_, value, [f"已建立“{office}”：{context.store}", f"发给乡镇的登记文件：{enrolment}"])


@county.command()
@as_json
@pass_county
def join(context: CountyContext, json_: bool) -> None:
    """记下服务器上已有的县局（--store postgresql://…）；以后窗口和命令都只要县局密码。"""
    from app.county.on_server import join_on_server
    from app.county.server_place import server_place

    place = server_place(context.store)
    desk = join_on_server(context.beside, place, context.password())
    desk.close()
    value = {"folder": context.beside, "server": place.address, "office": desk.office.name}
    emit(json_, value, [f"已记下“{desk.office.name}”在服务器上的位置：{place.address}"])


@county.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--check", default=None, help="纸质登记表上的30位校验码。")
@as_json
@pass_county
def enrol(context: CountyContext, file: Path, check: str | None, json_: bool) -> None:
    """登记一个乡镇（township-….xfe）。"""
    desk = context.open()
    try:
        done = desk.enrol(read_small(file), check)
    finally:
        desk.close()
    value = {
        "code": done.code,
        "name": done.name,
        "check_number": done.check_number,
        "verified": done.verified, "counted": [taken_shape(row) for row in done.counted],
    }  # fmt: skip
    state = "校验码一致，已核对" if done.verified else "未核对，请对照纸质登记表"
    lines = [f"已登记{done.name}（{done.code}），{state}：{done.check_number}", *taken_lines(done.counted)]
    emit(json_, value, lines)


@county.command()
@click.argument("files", type=click.Path(path_type=Path), nargs=-1, required=True)
@as_json
@pass_county
def take(context: CountyContext, files: Sequence[Path], json_: bool) -> None:
    """接收报送包（.xfb 文件，或装有它们的文件夹）。"""
    desk = context.open()
    try:
        taken = desk.take(files)
    finally:
        desk.close()
    emit(json_, [taken_shape(row) for row in taken], taken_lines(taken))
    if all(row.state == "refused" for row in taken):
        refuse("没有接收任何报送包，数据没有变化。")


@county.command()
@click.argument("period", required=False)
@as_json
@pass_county
def status(context: CountyContext, period: str | None, json_: bool) -> None:
    """各乡镇报送情况。"""
    desk = context.open()
    try:
        rows = desk.status(period)
    finally:
        desk.close()
    emit(
        json_, [_township(row) for row in rows], [_township_line(row) for row in rows] or ["还没有登记乡镇。"]
    )


@county.command()
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="写到哪个文件夹。")
@click.option("--again", is_flag=True, help="重新写出上一次的回执。")
@as_json
@pass_county
def ack(context: CountyContext, output: Path, again: bool, json_: bool) -> None:
    """写出回执包，每个乡镇一个。"""
    desk = context.open()
    try:
        paths = desk.ack(output, again=again)
    finally:
        desk.close()
    emit(json_, {"files": list(paths)}, [str(path) for path in paths] or ["没有待回执的报送包。"])


@county.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="展开到哪个文件夹。")
@as_json
@pass_county
def unpack(context: CountyContext, file: Path, output: Path, json_: bool) -> None:
    """核对并展开一个报送包，供其他工具查看（BagIt + Data Package）。"""
    desk = context.open()
    try:
        paths = desk.unpack(file, output)
    finally:
        desk.close()
    emit(
        json_, {"folder": output, "files": list(paths)}, [f"已核对并展开到 {output}，共{len(paths)}个文件。"]
    )


@county.command()
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="写到哪个文件。")
@as_json
@pass_county
def key(context: CountyContext, output: Path, json_: bool) -> None:
    """导出县局的解密密钥（age 格式），没有本程序时也能打开报送包；请离线妥善保管。"""
    desk = context.open()
    try:
        write_key(output, desk.recovery_key())
    finally:
        desk.close()
    emit(json_, {"file": output}, [f"已写出解密密钥：{output}。拿到它的人能打开全部报送包，请离线保管。"])


def read_small(path: Path) -> bytes:
    """A file from outside, as far as an enrolment can be long."""
    from app.db.engine.files import file_errors

    with file_errors(path), path.open("rb") as file:
        return file.read(64 * 1024)


def _township(row: TownshipRow) -> dict[str, object]:
    return {
        "code": row.code, "name": row.name, "level": row.level, "verified": row.verified,
        "last_period": row.last_period, "last_sequence": row.last_sequence, "received": row.received,
        "held": row.held, "refused": row.refused, "missing": list(row.missing),
        "differences": [total_shape(total) for total in row.differences],
    }  # fmt: skip


def _township_line(row: TownshipRow) -> str:
    missing = f"　缺报：{'、'.join(row.missing)}" if row.missing else ""
    verified = "已核对" if row.verified else f"待核对印章（{row.held}包不计入合计）"
    return f"{row.code}　{row.name}　{verified}　最近：{row.last_period or '—'}　已收{row.received}包　待处理{row.refused}条{missing}"


for _command in COUNTY_TABLE_COMMANDS:
    county.add_command(_command)
