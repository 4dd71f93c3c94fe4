"""Reading the words of a summary from TOML; what is wrong is said in one sentence."""

import tomllib
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from app.core.figures import AXIS_BY_ID, BY_ID
from app.core.summaries.slots import unknown_slots
from app.core.summaries.template import Paragraph, Part, Sentence, Summary
from app.errors import ValidationError

LONGEST = 60_000
MOST_PARTS, MOST_PARAGRAPHS = 20, 60
CHARTS = ("bars", "trend")


def summary_from(text: str) -> Summary:
    """The words from their TOML text; raises `ValidationError` for the first thing that cannot be used."""
    if len(text) > LONGEST:
        raise _wrong(f"超过{LONGEST}字")
    try:
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _wrong(f"不是TOML格式（{error}）") from None
    title = _text(said, "title", "标题")
    parts = _tables(said, "part", MOST_PARTS)
    if not title or not parts:
        raise _wrong("要有标题（title）和至少一个部分（[[part]]）")
    return Summary(title, tuple(_part(part) for part in parts))


def _part(said: Mapping[str, Any]) -> Part:
    head = _text(said, "head", "部分的标题")
    return Part(head, tuple(_paragraph(one) for one in _tables(said, "paragraph", MOST_PARAGRAPHS)))


def _paragraph(said: Mapping[str, Any]) -> Paragraph:
    sentences = said.get("sentences", [])
    if not isinstance(sentences, list):
        raise _wrong("sentences应为句子的列表")
    return Paragraph(
        tuple(_sentence(one) for one in sentences), _text(said, "lead", "段首"), _text(said, "ask", "待填"),
        _chart(_text(said, "chart", "图")), _figures(said, "when"), _figures(said, "unless"),
    )  # fmt: skip


def _sentence(said: object) -> Sentence:
    if isinstance(said, str):
        return Sentence(_checked(said))
    if not isinstance(said, dict) or not isinstance(said.get("text"), str):
        raise _wrong("句子应为文字，或者带text的表")
    below = said.get("below", {})
    if not isinstance(below, dict) or any(name not in BY_ID or not BY_ID[name].is_rate for name in below):
        raise _wrong("below里应为比率指标")
    limits = {name: _percentage(name, value) for name, value in below.items()}
    return Sentence(_checked(said["text"]), _figures(said, "when"), _figures(said, "unless"), limits)


def _percentage(name: str, value: object) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 100:
        raise _wrong(f"below里“{name}”应为0到100之间的数")
    return Decimal(str(value))


def _figures(said: Mapping[str, Any], key: str) -> tuple[str, ...]:
    names = said.get(key, [])
    if not isinstance(names, list):
        raise _wrong(f"{key}应为指标的列表")
    for name in names:
        if name not in BY_ID:
            raise _wrong(f"{key}里的指标“{str(name)[:40]}”不存在")
    return tuple(names)


def _chart(text: str) -> str:
    kind, _, name = text.partition(":")
    if text and (kind not in CHARTS or name not in (AXIS_BY_ID if kind == "bars" else BY_ID)):
        raise _wrong(f"图“{text[:40]}”应写成bars:分类口径或trend:指标")
    return text


def _text(said: Mapping[str, Any], key: str, called: str) -> str:
    value = said.get(key, "")
    if not isinstance(value, str):
        raise _wrong(f"{called}（{key}）应为文字")
    return _checked(value)


def _checked(text: str) -> str:
    if wrong := unknown_slots(text):
        raise _wrong(f"里的“{wrong[0][:40]}”不是能用的位置")
    return text


def _tables(said: Mapping[str, Any], key: str, most: int) -> Sequence[Mapping[str, Any]]:
    found = said.get(key, [])
    if not isinstance(found, list) or len(found) > most or not all(isinstance(one, dict) for one in found):
        raise _wrong(f"{key}应为[[{key}]]的列表，最多{most}个")
    return found


def _wrong(what: str) -> ValidationError:
    return ValidationError({"summary": f"总结的文字{what}，没有采用，原来的照旧；请改正后重新导入"})
