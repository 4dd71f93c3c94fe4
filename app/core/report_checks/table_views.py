"""A table read as an office reads it: head, names of rows, and which column counts what."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from app.core.report_checks.characters import clean
from app.core.report_checks.reports import Table

_NUMBER = re.compile(
    r"(?P<way>[↑↓▲▼]|上升|下降|增加|减少)?(?P<sign>[-+])?(?P<digits>[0-9]{1,3}(?:,[0-9]{3}){1,3}(?:\.[0-9]{1,6})?|[0-9]{1,12}(?:\.[0-9]{1,6})?)"
    r"(?P<unit>%|‰|件次?|批次?|人次?|起|个百分点)?"
)
_NONE = re.compile(r"[-—/\\]{0,3}|无")
_RATE = re.compile("%|率|占比|比重|比例|同比|环比|增幅|降幅|幅度|百分")
_NO_COUNT = re.compile(
    "序号|编号|名次|排名|排序|日期|时间|电话|平均|得分|分值|备注|元|资金|金额|面积|单价|年份|代码|期限|年龄|满意度"
)
_TOTAL = re.compile(
    "(?:全[镇乡县区市]|全街道|总|信访|来信来访|各[村镇乡]|本[月期年])?(?:合计|总计|共计|累计合计|总数|总和)(?:数|量)?(?:[(][^()]*[)])?"
)
_SUBTOTAL = re.compile(".{0,12}小计(?:[(][^()]*[)])?")
_PETITIONS = re.compile(
    "信访|来信|来访|网信|件次|批次|受理|办结|化解|矛盾|纠纷|接访|集体访|诉求|件数|件\\)|上访"
)
MOST_ROWS, MOST_COLUMNS = 400, 60


@dataclass(frozen=True)
class Value:
    """A number in a cell; an empty cell and a dash are no number but nothing."""

    amount: Decimal
    decimals: int
    percent: bool
    shown: str

    @property
    def is_count(self) -> bool:
        return not self.decimals and not self.percent


def value_of(cell: str) -> Value | None:
    """The number of a cell; `None` for words and for nothing."""
    text = clean(cell).text
    found = _NUMBER.fullmatch(text)
    if not found:
        return None
    amount = Decimal(found["digits"].replace(",", ""))
    if found["sign"] == "-" or found["way"] in {"↓", "▼", "下降", "减少"}:
        amount = -amount
    decimals = max(0, -int(amount.as_tuple().exponent))
    return Value(amount, decimals, found["unit"] in {"%", "个百分点"}, cell.strip())


def is_nothing(cell: str) -> bool:
    return bool(_NONE.fullmatch(clean(cell).text))


@dataclass(frozen=True)
class Row:
    """One row below the head; `number` counts from the table's first row."""

    number: int
    label: str
    indented: bool
    cells: tuple[str, ...]

    @property
    def is_total(self) -> bool:
        return bool(_TOTAL.fullmatch(self.label))

    @property
    def is_subtotal(self) -> bool:
        return bool(_SUBTOTAL.fullmatch(self.label))

    def value(self, column: int) -> Value | None:
        return value_of(self.cells[column])


@dataclass(frozen=True)
class Column:
    """One column of numbers, with the words of the head above it from the top down."""

    index: int
    path: tuple[str, ...]

    @property
    def leaf(self) -> str:
        return self.path[-1] if self.path else ""

    @property
    def words(self) -> str:
        return "/".join(self.path)

    @property
    def is_total(self) -> bool:
        return any(_TOTAL.fullmatch(word) for word in self.path)

    @property
    def is_rate(self) -> bool:
        return bool(_RATE.search(self.words))

    @property
    def counts(self) -> bool:
        return not self.is_rate and not _NO_COUNT.search(self.words)

    @property
    def of_people(self) -> bool:
        return bool(re.search("人次|人数|人\\)|^人$|/人$", self.words))


@dataclass(frozen=True)
class TableView:
    """A table with its head told from its body."""

    table: Table

    @cached_property
    def _grid(self) -> tuple[tuple[str, ...], ...]:
        """The rows, without a title that spans the whole width."""
        rows = [row[:MOST_COLUMNS] for row in self.table.rows[:MOST_ROWS]]
        width = max((len(row) for row in rows), default=0)
        return tuple(row + ("",) * (width - len(row)) for row in rows)

    @cached_property
    def _head_rows(self) -> int:
        for number, row in enumerate(self._grid):
            if any(value_of(cell) for cell in row):
                return number
        return len(self._grid)

    @cached_property
    def _label_columns(self) -> int:
        """How many columns at the left hold names: none of their cells is a number that counts."""
        body = self._grid[self._head_rows :]
        width = len(self._grid[0]) if self._grid else 0
        for column in range(width):
            head = "".join(row[column] for row in self._grid[: self._head_rows])
            if any(value_of(row[column]) for row in body) and not re.search(
                "序\\s*号|编\\s*号|名\\s*次", head
            ):
                return column
        return width

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        width = len(self._grid[0]) if self._grid else 0
        heads = [row for row in self._grid[: self._head_rows] if len(set(row)) > 1]
        return tuple(
            Column(index, tuple(_distinct(clean(row[index]).text for row in heads)))
            for index in range(self._label_columns, width)
        )

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        return tuple(
            Row(number, *_label(row[: self._label_columns]), row)
            for number, row in enumerate(self._grid[self._head_rows :], self._head_rows + 1)
        )

    @cached_property
    def is_about_petitions(self) -> bool:
        words = self.table.caption[-60:] + "".join(
            cell for row in self._grid for cell in row if not value_of(cell)
        )
        return bool(_PETITIONS.search(clean(words).text))

    def place(self, row: Row) -> str:
        return f"{self.table.place}第{row.number}行"

    def quote(self, row: Row, *columns: Column) -> str:
        """The row's name and the cells in question, each under its head."""
        cells = "，".join(f"{column.words}{row.cells[column.index].strip()}" for column in columns)
        return f"{row.label}：{cells}" if row.label else cells


def _distinct(words: Iterator[str]) -> Iterator[str]:
    last = ""
    for word in words:
        if word and word != last:
            yield word
            last = word


def _label(cells: tuple[str, ...]) -> tuple[str, bool]:
    """A row's name: the words of its name columns, the serial number left out."""
    words = [cell for cell in cells if cell.strip() and not value_of(cell)]
    if not words:
        return "", False
    own = words[-1]
    return clean(own).text, own[:1].isspace() or bool(re.match(r"\s*(?:其中|#|－|—|-|·)", own))
