"""What a row of a township's register means, and why a row cannot be taken.

A row that cannot be right is refused with the row, the column, what is wrong and what to do; the
others go in. Nothing is guessed: what is merely unclear goes in with a note.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal, TypeVar

from app.core import identity, register_cells
from app.core.calendar import FIRST
from app.core.canonical import Json, digest
from app.core.channels import Channel
from app.core.dates import DateError, chinese_date
from app.core.register_cells import Cell
from app.core.register_columns import REQUIRED, Layout, count_known, recognise
from app.errors import ValidationError

__all__ = [
    "REQUIRED",
    "Cell",
    "Layout",
    "RegisterRow",
    "RowContext",
    "RowProblem",
    "count_known",
    "read_row",
    "recognise",
]

_T = TypeVar("_T")

Purpose = Literal["suggestion", "report", "appeal"]
Evaluation = Literal["satisfied", "basically", "dissatisfied"]

LARGEST_TEXT = 64 * 1024
MOST_HEADS = 99_999
LAST = date(2199, 12, 31)


def _words(text: str, meaning: _T) -> dict[str, _T]:
    return dict.fromkeys(text.split(), meaning)


_PURPOSES: dict[str, Purpose] = {
    **_words("建议意见 意见建议 建议 意见", "suggestion"),
    **_words("检举控告 揭发控告 检举 控告 举报", "report"),
    **_words("申诉求决 申诉 求决", "appeal"),
}
_LEVELS = {
    **_words("进京 到京 赴京 国家", "nation"), **_words("赴省 到省 省", "province"), **_words("到市 赴市 市", "city"), **_words("到村 村 社区", "village"),
    **_words("到县 来县 来区 到区 县 区 区县", "county"), **_words("来镇 来乡 到镇 到乡 镇 乡 乡镇 街道 本级", "township"),
}  # fmt: skip
_EVALUATIONS: dict[str, Evaluation] = {
    **_words("满意 非常满意", "satisfied"), **_words("基本满意 比较满意", "basically"), **_words("不满意", "dissatisfied"),
}  # fmt: skip
ANONYMOUS = frozenset(["匿名", "匿名信", "不具名", "佚名"])
_NOTHING = frozenset(_words("- — —— / \\ 无 未填 未提供 不详 空 未评价 待评价 N/A n/a", ""))

_NOT_CONTENT = ("number", "notes", "fingerprint")
_DATES = (
    "信访日期",
    "登记日期",
    "受理日期",
    "不予受理日期",
    "转送日期",
    "交办日期",
    "答复日期",
    "送达日期",
    "办结日期",
    "化解日期",
)
# Each date with those it cannot come before, the nearest first; 登记 stands for 信访 when it is blank.
_NOT_BEFORE = {
    "登记日期": ("信访日期",),
    "受理日期": ("登记日期",),
    "不予受理日期": ("登记日期",),
    "转送日期": ("登记日期",),
    "交办日期": ("登记日期",),
    "答复日期": ("受理日期", "登记日期"),
    "送达日期": ("答复日期", "登记日期"),
    "办结日期": ("受理日期", "登记日期"),
    "化解日期": ("登记日期",),
}


@dataclass(frozen=True)
class RowProblem:
    """Why a row is refused; `column` is the sheet's own header."""

    row: int
    column: str
    sentence: str


