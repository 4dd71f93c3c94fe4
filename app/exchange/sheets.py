"""Writing one table of the data package as CSV, some hundred rows at a time."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from app.errors import BundleError
from app.exchange.characters import is_plain_table, plain
from app.exchange.schemas import Cell, Row, Table, cell_text, content_hash

LONGEST_CELL = 64 << 10
_ROWS_TOGETHER = 500


def sheet_pieces(table: Table, rows: Iterable[Row]) -> Iterator[bytes]:
    """The CSV text piece by piece; a record's hash is taken over exactly the cells that stand there."""
    yield _csv([table.names]).encode("utf-8")
    waiting = iter(rows)
    while some := list(islice(waiting, _ROWS_TOGETHER)):
        yield _piece(table, some).encode("utf-8")


def _piece(table: Table, rows: Sequence[Row]) -> str:
    texts = [_texts(table, row) for row in rows]
    piece = _csv(_written(table, texts))
    if piece.count("\r") != len(rows) or not is_plain_table(piece):
        # Rare, and asking once about some hundred rows is much quicker than asking every cell.
        tidy = [{name: plain(text) for name, text in row.items()} for row in texts]
        for row in tidy if table.record else ():
            row["content_hash"] = ""
        piece = _csv(_written(table, tidy))
    return piece


def _texts(table: Table, row: Mapping[str, Cell]) -> dict[str, str]:
    if table.record:
        row = {"base_revision": 0, "void": 0, "sealed": 0, **row}
    if unknown := set(row) - set(table.names):
        # Ours to fix: nothing is left out silently.
        raise KeyError(f"{table.name} has no column {sorted(unknown)}")
    get = row.get
    return {name: cell if type(cell := get(name)) is str else cell_text(cell) for name in table.names}


def _written(table: Table, rows: Iterable[dict[str, str]]) -> Iterator[Iterable[str]]:
    for row in rows:
        if max(map(len, row.values())) * 4 > LONGEST_CELL and any(map(is_too_long, row.values())):
            raise BundleError(
                f"“{table.title}”里有一条内容过长，没有生成报送包；请把长材料改为附件后再导出。"
            )
        if table.record and not row["content_hash"]:
            row["content_hash"] = content_hash(row)
        yield row.values()


def _csv(rows: Iterable[Iterable[str]]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerows(rows)
    return buffer.getvalue()


def is_too_long(cell: str) -> bool:
    """Whether a cell is longer than may travel."""
    return len(cell) * 4 > LONGEST_CELL and len(cell.encode("utf-8")) > LONGEST_CELL
