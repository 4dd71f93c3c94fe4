import pytest

from app.core.figures import BY_ID, FIGURES, check_sums, rate


@pytest.mark.parametrize(
    ("n", "d", "rounding", "text"),
    [
        (277, 280, "half_up", "98.93%"),
        (246, 247, "half_up", "99.60%"),
        (246, 247, "truncate", "99.59%"),
        (0, 3, "half_up", "0.00%"),
        (0, 0, "half_up", "—"),
    ],
)
def test_rates_print_as_offices_print_them(n: int, d: int, rounding: str, text: str) -> None:
    assert rate(n, d, rounding=rounding).text == text


def sums(**changes: int) -> dict[str, int]:
    right = {
        "receptions": 5, "letters": 1, "visits": 2, "visits.persons": 7, "web": 1, "calls": 1, "others": 0,
        "matters": 4, "open": 3, "overdue": 1,
    }  # fmt: skip
    return right | changes


def test_a_table_that_adds_up_has_nothing_to_say() -> None:
    assert check_sums(sums()) == ()


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("letters", 2, "合计6，与登记总量5不符"),
        ("visits.persons", 1, "1人次少于2批次"),
        ("matters", 6, "6件多于登记5件次"),
        ("overdue", 4, "超期4件多于在办3件"),
    ],
)
def test_a_broken_sum_is_named(name: str, value: int, words: str) -> None:
    assert any(words in sentence for sentence in check_sums(sums(**{name: value})))


def test_every_figure_says_how_it_is_counted() -> None:
    assert all(figure.note and figure.basis and figure.unit for figure in FIGURES)
    assert len(BY_ID) == len(FIGURES)
