"""The words of the papers: templates an office can edit, filled with a matter's values.

A template is text with named places in braces: `{信访人}：`. Values are data: braces or anything
else inside them stay as they are. `{{` and `}}` print one brace.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from app.errors import PaperError

BLANK = "＿＿＿＿"  # a value nobody knows yet is left open for the pen

_PLACE = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")


@dataclass(frozen=True)
class Paragraph:
    """One paragraph; one with `when` is printed only if that value is not empty.

    `style` is text, head (一、 in 黑体), subhead (（一） in 楷体) or plain (no indent).
    """

    text: str
    when: str = ""
    style: str = "text"


@dataclass(frozen=True)
class GridRow:
    """A row of a form's grid: label and value in turn; `height` in mm is what the pen needs at least."""

    cells: tuple[tuple[str, str], ...]
    height: float = 0.0
    when: str = ""


Part = TypeVar("Part", Paragraph, GridRow)


@dataclass(frozen=True)
class Column:
    """A column of a list: its head, its width in mm, what stands in it, and how."""

    head: str
    width: float
    value: str
    align: str = "left"


@dataclass(frozen=True)
class ListPart:
    """A table whose rows come from one of the paper's lists; `least` rows are drawn even when empty."""

    source: str
    columns: tuple[Column, ...]
    least: int = 0


@dataclass(frozen=True)
class Wording:
    """All the words of one form.

    Title, salutation, paragraphs before (`body`) and after (`closing`) a list or grid, the remark
    below the date; 附件说明, 抄送; the grids of the form itself, of the stub (存根) and of the slip
    that comes back (回执联).
    """

    title: str
    salutation: str = ""
    body: tuple[Paragraph, ...] = ()
    remark: str = ""
    closing: tuple[Paragraph, ...] = ()
    attachments: tuple[Paragraph, ...] = ()
    copies: tuple[Paragraph, ...] = ()
    grid: tuple[GridRow, ...] = ()
    signatures: tuple[GridRow, ...] = ()
    stub: tuple[GridRow, ...] = ()
    slip: tuple[GridRow, ...] = ()
    table: ListPart | None = None

    @property
    def places(self) -> frozenset[str]:
        """The names a form has to offer values for; those of its list's rows apart."""
        return frozenset(name for text in self._texts() for name in places(text)) | self._whens()

    @property
    def row_places(self) -> frozenset[str]:
        """The names each row of its list has to offer."""
        columns = self.table.columns if self.table else ()
        return frozenset(name for column in columns for name in places(column.value))

    def _paragraphs(self) -> tuple[Paragraph, ...]:
        return (*self.body, *self.closing, *self.attachments, *self.copies)

    def _rows(self) -> tuple[GridRow, ...]:
        return (*self.grid, *self.signatures, *self.stub, *self.slip)

    def _texts(self) -> Iterator[str]:
        yield from (self.title, self.salutation, self.remark)
        yield from (it.text for it in self._paragraphs())
        yield from (text for row in self._rows() for cell in row.cells for text in cell)

    def _whens(self) -> frozenset[str]:
        named = [it.when for it in self._paragraphs()] + [row.when for row in self._rows()]
        return frozenset(name for name in named if name)


def places(template: str) -> list[str]:
    """The named places of a template, in order. PaperError when a brace stands alone."""
    found = []
    for match in _PLACE.finditer(template):
        if match[0] in ("{", "}") or match[1] == "":
            around = template[max(0, match.start() - 6) : match.end() + 6]
            raise PaperError(f"文书模板在“{around}”处的大括号不成对或为空，文书没有生成；请改正模板。")
        if match[1]:
            found.append(match[1])
    return found


def fill(template: str, values: Mapping[str, str], *, blank: str = BLANK) -> str:
    """Put the values in their places; an empty one becomes a blank for the pen.

    PaperError names the place when the template asks for a value that this form has not.
    """
    unknown = [name for name in places(template) if name not in values]
    if unknown:
        raise PaperError(f"文书模板里的“{{{unknown[0]}}}”不是本文书可用的内容，文书没有生成；请改正模板。")
    return _PLACE.sub(lambda match: (values[match[1]] or blank) if match[1] else match[0][0], template)


def occasions(parts: Sequence[Part], values: Mapping[str, str]) -> list[Part]:
    """The parts whose occasion has come: those without `when`, and those whose value is not empty."""
    for part in parts:
        if part.when and part.when not in values:
            raise PaperError(f"文书模板里的条件“{part.when}”不是本文书可用的内容，文书没有生成；请改正模板。")
    return [part for part in parts if not part.when or values[part.when]]


def fill_all(paragraphs: Sequence[Paragraph], values: Mapping[str, str]) -> list[str]:
    """The paragraphs to print, without those whose occasion has not come."""
    return [fill(it.text, values) for it in occasions(paragraphs, values)]


def addressed(names: Sequence[str], head_count: int) -> str:
    """How a paper names its petitioners: 张三, 张三、李四, 张三等40人, or 信访人 when nobody is known."""
    known = [name for name in names if name]
    if not known:
        return "信访人"
    if head_count > len(known) or len(known) > 3:
        return f"{known[0]}等{max(head_count, len(known))}人"
    return "、".join(known)


def addressed_as(head_count: int) -> str:
    """你 to one, 你们 to several."""
    return "你们" if head_count > 1 else "你"
