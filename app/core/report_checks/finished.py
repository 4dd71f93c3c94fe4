"""What was taken on is what was finished and what is left: 受理 = 办结 + 期限内在办 + 超期, 积案 = 化解 + 剩余."""

import re
from collections.abc import Iterator, Sequence

from app.core.report_checks.reports import Finding
from app.core.report_checks.sentences import Item, Sentence
from app.core.report_checks.sums import Part, compared, differ, own_items
from app.core.report_checks.vocabulary import SETTLED, STATUS, axis_of, is_complete, is_whole

_TAKEN_ON = re.compile("受理|登记|接收|交办|收到|共|总量")
_OLD = re.compile("积案|排查|包案")  # what 化解 and 剩余 divide between them
_REST = re.compile("^(?:剩余|其余|尚余|还剩|余)")
_CARRIED = re.compile("结转|往年|历年|上年|去年|不予受理|不再受理|撤回|终止|合并|存量")


def check_finished(sentence: Sentence, previous: Sentence | None = None) -> Iterator[Finding]:
    """Where all parts are told and nothing was carried over; 其中 divides the whole of the sentence before."""
    if _CARRIED.search(sentence.bare) or (previous and _CARRIED.search(previous.bare)):
        return
    items = own = own_items(sentence)
    if previous and sentence.bare.startswith("其中"):
        items = [item for item in own_items(previous) if is_whole(item.label)][-1:] + own
    for head, *rest in (items[n:] for n in range(len(items) - 2)):
        if axis_of(head.label) or not (_TAKEN_ON.search(head.label) or _OLD.search(head.label)):
            continue
        run = _parts(head, rest)
        if run and (total := head.entries):
            yield from compared(
                sentence, run, [total], head.start if head in own else run[0].start, run[-1].end
            )
        return


def _parts(head: Item, rest: Sequence[Item]) -> list[Item]:
    """The items right after a whole that leave nothing of it out; none where that is not sure."""
    for axis, axes in ((STATUS, {STATUS}), (SETTLED, {STATUS, SETTLED})):
        parts = [
            Part(item, found[1]) for item in rest[:3] if (found := axis_of(item.label)) and found[0] in axes
        ]
        run, members = [part.item for part in parts], [part.member for part in parts]
        if run != list(rest[: len(run)]) or not differ(parts):
            continue
        if axis is STATUS and is_complete(STATUS, members) and "积案" not in head.label:
            return run
        if (
            axis is SETTLED
            and members == ["化解", "在办"]
            and _OLD.search(head.label)
            and _REST.match(run[1].label)
        ):
            return run
    return []
