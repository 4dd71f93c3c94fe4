"""Reading a rule pack from JSON, ours or one that a county sends: strict, one sentence for what is wrong.

A pack is data from outside: unknown words, facts and units are refused rather than ignored,
because a clock that silently does not start would make a statutory period vanish. A pack may
say only how it differs from another one (`based_on`), which must be known when it is read.
"""

import json
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import fields, replace
from datetime import date
from typing import Any

from app.core.canonical import unique_names
from app.core.choices import COUNTING_NAMES, DEFAULTS
from app.core.events import DECISIONS, STEP_ENTRIES
from app.core.matters import FROM_ABOVE, OWN
from app.core.receptions import PURPOSES
from app.core.routes import ROUTES
from app.core.rule_packs import KINDS, NAMED, OWNERS, UNITS, Clock, RulePack, When
from app.core.steps.table import RULES
from app.errors import ValidationError

LARGEST = 1 << 20
MOST_CLOCKS = 200
MOST_DAYS, MOST_MONTHS, MOST_HEADS = 3660, 120, 99_999
LONGEST = 500
FACTS = frozenset(
    {
        "registered", "came_again", "simple_accepted", "referral_received", "assignment_received", "delivered",
        *(f"{paper}_delivered" for paper in ("notice", "answer", "extension", "review", "re_review")),
        *STEP_ENTRIES, *DECISIONS,
    }
)  # fmt: skip
_CLOCK_ID = re.compile(r"[a-z][a-z0-9_]{0,63}")
_PACK_ID = re.compile(r"[a-z][a-z0-9-]{0,59}")
_CLOCK_FIELDS = {field.name: field.type for field in fields(Clock)}
_NEEDED = ("id", "name", "task", "article", "starts", "ends")
_WHEN = {"purpose": "purposes", "route": "routes", "arrival": "arrivals"}
_WHEN_WORDS = {
    "purpose": frozenset({"", *PURPOSES}), "route": frozenset({"", *ROUTES}),
    "arrival": frozenset({OWN, *FROM_ABOVE.values()}),
}  # fmt: skip
_DAY_CHOICES = frozenset(name for name in COUNTING_NAMES if type(getattr(DEFAULTS, name)) is int)
_WORDS: Mapping[str, Collection[str]] = {
    "kind": KINDS, "owner": OWNERS, "unit": UNITS, "named": NAMED, "measure": ("", "accept", "answer"),
    "choice": {"", *_DAY_CHOICES}, "step": {"", *RULES}, "counts_from": {"", *FACTS},
}  # fmt: skip
_PACK = frozenset(
    {"id", "name", "effective_from", "clocks", "version", "local", "source", "representatives", "warnings"}
)
_DIFFERING = frozenset({"based_on", "without"})


def content_from_text(text: str) -> Any:  # noqa: ANN401  (anything may come)
    """What a file holds, before it is read as a pack; raises `ValidationError` with one sentence."""
    if len(text) > LARGEST:
        raise _wrong("文件过大")
    try:
        return json.loads(text, object_pairs_hook=unique_names)
    except (ValueError, RecursionError) as error:
        raise _wrong("不是完整的JSON文件") from error


def pack_from_text(text: str, known: Mapping[str, RulePack] | None = None) -> RulePack:
    """A pack as a file holds it; raises `ValidationError` with one sentence."""
    return pack_from(content_from_text(text), known)


def packs_from(contents: Iterable[Any], known: Mapping[str, RulePack] | None = None) -> dict[str, RulePack]:
    """Packs that may rest on one another, in whatever order they come; raises `ValidationError`."""
    found, waiting = dict(known or {}), list(contents)
    while waiting:
        ready = [content for content in waiting if _base_id(content) in {"", *found}]
        read = [pack_from(content, found) for content in ready or waiting]
        found |= {pack.id: pack for pack in read}
        waiting = [content for content in waiting if content not in ready]
    return found


def pack_from(content: Any, known: Mapping[str, RulePack] | None = None) -> RulePack:  # noqa: ANN401
    """A pack from its parsed JSON; `known` are the packs it may be based on. Raises `ValidationError`."""
    if not isinstance(content, dict):
        raise _wrong("内容不是规则包")
    _known(content, _PACK | _DIFFERING, "规则包")
    base = _base(content, known or {})
    return RulePack(
        id=_identifier(content.get("id"), _PACK_ID),
        name=_text(content.get("name"), "名称"),
        effective_from=_date(content.get("effective_from")),
        clocks=_clocks(content, base),
        version=_number(content.get("version", 1), "版本"),
        local=_flag(content.get("local", False), "local"),
        source=_text(content.get("source", "—"), "依据"),
        representatives=_pairs(content["representatives"]) if "representatives" in content else base.representatives,
        warnings=_percents(content["warnings"]) if "warnings" in content else base.warnings,
    )  # fmt: skip


