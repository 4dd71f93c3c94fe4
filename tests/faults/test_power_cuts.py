"""Power cuts while the clerk works: nothing that was shown as saved is lost, nothing is damaged."""

import pytest

from tests.faults.flows import FLOWS
from tests.faults.sizes import IS_LARGE, listening, size, tried

pytestmark = [pytest.mark.slow, listening, pytest.mark.timeout(36_000 if IS_LARGE else 300)]

# States per run, over 20,000 together; the other files of power cuts try the others beside this one.
SELDOM = {"month": 900, "new_office": 1000, "erase": 300, "after_a_kill": 300, "county_take": 120}
KEEPING = {
    "backup": 800, "restore": 800, "password": 1200, "code": 1200, "data_key": 600, "county_backup": 100,
    "county_restore": 120,
}  # fmt: skip
DAILY = {"save": 1200, "draft": 9600, "attach": 1200, "import": 500}
OLDER = 50


def test_every_flow_is_cut() -> None:
    named = {flow.name for flow in FLOWS if not flow.name.startswith("migrate")}
    assert named == set(SELDOM) | set(KEEPING) | set(DAILY)
    older = sum(flow.name.startswith("migrate") for flow in FLOWS)
    states = [*SELDOM.values(), *KEEPING.values(), *DAILY.values()]
    assert sum(states) + older * OLDER >= 20_000


@pytest.mark.parametrize("flow", SELDOM)
def test_a_cut_loses_nothing_that_was_told(flow: str) -> None:
    found = tried("cuts", flow, str(size(SELDOM[flow], 100_000)))
    assert found["problems"] == []
    assert found["tried"] >= SELDOM[flow]


@pytest.mark.parametrize(
    ("flow", "breakage"),
    [
        ("save", "synchronous_off"),
        ("new_office", "no_file_sync"),
        ("attach", "no_folder_sync"),
        ("backup", "no_folder_sync"),
        ("password", "no_file_sync"),
        ("data_key", "swap_in_place"),
        ("migrate_3", "migrate_in_pieces"),
        ("county_take", "synchronous_off"),
    ],
)
def test_a_missing_safeguard_is_noticed(flow: str, breakage: str) -> None:
    assert tried("cuts", flow, "200", breakage)["problems"]
