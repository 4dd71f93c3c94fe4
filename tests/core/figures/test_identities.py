import pytest

from app.core.figures import AXIS_BY_ID, BY_ID, Count, Facts, Line, Rate, Rounding, Value, check_table
from app.core.figures.identities import IDENTITIES

USUAL = Facts()
RIGHT = {
    "receptions": 12, "persons": 30, "letters": 3, "letters.persons": 8, "visits": 5, "visits.persons": 18, "single_visits": 3,
    "single_visits.persons": 5, "group_visits": 2, "group_visits.persons": 13, "large_visits": 1, "web": 2, "calls": 1, "others": 1,
    "joint_letters": 1, "first": 9, "repeat": 3, "repeat_visits": 2, "matters": 10, "carried": 4, "new_matters": 9, "finished": 6, "open": 7,
    "in_time": 5, "overdue": 2, "closed": 5, "long_pending": 1, "leader_cases": 1,
}  # fmt: skip


def found(
    facts: Facts = USUAL, lines: dict[str, tuple[int, ...]] | None = None, **changes: int
) -> tuple[str, ...]:
    counts = RIGHT | {name.replace("__", "."): number for name, number in changes.items()}
    values: dict[str, Value] = {name: Count(number, BY_ID[name].unit) for name, number in counts.items()}
    breakdowns = {
        axis: tuple(Line(str(n), str(n), Count(n, AXIS_BY_ID[axis].unit)) for n in numbers)
        for axis, numbers in (lines or {}).items()
    }
    return check_table(values, breakdowns, facts, Rounding())


def test_a_table_that_adds_up_has_nothing_to_say() -> None:
    assert (
        found(lines={"by_purpose": (6, 4, 2), "by_level": (5,), "by_status": (9,), "by_result": (99,)}) == ()
    )


@pytest.mark.parametrize(
    ("name", "number", "words"),
    [
        ("letters", 4, "来信、来访、网上信访、来电、其他形式合计13，与登记总量12不符"),
        ("others", 0, "合计11，与登记总量12不符"),
        ("first", 8, "初次信访、重复信访合计11，与登记总量12不符"),
        ("single_visits", 2, "个访、集体访合计4，与来访5不符"),
        ("single_visits__persons", 6, "合计19，与来访人数18不符"),
        ("in_time", 4, "期限内、超期合计6，与期末在办7不符"),
        ("carried", 5, "期初在办5件，加本期新登记9件，减本期了结6件，应为8件，与期末在办7件不符"),
        ("finished", 5, "应为8件"),
        ("matters", 13, "信访事项13件多于登记12件次"),
        ("group_visits__persons", 9, "集体访2批只有9人次，每批不足5人"),
        ("persons", 11, "登记总量11人次少于12件次"),
        ("letters__persons", 2, "来信2人次少于3件次"),
        ("visits__persons", 4, "来访4人次少于5批次"),
        ("single_visits__persons", 2, "个访2人次少于3批次"),
        ("large_visits", 3, "规模性集体访3多于集体访2"),
        ("joint_letters", 4, "联名信4多于来信3"),
        ("repeat_visits", 6, "重复来访6多于来访5"),
        ("closed", 7, "办结7多于本期了结6"),
        ("long_pending", 8, "积案8多于期末在办7"),
        ("leader_cases", 8, "领导包案8多于期末在办7"),
    ],
)
def test_a_broken_sum_is_named(name: str, number: int, words: str) -> None:
    assert any(words in sentence for sentence in found(**{name: number})), found(**{name: number})


def test_each_identity_is_broken_by_something_above() -> None:
    """A table that lacks a figure is not measured by it; no identity asks for one that does not exist."""
    for needs, check in IDENTITIES:
        assert set(needs) <= set(RIGHT), needs
        assert check(RIGHT, Facts()) == ""
        without = {name: Count(number, "件") for name, number in RIGHT.items() if name != needs[0]}
        assert check_table(without, {}, Facts(), Rounding()) == ()


def test_parts_of_a_split_letter_may_be_more_than_the_letters() -> None:
    assert found(matters=13) != ()
    assert found(Facts(split_off=1), matters=13) == ()
    assert found(Facts(split_off=1), matters=14) != ()


def test_the_group_is_the_offices_own() -> None:
    assert found(Facts(group_threshold=6)) == ()
    assert found(Facts(group_threshold=7)) == ("集体访2批只有13人次，每批不足7人",)


@pytest.mark.parametrize(
    ("rate", "words"),
    [
        (Rate(3, 2, "150.00%"), "及时受理率的分子3大于分母2"),
        (Rate(246, 247, "99.59%"), "及时受理率印为99.59%，按246÷247应为99.60%"),
        (Rate(0, 0, "0.00%"), "及时受理率印为0.00%，按0÷0应为—"),
    ],
)
def test_a_rate_is_its_numerator_by_its_denominator(rate: Rate, words: str) -> None:
    assert check_table({"rate.accept_in_time": rate}, {}, Facts(), Rounding()) == (words,)
    assert (
        check_table({"rate.accept_in_time": Rate(246, 247, "99.59%")}, {}, Facts(), Rounding(2, "truncate"))
        == ()
    )


@pytest.mark.parametrize(
    ("axis", "numbers", "words"),
    [
        ("by_class", (6, 5), "按内容分类（一级）合计11，与登记总量12不符"),
        ("by_level", (6,), "按走访层级合计6，与来访5不符"),
        ("by_status", (), "按办理状态合计0，与本期新登记9不符"),
        ("by_leader", (2,), "按领导包案合计2，与领导包案1不符"),
    ],
)
def test_a_breakdown_that_does_not_add_up_is_named(axis: str, numbers: tuple[int, ...], words: str) -> None:
    assert found(lines={axis: numbers}) == (words,)
