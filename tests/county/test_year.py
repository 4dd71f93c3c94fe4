"""Twelve months, twenty townships, sticks lost and copied, backups restored: both sides end equal."""

import random
from pathlib import Path

import pytest

from app.county.decide import SENTENCES
from tests.county.year import Office, Year, differences

TWENTY, FEW = 21, 7  # townships, and one more; on the server fewer, because what is proved there is the same


@pytest.fixture
def year(county, place, tmp_path):
    folder = tmp_path / "sticks"
    folder.mkdir()
    offices = [
        Office(county, number, seed=number) for number in range(1, TWENTY if isinstance(place, Path) else FEW)
    ]
    for office in offices:
        county.enrol(office.wire.enrolment, office.wire.digits)
    return Year(county, offices, folder, random.Random(2026))


def test_a_year_with_losses_repeats_and_restores_ends_equal(year):
    year.play(matters=2)
    assert sum(office.lives for office in year.offices) >= 1
    states = [one.state for one in year.told]
    assert {"accepted", "duplicate"} <= set(states)
    assert differences(year.county, year.offices) == []
    assert year.county.store.value("SELECT count(*) FROM conflicts") == 0
    assert set(SENTENCES) >= {result for one in year.told for result in one.counts}


def test_the_comparison_sees_a_single_record_that_is_not_there(year):
    year.settle()
    assert differences(year.county, year.offices) == []
    year.offices[3].work("2026-12", 1)
    assert len(differences(year.county, year.offices)) >= 2
