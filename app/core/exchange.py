"""Exchange (报送) as the office means it: which bundles there are and what each is for.

The wire format itself is `app.exchange`; here stands what the clerk decides.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.core.entries import Draft
from app.errors import ValidationError

MONTHLY, FULL, CORRECTION, STATISTICS = "monthly", "full", "correction", "statistics"
KINDS: Mapping[str, str] = {
    MONTHLY: "月度报送", FULL: "全量报送", CORRECTION: "更正报送", STATISTICS: "仅报统计",
}  # fmt: skip
WITHOUT_RECORDS = (STATISTICS,)

NO_ATTACHMENTS, ALL_ATTACHMENTS = "listed", "included"
EPOCH_STEP = 1_000_000
"""A new life of the register numbers revisions from here on, above whatever the county may hold."""


@dataclass(frozen=True)
class Order:
    """What the clerk wants to send.

    `sealed` are the matters whose content goes along by decision of `reader` for `reason`;
    `reason` and `approved_by` belong to a correction as well.
    """

    kind: str = MONTHLY
    reason: str = ""
    approved_by: str = ""
    sealed: tuple[str, ...] = ()
    reader: str = ""

    @property
    def whole(self) -> bool:
        return self.kind == FULL

    @property
    def has_records(self) -> bool:
        return self.kind not in WITHOUT_RECORDS


def check_order(order: Order) -> None:
    """Refuse an order that could not be explained to the county; raises `ValidationError`."""
    if order.kind not in KINDS:
        raise ValidationError({"kind": f"没有“{order.kind}”这种报送包，应为{'、'.join(KINDS)}"})
    if order.kind == CORRECTION and not (order.reason.strip() and order.approved_by.strip()):
        raise ValidationError({"reason": "更正报送请写明更正原因和批准人，县局要核对"})
    if order.sealed and not order.has_records:
        raise ValidationError({"sealed": "仅报统计的报送包不带任何内容，不能移送检举控告材料"})


def begin_epoch(epoch: str, floor: int, reason: str, today: date) -> Draft:
    """A new life of the register: it was restored, or goes on on another PC."""
    if not reason.strip():
        raise ValidationError({"reason": "请写明原因，例如从备份恢复、换了电脑"})
    return Draft("epoch_started", "office", today, {"epoch": epoch, "floor": floor, "reason": reason.strip()})
