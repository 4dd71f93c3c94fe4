"""Taking in another rule pack (规则包), and how it differs from the one in force, clock by clock.

A pack is frozen: what once stood under a code stands there for good, because matters were
opened under it. A county that changes its rules sends a pack with a new code or version.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from app.core.choice_table import choice_named
from app.core.entries import Draft
from app.core.explaining import FACT_NAMES, UNIT_WORDS
from app.core.pack_reading import pack_from
from app.core.receptions import PURPOSES
from app.core.routes import ROUTES
from app.core.rule_packs import ALWAYS, Clock, RulePack, When
from app.core.steps.table import RULES
from app.errors import NotAllowed, ValidationError

SUBJECT = "rule_packs"
LONGEST_SOURCE = 300

_OWNERS = {"office": "本机关", "unit": "承办单位", "petitioner": "信访人", "superior": "上级机关"}
_KINDS = {
    "statutory": "法定期限",
    "procedural": "程序期限",
    "internal": "内部期限",
    "right": "可以行使的权利",
}
_NAMED = {
    "step": "以文书载明的日期为准", "superior": "以上级要求的日期为准", "superior_margin": "比上级要求的日期提前",
    "answer": "原办结期限届满前",
}  # fmt: skip
_ARRIVALS = {"direct": "直接收到", "passed_down": "上级转送", "assigned_down": "上级交办"}
_MEASURES = {"accept": "计入及时受理率", "answer": "计入按期答复率", "": "不计入比率"}
_FACTS = {
    **{rule.entry: rule.label for rule in RULES.values()}, **FACT_NAMES,
    "extension_delivered": "延期告知书送达", "review_delivered": "复查意见书送达", "re_review_delivered": "复核意见书送达",
}  # fmt: skip


def add_pack(content: Any, source: str, known: Mapping[str, RulePack], on: date) -> Draft:  # noqa: ANN401
    """Take in a pack as it was given; `source` is by whom or on what paper it came.

    Raises `ValidationError` for a pack that cannot be read and `NotAllowed` for a code that is taken.
    """
    pack = pack_from(content, known)
    refuse_known(pack, known)
    words = source.strip()
    if not words or len(words) > LONGEST_SOURCE or not words.isprintable():
        problem = f"请写明规则包的来源，例如发来的机关和文号，不超过{LONGEST_SOURCE}字"
        raise ValidationError({"source": problem})
    return Draft("rule_pack_added", SUBJECT, on, {"pack": content, "source": words})


def refuse_known(pack: RulePack, known: Mapping[str, RulePack]) -> None:
    """Raise `NotAllowed` if the code is taken, by the same pack or by another one."""
    there = known.get(pack.id)
    if there == pack:
        raise NotAllowed(f"规则包“{pack.name}”（{pack.id}）本机已经有了，内容相同，不必再添加")
    if there:
        raise NotAllowed(
            f"代码“{pack.id}”已经是规则包“{there.name}”，内容不同；规则包一经使用不得改动，没有添加",
            way_out="请发送单位换一个代码，或者另编一个版本",
        )


def differences(before: RulePack, after: RulePack) -> tuple[str, ...]:
    """What changes if `after` takes the place of `before`, one sentence for each point."""
    return (*_clock_sentences(before, after), *_pack_sentences(before, after))


def _clock_sentences(before: RulePack, after: RulePack) -> Iterator[str]:
    old = {clock.id: clock for clock in before.clocks}
    for clock in after.clocks:
        yield from _changed(clock.name, _points(old.get(clock.id)), _points(clock))
    remaining = set(after.clock_ids)
    for clock in before.clocks:
        if clock.id not in remaining:
            yield f"{clock.name}：不再有这个时限（原为{period_of(clock)}）"


def _changed(name: str, old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[str]:
    if not old:
        yield f"{name}：新增，{new['']}，依据{new['依据']}"
        return
    for point in dict.fromkeys((*new, *old)):
        was, now = old.get(point, "没有规定"), new.get(point, "没有规定")
        if was != now:
            yield f"{name}{f'，{point}' if point else ''}：{was} → {now}"


def _points(clock: Clock | None) -> dict[str, str]:
    """A clock part by part in words; the period itself stands under the empty name."""
    if clock is None:
        return {}
    points = _own_points(clock)
    for when, values in clock.variants:
        special = replace(clock, **dict(values))
        told = {name: words for name, words in _own_points(special).items() if points.get(name) != words}
        if told:
            points[_when(when)] = "、".join(f"{name}{words}" for name, words in told.items())
    return points


def _own_points(clock: Clock) -> dict[str, str]:
    points = {
        "": period_of(clock), "名称": clock.name, "任务": clock.task, "依据": clock.article, "起算": _facts(clock.starts),
        "届满以前应当": _facts(clock.ends), "性质": _KINDS[clock.kind], "由谁办理": _OWNERS[clock.owner],
        "统计": _MEASURES[clock.measure], "适用于": _when(clock.when), "延期": _extension(clock),
        "听证期间": "暂停计算" if clock.suspended_by_hearing else "照常计算",
        "姓名、住址不清的": "不适用" if clock.exempts_anonymous else "也适用", "说明": clock.note or "没有",
    }  # fmt: skip
    if clock.counts_from:
        points["从前一环节起算"] = _FACTS.get(clock.counts_from, clock.counts_from)
    if clock.own_days:
        points["专门法律规定的天数"] = "优先适用"
    return points


def period_of(clock: Clock) -> str:
    """The period in words: 15日, 5个工作日, 以文书载明的日期为准."""
    if clock.named:
        return _NAMED[clock.named]
    plain = f"{clock.days}{UNIT_WORDS[clock.unit]}" if clock.days else "当日"
    chosen = choice_named(clock.choice) if clock.choice else None
    if chosen:
        return f"{plain if clock.days else '不设'}（可由本机关设置：{chosen.title}）"
    return plain


def _extension(clock: Clock) -> str:
    return f"可以延长{clock.extendable}日" if clock.extendable else "不能延长"


def _facts(facts: tuple[str, ...]) -> str:
    return "、".join(dict.fromkeys(_FACTS.get(fact, fact) for fact in facts)) or "没有"


def _when(when: When) -> str:
    """For which matters, in words."""
    if when == ALWAYS:
        return "所有事项"
    parts = [
        "、".join(PURPOSES.get(purpose, "目的未定") for purpose in when.purposes),
        "、".join(ROUTES[route].label if route else "途径未定" for route in when.routes),
        "、".join(_ARRIVALS[arrival] for arrival in when.arrivals),
        "、".join(_term(name, value) for name, value in when.terms),
    ]
    return "；".join(part for part in parts if part)


def _term(name: str, value: object) -> str:
    choice = choice_named(name)
    if choice is None:
        return name
    words = {"True": "是", "False": "否"} | dict(choice.words)
    return f"“{choice.title}”为{words.get(str(value), value)}"


def _pack_sentences(before: RulePack, after: RulePack) -> Iterator[str]:
    if before.representatives != after.representatives:
        yield f"代表人数：{_heads(before)} → {_heads(after)}"
    if before.warnings != after.warnings:
        yield f"预警比例：{_percents(before)} → {_percents(after)}"


def _heads(pack: RulePack) -> str:
    parts = [
        f"{up_to}人以下不超过{most}人" if up_to else f"不超过{most}人" for up_to, most in pack.representatives
    ]
    return "，".join([*parts[:-1], f"其余{parts[-1]}" if len(parts) > 1 else parts[-1]])


def _percents(pack: RulePack) -> str:
    return "、".join(f"{part}%" for part in pack.warnings) or "没有"
