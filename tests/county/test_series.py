from dataclasses import replace

import pytest

from app.county.series import AGAIN, HOLD, TAKE, Arrived, Known, stand
from app.errors import BundleError
from app.exchange.header import Header, Journal, Party

PARTY = Party("999999101000", "青山镇", "0" * 16)
HEAD = "c" * 64
FIRST = Header("monthly", PARTY, PARTY, "0a1b2c3d", 1, "2026-11-01T09:00:00", "0.1.0", base="all")
THIRD = replace(
    FIRST, sequence=3, base="acknowledged", journal=Journal(5, HEAD, 9, "d" * 64), previous="2" * 64
)
TWO = {1: Arrived("1" * 64, "", TAKE, "2026-09-02"), 2: Arrived("2" * 64, "1" * 64, TAKE, "2026-10-02")}
AFTER_TWO = Known(FIRST.epoch, arrived=TWO, last_seq=7, head_at_from=HEAD)


def test_the_first_bundle_with_everything_in_it_is_taken():
    assert stand(FIRST, Known()).what == TAKE


def test_a_first_bundle_with_only_changes_asks_for_a_full_one():
    with pytest.raises(BundleError, match="全量包"):
        stand(THIRD, Known())


def test_the_next_one_is_taken_without_a_word():
    standing = stand(THIRD, AFTER_TWO)
    assert (standing.what, standing.note) == (TAKE, "")


def test_the_same_again_is_recognised():
    arrived = {**TWO, 3: Arrived(THIRD.hash, "", TAKE, "2026-11-02T09:00")}
    standing = stand(THIRD, replace(AFTER_TWO, arrived=arrived))
    assert standing.what == AGAIN
    assert "2026-11-02" in standing.note


def test_one_number_with_two_contents_is_refused():
    arrived = {**TWO, 3: Arrived("f" * 64, "", TAKE, "2026-11-02")}
    with pytest.raises(BundleError, match="第3号报送包有两个版本"):
        stand(THIRD, replace(AFTER_TWO, arrived=arrived))


def test_a_gap_the_bundle_itself_fills_is_taken_and_named():
    standing = stand(THIRD, replace(AFTER_TWO, arrived={1: TWO[1]}))
    assert standing.what == TAKE
    assert "缺第2号" in standing.note


def test_a_gap_in_the_journal_too_is_held():
    standing = stand(THIRD, replace(AFTER_TWO, arrived={1: TWO[1]}, last_seq=3, head_at_from=""))
    assert standing.what == HOLD
    assert "缺第2号" in standing.note


def test_what_was_held_is_taken_when_its_gap_is_filled():
    arrived = {**TWO, 3: Arrived(THIRD.hash, THIRD.previous, HOLD, "2026-11-02")}
    assert stand(THIRD, replace(AFTER_TWO, arrived=arrived)).what == TAKE


def test_a_fork_shows_on_either_side():
    with pytest.raises(BundleError, match="接不上"):
        stand(replace(THIRD, previous="9" * 64), AFTER_TWO)
    with pytest.raises(BundleError, match="接不上"):
        stand(THIRD, replace(AFTER_TWO, arrived={4: Arrived("4" * 64, "9" * 64, HOLD, "2026-12-02")}))


def test_a_journal_that_does_not_continue_ours_is_refused():
    with pytest.raises(BundleError, match="记录链"):
        stand(THIRD, replace(AFTER_TWO, head_at_from="e" * 64))


def test_a_new_life_needs_everything_and_an_old_one_is_over():
    assert "恢复过备份" in stand(replace(FIRST, epoch="ffffffff"), AFTER_TWO).note
    assert stand(replace(THIRD, epoch="ffffffff", kind="full"), AFTER_TWO).what == TAKE
    with pytest.raises(BundleError, match="全量包"):
        stand(replace(THIRD, epoch="ffffffff"), AFTER_TWO)
    with pytest.raises(BundleError, match="恢复备份之前"):
        stand(FIRST, Known("ffffffff", past_epochs=frozenset({FIRST.epoch})))


@pytest.mark.parametrize("kind", ["ack", "assign", "config"])
def test_what_only_a_county_sends_is_refused(kind):
    with pytest.raises(BundleError, match="不是乡镇的报送包"):
        stand(replace(FIRST, kind=kind), Known())


def test_bare_statistics_never_wait_for_the_journal():
    assert (
        stand(
            replace(THIRD, kind="statistics", previous=""), replace(AFTER_TWO, last_seq=0, head_at_from="")
        ).what
        == TAKE
    )
