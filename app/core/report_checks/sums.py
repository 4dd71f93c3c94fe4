"""Sums in sentences: parts before 共计, parts after 其中; each unit of counting by itself (law.md §5.6)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby

from app.core.report_checks.numbers import Quantity
from app.core.report_checks.reports import Finding
from app.core.report_checks.sentences import Item, Sentence
from app.core.report_checks.vocabulary import (
    CHANNEL,
    OTHERS,
    OVERLAPS,
    PURPOSE,
    REPEAT,
    STATUS,
    VISIT_KIND,
    Axis,
    axis_of,
    is_complete,
    is_visits,
    is_whole,
)

_TOTAL = re.compile(
    "(?:以上|上述|全部|各项|各类|两项|三项|四项|五项)?(?:共计|合计|总计|总共|一共|总数|共|计)"
    "(?:登记|受理|接收|接待|收到|接待处理|受理群众|为|有|达|到|群众|信访|信访事项|来信来访|信访件|各类|矛盾纠纷|纠纷|事项|问题|案件|信访总量)*"
)
_ACTION = re.compile(
    "化解|办结|受理|登记|排查|调[解处]|转[送办]|交办|答复|回复|处[理置]|解决|召开|开展|接待|督[办导查]|下访|检查|通报|约谈|走访|会议|培训|发现|出动|宣传|发放|整改|移交|上报|救助"
)
_OPENS = re.compile(r"其中|包括|包含|分为|分别为|分别是|分别有|按.{1,12}分|从.{1,14}[看分]|[：(]|^中")
_DIVIDES = re.compile("其中|按.{1,12}分|从.{1,14}[看分]|件中")
_BEGINS = re.compile("其中|按|从|分|包括")
_OF_VISITS = re.compile("^(?:[^，。]{0,4}(?:来访|走访|上访))(?:批次|人次)?(?:中|当中|里)")
_OPEN_LIST = re.compile("等[^级候待]|主要(?:是|有|为)|较多|最多|居前|前[二三四五六]位|突出的|以上的")
_ADDED = re.compile(r"([0-9]{1,9}(?:\+[0-9]{1,9}){1,12})=([0-9]{1,9})")
_A_CHANNEL = re.compile("来信|来访|网|来电|电话")


@dataclass(frozen=True)
class Part:
    """One part of a sum: the item, and the member of its axis if it names one."""

    item: Item
    member: str


def check_sums(
    sentence: Sentence, previous: Sentence | None = None, wholes: Sequence[Item] = ()
) -> Iterator[Finding]:
    """Every sum of a sentence that does not add up; `wholes` are the grand totals told so far."""
    items = own_items(sentence)
    yield from _stated_totals(sentence, items)
    yield from _divided_totals(sentence, items, previous, wholes)
    yield from _written_out(sentence)


def own_items(sentence: Sentence) -> list[Item]:
    """What a sentence counts of its own period."""
    return [item for item in _named(sentence) if not item.is_compared]


def _named(sentence: Sentence) -> list[Item]:
    """The items, with their names where they are listed before 分别为: 来信、来访分别为12件、8批."""
    items = list(sentence.items)
    for index, item in enumerate(items):
        head, parted, _ = item.label.partition("分别")
        if not parted:
            continue
        names = _names_before(sentence, item, head)
        run = [item, *_unnamed(items[index + 1 :])]
        if len(names) == len(run) >= 2:
            items[index : index + len(run)] = [
                replace(each, label=name) for each, name in zip(run, names, strict=True)
            ]
    return items


def _names_before(sentence: Sentence, item: Item, head: str) -> list[str]:
    clause = re.split("[，。；：(]", sentence.bare[: item.start])[-1] + head
    return [name for name in re.split("、|和|与|以及|及", clause) if name]


def _unnamed(items: Sequence[Item]) -> list[Item]:
    found = []
    for item in items:
        if item.label or re.search("[，；。(]", item.lead):
            break
        found.append(item)
    return found


def _stated_totals(sentence: Sentence, items: list[Item]) -> Iterator[Finding]:
    """来信12件、来访8批、网信3件，共计23件(次)."""
    for index, total in enumerate(items):
        if len(total.label) > 20 or not _TOTAL.fullmatch(total.label):
            continue
        parts = _parts_before(sentence, items[:index], total)
        if len(parts) < 2:
            continue
        for quantity in total.counted:
            yield from compared(
                sentence, [part.item for part in parts], [quantity], parts[0].item.start, total.end
            )


def _parts_before(sentence: Sentence, items: list[Item], total: Item) -> list[Part]:
    """The parts right before a total: all of one axis, or plain names in one list."""
    level = [item for item in items if item.depth == total.depth]
    start = max((n + 1 for n, item in enumerate(level) if _TOTAL.fullmatch(item.label[:20])), default=0)
    level = level[start:]
    parts = [Part(item, found[1]) for item in level if (found := axis_of(item.label)) and found[0] is CHANNEL]
    if len(parts) >= 2:
        taken = {part.item for part in parts}
        left_out = any(_A_CHANNEL.search(item.label) for item in level if item not in taken)
        return parts if differ(parts) and not left_out else []
    run = list(_list_before(level))
    sure = bool(run) and (_is_told_apart(sentence, run[0]) or all(_is_plain(item) for item in run[1:]))
    return [Part(item, item.label) for item in run] if sure else []


def _is_told_apart(sentence: Sentence, first: Item) -> bool:
    """Whether the list is one of 分别为, which leaves no doubt about its parts."""
    return bool(re.search("分别[为是有]?$", sentence.bare[: first.counted[0].start]))


def _is_plain(item: Item) -> bool:
    """A name that tells of no step, so that its number cannot be part of its neighbour's."""
    return bool(item.label) and not _ACTION.search(item.label) and not OVERLAPS.search(item.label)


