"""The words of the papers: see them, check a text, use it, go back to the shipped ones."""

from pathlib import Path

import click

from app.cli.output import Context, as_json, emit, pass_context
from app.core.forms import form_called
from app.core.wordings import ORIGINS, WordingVersion
from app.errors import StorageError
from app.services.desk import Desk
from app.services.papers import FORMS, Form


@click.group()
def wording() -> None:
    """文书模板：查看、检查、修改、恢复。"""


@wording.command("list")
@as_json
@pass_context
def list_(context: Context, json_: bool) -> None:
    """列出各种文书的模板是原有的还是本机关改过的。"""
    with context.open() as desk:
        changed = desk.wordings.changed()
    rows = [
        {"id": form.id, "title": form.title, "group": form.group, "changed": form.id in changed}
        for form in FORMS
    ]
    lines = [f"{form.id}　{form.title}{'　本机关已修改' if form.id in changed else ''}" for form in FORMS]
    emit(json_, rows, lines)


@wording.command()
@click.argument("form")
@as_json
@pass_context
def show(context: Context, form: str, json_: bool) -> None:
    """打印一份文书现在用的模板（TOML）；--json 另列可用的内容和历次版本。"""
    with context.open() as desk:
        value = _shape(desk, form_called(form))
    emit(json_, value, [str(value["source"]).rstrip("\n")])


@wording.command("set")
@click.argument("form")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--note", default="", help="修改说明。")
@as_json
@pass_context
def set_(context: Context, form: str, file: Path, note: str, json_: bool) -> None:
    """以后按这个文件（TOML）印这种文书；已经制作的文书不变。"""
    source = _read(file)
    with context.open() as desk:
        desk.wordings.save(form, source, note)
        value = _shape(desk, form_called(form))
    emit(json_, value, [f"{value['title']}的模板已保存。"])


@wording.command()
@click.argument("form")
@as_json
@pass_context
def reset(context: Context, form: str, json_: bool) -> None:
    """恢复原有模板；改过的版本仍然保留。"""
    with context.open() as desk:
        desk.wordings.restore(form)
        value = _shape(desk, form_called(form))
    emit(json_, value, [f"{value['title']}已恢复原有模板。"])


@wording.command()
@click.argument("form")
@click.argument("file", type=click.Path(path_type=Path))
@as_json
@pass_context
def check(context: Context, form: str, file: Path, json_: bool) -> None:
    """检查一个模板文件能不能用，不保存。"""
    source, found = _read(file), form_called(form)
    with context.open() as desk:
        words = desk.wordings.check(found, source)
    value = {"id": found.id, "ok": True, "places": sorted(words.places | words.row_places)}
    emit(json_, value, [f"{found.title}可以用这个模板。"])


def _shape(desk: Desk, form: Form) -> dict[str, object]:
    words = desk.wordings.in_use(form)
    return {
        "id": form.id, "title": form.title, "changed": form.id in desk.wordings.changed(), "digest": words.digest,
        "source": words.source, "places": list(desk.wordings.offered(form)),
        "versions": [_version(it) for it in desk.wordings.versions(form.id)],
    }  # fmt: skip


def _version(version: WordingVersion) -> dict[str, object]:
    return {
        "digest": version.digest, "origin": version.origin, "origin_text": ORIGINS.get(version.origin, ""),
        "note": version.note, "kept_on": version.kept_on, "in_use": version.in_use,
    }  # fmt: skip


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise StorageError(f"读不出“{file}”，模板没有改动；请核对路径，文件应为UTF-8文本。") from error
