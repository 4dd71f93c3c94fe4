import pytest

from app.county.counting import COUNTED
from app.errors import NotFound


@pytest.fixture
def two(county, township, make, paths):
    """Two townships have sent October, a third has not."""
    other = make.township(county, "999999103000", "黄土乡信访工作办公室")
    silent = make.township(county, "999999104000", "白水镇信访工作办公室")
    for office in (other, silent):
        county.enrol(office.enrolment, office.digits)
    first = {
        "matters": [make.matter(accepted_on="2026-10-09"), make.matter("closed", closed_on="2026-10-30")],
        "receptions": [make.reception(), make.reception("visit", "visit", 3), make.reception("web", "web", about="closed")],
        "figures": [
            *make.figures(receptions=3, letters=1, visits=1, visits_persons=3, web=1, matters=2, accepted=1, closed=1),
            {"figure": "rate.accept_in_time", "numerator": 9, "denominator": 10, "text": "90.00%"},
        ],
    }  # fmt: skip
    second = {
        "matters": [make.matter("of the other")],
        "receptions": [make.reception("other", "call", about="of the other")],
        "figures": [
            *make.figures(receptions=2, calls=1, matters=1),
            {"figure": "rate.accept_in_time", "numerator": 1, "denominator": 3, "text": "33.33%"},
        ],
    }
    county.take([township.export(paths(), first), other.export(paths(), second)])
    return township, other, silent


def test_every_township_and_all_together(county, two):
    table = county.table("2026-10")
    assert [(row.name[:3], row.sent, row.counts["receptions"], row.counts["matters"]) for row in table.rows] == [
        ("青山镇", True, 3, 2), ("黄土乡", True, 1, 1), ("白水镇", False, 0, 0),
    ]  # fmt: skip
    assert table.missing == ("白水镇信访工作办公室",)
    merged = table.merged.counts
    assert merged == dict.fromkeys(COUNTED, 0) | {
        "receptions": 4, "letters": 1, "visits": 1, "visits.persons": 3, "web": 1, "calls": 1, "matters": 3,
        "accepted": 1, "closed": 1,
    }  # fmt: skip


def test_where_sums_differ_the_township_and_the_figure_are_named(county, two):
    table = county.table("2026-10")
    assert [(row.name[:3], one.figure, one.difference) for row in table.rows for one in row.differences] == [
        ("黄土乡", "receptions", -1)
    ]
    assert [(one.figure, one.township_value, one.county_value) for one in table.merged.differences] == [
        ("receptions", 5, 4)
    ]


def test_rates_are_put_together_from_their_parts(county, two):
    assert county.table("2026-10").merged.rates["rate.accept_in_time"].text == "76.92%"


def test_one_township_month_by_month(county, two):
    township, rows = county.township_table("999999103000")
    assert (township.name, [row.key for row in rows]) == ("黄土乡信访工作办公室", ["2026-10"])
    assert [one.figure for one in rows[0].differences] == ["receptions"]
    with pytest.raises(NotFound):
        county.township_table("999999999999")


def test_a_period_nobody_has_sent_has_no_figures(county, two):
    table = county.table("2026-11")
    assert not any(row.sent for row in table.rows)
    assert set(table.merged.counts.values()) == {0}
