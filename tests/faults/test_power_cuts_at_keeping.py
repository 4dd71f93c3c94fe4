"""The same while copies and keys are made, apart, so that it runs beside the others."""

import pytest

from tests.faults.sizes import IS_LARGE, listening, size, tried
from tests.faults.test_power_cuts import KEEPING

pytestmark = [pytest.mark.slow, listening, pytest.mark.timeout(36_000 if IS_LARGE else 300)]


@pytest.mark.parametrize("flow", KEEPING)
def test_a_cut_loses_nothing_that_was_told(flow: str) -> None:
    found = tried("cuts", flow, str(size(KEEPING[flow], 100_000)))
    assert found["problems"] == []
    assert found["tried"] >= KEEPING[flow]
