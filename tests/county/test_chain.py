from dataclasses import replace

import pytest

from app.core.entries import GENESIS
from app.county.chain import check_chain
from app.errors import BundleError
from app.exchange.header import Journal


@pytest.fixture
def chain(township):
    township.happen(4)
    return township.chain


def refused(journal, entries, held=()):
    with pytest.raises(BundleError, match="记录链"):
        check_chain(journal, entries, dict(held))


def test_a_whole_chain_is_taken_as_far_as_it_is_new(chain):
    journal = Journal(0, GENESIS, 4, chain[3]["hash"])
    assert check_chain(journal, chain, {}) == chain
    assert check_chain(journal, chain, {1: chain[0]["hash"], 2: chain[1]["hash"]}) == chain[2:]


def test_a_tail_is_taken_from_the_head_it_names(chain):
    assert check_chain(Journal(2, chain[1]["hash"], 4, chain[3]["hash"]), chain[2:], {}) == chain[2:]


def test_anything_changed_left_out_or_turned_round_is_noticed(chain):
    journal = Journal(0, GENESIS, 4, chain[3]["hash"])
    for name, value in (
        ("kind", "closed"),
        ("occurred_on", "2026-10-09"),
        ("actor", "王五"),
        ("prev", "0" * 64),
    ):
        if chain[1][name] != value:
            refused(journal, [chain[0], chain[1] | {name: value}, *chain[2:]])
    refused(journal, chain[:3])
    refused(journal, [chain[1], chain[0], *chain[2:]])
    refused(replace(journal, to_head="0" * 64), chain)
    refused(replace(journal, from_head="1" * 64), chain)
    refused(Journal(2, chain[0]["hash"], 4, chain[3]["hash"]), chain[2:])


def test_a_past_other_than_the_one_we_hold_is_noticed(chain):
    refused(Journal(0, GENESIS, 4, chain[3]["hash"]), chain, {2: "f" * 64})
