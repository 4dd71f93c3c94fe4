"""A process that dies at any call, for real: what it had told is there."""

import pytest

from tests.faults.sizes import IS_LARGE, listening, size, tried

pytestmark = [pytest.mark.slow, listening, pytest.mark.timeout(36_000 if IS_LARGE else 300)]

KILLS = {
    "save": 40, "draft": 20, "attach": 20, "import": 20, "migrate_8": 10, "backup": 20, "restore": 25, "password": 10,
    "code": 10, "data_key": 20, "county_take": 5,
}  # fmt: skip  # 200 in all


@pytest.mark.parametrize("flow", KILLS)
def test_a_killed_program_loses_nothing_that_was_told(flow: str) -> None:
    assert tried("kills", flow, str(size(KILLS[flow], 50 * KILLS[flow])))["problems"] == []


def test_a_program_that_saves_later_is_noticed() -> None:
    assert tried("kills", "save", "12", "commit_later")["problems"]
