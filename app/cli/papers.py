"""Papers: what was made for a matter, making one, delivering it, voiding it."""

from datetime import date
from pathlib import Path

import click

from app.cli.output import ISO_DATE, Context, as_json, emit, pass_context
from app.core.documents import STATES, Document
from app.core.forms import form_called
from app.core.slips import shown_slip, slip_in
from app.core.steps import DELIVERY_WAYS
from app.errors import NotAllowed, NotFound, ValidationError
from app.services.desk import Desk
from app.services.papers import FORMS, Finding, FormOffer


@click.command("print")
@click.argument("form")
@click.argument("number")
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="写到哪个PDF文件。")
@as_json
@pass_context
def print_(context: Context, form: str, number: str, output: Path, json_: bool) -> None:
    """制作一份文书（PDF），取文号。"""
    with context.open() as desk:
        paper = desk.papers.issue(form, desk.matters.id_of(number))
        desk.papers.save(paper, output)
    value = {"file": output, "form": form, "title": paper.document.title, "number": paper.document.number}
    emit(json_, value, [f"{paper.document.title}　{paper.document.number}　{output}"])


@click.command()
@as_json
def forms(json_: bool) -> None:
    """列出可以制作的文书。"""
    emit(
        json_,
        [{"id": form.id, "title": form.title, "group": form.group} for form in FORMS],
        [f"{form.id}　{form.title}" for form in FORMS],
    )


@click.command()
@click.argument("number", metavar="MATTER")
@click.option("--all", "all_", is_flag=True, help="连同现在可以制作的和还不能制作的（附原因）。")
@as_json
@pass_context
def papers(context: Context, number: str, all_: bool, json_: bool) -> None:
    """一件信访事项的文书：文号、日期、状态。"""
    with context.open() as desk:
        matter_id = _open_matter(desk, number)
        made = desk.matters.view(matter_id).documents
        offers = desk.papers.offers(matter_id) if all_ else ()
    value: object = [document_shape(document) for document in made]
    if all_:
        value = {"papers": value, "forms": [_offer_shape(offer) for offer in offers]}
    lines = [document_line(document) for document in made] or ["还没有制作文书。"]
    emit(json_, value, [*lines, *(_offer_line(offer) for offer in offers)])


@click.command()
@click.argument("form")
@click.argument("number", metavar="MATTER")
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="写到哪个PDF文件。")
@click.option(
    "--set", "said", multiple=True, metavar="名称=值", help="文书要填的一项，可以多次；日期写2026-11-21。"
)
@click.option("--preview", is_flag=True, help="只看样子，不取文号。")
@as_json
@pass_context
def paper(
    context: Context, form: str, number: str, output: Path, said: tuple[str, ...], preview: bool, json_: bool
) -> None:
    """制作一份文书（PDF），取文号；--preview 只预览。"""
    fields = fields_of(form, said)
    with context.open() as desk:
        matter_id = desk.matters.id_of(number)
        if preview:
            desk.papers.save_pdf(desk.papers.preview(form, matter_id, fields), output)
            title = form_called(form).title
            value = {"file": output, "form": form_called(form).id, "title": title, "number": ""}
            emit(json_, value, [f"{title}（预览稿，没有取号）　{output}"])
            return
        made = desk.papers.issue(form, matter_id, fields)
        desk.papers.save(made, output)
    value = {"file": output, **document_shape(made.document)}
    emit(json_, value, [f"{document_line(made.document)}　{output}"])


@click.command("paper-check")
@click.argument("form")
@click.argument("number", metavar="MATTER")
@click.option("--set", "said", multiple=True, metavar="名称=值", help="文书要填的一项，可以多次。")
@as_json
@pass_context
def paper_check(context: Context, form: str, number: str, said: tuple[str, ...], json_: bool) -> None:
    """检查一份文书缺什么；有依法不能制作的，退出码为1。"""
    fields = fields_of(form, said)
    with context.open() as desk:
        found = desk.papers.check(form, desk.matters.id_of(number), fields)
    emit(
        json_, [_finding_shape(it) for it in found], [_finding_line(it) for it in found] or ["没有发现问题。"]
    )
    if any(it.blocks for it in found):
        raise click.exceptions.Exit(1)


