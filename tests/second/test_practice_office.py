"""A year of an invented office, counted twice."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from app.db.engine.costs import LEAST
from app.services.clock import FixedClock
from app.services.desk import Desk
from app.services.practice import create_practice_office
from tests.conftest import PASSWORD, TODAY
from tests.second.books import Books
from tests.second.compare import books_of, counted, listed, shown, told

MONTHS = ("2025-12", "2026-01", "2026-05", "2026-07", "2026-09", "2026-10", "2026-11", "2026-12")
NOT_PRACTISED = {
    "others", "large_visits", "declined_again", "long_pending", "urged", "supervised", "hearings", "mediated", "re_reviews", "leader_cases",
    "by_leader", "leader_receptions", "meetings", "sweeps", "follow_ups", "reliefs", "bulletins",
}  # fmt: skip
"""What the practice office may do nothing of; test_any_course.py does all of it."""
LONGER = ("2025", "2026", "2026-H1", "2026-Q3", "2026-03-17..2026-10-02")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("practice") / "数据"
    with create_practice_office(
        folder, None, PASSWORD, clock=FixedClock(TODAY), cost=LEAST, matters=150
    ) as desk:
        yield desk


@pytest.fixture(scope="module")
def books(office: Desk) -> Books:
    return books_of(office)


@pytest.mark.parametrize("period", MONTHS + LONGER)
def test_the_figures_agree(office: Desk, books: Books, period: str) -> None:
    assert told(office, period) == counted(office, books, period)


@pytest.mark.parametrize("days", [-30, -3, 0, 1, 8, 30])
def test_the_today_sheet_agrees(office: Desk, books: Books, days: int) -> None:
    day = TODAY + timedelta(days=days)
    assert shown(office, day) == listed(books, day)


def test_there_is_something_to_compare(office: Desk, books: Books) -> None:
    whole = counted(office, books, "2026")
    assert {name for name, value in whole.items() if not value} <= NOT_PRACTISED
    assert all(value[1] for value in whole.values() if isinstance(value, tuple))
    pages = [listed(books, TODAY + timedelta(days=days)) for days in (0, 30)]
    assert all(any(page[name] for page in pages) for name in pages[0])