def _list_before(items: list[Item]) -> list[Item]:
    """The last items that only commas part."""
    run: list[Item] = []
    for item in reversed(items):
        run.insert(0, item)
        if re.search("[。；：(]|其中", item.lead):
            break
    return run


def differ(parts: Sequence[Part]) -> bool:
    """Whether no two parts are the same member of their axis."""
    return len({part.member for part in parts}) == len(parts)


def _divided_totals(
    sentence: Sentence, items: list[Item], previous: Sentence | None, wholes: Sequence[Item]
) -> Iterator[Finding]:
    """共登记156件次，其中来信23件，来访89批，网信44件."""
    for run in _runs(items):
        head = _head(sentence, items, run[0], previous, wholes)
        if not head:
            continue
        heads, opened = head
        if found := axis_of(run[0].label):
            yield from _of_axis(sentence, run, found[0], heads, opened=opened)
        elif opened and _DIVIDES.search(run[0].lead):
            yield from _of_names(sentence, _one_list(run), heads)


def _runs(items: list[Item]) -> Iterator[list[Item]]:
    """Neighbours of one axis, or of none; an item in brackets stands for itself."""
    for depth in sorted({item.depth for item in items}):
        level = [item for item in items if item.depth == depth]
        for _, group in groupby(_with_keys(level), key=lambda pair: pair[0]):
            run = [item for _, item in group]
            if len(run) >= 2:
                yield run


def _with_keys(items: list[Item]) -> list[tuple[tuple[str, int], Item]]:
    keyed: list[tuple[tuple[str, int], Item]] = []
    turn = 0
    for item in items:
        axis = _axis_name(item, after=keyed[-1][0] if keyed else None)
        turn += (
            bool(re.search("其中|[(。]|^；", item.lead))
            if not keyed or not _goes_on(keyed[-1][1], item)
            else 0
        )
        keyed.append(((axis, turn), item))
    return keyed


def _axis_name(item: Item, after: tuple[str, int] | None) -> str:
    """The axis of an item; 其他 belongs to whatever list it ends."""
    found = axis_of(item.label)
    if after and after[0] == "" and OTHERS.match(item.label):
        return ""
    return found[0].name if found else ""


