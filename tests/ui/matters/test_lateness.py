from datetime import date, timedelta

import pytest

from app.ui.matters.lateness import nearness, short_date
from app.ui.theme import Tone

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("days", "word", "tone"),
    [
        (-2, "超期2天", Tone.LATE), (0, "今天到期", Tone.SOON), (1, "明天到期", Tone.SOON),
        (7, "还有7天", Tone.SOON), (8, "还有8天", Tone.ACTION),
    ],
)  # fmt: skip
def test_a_date_says_how_near_it_is(days, word, tone):
    assert nearness(TODAY + timedelta(days=days), TODAY) == (word, tone)


def test_a_date_of_another_year_carries_its_year():
    assert short_date(date(2027, 1, 3), TODAY) == "2027年1月3日"
