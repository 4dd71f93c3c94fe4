"""A name that was typed in lies in clear in no file, not even for a moment."""

import pytest

from tests.faults.sizes import listening, tried

pytestmark = [pytest.mark.slow, listening, pytest.mark.timeout(300)]


def test_no_name_is_written_in_clear_anywhere() -> None:
    found = tried("names", "")
    assert found["tried"] > 300
    assert found["problems"] == []


def test_a_name_in_a_file_that_is_gone_again_is_noticed() -> None:
    assert tried("names", "leak")["problems"]
