"""Binding (装订): papers, pictures and foreign pages as one file whose pages are numbered through.

Numbers stand in the lower outer corner, right on a front and left on a back; cover, list of contents and
note bear none, as dossiers are numbered by hand.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING, cast

from app.errors import PaperError
from app.paper.drawing import COMPOSERS, draw_all
from app.paper.flow import Frame, Row, pour
from app.paper.fonts import Family
from app.paper.foreign_pdf import plain_pages
from app.paper.jobs import Job
from app.paper.layout import LEFT, TABLE_FRAME, WIDTH, body_rows, title_rows
from app.paper.pictures import fit_for_paper
from app.paper.sheet import A4, MM, SI_HAO, WU_HAO, XIAO_SI, Sheet

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader, PdfWriter
    from pypdf.generic import IndirectObject

_FROM_EDGE, _FROM_FOOT = 12 * MM, 8 * MM
_LABEL = (44.0, 15.0)
_PICTURE = Frame(LEFT, 0, A4[1] - 18 * MM, 18 * MM, WIDTH)


@dataclass(frozen=True)
class _Span:
    """Pages of one piece: of our own file, or of a foreign one that was taken apart."""

    first: int
    count: int
    foreign: bytes = b""


@dataclass
class Binder:
    """A file under way. Each `add_…` answers how many pages the piece has; pieces are let go one by one."""

    title: str
    practice: bool = False
    _spans: list[_Span] = field(default_factory=list)
    _sheet: "_BoundSheet" = field(init=False)
    _begun: bool = False

    def __post_init__(self) -> None:
        self._sheet = _BoundSheet(self.title, practice=self.practice)

    def add_job(self, job: Job) -> int:
        """A paper of the office, as it was made."""
        first = self._begin()
        COMPOSERS[job.layout](self._sheet, job)
        return self._end(first)

    def add_picture(self, caption: str, content: bytes) -> int:
        """A picture on a page of its own; PaperError if it cannot be shown."""
        shown = fit_for_paper(content)
        first = self._begin()
        self._sheet.text(caption, LEFT, _PICTURE.top + 4, Family.FANG, WU_HAO)
        self._sheet.picture(shown, _PICTURE)
        return self._end(first)

    def add_pages(self, content: bytes) -> int:
        """The pages of a foreign PDF; PaperError if there are none to be had."""
        from pypdf import PdfReader

        plain = plain_pages(content)
        count = len(PdfReader(BytesIO(plain)).pages)
        self._spans.append(_Span(0, count, plain))
        return count

    def add_notice(self, heading: str, sentence: str) -> int:
        """A page that stands for what cannot be printed, and says where it is."""
        first = self._begin()
        rows: list[Row] = [*title_rows(heading, size=SI_HAO, above=60, below=12)]
        rows += body_rows([sentence], size=XIAO_SI, leading=22.0)
        pour(self._sheet, rows, TABLE_FRAME, lambda _: None)
        return self._end(first)

    def bound(self, front: Sequence[Job], back: Sequence[Job]) -> bytes:
        """The whole file: `front` before page 1, which lies on the right, `back` after the last page."""
        whole = _Whole(self.title)
        opening = whole.add(draw_all(front, self.title, practice=self.practice)) if front else 0
        if opening % 2:
            whole.writer.add_blank_page(*A4)
            opening += 1
        drawn = whole.read(self._sheet.pdf()) if self._begun else None
        for span in self._spans:
            if span.foreign:
                whole.add(span.foreign)
            elif drawn:
                whole.take(drawn.pages[span.first : span.first + span.count])
        whole.number(opening)
        if back:
            whole.add(draw_all(back, self.title, practice=self.practice))
        return whole.written()

    def _begin(self) -> int:
        """A fresh page; what an earlier piece left half drawn belongs to no piece."""
        if self._begun:
            self._sheet.next_document(landscape=False)
        self._begun = True
        return self._sheet.leaf - 1

    def _end(self, first: int) -> int:
        count = self._sheet.leaf - first
        self._spans.append(_Span(first, count))
        return count


class _BoundSheet(Sheet):
    """Paper on which pictures lie too."""

    def picture(self, content: bytes, frame: Frame) -> None:
        """A JPEG in the middle of the frame's upper edge, as large as the frame lets it be."""
        from reportlab.lib.utils import ImageReader

        self._canvas.drawImage(
            ImageReader(BytesIO(content)), frame.left, frame.bottom, frame.width, frame.top - frame.bottom,
            preserveAspectRatio=True, anchor="n",
        )  # fmt: skip


