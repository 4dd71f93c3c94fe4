"""Shares (占比): each is its number ÷ the whole, and the shares of a whole make 100%."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from app.core.report_checks.numbers import COUNTING, PERCENT, Quantity, percent_text, percents
from app.core.report_checks.reports import Finding
from app.core.report_checks.sentences import Q, Sentence
from app.core.report_checks.vocabulary import OTHERS, axis_of, is_complete

_OF = "(?:全镇|全部|总|本期|信访|登记|来信来访|受理|同期|全年|来访|事项)*(?:总数|总量|总件数|总件次|件次|总批次|总人次|批次|人次|件次|数|量)?的?(?:比重|比例|比)?(?:为|达|约)?"
_SHARE = re.compile(
    f"(?P<label>[^{Q[1:-1]}，。；：、()“”]{{0,16}})(?P<n>{Q})?(?P<n2>{Q})?[，、(]?(?:占比|所占比例|所占比重|占{_OF})(?:为|达|是)?(?P<p>{Q})"
)
_EACH = re.compile(f"分别(?:占{_OF}|占比为?)(?P<ps>{Q}(?:[、，和与及]+{Q})+)")
_HEAD = re.compile("来访|共|总|累计|合计|登记|受理|收到|接待|接收|来信来访|信访")


@dataclass(frozen=True)
class Share:
    """来访89批，占57.05%: what it names, its number where one is given, and its percent."""

    label: str
    numbers: tuple[Quantity, ...]
    percent: Quantity
    start: int  # in the shape
    end: int


def check_shares(sentence: Sentence, previous: Sequence[Sentence]) -> Iterator[Finding]:
    """Shares that are not their part of the whole, and shares that do not make a whole."""
    shares = list(_shares(sentence))
    wrong = [finding for share in shares for finding in _wrong(sentence, share, previous)]
    yield from wrong
    if not wrong:
        yield from _not_whole(sentence, shares)


def _shares(sentence: Sentence) -> Iterator[Share]:
    for found in _SHARE.finditer(sentence.shape):
        percent = sentence.at(found["p"])
        numbers = [sentence.at(found[name]) for name in ("n", "n2") if found[name]]
        counted = tuple(number for number in numbers if number.family in COUNTING)
        if percent.family == PERCENT:
            yield Share(found["label"], counted, percent, *found.span())
    for found in _EACH.finditer(sentence.shape):
        yield from _listed(sentence, found)


def _listed(sentence: Sentence, found: re.Match[str]) -> Iterator[Share]:
    """初信初访1321件，重信重访553件，分别占70.5%与29.5%."""
    percents_told = [sentence.at(sign) for sign in re.findall(Q, found["ps"])]
    first = percents_told[0].start
    items = [item for item in sentence.items if item.end <= first][-len(percents_told) :]
    if len(items) != len(percents_told) or not all(item.entries and len(item.counted) == 1 for item in items):
        return
    for item, percent in zip(items, percents_told, strict=True):
        yield Share(item.label, item.counted, percent, *found.span())


def _wrong(sentence: Sentence, share: Share, previous: Sequence[Sentence]) -> Iterator[Finding]:
    percent = share.percent
    if not percent.exact:
        return
    quote = sentence.quote_shape(share.start, share.end)
    if percent.value > 100:
        text = f"占比不会超过100%，文中写{percent.shown}。"
        yield Finding("rate", sentence.place, quote, text)
    elif share.numbers and all(q.counts for q in share.numbers) and not _fits_any(sentence, share, previous):
        number = share.numbers[-1] if "人次" in quote.rpartition("占")[2] else share.numbers[0]
        if whole := _whole(sentence, number, previous):
            right = percent_text(number.value, whole.value, percent.decimals)
            text = f"{number.shown}占{whole.shown}的{right}，文中写{percent.shown}。"
            yield Finding("rate", sentence.place, quote, text, right)


def _fits_any(sentence: Sentence, share: Share, previous: Sequence[Sentence]) -> bool:
    """Whether the share follows from any whole the paragraph tells."""
    told = {q.value for each in (*previous, sentence) for q in each.quantities if q.counts and q.value > 0}
    pairs = ((own.value, whole) for own in share.numbers for whole in told if whole >= own.value)
    return any(share.percent.value in percents(own, whole, share.percent.decimals) for own, whole in pairs)


def _whole(sentence: Sentence, number: Quantity, previous: Sequence[Sentence]) -> Quantity | None:
    """The total that the sentence itself begins with, or the one before a sentence that begins with 其中."""
    continued = bool(previous) and sentence.bare.startswith("其中")
    for item in previous[-1].items if continued else sentence.items:
        quantity = item.of(number.family) or item.entries
        if (not continued and item.end > number.start) or item.is_compared or not quantity:
            continue
        fits = _HEAD.search(item.label) and quantity.counts and quantity.value > number.value
        return quantity if fits else None
    return None


def _not_whole(sentence: Sentence, shares: Sequence[Share]) -> Iterator[Finding]:
    """来信占14.74%、来访占57.05%、网信占28.21% must make 100% within their rounding."""
    if re.search("占比?为?%", sentence.bare):
        return
    for run in _wholes(shares):
        told = sum((share.percent.value for share in run), Decimal(0))
        slack = sum((Decimal(1).scaleb(-share.percent.decimals) for share in run), Decimal(0))
        if abs(told - 100) > slack and all(share.percent.exact for share in run):
            quote = sentence.quote_shape(min(s.start for s in run), max(s.end for s in run))
            terms = "＋".join(share.percent.shown for share in run)
            text = f"{terms}＝{told}%，各部分占比之和应为100%。"
            yield Finding("share", sentence.place, quote, text, "100%")


def _wholes(shares: Sequence[Share]) -> Iterator[list[Share]]:
    """Runs of shares whose names leave nothing out."""
    run: list[tuple[str, str, Share]] = []
    for share in shares:
        found = axis_of(_name(share.label))
        run.append((found[0].name, found[1], share) if found else ("", "", share))
    for axis in {name for name, _, _ in run if name}:
        members = [(member, share) for name, member, share in run if name == axis]
        names = [member for member, _ in members]
        found = axis_of(_name(members[0][1].label))
        if found and len(set(names)) == len(names) >= 2 and is_complete(found[0], names):
            yield [share for _, share in members]
    if (
        run
        and len(run) >= 3
        and OTHERS.match(_name(run[-1][2].label))
        and not any(name for name, _, _ in run[:-1])
    ):
        yield [share for _, _, share in run]


def _name(label: str) -> str:
    return re.sub("^(?:其中|和|与|及|以及)+", "", label)
