"""Numbers as reports write them: 23件, 1,234人次, 二十三件, 98.93％, 百分之九十八点五, 2.1个百分点.

Days, articles, document and telephone numbers are no quantities; they are set aside first, and a
number that is said to be about right (近百件, 20余批, 95%以上) is marked as not exact.
"""

import re
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

SET_ASIDE = "\ue000"
PERCENT, POINTS = "%", "点"
COUNTING = ("件", "批", "人")

_CN = "〇○零一二两三四五六七八九"
_VALUES = dict(zip(_CN, (0, 0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
_CN_NUMBER = f"[{_CN}十百千万]{{1,12}}"
_UNITS: tuple[tuple[str, str], ...] = (
    (r"件[/、]批次?|件次[/、]批次|件\(批\)次?|批\(件\)次?|件批次?|批件次?|件\(次、?批\)", "件"),
    (r"件\(?次\)?|件(?![套数均案])|起(?!来|义|草)|宗(?!旨)|封|案次|案(?!件)", "件"),
    (r"批\(?次\)?|批(?![示准评办阅])", "批"),
    (r"人\(?次\)?|人(?![均民大才])|名", "人"),
    (r"个百分点|百分点", POINTS),
    (r"%|‰", PERCENT),
    (
        r"万元|亿元|元|场次|场|次|期|个月|个|户|条|份|册|天|日|月|年|项|处|家|亩|平方米|公里|岁|倍|位|轮|镇|村",
        "",
    ),
)
_UNIT = "|".join(f"(?P<u{index}>{pattern})" for index, (pattern, _) in enumerate(_UNITS))
_COUNTED = "|".join(pattern for pattern, family in _UNITS if family in COUNTING)
_DIGITS = r"(?P<digits>[0-9]{1,3}(?:,[0-9]{3}){1,3}(?:\.[0-9]{1,6})?|[0-9]{1,12}(?:\.[0-9]{1,6})?)"
_NUMBER = re.compile(
    rf"(?:百分之(?P<cnpercent>{_CN_NUMBER}(?:点[{_CN}]+)?|[0-9]+(?:\.[0-9]+)?)"
    rf"|(?P<minus>(?:(?<=[加少升降长为达多减到至率，、；：(])|^)-)?{_DIGITS}(?P<tenk>万(?!元))?(?P<more>[余多来几])?(?:{_UNIT})?"
    rf"|(?P<cn>{_CN_NUMBER})(?P<cnmore>[余多来几])?(?P<cnunit>{_COUNTED}))"
    r"(?P<so>以上|以下|左右|上下|以内|有余)?"
)
_NOT_COUNTED = re.compile(
    r"[0-9]{1,2}月?(?:份)?[-—~至到][0-9]{1,2}月(?:份)?|《[^《》]{0,80}》|〔[0-9]{4}〕[0-9]*号?|\([0-9]{4}\)[0-9]+号|\[[0-9]{4}\][0-9]*号?"
    rf"|(?:[0-9]{{2,4}}|[{_CN}]{{4}})年(?:度)?(?:[0-9]{{1,2}}月(?:份|[0-9]{{1,2}}[日号])?|[{_CN}十]{{1,3}}月(?:份|[{_CN}十]{{1,3}}[日号])?)?"
    r"|[0-9]{4}[-./][0-9]{1,2}[-./][0-9]{1,2}"
    r"|(?<![0-9.])[0-9]{1,2}月(?:份|[0-9]{1,2}[日号])?|(?<![0-9.])[0-9]{1,2}[日号](?!次)|[0-9]{1,2}[时点：][0-9]{2}分?"
    rf"|第(?:[0-9]+|[{_CN}十百]+)[条款项期号次届批季名位个]?"
    r"|12345|(?<![0-9.,])1[0-9]{2}[0-9*]{5}[0-9]{3}(?![0-9])|(?<![0-9])0[0-9]{2,3}-[0-9]{7,8}|(?<![0-9])[0-9*]{8,}[0-9Xx*](?![0-9])"
    r"|[A-Za-z][A-Za-z0-9_./-]*[0-9][A-Za-z0-9_./-]*|[0-9]+号(?=文|院|楼|线)"
)
_ABOUT = re.compile(
    "(?:大?约|接?近|将近|超过?|逾|不足|不到|不少于|不低于|不超过|大致|至少|最多|上|数|高达近|[0-9][—~至]|[0-9]-)$"
)
_RANGE_FOLLOWS = re.compile(r"[-—~至][0-9]")
_IDLE = re.compile("[一百千万]+")
_SURE_BEFORE = re.compile("(?:来信|来访|网信|信访|来电|集体访|集访|个访|共|计|登记|仅|只有|受理|办结)$")


@dataclass(frozen=True)
class Quantity:
    """A number with its unit; `family` is 件, 批, 人, %, 点 or nothing where it is no petition count."""

    start: int
    end: int
    value: Decimal
    decimals: int
    unit: str
    family: str
    exact: bool

    @property
    def counts(self) -> bool:
        """Whether petitions or petitioners are counted, exactly and in whole numbers."""
        return self.exact and self.family in COUNTING and not self.decimals and self.value >= 0

    @property
    def shown(self) -> str:
        number = f"{self.value:f}"
        return f"{number}个百分点" if self.family == POINTS else f"{number}{self.unit}"


def set_aside(text: str) -> str:
    """The text with every sign of a date, article or telephone number replaced."""
    return _NOT_COUNTED.sub(lambda found: SET_ASIDE * len(found[0]), text)


def quantities(text: str) -> tuple[Quantity, ...]:
    """The quantities of a text whose dates were set aside."""
    found = (_quantity(match, text) for match in _NUMBER.finditer(text))
    return tuple(quantity for quantity in found if quantity)


def _quantity(match: re.Match[str], text: str) -> Quantity | None:
    number, unit, family = _number(match), "", ""
    if number is None or (match["cn"] and not _is_meant(match, text)):
        return None
    if match["cnpercent"]:
        unit, family = "%", PERCENT
    elif match["cn"]:
        unit, family = match["cnunit"], family_of(match["cnunit"])
    else:
        unit, family = next(
            ((match[f"u{i}"], family) for i, (_, family) in enumerate(_UNITS) if match[f"u{i}"]), ("", "")
        )
    decimals = max(0, -int(number.as_tuple().exponent))
    return Quantity(match.start(), match.end(), number, decimals, unit, family, _is_exact(match, text))


def _number(match: re.Match[str]) -> Decimal | None:
    if match["digits"]:
        plain = Decimal(match["digits"].replace(",", ""))
        return (-plain if match["minus"] else plain) * (10_000 if match["tenk"] else 1)
    words = match["cn"] or match["cnpercent"]
    return Decimal(words) if words[0].isascii() else from_words(words)


def _is_meant(match: re.Match[str], text: str) -> bool:
    """一批, 一起, 千件 are turns of phrase unless what was counted stands right before them."""
    if not _IDLE.fullmatch(match["cn"]):
        return True
    return bool(_SURE_BEFORE.search(text[max(0, match.start() - 6) : match.start()]))


def _is_exact(match: re.Match[str], text: str) -> bool:
    before = text[max(0, match.start() - 4) : match.start()]
    loose = match["more"] or match["cnmore"] or match["so"] or match["tenk"]
    return not (loose or _ABOUT.search(before) or _RANGE_FOLLOWS.match(text, match.end()))


def family_of(unit: str) -> str:
    """What a unit counts; nothing for units that count no petitions."""
    for pattern, family in _UNITS:
        if re.fullmatch(pattern, unit):
            return family
    return ""


def from_words(words: str) -> Decimal | None:
    """二十三 → 23, 九十八点五 → 98.5, 二〇二六 → 2026; `None` for what is no number."""
    whole, _, fraction = words.partition("点")
    total = _whole(whole)
    if total is None:
        return None
    digits = "".join(str(_VALUES[sign]) for sign in fraction)
    return Decimal(f"{total}.{digits}") if digits else Decimal(total)


def _whole(words: str) -> int | None:
    if all(sign in _CN for sign in words):
        return int("".join(str(_VALUES[sign]) for sign in words))
    total = section = unit = 0
    for sign in words:
        if sign == "万":
            total, section, unit = total + (section + unit) * 10_000, 0, 0
        elif sign in "十百千":
            section, unit = section + (unit or 1) * {"十": 10, "百": 100, "千": 1000}[sign], 0
        else:
            unit = _VALUES[sign]
    return total + section + unit


def percents(n: Decimal, d: Decimal, decimals: int) -> tuple[Decimal, Decimal]:
    """N ÷ d in percent under both ways of rounding: half up, and cut off (law.md §5.4)."""
    step = Decimal(1).scaleb(-decimals)
    exact = n * 100 / d
    return exact.quantize(step, rounding=ROUND_HALF_UP), exact.quantize(step, rounding=ROUND_DOWN)


def percent_text(n: Decimal, d: Decimal, decimals: int) -> str:
    """N ÷ d as a report should print it; both roundings where they differ."""
    up, cut = percents(n, d, decimals)
    return f"{up}%" if up == cut else f"{up}%（截尾为{cut}%）"
