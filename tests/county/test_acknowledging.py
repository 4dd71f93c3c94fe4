import pytest

from app.county import acknowledging
from app.errors import BundleError
from app.exchange.bundles import read_bundle


def test_every_record_is_answered(county, township, make, paths, tmp_path):
    tables = {
        "matters": [make.matter(), make.matter("wrong", registered_on="2026-13-01")],
        "receptions": [make.reception()],
        "figures": make.figures(receptions=2, letters=1),
    }
    county.take([township.export(paths(), tables)])
    (path,) = county.ack(tmp_path / "回执")
    ack = township.read(path)
    assert path.name == f"999999000000-ack-{township.code}-{ack.header.epoch[:4]}-0001.xfb"
    assert (ack.header.kind, ack.header.journal.to_seq) == ("ack", len(township.chain))
    assert ack.header.journal.to_head == township.chain[-1]["hash"]
    answers = {row["record_id"]: row for row in ack.tables["answers"]}
    assert answers[make.same_id("matter")]["result"] == "accepted"
    assert answers[make.same_id("matter")]["county_number"] == f"{township.code}-000001"
    assert answers[make.same_id("reception")]["result"] == "accepted"
    wrong = answers[make.same_id("wrong")]
    assert (wrong["result"], wrong["field"]) == ("rejected", "registered_on")
    assert "不是日期" in wrong["sentence"]
    assert [(row["figure"], row["township_value"], row["county_value"], row["difference"]) for row in ack.tables["totals"]] == [
        ("receptions", 2, 1, -1), ("letters", 1, 1, 0),
    ]  # fmt: skip
    assert [(row["sequence"], row["hash"], row["period"]) for row in ack.tables["acknowledged"]] == [
        (1, township.previous, "2026-10")
    ]


def test_what_was_answered_is_not_answered_again_unless_asked(county, township, make, paths, tmp_path):
    county.take([township.export(paths(), {"matters": [make.matter()]})])
    (first,) = county.ack(tmp_path / "一")
    assert county.ack(tmp_path / "二") == ()
    (again,) = county.ack(tmp_path / "三", again=True)
    assert again.read_bytes() == first.read_bytes()


def test_answers_are_numbered_and_chained(county, township, make, paths, tmp_path):
    acks = []
    for revision in (1, 2):
        county.take([township.export(paths(), {"matters": [make.matter(revision=revision)]})])
        acks.append(township.read(*county.ack(tmp_path / str(revision))).header)
    assert [ack.sequence for ack in acks] == [1, 2]
    assert acks[1].previous == acks[0].hash


def test_each_township_gets_its_own_and_cannot_read_the_others(county, township, make, paths, tmp_path):
    other = make.township(county, "999999103000", "黄土乡信访工作办公室")
    county.enrol(other.enrolment, other.digits)
    county.take([office.export(paths(), {"matters": [make.matter()]}) for office in (township, other)])
    mine, theirs = county.ack(tmp_path / "回执")
    assert township.read(mine).header.receiver.code == township.code
    with pytest.raises(BundleError, match="不是发给本单位的"):
        read_bundle(theirs.read_bytes(), township.keys, lambda code, key_id: township.county.public)


def test_answers_that_do_not_fit_one_file_go_into_the_next(
    county, township, make, paths, tmp_path, monkeypatch
):
    monkeypatch.setattr(acknowledging, "MOST_ROWS", 3)
    for number in range(4):
        matters = [make.matter(f"{number}-{one}") for one in range(2)]
        county.take([township.export(paths(), {"matters": matters})])
    acks = [township.read(path) for path in county.ack(tmp_path / "回执")]
    assert [[row["sequence"] for row in ack.tables["acknowledged"]] for ack in acks] == [[1], [2], [3], [4]]
    assert [ack.header.sequence for ack in acks] == [1, 2, 3, 4]


def test_a_held_bundle_is_answered_as_received_and_again_when_it_was_processed(
    county, township, make, paths, tmp_path
):
    county.take([township.export(paths())])
    county.ack(tmp_path / "一")
    lost = township.export(paths())
    township.acknowledged = len(township.chain)
    (taken,) = county.take([township.export(paths())])
    assert taken.state == "held"
    (held,) = county.ack(tmp_path / "二")
    assert [row["state"] for row in township.read(held).tables["acknowledged"]] == ["received"]
    assert county.ack(tmp_path / "三") == ()
    assert [row.state for row in county.take([lost])] == ["accepted", "accepted"]
    (answer,) = county.ack(tmp_path / "四")
    assert [row["state"] for row in township.read(answer).tables["acknowledged"]] == ["processed"] * 2
