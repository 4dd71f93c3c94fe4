"""Comparisons: 由120件上升至98件, 同比增加-5件, 减少12件、上升10%, and percentages that do not follow.

A comparison is left alone unless it says what it compares; where several numbers may be meant,
one that agrees is enough.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from app.core.report_checks.numbers import COUNTING, PERCENT, POINTS, Quantity, percent_text, percents
from app.core.report_checks.reports import Finding
from app.core.report_checks.sentences import Q, Sentence
from app.core.report_checks.vocabulary import axis_of

_UP = "上升|增加|增长|升高|提高|提升|上涨|增多|上扬|净增|增幅|升幅|升|增"
_DOWN = "下降|减少|降低|下滑|回落|下跌|减幅|降幅|净减|压降|降|减"
WAY = f"(?:{_UP}|{_DOWN})"
_DAY = "\ue000+"
PAST = f"(?:上年度?|去年|前年|往年|上个?月份?|上季度?|上个季度|上期|上半年|{_DAY})"
WITH = f"(?:同比|环比|与{PAST}(?:同期|同月)?(?:相比|比较?|对比)|(?:比|较|相比|对比|相较于?){PAST}的?(?:同期|同月)?|(?:比|较)同期|分别)"
_PART = "[，、；(]?"
_FROM = re.compile(
    f"[由从](?P<what>[^{Q[1:-1]}，。；]{{0,16}})(?P<a>{Q})(?P<mid>[^{Q[1:-1]}。；]{{0,10}}?)(?P<way>{_UP}|{_DOWN})(?:了)?[到至为](?:了|本期的?|今年的?|现在的)?(?P<b>{Q})"
    f"(?:{_PART}(?:{WITH})?(?P<way2>{WAY})(?:了|幅度?|率)?(?:为|达)?(?P<c>{Q}))?"
)
_WAS = f"(?:[，、(；]?(?:而|比|较|与)?(?:{PAST}(?:的)?(?:同期|同月)?|同期)(?:的|数|为|是|有)*(?P<last>{Q})[)）]?(?:相比)?)"
_CHANGE = f"(?:{_PART}(?P<with{{0}}>{WITH})?，?(?:总量|数量|总数|件次|批次|人次|也|均|则|共)?(?P<way{{0}}>{WAY})(?:了|幅度?|率)?(?:为|达)?(?P<by{{0}}>{Q}))"
_AFTERWARDS = f"(?:[(](?:{PAST}(?:的)?(?:同期|同月)?|同期)(?:数|为|是|有)*(?P<then>{Q})[)])"
_THIS = re.compile(
    f"(?:(?P<this>{Q})(?P<other>{Q})?[)）]?{_WAS}?)?{_CHANGE.format(1)}{_CHANGE.format(2)}?{_AFTERWARDS}?"
)
_EVEN = re.compile(f"(?P<this>{Q}){_WAS}{_PART}(?:{WITH})?(?:基本)?持平")
_EVEN_BUT = re.compile(f"持平[，、(](?P<way>{WAY})(?:了)?(?P<by>{Q})")
_NEGATIVE = re.compile(f"(?P<way>{WAY})(?:了|幅度?)?(?:为|达)?(?P<by>{Q})")
_ZERO = re.compile(
    f"(?:{PAST}的?同期|去年|上年|上月|同期)(?:数)?(?:为|是)?(?:零|无|没有|0)(?:件次|件|批次|批|人次)?[，、；(）)]*(?:{WITH})?(?P<way>{WAY})(?:了)?(?P<by>{Q})"
)


@dataclass(frozen=True)
class Change:
    """上升8.33%, 减少12件."""

    way: str
    by: Quantity
    basis: str

    @property
    def rises(self) -> bool:
        return bool(re.fullmatch(_UP, self.way))


def check_comparisons(sentence: Sentence) -> Iterator[Finding]:
    """Every comparison of a sentence whose words and numbers contradict."""
    yield from _negative(sentence)
    yield from _from_to(sentence)
    yield from _this_and_last(sentence)
    yield from _even(sentence)
    yield from _zero_in_words(sentence)


def _finding(
    sentence: Sentence, found: re.Match[str], text: str, expected: str = "", kind: str = "direction"
) -> Finding:
    return Finding(kind, sentence.place, sentence.quote_shape(*found.span()), text, expected)


def _negative(sentence: Sentence) -> Iterator[Finding]:
    """增加-5件 says a direction twice, and both ways; a fall beyond 100% leaves less than nothing."""
    for found in _NEGATIVE.finditer(sentence.shape):
        by, change = sentence.at(found["by"]), Change(found["way"], sentence.at(found["by"]), "")
        if by.value < 0 and (by.family in {*COUNTING, PERCENT, POINTS}):
            other = "减少" if by.family in COUNTING else "下降"
            other = other if change.rises else {"减少": "增加", "下降": "上升"}[other]
            right = f"{other}{by.shown.lstrip('-')}"
            yield _finding(sentence, found, f"“{found['way']}”后面是负数{by.shown}，方向和数字矛盾。", right)
        elif by.family == PERCENT and by.value > 100 and not change.rises and by.exact:
            yield _finding(sentence, found, f"件数最多下降100%，文中写{found['way']}{by.shown}。")


def _from_to(sentence: Sentence) -> Iterator[Finding]:
    """由120件上升至98件，上升18.33%."""
    for found in _FROM.finditer(sentence.shape):
        first, second = sentence.at(found["a"]), sentence.at(found["b"])
        if not (_alike(first, second) and first.exact and second.exact):
            continue
        if wrong := _wrong_way(first, second, found["way"]):
            yield _finding(sentence, found, *wrong)
        elif found["c"]:
            change = Change(found["way2"], sentence.at(found["c"]), "")
            yield from _told(sentence, found, wrong_change([second], first, change))


def _alike(one: Quantity, other: Quantity) -> bool:
    """Whether two numbers may be two values of one figure."""
    same = one.family == other.family or {one.family, other.family} == {"件", "批"}
    return same and one.family in {*COUNTING, PERCENT}


def _wrong_way(first: Quantity, second: Quantity, way: str) -> tuple[str, str] | None:
    rises = bool(re.fullmatch(_UP, way))
    if first.value == second.value:
        return f"{first.shown}与{second.shown}相同，应为持平，文中写“{way}”。", "持平"
    if rises == (second.value > first.value):
        return None
    right = "上升" if second.value > first.value else "下降"
    return f"{first.shown}到{second.shown}是{right}，文中写“{way}”，方向相反。", right


def _this_and_last(sentence: Sentence) -> Iterator[Finding]:
    """来信98件，上年同期120件，同比减少22件，下降18.33%."""
    for found in _THIS.finditer(sentence.shape):
        changes = _changes(sentence, found)
        past = found["last"] or found["then"]
        last = sentence.at(past) if past and found["this"] else None
        if opposed := _opposed(changes):
            yield _finding(sentence, found, *opposed)
            continue
        known = [quantity for quantity in (last, *(change.by for change in changes)) if quantity]
        if all(quantity.exact for quantity in known):
            yield from _told(sentence, found, _first_wrong(sentence, found, changes, last))


def _changes(sentence: Sentence, found: re.Match[str]) -> list[Change]:
    """What is said to have changed; a second comparison with another time stands for itself."""
    first = Change(found["way1"], sentence.at(found["by1"]), _basis(found["with1"]))
    if not found["by2"]:
        return [first]
    second = Change(found["way2"], sentence.at(found["by2"]), _basis(found["with2"]))
    same = second.basis in {"", first.basis}
    return [first, second] if same and {first.by.family, second.by.family} & {PERCENT, POINTS} else [first]


def _basis(words: str | None) -> str:
    """Which time a change is measured against: a year ago, or the period before."""
    if not words:
        return ""
    return "环比" if re.search("环比|上个?月|上季|上个季|上期", words) else "同比"


def _opposed(changes: Sequence[Change]) -> tuple[str, str] | None:
    if len(changes) < 2 or changes[0].rises == changes[1].rises or changes[0].by.family not in COUNTING:
        return None
    one, two = changes
    text = f"“{one.way}{one.by.shown}”与“{two.way}{two.by.shown}”方向相反。"
    return text, f"{one.way}{one.by.shown}时应为{'上升' if one.rises else '下降'}"


def _first_wrong(
    sentence: Sentence, found: re.Match[str], changes: Sequence[Change], last: Quantity | None
) -> tuple[str, str] | tuple[str, str, str] | None:
    """The first change that follows from none of the numbers that may be meant."""
    if not found["this"]:
        return None
    these = _candidates(sentence, found, last or changes[0].by)
    if not these:
        return None
    if last:
        return next((wrong for change in changes if (wrong := wrong_change(these, last, change))), None)
    if changes[0].by.family not in COUNTING or len(changes) < 2 or changes[1].by.family != PERCENT:
        return None
    return _wrong_by_difference(these, changes[0], changes[1])


def _candidates(sentence: Sentence, found: re.Match[str], like: Quantity) -> list[Quantity]:
    """The numbers a comparison may speak of: the nearest first, and the sum of a list it closes."""
    if like.family in {POINTS, PERCENT}:
        near = [found["this"]]
    else:
        near = [sign for sign in (found["this"], found["other"]) if sign]
    direct = [quantity for quantity in map(sentence.at, near) if _alike(quantity, like) and quantity.exact]
    if not direct:
        return []
    stop = direct[0].end
    earlier = [q for q in sentence.quantities if q.end < stop and q.exact and _alike(q, like)]
    return [*direct, *reversed(earlier), *_sum_of_list(sentence, stop)]


def _sum_of_list(sentence: Sentence, stop: int) -> list[Quantity]:
    """来信23件、来访89批、网信44件，同比增加12件 speaks of all three."""
    items = [item for item in sentence.items if item.end <= stop and axis_of(item.label) and item.entries]
    if len(items) < 2:
        return []
    last = items[-1].counted[0]
    total = sum((item.entries.value for item in items if item.entries), Decimal(0))
    return [Quantity(last.start, last.end, total, 0, last.unit, last.family, exact=True)]


def wrong_change(
    these: Sequence[Quantity], last: Quantity, change: Change
) -> tuple[str, str] | tuple[str, str, str] | None:
    """Why no number that may be meant changed so against `last`."""
    if not change.by.exact or any(_agrees(this, last, change) for this in these):
        return None
    this = these[0]
    if this.value == last.value:
        return f"{this.shown}与{last.shown}相同，应为持平，文中写“{change.way}{change.by.shown}”。", "持平"
    if (this.value > last.value) != change.rises:
        right = "上升" if this.value > last.value else "下降"
        return (
            f"{last.shown}到{this.shown}是{right}，文中写“{change.way}{change.by.shown}”，方向相反。",
            right,
        )
    return _wrong_size(this, last, change)


def _wrong_size(
    this: Quantity, last: Quantity, change: Change
) -> tuple[str, str] | tuple[str, str, str] | None:
    difference = abs(this.value - last.value)
    said = f"文中写{change.way}{change.by.shown}"
    if change.by.family in COUNTING:
        right = f"{change.way}{difference}{change.by.unit}"
        return f"{this.shown}与{last.shown}相差{difference}{change.by.unit}，{said}。", right
    if change.by.family == POINTS:
        right = f"{change.way}{difference}个百分点"
        return f"{this.shown}与{last.shown}相差{difference}个百分点，{said}。", right
    if last.value == 0:
        return f"上期为{last.shown}，不能计算百分比，{said}。", "上年同期为零，不作同比", "zero_base"
    right = percent_text(difference, last.value, change.by.decimals)
    return (
        f"{this.shown}与{last.shown}相差{difference}，{difference}÷{last.value}＝{right}，{said}。",
        f"{change.way}{right}",
    )


def _agrees(this: Quantity, last: Quantity, change: Change) -> bool:
    """Whether `change` is what happened from `last` to `this`; what cannot be told agrees."""
    difference, by = this.value - last.value, change.by
    if by.family in COUNTING:
        return (
            not _alike(this, by)
            or (abs(difference) == by.value and (difference > 0) == change.rises)
            or difference == by.value == 0
        )
    if by.family == POINTS:
        slack = Decimal(1).scaleb(-min(this.decimals, last.decimals, by.decimals))
        near = abs(abs(difference) - by.value) <= slack
        return (
            this.family != PERCENT
            or (near and (difference > 0) == change.rises)
            or difference == by.value == 0
        )
    if by.family != PERCENT or this.family == PERCENT:
        return True
    return _percent_agrees(difference, last.value, change)


def _percent_agrees(difference: Decimal, base: Decimal, change: Change) -> bool:
    if base <= 0:
        return False
    if difference == 0:
        return change.by.value == 0
    right_way = (difference > 0) == change.rises
    return right_way and change.by.value in percents(abs(difference), base, change.by.decimals)


def _wrong_by_difference(
    these: Sequence[Quantity], difference: Change, percent: Change
) -> tuple[str, str] | tuple[str, str, str] | None:
    """减少22件，下降18.33%: the year before follows from this year and the difference."""
    sign = 1 if difference.rises else -1
    bases = [this.value - sign * difference.by.value for this in these]
    if any(_percent_agrees(sign * difference.by.value, base, percent) for base in bases):
        return None
    this, base = these[0], bases[0]
    said = f"文中写{percent.way}{percent.by.shown}"
    if base < 0:
        return f"{this.shown}不可能比上期{difference.way}{difference.by.shown}，{said}。", ""
    if base == 0:
        return (
            f"由{this.shown}和{difference.way}{difference.by.shown}推得上期为0，不能计算百分比，{said}。",
            "上年同期为零，不作同比",
            "zero_base",
        )
    right = percent_text(difference.by.value, base, percent.by.decimals)
    return (
        f"由{this.shown}和{difference.way}{difference.by.shown}推得上期为{base}，{difference.by.value}÷{base}＝{right}，{said}。",
        f"{percent.way}{right}",
    )


def _told(
    sentence: Sentence, found: re.Match[str], wrong: tuple[str, str] | tuple[str, str, str] | None
) -> Iterator[Finding]:
    if wrong:
        yield _finding(sentence, found, *wrong)


def _even(sentence: Sentence) -> Iterator[Finding]:
    """98件，与上年同期120件持平; 同比持平，上升5%."""
    for found in _EVEN.finditer(sentence.shape):
        this, last = sentence.at(found["this"]), sentence.at(found["last"])
        if (
            _alike(this, last)
            and this.exact
            and last.exact
            and this.value != last.value
            and "基本" not in found[0]
        ):
            right = "上升" if this.value > last.value else "下降"
            yield _finding(sentence, found, f"{last.shown}到{this.shown}是{right}，文中写“持平”。", right)
    for found in _EVEN_BUT.finditer(sentence.shape):
        by = sentence.at(found["by"])
        if by.value and by.family in {*COUNTING, PERCENT}:
            yield _finding(sentence, found, f"“持平”与“{found['way']}{by.shown}”矛盾。")


def _zero_in_words(sentence: Sentence) -> Iterator[Finding]:
    """上年同期为零，同比上升100%."""
    for found in _ZERO.finditer(sentence.shape):
        by = sentence.at(found["by"])
        if by.family == PERCENT:
            text = f"上年同期为零，不能计算百分比，文中写{found['way']}{by.shown}。"
            yield _finding(sentence, found, text, "上年同期为零，不作同比", "zero_base")
