"""40,000 broken zips, bags and tables, as an enrolled office could sign them: each refused, or saying what the sound one says."""

import resource

import pytest

from tests.exchange.mutations import findings, targets

EACH = {"zip": 20_000, "whole zip": 1_500, "manifest": 1_500, "package": 1_500}
TABLE = 3_100
MOST_MEMORY = 256 << 10  # KiB, as the system counts


@pytest.mark.slow
def test_no_mutant_below_the_signature_says_anything_new(exchange):
    for target in targets(exchange):
        if target.name in EACH or target.name.startswith("table "):
            assert findings(target, EACH.get(target.name, TABLE), 1) == []


def test_the_search_can_find_something(exchange):
    """A reader that forgets to compare the manifest is caught by the same mutants."""
    target = next(one for one in targets(exchange) if one.name == "manifest")
    blind = type(target)(target.name, target.seeds, lambda data: data, target.same)
    assert findings(blind, 50, 1)


@pytest.mark.slow
def test_mutants_do_not_make_the_reader_grow(exchange):
    target = next(one for one in targets(exchange) if one.name == "zip")
    findings(target, 500, 2)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    findings(target, 2_000, 3)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < MOST_MEMORY
