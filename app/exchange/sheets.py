"""Writing one table of the data package as CSV, some hundred rows at a time."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from app.errors import BundleError
from app.exchange.characters import is_plain_table, plain
from app.exchange.schemas import Cell, Row, Table, content_hash

LONGEST_CELL = 64 << 10
_ROWS_TOGETHER = 500
_USUALLY: Row = {"base_revision": 0, "void": 0, "sealed": 0}


def sheet_pieces(table: Table, rows: Iterable[Row]) -> Iterator[bytes]:
    """The CSV text piece by piece; a record's hash is taken over exactly the cells that stand there."""
    yield _csv([table.names]).encode("utf-8")
    waiting = iter(rows)
    while some := list(islice(waiting, _ROWS_TOGETHER)):
        yield _piece(table, some).encode("utf-8")


def _piece(table: Table, rows: Sequence[Row]) -> str:
    """Asking once about some hundred rows is much quicker than asking every cell; few have to be asked again."""
    piece = _csv(_cells(table, row) for row in rows)
    if piece.count("\r") != len(rows) or not is_plain_table(piece):
        rows = [_tidy(table, row) for row in rows]
        piece = _csv(_cells(table, row) for row in rows)
    if max(map(len, piece.split("\r\n"))) * 4 > LONGEST_CELL:
        _refuse_too_long(table, rows)
    return piece


def _cells(table: Table, row: Mapping[str, Cell]) -> Sequence[Cell]:
    """A row's cells in their order, as the writer of CSV takes them: numbers as digits, nothing as a blank."""
    unready = table.record and not row.get("content_hash")
    if unready or len(row) != len(table.names) or bool in map(type, row.values()):
        row = _completed(table, row)
    return table.cells(row)


def _completed(table: Table, row: Mapping[str, Cell]) -> Row:
    """With every column the table has, and of a record the hash of what then stands there."""
    if not row.keys() <= table.name_set:
        # Ours to fix: nothing is left out silently.
        raise KeyError(f"{table.name} has no column {sorted(row.keys() - table.name_set)}")
    whole: Row = dict.fromkeys(table.names) | (_USUALLY if table.record else {})
    whole |= {name: int(cell) if type(cell) is bool else cell for name, cell in row.items()}
    if table.record and not whole["content_hash"]:
        whole["content_hash"] = content_hash(whole)
    return whole


def _tidy(table: Table, row: Mapping[str, Cell]) -> Row:
    """The row as it may travel; its hash is taken anew over what then stands there."""
    tidy = {name: plain(cell) if isinstance(cell, str) else cell for name, cell in row.items()}
    return tidy | {"content_hash": ""} if table.record else tidy


def _refuse_too_long(table: Table, rows: Iterable[Mapping[str, Cell]]) -> None:
    if any(is_too_long(cell) for row in rows for cell in row.values() if isinstance(cell, str)):
        raise BundleError(f"“{table.title}”里有一条内容过长，没有生成报送包；请把长材料改为附件后再导出。")


def _csv(rows: Iterable[Iterable[Cell]]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerows(rows)
    return buffer.getvalue()


def is_too_long(cell: str) -> bool:
    """Whether a cell is longer than may travel."""
    return len(cell) * 4 > LONGEST_CELL and len(cell.encode("utf-8")) > LONGEST_CELL
