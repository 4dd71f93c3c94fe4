"""Numbers that differ from the office's own period.

Only a figure told by its own name, for the whole office and this very period, is compared; the
letters of one village, of last year or of January to October are other numbers.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache

from app.core.report_checks.characters import clean
from app.core.report_checks.numbers import COUNTING, PERCENT, Quantity, family_of, percents
from app.core.report_checks.reports import Finding, Known, KnownFigure
from app.core.report_checks.said_periods import SaidPeriod, said_periods
from app.core.report_checks.sentences import Q, Sentence
from app.core.report_checks.vocabulary import AFTER, BEFORE

_OTHER_SCOPE = re.compile(
    "村|社区|居委|小组|局(?<!信访局)|[^信访]所(?!有|反|以|涉|提|在)|站|大队|学校|公司|部门(?!满意|群众)|片区|网格|领导|书记|镇长|主任|主席|接访|下访|约访"
    "|转送|转办|转[来交]|交办|上级|县里|市里|省里|包案|积案|涉及|其中因|问题"
)
_OTHER_TIME = re.compile(
    "上年|去年|前年|同期|上月|上季|上期|历年|往年|累计|截至|截止|以来|年初|五年|三年|近年"
)
_THIS_YEAR = re.compile("今年|全年|本年|年内|年度")
_BARE = re.compile("(?P<month>[0-9]{1,2})月|(?P<half>[上下])半年|第?(?P<quarter>[一二三四1-4])季度")
_RANGE = re.compile("[0-9]月?(?:份)?[-—~至到](?:[0-9]{4}年)?[0-9]{1,2}月")
_RATE = re.compile(
    f"(?P<name>[^{Q[1:-1]}，。；：、()“”]{{0,20}}?(?:率|满意度))(?:分别|均|都|已)?(?:为|达到了?|达|是|：)?(?P<p>{Q})"
)
_RATE_BEFORE = re.compile(
    "^(?:(?:其中|和|与|及|全镇|我镇|本期|本月|全年|信访事项|群众|信访|办理|总体|整体|平均|的|对)*)"
)
_LONGEST = 24


def check_known(sentence: Sentence, known: Known) -> Iterator[Finding]:
    """Every figure of a sentence that the office counts otherwise."""
    if not known.values or not is_of_period(sentence, known):
        return
    for item in sentence.items:
        named = _named(item.label, known)
        if item.is_compared or not named or _OTHER_SCOPE.search(sentence.bare[: item.start] + item.label):
            continue
        for quantity in item.counted:
            yield from _differs(
                sentence, item.label, quantity, [f for f in named if _fits(f, quantity)], known
            )
    yield from _rates(sentence, known)


def _named(label: str, known: Known) -> list[KnownFigure]:
    return [figure for figure in known.values if figure.value is not None and is_called(figure.names, label)]


@lru_cache(maxsize=8192)
def is_called(names: tuple[str, ...], label: str) -> bool:
    """Whether a label is one of a figure's names with nothing but usual words around it."""
    if not 0 < len(label) <= _LONGEST:
        return False
    words = "|".join(map(re.escape, names))
    return bool(re.fullmatch(f"{BEFORE}(?:{words}){AFTER}", label))


def _fits(figure: KnownFigure, quantity: Quantity) -> bool:
    """Persons are compared with persons; 件 and 批 are both registrations."""
    if quantity.family not in COUNTING or not quantity.counts:
        return False
    return (family_of(figure.unit) == "人") == (quantity.family == "人")


def _differs(
    sentence: Sentence, label: str, quantity: Quantity, figures: Sequence[KnownFigure], known: Known
) -> Iterator[Finding]:
    if not figures or any(figure.value == quantity.value for figure in figures):
        return
    figure = next((f for f in figures if family_of(f.unit) == quantity.family), figures[0])
    right = f"{figure.value}{figure.unit}"
    text = f"{known.period_name}{figure.names[0]}是{right}，文中写{quantity.shown}。"
    start = (
        quantity.start - len(label)
        if sentence.bare[quantity.start - len(label) : quantity.start] == label
        else quantity.start
    )
    yield Finding("differs", sentence.place, sentence.quote(start, quantity.end), text, right)


def _rates(sentence: Sentence, known: Known) -> Iterator[Finding]:
    for found in _RATE.finditer(sentence.shape):
        percent, name = sentence.at(found["p"]), _RATE_BEFORE.sub("", found["name"])
        figures = [
            f for f in known.values if f.d is not None and (name in f.names or found["name"] in f.names)
        ]
        before = sentence.bare[: percent.start]
        if percent.family != PERCENT or not percent.exact or not figures or _OTHER_TIME.search(before):
            continue
        if re.search("村|社区|局(?<!信访局)|站", before) or any(rate_agrees(f, percent) for f in figures):
            continue
        right = _rate_text(figures[0])
        text = f"{known.period_name}{figures[0].names[0]}是{right}，文中写{percent.shown}。"
        yield Finding("differs", sentence.place, sentence.quote_shape(*found.span()), text, right)


def rate_agrees(figure: KnownFigure, percent: Quantity) -> bool:
    """Whether a printed rate is the office's, rounded either way to the decimals printed."""
    if not figure.d or figure.n is None:
        return False
    own = figure.text.rstrip("%")
    same = own == f"{percent.value:f}"
    return same or percent.value in percents(Decimal(figure.n), Decimal(figure.d), percent.decimals)


def _rate_text(figure: KnownFigure) -> str:
    if not figure.d:
        return "“—”（本期没有计入分母的事项）"
    return f"{figure.text}（{figure.n}/{figure.d}）"


def is_of_period(sentence: Sentence, known: Known) -> bool:
    """Whether the sentence speaks of this very period: by its own words, or the last ones before it."""
    first = sentence.items[0].counted[0].start if sentence.items else len(sentence.text)
    own = sentence.text[:first] if sentence.items else sentence.text
    for text in (own, *reversed(re.split("[。！？；]", sentence.before))):
        if _RANGE.search(text) or _OTHER_TIME.search(text):
            return False
        if (verdict := _speaks_of(text, known)) is not None:
            return verdict
    return True


def _speaks_of(text: str, known: Known) -> bool | None:
    """True and False for a time that is, or is not, the period; `None` where no time is told."""
    own = next(said_periods(clean(known.period_name).text), None)
    said = list(said_periods(text))
    if said:
        return own is not None and _same(said[-1], own)
    if bare := _BARE.search(text):
        part = _part(bare)
        return own is not None and own.part == part
    if _THIS_YEAR.search(text):
        return own is not None and own.part == ""
    return None


def _same(said: SaidPeriod, own: SaidPeriod) -> bool:
    return (said.year, said.part) == (own.year, own.part)


def _part(found: re.Match[str]) -> str:
    if found["month"]:
        return f"m{int(found['month'])}"
    if found["half"]:
        return f"h{'上下'.index(found['half']) + 1}"
    quarter = found["quarter"]
    return f"q{int(quarter) if quarter.isdigit() else '一二三四'.index(quarter) + 1}"
