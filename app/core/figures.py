"""Figures (统计指标) of the monthly table: id, name, unit, date basis and how they are counted.

Defined once, as data; storage turns a definition into rows and therefore into both the
number and the records behind it. 件次 counts registrations, 批次 visits, 人次 heads and 件
matters; they are never added to one another (law.md §5.1).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import Any

NOTHING = "—"


@dataclass(frozen=True)
class Figure:
    """One defined figure. `basis` says which date puts a record into the period."""

    id: str
    name: str
    unit: str
    basis: str
    note: str


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


FIGURES: tuple[Figure, ...] = (
    Figure("receptions", "登记总量", "件次", "登记日期", "本期登记的来信、来访（批）、网上、来电和其他，每登记一次计一次；已作废的不计。"),
    Figure("letters", "来信", "件次", "登记日期", "本期登记的来信。"),
    Figure("visits", "来访", "批次", "登记日期", "本期登记的来访，一同前来的一批计一次。"),
    Figure("visits.persons", "来访人数", "人次", "登记日期", "本期各批来访的人数之和，同一人来两次计两人次；集体访按全体人数，不按代表人数。"),
    Figure("web", "网上信访", "件次", "登记日期", "本期登记的网上信访。"),
    Figure("calls", "来电", "件次", "登记日期", "本期登记的来电。"),
    Figure("others", "其他形式", "件次", "登记日期", "本期登记的传真、转办等其他形式。"),
    Figure("matters", "信访事项", "件", "登记日期", "本期登记所涉及的不同事项；同一事项多次登记只计一件。"),
    Figure("accepted", "受理", "件", "受理日期", "本期作出受理决定的事项。"),
    Figure("closed", "办结", "件", "办结日期", "本期办结的事项。"),
    Figure("open", "期末在办", "件", "期末", "到期末仍未办结的事项，含以前各期结转；不予受理、不再受理和已作废的不计。本期尚未结束的，算到今天。"),
    Figure("overdue", "其中超期", "件", "期末", "期末在办的事项中，法定期限（15日书面告知、60日办结答复）已过的；按未顺延的日期计算。"),
    Figure("rate.accept_in_time", "及时受理率", "%", "告知期限到期日", "分母：告知期限在本期届满、且已作出决定或已超期的事项；分子：其中自登记之日起15日内作出受理、不予受理、转送或交办决定的。"),
    Figure("rate.answer_in_time", "按期答复率", "%", "答复期限到期日", "分母：60日办结期限在本期届满、且已答复或已超期的事项；分子：其中在期限内答复的。"),
)  # fmt: skip
BY_ID: Mapping[str, Figure] = {figure.id: figure for figure in FIGURES}
RATES = tuple(figure.id for figure in FIGURES if figure.unit == "%")
DEFINITIONS_VERSION = 1


def rate(n: int, d: int, *, decimals: int = 2, rounding: str = "half_up") -> Rate:
    """A rate as the office prints it; offices round 246÷247 both ways, so rounding is a setting."""
    if d == 0:
        return Rate(n, d, NOTHING)
    mode = ROUND_HALF_UP if rounding == "half_up" else ROUND_DOWN
    percent = (Decimal(n) * 100 / Decimal(d)).quantize(Decimal(1).scaleb(-decimals), rounding=mode)
    return Rate(n, d, f"{percent}%")


def check_sums(counts: Mapping[str, int], split_off: int = 0) -> tuple[str, ...]:
    """The identities every table must satisfy before it is printed; one sentence per broken one.

    `split_off` are the 件 that share another's letter and so have no 件次 of their own.
    """
    parts = sum(counts[name] for name in ("letters", "visits", "web", "calls", "others"))
    broken = []
    if parts != counts["receptions"]:
        broken.append(f"各信访形式合计{parts}，与登记总量{counts['receptions']}不符")
    if counts["visits.persons"] < counts["visits"]:
        broken.append(f"来访{counts['visits.persons']}人次少于{counts['visits']}批次")
    if counts["matters"] > counts["receptions"] + split_off:
        broken.append(f"事项{counts['matters']}件多于登记{counts['receptions']}件次")
    if counts["overdue"] > counts["open"]:
        broken.append(f"超期{counts['overdue']}件多于在办{counts['open']}件")
    return tuple(broken)
