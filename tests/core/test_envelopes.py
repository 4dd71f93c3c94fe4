import pytest

from app.core.envelopes import next_number


@pytest.mark.parametrize(
    ("last", "following"),
    [
        ("2026-信-0012", "2026-信-0013"),
        ("信0099", "信0100"),
        ("2026信第9号", "2026信第10号"),
        ("2025-信-0312", "2026-信-0001"),
        ("", ""),
        ("无", ""),
    ],
)
def test_the_next_envelope_follows_the_offices_own_series(last: str, following: str) -> None:
    assert next_number(last, 2026) == following
