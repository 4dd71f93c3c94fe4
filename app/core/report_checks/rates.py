"""Rates that are not n÷d, rates over 100%, and shares (law.md §5.4, §5.6).

A rate is right when it follows under either rounding from the two numbers its name asks for, or
from any other two of the sentence: what is meant is then clear enough.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from app.core.report_checks.numbers import PERCENT, Quantity, percent_text, percents
from app.core.report_checks.reports import Finding
from app.core.report_checks.sentences import Item, Q, Sentence

_NAME = f"[^{Q[1:-1]}，。；：、()“”]{{0,14}}?"
_IS = "(?:分别|均|都|已|也)?(?:为|达到了?|达|是|高达|保持在?|：)?"
_RATE = re.compile(f"(?P<name>{_NAME}(?:率|满意度))[)）]?{_IS}[(（]?(?P<p>{Q})")
_FRACTION = re.compile(
    f"(?P<n>{Q})[/÷](?P<d>{Q})[)）]?[，、；：=(]?(?:{_NAME}(?:率|满意度|占比|比例))?{_IS}[(=]?(?P<p>{Q})"
)
_FRACTION_AFTER = re.compile(rf"(?P<p>{Q})\((?:即|为)?(?P<n>{Q})[/÷](?P<d>{Q})\)?")
_MAY_EXCEED = re.compile("增|升|降|减|涨|完成率|超|同比|环比|周转|达标|翻")
_NOT_OURS = re.compile("不予受理|不再受理|结转|未按期|超期")

# name of the rate, what its numerator is called, what its denominator is called
PARTS: tuple[tuple[str, str, str], ...] = (
    (
        "(?:及时|按期|按时)受理",
        "(?:按期|及时|按时)(?:受理|告知|决定)",
        "应(?:当|予)?(?:受理|告知)|受理(?!率)|登记|到期",
    ),
    (
        "(?:按期|按时|到期|及时)(?:答复|办结|办复|回复)",
        "(?:按期|按时|期限内|及时)已?(?:答复|办结|回复|办复)",
        "应(?:当|予)?(?:答复|办结|办复|回复)|到期|届满|办结|受理",
    ),
    ("办结", "办结", "应办结|受理|登记|接收|交办|转[送办交]|承办|收到|接待|共"),
    ("(?:调解|调处|化解)?成功", "成功|达成协议", "调解|调处|受理|化解|排查|纠纷|共"),
    (
        "化解|调处|调解|解决",
        "化解|调处|调解|解决",
        "排查|发现|受理|登记|交办|积案|包案|摸排|梳理|纠纷|信访|共|案",
    ),
    ("参评", "参评|已?评价", "应参评|应评价|可评价|到期"),
    ("满意", "满意", "参评|评价|回访|测评|调查|访问"),
    ("息[访诉]", "息[访诉]", "排查|受理|登记|交办|积案|包案|化解|办结|案"),
    ("答复|回复", "答复|回复", "应答复|应回复|受理|收到|登记|办结|留言|接收"),
    ("回访", "回访", "办结|应回访"),
)


@dataclass(frozen=True)
class Told:
    """A rate as a sentence tells it."""

    name: str
    percent: Quantity
    start: int  # in the shape
    end: int


def check_rates(sentence: Sentence) -> Iterator[Finding]:
    """Every rate of a sentence that cannot be right."""
    written_out = list(_fractions(sentence))
    done = {told.percent.start for told, _, _ in written_out}
    for told, n, d in written_out:
        yield from _not_quotient(sentence, told, n, d, sentence.quote_shape(told.start, told.end))
    for told in _rates(sentence):
        if told.percent.value > 100 and told.percent.exact and not _MAY_EXCEED.search(told.name):
            text = f"{told.name}不会超过100%，文中写{told.percent.shown}。"
            yield Finding("rate", sentence.place, sentence.quote_shape(told.start, told.end), text)
        elif told.percent.start not in done:
            yield from _by_name(sentence, told)


def _fractions(sentence: Sentence) -> Iterator[tuple[Told, Quantity, Quantity]]:
    """305/307，按期答复率99.35%; 98.93%（277/280）."""
    taken: set[int] = set()
    for pattern in (_FRACTION_AFTER, _FRACTION):
        for found in pattern.finditer(sentence.shape):
            n, d, percent = (sentence.at(found[name]) for name in "ndp")
            whole = d.value > 0 and n.family != PERCENT and not (n.decimals or d.decimals)
            if percent.family == PERCENT and whole and n.start not in taken:
                taken.add(n.start)
                yield Told("", percent, *found.span()), n, d


def _rates(sentence: Sentence) -> Iterator[Told]:
    for found in _RATE.finditer(sentence.shape):
        percent = sentence.at(found["p"])
        if percent.family == PERCENT:
            yield Told(found["name"], percent, *found.span())


def _not_quotient(sentence: Sentence, told: Told, n: Quantity, d: Quantity, quote: str) -> Iterator[Finding]:
    percent = told.percent
    if not percent.exact or percent.value in percents(n.value, d.value, percent.decimals):
        return
    right = percent_text(n.value, d.value, percent.decimals)
    text = f"{n.value}÷{d.value}＝{right}，文中写{percent.shown}。"
    yield Finding("rate", sentence.place, quote, text, right)


def _by_name(sentence: Sentence, told: Told) -> Iterator[Finding]:
    """应受理280件，按期受理277件，及时受理率98.93%."""
    if not told.percent.exact or _NOT_OURS.search(sentence.bare):
        return
    items = [item for item in sentence.items if item.entries and not item.is_compared]
    numerator, denominator = _quotient(told, items)
    if numerator and not denominator:
        yield from _of_no_whole(sentence, told, numerator)
    if not (numerator and denominator):
        return
    n, d = numerator.entries, denominator.entries
    if n is None or d is None or not (n.counts and d.counts and d.value):
        return
    is_identity = n.value > d.value and "应" in denominator.label
    if is_identity or _follows(sentence, told.percent):
        return
    first = min(numerator.start, denominator.start)
    last = max(numerator.end, denominator.end, told.percent.end)
    quote = sentence.quote(min(first, told.percent.start), last)
    yield from _not_quotient(sentence, told, n, d, quote)


def _of_no_whole(sentence: Sentence, told: Told, numerator: Item) -> Iterator[Finding]:
    """已办结230件，办结率96.3%: what was divided by is not told here, but no whole number gives this rate."""
    n, percent = numerator.entries, told.percent
    if n is None or not (n.counts and n.value and 0 < percent.value <= 100) or _follows(sentence, percent):
        return
    least = int(n.value * 100 / percent.value)
    around = [Decimal(d) for d in range(max(least - 1, int(n.value)), least + 3)]
    if any(percent.value in percents(n.value, d, percent.decimals) for d in around):
        return
    below = max((d for d in around if n.value * 100 / d >= percent.value), default=around[0])
    near = "，".join(
        f"{n.value}÷{d}＝{percent_text(n.value, d, percent.decimals)}" for d in (below, below + 1)
    )
    text = f"{near}，分子为{n.shown}时得不出{percent.shown}。"
    yield Finding("rate", sentence.place, sentence.quote(numerator.start, percent.end), text)


def _quotient(told: Told, items: Sequence[Item]) -> tuple[Item | None, Item | None]:
    """The nearest items that are called what this rate divides: numerator and denominator."""
    before = [item for item in items if item.end <= told.percent.start]
    for name, top, bottom in PARTS:
        if not re.search(f"(?:{name})[^，]{{0,3}}(?:率|度)$", told.name):
            continue
        numerator = next((item for item in reversed(before) if _is_top(item, top)), None)
        if not numerator:
            return None, None
        rest = [item for item in before if item is not numerator and item.end <= numerator.start]
        denominator = next((item for item in reversed(rest) if _is_bottom(item, bottom, numerator)), None)
        return numerator, denominator
    return None, None


def _is_top(item: Item, words: str) -> bool:
    return bool(re.search(words, item.label)) and not re.search("应|未|不|正在|在办|基本满意|率", item.label)


def _is_bottom(item: Item, words: str, numerator: Item) -> bool:
    same_unit = {q.family for q in item.counted} & {q.family for q in numerator.counted}
    return bool(re.search(words, item.label)) and bool(same_unit) and not re.search("未|不|成功", item.label)


def _follows(sentence: Sentence, percent: Quantity) -> bool:
    """Whether any two numbers of the sentence, or 满意 and 基本满意 together, give this rate."""
    numbers = {q.value for q in sentence.quantities if q.counts and q.value > 0}
    satisfied = [i.entries.value for i in sentence.items if i.entries and re.search("(?<!不)满意", i.label)]
    numbers |= {sum(satisfied, Decimal(0))} - {Decimal(0)}
    return any(n <= d and percent.value in percents(n, d, percent.decimals) for d in numbers for n in numbers)
