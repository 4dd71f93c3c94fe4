"""A disk that breaks or fills up at any call, a process that dies at any call: one sentence, nothing lost."""

import pytest

from tests.faults.flows import FLOWS
from tests.faults.sizes import IS_LARGE, listening, size, tried

pytestmark = [pytest.mark.slow, listening, pytest.mark.timeout(36_000 if IS_LARGE else 300)]

SHARED = (
    () if IS_LARGE else ("county_backup", "county_restore")
)  # the same code as a township's, which is tried
NAMES = [flow.name for flow in FLOWS if not flow.name.startswith("migrate") and flow.name not in SHARED] + [
    "migrate_8"
]
KILLS = {
    "save": 40, "draft": 20, "attach": 20, "import": 20, "migrate_8": 10, "backup": 20, "restore": 25, "password": 10,
    "code": 10, "data_key": 20, "county_take": 5,
}  # fmt: skip  # 200 in all


@pytest.mark.parametrize("flow", NAMES)
def test_a_broken_or_full_disk_is_one_sentence_and_no_loss(flow: str) -> None:
    found = tried("errors", flow, "all" if IS_LARGE else "thin")
    assert found["problems"] == []
    assert found["tried"] >= 10


def test_a_program_deaf_to_the_disk_is_noticed() -> None:
    assert tried("errors", "draft", "thin", "say_saved_whatever_happens")["problems"]


@pytest.mark.parametrize("flow", KILLS)
def test_a_killed_program_loses_nothing_that_was_told(flow: str) -> None:
    assert tried("kills", flow, str(size(KILLS[flow], 50 * KILLS[flow])))["problems"] == []


def test_a_program_that_saves_later_is_noticed() -> None:
    assert tried("kills", "save", "12", "commit_later")["problems"]
