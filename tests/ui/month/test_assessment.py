"""考核计分: the score of the period under the office's own scheme."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.core.receptions import ReceptionDraft
from app.services.receptions import Visitor
from app.ui.month.assessment import AssessmentPanel

OWN = """
name = "青川县2026年考核"

[[item]]
name = "及时受理"
points = 60
rule = "below"
figure = "rate.accept_in_time"
target = 100
take = 0.5

[[item]]
name = "基础工作"
points = 40
rule = "manual"
"""


@pytest.fixture
def panel(qtbot, desk, context):
    """One told in time will be missed in October, one of November can still be saved."""
    for day in (date(2026, 10, 2), date(2026, 11, 10)):
        desk.receptions.register(ReceptionDraft("visit", day, day, "反映路灯不亮"), [Visitor("张三")])

    def open_for(period: str) -> AssessmentPanel:
        made = AssessmentPanel(desk, context, desk.month.period(period))
        qtbot.addWidget(made)
        made.show()
        return made

    return open_for


def press(button):
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Return)


def told(panel):
    return [row.accessibleName() for row in panel.rows]


def test_every_item_says_its_figure_its_score_and_what_it_lost(panel):
    shown = panel("2026-10")
    assert shown.name.text() == "三率考核（样式）"
    assert len(shown.rows) == 6
    assert told(shown)[0] == "及时受理率，及时受理率 0.00%（0/1），0 / 25分，失25分"
    assert "本期无可计" in told(shown)[1]  # nothing was due to be answered
    assert shown.sum.text().startswith("0分　满分100分（可计25分）")
    assert shown.best.text() == "没有还能挽回的失分"


def test_what_can_still_be_saved_is_told_with_what_it_brings(panel):
    shown = panel("2026-11")
    best = shown._desk.assessments.assess(shown._period)
    assert best.best > best.score
    assert shown.best.text().startswith("能挽回的都按期办到，可到25分，多25分")


def test_the_offices_own_scheme_is_taken_in_and_names_what_is_scored_by_hand(panel, desk, prompts, tmp_path):
    shown = panel("2026-10")
    prompts.path = tmp_path / "考核.toml"
    prompts.path.write_text(OWN, encoding="utf-8-sig")  # as Notepad saves it
    press(shown.import_button)
    assert desk.assessments.is_own()
    assert shown.name.text() == "青川县2026年考核"
    assert shown.by_hand.text().endswith("基础工作")
    assert told(shown)[1] == "基础工作，人工评分　40分"
    assert "满分100分" in shown.notice.sentence()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (
            OWN.replace("rate.accept_in_time", "receptions").replace("below", "each").encode(),
            "登记多少不作为得失分依据",
        ),
        ("name = 三率".encode(), "不是TOML格式"),
        ("name = '考核'".encode("gb18030"), "不是UTF-8编码"),
    ],
)
def test_a_scheme_that_cannot_be_used_is_one_sentence_and_the_old_one_stays(
    panel, desk, prompts, tmp_path, content, said
):
    shown = panel("2026-10")
    prompts.path = tmp_path / "考核.toml"
    prompts.path.write_bytes(content)
    press(shown.import_button)
    assert said in shown.notice.sentence()
    assert not desk.assessments.is_own()
    assert shown.name.text() == "三率考核（样式）"


def test_the_sample_comes_back_after_a_question(panel, desk, prompts):
    desk.assessments.keep(OWN)
    shown = panel("2026-10")
    prompts.confirms = False
    press(shown.reset_button)
    assert desk.assessments.is_own()
    prompts.confirms = True
    press(shown.reset_button)
    assert not desk.assessments.is_own()
    assert shown.name.text() == "三率考核（样式）"
    assert shown.reset_button.isHidden()


def test_the_scheme_is_saved_to_be_rewritten_and_taken_in_again(panel, desk, prompts, tmp_path):
    shown = panel("2026-10")
    prompts.path = tmp_path / "考核.toml"
    press(shown.save_button)
    assert prompts.path.read_text(encoding="utf-8") == desk.assessments.text()
    press(shown.import_button)
    assert desk.assessments.is_own()


def test_no_item_may_score_how_many_people_come(panel):
    assert not [line for line in told(panel("2026-10")) if "件次" in line]
