"""Paragraphs, tables and page numbers of a Word file, set as GB/T 9704 asks (law.md §7.0.1).

Fonts are named, not embedded: WPS and Word have the office's own; what goes in is text and never markup.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from app.paper.fonts import printable

if TYPE_CHECKING:
    from docx.document import Document
    from docx.section import Section
    from docx.table import _Cell, _Row
    from docx.text.paragraph import Paragraph

FANG, KAI, HEI, TITLE, SONG = "仿宋_GB2312", "楷体_GB2312", "黑体", "方正小标宋简体", "宋体"
LATIN = "Times New Roman"
BODY, LEADING = 16.0, 28.0
RED = "D60D17"
TWIPS = 20  # to the point
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)  # nobody's clock: equal papers are equal files
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
_NOT_IN_XML = dict.fromkeys((0xFFFE, 0xFFFF))


@dataclass(frozen=True)
class Look:
    """How a paragraph is set; indents in characters, distances in points, `leading` 0 for as high as it needs."""

    family: str = FANG
    size: float = BODY
    align: str = "both"
    leading: float = LEADING
    indent: float = 0.0
    right: float = 0.0
    before: float = 0.0
    colour: str = ""
    keep: bool = False


def plain(text: str) -> str:
    """What XML may hold and paper can show; a line break stays one."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").split("\n")
    return "\n".join(printable(line).translate(_NOT_IN_XML) for line in lines)


def set_page(document: "Document", title: str, *, first: bool) -> None:
    """A4 with the margins of GB/T 9704, pages numbered; the properties say what it is and nothing about anybody."""
    from docx.shared import Mm, Pt

    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.header_distance, section.footer_distance = Mm(15), Mm(23)
    number_pages(section, document, first=first)
    document.styles["Normal"].font.size = Pt(BODY)
    nameless(document, title)


def mark_practice(document: "Document") -> None:
    """练习 in the head of every page, whichever head a page takes: no exercise passes for a paper."""
    look = Look(HEI, 36.0, "center", colour="B4B4B4", leading=0.0)
    for section in document.sections:
        for head in (section.header, section.even_page_header, section.first_page_header):
            head.is_linked_to_previous = False
            write(head.add_paragraph(), "练　习", look)


def nameless(document: "Document", title: str) -> None:
    """Properties without anybody's name or clock."""
    properties = document.core_properties
    properties.author = properties.last_modified_by = properties.comments = properties.keywords = ""
    properties.title, properties.language = plain(title), "zh-CN"
    properties.created = properties.modified = _EPOCH.replace(tzinfo=None)
    properties.revision = 1


def saved(document: "Document") -> bytes:
    """The file's bytes, without the moment its parts were written."""
    made, again = BytesIO(), BytesIO()
    document.save(made)
    with ZipFile(made) as written, ZipFile(again, "w", ZIP_DEFLATED) as repacked:
        for name in written.namelist():
            part = ZipInfo(name, _ZIP_EPOCH)
            part.compress_type = ZIP_DEFLATED
            repacked.writestr(part, written.read(name))
    return again.getvalue()


def write(paragraph: "Paragraph", text: str, look: Look) -> "Paragraph":
    """Set a text into a paragraph; a line break begins a line, not a paragraph."""
    arrange(paragraph, look)
    for at, line in enumerate(plain(text).split("\n")):
        run = paragraph.add_run()
        if at:
            run.add_break()
        run.add_text(line)
        type_run(run, look)
    return paragraph


def at_right(paragraph: "Paragraph", label: str, name: str, width: float) -> None:
    """A label in 仿宋 and a name in 楷体 that end at the right edge of a line, one character in; `width` in mm."""
    from docx.enum.text import WD_TAB_ALIGNMENT
    from docx.shared import Mm, Pt

    paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(width) - Pt(BODY), WD_TAB_ALIGNMENT.RIGHT)
    paragraph.add_run("\t")
    for text, family in ((label, FANG), (name, KAI)):
        type_run(paragraph.add_run(plain(text)), Look(family))


def number_pages(section: "Section", document: "Document", *, first: bool) -> None:
    """— 1 — in 四号 half-width 宋体: right on odd pages, left on even ones; a letter's `first` page has none."""
    document.settings.odd_and_even_pages_header_footer = True
    section.different_first_page_header_footer = not first
    for footer, align in ((section.footer, "right"), (section.even_page_footer, "left")):
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]
        look = Look(SONG, 14.0, align, 0.0, 1.0 if align == "left" else 0.0, 1.0 if align == "right" else 0.0)
        write(paragraph, "— ", look)
        _field(paragraph, "PAGE", look)
        run = paragraph.add_run(" —")
        type_run(run, look)


def ruled(paragraph: "Paragraph", edge: str, kind: str, colour: str = "000000", width: int = 4) -> None:
    """A rule along an edge of a paragraph, in eighths of a point."""
    borders = _child(_child(paragraph._p, "w:pPr"), "w:pBdr")  # noqa: SLF001 - python-docx has no borders
    line = _child(borders, f"w:{edge}")
    _attributes(line, val=kind, sz=str(width), space="1", color=colour)


@dataclass(frozen=True)
class Box:
    """One cell of a table; `width` in mm."""

    text: str
    width: float
    centred: bool = False


