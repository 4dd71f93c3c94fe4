import pytest

from app.core.similarity import About, is_alike, overlap, pairs, reasons

LAMPS = About("反映二组通组路灯长期不亮", village_id="v1", category="0301")


def test_what_every_petition_says_counts_for_nothing() -> None:
    assert pairs("反映有关问题，要求尽快解决") == frozenset()
    assert overlap(About("反映有关问题"), About("反映有关问题")) == 0


@pytest.mark.parametrize(
    ("other", "alike"),
    [
        (About("反映村道路灯长期不亮"), True),
        (About("要求答复", "二组通组路灯长期不亮，夜里走路不便"), True),
        (About("反映自来水水压不足"), False),
        (About("反映自来水水压不足", village_id="v1", category="0301"), False),
    ],
)
def test_words_decide_and_a_place_alone_does_not(other: About, alike: bool) -> None:
    assert is_alike(LAMPS, other) is alike


def test_a_weaker_likeness_counts_in_the_same_village() -> None:
    far = About("反映路灯长期不修理，晚上摔伤行人，要求修好")
    near = About(far.title, village_id="v1")
    assert not is_alike(LAMPS, far)
    assert is_alike(LAMPS, near)


def test_the_reasons_are_said_in_the_clerks_words() -> None:
    other = About("反映村道路灯长期不亮", village_id="v1", category="0301")
    assert reasons(LAMPS, other) == ("事由相近", "同村", "同类")
    assert reasons(LAMPS, About("反映自来水水压不足", village_id="v2")) == ()


def test_an_unknown_place_or_class_is_no_reason() -> None:
    assert reasons(About("路灯长期不亮"), About("水压不足")) == ()
