"""What one column of a travelling table may hold, and how it is described to other people's tools."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from operator import itemgetter
from typing import Any

Cell = str | int | None
Row = dict[str, Cell]

_PATTERNS = {
    "uuid": r"[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}",
    "hash": r"[0-9a-f]{64}",
    "code": r"[a-z][a-z0-9_.]{0,63}",
    "date": r"[0-9]{4}-[0-9]{2}-[0-9]{2}",
    "moment": r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{5,15}([+-][0-9]{2}:[0-9]{2}|Z)?",
    "integer": r"-?(0|[1-9][0-9]{0,14})",
    "flag": r"[01]",
}
_COMPILED = {kind: re.compile(pattern) for kind, pattern in _PATTERNS.items()}
_WORDS = {
    "uuid": "编号格式不对",
    "hash": "校验值格式不对",
    "code": "代码格式不对",
    "date": "不是日期",
    "moment": "不是时间",
    "integer": "不是数字",
    "flag": "应为0或1",
}
_NUMBERS = ("integer", "flag")
_AT_LEAST = {0: "0|[1-9][0-9]{0,14}", 1: "[1-9][0-9]{0,14}"}


@dataclass(frozen=True)
class Field:
    """One column. `values` lists what may stand in it; `confidential` text of a sealed matter stays home."""

    name: str
    kind: str
    title: str
    required: bool = False
    values: tuple[str, ...] = ()
    least: int | None = None
    confidential: bool = False

    def problem(self, text: str) -> str:
        """What is wrong with a cell as it stands in the file, as half a sentence; nothing if all is well."""
        if text == "":
            return "不能为空" if self.required else ""
        pattern = _COMPILED.get(self.kind)
        if pattern and not pattern.fullmatch(text):
            return _WORDS[self.kind]
        if self.kind == "date" and not is_day(text):
            return _WORDS["date"]
        if self.values and text not in self.values:
            return "不在可用的取值之内"
        return "太小" if self.least is not None and int(text) < self.least else ""

    @property
    def is_number(self) -> bool:
        return self.kind in _NUMBERS

    @property
    def pattern(self) -> str:
        """Matches only texts without a problem; whether a date is a day of the calendar is asked besides."""
        if self.values:
            found = "|".join(re.escape(value) for value in self.values)
        elif self.least is not None and self.kind in _NUMBERS:
            found = _AT_LEAST.get(self.least, "(?!)") if self.kind == "integer" else "[01]"
        else:
            found = _PATTERNS.get(self.kind, "[^\x1f]+")
        return f"(?:{found})" if self.required else f"(?:{found})?"

    def read(self, text: str) -> Cell:
        """The value of a cell without problems: numbers as numbers, a blank number as None."""
        if self.kind not in _NUMBERS:
            return text
        return int(text) if text else None

    def schema(self) -> dict[str, Any]:
        """This column in the words of a Frictionless table schema."""
        constraints: dict[str, Any] = {"required": True} if self.required else {}
        if self.values:
            constraints["enum"] = list(self.values)
        elif self.kind in _PATTERNS and self.kind not in {*_NUMBERS, "date"}:
            constraints["pattern"] = _PATTERNS[self.kind]
        least = 0 if self.kind == "flag" else self.least
        if least is not None:
            constraints["minimum"] = least
        if self.kind == "flag":
            constraints["maximum"] = 1
        shape = "integer" if self.kind in _NUMBERS else "date" if self.kind == "date" else "string"
        return {"name": self.name, "type": shape, "title": self.title, "constraints": constraints}


@dataclass(frozen=True)
class Table:
    """One table; a `record` table's rows have identity, revisions and an answer of their own."""

    name: str
    title: str
    fields: tuple[Field, ...]
    record: bool = True

    @cached_property
    def names(self) -> tuple[str, ...]:
        return tuple(field.name for field in self.fields)

    @cached_property
    def name_set(self) -> frozenset[str]:
        return frozenset(self.names)

    @cached_property
    def cells(self) -> Callable[[Mapping[str, Cell]], tuple[Cell, ...]]:
        """Takes a row's cells in the order of the columns; `KeyError` for one that is not there."""
        return itemgetter(*self.names)

    @property
    def key(self) -> tuple[str, ...]:
        return ("id",) if self.record else ()


@lru_cache(maxsize=4096)
def is_day(text: str) -> bool:
    """Whether the calendar has this day; a bundle names few days many times."""
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
