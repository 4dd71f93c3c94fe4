"""Writing a form's words as a template file (TOML), so that what the editor changed can be read again.

It knows the one shape that `wording_reading` reads and leaves nothing of it out. Comments of the
file it came from are not part of the words and are lost.
"""

from collections.abc import Iterable, Sequence

from app.core.wording import Column, GridRow, ListPart, Paragraph, Wording

_PARAGRAPHS = ("body", "closing", "attachments", "copies")
_GRIDS = ("grid", "signatures", "stub", "slip")
_SHORT = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"}


def write_wording(wording: Wording) -> str:
    """The template file of these words: reading it gives the same words."""
    blocks = [f"{name} = {_text(getattr(wording, name))}" for name in _lines(wording)]
    for name in _PARAGRAPHS:
        blocks += _array(name, [_paragraph(it) for it in getattr(wording, name)])
    for name in _GRIDS:
        blocks += _array(name, [_row(it) for it in getattr(wording, name)])
    if wording.table:
        blocks += _table(wording.table)
    return "\n".join(blocks) + "\n"


def _lines(wording: Wording) -> Iterable[str]:
    return ["title", *(name for name in ("salutation", "remark") if getattr(wording, name))]


def _array(name: str, values: Sequence[str]) -> list[str]:
    return [f"{name} = [", *(f"  {value}," for value in values), "]"] if values else []


def _paragraph(part: Paragraph) -> str:
    pairs = [("when", part.when), ("style", "" if part.style == "text" else part.style)]
    extra = [f"{key} = {_text(value)}" for key, value in pairs if value]
    return f"{{ {', '.join([*extra, f'text = {_text(part.text)}'])} }}" if extra else _text(part.text)


def _row(row: GridRow) -> str:
    cells = f"[{', '.join(_cell(*cell) for cell in row.cells)}]"
    extra = [f"height = {row.height:g}"] if row.height else []
    extra += [f"when = {_text(row.when)}"] if row.when else []
    return f"{{ {', '.join([*extra, f'cells = {cells}'])} }}" if extra else cells


def _cell(label: str, value: str) -> str:
    return f"[{_text(label)}, {_text(value)}]" if label else f"[{_text(value)}]"


def _table(part: ListPart) -> list[str]:
    least = [f"least = {part.least}"] if part.least else []
    columns = _array("columns", [_column(column) for column in part.columns]) or ["columns = []"]
    return ["", "[list]", f"source = {_text(part.source)}", *least, *columns]


def _column(column: Column) -> str:
    align = "" if column.align == "left" else f", align = {_text(column.align)}"
    head, value = _text(column.head), _text(column.value)
    return f"{{ head = {head}, width = {column.width:g}, value = {value}{align} }}"


def _text(value: str) -> str:
    """A basic string of TOML; control characters go by their number."""
    return f'"{"".join(_letter(letter) for letter in value)}"'


def _letter(letter: str) -> str:
    if letter in _SHORT:
        return _SHORT[letter]
    return f"\\u{ord(letter):04x}" if ord(letter) < 0x20 or ord(letter) == 0x7F else letter
