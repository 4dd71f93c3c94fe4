"""A read register on its way from the limited process that read it: plain JSON, checked when it arrives.

A line for each row: one large text would be understood in one go, and the window would stand still meanwhile.
"""

import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from app.core.registers import Cell
from app.errors import BundleError
from app.exchange.registers import RawRow, RawTable

_UNREADABLE = "表格读出来的内容不对，请用Excel或WPS打开后另存为.xlsx再导入，本次没有登记任何一行。"


def pack(table: RawTable) -> bytes:
    """As bytes; days and times say what they are."""
    lines: list[list[Any]] = [[_packed(table.headers), list(table.unread)]]
    lines += [[row.number, _packed(row.cells)] for row in table.rows]
    return b"\n".join(json.dumps(line, ensure_ascii=False).encode("utf-8") for line in lines)


def unpack(content: bytes) -> RawTable:
    """The table again; anything but what `pack` writes is refused."""
    try:
        first, *lines = content.split(b"\n")
        headers, unread = json.loads(first)
        rows = (json.loads(line) for line in lines)
        return RawTable(
            _cells(headers), tuple(RawRow(int(number), _cells(cells)) for number, cells in rows),
            tuple(str(name) for name in unread),
        )  # fmt: skip
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise BundleError(_UNREADABLE) from error


def _packed(cells: Sequence[Cell]) -> list[Any]:
    return [_word(cell) for cell in cells]


def _word(cell: Cell) -> Any:  # noqa: ANN401  (JSON)
    if isinstance(cell, datetime):
        return {"time": cell.isoformat()}
    if isinstance(cell, date):
        return {"day": cell.isoformat()}
    return cell


def _cells(packed: Sequence[Any]) -> tuple[Cell, ...]:
    return tuple(_cell(word) for word in packed)


def _cell(word: Any) -> Cell:  # noqa: ANN401  (JSON)
    if isinstance(word, dict):
        return datetime.fromisoformat(word["time"]) if "time" in word else date.fromisoformat(word["day"])
    if word is None or isinstance(word, str | bool | int | float):
        return word
    raise TypeError(type(word).__name__)
