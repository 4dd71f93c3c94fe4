"""The same while copies and keys are made, which takes as long as all the rest: apart, so that it runs beside it."""

import pytest

from tests.faults.sizes import IS_LARGE, listening
from tests.faults.test_failing_disks import KEEPING, fails_everywhere

pytestmark = [pytest.mark.slow, listening, pytest.mark.timeout(36_000 if IS_LARGE else 300)]


@pytest.mark.parametrize("flow", KEEPING)
def test_a_broken_or_full_disk_is_one_sentence_and_no_loss(flow: str) -> None:
    fails_everywhere(flow)
