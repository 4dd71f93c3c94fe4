"""The office's own assessment (考核): items, points and formulas as data, never shipped as the law.

How many people come is nobody's fault and is never scored: an item that takes points for registrations would teach
the office not to register (条例 Art 22, 46). Such an item may stand in a scheme for the hand of whoever scores it.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from app.core.figures import BY_ID, Count, Rate, Value
from app.core.figures.table import CONCERNED, RECEIVED
from app.errors import ValidationError

SHARE, BELOW, EACH, MANUAL = "share", "below", "each", "manual"
RULES = {
    SHARE: "按比率得分：满分×比率",
    BELOW: "低于目标的，每低1个百分点扣分",
    EACH: "每件（次）扣分",
    MANUAL: "人工评分",
}
MOST_ITEMS = 60
LONGEST = 20_000
_CENT = Decimal("0.01")


@dataclass(frozen=True)
class Item:
    """One scored line: `points` at most, scored by `rule` over a figure.

    `target` is the percentage from which `below` takes nothing; `take` what each point or matter takes; `free`
    how many matters take nothing.
    """

    name: str
    points: Decimal
    rule: str
    figure: str = ""
    target: Decimal = Decimal(100)
    take: Decimal = Decimal(1)
    free: int = 0


@dataclass(frozen=True)
class Scheme:
    """An assessment scheme as the office was given it."""

    name: str
    items: tuple[Item, ...]

    @property
    def points(self) -> Decimal:
        return sum((item.points for item in self.items), Decimal(0))


@dataclass(frozen=True)
class Scored:
    """An item with its score; `score` is nothing where a hand has to give it or there is nothing to judge."""

    item: Item
    value: Value | None
    score: Decimal | None

    @property
    def lost(self) -> Decimal:
        return self.item.points - self.score if self.score is not None else Decimal(0)


def scored(item: Item, value: Value | None) -> Scored:
    """What an item comes to; between nothing and its points, to two decimals."""
    if item.rule == MANUAL or value is None or (isinstance(value, Rate) and not value.d):
        return Scored(item, value, None)
    raw = _RULES[item.rule](item, value)
    return Scored(item, value, min(max(raw, Decimal(0)), item.points).quantize(_CENT))


def _share(item: Item, value: Value) -> Decimal:
    return item.points * _percent(value) / 100


def _below(item: Item, value: Value) -> Decimal:
    return item.points - max(item.target - _percent(value), Decimal(0)) * item.take


def _each(item: Item, value: Value) -> Decimal:
    number = value.value if isinstance(value, Count) else value.d - value.n
    return item.points - max(number - item.free, 0) * item.take


_RULES = {SHARE: _share, BELOW: _below, EACH: _each}


def _percent(value: Value) -> Decimal:
    return Decimal(value.n) * 100 / Decimal(value.d) if isinstance(value, Rate) else Decimal(0)


def scheme_from(text: str) -> Scheme:
    """Read a scheme from its TOML text; raises `ValidationError` with one sentence for the first thing wrong."""
    if len(text) > LONGEST:
        raise _wrong(f"超过{LONGEST}字")
    try:
        parsed = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _wrong(f"不是TOML格式（{error}）") from None
    items = parsed.get("item", [])
    if not isinstance(items, list) or not 0 < len(items) <= MOST_ITEMS:
        raise _wrong(f"要有1到{MOST_ITEMS}个考核项（[[item]]）")
    name = parsed.get("name", "")
    if not isinstance(name, str) or not name.strip():
        raise _wrong("没有名称（name）")
    return Scheme(name.strip(), tuple(_item(at, said) for at, said in enumerate(items, start=1)))


def _item(at: int, said: Mapping[str, Any]) -> Item:
    if not isinstance(said, dict):
        raise _wrong(f"第{at}项的写法不对")
    name, rule, figure = (str(said.get(key, "")).strip() for key in ("name", "rule", "figure"))
    if not name:
        raise _wrong(f"第{at}项没有名称（name）")
    if rule not in RULES:
        raise _wrong(f"“{name}”的计分方式（rule）应为{'、'.join(RULES)}之一")
    _check_figure(name, rule, figure)
    return Item(
        name, _number(name, said, "points", None), rule, figure, _number(name, said, "target", 100),
        _number(name, said, "take", 1), int(_number(name, said, "free", 0)),
    )  # fmt: skip


def _check_figure(name: str, rule: str, figure: str) -> None:
    if rule == MANUAL:
        return
    if figure not in BY_ID:
        raise _wrong(f"“{name}”的指标（figure）“{figure[:40]}”不存在")
    known = BY_ID[figure]
    if rule in {SHARE, BELOW} and not known.is_rate:
        raise _wrong(f"“{name}”按比率计分，“{known.name}”不是比率")
    if known.population in {RECEIVED, CONCERNED}:
        raise _wrong(f"“{name}”按信访数量计分；登记多少不作为得失分依据，请改为人工评分（manual）")


def _number(name: str, said: Mapping[str, Any], key: str, default: int | None) -> Decimal:
    value = said.get(key, default)
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        number = Decimal(-1)
    if isinstance(value, bool) or not number.is_finite() or not 0 <= number <= 10_000:
        raise _wrong(f"“{name}”的{key}应为0到10000之间的数")
    return number


def _wrong(what: str) -> ValidationError:
    return ValidationError({"scheme": f"考核办法{what}，没有采用，原来的照旧；请改正后重新导入"})
