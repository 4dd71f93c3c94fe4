"""Papers in bulk: everything due in one print, a matter's whole file, a paper as a Word file."""

from datetime import date, timedelta
from pathlib import Path

import click

from app.cli.output import ISO_DATE, Context, as_json, emit, pass_context, refuse, warn
from app.services.batches import Batch, DuePaper

WEEK = timedelta(days=7)
_PDF = click.Path(path_type=Path)


@click.command()
@click.option("--until", type=ISO_DATE, default=None, help="到哪一天为止应当发出的，默认七天内。")
@click.option("-o", "--output", type=_PDF, default=None, help="取文号，全部写进一个PDF；不写只列出。")
@click.option("--returns", is_flag=True, help="每份告知书、意见书后面附一张送达回证。")
@click.option("--two-sided", is_flag=True, help="双面打印：每份文书从新的一张纸开始。")
@click.option("--printed", is_flag=True, help="同时记为已经打印一份。")
@as_json
@pass_context
def batch(
    context: Context, until: date | None, output: Path | None, returns: bool, two_sided: bool, printed: bool,
    json_: bool,
) -> None:  # fmt: skip
    """列出应当发出而还没有打印的文书；-o 一次打成一个PDF。"""
    with context.open() as desk:
        due = desk.batches.due(until or desk.register.today() + WEEK)
        if output is None:
            emit(
                json_,
                [_due(paper) for paper in due],
                [_due_line(paper) for paper in due] or ["没有要发的文书。"],
            )
            return
        made = desk.batches.print_file(due, returns=returns, two_sided=two_sided)
        if made.content:
            desk.papers.save_pdf(made.content, output)
        if made.content and printed:
            desk.batches.printed(made)
    emit(json_, _made(made, output), [f"{it.title}　{it.number}" for it in made.documents])
    for left in made.left_out:
        warn(f"{left.paper.matter_number}{left.paper.title}没有打印：{left.sentence}")
    if not made.content:
        refuse("没有可以打印的文书，没有写文件。")


def _due(paper: DuePaper) -> dict[str, object]:
    return {
        "number": paper.matter_number, "form": paper.form, "title": paper.title, "paper_number": paper.number,
        "who": paper.who, "due_on": paper.due_on, "document": paper.document_id or None,
    }  # fmt: skip


def _due_line(paper: DuePaper) -> str:
    made = f"已制作{paper.number}，未打印" if paper.document_id else "未制作"
    return f"{paper.due_on}　{paper.matter_number}　{paper.who}　{paper.title}　{made}"


def _made(made: Batch, output: Path) -> dict[str, object]:
    papers = [
        {"form": it.form, "title": it.title, "number": it.number, "document": it.id} for it in made.documents
    ]
    left = [
        {"number": it.paper.matter_number, "form": it.paper.form, "sentence": it.sentence} for it in made.left_out
    ]  # fmt: skip
    return {"file": output if made.content else None, "papers": papers, "left_out": left}


@click.command()
@click.argument("number")
@click.option("-o", "--output", type=_PDF, default=None, help="装订成一个PDF；不写只列出卷内文件和缺的文书。")
@click.option("--keep-for", default="", help="保管期限：永久、30年、10年。")
@click.option("--file", "filed", is_flag=True, help="归档：卷内文书记为已归档。")
@as_json
@pass_context
def dossier(
    context: Context, number: str, output: Path | None, keep_for: str, filed: bool, json_: bool
) -> None:
    """一件信访事项的卷宗：缺什么、有什么，装订成一个PDF。"""
    with context.open() as desk:
        matter_id = desk.matters.id_of(number)
        found, pages, remarks = desk.dossiers.contents(matter_id), 0, tuple[str, ...]()
        if output:
            bound = desk.dossiers.pdf(matter_id, {"保管期限": keep_for} if keep_for else {})
            desk.dossiers.save(bound, output)
            pages, remarks = bound.pages, bound.remarks
        papers = desk.dossiers.file(matter_id) if filed else ()
    items = [{"title": it.title, "number": it.number, "on": it.on} for it in found.items]
    value = {
        "number": number, "file": output, "missing": list(found.missing), "items": items, "pages": pages,
        "not_printed": len(remarks), "filed": len(papers),
    }  # fmt: skip
    lines = [f"{at}　{it.on}　{it.title}　{it.number}".rstrip() for at, it in enumerate(found.items, 1)]
    emit(json_, value, [*found.missing, *lines, *([f"共{pages}页：{output}"] if output else [])])


@click.command()
@click.argument("form")
@click.argument("number")
@click.option("-o", "--output", type=_PDF, required=True, help="写到哪个Word文件（.docx）。")
@as_json
@pass_context
def word(context: Context, form: str, number: str, output: Path, json_: bool) -> None:
    """把一份文书写成Word文件，供领导修改；不取文号，已经制作的带文号。"""
    with context.open() as desk:
        desk.word_files.save(desk.word_files.latest(form, desk.matters.id_of(number)), output)
    emit(json_, {"file": output, "form": form}, [f"已写出：{output}"])


DOSSIER_COMMANDS: tuple[click.Command, ...] = (batch, dossier, word)
