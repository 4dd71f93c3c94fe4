"""A work summary as .docx: our own sheet, or the office's template with its places filled.

Paragraphs bear named styles, so that the office changes the look of all of them at once in Word or WPS.
"""

import re
import zlib
from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any

from app.core.summaries import CHART, HEAD, TEXT, TITLE, TODO, Block, Run
from app.core.summaries.writing import LEAD
from app.errors import ValidationError
from app.paper.chart_outputs import Chart
from app.reports.docx_parts import (
    FANG,
    HEI,
    KAI,
    Look,
    arrange,
    mark_practice,
    nameless,
    plain,
    saved,
    set_page,
    type_run,
)
from app.reports.docx_parts import TITLE as TITLE_FAMILY
from app.reports.template_safety import check_template

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

BODY_PLACE, TITLE_PLACE = "正文", "标题"
PLACE = re.compile(r"\{\{\s*([^{}]{1,60}?)\s*\}\}")
STYLES: Mapping[str, tuple[str, Look]] = {
    TITLE: ("总结标题", Look(TITLE_FAMILY, 22.0, "center", 34.0, keep=True)),
    HEAD: ("总结一级标题", Look(HEI, indent=2.0, keep=True)),
    TEXT: ("总结正文", Look(FANG, indent=2.0)),
    CHART: ("总结图", Look(FANG, align="center", leading=0.0, before=6.0)),
}
_LEAD = Look(KAI)
_WIDTH = 156.0  # mm


def summary_docx(blocks: Sequence[Block], charts: Mapping[str, Chart], *, practice: bool = False) -> bytes:
    """The summary on our own sheet (GB/T 9704)."""
    import docx

    document = docx.Document()
    set_page(document, blocks[0].text if blocks else "", first=True)
    for block in blocks:
        _put(document, document.add_paragraph(), block, charts)
    if practice:
        mark_practice(document)
    return saved(document)


def summary_on_template(
    template: bytes, blocks: Sequence[Block], charts: Mapping[str, Chart], slot: Callable[[str], str | None],
    *, practice: bool = False,
) -> bytes:  # fmt: skip
    """The summary on the office's template: {{标题}} and {{正文}}, and other {{places}} as `slot` says of them.

    A template without {{正文}} gets title and text at its end. A place that has no value prints a dash.
    """
    document = open_template(template)
    body = None
    for paragraph in _paragraphs(document):
        if "{{" not in paragraph.text:
            continue
        if PLACE.sub(lambda match: match[1].strip(), paragraph.text).strip() == BODY_PLACE:
            body = paragraph
        else:
            _fill(paragraph, lambda place: blocks[0].text if place == TITLE_PLACE else slot(place))
    _put_body(document, body, [block for block in blocks if body is None or block.kind != TITLE], charts)
    nameless(document, blocks[0].text if blocks else "")
    if practice:
        mark_practice(document)
    return saved(document)


def open_template(template: bytes) -> "Document":
    """A template as Word knows it; raises `ValidationError` with one sentence for anything else."""
    import docx
    from docx.opc.exceptions import OpcError

    check_template(template)
    try:
        return docx.Document(BytesIO(template))
    except (
        OpcError,
        ValueError,
        LookupError,
        TypeError,
        AttributeError,
        SyntaxError,
        OSError,
        zlib.error,
    ) as error:
        raise ValidationError(
            {
                "template": "这不是能用的Word文件（.docx），没有采用，原来的照旧；请用Word或WPS另存为.docx后再选"
            }
        ) from error


def places_of(template: bytes) -> tuple[str, ...]:
    """Every {{place}} of a template, in order."""
    texts = (paragraph.text for paragraph in _paragraphs(open_template(template)))
    return tuple(match[1].strip() for text in texts for match in PLACE.finditer(text))


def _paragraphs(document: "Document") -> list["Paragraph"]:
    """The paragraphs of the text, of tables, and of heads and feet."""
    found = list(document.paragraphs)
    for table in document.tables:
        found += [paragraph for row in table.rows for cell in row.cells for paragraph in cell.paragraphs]
    for section in document.sections:
        found += [*section.header.paragraphs, *section.footer.paragraphs]
    return found


def _fill(paragraph: "Paragraph", slot: Callable[[str], str | None]) -> None:
    """Places filled in the type of the paragraph's first run: Word tears them over runs as it likes."""
    text = PLACE.sub(lambda match: slot(match[1].strip()) or "—", paragraph.text)
    first, *others = paragraph.runs
    first.text = plain(text)
    for run in others:
        run.text = ""


def _put_body(
    document: "Document", place: "Paragraph | None", blocks: Sequence[Block], charts: Mapping[str, Chart]
) -> None:
    if place is None:
        for block in blocks:
            _put(document, document.add_paragraph(), block, charts)
        return
    for block in blocks:
        _put(document, place.insert_paragraph_before(), block, charts)
    place._p.getparent().remove(place._p)  # noqa: SLF001 - python-docx has no way to take a paragraph out


def _put(document: "Document", paragraph: "Paragraph", block: Block, charts: Mapping[str, Chart]) -> None:
    name, look = STYLES[block.kind]
    paragraph.style = _style(document, name, look)
    if block.kind == CHART:
        _picture(paragraph, charts.get(block.text))
        return
    for run in block.runs:
        _run(paragraph, run)


def _run(paragraph: "Paragraph", run: Run) -> None:
    from docx.enum.text import WD_COLOR_INDEX

    made = paragraph.add_run(plain(run.text))
    if run.style == LEAD:
        type_run(made, _LEAD)
    if run.style == TODO:
        made.font.highlight_color = WD_COLOR_INDEX.YELLOW


def _picture(paragraph: "Paragraph", chart: Chart | None) -> None:
    from docx.shared import Mm

    if chart is None:
        return
    picture = paragraph.add_run().add_picture(
        BytesIO(chart.png()), width=Mm(min(_WIDTH, chart.width * 25.4 / 72))
    )
    said = picture._inline.docPr  # noqa: SLF001 - alternative text has no other door
    said.set("descr", chart.words)
    said.set("name", "图")


def _style(document: "Document", name: str, look: Look) -> Any:  # noqa: ANN401  (a style of docx)
    """The named style, made as the standard has it where the document does not bring its own."""
    from docx.enum.style import WD_STYLE_TYPE

    if name in [style.name for style in document.styles]:
        return document.styles[name]
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Normal"]
    arrange(style, look)
    type_run(style, look)
    return style