class _Whole:
    """The file that is being put together."""

    def __init__(self, title: str) -> None:
        from pypdf import PdfWriter

        self.writer, self._title = PdfWriter(), title
        self._readers: list[PdfReader] = []  # kept: pypdf knows what it has copied by where a reader lies

    def read(self, content: bytes) -> "PdfReader":
        from pypdf import PdfReader

        self._readers.append(PdfReader(BytesIO(content)))
        return self._readers[-1]

    def take(self, pages: Sequence["PageObject"]) -> int:
        for page in pages:
            self.writer.add_page(page)
        return len(pages)

    def add(self, content: bytes) -> int:
        """Every page of a file; how many they are."""
        return self.take(self.read(content).pages)

    def number(self, opening: int) -> None:
        """Stamp 1, 2, 3 … on the pages behind the opening ones."""
        pages = self.writer.pages[opening:]
        if not pages:
            raise PaperError("卷宗里还没有可以装订的内容，没有生成；请先制作文书或者添加附件。")
        labels = self.read(_labels(len(pages))).pages
        for number, (page, label) in enumerate(zip(pages, labels, strict=True), 1):
            _stamp(self.writer, page, _drawing(self.writer, label), number)

    def written(self) -> bytes:
        self.writer.metadata = None
        self.writer.add_metadata(
            {"/Title": self._title, "/Creator": "Petition Desk", "/Producer": "Petition Desk"}
        )
        made = BytesIO()
        self.writer.write(made)
        return made.getvalue()


def _labels(count: int) -> bytes:
    """Each number as a small drawing on a page of its own, all in one font."""
    sheet = Sheet("", practice=False)  # laid over pages that bear their mark themselves
    for number in range(1, count + 1):
        if number > 1:
            sheet.next_page()
        sheet.text(str(number), _LABEL[0] / 2, 4, Family.SONG, XIAO_SI, align="centre")
    return sheet.pdf()


def _drawing(writer: "PdfWriter", page: "PageObject") -> "IndirectObject":
    from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NameObject, StreamObject

    contents = page.get_contents()
    drawing = StreamObject()
    drawing.set_data(b"1 g 0 0 %g %g re f\n" % _LABEL + (b"" if contents is None else contents.get_data()))
    box = ArrayObject([FloatObject(edge) for edge in (0, 0, *_LABEL)])
    resources = cast(DictionaryObject, page["/Resources"]).clone(writer)
    drawing.update({
        NameObject("/Type"): NameObject("/XObject"), NameObject("/Subtype"): NameObject("/Form"),
        NameObject("/BBox"): box, NameObject("/Resources"): resources,
    })  # fmt: skip
    return writer._add_object(drawing.flate_encode())  # noqa: SLF001 - pypdf has no other door to it


def _stamp(writer: "PdfWriter", page: "PageObject", label: "IndirectObject", number: int) -> None:
    """Lay a label into the corner; what is on the page is neither read nor changed."""
    from pypdf.generic import ArrayObject, DictionaryObject, NameObject, StreamObject

    resources = cast(DictionaryObject, page.get("/Resources", DictionaryObject()).get_object())
    own = DictionaryObject(resources)
    drawings = DictionaryObject(resources.get("/XObject", DictionaryObject()).get_object())
    drawings[NameObject("/DossierPage")] = label
    own[NameObject("/XObject")] = drawings
    page[NameObject("/Resources")] = own
    before, after = StreamObject(), StreamObject()
    before.set_data(b"q\n")
    after.set_data(b"\nQ q %s cm /DossierPage Do Q\n" % _corner(page, number).encode())
    there = page.get("/Contents")
    drawn = page.raw_get("/Contents") if there is not None else ArrayObject()
    parts = list(there) if isinstance(there, ArrayObject) else [drawn] if there is not None else []
    around = [writer._add_object(part) for part in (before, after)]  # noqa: SLF001 - as above
    page[NameObject("/Contents")] = ArrayObject([around[0], *parts, around[1]])


def _corner(page: "PageObject", number: int) -> str:
    """The matrix that puts the label into the corner as the page is seen: turned, and as large as on A4."""
    box = page.cropbox
    left, foot, right, top = (float(edge) for edge in (box.left, box.bottom, box.right, box.top))
    turn = page.rotation % 360
    wide = top - foot if turn in {90, 270} else right - left
    high = right - left if turn in {90, 270} else top - foot
    scale = min(wide, high) / A4[0]
    x = wide - (_FROM_EDGE + _LABEL[0]) * scale if number % 2 else _FROM_EDGE * scale
    y = _FROM_FOOT * scale
    place = {
        0: (scale, 0, 0, scale, left + x, foot + y), 90: (0, scale, -scale, 0, right - y, foot + x),
        180: (-scale, 0, 0, -scale, right - x, top - y), 270: (0, -scale, scale, 0, left + y, top - x),
    }  # fmt: skip
    return " ".join(f"{value:.4f}" for value in place.get(turn, place[0]))
