"""The table from which matters are handed down (交办、转送): its columns, what is wrong in it, an empty one to fill in.

Everything that is wrong is said at once, with row and column, so that the clerk mends the table in one go.
A row that cannot be right stops the table: nothing is left out unseen.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app.core.channels import CHANNEL_OF_WORD
from app.core.dates import DateError, parse_date
from app.core.identity import check_id_number
from app.core.receptions import PURPOSES
from app.core.registers import MOST_HEADS, Cell, RowProblem
from app.db.engine.files import file_errors, write_out
from app.errors import BundleError, ValidationError
from app.exchange.registers import NOTHING_TAKEN, RawRow, RawTable, read_register, refuse_too_large
from app.exchange.sheets import is_too_long
from app.reports.workbook import Sheet, write_workbook

COLUMNS: Mapping[str, str] = {
    "上级编号": "county_number", "办理方式": "kind", "交办日期": "issued_on", "反馈期限": "due_on", "文号": "basis",
    "办理要求": "instruction", "信访形式": "channel", "信访日期": "occurred_on", "主题": "title", "内容": "text",
    "诉求": "request", "信访目的": "purpose", "人数": "head_count", "姓名": "petitioner", "电话": "phone",
    "证件号码": "id_number", "住址": "address", "附件": "files",
}  # fmt: skip
LARGEST_FILE = 200 << 20
_KINDS = {"交办": "assigned", "转送": "referred", "": "assigned"}
_PURPOSES = {word: code for code, word in PURPOSES.items()} | {"": ""}
_WORDS: Mapping[str, Mapping[str, str]] = {
    "办理方式": _KINDS,
    "信访形式": CHANNEL_OF_WORD,
    "信访目的": _PURPOSES,
}
_DAYS = ("交办日期", "反馈期限", "信访日期")
_NEEDED = ("上级编号", "信访形式", "信访日期", "主题")
# What is written into the second sheet of an empty table; a column that says nothing here explains itself.
_ABOUT: Mapping[str, str] = {
    "上级编号": "必填。县局自己的编号，每件一个，不能重复；同一编号再下发一次，只更改反馈期限",
    "办理方式": "交办或转送；不填按交办",
    "交办日期": "不填按今天",
    "反馈期限": "要求乡镇哪天以前反馈；没有期限的不填",
    "信访形式": f"必填。{'、'.join(CHANNEL_OF_WORD)}",
    "信访日期": "必填。例如2026-11-10",
    "主题": "必填。一句话说明反映什么",
    "信访目的": f"{'、'.join(word for word in _PURPOSES if word)}；检举控告到乡镇后自动密封",
    "人数": "不填按1人",
    "姓名": "几个人用顿号隔开；不填按匿名",
    "证件号码": "请把这一列设为文本，免得号码末几位变成0",
    "附件": "文件名，几份用顿号隔开；文件与这张表放在同一个文件夹",
}


@dataclass(frozen=True)
class AssignmentRow:
    """One matter as it will go: its row in the sheet, the values by wire name, its files and those not found."""

    number: int
    values: Mapping[str, str]
    files: tuple[Path, ...]
    missing: tuple[str, ...]

    @property
    def sealed(self) -> bool:
        """A report of wrongdoing (检举控告): who and what is not shown where others may look (条例 Art 30)."""
        return self.values["purpose"] == "report"


@dataclass(frozen=True)
class AssignmentTable:
    """A table as it was read; `unread` names its columns that nobody understands."""

    name: str
    rows: tuple[AssignmentRow, ...]
    problems: tuple[RowProblem, ...]
    unread: tuple[str, ...]


def read_assignments(path: Path, today: date) -> AssignmentTable:
    """Read and check a table; raises only if it is no table, or lacks a column that every row needs."""
    raw = _read(path)
    headers = [str(cell or "").strip() for cell in raw.headers]
    if missing := [name for name in _NEEDED if name not in headers]:
        raise ValidationError({"table": f"表里没有“{'”“'.join(missing)}”这几列，没有下发；请按说明补上"})
    if twice := [name for name in COLUMNS if headers.count(name) > 1]:
        raise ValidationError({"table": f"表里有两列“{twice[0]}”，没有下发；请删去一列"})
    if not raw.rows:
        raise ValidationError({"table": "表里还没有填事项，没有下发；请填好以后再选"})
    reading = _Reading(headers, path.parent, today)
    rows = tuple(found for row in raw.rows if (found := reading.row(row)))
    unread = tuple(name for name in headers if name and name not in COLUMNS)
    return AssignmentTable(path.name, rows, tuple(reading.problems), unread)


def refuse_wrong_rows(table: AssignmentTable) -> None:
    """Nothing goes down while one row of the table cannot be right."""
    if table.problems:
        sentences = "；".join(problem.sentence for problem in table.problems[:5])
        rest = f"；另有{len(table.problems) - 5}处" if len(table.problems) > 5 else ""
        raise ValidationError({"table": f"{sentences}{rest}。没有下发；请改好表格再试"})


def write_empty_table(path: Path) -> None:
    """An .xlsx with the right heads and nothing below, and a sheet that says what goes where."""
    about = [[name, text] for name in COLUMNS if (text := _ABOUT.get(name))]
    sheets = (
        Sheet("交办表", "交办、转送事项", tuple(COLUMNS), []),
        Sheet("填写说明", "各列怎样填写", ("列名", "说明"), about),
    )
    write_out(path, write_workbook(sheets))


def _read(path: Path) -> RawTable:
    """The reader speaks to a township that imports a register; here nothing would have been handed down."""
    try:
        with file_errors(path):
            refuse_too_large(path.stat().st_size)
            return read_register(path.read_bytes())
    except BundleError as error:
        raise BundleError(str(error).replace(NOTHING_TAKEN, "什么也没有下发。")) from error


class _Reading:
    """Rows being read one after the other: collects what is wrong, and remembers the numbers already seen."""

    def __init__(self, headers: Sequence[str], folder: Path, today: date) -> None:
        self.problems: list[RowProblem] = []
        self._headers, self._folder, self._today = headers, folder, today
        self._seen: dict[str, int] = {}

    def row(self, row: RawRow) -> AssignmentRow | None:
        """The row as it will go; nothing if something in it is wrong."""
        before = len(self.problems)
        cells = {name: cell for name, cell in zip(self._headers, row.cells, strict=False) if name in COLUMNS}
        texts = {name: _text(cells.get(name)) for name in COLUMNS}
        for column, sentence in self._wrong(row.number, cells, texts):
            said = f"第{row.number}行“{column}”：{sentence}"
            self.problems.append(RowProblem(row.number, column, said))
        if len(self.problems) > before:
            return None
        files = [self._folder / Path(name).name for name in _listed(texts["附件"])]
        usable = tuple(path for path in files if _is_usable(path))
        gone = tuple(path.name for path in files if path not in usable)
        return AssignmentRow(row.number, self._values(texts), usable, gone)

    def _wrong(
        self, number: int, cells: Mapping[str, Cell], texts: Mapping[str, str]
    ) -> Iterator[tuple[str, str]]:
        """(column, what is wrong and what to do), in the order of the columns."""
        for column, text in texts.items():
            if sentence := self._wrong_cell(number, column, text):
                yield column, sentence
        id_number = check_id_number(_as_number(cells.get("证件号码")))
        if id_number.state == "damaged":
            yield "证件号码", id_number.sentence
        issued, due = (self._day(texts[name]) for name in ("交办日期", "反馈期限"))
        if due and due < (issued or self._today):
            yield "反馈期限", "早于交办日期，请核对"

    def _wrong_cell(self, number: int, column: str, text: str) -> str:
        if not text and column in _NEEDED:
            return "没有填写，请补上"
        if is_too_long(text):
            return "文字超过64KB，请缩短，全文改为附件"
        if column in _WORDS and text not in _WORDS[column]:
            words = "、".join(word for word in _WORDS[column] if word)
            return f"“{text[:20]}”不认得，请改为{words}"
        if column in _DAYS and text and not self._day(text):
            return f"日期“{text[:20]}”读不懂，请改成2026-11-10这样的日期"
        if column == "人数" and text and not (text.isdecimal() and 1 <= int(text) <= MOST_HEADS):
            return f"“{text[:20]}”不是人数，请填大于零的整数"
        return self._twice(number, text) if column == "上级编号" else ""

    def _twice(self, number: int, county_number: str) -> str:
        first = self._seen.setdefault(county_number, number)
        return f"与第{first}行重复，请核对" if first != number else ""

    def _day(self, text: str) -> date | None:
        try:
            return parse_date(text, today=self._today) if text else None
        except DateError:
            return None

    def _values(self, texts: Mapping[str, str]) -> dict[str, str]:
        values = {COLUMNS[name]: text for name, text in texts.items() if name != "附件"}
        for name, words in _WORDS.items():
            values[COLUMNS[name]] = words[texts[name]]
        for name in _DAYS:
            day = self._day(texts[name])
            values[COLUMNS[name]] = day.isoformat() if day else ""
        values["issued_on"] = values["issued_on"] or self._today.isoformat()
        values["head_count"] = str(int(values["head_count"] or 1))
        return values


def _text(cell: Cell) -> str:
    if isinstance(cell, date):
        return cell.isoformat()[:10]
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()


def _as_number(cell: Cell) -> str | float | None:
    """What a spreadsheet keeps as a number is judged by how many digits it can hold."""
    return cell if isinstance(cell, int | float) and not isinstance(cell, bool) else _text(cell)


def _listed(names: str) -> list[str]:
    return [name for part in names.split("、") if (name := part.strip())]


def _is_usable(path: Path) -> bool:
    with file_errors(path):
        return path.is_file() and path.stat().st_size <= LARGEST_FILE
