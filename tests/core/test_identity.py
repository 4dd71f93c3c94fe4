from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core import identity
from app.errors import ValidationError

GOOD = "11010519491231002X"


@pytest.mark.parametrize(
    "typed",
    [
        GOOD,
        GOOD.lower(),
        " 110105 19491231 002x ",
        "１１０１０５１９４９１２３１００２Ｘ",
        "'" + GOOD,
        GOOD + "\u200b",
    ],
)
def test_a_good_number_is_good_however_it_is_typed(typed):
    check = identity.check_id_number(typed)
    assert (check.normalised, check.state, check.sentence) == (GOOD, "ok", "")
    assert (check.sex, check.born) == ("female", date(1949, 12, 31))


@pytest.mark.parametrize("place", range(17))
def test_any_single_wrong_digit_is_noticed(place):
    wrong = GOOD[:place] + str((int(GOOD[place]) + 1) % 10) + GOOD[place + 1 :]
    check = identity.check_id_number(wrong)
    assert check.state == "mismatch"
    assert "核对" in check.sentence


@pytest.mark.parametrize("number", ["810000199408230021", "830000199201300022"])
def test_residence_permits_of_hong_kong_and_taiwan_pass(number):
    assert identity.check_id_number(number).state == "ok"


def test_an_old_number_of_15_digits_passes_without_a_check_digit():
    check = identity.check_id_number("999999490101001")
    assert (check.state, check.sex, check.born) == ("ok", "male", date(1949, 1, 1))
    assert identity.check_id_number(999999490101001).state == "ok"


def test_a_birthday_that_never_was_is_a_mismatch():
    assert identity.check_id_number("999999491301001").state == "mismatch"


@pytest.mark.parametrize(
    "written",
    [
        "4.30102E+17",
        "4.30102e17",
        "４.30102E+17",
        4.30102199001011e17,
        430102199001011234,
        "430102199001013000",
    ],
)
def test_a_number_that_a_spreadsheet_has_rounded_is_recognised(written):
    check = identity.check_id_number(written)
    assert check.state == "damaged"
    assert "Excel" in check.sentence


def test_a_number_that_really_ends_in_000_is_not_called_damaged():
    candidates = (f"999999199001{n:02}1000" for n in range(1, 32))
    states = {identity.check_id_number(number).state for number in candidates}
    assert states == {"ok", "damaged"}


@pytest.mark.parametrize(
    ("written", "state"), [("", "absent"), (None, "absent"), ("  ", "absent"), ("E1234567", "malformed")]
)
def test_no_number_and_another_papers_number_are_told_apart(written, state):
    assert identity.check_id_number(written).state == state


@given(st.none() | st.text() | st.integers() | st.floats())
def test_no_value_breaks_the_check(value):
    assert identity.check_id_number(value).state in ("ok", "mismatch", "absent", "malformed", "damaged")


def test_a_credit_code_has_its_own_check():
    assert identity.check_credit_code("91350100M000100Y43").state == "ok"
    assert identity.check_credit_code("91350100m000100y43 ").state == "ok"
    assert identity.check_credit_code("91350100M000100Y44").state == "mismatch"
    assert identity.check_credit_code("91350100I000100Y43").state == "malformed"
    assert identity.check_credit_code("").state == "absent"


def test_masks_leave_only_what_recognises_and_nothing_that_tells():
    assert identity.mask_id(GOOD) == "110***********002X"
    assert identity.mask_phone("13000000001") == "130****0001"
    assert identity.mask_phone("13000000001、13000000002") == "130****0001、130****0002"
    assert identity.mask_phone("000001") == "0*****"
    assert identity.mask_id("") == ""


@pytest.mark.parametrize(
    ("name", "masked"),
    [("张三", "张某"), ("欧阳三", "欧阳某"), ("阿卜杜拉·买买提", "阿某"), ("匿名", "匿名"), ("", "")],
)
def test_a_masked_name_keeps_the_surname_only(name, masked):
    assert identity.mask_name(name) == masked


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        (" 张　三 ", "张三"),
        ("阿卜杜拉•买买提", "阿卜杜拉·买买提"),
        ("阿卜杜拉・买买提", "阿卜杜拉·买买提"),
        ("阿卜杜拉‧买买提", "阿卜杜拉·买买提"),
        ("阿卜杜拉●买买提", "阿卜杜拉·买买提"),
        ("阿卜杜拉.买买提", "阿卜杜拉·买买提"),
        ("阿卜杜拉 · 买买提", "阿卜杜拉·买买提"),
        ("John  Smith", "John Smith"),
        ("J. Smith", "J. Smith"),
        ("张\u200b三", "张三"),
        ("𠅤三", "𠅤三"),
    ],
)
def test_names_are_stored_one_way(typed, stored):
    assert identity.normalise_name(typed) == stored


@pytest.mark.parametrize("hidden", ["\x00", "\x07", "\u202e", "\u2066", "\x85"])
def test_a_name_with_hidden_characters_is_refused(hidden):
    with pytest.raises(ValidationError, match="控制字符"):
        identity.normalise_name(f"张{hidden}三")


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("130 0000 0001", "13000000001"),
        ("+86-130-0000-0001", "13000000001"),
        ("１３００００００００１", "13000000001"),
        ("0000-0000001", "0000-0000001"),
        ("（0000）0000001", "0000-0000001"),
        ("13000000001/13000000002", "13000000001、13000000002"),
        ("13000000001 13000000002", "13000000001、13000000002"),
        ("", ""),
    ],
)
def test_phones_are_stored_one_way(typed, stored):
    assert identity.normalise_phone(typed) == stored


def test_text_keeps_its_lines_and_loses_what_cannot_be_seen():
    assert identity.normalise_text("一\r\n二\x00\x1b\u202e三\t四\u2028五 ") == "一\n二三 四\n五"


@given(st.text())
def test_storing_twice_changes_nothing_more(text):
    once = identity.normalise_text(text)
    assert identity.normalise_text(once) == once
    phone = identity.normalise_phone(text)
    assert isinstance(phone, str)
