from app.core.choices import Choices
from app.core.figures import Rounding, Terms, terms_from, terms_of
from app.core.offices import Office


def office(choices: Choices, **changes: object) -> Office:
    return Office(
        "青山镇信访办", "430999101000", "青", "青川县信访局", "青川县人民政府", choices=choices, **changes
    )  # type: ignore[arg-type]


def test_an_office_that_has_settled_nothing_counts_as_usual() -> None:
    assert terms_of(office(Choices())) == Terms()


def test_every_choice_finds_its_term() -> None:
    chosen = Choices(
        joint_letter_threshold=2, large_group_tiers="100,20,50", long_pending_months=6, statistics_basis="occurred", rate_family="B",
        evaluation_days=15, basically_satisfied=False, leave_out_report=True, leave_out_anonymous=True,
    )  # fmt: skip
    found = terms_of(office(chosen, group_visit_threshold=3, rate_decimals=1, rounding="truncate"))
    assert found == Terms(3, 2, 20, 6, "occurred", "B", 15, False, ("report", "anonymous"), 1, "truncate")
    assert found.printed == Rounding(1, "truncate")


def test_an_office_without_tiers_has_no_large_visits() -> None:
    assert terms_of(office(Choices(large_group_tiers=""))).large == 0


def test_frozen_terms_come_back_whatever_is_chosen_today() -> None:
    then = Terms(3, 2, 20, 6, "occurred", "B", 15, False, ("report",), 1, "truncate")
    assert terms_from(then.as_json(), Terms()) == then


def test_a_closing_without_terms_is_held_against_todays() -> None:
    today = Terms(group=7, left_out=("court",))
    assert terms_from({}, today) == today
    assert terms_from({"group": 4, "unheard_of": 1}, today) == Terms(group=4, left_out=("court",))
