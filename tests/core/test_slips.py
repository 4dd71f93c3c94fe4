import pytest

from app.core.slips import LENGTH, new_slip, shown_slip, slip_in


def test_a_slip_number_is_twelve_figures_with_a_check_figure():
    slip = new_slip(lambda _: 1234567890)
    assert slip == "912345678904"
    assert len(slip) == LENGTH
    assert slip_in(slip) == slip


def test_a_slip_is_read_however_it_was_spaced():
    assert slip_in(f" {shown_slip('912345678904')}\n") == "912345678904"
    assert slip_in("９１２３-４５６７-８９０４") == "912345678904"


@pytest.mark.parametrize("at", range(12))
def test_one_wrong_figure_is_no_slip(at):
    slip = "912345678904"
    for figure in "0123456789":
        wrong = slip[:at] + figure + slip[at + 1 :]
        assert slip_in(wrong) == ("" if wrong != slip else slip)


@pytest.mark.parametrize(
    "typed",
    ["13000000000", "430999199001011239", "2026-0001", "青信受〔2026〕1号", ""],
)
def test_other_numbers_are_no_slips(typed):
    assert slip_in(typed) == ""


def test_two_slips_differ():
    assert len({new_slip() for _ in range(50)}) == 50
