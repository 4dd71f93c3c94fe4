"""A disk that breaks or fills up at any call while the clerk works: one sentence, nothing lost."""

import pytest

from tests.faults.flows import FLOWS
from tests.faults.sizes import IS_LARGE, listening, tried

pytestmark = [pytest.mark.slow, listening, pytest.mark.timeout(36_000 if IS_LARGE else 300)]

SHARED = (
    () if IS_LARGE else ("county_backup", "county_restore")
)  # the same code as a township's, which is tried
NAMES = [flow.name for flow in FLOWS if not flow.name.startswith("migrate") and flow.name not in SHARED] + [
    "migrate_8"
]
KEEPING = ("backup", "restore", "password", "code", "data_key")  # by test_failing_disks_at_keeping.py


def fails_everywhere(flow: str) -> None:
    """Try one flow; nothing but one sentence may come of it."""
    found = tried("errors", flow, "all" if IS_LARGE else "thin")
    assert found["problems"] == []
    assert found["tried"] >= 10


@pytest.mark.parametrize("flow", [name for name in NAMES if name not in KEEPING])
def test_a_broken_or_full_disk_is_one_sentence_and_no_loss(flow: str) -> None:
    fails_everywhere(flow)


def test_every_flow_is_tried() -> None:
    assert set(KEEPING) <= set(NAMES)


def test_a_program_deaf_to_the_disk_is_noticed() -> None:
    assert tried("errors", "draft", "thin", "say_saved_whatever_happens")["problems"]
