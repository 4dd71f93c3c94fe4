import pytest

from app.errors import BundleError
from app.exchange.enrolment import read_enrolment
from app.exchange.identities import generate


def check(office):
    return read_enrolment(office.enrolment).check_number


def test_a_township_stays_unverified_until_its_digits_are_compared(county, make):
    office = make.township(county)
    first = county.enrol(office.enrolment)
    assert not first.verified
    assert first.check_number.replace(" ", "") == check(office)
    assert county.enrol(office.enrolment, first.check_number).verified
    assert county.enrol(office.enrolment).verified


def test_wrong_digits_enrol_nobody(county, make):
    with pytest.raises(BundleError, match="校验码"):
        county.enrol(make.township(county).enrolment, "1" * 30)
    assert county.status() == ()


def test_a_county_does_not_enrol_a_county(county):
    with pytest.raises(BundleError, match="不是乡镇的"):
        county.enrol(county.enrolment_file.read_bytes())


def test_new_keys_need_new_paper_and_end_the_old_ones(county, township, make, paths):
    before = township.export(paths(), {"matters": [make.matter()]})
    township.keys = generate()
    with pytest.raises(BundleError, match="另一把密钥"):
        county.enrol(township.enrolment)
    assert county.enrol(township.enrolment, check(township)).verified
    (taken,) = county.take([before])
    assert taken.state == "refused"
    assert "未登记" in taken.sentence


def test_new_keys_without_digits_change_nothing_not_even_of_an_unverified_township(county, make):
    office = make.township(county)
    county.enrol(office.enrolment)
    office.keys = generate()
    with pytest.raises(BundleError, match="另一把密钥"):
        county.enrol(office.enrolment)