def _goes_on(before: Item, item: Item) -> bool:
    """Whether two neighbours are parts of the same whole, so that a ； or a bracket between them parts nothing."""
    first, second = axis_of(before.label), axis_of(item.label)
    return bool(first and second and first[0] is second[0] and "其中" not in item.lead)


def _head(
    sentence: Sentence, items: list[Item], first: Item, previous: Sentence | None, wholes: Sequence[Item]
) -> tuple[list[Item], bool] | None:
    """What the parts may be parts of, and whether words like 其中 say that they are."""
    before = [item for item in items if item.end <= first.start and item.depth <= first.depth]
    found = axis_of(first.label)
    heads = [item for item in before if not found or not _same_axis(item, found[0])]
    if heads:
        between = sentence.bare[heads[-1].end : first.end]
        return heads, bool(_OPENS.search(between))
    earlier = _earlier(sentence, first, previous, wholes)
    return (earlier, True) if earlier else None


def _earlier(
    sentence: Sentence, first: Item, previous: Sentence | None, wholes: Sequence[Item]
) -> list[Item]:
    """The totals of earlier sentences that a sentence divides: 其中…, 从内容看…, 来访中…."""
    if _OF_VISITS.search(first.lead):
        return [item for item in wholes if is_visits(item.label)]
    if not _BEGINS.match(sentence.bare):
        return []
    totals = [] if sentence.bare.startswith("其中") else [item for item in wholes if is_whole(item.label)]
    if not previous or _DIVIDES.match(previous.bare):
        return totals
    return [*totals, *(item for item in previous.items if not item.is_compared and item.depth == 0)]


def grand_totals(sentence: Sentence) -> Iterator[Item]:
    """The items of a sentence that later ones may divide: everything that came in, and all visits."""
    for item in sentence.items:
        if item.is_compared or item.depth or not item.entries:
            continue
        if is_visits(item.label) or (is_whole(item.label) and re.search("共|总|登记", item.label)):
            yield item


def _same_axis(item: Item, axis: Axis) -> bool:
    found = axis_of(item.label)
    return bool(found and found[0] is axis)


def _of_axis(
    sentence: Sentence, run: list[Item], axis: Axis, heads: list[Item], *, opened: bool
) -> Iterator[Finding]:
    parts = [Part(item, axis.member(item.label)) for item in run]
    plain = "；" not in run[0].lead and _speaks_for_itself(axis, parts, heads[-1])
    if axis is STATUS or not differ(parts) or not (opened or plain):
        return
    complete = is_complete(axis, [part.member for part in parts]) or _is_both(sentence, parts, heads[-1])
    if _OPEN_LIST.search(sentence.bare[heads[-1].end : run[-1].end]):
        complete = False
    for family in ("件", "人"):
        totals = [total for head in heads if (total := _total_of(head, family))]
        yield from compared(
            sentence, run, totals, _start(sentence, heads, run), run[-1].end, complete=complete
        )


def _start(sentence: Sentence, heads: Sequence[Item], run: Sequence[Item]) -> int:
    """Where the quotation begins: at the total, unless that stands in an earlier sentence."""
    return heads[-1].start if heads[-1] in sentence.items else run[0].start


def _total_of(head: Item, family: str) -> Quantity | None:
    return head.of("人") if family == "人" else head.entries


def _speaks_for_itself(axis: Axis, parts: Sequence[Part], head: Item) -> bool:
    """Parts that need no 其中, because their names divide just this whole."""
    if axis is CHANNEL:
        return is_whole(head.label) and is_complete(axis, [part.member for part in parts])
    if axis is VISIT_KIND:
        return is_visits(head.label) and len(parts) == 2
    return (
        axis in {PURPOSE, REPEAT}
        and is_whole(head.label)
        and is_complete(axis, [part.member for part in parts])
    )


def _is_both(sentence: Sentence, parts: Sequence[Part], head: Item) -> bool:
    """来信来访 has two parts, and so has 信访 where the report knows no third way."""
    if {part.member for part in parts} != {"来信", "来访"}:
        return False
    third = re.search("网上|网信|网络|来电|电话|热线", sentence.source.text)
    return "来信来访" in head.label or bool("信访" in head.label and not third)


