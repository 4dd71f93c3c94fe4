"""A report from elsewhere: pasted or opened, and what in it cannot be right."""

import pytest

from app.ui.month.report_check import ALL_WELL, ReportCheck

WRONG = "10月，全镇共登记信访20件次，其中来信10件，来访5批，来电3件。按期答复率98%（40/50）。"


@pytest.fixture
def form(qtbot, desk, context):
    made = ReportCheck(desk, context, desk.month.period("2026-10"))
    qtbot.addWidget(made)
    made.show()
    return made


def test_what_was_pasted_is_checked_and_each_finding_says_where_and_what_it_should_be(form):
    form.text_edit.setPlainText(WRONG)
    form.check_button.click()
    assert "处对不上" in form.notice.sentence()
    told = [row.accessibleName() for row in form.rows]
    assert any("40÷50＝80%" in line and "应为80%" in line for line in told)


def test_a_report_in_which_all_is_well_says_so_and_the_old_findings_go(form):
    form.text_edit.setPlainText(WRONG)
    form.check()
    form.own_box.setChecked(False)
    form.text_edit.setPlainText("10月，全镇登记来信10件、来访5批。")
    form.check()
    assert ALL_WELL in form.notice.sentence()
    assert form.rows == []


def test_the_offices_own_figures_are_compared_only_when_that_is_wanted(form):
    form.text_edit.setPlainText("10月，全镇来信10件。")
    form.check()
    assert [row for row in form.rows if "应为0" in row.accessibleName()]
    form.own_box.setChecked(False)
    form.check()
    assert form.rows == []


def test_without_text_it_says_what_to_do(form):
    form.check_button.click()
    assert "还没有粘贴文字" in form.notice.sentence()


def test_a_file_is_opened_and_checked(form, prompts, tmp_path):
    prompts.path = tmp_path / "通报.txt"
    prompts.path.write_text(WRONG, encoding="utf-8")
    form.open_button.click()
    assert form.notice.sentence().startswith("通报.txt：")
    assert form.rows


def test_a_file_that_is_no_report_is_refused_in_one_sentence(form, prompts, tmp_path):
    prompts.path = tmp_path / "旧.doc"
    prompts.path.write_bytes(b"\xd0\xcf\x11\xe0" + bytes(600))
    form.open_button.click()
    assert form.notice.sentence()
    assert form.rows == []
