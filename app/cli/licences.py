"""`petition-desk licences`: what the program is made of and under which licences; needs no register."""

import click

from app.cli.output import as_json, emit
from app.services.licences import Part, part_called, parts


@click.command()
@click.argument("name", required=False)
@as_json
def licences(name: str | None, json_: bool) -> None:
    """列出程序的各组成部分及其许可；写上名称，显示该部分的许可全文。"""
    if name is None:
        emit(json_, [_shape(part) for part in parts()], [_line(part) for part in parts()])
        return
    part = part_called(name)
    emit(json_, _shape(part) | {"text": part.text()}, [_line(part), part.home, "", part.text().rstrip()])


def _shape(part: Part) -> dict[str, object]:
    return {
        "name": part.name, "group": part.group, "licence": part.licence, "version": part.version,
        "use": part.use, "home": part.home,
    }  # fmt: skip


def _line(part: Part) -> str:
    return "　".join(piece for piece in (part.name, part.version, part.licence, part.use) if piece)