def table(
    document: "Document",
    rows: Sequence[Sequence[Box]],
    *,
    head: bool = False,
    heights: Sequence[float] = (),
    together: bool = False,
) -> None:
    """A ruled table; rows may be divided differently, a `head` is repeated on every page, no row is torn.

    `together` keeps it on one page.
    """
    from docx.shared import Mm

    edges = sorted({edge for row in rows for edge in _edges(row)})
    made = document.add_table(rows=0, cols=len(edges))
    made.style, made.autofit = document.styles["Table Grid"], False
    for at, boxes in enumerate(rows):
        row = made.add_row()
        _keep_whole(row, repeated=head and at == 0)
        if at < len(heights) and heights[at]:
            row.height = Mm(heights[at])
        places = [edges.index(edge) for edge in _edges(boxes)]
        for box, first, last in zip(boxes, [-1, *places], places, strict=False):
            cell = row.cells[first + 1].merge(row.cells[last]) if last > first + 1 else row.cells[last]
            cell.width = Mm(box.width)
            _fill(cell, box, keep=together and at < len(rows) - 1)
    for column, (start, end) in zip(made.columns, pairwise([0, *edges]), strict=True):
        column.width = Mm((end - start) / 10)


def _edges(row: Sequence[Box]) -> list[int]:
    """Where the cells of a row end, in tenths of a millimetre."""
    return [round(10 * edge) for edge in accumulate(box.width for box in row)]


def _keep_whole(row: "_Row", *, repeated: bool) -> None:
    properties = _child(row._tr, "w:trPr")  # noqa: SLF001 - python-docx has no such switch
    _child(properties, "w:cantSplit")
    if repeated:
        _child(properties, "w:tblHeader")


def _fill(cell: "_Cell", box: Box, *, keep: bool) -> None:
    from docx.enum.table import WD_ALIGN_VERTICAL

    cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
    look = Look(size=11.0, align="center" if box.centred else "left", leading=17.0, keep=keep)
    write(cell.paragraphs[0], box.text, look)


def arrange(paragraph: "Paragraph", look: Look) -> None:
    properties = paragraph._element.get_or_add_pPr()  # noqa: SLF001 - indents in characters have no other door
    if look.keep:
        paragraph.paragraph_format.keep_with_next = True
    paragraph.paragraph_format.keep_together = look.keep
    paragraph.paragraph_format.widow_control = True
    spacing = _child(properties, "w:spacing")
    _attributes(spacing, before=str(round(look.before * TWIPS)), after="0")
    if look.leading:
        _attributes(spacing, line=str(round(look.leading * TWIPS)), lineRule="exact")
    indent = _child(properties, "w:ind")
    step = look.size * TWIPS
    if look.indent:
        _attributes(
            indent, firstLineChars=str(round(look.indent * 100)), firstLine=str(round(look.indent * step))
        )
    if look.right:
        _attributes(indent, rightChars=str(round(look.right * 100)), right=str(round(look.right * step)))
    _attributes(_child(properties, "w:jc"), val=look.align)


def type_run(run: Any, look: Look) -> None:  # noqa: ANN401  (docx.text.run.Run)
    from docx.shared import Pt, RGBColor

    run.font.size = Pt(look.size)
    run.font.name = LATIN
    fonts = run._element.rPr.rFonts  # noqa: SLF001 - w:eastAsia has no other door
    _attributes(
        fonts,
        ascii=LATIN if look.family != SONG else SONG,
        hAnsi=LATIN if look.family != SONG else SONG,
        eastAsia=look.family,
    )
    if look.colour:
        run.font.color.rgb = RGBColor.from_string(look.colour)


def _field(paragraph: "Paragraph", name: str, look: Look) -> None:
    from docx.oxml import OxmlElement

    for kind in ("begin", "", "end"):
        run = paragraph.add_run()
        type_run(run, look)
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            _attributes(element, fldCharType=kind)
        else:
            element.text = f" {name} "
        run._r.append(element)  # noqa: SLF001 - fields have no other door


def _child(parent: Any, tag: str) -> Any:  # noqa: ANN401  (elements of lxml)
    """The child of this name, made where the schema wants it if it is not there."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    found = parent.find(qn(tag))
    if found is None:
        found = OxmlElement(tag)
        _in_order(parent, found, tag)
    return found


_ORDER = {
    "w:pPr": ("w:pStyle", "w:keepNext", "w:keepLines", "w:pageBreakBefore", "w:widowControl", "w:pBdr", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"),
    "w:pBdr": ("w:top", "w:bottom"),
    "w:trPr": ("w:cantSplit", "w:trHeight", "w:tblHeader"),
}  # fmt: skip


def _in_order(parent: Any, child: Any, tag: str) -> None:  # noqa: ANN401  (elements of lxml)
    """Word refuses children that stand in another order than its schema's."""
    from docx.oxml.ns import qn

    local = next((name for name in _ORDER if qn(name) == parent.tag), "")
    later = (
        [qn(name) for name in _ORDER.get(local, ())[_ORDER[local].index(tag) + 1 :]]
        if tag in _ORDER.get(local, ())
        else []
    )
    place = next((at for at, there in enumerate(parent) if there.tag in later), None)
    if tag == "w:pPr" or (local == "" and tag == "w:trPr"):
        parent.insert(0, child)
    elif place is None:
        parent.append(child)
    else:
        parent.insert(place, child)


def _attributes(element: Any, **values: str) -> None:  # noqa: ANN401  (an element of lxml)
    from docx.oxml.ns import qn

    for name, value in values.items():
        element.set(qn(f"w:{name}"), value)
