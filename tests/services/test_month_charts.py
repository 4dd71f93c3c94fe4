"""Charts of the month's page: the months of a figure, a breakdown as bars."""

from datetime import date
from decimal import Decimal

import pytest

from app.core.figures import AXIS_BY_ID, Count, Line
from app.core.receptions import ReceptionDraft
from app.core.steps import StepCommand
from app.services.desk import Desk
from app.services.month_charts import MONTHS, bars, course, trend
from app.services.receptions import Visitor


@pytest.fixture
def autumn(desk: Desk) -> Desk:
    """Two letters of September, one of October; the first accepted in time."""
    for on, name in ((date(2026, 9, 3), "张甲"), (date(2026, 9, 4), "李乙"), (date(2026, 10, 5), "王丙")):
        done = desk.receptions.register(ReceptionDraft("letter", on, on, "反映路灯"), [Visitor(name)])
        if name == "张甲":
            desk.matters.take_step(done.matter_id, StepCommand("accept", date(2026, 9, 8)))
    return desk


def months(desk: Desk, figure: str, period: str) -> dict[str, int | Decimal | None]:
    return dict(course(desk.month, figure, desk.month.period(period)).points)


def test_a_course_ends_with_the_period_and_has_a_year_and_its_base_month(autumn: Desk) -> None:
    found = months(autumn, "letters", "2026-10")
    assert len(found) == MONTHS
    assert next(iter(found)) == "25年10月"
    assert list(found)[-2:] == ["9月", "10月"]
    assert (found["9月"], found["10月"]) == (2, 1)


def test_a_month_before_the_register_begins_is_a_gap_and_not_nothing(autumn: Desk) -> None:
    assert months(autumn, "letters", "2026-10")["8月"] is None
    assert months(autumn, "visits", "2026-10")["9月"] == 0


def test_a_rate_without_a_denominator_is_a_gap(autumn: Desk) -> None:
    found = months(autumn, "rate.accept_in_time", "2026-10")
    assert found["9月"] == Decimal("50.00")
    assert months(autumn, "rate.satisfied.unit", "2026-10")["9月"] is None


def test_a_year_that_still_runs_ends_with_the_running_month(autumn: Desk) -> None:
    assert list(months(autumn, "letters", "2026"))[-1] == "11月"


def test_a_closed_month_keeps_the_number_it_was_closed_with(autumn: Desk) -> None:
    autumn.month.close(autumn.month.period("2026-09"))
    first = autumn.matters.find("李乙", limit=1)[0]
    autumn.matters.take_step(first.id, StepCommand("void", date(2026, 11, 20), text="重复"))
    assert months(autumn, "letters", "2026-10")["9月"] == 2


def test_an_office_that_closes_on_the_20th_gets_its_own_months(autumn: Desk) -> None:
    autumn.offices.change({"month_start_day": 21})
    assert list(months(autumn, "letters", "2026-09-21..2026-09-30"))[-1] == "10月"


def test_every_month_of_a_course_is_what_its_table_says(autumn: Desk) -> None:
    for figure in ("letters", "open", "matters", "rate.accept_in_time"):
        value = autumn.month.table(autumn.month.period("2026-10")).figures[figure]
        shown = value.value if isinstance(value, Count) else Decimal(value.text.rstrip("%"))
        assert months(autumn, figure, "2026-10")["10月"] == shown


def test_a_drawing_tells_in_words_what_it_shows_and_has_two_looks(autumn: Desk) -> None:
    counted = course(autumn.month, "letters", autumn.month.period("2026-10"))
    light, dark = trend(counted, across=400), trend(counted, across=400, dark=True)
    assert light.words.startswith("来信（逐月）。")
    assert light.svg != dark.svg
    assert light.width == 400


def test_bars_are_called_after_their_axis() -> None:
    lines = (Line("a", "青山村", Count(3, "件次")), Line("b", "柳溪村", Count(1, "件次")))
    assert bars(AXIS_BY_ID["by_village"], lines, across=400).words == "按问题属地。青山村3件次，柳溪村1件次"
