"""The program started twice: one has the register, the other a sentence; a kill locks nobody out."""

import pytest

from tests.faults.sizes import IS_LARGE, listening, size, tried

pytestmark = [pytest.mark.slow, listening, pytest.mark.timeout(3_600 if IS_LARGE else 300)]


def test_two_starts_never_share_a_register() -> None:
    found = tried("starts", str(size(200, 5_000)))
    assert found["tried"] >= 200
    assert found["problems"] == []


def test_a_program_without_its_locks_is_noticed() -> None:
    assert tried("starts", "60", "no_lock")["problems"]
