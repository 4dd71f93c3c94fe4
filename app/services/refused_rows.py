"""The rows of a register that were not taken, as a table to mend in Excel and hand in again.

Every row stands as it was written, with the reasons before it. The column of reasons is not taken over when
the mended table comes back, and one that comes back unmended is replaced, never doubled.
"""

import csv
import io
import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Protocol

from app.core.register_cells import Cell, written
from app.core.registers import RowProblem
from app.db.engine.files import write_out
from app.errors import StorageError
from app.exchange.registers import RawTable
from app.reports.workbook import Sheet, Value, write_workbook

REASON = "未登记原因"
TITLE = "没有登记的行：改好以后保存，再导入这个文件"
_FORMULA = re.compile("[=@\t\r]|[+-][^0-9 ]")
_EXACT = 10**15  # above this a spreadsheet's number has lost digits


class FateOfRow(Protocol):
    """A row of the sheet and why it was refused."""

    @property
    def row(self) -> int: ...
    @property
    def problems(self) -> tuple[RowProblem, ...]: ...


def reasons(problems: Sequence[RowProblem]) -> str:
    """Everything that is wrong with a row, without the number it had in another table."""
    return "".join(problem.sentence.removeprefix(f"第{problem.row}行") for problem in problems)


def save_refused(table: RawTable, fates: Sequence[FateOfRow], path: Path) -> int:
    """Write the refused rows as .xlsx or, by its name, .csv; how many they are."""
    why = {fate.row: reasons(fate.problems) for fate in fates if fate.problems}
    rows = [(why[raw.number], raw.cells) for raw in table.rows if raw.number in why]
    kept = [at for at, head in enumerate(table.headers) if head != REASON]
    heads = (REASON, *(written(table.headers[at]) for at in kept))
    lines = [(reason, *(_at(cells, at) for at in kept)) for reason, cells in rows]
    content = _csv(heads, lines) if path.suffix.lower() == ".csv" else _xlsx(heads, lines)
    try:
        write_out(path, content)
    except StorageError as error:
        if isinstance(error.__cause__, PermissionError):
            raise StorageError(
                f"“{path.name}”没有保存，原来的文件没有动：可能正在Excel或WPS里打开，或者文件夹不能写入。"
                "请关闭表格以后再存，或者换个名称。"
            ) from error
        raise
    return len(lines)


def _at(cells: Sequence[Cell], at: int) -> Cell:
    return cells[at] if at < len(cells) else None


def _csv(heads: Sequence[str], lines: Sequence[Sequence[Cell]]) -> bytes:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(heads)
    writer.writerows([_literal(_shown(cell)) for cell in line] for line in lines)
    return buffer.getvalue().encode("utf-8-sig")


def _xlsx(heads: tuple[str, ...], lines: Sequence[Sequence[Cell]]) -> bytes:
    rows = [[_value(cell) for cell in line] for line in lines]
    return write_workbook([Sheet("没有登记的行", TITLE, heads, rows)])


def _value(cell: Cell) -> Value:
    """Numbers stay numbers, so that one which a spreadsheet rounded is still known for it."""
    if isinstance(cell, bool | date):
        return _shown(cell)
    return cell


def _shown(cell: Cell) -> str:
    if isinstance(cell, float) and abs(cell) >= _EXACT:
        return repr(cell)
    return written(cell).removesuffix(" 00:00:00")


def _literal(text: str) -> str:
    """A cell that a spreadsheet takes for text and never for a formula; - alone and +86 139… stay as they are."""
    return f"'{text}" if _FORMULA.match(text) else text
