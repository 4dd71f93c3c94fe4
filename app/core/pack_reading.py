"""Reading a rule pack from JSON, ours or one that a county sends: strict, one sentence for what is wrong.

A pack is data from outside: unknown words, facts and units are refused rather than ignored,
because a clock that silently does not start would make a statutory period vanish.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from app.core.events import DECISIONS, STEP_ENTRIES
from app.core.rule_packs import KINDS, NAMED, OWNERS, UNITS, Clock, RulePack, When
from app.errors import ValidationError

LARGEST = 1 << 20
MOST_CLOCKS = 200
FACTS = frozenset(
    {
        "registered", "came_again", "simple_accepted", "referral_received", "assignment_received", "delivered",
        *(f"{paper}_delivered" for paper in ("notice", "answer", "extension", "review", "re_review")),
        *STEP_ENTRIES, *DECISIONS,
    }
)  # fmt: skip
_ID = re.compile(r"[a-z][a-z0-9_-]{0,63}")
_WORDS = {"kind": KINDS, "owner": OWNERS, "unit": UNITS, "named": NAMED, "measure": ("", "accept", "answer")}
_CLOCK_FIELDS = {field.name: field.type for field in fields(Clock)}
_WHEN = {"purpose": "purposes", "route": "routes", "arrival": "arrivals"}
_PACK = frozenset(
    {"id", "name", "effective_from", "clocks", "version", "local", "source", "representatives", "warnings"}
)


def pack_from_text(text: str) -> RulePack:
    """A pack as a file holds it; raises `ValidationError` with one sentence."""
    if len(text.encode("utf-8")) > LARGEST:
        raise _wrong("文件过大")
    try:
        content = json.loads(text, object_pairs_hook=_no_twice)
    except (ValueError, RecursionError) as error:
        raise _wrong("不是完整的JSON文件") from error
    return pack_from(content)


def pack_from(content: Any) -> RulePack:  # noqa: ANN401  (anything may come)
    """A pack from its parsed JSON; raises `ValidationError` with one sentence."""
    if not isinstance(content, dict):
        raise _wrong("内容不是规则包")
    _known(content, _PACK, "规则包")
    clocks = content.get("clocks")
    if not isinstance(clocks, list) or not 0 < len(clocks) <= MOST_CLOCKS:
        raise _wrong("没有时限，或者时限过多")
    read = tuple(_clock(clock) for clock in clocks)
    if len({clock.id for clock in read}) != len(read):
        raise _wrong("有两个时限用了同一个代码")
    return RulePack(
        id=_identifier(content.get("id")),
        name=_text(content.get("name"), "名称"),
        effective_from=_date(content.get("effective_from")),
        clocks=read,
        version=_number(content.get("version", 1), "版本"),
        local=_flag(content.get("local", False)),
        source=_text(content.get("source", "—"), "依据"),
        representatives=_pairs(content.get("representatives", [[0, 5]])),
        warnings=_percents(content.get("warnings", [50, 75, 85, 99])),
    )


def _clock(content: Any) -> Clock:  # noqa: ANN401
    if not isinstance(content, dict):
        raise _wrong("时限的写法不对")
    name = _text(content.get("name"), "时限名称")
    values = dict(content)
    when = _when(values.pop("when", {}), name)
    variants = tuple(_variant(part, name) for part in _list(values.pop("variants", []), name))
    checked = _clock_values(values, name)
    missing = {"id", "name", "task", "article", "starts", "ends"} - set(checked)
    if missing or not ({"days"} & set(checked) or checked.get("named")):
        raise _wrong(f"时限“{name}”缺少{'、'.join(sorted(missing)) or '天数'}")
    return Clock(**{"days": 0} | checked, when=when, variants=variants)


def _variant(content: Any, name: str) -> tuple[When, tuple[tuple[str, Any], ...]]:  # noqa: ANN401
    if not isinstance(content, dict) or not content.get("when"):
        raise _wrong(f"时限“{name}”的变通规定没有写明适用条件")
    values = dict(content)
    when = _when(values.pop("when"), name)
    if {"id", "variants"} & set(values):
        raise _wrong(f"时限“{name}”的变通规定不能改代码")
    return when, tuple(sorted(_clock_values(values, name).items()))


def _clock_values(values: Mapping[str, Any], name: str) -> dict[str, Any]:
    _known(values, _CLOCK_FIELDS, f"时限“{name}”")
    return {field: _clock_value(field, value, name) for field, value in values.items()}


def _clock_value(field: str, value: Any, name: str) -> Any:  # noqa: ANN401
    if field == "id":
        return _identifier(value)
    if field in {"starts", "ends"}:
        return _facts(value, name)
    if field in {"days", "extendable"}:
        return _number(value, f"时限“{name}”的天数")
    if field in {"own_days", "suspended_by_hearing", "exempts_anonymous"}:
        return _flag(value)
    if field in _WORDS and value not in _WORDS[field]:
        raise _wrong(f"时限“{name}”的“{field}”不能是“{value}”")
    if field == "counts_from" and value:
        return _facts([value], name)[0]
    if not isinstance(value, str):
        raise _wrong(f"时限“{name}”的“{field}”不是文字")
    return value


def _when(content: Any, name: str) -> When:  # noqa: ANN401
    if not isinstance(content, dict):
        raise _wrong(f"时限“{name}”的适用条件写法不对")
    _known(content, (*_WHEN, "terms"), f"时限“{name}”的适用条件")
    lists = {
        _WHEN[key]: tuple(map(str, _list(value, name))) for key, value in content.items() if key != "terms"
    }
    terms = content.get("terms", {})
    if not isinstance(terms, dict) or not all(
        isinstance(value, str | int | bool) for value in terms.values()
    ):
        raise _wrong(f"时限“{name}”的适用条件写法不对")
    return When(**lists, terms=tuple(sorted(terms.items())))


def _facts(value: Any, name: str) -> tuple[str, ...]:  # noqa: ANN401
    facts = [value] if isinstance(value, str) else _list(value, name)
    unknown = [str(fact) for fact in facts if not isinstance(fact, str) or fact not in FACTS]
    if unknown:
        raise _wrong(f"时限“{name}”里有本程序不认识的环节“{unknown[0]}”")
    return tuple(facts)


def _list(value: Any, name: str) -> list[Any]:  # noqa: ANN401
    if not isinstance(value, list):
        raise _wrong(f"时限“{name}”里应当是列表的地方不是列表")
    return value


def _pairs(value: Any) -> tuple[tuple[int, int], ...]:  # noqa: ANN401
    pairs = [value] if not isinstance(value, list) else value
    if not all(isinstance(pair, list) and len(pair) == 2 for pair in pairs):
        raise _wrong("代表人数的写法不对")
    return tuple((_number(up_to, "人数"), _number(most, "代表人数")) for up_to, most in pairs)


def _percents(value: Any) -> tuple[int, ...]:  # noqa: ANN401
    if not isinstance(value, list) or not all(isinstance(part, int) and 0 < part <= 100 for part in value):
        raise _wrong("预警比例应当是1到100之间的数")
    return tuple(sorted(value))


def _number(value: Any, what: str) -> int:  # noqa: ANN401
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 36_600:
        raise _wrong(f"{what}不是可用的数字")
    return value


def _flag(value: Any) -> bool:  # noqa: ANN401
    if not isinstance(value, bool):
        raise _wrong("应当是true或者false的地方写了别的内容")
    return value


def _text(value: Any, what: str) -> str:  # noqa: ANN401
    if not isinstance(value, str) or not value.strip() or len(value) > 500:
        raise _wrong(f"{what}没有写，或者过长")
    return value


def _identifier(value: Any) -> str:  # noqa: ANN401
    if not isinstance(value, str) or not _ID.fullmatch(value):
        raise _wrong("代码应当由小写字母、数字和-、_组成")
    return value


def _date(value: Any) -> date:  # noqa: ANN401
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise _wrong("施行日期应当写成2022-05-01的样子") from None


def _known(values: Mapping[str, Any], known: Iterable[str], where: str) -> None:
    unknown = sorted(set(values) - set(known))
    if unknown:
        raise _wrong(f"{where}里有本程序不认识的内容“{unknown[0]}”")


def _no_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _wrong(what: str) -> ValidationError:
    return ValidationError({"pack": f"规则包不能用：{what}。原有规则没有改动；请向发送单位核对文件。"})
