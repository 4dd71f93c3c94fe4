"""The local variants of law.md §1.5, by dates worked out by hand (vectors of law.md §3.3 where there are any)."""

import json
from datetime import date

import pytest

from app.core.calendar import Calendar, calendar_from_table
from app.core.deadlines import Deadline, derive
from app.core.matters import Matter, Step
from app.core.rule_packs import RulePack, pack_in_force
from app.paths import resource
from app.services.shipped import packs

ZHEJIANG, HENAN, SHANDONG = "zhejiang-2016", "henan-2012", "shandong-2015"
NATIONAL = "national-2022-2"


@pytest.fixture(scope="module")
def calendar() -> Calendar:
    return calendar_from_table(json.loads(resource("calendar", "china.json").read_text(encoding="utf-8")))


def day(text: str) -> date:
    return date.fromisoformat(text)


def step(entry: str, on: str, **values: object) -> Step:
    return Step(entry, day(on), **values)  # type: ignore[arg-type]


def lines(calendar: Calendar, pack: str, registered: str, *steps: Step, **about: str) -> dict[str, Deadline]:
    matter = Matter(
        "m", "2026-0001", "反映水渠淤塞", day(registered), rule_pack=pack, steps=steps,
        **({"purpose": "appeal"} | about),
    )  # fmt: skip
    return {line.clock: line for line in derive(matter, packs()[pack], calendar)}


@pytest.mark.parametrize("pack", [ZHEJIANG, HENAN, SHANDONG])
def test_a_local_pack_holds_only_where_it_is_chosen_and_says_that_nobody_has_checked_it(pack: str) -> None:
    known = tuple(packs().values())
    assert packs()[pack].local
    assert packs()[pack].source.endswith("文本现行效力未核实，使用前请核对")
    assert pack_in_force(known, day("2026-03-02")).id == NATIONAL
    assert pack_in_force(known, day("2026-03-02"), chosen=pack).id == pack


@pytest.mark.parametrize("pack", [ZHEJIANG, HENAN, SHANDONG])
def test_what_a_local_pack_does_not_change_is_as_in_the_whole_country(pack: str) -> None:
    local, national = packs()[pack], {clock.id: clock for clock in packs()[NATIONAL].clocks}
    same = [clock for clock in local.clocks if clock == national.get(clock.id)]
    assert len(same) >= len(national) - 4
    assert tuple(clock.id for clock in local.clocks)[: len(national)] == tuple(national)


@pytest.mark.parametrize(
    ("registered", "due"),
    [
        ("2025-01-17", "2025-01-24"),
        ("2026-02-11", "2026-02-25"),  # over 春节, with a Saturday that was worked
        ("2026-03-02", "2026-03-09"),
        ("2026-09-30", "2026-10-13"),
    ],
)
@pytest.mark.parametrize(("purpose", "clock"), [("appeal", "notice"), ("report", "pass_on")])
def test_zhejiang_passes_on_and_tells_within_five_working_days(
    calendar: Calendar, registered: str, due: str, purpose: str, clock: str
) -> None:
    assert lines(calendar, ZHEJIANG, registered, purpose=purpose)[clock].raw == day(due)


def test_zhejiang_counts_what_came_from_above_alike(calendar: Calendar) -> None:
    found = lines(calendar, ZHEJIANG, "2026-03-02", source="上级转送")["notice"]
    assert (found.raw, found.article) == (day("2026-03-09"), "《浙江省信访条例》第二十条")


def test_zhejiang_has_thirty_days_and_may_add_sixty(calendar: Calendar) -> None:
    accepted = step("accepted", "2026-04-17")
    found = lines(calendar, ZHEJIANG, "2026-04-17", accepted)["answer"]
    assert (found.raw, found.rolled, found.rule.extendable) == (day("2026-05-17"), day("2026-05-18"), 60)
    longest = lines(calendar, ZHEJIANG, "2026-04-17", accepted, step("extended", "2026-05-15", days=60))
    assert longest["answer"].raw == day("2026-07-16")
    assert longest["extension_notice"].raw == day("2026-05-17")


