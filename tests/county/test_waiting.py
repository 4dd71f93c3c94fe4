"""The waiting area: what an unverified township sends is kept and shown, and counts only after its paper was compared."""

import csv
import io

import pytest

from app.errors import NotFound
from app.exchange.identities import generate
from tests.county.test_reporting import city, upward  # noqa: F401

PERSON = {"revision": 1, "sealed": 0, "name": "张甲", "id_number": "999999199001010010"}


def tables(make, seed, **said):
    return {
        "matters": [make.matter(f"m{seed}")],
        "receptions": [make.reception(f"r{seed}", about=f"m{seed}")],
        "people": [PERSON | {"id": make.same_id(f"p{seed}")}],
        "figures": make.figures(**({"receptions": 1, "letters": 1, "matters": 1} | said)),
    }


@pytest.fixture
def waiting(county, township, make, paths):
    """One township that counts and one whose sheet nobody has compared, both with October."""
    other = make.township(county, "999999103000", "黄土乡信访工作办公室")
    county.enrol(other.enrolment)
    county.take([township.export(paths(), tables(make, 1))])
    other.first = other.export(paths(), tables(make, 2))
    (other.answer,) = county.take([other.first])
    return other


def test_it_is_read_and_kept_and_nothing_of_it_lies_among_what_counts(county, waiting):
    answer = waiting.answer
    assert (answer.state, answer.verified, answer.waits) == ("held", False, True)
    assert "待核对区" in answer.sentence
    assert "本包3条" in answer.sentence
    assert county.store.value("SELECT count(*) FROM records WHERE township = ?", (waiting.code,)) == 0
    assert county.store.value("SELECT count(*) FROM figures WHERE township = ?", (waiting.code,)) == 0


def test_no_sum_no_suggestion_no_export_has_it_and_each_says_so(county, waiting, tmp_path):
    table = county.table("2026-10")
    assert (table.waiting, table.missing) == (("黄土乡信访工作办公室",), ())
    assert table.merged.counts["receptions"] == 1
    assert county.alike() == ()
    county.export(tmp_path / "包")
    lines = csv.DictReader(io.StringIO((tmp_path / "包/totals.csv").read_text("utf-8"), newline=""))
    assert {line["township"] for line in lines if line["county_value"] != "0"} == {"999999101000"}
    assert not (tmp_path / "包" / waiting.code).exists()
    assert [mark.state for row in county.grid().rows for mark in row.marks] == ["taken", "waiting"]
    assert [(row.held, row.missing) for row in county.status()] == [(0, ()), (1, ())]


def test_the_city_hears_who_is_left_out(county, waiting, city, tmp_path):  # noqa: F811
    done = upward(county, city, tmp_path / "U盘")
    assert (done.townships, done.missing, done.waiting) == (1, (), ("黄土乡信访工作办公室",))


def test_if_everybody_waits_there_is_nothing_to_report(county, make, paths, city, tmp_path):  # noqa: F811
    office = make.township(county)
    county.enrol(office.enrolment)
    county.take([office.export(paths(), tables(make, 1))])
    with pytest.raises(NotFound, match="印章"):
        upward(county, city, tmp_path / "U盘")


def test_its_own_page_shows_what_would_count_and_changes_nothing(county, waiting, content):
    before = content()
    township, (row,) = county.township_table(waiting.code)
    assert (township.verified, row.key, row.counts["receptions"]) == (False, "2026-10", 1)
    assert content() == before


def test_with_the_digits_it_counts_at_once_and_answers_are_due_again(county, waiting, paths, tmp_path):
    (told,) = county.ack(tmp_path / "一")[-1:]
    (row,) = waiting.read(told).tables["acknowledged"]
    assert row["state"] == "received"
    assert "待核对区" in row["sentence"]
    done = county.enrol(waiting.enrolment, waiting.digits)
    assert [one.state for one in done.counted] == ["accepted"]
    table = county.table("2026-10")
    assert (table.waiting, table.merged.counts["receptions"]) == ((), 2)
    assert len(county.alike()) == 1
    (again,) = county.ack(tmp_path / "二")
    bundle = waiting.read(again)
    assert [row["state"] for row in bundle.tables["acknowledged"]] == ["processed"]
    assert {row["result"] for row in bundle.tables["answers"]} == {"accepted"}
    assert [one.state for one in county.take([waiting.first])] == ["duplicate"]


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 0, 1), (1, 2, 0)])
def test_whatever_the_order_it_came_in_it_ends_as_if_it_had_been_verified(county, make, paths, order):
    office = make.township(county)
    county.enrol(office.enrolment)
    files = [office.export(paths(), tables(make, 0))]
    files.append(office.export(paths(), {"matters": [make.matter("m0", 2, title="改")]}))
    office.epoch, office.sequence, office.previous = "ffffffff", 0, ""
    files.append(office.export(paths(), tables(make, 0), kind="full"))
    assert {one.state for place in order for one in county.take([files[place]])} == {"held"}
    assert county.enrol(office.enrolment, office.digits).counted
    assert county.table("2026-10").merged.counts["receptions"] == 1


def test_two_bundles_of_one_number_are_a_fork_in_the_waiting_area_too(county, waiting, make, paths):
    waiting.sequence, waiting.previous = 0, ""
    (answer,) = county.take([waiting.export(paths(), tables(make, 9))])
    assert answer.state == "refused"
    assert "两个版本" in answer.sentence


def test_what_waits_under_keys_that_nobody_verified_never_counts_under_others(county, waiting, make, paths):
    """Somebody enrolled as the township without paper; then the township itself comes with paper."""
    waiting.keys = generate()
    assert county.enrol(waiting.enrolment, waiting.digits).counted == ()
    assert county.table("2026-10").merged.counts["receptions"] == 1
    assert county.status()[1].held == 0
    waiting.sequence, waiting.previous = 0, ""
    (answer,) = county.take([waiting.export(paths(), tables(make, 3))])
    assert answer.state == "accepted"
