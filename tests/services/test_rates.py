from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from app.core.receptions import ReceptionDraft
from app.core.steps import StepCommand
from app.errors import ValidationError
from app.services.clock import FixedClock
from app.services.desk import Desk
from app.services.rates import RateStanding
from app.services.receptions import Visitor

DAY = date(2026, 11, 2)
LETTER = ReceptionDraft("letter", DAY, DAY, "反映路灯损坏", purpose="appeal")


def standing(desk: Desk, figure: str, period: str = "2026-11") -> RateStanding:
    return next(one for one in desk.rates.standing(desk.month.period(period)) if one.figure.id == figure)


@pytest.fixture
def november(desk: Desk, clock: FixedClock) -> Desk:
    """Today is 16 November: one notice given in time, one due tomorrow, one lost, one that falls due in December."""
    clock.set(date(2026, 11, 16))
    for on, name in (
        (DAY, "张甲"),
        (DAY, "李乙"),
        (date(2026, 10, 30), "王丙"),
        (date(2026, 11, 16), "赵丁"),
    ):
        done = desk.receptions.register(replace(LETTER, occurred_on=on, registered_on=on), [Visitor(name)])
        if name == "张甲":
            desk.matters.take_step(done.matter_id, StepCommand("accept", date(2026, 11, 6)))
    return desk


def test_the_table_just_counted_tells_the_same(november: Desk) -> None:
    period = november.month.period("2026-11")
    assert november.rates.standing(period, november.month.table(period)) == november.rates.standing(period)


def test_lost_points_and_those_that_can_still_be_saved_are_told_apart(november: Desk) -> None:
    one = standing(november, "rate.accept_in_time")
    assert (one.now.n, one.now.d) == (1, 2)
    assert [row.people for row in one.lost] == ["王丙"]
    assert [(point.matter.people, point.until) for point in one.savable] == [("李乙", date(2026, 11, 17))]
    assert (one.best.text, one.worst.text, one.each) == ("66.67%", "33.33%", "33.33个百分点")


def test_saving_the_point_gives_what_was_promised(november: Desk) -> None:
    promised = standing(november, "rate.accept_in_time").best
    matter = november.matters.find("李乙")[0]
    november.matters.take_step(matter.id, StepCommand("accept", date(2026, 11, 16)))
    assert standing(november, "rate.accept_in_time").now == promised
    assert standing(november, "rate.accept_in_time").savable == ()


def test_an_evaluation_can_be_had_until_its_window_ends(november: Desk, clock: FixedClock) -> None:
    one = standing(november, "rate.evaluated.office", "2026-12")
    assert [(point.matter.people, point.until) for point in one.savable] == [("张甲", date(2026, 12, 6))]
    matter = november.matters.find("张甲")[0]
    november.matters.take_step(
        matter.id, StepCommand("evaluate", date(2026, 11, 16), value="satisfied", reason="office")
    )
    assert standing(november, "rate.evaluated.office", "2026-12").savable == ()
    assert standing(november, "rate.satisfied.office").now.text == "100.00%"
    assert standing(november, "rate.satisfied.unit").now.text == "—"


def test_a_closed_period_has_nothing_left_to_save(november: Desk, clock: FixedClock) -> None:
    clock.set(date(2026, 12, 1))
    november.month.close(november.month.period("2026-11"))
    one = standing(november, "rate.accept_in_time")
    assert one.savable == ()
    assert one.best == one.worst == one.now
    assert {row.people for row in one.lost} == {"王丙", "李乙"}


def test_the_offices_own_scheme_is_kept_and_scored(november: Desk) -> None:
    november.assessments.keep(
        "name='县考核办法'\n[[item]]\nname='及时受理'\npoints=40\nrule='share'\nfigure='rate.accept_in_time'\n"
        "[[item]]\nname='制度建设'\npoints=10\nrule='manual'\n"
    )
    found = november.assessments.assess(november.month.period("2026-11"))
    assert (found.scheme.name, found.score, found.judged, found.by_hand) == (
        "县考核办法", Decimal("20.00"), Decimal(40), ("制度建设",),
    )  # fmt: skip
    assert found.best == Decimal("26.67")


def test_a_scheme_that_cannot_be_read_leaves_the_old_one(november: Desk) -> None:
    before = november.assessments.text()
    with pytest.raises(ValidationError):
        november.assessments.keep(
            "name='访量考核'\n[[item]]\nname='访量'\npoints=25\nrule='each'\nfigure='visits'"
        )
    assert november.assessments.text() == before
    assert not november.assessments.is_own()


def test_the_scheme_can_be_taken_back(november: Desk) -> None:
    sample = november.assessments.text()
    november.assessments.keep("name='甲'\n[[item]]\nname='乙'\npoints=1\nrule='manual'")
    november.assessments.reset()
    assert november.assessments.text() == sample
    assert november.safety.verify(full=True).ok


def test_the_circular_names_units_with_what_they_were_handed(november: Desk) -> None:
    unit = november.offices.named_or_added("unit", "供水站", sure=True)[0]
    matter = november.matters.find("李乙")[0]
    november.matters.take_step(matter.id, StepCommand("assign", date(2026, 11, 16), unit_id=unit.id))
    rows = november.circulars.rows(november.month.period("2026-11"))
    assert rows[0][:5] == ("供水站", "0", "1", "0", "0")
    assert rows[-1][0] == "本办办理"
    assert november.circulars.sheet(november.month.period("2026-11")).startswith(b"%PDF-")