@pytest.mark.parametrize(("heads", "most"), [(2, 3), (10, 3), (11, 5), (500, 5)])
def test_zhejiang_lets_three_speak_for_up_to_ten(heads: int, most: int) -> None:
    assert packs()[ZHEJIANG].most_representatives(heads) == most
    assert packs()[NATIONAL].most_representatives(heads) == 5


@pytest.mark.parametrize(("purpose", "clock"), [("appeal", "hand_over"), ("report", "pass_on")])
def test_henan_hands_over_within_five_plain_days(calendar: Calendar, purpose: str, clock: str) -> None:
    assert lines(calendar, HENAN, "2026-02-11", purpose=purpose)[clock].raw == day("2026-02-16")


def test_henan_tells_the_petitioner_within_fifteen_days_all_the_same(calendar: Calendar) -> None:
    found = lines(calendar, HENAN, "2026-02-11", step("referred", "2026-02-13", unit_id="u"))
    assert (found["notice"].raw, found["notice"].rule.measure) == (day("2026-02-26"), "accept")
    assert (found["hand_over"].met_on, found["hand_over"].rule.measure) == (day("2026-02-13"), "")


def test_henan_counts_an_objection_in_plain_days(calendar: Calendar) -> None:
    handed = (step("assigned", "2026-09-29", unit_id="u"), step("received", "2026-09-30"))
    assert lines(calendar, HENAN, "2026-09-29", *handed)["objection"].raw == day("2026-10-05")
    assert lines(calendar, NATIONAL, "2026-09-29", *handed)["objection"].raw == day("2026-10-13")
    above = {"source": "上级交办"}
    assert lines(calendar, HENAN, "2026-09-30", **above)["objection_up"].raw == day("2026-10-05")


def test_henan_has_thirty_days_and_ninety_at_the_longest(calendar: Calendar) -> None:
    accepted = step("accepted", "2026-02-02")
    assert lines(calendar, HENAN, "2026-02-02", accepted)["answer"].raw == day("2026-03-04")
    longest = lines(calendar, HENAN, "2026-02-02", accepted, step("extended", "2026-03-02", days=60))
    assert (longest["answer"].raw, longest["answer"].rolled) == (day("2026-05-03"), day("2026-05-06"))


def test_shandong_keeps_the_national_periods(calendar: Calendar) -> None:
    found = lines(calendar, SHANDONG, "2026-06-05", step("accepted", "2026-06-05"))
    assert (found["notice"].raw, found["answer"].raw) == (day("2026-06-20"), day("2026-08-04"))
    assert found["answer"].rule.extendable == 30


def test_shandong_gives_the_superior_three_working_days_to_admit_a_review(calendar: Calendar) -> None:
    steps = (
        step("accepted", "2026-01-05"), step("answered", "2026-01-30"), step("delivered", "2026-01-30", paper="answer"),
        step("review_requested", "2026-02-11"),
    )  # fmt: skip
    found = lines(calendar, SHANDONG, "2026-01-04", *steps)["review_admission"]
    assert (found.raw, found.owner, found.met_on) == (day("2026-02-14"), "superior", None)
    again = (
        step("review_answered", "2026-02-28"), step("delivered", "2026-02-28", paper="review"),
        step("re_review_requested", "2026-04-17"),
    )  # fmt: skip
    found = lines(calendar, SHANDONG, "2026-01-04", *steps, *again)["re_review_admission"]
    assert (found.raw, found.owner) == (day("2026-04-22"), "superior")


def test_shandong_wants_an_answer_to_a_suggestion_for_improvement_in_thirty_days(calendar: Calendar) -> None:
    handed = (step("assigned", "2026-01-20", unit_id="u"), step("supervised", "2026-01-30", unit_id="u"))
    found = lines(calendar, SHANDONG, "2026-01-19", *handed)["improvement"]
    assert (found.raw, found.rolled, found.owner) == (day("2026-03-01"), day("2026-03-02"), "unit")
    answered = lines(calendar, SHANDONG, "2026-01-19", *handed, step("reported", "2026-02-20"))
    assert answered["improvement"].met_on == day("2026-02-20")


def test_local_and_national_packs_are_all_there() -> None:
    assert {name for name, pack in packs().items() if pack.local} == {ZHEJIANG, HENAN, SHANDONG}
    assert all(isinstance(pack, RulePack) for pack in packs().values())
