from app.core.guessing import LONGEST_WAIT, wait_after


def test_two_slips_are_free_and_then_the_pause_doubles_up_to_a_minute() -> None:
    assert [wait_after(wrong) for wrong in range(10)] == [0, 0, 0, 2, 4, 8, 16, 32, 60, 60]
    assert wait_after(10_000) == LONGEST_WAIT
