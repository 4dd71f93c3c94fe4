"""Reading a form's template file (TOML): strict, so that a typing error is found before a paper goes out."""

import tomllib
from collections.abc import Mapping, Sequence
from typing import Any

from app.core.wording import Column, GridRow, ListPart, Paragraph, Wording
from app.errors import PaperError

STYLES = ("text", "head", "subhead", "plain")
ALIGNS = ("left", "centre", "right")

_PARAGRAPHS = ("body", "closing", "attachments", "copies")
_GRIDS = ("grid", "signatures", "stub", "slip")
_KEYS = frozenset(("title", "salutation", "remark", "list", *_PARAGRAPHS, *_GRIDS))


def parse_wording(source: str) -> Wording:
    """Read one form's template. PaperError when it is not what an office may print from."""
    try:
        content = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        raise PaperError(_bad(f"第{_line(error)}行附近写法不对")) from error
    try:
        return _wording(content)
    except (KeyError, TypeError, AttributeError, ValueError, IndexError) as error:
        raise PaperError(_bad("缺少标题，或者有一段、一行的写法不对")) from error


def _bad(what: str) -> str:
    return f"文书模板的格式不对：{what}，没有采用；请改正，或者在设置里恢复该文书的原有模板。"


def _line(error: tomllib.TOMLDecodeError) -> str:
    words = str(error).split("line ")
    return words[1].split(",")[0] if len(words) > 1 else "末"


def _wording(content: Mapping[str, Any]) -> Wording:
    unknown = sorted(content.keys() - _KEYS)
    if unknown:
        raise PaperError(_bad(f"不认识“{unknown[0]}”这一项"))
    paragraphs = {name: _paragraphs(content.get(name, [])) for name in _PARAGRAPHS}
    grids = {name: _grid(content.get(name, [])) for name in _GRIDS}
    wording = Wording(
        title=_text(content["title"]), salutation=_text(content.get("salutation", "")),
        remark=_text(content.get("remark", "")), table=_list(content["list"]) if "list" in content else None,
        body=paragraphs["body"], closing=paragraphs["closing"], attachments=paragraphs["attachments"],
        copies=paragraphs["copies"], grid=grids["grid"], signatures=grids["signatures"], stub=grids["stub"], slip=grids["slip"],
    )  # fmt: skip
    if not (wording.body or wording.grid or wording.table):
        raise KeyError("body")
    _ = wording.places, wording.row_places
    return wording


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _paragraphs(entries: Sequence[str | Mapping[str, str]]) -> tuple[Paragraph, ...]:
    return tuple(Paragraph(entry) if isinstance(entry, str) else _paragraph(entry) for entry in entries)


def _paragraph(entry: Mapping[str, str]) -> Paragraph:
    if entry.keys() - {"text", "when", "style"} or entry.get("style", "text") not in STYLES:
        raise ValueError(entry)
    return Paragraph(_text(entry["text"]), _text(entry.get("when", "")), entry.get("style", "text"))


def _grid(rows: Sequence[Any]) -> tuple[GridRow, ...]:
    return tuple(_row(row) if isinstance(row, Mapping) else GridRow(_cells(row)) for row in rows)


def _row(row: Mapping[str, Any]) -> GridRow:
    if row.keys() - {"cells", "height", "when"}:
        raise ValueError(row)
    return GridRow(_cells(row["cells"]), float(row.get("height", 0.0)), _text(row.get("when", "")))


def _cells(cells: Sequence[Sequence[str]]) -> tuple[tuple[str, str], ...]:
    """["标签", "{值}"] in turn; a cell with one text only fills what is left of the row."""
    read = tuple(
        (_text(cell[0]), _text(cell[1])) if len(cell) == 2 else ("", _text(cell[0])) for cell in cells
    )
    if not read or any(isinstance(cell, str) or len(cell) > 2 for cell in cells):
        raise ValueError(cells)
    return read


def _list(entry: Mapping[str, Any]) -> ListPart:
    if entry.keys() - {"source", "columns", "least"}:
        raise ValueError(entry)
    columns = tuple(_column(column) for column in entry["columns"])
    return ListPart(_text(entry["source"]), columns, int(entry.get("least", 0)))


def _column(column: Mapping[str, Any]) -> Column:
    align = column.get("align", "left")
    if column.keys() - {"head", "width", "value", "align"} or align not in ALIGNS:
        raise ValueError(column)
    return Column(_text(column["head"]), float(column["width"]), _text(column["value"]), align)
