import itertools
import random

import pytest

from app.exchange.identities import generate
from tests.exchange.zips import encrypt, opened_plain


def states(results):
    return [result.state for result in results]


def test_a_bundle_is_taken_in_and_counted(county, township, make, paths):
    tables = {
        "matters": [make.matter(accepted_on="2026-10-09")],
        "receptions": [make.reception(), make.reception("visit", "visit", 3)],
        "figures": make.figures(receptions=2, letters=1, visits=1, visits_persons=3, matters=1, accepted=1),
    }
    (taken,) = county.take([township.export(paths(), tables)])
    assert (taken.state, taken.code, taken.period, taken.sequence) == (
        "accepted",
        township.code,
        "2026-10",
        1,
    )
    assert taken.counts == {"accepted": 3}
    assert taken.differences == ()
    assert "已收下3条" in taken.sentence


def test_totals_that_differ_are_shown_on_both_sides(county, township, make, paths):
    tables = {
        "matters": [make.matter(), make.matter("void", void=1)],
        "receptions": [
            make.reception(),
            make.reception("void reception", void=1),
            make.reception("of a void matter", about="void"),
            make.reception("of another month", registered_on="2026-09-30", occurred_on="2026-09-30"),
        ],
        "figures": make.figures(receptions=4, letters=1, matters=1),
    }
    (taken,) = county.take([township.export(paths(), tables)])
    assert [
        (one.figure, one.township_value, one.county_value, one.difference) for one in taken.differences
    ] == [("receptions", 4, 1, -3)]
    assert "1项合计与乡镇报数不符" in taken.sentence


def test_taking_twice_changes_nothing(county, township, make, paths, content):
    path = township.export(paths(), {"matters": [make.matter()], "figures": make.figures(matters=1)})
    county.take([path])
    before = content()
    (again,) = county.take([path])
    assert again.state == "duplicate"
    assert "2026-11-02" in again.sentence
    assert content() == before


def test_the_same_bundle_sealed_again_is_the_same_bundle(county, township, paths):
    first, second = township.export(paths()), paths()
    bundle = opened_plain(township.keys, first.read_bytes())
    second.write_bytes(encrypt(bundle, (township.county.public,)))
    assert states(county.take([first, second])) == ["accepted", "duplicate"]


def series(township, make, paths):
    """Four bundles without an answer in between: each carries everything so far."""
    matters = [make.matter()]
    files = []
    for number in range(1, 5):
        matters = [
            make.matter(revision=number, title=f"第{number}版"),
            *matters[1:],
            make.matter(f"m{number}"),
        ]
        files.append(
            township.export(paths(), {"matters": matters, "figures": make.figures(matters=len(matters))})
        )
    return files


@pytest.mark.parametrize("order", random.Random(3).sample(list(itertools.permutations(range(4))), 5))
def test_any_order_with_repeats_ends_as_the_right_order_does(county, township, make, paths, content, order):
    files = series(township, make, paths)
    results = county.take([files[number] for number in (*order, *order)])
    assert "refused" not in states(results)
    shuffled = content()
    rows = county.store.rows("SELECT id, revision FROM records ORDER BY id")
    assert sorted(rows) == sorted(
        [(make.same_id("matter"), 4), *((make.same_id(f"m{number}"), 1) for number in range(1, 5))]
    )
    assert len(shuffled["entries"]) == len(township.chain)
    assert [row[3] for row in shuffled["figures"]] == [5]
    county.take(files)
    assert content() == shuffled


def test_a_lost_stick_heals_itself_and_is_named(county, township, make, paths):
    files = series(township, make, paths)
    (first,), (third,) = county.take(files[:1]), county.take(files[2:3])
    assert (first.state, third.state) == ("accepted", "accepted")
    assert "缺第2号报送包，其中的记录本包已经带来" in third.sentence


def test_a_bundle_that_presumes_a_missing_one_waits_for_it(county, township, make, paths, content):
    first = township.export(paths(), {"matters": [make.matter()]})
    township.acknowledged = len(township.chain)
    second = township.export(paths(), {"matters": [make.matter(revision=2, base_revision=1)]})
    township.acknowledged = len(township.chain)
    third = township.export(paths(), {"matters": [make.matter(revision=3, base_revision=2)]})
    assert states(county.take([first, third])) == ["accepted", "held"]
    assert [row.held for row in county.status()] == [1]
    assert states(county.take([third])) == ["held"]
    assert county.store.value("SELECT revision FROM records") == 1
    assert states(county.take([second])) == ["accepted", "accepted"]
    assert county.store.value("SELECT revision FROM records") == 3
    assert [row.held for row in county.status()] == [0]


