"""Commands that keep what a summary is made of: its words and the sheet it is written on."""

from pathlib import Path

import click

from app.cli.output import Context, as_json, emit, pass_context
from app.errors import StorageError


@click.group("summary-words")
def summary_words() -> None:
    """工作总结的文字：查看、导入、恢复。"""


@summary_words.command("show")
@as_json
@pass_context
def show_words(context: Context, json_: bool) -> None:
    """现在用的文字（TOML）。"""
    with context.open() as desk:
        text = desk.summaries.words()
    emit(json_, {"source": text}, [text.rstrip()])


@summary_words.command("set")
@click.argument("file", type=click.Path(path_type=Path))
@as_json
@pass_context
def set_words(context: Context, file: Path, json_: bool) -> None:
    """从现在起用这份文字。"""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise StorageError(
            f"读不出“{file}”，总结的文字没有改动；请核对路径，文件应为UTF-8编码的TOML。"
        ) from error
    with context.open() as desk:
        summary = desk.summaries.keep_words(text)
    parts = [part.head for part in summary.parts]
    emit(
        json_, {"title": summary.title, "parts": parts}, [f"已采用，共{len(parts)}个部分：{'、'.join(parts)}"]
    )


@summary_words.command("reset")
@pass_context
def reset_words(context: Context) -> None:
    """恢复随程序提供的文字。"""
    with context.open() as desk:
        desk.summaries.reset_words()
    click.echo("已恢复随程序提供的文字。")


@click.group("summary-template")
def summary_template() -> None:
    """工作总结的Word模板：采用、撤下。"""


@summary_template.command("set")
@click.argument("file", type=click.Path(path_type=Path))
@as_json
@pass_context
def set_template(context: Context, file: Path, json_: bool) -> None:
    """以后的总结写在这份.docx上；{{正文}}处放正文，其他位置写{{receptions:unit}}。"""
    try:
        content = file.read_bytes()
    except OSError as error:
        raise StorageError(f"读不出“{file}”，模板没有改动；请核对路径。") from error
    with context.open() as desk:
        places = desk.summaries.keep_template(content)
    emit(json_, {"places": list(places)}, [f"已采用模板，位置{len(places)}处：{'、'.join(places)}"])


@summary_template.command("remove")
@pass_context
def remove_template(context: Context) -> None:
    """撤下模板，用程序自己的版式。"""
    with context.open() as desk:
        desk.summaries.remove_template()
    click.echo("已撤下模板。")


SUMMARY_COMMANDS: tuple[click.Command, ...] = (summary_words, summary_template)