@click.command(
    "deliver-paper",
    help=f"登记一份文书送达（文号或者回执联号码）；--way：{'，'.join(f'{key} {word}' for key, word in DELIVERY_WAYS.items())}。",
)
@click.argument("which", metavar="NUMBER|SLIP")
@click.option("--way", type=click.Choice(list(DELIVERY_WAYS)), required=True, help="送达方式。")
@click.option("--on", type=ISO_DATE, default=None, help="送达日期，默认今天。")
@click.option("--receiver", default="", help="签收人、代收人。")
@click.option("--sent", "sent_on", type=ISO_DATE, default=None, help="投邮日期，以邮戳为准。")
@as_json
@pass_context
def deliver_paper(
    context: Context, which: str, way: str, on: date | None, receiver: str, sent_on: date | None, json_: bool
) -> None:
    """Note a delivery; its help above names the seven ways."""
    with context.open() as desk:
        found = _paper_called(desk, which)
        done = desk.papers.deliver(found.id, on or desk.register.today(), way, receiver, sent_on)
    emit(json_, document_shape(done), [document_line(done)])


@click.command("void-paper")
@click.argument("which", metavar="NUMBER|SLIP")
@click.option("--reason", required=True, help="作废原因。")
@as_json
@pass_context
def void_paper(context: Context, which: str, reason: str, json_: bool) -> None:
    """作废一份文书；文号保留，不再使用。"""
    with context.open() as desk:
        found = _paper_called(desk, which)
        desk.papers.void(found.id, reason)
        done = desk.papers.document(found.id)
    emit(json_, document_shape(done), [document_line(done)])


def document_shape(document: Document) -> dict[str, object]:
    """One issued paper."""
    return {
        "id": document.id, "form": document.form, "title": document.title, "number": document.number,
        "issued_on": document.issued_on, "state": document.state, "state_text": STATES[document.state],
        "prints": document.prints, "slip": document.slip, "delivered_on": document.delivered_on,
        "way": document.way, "receiver": document.receiver, "filed_on": document.filed_on,
        "voided_reason": document.voided_reason,
    }  # fmt: skip


def document_line(document: Document) -> str:
    """The same for people."""
    parts = [document.title, document.number, document.issued_on.isoformat(), STATES[document.state]]
    parts += [f"回执联 {shown_slip(document.slip)}"] if document.slip else []
    return "　".join(part for part in parts if part)


def _offer_shape(offer: FormOffer) -> dict[str, object]:
    return {
        "id": offer.id, "title": offer.title, "group": offer.group, "ready": offer.ready, "made": offer.made,
        "reason": offer.reason,
    }  # fmt: skip


def _offer_line(offer: FormOffer) -> str:
    said = offer.reason or ("已制作" if offer.made else "可以制作")
    return f"{offer.id}　{offer.title}　{said}"


def _finding_shape(finding: Finding) -> dict[str, object]:
    return {
        "sentence": finding.sentence, "place": finding.place, "blocks": finding.blocks,
        "article": finding.article, "page": finding.page,
    }  # fmt: skip


def _finding_line(finding: Finding) -> str:
    article = f"（{finding.article}）" if finding.article else ""
    return f"{'不能制作：' if finding.blocks else '请注意：'}{finding.sentence}{article}"


def fields_of(form: str, said: tuple[str, ...]) -> dict[str, str]:
    """名称=值 pairs; a name the form does not ask for is refused with those there are."""
    fields = {name: value for name, _, value in (part.partition("=") for part in said)}
    asks = [ask.name for ask in form_called(form).asks]
    strange = next((name for name in fields if name not in asks), "")
    if strange:
        known = f"可以填：{'、'.join(asks)}" if asks else "这份文书没有要填的内容"
        raise ValidationError({strange: f"“{strange}”不是这份文书要填的内容，没有制作；{known}"})
    return fields


def _open_matter(desk: Desk, number: str) -> str:
    """The matter behind a number; a sealed one shows nothing here."""
    matter_id = desk.matters.id_of(number)
    if desk.matters.is_hidden(matter_id):
        raise NotAllowed(
            f"{number}是检举控告事项，已密封，没有列出文书", article="《信访工作条例》第三十条第三款",
            way_out="请在窗口中由指定人员说明原因后启封查看",
        )  # fmt: skip
    return matter_id


def _paper_called(desk: Desk, which: str) -> Document:
    """A paper by the slip that came back, or by its number."""
    if slip := slip_in(which):
        found = desk.papers.by_slip(slip)
        if found:
            return found
    papers_found = [it for it in desk.papers.by_number(which.strip()) if not it.voided_reason]
    papers_found = papers_found or list(desk.papers.by_number(which.strip()))
    if not papers_found:
        raise NotFound(f"没有文号或者回执联号码为“{which}”的文书；什么也没有改动，请核对号码。")
    if len(papers_found) > 1:
        raise NotAllowed(
            f"文号“{which}”有{len(papers_found)}份文书，没有改动", way_out="请用回执联号码，或者在窗口里办理"
        )
    return papers_found[0]


PAPER_COMMANDS: tuple[click.Command, ...] = (
    print_, forms, papers, paper, paper_check, deliver_paper, void_paper,
)  # fmt: skip