_EMPTY = RulePack("", "", date.min, ())


def _base_id(content: Any) -> str:  # noqa: ANN401
    named = content.get("based_on", "") if isinstance(content, dict) else ""
    return named if isinstance(named, str) else ""


def _base(content: Mapping[str, Any], known: Mapping[str, RulePack]) -> RulePack:
    """The pack this one differs from; an empty one for a pack that stands by itself."""
    if "based_on" not in content:
        if "without" in content:
            raise _wrong("写了“without”，没有写所依据的规则包")
        return _EMPTY
    named = _identifier(content["based_on"], _PACK_ID)
    if named not in known:
        raise _wrong(f"它所依据的规则包“{named}”不在本机")
    return known[named]


def _clocks(content: Mapping[str, Any], base: RulePack) -> tuple[Clock, ...]:
    """The base's clocks in their order, changed or left out as the pack says, then its own new ones."""
    own = {clock.id: clock for clock in base.clocks}
    stated = tuple(_clock(part, own) for part in _list(content.get("clocks", []), "时限"))
    changed = {clock.id: clock for clock in stated}
    if len(changed) != len(stated):
        raise _wrong("有两个时限用了同一个代码")
    gone = {_identifier(name, _CLOCK_ID) for name in _list(content.get("without", []), "without")}
    if unknown := (gone - set(own)) | (gone & set(changed)):
        raise _wrong(f"不能去掉时限“{min(unknown)}”")
    kept = tuple(changed.get(name, clock) for name, clock in own.items() if name not in gone)
    clocks = kept + tuple(clock for clock in stated if clock.id not in own)
    if not 0 < len(clocks) <= MOST_CLOCKS:
        raise _wrong("没有时限，或者时限过多")
    return clocks


def _clock(content: Any, base: Mapping[str, Clock]) -> Clock:  # noqa: ANN401
    """A clock by itself; or what replaces the named fields of the base's clock with the same code."""
    if not isinstance(content, dict):
        raise _wrong("时限的写法不对")
    before = base.get(_identifier(content.get("id"), _CLOCK_ID))
    name = _text(content.get("name", before.name if before else None), "时限名称")
    values = dict(content)
    parts: dict[str, Any] = {}
    if "when" in values:
        parts["when"] = _when(values.pop("when"), name)
    if "variants" in values:
        parts["variants"] = tuple(_variant(part, name) for part in _list(values.pop("variants"), name))
    checked = _clock_values(values, name) | parts
    clock = replace(before, **checked) if before else _whole(checked, name)
    for version in (clock, *(replace(clock, **dict(new)) for _, new in clock.variants)):
        _check_sound(version)
    return clock


def _whole(checked: Mapping[str, Any], name: str) -> Clock:
    missing = [field for field in _NEEDED if field not in checked]
    if missing or not ("days" in checked or checked.get("named")):
        raise _wrong(f"时限“{name}”缺少{'、'.join(missing) or '天数'}")
    return Clock(**{"days": 0} | dict(checked))


def _check_sound(clock: Clock) -> None:
    """Whatever the law says, nobody can count without a start, or for more than ten years; rates judge offices."""
    if not clock.starts:
        raise _wrong(f"时限“{clock.name}”没有写明从哪个环节起算")
    if clock.days > (MOST_MONTHS if clock.unit == "month" else MOST_DAYS) or clock.extendable > MOST_DAYS:
        raise _wrong(f"时限“{clock.name}”的天数过大")
    if clock.measure and clock.owner == "petitioner":
        raise _wrong(f"时限“{clock.name}”是信访人的权利，不能计入及时率")


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
        return _identifier(value, _CLOCK_ID)
    if field in {"starts", "ends"}:
        return _facts(value, name)
    if field in {"days", "extendable"}:
        return _number(value, f"时限“{name}”的天数")
    if field in {"own_days", "suspended_by_hearing", "exempts_anonymous"}:
        return _flag(value, field)
    if field in {"name", "task", "article"}:
        return _text(value, f"时限“{name}”的“{field}”")
    return _clock_word(field, value, name)


def _clock_word(field: str, value: Any, name: str) -> str:  # noqa: ANN401
    """A code out of a short list, or free words; both may be empty."""
    if not isinstance(value, str) or len(value) > LONGEST or not value.isprintable():
        raise _wrong(f"时限“{name}”的“{field}”不是文字，或者过长")
    known = _WORDS.get(field, {value})
    if value not in known:
        raise _wrong(f"时限“{name}”的“{field}”不能是“{_shown(value)}”")
    return value