@dataclass(frozen=True)
class RegisterRow:
    """One reception as a register tells it, every cell checked and in its stored form.

    `category` holds the class names of three levels as written. `fingerprint` is the same for
    the same content whatever the file's format, so a second import is noticed.
    """

    number: int
    channel: Channel
    occurred_on: date
    registered_on: date
    names: tuple[str, ...]
    head_count: int
    subject: str
    occurred_at: str | None = None
    phone: str = ""
    id_number: str = ""
    address: str = ""
    village: str = ""
    text: str = ""
    request: str = ""
    category: tuple[str, str, str] = ("", "", "")
    purpose: Purpose | None = None
    source: str = ""
    repeat: bool | None = None
    unit: str = ""
    leader: str = ""
    accepted_on: date | None = None
    declined_on: date | None = None
    referred_on: date | None = None
    assigned_on: date | None = None
    answered_on: date | None = None
    delivered_on: date | None = None
    closed_on: date | None = None
    settled_on: date | None = None
    evaluation_office: Evaluation | None = None
    evaluation_unit: Evaluation | None = None
    external_number: str = ""
    level: str = ""
    notes: tuple[str, ...] = ()
    fingerprint: str = ""


@dataclass(frozen=True)
class RowContext:
    """What a row needs to know of its sheet; with `today`, dates to come are noted.

    `channel_words` are the office's own words for a channel, with the channel's code.
    """

    layout: Layout
    today: date | None = None
    channel_words: Mapping[str, Channel] = field(default_factory=dict)


def read_row(
    cells: Mapping[str, Cell], number: int, context: RowContext
) -> RegisterRow | tuple[RowProblem, ...]:
    """Understand one row, or say everything that is wrong with it.

    `cells` are named by `Layout.cells`, `number` is the row's number in the sheet.
    """
    reading = _Reading(cells, number, context)
    row = _understood(reading)
    if reading.problems:
        return tuple(reading.problems)
    # A row stays the same row when the office later gives its word for the channel another meaning.
    content = replace(row, channel=reading.usual_channel)
    return replace(row, notes=tuple(reading.notes), fingerprint=_fingerprint(content))


def _understood(reading: "_Reading") -> RegisterRow:
    """The row as far as it can be read; only good when the reading found no problem."""
    days = reading.days()
    occurred_on = days.get("信访日期", FIRST)
    names, head_count = reading.people()
    return RegisterRow(
        number=reading.number,
        channel=reading.channel(),
        occurred_on=occurred_on,
        occurred_at=reading.occurred_at,
        registered_on=days.get("登记日期", occurred_on),
        names=names,
        head_count=head_count,
        phone=identity.normalise_phone(reading.entry("电话")),
        id_number=reading.id_number(),
        address=reading.text("住址"),
        village=reading.entry("村"),
        subject=reading.required("主题"),
        text=reading.text("内容"),
        request=reading.text("诉求"),
        category=(reading.entry("一级分类"), reading.entry("二级分类"), reading.entry("三级分类")),
        purpose=reading.choice("信访目的", _PURPOSES),
        source=reading.entry("来源"),
        repeat=reading.repeat(),
        unit=reading.entry("责任单位"),
        leader=reading.entry("包案领导"),
        accepted_on=days.get("受理日期"),
        declined_on=days.get("不予受理日期"),
        referred_on=days.get("转送日期"),
        assigned_on=days.get("交办日期"),
        answered_on=days.get("答复日期"),
        delivered_on=days.get("送达日期"),
        closed_on=days.get("办结日期"),
        settled_on=days.get("化解日期"),
        evaluation_office=reading.choice("部门评价", _EVALUATIONS),
        evaluation_unit=reading.choice("单位评价", _EVALUATIONS),
        external_number=reading.entry("信访件编号"),
        level=reading.choice("走访层级", _LEVELS) or "",
    )


