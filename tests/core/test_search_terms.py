import pytest

from app.core.search_terms import fold, query, terms


def test_a_text_is_cut_into_its_pairs_and_its_last_character() -> None:
    assert terms("水渠淤塞") == "水渠 渠淤 淤塞 塞"
    assert terms("水") == "水"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("水", '"水"*'),
        ("水渠", '"水渠"'),
        ("水渠淤", '"水渠 渠淤"'),
        ("李乙 灌溉", '"李乙" "灌溉"'),
        ("", ""),
        ('"', '"＂"*'),
        ("0-1", '"0－ －1"'),
        ("ＬＦ", '"lf"'),
        ("𠀀𠀁", '"𠀀𠀁"'),
    ],
)
def test_a_query_is_a_phrase_of_pairs_or_the_beginning_of_one(typed: str, expected: str) -> None:
    assert query(typed) == expected


def test_look_alikes_are_spelled_alike() -> None:
    assert fold("阿依·古丽") == fold("阿依•古丽") == "阿依古丽"
    assert fold("００１Ｘ") == "001x"
