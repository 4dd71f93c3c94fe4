"""Tables as an .xlsx workbook: numbers as numbers, codes and IDs as text, nothing that calculates.

Equal input gives equal bytes; the file names no author.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO

WIDEST = 48
Value = str | int | float | None


@dataclass(frozen=True)
class Sheet:
    """One sheet: a title over it, the heads, the rows; `last_is_sum` makes the last row stand out."""

    name: str
    title: str
    heads: tuple[str, ...]
    rows: Sequence[Sequence[Value]]
    last_is_sum: bool = False


def write_workbook(sheets: Sequence[Sheet]) -> bytes:
    """The workbook's bytes; text stays text, also where it begins with = or + (no formulas, no links)."""
    import xlsxwriter

    stream = BytesIO()
    plain = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(stream, plain) as book:
        book.set_properties({"created": datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)})
        looks = {
            "title": book.add_format({"bold": True, "font_size": 14}),
            "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "vcenter"}),
            "sum": book.add_format({"bold": True, "top": 1}),
            "plain": book.add_format({}),
        }
        for sheet in sheets:
            _write(book.add_worksheet(sheet.name), sheet, looks)
    return stream.getvalue()


def _write(page: object, sheet: Sheet, looks: dict[str, object]) -> None:
    page.write_string(0, 0, sheet.title, looks["title"])  # type: ignore[attr-defined]
    for column, head in enumerate(sheet.heads):
        page.write_string(1, column, head, looks["head"])  # type: ignore[attr-defined]
        page.set_column(column, column, _width(sheet, column))  # type: ignore[attr-defined]
    for at, row in enumerate(sheet.rows):
        look = looks["sum" if sheet.last_is_sum and at == len(sheet.rows) - 1 else "plain"]
        for column, value in enumerate(row):
            if isinstance(value, int | float):
                page.write_number(at + 2, column, value, look)  # type: ignore[attr-defined]
            elif value:
                page.write_string(at + 2, column, value, look)  # type: ignore[attr-defined]
    page.freeze_panes(2, 1)  # type: ignore[attr-defined]
    page.set_landscape()  # type: ignore[attr-defined]
    page.set_paper(9)  # type: ignore[attr-defined]
    page.fit_to_pages(1, 0)  # type: ignore[attr-defined]
    page.repeat_rows(0, 1)  # type: ignore[attr-defined]


def _width(sheet: Sheet, column: int) -> float:
    """As wide as its longest text; a Chinese character takes two."""
    texts = [sheet.heads[column], *(str(row[column]) for row in sheet.rows if row[column] is not None)]
    return min(max(sum(1 if sign.isascii() else 2 for sign in text) for text in texts) + 2, WIDEST)
