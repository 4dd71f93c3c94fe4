"""Numbers in every way reports write them, and digits that are no numbers."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.report_checks import Paragraph
from app.core.report_checks.characters import clean
from app.core.report_checks.numbers import from_words, percents
from app.core.report_checks.sentences import sentences

SAID = (
    ("二十三件", [(23, "件")]), ("两批", [(2, "批")]), ("１２件", [(12, "件")]), ("1,234人次", [(1234, "人")]),
    ("1，234件", [(1234, "件")]), ("98.93％", [("98.93", "%")]), ("百分之九十八点五", [("98.5", "%")]),
    ("2.1个百分点", [("2.1", "点")]), ("89批267人次", [(89, "批"), (267, "人")]), ("25件(次)", [(25, "件")]),
    ("增加-5件", [(-5, "件")]), ("一千零二人次", [(1002, "人")]), ("3万元", [(3, "")]), ("12件 8批", [(12, "件"), (8, "批")]),
)  # fmt: skip
NOT_SAID = (
    "第二十三条", "2026年10月15日", "二〇二六年", "〔2022〕11号", "13812345678", "《条例》第3条", "12345", "0735-1234567", "一批问题", "一起上访",
    "1-10月", "成千上万件",
)  # fmt: skip
LOOSE = ("近百件", "20余批", "95%以上", "约12件", "5—10人", "三十多件", "1.2万人次", "十几件")


def told(text: str) -> list[tuple[Decimal, str, bool]]:
    return [(q.value, q.family, q.exact) for s in sentences(Paragraph(text, "")) for q in s.quantities]


@pytest.mark.parametrize(("text", "numbers"), SAID)
def test_a_number_is_read_as_it_is_meant(text: str, numbers: list[tuple[int | str, str]]) -> None:
    assert [(value, family) for value, family, _ in told(text)] == [(Decimal(v), f) for v, f in numbers]


@pytest.mark.parametrize("text", NOT_SAID)
def test_days_articles_and_telephones_are_no_quantities(text: str) -> None:
    assert [number for number in told(text) if number[1]] == []


@pytest.mark.parametrize("text", LOOSE)
def test_a_rough_number_is_not_taken_at_its_word(text: str) -> None:
    assert not any(exact for _, family, exact in told(text) if family)


@given(st.integers(0, 99_999_999))
def test_any_number_in_words_is_read_back(number: int) -> None:
    assert from_words(in_words(number)) == number


def in_words(number: int) -> str:
    if number >= 10_000:
        rest = in_words(number % 10_000) if number % 10_000 else ""
        return in_words(number // 10_000) + "万" + ("零" if 0 < number % 10_000 < 1000 else "") + rest
    words = ""
    for place, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // place % 10
        if digit:
            words += "零一二三四五六七八九"[digit] + name
        elif words and number % place and not words.endswith("零"):
            words += "零"
    return words or "零"


def test_both_ways_of_rounding_are_known() -> None:
    assert percents(Decimal(246), Decimal(247), 2) == (Decimal("99.60"), Decimal("99.59"))


@given(st.text(alphabet="来信访１2３,，.。 　％件批人次第二十三条〔〕《》-—\t", max_size=60))
def test_a_quotation_leads_back_to_the_very_words(text: str) -> None:
    source = clean(text)
    assert len(source.text) == len(source.places)
    assert list(source.places) == sorted(source.places)
    for place, sign in zip(source.places, source.text, strict=True):
        assert clean(text[place]).text in {sign, "，", ",", ""}
