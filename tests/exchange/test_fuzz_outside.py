"""160,000 broken files and headers: nothing is accepted, nothing crashes, nothing takes long.

With `test_fuzz_inside` it makes 200,000 for every run; two files, so that two cores share them.
"""

import pytest

from tests.exchange.mutations import findings, targets

COUNTS = {"file": 100_000, "header": 40_000, "enrolment": 20_000}


@pytest.mark.slow
@pytest.mark.parametrize("name", COUNTS)
def test_no_mutant_gets_in(exchange, name):
    target = next(one for one in targets(exchange) if one.name == name)
    assert findings(target, COUNTS[name], 1) == []
