import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.county.decide import SENTENCES, Incoming, Stored, decide
from app.exchange.schemas import RESULTS

A, B = "a" * 64, "b" * 64


@pytest.mark.parametrize(
    ("incoming", "stored", "result", "replaces"),
    [
        pytest.param(Incoming(1, 0, A, False), None, "accepted", True, id="unknown id"),
        pytest.param(
            Incoming(3, 2, A, False), None, "accepted", True, id="unknown id though once acknowledged"
        ),
        pytest.param(Incoming(2, 1, A, False), Stored(2, A, False), "duplicate", False, id="same again"),
        pytest.param(
            Incoming(2, 1, A, False), Stored(2, B, False), "conflict", False, id="same number, other content"
        ),
        pytest.param(Incoming(3, 2, A, False), Stored(2, B, False), "accepted", True, id="newer"),
        pytest.param(Incoming(4, 1, A, False), Stored(2, B, False), "accepted", True, id="newer, cumulative"),
        pytest.param(Incoming(4, 3, A, False), Stored(2, B, False), "held", False, id="gap"),
        pytest.param(Incoming(1, 0, A, False), Stored(2, B, False), "stale", False, id="older"),
        pytest.param(Incoming(1, 0, A, True), None, "voided", True, id="unknown and void"),
        pytest.param(Incoming(3, 2, A, True), Stored(2, B, False), "voided", True, id="voided there"),
        pytest.param(Incoming(3, 2, A, False), Stored(2, B, True), "voided", False, id="a tombstone stays"),
        pytest.param(Incoming(2, 1, A, True), Stored(2, A, True), "duplicate", False, id="void again"),
        pytest.param(Incoming(1, 0, A, True), Stored(2, B, False), "stale", False, id="an old void"),
    ],
)
def test_every_row_of_the_table(incoming, stored, result, replaces):
    decision = decide(incoming, stored)
    assert (decision.result, decision.replaces) == (result, replaces)


def test_every_answer_is_one_the_wire_knows_and_every_refusal_has_a_sentence():
    assert {*SENTENCES, "rejected"} == set(RESULTS)
    assert all(SENTENCES[result] for result in ("held", "conflict", "stale"))


versions = st.builds(Incoming, st.integers(1, 4), st.just(0), st.sampled_from([A, B]), st.just(False))


@given(st.lists(versions, max_size=6))
def test_the_newest_revision_wins_in_whatever_order_they_come(arriving):
    stored = None
    for version in arriving:
        if decide(version, stored).replaces:
            stored = Stored(version.revision, version.content_hash, version.void)
    assert (stored.revision if stored else 0) == max((version.revision for version in arriving), default=0)


@given(
    versions,
    st.one_of(st.none(), st.builds(Stored, st.integers(1, 4), st.sampled_from([A, B]), st.booleans())),
)
def test_taking_the_same_record_twice_changes_nothing(version, stored):
    first = decide(version, stored)
    kept = Stored(version.revision, version.content_hash, version.void) if first.replaces else stored
    assert not decide(version, kept).replaces
