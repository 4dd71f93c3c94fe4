"""A register of every schema that ever landed is brought up to date, and the power goes at every moment of it."""

import pytest

from tests.faults.flows import FLOWS
from tests.faults.sizes import IS_LARGE, listening, size, tried
from tests.faults.test_power_cuts import OLDER

pytestmark = [pytest.mark.slow, listening, pytest.mark.timeout(36_000 if IS_LARGE else 600)]


SCHEMAS = [flow.name for flow in FLOWS if flow.name.startswith("migrate")]


@pytest.mark.parametrize("flows", [SCHEMAS] if not IS_LARGE else [[one] for one in SCHEMAS], ids=len)
def test_a_migration_is_whole_or_not_begun(flows: list[str]) -> None:
    found = tried("cuts", ",".join(flows), str(size(OLDER, 20_000)))
    assert found["problems"] == []
    assert found["tried"] >= OLDER * len(flows)
