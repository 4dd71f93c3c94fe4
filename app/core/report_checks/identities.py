"""Identities of law.md §5.6: heads and visits, 集体访 and its least size, 办结 ≤ 受理 ≤ 登记, 按期 ≤ 应办."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from app.core.report_checks.reports import Finding
from app.core.report_checks.sentences import Item, Sentence
from app.core.report_checks.vocabulary import VISIT_KIND

GROUP = 5  # people of one 集体访 by common practice; 条例 does not define it (law.md §5.2)

_ALL = "(?:全镇|全年|本月|本期|今年|我镇|共|累计|已|均|全部|其中|的|了)*"
_WHAT = "(?:各类|群众)?(?:信访事项|信访件|信访案件|信访|来信来访|诉求|事项|案件|件)?(?:共|计|总量)?"
_REGISTERED = re.compile(f"{_ALL}登记{_ALL}{_WHAT}")
_ACCEPTED = re.compile(f"{_ALL}(?:登记)?受理{_ALL}{_WHAT}")
_CLOSED = re.compile(f"{_ALL}办结{_ALL}{_WHAT}")
_DUE = re.compile(f"{_ALL}应(?:当|予)?(?P<step>受理|答复|办结|告知|办复){_ALL}{_WHAT}")
_CARRIED = re.compile("结转|往年|历年|上年|去年|积案|存量|遗留|含|另")
_BROUGHT = re.compile("结转|期初|遗留")  # told before: what was finished need not have come in this period


def check_identities(sentence: Sentence, group_size: int = GROUP) -> Iterator[Finding]:
    """Numbers of one sentence that cannot be true together; `group_size` is the office's least 集体访."""
    for item in sentence.items:
        yield from _heads(sentence, item, group_size)
    items = [item for item in sentence.items if item.entries and item.entries.counts and not item.is_compared]
    if not (_CARRIED.search(sentence.bare) or _BROUGHT.search(sentence.before)):
        yield from _order(sentence, items)
    yield from _in_time(sentence, items)


def _heads(sentence: Sentence, item: Item, group_size: int) -> Iterator[Finding]:
    """89批67人次; 集体访19批80人次."""
    visits, heads = item.of("批"), item.of("人")
    if not visits or not heads or not (visits.counts and heads.counts):
        return
    quote = sentence.quote(item.start, item.end)
    if heads.value < visits.value:
        text = f"{heads.shown}少于{visits.shown}，每批至少一人。"
        yield Finding("identity", sentence.place, quote, text, f"不少于{visits.value}{heads.unit}")
    elif VISIT_KIND.member(item.label) == "集体访" and heads.value < group_size * visits.value:
        least = group_size * visits.value
        text = f"集体访每批至少{group_size}人，{visits.shown}至少{least}{heads.unit}，文中写{heads.shown}。"
        yield Finding("identity", sentence.place, quote, text, f"不少于{least}{heads.unit}")


def _order(sentence: Sentence, items: Sequence[Item]) -> Iterator[Finding]:
    """登记 ≥ 受理 ≥ 办结."""
    steps = [(name, _first(items, words)) for name, words in _STEPS]
    told = [(name, item) for name, item in steps if item]
    for (name, one), (later, other) in pairwise(told):
        more, fewer = other.entries, one.entries
        if more and fewer and one.start < other.start and more.value > fewer.value:
            text = f"{later}{more.shown}多于{name}{fewer.shown}。"
            quote = sentence.quote(one.start, other.end)
            yield Finding("identity", sentence.place, quote, text, f"{later}不多于{fewer.shown}")


_STEPS = (("登记", _REGISTERED), ("受理", _ACCEPTED), ("办结", _CLOSED))


def _first(items: Sequence[Item], words: re.Pattern[str]) -> Item | None:
    return next((item for item in items if item.depth == 0 and words.fullmatch(item.label[:24])), None)


def _in_time(sentence: Sentence, items: Sequence[Item]) -> Iterator[Finding]:
    """应受理280件，按期受理283件."""
    for index, due in enumerate(items):
        found = _DUE.fullmatch(due.label[:24])
        step = found["step"] if found else ""
        done = next(
            (i for i in items[index + 1 : index + 3] if re.match(f"(?:按期|及时|按时){step}", i.label)), None
        )
        if (
            not found
            or not done
            or not (due.entries and done.entries)
            or done.entries.value <= due.entries.value
        ):
            continue
        text = f"按期{step}{done.entries.shown}多于应{step}{due.entries.shown}。"
        quote = sentence.quote(due.start, done.end)
        yield Finding("identity", sentence.place, quote, text, f"不多于{due.entries.shown}")
