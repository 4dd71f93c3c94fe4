"""同比 and 环比: a figure beside what it was, in the words an office prints (law.md §5.1).

Both sides are counted by one definition. Zero has no percentage, and the verb follows the sign.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from app.core.figures.values import NOTHING, Count, Rate, Rounding, Value

UP, DOWN, SAME = "上升", "下降", "持平"


@dataclass(frozen=True)
class Change:
    """How a figure differs from an earlier one.

    `base` is the earlier value, nothing where the register does not reach back so far. `difference` is in
    the figure's unit, for a rate in percentage points as printed; `percent` the relative change, a dash
    over a base of zero; `direction` 上升, 下降, 持平, or empty without a base.
    """

    base: Value | None
    difference: str = ""
    percent: str = NOTHING
    direction: str = ""

    def as_json(self) -> dict[str, Any]:
        return {
            "base": self.base.as_json() if self.base else None, "difference": self.difference,
            "percent": self.percent, "direction": self.direction,
        }  # fmt: skip


def change(now: Value, base: Value | None, rounding: Rounding) -> Change:
    """The change from `base` to `now`."""
    if isinstance(now, Rate) and isinstance(base, Rate):
        return _points(now, base)
    if isinstance(now, Count) and isinstance(base, Count):
        difference = now.value - base.value
        percent = rounding.percent(abs(difference), base.value)
        return Change(base, f"{difference:+d}" if difference else "0", percent, _direction(difference))
    return Change(None)


def _points(now: Rate, base: Rate) -> Change:
    """Between printed rates, so that whoever subtracts them on paper gets the same."""
    if NOTHING in {now.text, base.text}:
        return Change(base)
    difference = Decimal(now.text.rstrip("%")) - Decimal(base.text.rstrip("%"))
    shown = f"{difference:+f}" if difference else "0"
    return Change(base, f"{shown}个百分点", NOTHING, _direction(difference))


def _direction(difference: int | Decimal) -> str:
    return UP if difference > 0 else DOWN if difference < 0 else SAME
