"""Comparisons that stand apart from the number they speak of: 412件。环比（8月398件）上升3.5%, 来访批次上升12.5%（上年142批）.

The number is looked for by its name, in the sentence and in the one before; without a name it is what the
sentence before counts as a whole. Where it is not told, nothing is said.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from app.core.report_checks.comparisons import PAST, WAY, WITH, Change, wrong_change
from app.core.report_checks.numbers import COUNTING, Quantity
from app.core.report_checks.reports import Finding
from app.core.report_checks.sentences import Item, Q, Sentence
from app.core.report_checks.vocabulary import axis_of, is_visits, is_whole

_SUBJECT = f"(?:^|(?<=[，。；、：]))(?P<subject>[^{Q[1:-1]}，。；、：()\ue000]{{0,14}}?)"
_LAST = f"[(](?:{PAST}(?:的)?(?:同期|同月)?|同期)(?:数|为|是|有)*(?P<last>{Q})[)]"
_CHANGED = f"(?P<way>{WAY})(?:了|幅度?|率)?(?:为|达)?(?P<by>{Q})"
_APART = (
    re.compile(f"{_SUBJECT}(?:{WITH}){_LAST}{_CHANGED}"),
    re.compile(f"{_SUBJECT}(?:{WITH})?{_CHANGED}{_LAST}"),
)
_MEASURED = re.compile("(?:件次|批次|人次|件数|批数|人数|总量|数量|数)$")


def check_afterwards(sentence: Sentence, before: Sentence | None) -> Iterator[Finding]:
    """Every such comparison that the number it speaks of contradicts."""
    for found in (match for pattern in _APART for match in pattern.finditer(sentence.shape)):
        last, by = sentence.at(found["last"]), sentence.at(found["by"])
        if last.family not in COUNTING or not (last.exact and by.exact):
            continue
        these = _meant(sentence, before, found, last)
        wrong = wrong_change(these, last, Change(found["way"], by, "")) if these else None
        if wrong:
            yield Finding("direction", sentence.place, sentence.quote_shape(*found.span()), *wrong[:2])


def _meant(
    sentence: Sentence, before: Sentence | None, found: re.Match[str], last: Quantity
) -> list[Quantity]:
    """The numbers of this period that a comparison with `last` may speak of."""
    start = sentence.at(found["last"]).start
    own = [item for item in sentence.items if item.end < start and not item.is_compared and item.label]
    earlier = [item for item in before.items if not item.is_compared] if before else []
    subject = _MEASURED.sub("", found["subject"])
    if subject:
        return _numbers([item for item in (*own, *earlier) if _is_called(item, subject)], last)
    if own:
        return _numbers(own, last)
    whole = earlier[:1] if earlier and (is_whole(earlier[0].label) or len(earlier) == 1) else []
    return _numbers([*whole, *earlier[1:]], last) if whole else []


def _is_called(item: Item, subject: str) -> bool:
    """Whether an item goes by the name of a comparison's subject."""
    if is_visits(subject):
        return is_visits(item.label)
    if is_whole(subject):
        return is_whole(item.label)
    named = axis_of(subject)
    return bool(named) and axis_of(item.label) == named


def _numbers(items: Sequence[Item], like: Quantity) -> list[Quantity]:
    found = (item.of(like.family) for item in items)
    return [it for it in found if it and it.counts and it.value != Decimal(0)]
