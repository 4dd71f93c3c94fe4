"""练习 and the real offices keep apart: no enrolment and no bundle crosses."""

from dataclasses import replace

import pytest

from app.core.exchange import Order
from app.county.desk import create_county, create_practice_county
from app.db.engine.costs import LEAST
from app.errors import BundleError
from app.exchange.enrolment import read_enrolment
from app.services.opening import Setup, create_office
from tests.conftest import PASSWORD

CODE = "430999000000"


@pytest.fixture
def town(tmp_path, office, clock):
    """An office that exercises, or a real one; closed after the test."""
    made = []

    def make(*, practice):
        desk = create_office(
            tmp_path / f"乡镇{practice}",
            Setup(replace(office, practice=practice)),
            PASSWORD,
            clock=clock,
            cost=LEAST,
        )
        made.append(desk)
        return desk

    yield make
    for desk in made:
        desk.close()


@pytest.fixture
def bureau(tmp_path, clock):
    made = []

    def make(*, practice):
        create = create_practice_county if practice else create_county
        desk = create(tmp_path / f"县局{practice}", "青川县信访局", CODE, PASSWORD, cost=LEAST, now=clock.now)
        made.append(desk)
        return desk

    yield make
    for desk in made:
        desk.close()


def sent(town, county, folder):
    """A closed month on the stick, from a town that has enrolled this county."""
    town.exchange.enrol_county(county.enrolment_file.read_bytes())
    county.enrol(town.exchange.enrolment(), town.exchange.status().check_number)
    town.month.close(town.month.current().previous())
    return town.exchange.export(town.month.current().previous(), folder, Order("monthly")).path


@pytest.mark.parametrize("practice", [True, False])
def test_a_county_enrols_only_its_own_kind(town, bureau, practice):
    with pytest.raises(BundleError, match=r"没有接收.*练习"):
        bureau(practice=practice).enrol(town(practice=not practice).exchange.enrolment())


@pytest.mark.parametrize("practice", [True, False])
def test_a_town_enrols_only_its_own_kind_of_county(town, bureau, practice):
    desk, county = town(practice=practice), bureau(practice=not practice)
    with pytest.raises(BundleError, match="没有接收"):
        desk.exchange.enrol_county(county.enrolment_file.read_bytes())
    assert desk.exchange.status().county is None


@pytest.mark.parametrize("practice", [True, False])
def test_its_own_kind_goes_up_and_down(town, bureau, tmp_path, practice):
    desk, county = town(practice=practice), bureau(practice=practice)
    path = sent(desk, county, tmp_path)
    (taken,) = county.take([path])
    assert taken.state == "accepted", taken.sentence
    (answer,) = county.ack(tmp_path / "下行")
    assert desk.exchange.take(answer).kind == "ack"


@pytest.mark.parametrize("practice", [True, False])
def test_a_bundle_of_the_other_kind_is_refused_and_changes_nothing(
    town, bureau, tmp_path, monkeypatch, practice
):
    """Even where both sides hold each other's keys: what is signed says 练习, or does not."""
    desk, county = town(practice=practice), bureau(practice=practice)
    path = sent(desk, county, tmp_path)
    monkeypatch.setattr(county._intake, "_practice", not practice)
    (taken,) = county.take([path])
    assert taken.state == "refused"
    assert "没有接收" in taken.sentence
    assert county.store.rows("SELECT COUNT(*) FROM bundles") == [(0,)]


def test_a_real_enrolment_is_the_same_bytes_as_before_and_the_mark_is_signed(town):
    assert b"practice" not in town(practice=False).exchange.enrolment()
    marked = town(practice=True).exchange.enrolment()
    assert read_enrolment(marked).practice
    with pytest.raises(BundleError):
        read_enrolment(marked.replace(b'"practice":true,', b""))
    with pytest.raises(BundleError):
        read_enrolment(marked.replace(b'"practice":true', b'"practice":false'))


def test_a_county_stays_what_it_was_set_up_as(bureau, tmp_path, clock):
    from app.county.desk import open_county

    county = bureau(practice=True)
    county.close()
    again = open_county(tmp_path / "县局True", PASSWORD, now=clock.now)
    assert again.office.practice
    again.close()
