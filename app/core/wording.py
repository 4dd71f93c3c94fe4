"""The words of the papers: templates an office can edit, filled with a matter's values.

A template is text with named places in braces: `{信访人}：`. Values are data: braces or anything
else inside them stay as they are. `{{` and `}}` print one brace.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.errors import PaperError

BLANK = "＿＿＿＿"  # a value nobody knows yet is left open for the pen

_PLACE = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")


@dataclass(frozen=True)
class Paragraph:
    """One paragraph; one with `when` is printed only if that value is not empty."""

    text: str
    when: str = ""


@dataclass(frozen=True)
class Wording:
    """All the words of one form: its title, salutation, paragraphs and the remark below the date."""

    title: str
    salutation: str
    body: tuple[Paragraph, ...]
    remark: str = ""
    closing: tuple[Paragraph, ...] = ()

    @property
    def places(self) -> frozenset[str]:
        """The names a form has to offer values for."""
        texts = [self.title, self.salutation, self.remark, *(it.text for it in (*self.body, *self.closing))]
        whens = {it.when for it in (*self.body, *self.closing) if it.when}
        return frozenset({name for text in texts for name in places(text)} | whens)


def parse_wording(source: str) -> Wording:
    """Read one form's template file. PaperError when it is not what an office may print from."""
    try:
        content = tomllib.loads(source)
        wording = Wording(
            content["title"], content.get("salutation", ""), _paragraphs(content["body"]),
            content.get("remark", ""), _paragraphs(content.get("closing", [])),
        )  # fmt: skip
        places("".join([wording.title, wording.salutation, wording.remark]))
    except (tomllib.TOMLDecodeError, KeyError, TypeError, AttributeError) as error:
        raise PaperError("文书模板的格式不对，文书没有生成；请在设置里恢复该文书的原有模板。") from error
    _ = wording.places
    return wording


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


def fill(template: str, values: Mapping[str, str]) -> str:
    """Put the values in their places; an empty one becomes a blank for the pen.

    PaperError names the place when the template asks for a value that this form has not.
    """
    unknown = [name for name in places(template) if name not in values]
    if unknown:
        raise PaperError(f"文书模板里的“{{{unknown[0]}}}”不是本文书可用的内容，文书没有生成；请改正模板。")
    return _PLACE.sub(lambda match: (values[match[1]] or BLANK) if match[1] else match[0][0], template)


def fill_all(paragraphs: Sequence[Paragraph], values: Mapping[str, str]) -> list[str]:
    """The paragraphs to print, without those whose occasion has not come."""
    for paragraph in paragraphs:
        if paragraph.when and paragraph.when not in values:
            raise PaperError(
                f"文书模板里的条件“{paragraph.when}”不是本文书可用的内容，文书没有生成；请改正模板。"
            )
    return [fill(it.text, values) for it in paragraphs if not it.when or values[it.when]]


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


def _paragraphs(entries: Sequence[str | Mapping[str, str]]) -> tuple[Paragraph, ...]:
    return tuple(
        Paragraph(entry) if isinstance(entry, str) else Paragraph(entry["text"], entry.get("when", ""))
        for entry in entries
    )
