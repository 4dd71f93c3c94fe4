"""Where an arriving bundle stands among those of its township: next, again, too early, or wrong.

Bundles carry everything since the last acknowledged one, so a lost stick heals itself: a
gap in the numbers matters only if the journal has a gap too. Never decided by clock.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.errors import BundleError
from app.exchange.header import Header

UPWARD = ("monthly", "full", "correction", "statistics")
TAKE, AGAIN, HOLD = "take", "again", "hold"
WAITING = "登记表印章还没有核对，本包{0}已读过并收存在待核对区，不计入合计；核对以后自动计入，不用重报。"


@dataclass(frozen=True)
class Arrived:
    """A bundle the county has seen before."""

    hash: str
    previous: str
    state: str
    taken_at: str


@dataclass(frozen=True)
class Known:
    """What the county knows of one township.

    `epoch` is the running life of its register, `arrived` that life's bundles by number,
    `last_seq` the last entry of its journal here, `head_at_from` the hash the county has
    where the bundle says it continues.
    """

    epoch: str = ""
    past_epochs: frozenset[str] = frozenset()
    arrived: Mapping[int, Arrived] = field(default_factory=dict)
    last_seq: int = 0
    head_at_from: str = ""


@dataclass(frozen=True)
class Standing:
    """What to do with the bundle, and what to tell the county's clerk about it."""

    what: str
    note: str = ""


def stand(header: Header, known: Known) -> Standing:
    """Place a bundle; `BundleError` for one that contradicts what is known."""
    if header.kind not in UPWARD:
        raise BundleError("这不是乡镇的报送包，没有接收，什么也没有改动；请核对U盘里的文件。")
    before = known.arrived.get(header.sequence)
    same_life = header.epoch == known.epoch
    if before and before.hash != header.hash and (same_life or before.state == HOLD):
        raise BundleError(
            f"第{header.sequence}号报送包有两个版本，这一个没有接收，原来收下的没有改动；请与对方电话核对。"
        )
    if not same_life:
        return _new_life(header, known)
    if before and before.state != HOLD:
        return Standing(AGAIN, f"这一包在{before.taken_at[:10]}已经收过，没有重复导入。")
    _check_neighbours(header, known)
    return _by_coverage(header, known)


def until_verified(standing: Standing, count: int, *, verified: bool) -> Standing:
    """Before the thirty digits were compared on paper what could be taken in waits (bundle.md, Trust)."""
    return (
        standing
        if verified or standing.what != TAKE
        else Standing(HOLD, WAITING.format(f"{count}条" if count else ""))
    )


def _new_life(header: Header, known: Known) -> Standing:
    if header.epoch in known.past_epochs:
        raise BundleError("这一包出自对方恢复备份之前的登记簿，没有接收，什么也没有改动；请对方重新导出。")
    if header.kind != "full" and header.base != "all":
        raise BundleError(
            "对方恢复过备份或换过电脑，这一包只有部分内容，没有接收，什么也没有改动；请对方导出一次全量包。"
        )
    return Standing(TAKE, "对方恢复过备份或换过电脑，已按全量包核对。" if known.epoch else "")


def _check_neighbours(header: Header, known: Known) -> None:
    """Each bundle names the one before it: a fork shows on either side."""
    before, after = known.arrived.get(header.sequence - 1), known.arrived.get(header.sequence + 1)
    forked = (before and header.previous and header.previous != before.hash) or (
        after and after.previous and after.previous != header.hash
    )
    if forked:
        raise BundleError(
            f"第{header.sequence}号报送包与前后各包接不上，没有接收，什么也没有改动；请与对方电话核对。"
        )


def _by_coverage(header: Header, known: Known) -> Standing:
    journal = header.journal
    without_records = header.kind == "statistics"
    if not (without_records or header.base == "all") and journal.from_seq > known.last_seq:
        missing = _missing(header, known) or "前面的"
        return Standing(HOLD, f"缺{missing}报送包，本包已收存；补齐后自动处理，请报送单位补报。")
    if known.head_at_from and known.head_at_from != journal.from_head:
        raise BundleError("这一包的记录链与县局已收的不一致，没有接收，什么也没有改动；请与对方电话核对。")
    missing = _missing(header, known)
    return Standing(TAKE, f"缺{missing}报送包，其中的记录本包已经带来。" if missing else "")


def _missing(header: Header, known: Known) -> str:
    numbers = [number for number in range(1, header.sequence) if number not in known.arrived]
    shown = "、".join(str(number) for number in numbers[:5])
    return f"第{shown}{'……' if len(numbers) > 5 else ''}号" if numbers else ""