def _when(content: Any, name: str) -> When:  # noqa: ANN401
    if not isinstance(content, dict):
        raise _wrong(f"时限“{name}”的适用条件写法不对")
    _known(content, (*_WHEN, "terms"), f"时限“{name}”的适用条件")
    lists = {_WHEN[key]: _when_words(key, value, name) for key, value in content.items() if key != "terms"}
    return When(**lists, terms=_terms(content.get("terms", {}), name))


def _when_words(key: str, value: Any, name: str) -> tuple[str, ...]:  # noqa: ANN401
    words = _list(value, name)
    if not all(isinstance(word, str) and word in _WHEN_WORDS[key] for word in words):
        raise _wrong(f"时限“{name}”的适用条件“{key}”里有本程序不认识的内容")
    return tuple(words)


def _terms(value: Any, name: str) -> tuple[tuple[str, Any], ...]:  # noqa: ANN401
    """Choices of the office, each with a value of its own kind (law.md §10 A)."""
    fits = isinstance(value, dict) and all(
        key in COUNTING_NAMES and type(chosen) is type(getattr(DEFAULTS, key))
        for key, chosen in value.items()
    )
    if not fits:
        raise _wrong(f"时限“{name}”的适用条件里有本程序没有的设置")
    return tuple(sorted(value.items()))


def _facts(value: Any, name: str) -> tuple[str, ...]:  # noqa: ANN401
    facts = [value] if isinstance(value, str) else _list(value, name)
    unknown = [fact for fact in facts if not isinstance(fact, str) or fact not in FACTS]
    if unknown:
        raise _wrong(f"时限“{name}”里有本程序不认识的环节“{_shown(unknown[0])}”")
    return tuple(facts)


def _list(value: Any, name: str) -> list[Any]:  # noqa: ANN401
    if not isinstance(value, list):
        raise _wrong(f"“{name}”里应当是列表的地方不是列表")
    return value


def _pairs(value: Any) -> tuple[tuple[int, int], ...]:  # noqa: ANN401
    """Group sizes in rising order with the most representatives each; the last one is for any size."""
    pairs = _list(value, "代表人数")
    if not pairs or not all(isinstance(pair, list) and len(pair) == 2 for pair in pairs):
        raise _wrong("代表人数的写法不对")
    read = tuple((_heads(up_to), _heads(most)) for up_to, most in pairs)
    sizes = [up_to for up_to, _ in read[:-1]]
    if read[-1][0] or 0 in sizes or sizes != sorted(set(sizes)) or not all(most for _, most in read):
        raise _wrong("代表人数应当从小到大写，最后一档写0（不限人数）")
    return read


def _heads(value: Any) -> int:  # noqa: ANN401
    return _number(value, "代表人数", MOST_HEADS)


def _percents(value: Any) -> tuple[int, ...]:  # noqa: ANN401
    parts = [_number(part, "预警比例", 100) for part in _list(value, "预警比例")]
    if not all(parts):
        raise _wrong("预警比例应当是1到100之间的数")
    return tuple(sorted(parts))


def _number(value: Any, what: str, most: int = MOST_DAYS) -> int:  # noqa: ANN401
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= most:
        raise _wrong(f"{what}不是可用的数字")
    return value


def _flag(value: Any, field: str) -> bool:  # noqa: ANN401
    if not isinstance(value, bool):
        raise _wrong(f"“{field}”应当写true或者false")
    return value


def _text(value: Any, what: str) -> str:  # noqa: ANN401
    if not isinstance(value, str) or not value.strip() or len(value) > LONGEST or not value.isprintable():
        raise _wrong(f"{what}没有写，或者过长，或者有不能显示的字符")
    return value


def _identifier(value: Any, form: re.Pattern[str]) -> str:  # noqa: ANN401
    if not isinstance(value, str) or not form.fullmatch(value):
        raise _wrong("代码应当由小写字母开头，规则包的用字母、数字和-组成，时限的用字母、数字和_组成")
    return value


def _date(value: Any) -> date:  # noqa: ANN401
    try:
        day = date.fromisoformat(value)
    except (TypeError, ValueError):
        day = date.min
    if not 1990 <= day.year <= 2199 or day.isoformat() != value:
        raise _wrong("施行日期应当写成2022-05-01的样子")
    return day


def _known(values: Mapping[str, Any], known: Iterable[str], where: str) -> None:
    unknown = sorted(set(values) - set(known))
    if unknown:
        raise _wrong(f"{where}里有本程序不认识的内容“{_shown(unknown[0])}”")


def _shown(value: Any) -> str:  # noqa: ANN401
    """A value from outside as a sentence may show it: short, on one line, whatever it is."""
    return "".join(sign for sign in value[:20] if sign.isprintable()) if isinstance(value, str) else "…"


def _wrong(what: str) -> ValidationError:
    return ValidationError({"pack": f"规则包不能用：{what}。原有规则没有改动；请向发送单位核对文件。"})
