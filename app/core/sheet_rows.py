"""Rows a clerk types or pastes into one field: a line is a row, its cells parted by tabs or ｜."""

import re
from collections.abc import Sequence

from app.errors import ValidationError

_BETWEEN = re.compile(r"\t|｜|\|")


def typed_rows(text: str, columns: Sequence[str], field: str) -> list[dict[str, str]]:
    """The rows by the names of their columns. ValidationError names the line that has too few or too many cells."""
    rows = []
    for at, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        cells = [cell.strip() for cell in _BETWEEN.split(line)]
        if len(cells) != len(columns):
            raise ValidationError({field: _wrong(at, len(cells), columns)})
        rows.append(dict(zip(columns, cells, strict=True)))
    return rows


def _wrong(at: int, found: int, columns: Sequence[str]) -> str:
    wanted = "、".join(columns)
    return f"第{at}行有{found}栏，应为{len(columns)}栏（{wanted}），没有制作；空着的栏也要留分隔符，请核对"
