from app.exchange.schemas import RESULTS
from app.ui.exchange.refused import RefusedRow
from app.ui.exchange.words import RESULTS as WORDS
from app.ui.exchange.words import counts_sentence, grouped

TAKEN = {"accepted", "duplicate", "voided"}


def test_every_answer_that_is_no_yes_has_a_word():
    assert set(WORDS) == set(RESULTS) - TAKEN


def test_a_refused_matter_can_be_opened(qtbot):
    row = RefusedRow("matters", "rejected", "信访事项的“主题”不能为空", matter_id="7", name="2026-0007")
    qtbot.addWidget(row)
    with qtbot.waitSignal(row.opened) as opened:
        row.open_button.click()
    assert opened.args == ["7"]
    assert row.accessibleName() == "信访事项，2026-0007，未收，信访事项的“主题”不能为空"


def test_what_belongs_to_no_matter_has_no_button(qtbot):
    row = RefusedRow("people", "conflict", "同一版次有两种内容")
    qtbot.addWidget(row)
    assert not hasattr(row, "open_button")


def test_counts_are_said_with_their_units_and_nothing_is_left_out():
    assert counts_sentence({"receptions": 7, "matters": 6, "steps": 0}) == "内含登记7件次、事项6件"


def test_thirty_digits_stand_in_groups_of_five():
    assert grouped("123456789012345678901234567890") == "12345 67890 12345 67890 12345 67890"
