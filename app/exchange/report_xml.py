"""The body of a Word file, read as it streams by: paragraphs, and tables with merged cells written out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from app.core.report_checks import Paragraph, Report, Table

BODY = "word/document.xml"
MOST_PARAGRAPHS, MOST_CELLS, MOST_COLUMNS, DEEPEST = 40_000, 100_000, 120, 400

_WORD = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_COMPATIBLE = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_PARTED = " "
# What is struck out, moved away or only repeats what stands beside it is no part of the text.
_SKIPPED = {f"{space} {name}" for space in _WORD for name in ("del", "moveFrom", "instrText")} | {
    f"{_COMPATIBLE} Fallback"
}


class TooMuch(Exception):
    """The document is larger than any report."""


@dataclass
class _Cell:
    """A cell while it is read; `continues` that it is merged with the one above."""

    lines: list[str] = field(default_factory=list)
    columns: int = 1
    continues: bool = False


@dataclass
class _Grid:
    """A table while it is read."""

    caption: str
    rows: list[list[_Cell]] = field(default_factory=list)


class DocumentReader:
    """Takes the pieces of a document and gives the report."""

    def __init__(self, most_signs: int) -> None:
        self._parser = expat.ParserCreate(namespace_separator=_PARTED)
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self._parser.StartDoctypeDeclHandler = self._refuse_type
        self._parser.buffer_text = True
        self._left, self._depth, self._cells = most_signs, 0, 0
        self._skipped_at = 0
        self._takes_text = False
        self._words: list[list[str]] = []
        self._grids: list[_Grid] = []
        self._paragraphs: list[Paragraph] = []
        self._tables: list[Table] = []
        self._begins: Mapping[str, Callable[[dict[str, str]], None]] = {
            "p": self._begin_paragraph, "t": self._begin_text, "tab": self._gap, "br": self._gap, "cr": self._gap,
            "noBreakHyphen": self._hyphen, "tbl": self._begin_table, "tr": self._begin_row, "tc": self._begin_cell,
            "gridSpan": self._span, "vMerge": self._merge,
        }  # fmt: skip
        self._ends: Mapping[str, Callable[[], None]] = {
            "p": self._end_paragraph, "t": self._end_text, "tbl": self._end_table,
        }  # fmt: skip

    def feed(self, piece: bytes) -> None:
        """Take the next piece. Raises `TooMuch` and `ExpatError`."""
        self._parser.Parse(piece, False)

    def end(self) -> None:
        self._parser.Parse(b"", True)

    def report(self) -> Report:
        return Report(tuple(self._paragraphs), tuple(self._tables))

    def _refuse_type(self, *_: object) -> None:
        """A Word file declares no document type; what does wants entities of its own."""
        raise expat.ExpatError("document type")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise TooMuch
        if self._skipped_at:
            return
        if name in _SKIPPED:
            self._skipped_at = self._depth
            return
        space, _, local = name.rpartition(_PARTED)
        if space in _WORD and (begin := self._begins.get(local)):
            begin({key.rpartition(_PARTED)[2]: value for key, value in attributes.items()})

    def _end(self, name: str) -> None:
        if self._skipped_at == self._depth:
            self._skipped_at = 0
        elif not self._skipped_at:
            space, _, local = name.rpartition(_PARTED)
            if space in _WORD and (finish := self._ends.get(local)):
                finish()
        self._depth -= 1

    def _text(self, text: str) -> None:
        if self._takes_text and not self._skipped_at and self._words:
            self._left -= len(text)
            if self._left < 0:
                raise TooMuch
            self._words[-1].append(text)

    def _begin_paragraph(self, _: dict[str, str]) -> None:
        self._words.append([])

    def _end_paragraph(self) -> None:
        text = "".join(self._words.pop()) if self._words else ""
        if self._grids and self._grids[-1].rows and self._grids[-1].rows[-1]:
            self._grids[-1].rows[-1][-1].lines.append(text)
        elif text.strip():
            if len(self._paragraphs) >= MOST_PARAGRAPHS:
                raise TooMuch
            self._paragraphs.append(Paragraph(text.strip(), f"第{len(self._paragraphs) + 1}段"))

    def _begin_text(self, _: dict[str, str]) -> None:
        self._takes_text = True

    def _end_text(self) -> None:
        self._takes_text = False

    def _gap(self, _: dict[str, str]) -> None:
        if self._words:
            self._words[-1].append(" ")

    def _hyphen(self, _: dict[str, str]) -> None:
        if self._words:
            self._words[-1].append("-")

    def _begin_table(self, _: dict[str, str]) -> None:
        self._grids.append(_Grid(self._paragraphs[-1].text if self._paragraphs else ""))

    def _end_table(self) -> None:
        if self._grids:
            grid = self._grids.pop()
            rows = _written_out(grid.rows)
            if rows:
                self._tables.append(Table(rows, f"表{len(self._tables) + 1}", grid.caption))

    def _begin_row(self, _: dict[str, str]) -> None:
        if self._grids:
            self._grids[-1].rows.append([])

    def _begin_cell(self, _: dict[str, str]) -> None:
        self._cells += 1
        if self._cells > MOST_CELLS:
            raise TooMuch
        if self._grids and self._grids[-1].rows:
            self._grids[-1].rows[-1].append(_Cell())

    def _span(self, attributes: dict[str, str]) -> None:
        if (cell := self._cell()) and (columns := attributes.get("val", "1")).isascii() and columns.isdigit():
            cell.columns = max(1, min(int(columns[:4]), MOST_COLUMNS))

    def _merge(self, attributes: dict[str, str]) -> None:
        if cell := self._cell():
            cell.continues = attributes.get("val", "continue") == "continue"

    def _cell(self) -> _Cell | None:
        grid = self._grids[-1] if self._grids else None
        return grid.rows[-1][-1] if grid and grid.rows and grid.rows[-1] else None


def _written_out(rows: list[list[_Cell]]) -> tuple[tuple[str, ...], ...]:
    """Every row with a text for each column it covers; a merged cell says the same in all of them."""
    done: list[tuple[str, ...]] = []
    for row in rows:
        texts: list[str] = []
        for cell in row:
            own = "\n".join(cell.lines).strip("\n")
            above = done[-1][len(texts)] if cell.continues and done and len(texts) < len(done[-1]) else None
            texts += [own if above is None else above] * min(cell.columns, MOST_COLUMNS - len(texts))
        if texts:
            done.append(tuple(texts))
    width = max((len(row) for row in done), default=0)
    return tuple(row + ("",) * (width - len(row)) for row in done)
