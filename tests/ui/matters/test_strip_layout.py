from datetime import date
from itertools import pairwise

from app.ui.matters.strip_layout import Span, spread


def test_labels_never_overlap_and_stay_inside():
    edges = spread([10, 12, 14, 500], [80, 80, 80, 80], 0, 400, 8)
    assert all(right - left >= 88 for left, right in pairwise(edges))
    assert edges[0] >= 0
    assert edges[-1] + 80 <= 400


def test_a_label_with_room_stands_centred_over_its_place():
    assert spread([200], [80], 0, 400, 8) == [160]


def test_days_beyond_the_last_one_stand_at_the_end():
    span = Span(date(2026, 11, 1), date(2026, 11, 11), 0, 100)
    assert (span.place(date(2026, 11, 6)), span.place(date(2027, 1, 1))) == (50, 100)
