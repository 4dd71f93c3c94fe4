"""The vectors of the law notes, as they stand there: counting of days (§3.3) and identity data (§8)."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.calendar import DAY, WORKING, Calendar, Counted, calendar_from_table
from app.core.identity import check_credit_code, check_digit, check_id_number, normalise_name, normalise_phone
from app.errors import ValidationError
from app.paths import resource

# §3.3, computed there with chinesecalendar 1.11.0 and holidays 0.108. D is not counted; “→” is rolled past
# rest days; WD the n-th working day after D; 表外 lies outside the published holiday table.
TABLE = """
| D | +15 | →15 | +30 | →30 | +60 | →60 | +90 | →90 | 1WD | 3WD | 5WD | 10WD |
| 2025-01-17(五) | 2025-02-01(六) | 2025-02-05(三) | 2025-02-16(日) | 2025-02-17(一) | 2025-03-18(二) | 2025-03-18(二) | 2025-04-17(四) | 2025-04-17(四) | 2025-01-20(一) | 2025-01-22(三) | 2025-01-24(五) | 2025-02-07(五) |
| 2025-09-16(二) | 2025-10-01(三) | 2025-10-09(四) | 2025-10-16(四) | 2025-10-16(四) | 2025-11-15(六) | 2025-11-17(一) | 2025-12-15(一) | 2025-12-15(一) | 2025-09-17(三) | 2025-09-19(五) | 2025-09-23(二) | 2025-09-29(一) |
| 2025-12-20(六) | 2026-01-04(日) | 2026-01-04(日) | 2026-01-19(一) | 2026-01-19(一) | 2026-02-18(三) | 2026-02-24(二) | 2026-03-20(五) | 2026-03-20(五) | 2025-12-22(一) | 2025-12-24(三) | 2025-12-26(五) | 2026-01-05(一) |
| 2026-01-30(五) | 2026-02-14(六) | 2026-02-14(六) | 2026-03-01(日) | 2026-03-02(一) | 2026-03-31(二) | 2026-03-31(二) | 2026-04-30(四) | 2026-04-30(四) | 2026-02-02(一) | 2026-02-04(三) | 2026-02-06(五) | 2026-02-13(五) |
| 2026-02-02(一) | 2026-02-17(二) | 2026-02-24(二) | 2026-03-04(三) | 2026-03-04(三) | 2026-04-03(五) | 2026-04-03(五) | 2026-05-03(日) | 2026-05-06(三) | 2026-02-03(二) | 2026-02-05(四) | 2026-02-09(一) | 2026-02-14(六) |
| 2026-02-11(三) | 2026-02-26(四) | 2026-02-26(四) | 2026-03-13(五) | 2026-03-13(五) | 2026-04-12(日) | 2026-04-13(一) | 2026-05-12(二) | 2026-05-12(二) | 2026-02-12(四) | 2026-02-14(六) | 2026-02-25(三) | 2026-03-03(二) |
| 2026-04-17(五) | 2026-05-02(六) | 2026-05-06(三) | 2026-05-17(日) | 2026-05-18(一) | 2026-06-16(二) | 2026-06-16(二) | 2026-07-16(四) | 2026-07-16(四) | 2026-04-20(一) | 2026-04-22(三) | 2026-04-24(五) | 2026-05-06(三) |
| 2026-06-05(五) | 2026-06-20(六) | 2026-06-22(一) | 2026-07-05(日) | 2026-07-06(一) | 2026-08-04(二) | 2026-08-04(二) | 2026-09-03(四) | 2026-09-03(四) | 2026-06-08(一) | 2026-06-10(三) | 2026-06-12(五) | 2026-06-22(一) |
| 2026-08-07(五) | 2026-08-22(六) | 2026-08-24(一) | 2026-09-06(日) | 2026-09-07(一) | 2026-10-06(二) | 2026-10-08(四) | 2026-11-05(四) | 2026-11-05(四) | 2026-08-10(一) | 2026-08-12(三) | 2026-08-14(五) | 2026-08-21(五) |
| 2026-09-10(四) | 2026-09-25(五) | 2026-09-28(一) | 2026-10-10(六) | 2026-10-10(六) | 2026-11-09(一) | 2026-11-09(一) | 2026-12-09(三) | 2026-12-09(三) | 2026-09-11(五) | 2026-09-15(二) | 2026-09-17(四) | 2026-09-23(三) |
| 2026-09-30(三) | 2026-10-15(四) | 2026-10-15(四) | 2026-10-30(五) | 2026-10-30(五) | 2026-11-29(日) | 2026-11-30(一) | 2026-12-29(二) | 2026-12-29(二) | 2026-10-08(四) | 2026-10-10(六) | 2026-10-13(二) | 2026-10-20(二) |
| 2026-10-26(一) | 2026-11-10(二) | 2026-11-10(二) | 2026-11-25(三) | 2026-11-25(三) | 2026-12-25(五) | 2026-12-25(五) | 2027-01-24(日) | 表外 | 2026-10-27(二) | 2026-10-29(四) | 2026-11-02(一) | 2026-11-09(一) |
| 2026-11-20(五) | 2026-12-05(六) | 2026-12-07(一) | 2026-12-20(日) | 2026-12-21(一) | 2027-01-19(二) | 表外 | 2027-02-18(四) | 表外 | 2026-11-23(一) | 2026-11-25(三) | 2026-11-27(五) | 2026-12-04(五) |
| 2026-12-25(五) | 2027-01-09(六) | 表外 | 2027-01-24(日) | 表外 | 2027-02-23(二) | 表外 | 2027-03-25(四) | 表外 | 2026-12-28(一) | 2026-12-30(三) | 表外 | 表外 |
"""
BEYOND = "表外"
WEEKDAYS = "一二三四五六日"


def cells() -> list[tuple[date, str, str]]:
    """Every cell of the table as (D, column, value)."""
    head, *rows = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in TABLE.strip().splitlines()
    ]
    return [
        (day(row[0]), name, value)
        for row in rows
        for name, value in zip(head[1:], row[1:], strict=True)
    ]  # fmt: skip


def day(cell: str) -> date:
    """2025-01-17(五): the weekday beside the date is a check on the copying."""
    found = date.fromisoformat(cell[:10])
    assert WEEKDAYS[found.weekday()] == cell[11]
    return found


@pytest.fixture(scope="module")
def calendar() -> Calendar:
    return calendar_from_table(json.loads(resource("calendar", "china.json").read_text(encoding="utf-8")))


def counted(calendar: Calendar, start: date, column: str) -> Counted:
    if column.endswith("WD"):
        return calendar.count(start, int(column[:-2]), unit=WORKING)
    return calendar.count(start, int(column[1:]), unit=DAY)


def test_the_whole_table_is_here() -> None:
    assert len(cells()) == 14 * 12
    assert sum(value == BEYOND for *_, value in cells()) == 9


@pytest.mark.parametrize(("start", "column", "value"), cells())
def test_a_day_is_counted_as_in_the_table(calendar: Calendar, start: date, column: str, value: str) -> None:
    found = counted(calendar, start, column)
    if value == BEYOND:
        assert found.provisional
        assert "2027年放假安排尚未公布，按周末推算" in found.notes
        return
    wanted = found.raw if column.startswith("+") else found.rolled
    assert wanted == day(value)
    if not column.startswith("+"):
        assert (found.provisional, found.notes) == (False, ())


@pytest.mark.parametrize(
    ("start", "days", "raw", "rolled"),
    [
        ("2026-01-30", 15, "2026-02-14", "2026-02-14"),  # a Saturday that is worked
        ("2025-12-20", 15, "2026-01-04", "2026-01-04"),  # a Sunday that is worked
        ("2026-02-02", 15, "2026-02-17", "2026-02-24"),  # 春节
        ("2026-08-07", 60, "2026-10-06", "2026-10-08"),  # 国庆
        ("2026-09-10", 15, "2026-09-25", "2026-09-28"),  # 中秋
    ],
)
def test_the_notable_cases_name_the_days_that_mattered(
    calendar: Calendar, start: str, days: int, raw: str, rolled: str
) -> None:
    found = calendar.count(date.fromisoformat(start), days)
    assert (found.raw.isoformat(), found.rolled.isoformat()) == (raw, rolled)
    assert found.skipped


def test_both_years_of_the_table_have_248_working_days(calendar: Calendar) -> None:
    for year in (2025, 2026):
        days = (
            date.fromordinal(n) for n in range(date(year, 1, 1).toordinal(), date(year + 1, 1, 1).toordinal())
        )
        assert sum(calendar.is_workday(found) for found in days) == 248


VALID_ID = "11010519491231002X"


def test_the_number_of_the_standard_is_right_and_tells_birth_and_sex() -> None:
    found = check_id_number(VALID_ID)
    assert (found.state, found.born, found.sex) == ("ok", date(1949, 12, 31), "female")


@pytest.mark.parametrize("at", range(18))
def test_any_one_digit_changed_is_noticed(at: int) -> None:
    signs = set("0123456789" if at < 17 else "0123456789X") - {VALID_ID[at]}
    assert {check_id_number(VALID_ID[:at] + sign + VALID_ID[at + 1 :]).state for sign in signs} == {
        "mismatch"
    }


@pytest.mark.parametrize("number", ["810000199408230021", "830000199201300022"])
def test_residence_permits_of_hong_kong_and_taiwan_are_right(number: str) -> None:
    assert check_id_number(number).state == "ok"


def test_an_address_code_that_nobody_knows_is_no_reason_to_refuse() -> None:
    front = "99999919800101001"
    assert check_id_number(front + check_digit(front)).state == "ok"


@pytest.mark.parametrize(
    "typed", ["11010519491231002x", "１１０１０５１９４９１２３１００２Ｘ", " 110105 19491231 002X "]
)
def test_the_same_number_typed_otherwise(typed: str) -> None:
    assert check_id_number(typed).normalised == VALID_ID


def test_an_old_number_has_no_check_digit_and_no_number_is_a_state_of_its_own() -> None:
    old = check_id_number("110105491231002")
    assert (old.state, old.born, old.sex) == ("ok", date(1949, 12, 31), "female")
    assert check_id_number("").state == "absent"
    assert check_id_number("11010519491231002").state == "malformed"


@given(st.text("0123456789", min_size=17, max_size=17))
def test_the_check_digit_is_the_one_of_the_other_formula(front: str) -> None:
    rest = (1 - 2 * int(front, 13)) % 11
    assert check_digit(front) == ("X" if rest == 10 else str(rest))


VALID_CODE = "91350100M000100Y43"
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def test_the_credit_code_of_the_standard_is_right() -> None:
    assert check_credit_code(VALID_CODE).state == "ok"
    assert check_credit_code(VALID_CODE.lower()).normalised == VALID_CODE


@pytest.mark.parametrize("at", range(18))
def test_any_one_sign_of_a_credit_code_changed_is_noticed(at: int) -> None:
    others = [sign for sign in ALPHABET if sign != VALID_CODE[at]]
    assert {check_credit_code(VALID_CODE[:at] + sign + VALID_CODE[at + 1 :]).state for sign in others} == {
        "mismatch"
    }


@pytest.mark.parametrize("sign", "IOSVZ")
def test_signs_outside_the_alphabet_are_no_credit_code(sign: str) -> None:
    assert check_credit_code(VALID_CODE[:8] + sign + VALID_CODE[9:]).state == "malformed"


@pytest.mark.parametrize("dot", "•・‧●∙⋅．·")
def test_every_dot_of_a_minority_name_becomes_the_one_of_the_notice(dot: str) -> None:
    assert normalise_name(f"阿卜杜拉{dot}买买提") == "阿卜杜拉\u00b7买买提"


@pytest.mark.parametrize("sign", ["\u4dae", "\u36c3", "\U0002b5ae", "\U0002c35b", "\U00020164", "\ue000"])
def test_rare_characters_and_private_ones_stay_as_they_are(sign: str) -> None:
    assert normalise_name(f"张{sign}") == f"张{sign}"


def test_a_long_name_is_not_cut_and_a_hidden_sign_is_refused() -> None:
    assert len(normalise_name("龑" * 64)) == 64
    with pytest.raises(ValidationError, match="控制字符"):
        normalise_name("张\u202e三")


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("+86 000 1234", "+860001234"),
        ("13800000000、0731-0000000", "13800000000、0731-0000000"),
        ("１３８００００００００", "13800000000"),
    ],
)
def test_phones_with_area_code_and_several_of_them(typed: str, stored: str) -> None:
    assert normalise_phone(typed) == stored
