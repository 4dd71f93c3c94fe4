"""What a figure comes to: a count with its unit, or a rate with numerator and denominator."""

from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import Any

NOTHING = "—"


@dataclass(frozen=True)
class Count:
    """A counted figure."""

    value: int
    unit: str

    def as_json(self) -> dict[str, Any]:
        return {"value": self.value, "unit": self.unit}


@dataclass(frozen=True)
class Rate:
    """A rate with its numerator and denominator; without a denominator it prints a dash."""

    n: int
    d: int
    text: str

    def as_json(self) -> dict[str, Any]:
        return {"n": self.n, "d": self.d, "text": self.text}


Value = Count | Rate


@dataclass(frozen=True)
class Rounding:
    """How the office prints its percentages: decimals, and 四舍五入 (`half_up`) or 截尾 (`truncate`).

    Offices round 246÷247 both ways (law.md §5.4), so both are a setting.
    """

    decimals: int = 2
    mode: str = "half_up"

    def percent(self, n: int, d: int) -> str:
        """n÷d as it is printed; a dash where there is nothing to divide by."""
        if d == 0:
            return NOTHING
        return f"{self.of(Decimal(n) * 100 / Decimal(d))}%"

    def of(self, number: Decimal) -> Decimal:
        """A number with the office's decimals."""
        mode = ROUND_HALF_UP if self.mode == "half_up" else ROUND_DOWN
        return number.quantize(Decimal(1).scaleb(-self.decimals), rounding=mode)

    def rate(self, n: int, d: int) -> Rate:
        return Rate(n, d, self.percent(n, d))


def rate(n: int, d: int, *, decimals: int = 2, rounding: str = "half_up") -> Rate:
    """A rate as the office prints it."""
    return Rounding(decimals, rounding).rate(n, d)


def value_from(frozen: dict[str, Any]) -> Value:
    """A value from what `as_json` gave."""
    if "n" in frozen:
        return Rate(frozen["n"], frozen["d"], frozen["text"])
    return Count(frozen["value"], frozen["unit"])