def test_one_number_with_two_contents_is_refused_and_the_first_stays(county, township, make, paths, content):
    first = township.export(paths(), {"matters": [make.matter()]})
    county.take([first])
    before = content()
    township.sequence, township.chain = 0, []
    second = township.export(paths(), {"matters": [make.matter(title="另一版")]})
    (taken,) = county.take([second])
    assert taken.state == "refused"
    assert "第1号报送包有两个版本" in taken.sentence
    assert content() == before


def test_after_a_restore_only_a_bundle_with_everything_is_taken(county, township, make, paths, content):
    county.take([township.export(paths(), {"matters": [make.matter(revision=2)]})])
    township.epoch, township.sequence, township.previous = "ffffffff", 0, ""
    township.acknowledged = 1
    (partial,) = county.take([township.export(paths())])
    assert partial.state == "refused"
    assert "全量包" in partial.sentence
    township.acknowledged, township.sequence, township.previous = 0, 0, ""
    (full,) = county.take(
        [township.export(paths(), {"matters": [make.matter(revision=2)]}, kind="full", base="all")]
    )
    assert full.state == "accepted"
    assert full.counts == {"duplicate": 1}
    assert len(content()["entries"]) == len(township.chain)


def test_a_changed_past_is_refused(county, township, make, paths, content):
    county.take([township.export(paths(), {"matters": [make.matter()]})])
    before = content()
    township.chain = []
    township.happen(2)
    (taken,) = county.take([township.export(paths(), {"matters": [make.matter("other")]})])
    assert taken.state == "refused"
    assert "记录链" in taken.sentence
    assert content() == before


def test_one_bad_record_never_stops_the_rest(county, township, make, paths):
    tables = {
        "matters": [make.matter(), make.matter("wrong", registered_on="2026-13-01"), make.matter("third")]
    }
    (taken,) = county.take([township.export(paths(), tables)])
    assert taken.counts == {"accepted": 2, "rejected": 1}
    assert "1条需要处理" in taken.sentence


def test_two_contents_of_one_revision_are_both_kept(county, township, make, paths, content):
    county.take([township.export(paths(), {"matters": [make.matter()]})])
    (taken,) = county.take([township.export(paths(), {"matters": [make.matter(title="另一版")]})])
    assert taken.counts == {"conflict": 1}
    assert len(content()["conflicts"]) == len(content()["records"]) == 1


def test_what_was_kept_back_is_known_to_be_kept_back(county, township, make, paths):
    county.take([township.export(paths(), {"matters": [make.matter(sealed=1, purpose="report")]})])
    assert county.store.rows("SELECT record_table, field FROM withheld") == [("matters", "title")]


def test_one_bad_file_never_stops_the_others(county, township, make, paths, tmp_path):
    stranger = make.township(county, "999999102000", "白水镇信访工作办公室")
    other = make.township(county, "999999103000", "黄土乡信访工作办公室")
    county.enrol(other.enrolment, other.digits)
    good = [
        township.export(paths(), {"matters": [make.matter()]}),
        other.export(paths(), {"matters": [make.matter()]}),
    ]
    broken, empty = paths(), paths()
    broken.write_bytes(good[0].read_bytes()[:-100])
    empty.write_bytes(b"")
    forged = paths()
    keys, other.keys = other.keys, generate()
    other.export(forged)
    other.keys = keys
    files = [
        broken,
        stranger.export(paths()),
        good[0],
        empty,
        forged,
        tmp_path / "没有.xfb",
        good[1],
    ]
    results = county.take(files)
    assert states(results) == [
        "refused",
        "refused",
        "accepted",
        "refused",
        "refused",
        "refused",
        "accepted",
    ]
    assert all(result.sentence.endswith("。") for result in results)
    assert county.store.value("SELECT count(DISTINCT township) FROM records") == 2


def test_a_failure_half_way_leaves_nothing_behind(county, township, make, paths, content, monkeypatch):
    path = township.export(paths(), {"matters": [make.matter()], "receptions": [make.reception()]})
    before, add = content(), type(county.store).add

    def cut(store, table, columns, rows):
        add(store, table, columns, list(rows)[:1])
        if table == "answers":
            raise RuntimeError("power cut")

    with monkeypatch.context() as cutting:
        cutting.setattr(type(county.store), "add", cut)
        with pytest.raises(RuntimeError, match="power cut"):
            county.take([path])
    assert content() == before
    assert states(county.take([path])) == ["accepted"]