def _one_list(run: list[Item]) -> list[Item]:
    """The items up to where the commas between them change: 甲12件、乙8件，督导3次."""
    signs = [re.sub("[^、，；]", "", item.lead)[:1] for item in run[1:]]
    plain = [sign or "、" for sign in signs]
    length = next((n for n, sign in enumerate(plain, start=1) if sign != plain[0]), len(run))
    return run[:length]


def _of_names(sentence: Sentence, run: list[Item], heads: list[Item]) -> Iterator[Finding]:
    """Parts with names of their own: they may leave something out, but never exceed the whole."""
    named = all(item.label and not OVERLAPS.search(item.label) for item in run)
    if len(run) < 2 or not named or any(_ACTION.search(item.label) for item in run):
        return
    complete = bool(OTHERS.match(run[-1].label)) or "分别为" in run[0].lead
    for family in ("件", "人"):
        totals = [total for head in heads if (total := _total_of(head, family))]
        yield from compared(
            sentence, run, totals, _start(sentence, heads, run), run[-1].end, complete=complete
        )


def compared(
    sentence: Sentence, run: Sequence[Item], totals: Sequence[Quantity], start: int, end: int, *,
    complete: bool = True,
) -> Iterator[Finding]:  # fmt: skip
    """A finding unless the parts make up one of the totals they may be meant for."""
    totals = [total for total in totals if total.counts]
    if not totals:
        return
    total = totals[-1]
    sums = _sums(run, total.family)
    # Heads that not every part tells may agree as older reports add them, but prove nothing.
    untold = total.family == "人" and _added([item.of("人") for item in run]) is None
    if not sums or untold or any(value == each.value for value in sums for each in totals):
        return
    value = min(sums, key=lambda each: abs(each - total.value))
    if not complete and value < max(each.value for each in totals):
        return
    total = min(totals, key=lambda each: abs(each.value - value))
    terms = "＋".join(_term(item, total.family) for item in run)
    sentence_text = f"{terms}＝{value}{_mixed(run, total)}，文中写{total.shown}，合计不符。"
    yield Finding("sum", sentence.place, sentence.quote(start, end), sentence_text, f"{value}{total.unit}")


def _sums(run: Sequence[Item], family: str) -> list[Decimal]:
    """What the parts come to: by registrations, and by heads as older reports add them (515件＋6477人次)."""
    ways = [[_value(item, family) for item in run]]
    if family != "批":
        ways.append([item.of("人") or item.of("件") for item in run])
    return [value for way in ways if (value := _added(way)) is not None]


def _added(quantities: Sequence[Quantity | None]) -> Decimal | None:
    """What they add up to; nothing if one of them is not told."""
    told = [quantity.value for quantity in quantities if quantity and quantity.counts]
    return sum(told, Decimal(0)) if len(told) == len(quantities) else None


def _value(item: Item, family: str) -> Quantity | None:
    """The number of a part that is added for a total of this family; letters have 件 where visits have 批."""
    if family == "件":
        return item.entries
    return item.of(family) or (item.of("件") if family == "批" else None)


def _term(item: Item, family: str) -> str:
    quantity = _value(item, family) or item.counted[0]
    return f"{item.label[-12:]}{quantity.shown}"


def _mixed(run: Sequence[Item], total: Quantity) -> str:
    """Says what was added where units are mixed (law.md finding 13)."""
    units = {quantity.family for item in run if (quantity := _value(item, total.family))}
    return f"{total.unit}" if len(units) == 1 else "（件次与批次相加）"


def _written_out(sentence: Sentence) -> Iterator[Finding]:
    """12+8+3=25."""
    for found in _ADDED.finditer(sentence.text):
        value = sum(int(term) for term in found[1].split("+"))
        if value != int(found[2]):
            quote = sentence.quote(*found.span())
            yield Finding(
                "sum", sentence.place, quote, f"{found[1]}＝{value}，文中写{found[2]}，合计不符。", str(value)
            )
