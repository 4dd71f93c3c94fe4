"""The practice office as it is shipped: a year of matters, made once for these tests, which change nothing in it."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from app.db.engine.costs import LEAST
from app.services.clock import FixedClock
from app.services.desk import Desk
from app.services.practice import create_practice_office
from app.services.reminders import Due
from tests.conftest import PASSWORD, TODAY

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, FixedClock]]:
    clock = FixedClock(TODAY)
    folder = tmp_path_factory.mktemp("practice") / "练习"
    with create_practice_office(folder, None, PASSWORD, clock=clock, cost=LEAST) as desk:
        yield desk, clock


@pytest.fixture
def clock(made: tuple[Desk, FixedClock]) -> FixedClock:
    """The office's own; each test begins on the same day."""
    made[1].set(TODAY)
    return made[1]


@pytest.fixture
def office(made: tuple[Desk, FixedClock], clock: FixedClock) -> Desk:
    return made[0]


def test_it_has_matters_in_every_state(office: Desk) -> None:
    rows = []
    while page := office.matters.page(
        which="all", limit=200, before=(rows[-1].registered_on.isoformat(), rows[-1].row) if rows else None
    ):
        rows += page
    assert len(rows) >= 300
    assert {row.state for row in rows} >= {
        "registered", "accepted", "assigned", "referred", "answered", "delivered", "closed", "declined", "voided",
    }  # fmt: skip
    sheet = office.today.sheet()
    assert sheet.overdue
    assert sheet.due_today
    assert sheet.three_days
    assert sheet.waiting
    assert office.offices.office().practice
    assert office.safety.verify(full=True).ok


def counted(sheet):
    """The same by reading every sentence: rights do not press, the office's own terms are not 超期."""
    return Due(
        today=len({line.matter_id for line in sheet.due_today if not line.optional}),
        overdue=len({line.matter_id for line in sheet.overdue if not line.optional and not line.internal}),
    )


def test_rights_and_the_offices_own_terms_are_not_counted_as_overdue(office: Desk, clock: FixedClock) -> None:
    seen = set()
    for days in range(0, 60, 6):
        clock.set(clock.today() + timedelta(days=days))
        sheet = office.today.sheet()
        assert office.today.pressing() == counted(sheet)
        seen |= {(line.optional, line.internal) for line in sheet.must}
    assert len(seen) > 1  # or nothing was told apart