class _Reading:
    """One row being read: collects what is wrong with it and what is worth a note."""

    def __init__(self, cells: Mapping[str, Cell], number: int, context: RowContext) -> None:
        self.cells, self.number, self.context = cells, number, context
        self.problems: list[RowProblem] = []
        self.notes: list[str] = []
        self.occurred_at: str | None = None
        self.usual_channel: Channel = "other"

    def title(self, column: str) -> str:
        return self.context.layout.titles.get(column, column)

    def refuse(self, column: str, sentence: str) -> None:
        title = self.title(column)
        self.problems.append(RowProblem(self.number, title, f"第{self.number}行“{title}”：{sentence}"))

    def text(self, column: str) -> str:
        """Running text, lines kept."""
        if (cell := self.cells.get(column)) is None:
            return ""
        text = identity.normalise_text(register_cells.written(cell))
        if len(text.encode("utf-8")) <= LARGEST_TEXT:
            return text
        self.refuse(column, "文字超过64KB，请缩短后重新导入，全文可登记后作为附件保存。")
        return ""

    def entry(self, column: str) -> str:
        """A short entry on one line; marks such as — and 无 mean nothing was entered."""
        entry = " ".join(self.text(column).split())
        return "" if entry in _NOTHING else entry

    def required(self, column: str) -> str:
        known = len(self.problems)
        if not (text := self.text(column)) and len(self.problems) == known:
            self.refuse(column, "没有填写，请补填；原表如有合并单元格，请取消合并后逐行填写。")
        return text

    def channel(self) -> Channel:
        if self.context.layout.channel:
            self.usual_channel = self.context.layout.channel
            return self.usual_channel
        if entry := self.required("信访形式"):
            self.usual_channel = register_cells.channel_called(entry, {}) or "other"
            if found := register_cells.channel_called(entry, self.context.channel_words):
                return found
            self.refuse("信访形式", f"“{entry[:20]}”不是信访形式，请改为来信、来访、网上、来电或其他。")
        return "other"

    def choice(self, column: str, meanings: Mapping[str, _T]) -> _T | None:
        """A word of a fixed list; another word is noted and left out."""
        entry = self.entry(column)
        if entry and entry not in meanings:
            self.notes.append(f"“{self.title(column)}”中的“{entry[:20]}”不在可选项内，没有登记")
        return meanings.get(entry)

    def repeat(self) -> bool | None:
        entry = self.entry("初重")
        if re.search("重|再次|多次|第?[二三四五六七八九十2-9]次", entry):
            return True
        if re.search("初|首|第?[一1]次", entry):
            return False
        if entry:
            self.notes.append(f"“{self.title('初重')}”中的“{entry[:20]}”看不出初次还是重复，没有登记")
        return None

    def id_number(self) -> str:
        """The one number a reception keeps; further ones are noted, masked."""
        cell = self.cells.get("证件号码")
        if isinstance(cell, int | float):
            return self._checked_id(identity.check_id_number(cell))
        parts = register_cells.entries(self.text("证件号码"))
        found = [self._checked_id(identity.check_id_number(part)) for part in parts if part not in _NOTHING]
        for other in found[1:]:
            self.notes.append(f"还有一个证件号码{identity.mask_id(other)}没有登记，请登记后补录到相应的人")
        return found[0] if found else ""

    def _checked_id(self, check: identity.IdCheck) -> str:
        if _is_credit_code(check.normalised):
            return check.normalised
        if _is_wrong_id(check):
            self.refuse("证件号码", check.sentence)
        elif check.state == "malformed":
            self.notes.append("证件号码不是身份证号，按其他证件登记")
        elif check.state == "ok" and check.normalised.endswith("000"):
            self.notes.append("证件号码末三位是000，校验相符，但也可能被Excel舍入过，请对照证件核对")
        return check.normalised

    def people(self) -> tuple[tuple[str, ...], int]:
        """Who came and how many: 张三、李四等12人 are two names and twelve heads."""
        # From the cell itself: hidden characters in a name are refused, not dropped as in a text.
        written = register_cells.written(self.cells.get("姓名")) if self.required("姓名") else ""
        listed, told, and_others = register_cells.listed_and_told(written.strip())
        words = [word for part in register_cells.entries(listed) for word in register_cells.names_apart(part)]
        names = tuple(name for word in words if (name := self._name(word)))
        if written and not names:
            self.refuse("姓名", "没有可识别的姓名，请填写姓名，不愿具名的填匿名。")
        if and_others and told is None:
            self.notes.append("姓名栏有“等”字而没有写明人数")
        return names, self._head_count(names, told)

    def _name(self, word: str) -> str:
        try:
            return identity.normalise_name(word)
        except ValidationError as problem:
            self.refuse("姓名", str(problem))
            return ""

    def _head_count(self, names: Sequence[str], told: int | None) -> int:
        written = register_cells.written(self.cells.get("人数")).strip()
        heads = self._heads(written) if written else told or max(len(names), 1)
        if heads is None:
            self.refuse("人数", f"“{written[:20]}”不是人数，请填写大于零的整数。")
        elif not 1 <= heads <= MOST_HEADS:
            self.refuse("人数", f"人数应在1至{MOST_HEADS}之间，请核对后重新导入。")
        elif heads < len(names):
            self.refuse("人数", f"人数{heads}少于姓名栏列出的{len(names)}人，请核对后重新导入。")
        elif told and told != heads:
            self.notes.append(f"姓名栏写{told}人，人数栏写{heads}人，按人数栏登记")
        return heads or 1

    def _heads(self, written: str) -> int | None:
        if (counted := register_cells.head_count(written)) is None:
            return None
        heads, exactly = counted
        if not exactly:
            self.notes.append(f"人数原写“{written[:20]}”，按{heads}人登记")
        return heads

    def days(self) -> dict[str, date]:
        """All dates of the row; a date before one that it must follow is refused."""
        found = {column: day for column in _DATES if (day := self._day(column))}
        for later, earlier in _NOT_BEFORE.items():
            self._refuse_wrong_order(found, later, earlier)
        return found

    def _refuse_wrong_order(self, days: Mapping[str, date], later: str, earlier: Sequence[str]) -> None:
        for name in earlier:
            column = "信访日期" if name == "登记日期" and name not in days else name
            if later in days and column in days and days[later] < days[column]:
                wrong = f"{chinese_date(days[later])}早于{self.title(column)}{chinese_date(days[column])}"
                self.refuse(later, f"{wrong}，请核对这两个日期后重新导入。")
                return

    def _day(self, column: str) -> date | None:
        cell = self.cells.get(column)
        if isinstance(cell, str) or cell is None:
            cell = self.required(column) if column == "信访日期" else self.entry(column)
        if cell == "":
            return None
        try:
            day, at = register_cells.day_and_time(cell)
        except DateError as problem:
            self.refuse(column, str(problem))
            return None
        if column == "信访日期":
            self.occurred_at = at
        return day if self._is_possible(column, day) else None

    def _is_possible(self, column: str, day: date) -> bool:
        if not FIRST <= day <= LAST:
            limits = f"{chinese_date(FIRST)}至{chinese_date(LAST)}"
            self.refuse(column, f"{chinese_date(day)}不在可登记的{limits}之间，请核对后重新导入。")
            return False
        if self.context.today and day > self.context.today:
            self.notes.append(f"{self.title(column)}{chinese_date(day)}晚于今天")
        return True


def _is_wrong_id(check: identity.IdCheck) -> bool:
    """Rounded, a check digit that fails, or a citizen's number with digits missing or too many."""
    is_long_number = re.fullmatch("[0-9]{13,}X?", check.normalised) is not None
    return check.state in ("damaged", "mismatch") or (check.state == "malformed" and is_long_number)


def _is_credit_code(number: str) -> bool:
    """Organisations petition too; their code is as long, but has no birth year where a citizen's has one."""
    return not re.match("[0-9]{6}(19|20)", number) and identity.check_credit_code(number).state == "ok"


def _fingerprint(row: RegisterRow) -> str:
    given = vars(row) if row.level else {name: value for name, value in vars(row).items() if name != "level"}
    content = {name: value for name, value in given.items() if name not in _NOT_CONTENT}
    return digest({name: _plain_value(value) for name, value in content.items()})


def _plain_value(value: Json | date) -> Json:
    return value.isoformat() if isinstance(value, date) else value
