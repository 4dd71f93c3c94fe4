"""2,000 broken spreadsheets, tables and pictures through the limited reader: each is read or refused, none escapes."""

import sys

import pytest

from tests.faults.sizes import IS_LARGE, size, tried

pytestmark = [
    pytest.mark.slow, pytest.mark.timeout(36_000 if IS_LARGE else 300),
    pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits memory so far"),
]  # fmt: skip


def test_no_foreign_file_breaks_its_reader() -> None:
    found = tried("foreign", str(size(2_000, 200_000)))
    assert found["problems"] == []
    assert found["tried"] >= 2_000
    assert found["distinct"] == 3  # some were read, some refused with a sentence, some beyond reading


def test_a_reader_that_is_careless_is_noticed() -> None:
    assert tried("foreign", "400", "careless")["problems"]
