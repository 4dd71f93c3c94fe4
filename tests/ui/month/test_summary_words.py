"""总结的文字和模板: what the office brings of its own, and giving it back."""

from io import BytesIO

import docx
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.ui.month.summary_words import SummaryWords


@pytest.fixture
def panel(qtbot, desk, context):
    made = SummaryWords(desk, context)
    qtbot.addWidget(made)
    made.show()
    return made


def press(button):
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Return)


def template(*lines):
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    content = BytesIO()
    document.save(content)
    return content.getvalue()


def test_words_are_saved_rewritten_and_taken_in(panel, desk, prompts, tmp_path):
    prompts.path = tmp_path / "文字.toml"
    press(panel.save_button)
    text = prompts.path.read_text(encoding="utf-8").replace("信访工作总结", "信访工作情况汇报")
    prompts.path.write_text(text, encoding="utf-8-sig")
    press(panel.import_button)
    assert "已采用" in panel.notice.sentence()
    assert desk.summaries.blocks(desk.month.period("2026-10"))[0].text.endswith("信访工作情况汇报")


def test_words_with_a_place_that_does_not_exist_are_refused_in_one_sentence(panel, desk, prompts, tmp_path):
    before = desk.summaries.words()
    prompts.path = tmp_path / "文字.toml"
    prompts.path.write_text(before.replace("{receptions:unit}", "{没有这个:unit}"), encoding="utf-8")
    press(panel.import_button)
    assert "没有这个" in panel.notice.sentence()
    assert desk.summaries.words() == before


def test_the_shipped_words_come_back_after_a_question(panel, desk, prompts):
    shipped = desk.summaries.words()
    desk.summaries.keep_words(shipped.replace("信访工作总结", "汇报"))
    press(panel.reset_button)
    assert len(prompts.asked) == 1
    assert desk.summaries.words() == shipped


def test_the_offices_template_is_taken_and_withdrawn(panel, desk, prompts, tmp_path):
    assert panel.remove_button.isHidden()
    prompts.path = tmp_path / "模板.docx"
    prompts.path.write_bytes(template("青山镇红头", "{{标题}}", "{{正文}}"))
    press(panel.template_button)
    assert desk.summaries.has_template()
    assert "本机关的模板" in panel.standing.text()
    written = docx.Document(BytesIO(desk.summaries.docx(desk.month.period("2026-10"))))
    assert written.paragraphs[0].text == "青山镇红头"
    press(panel.remove_button)
    assert not desk.summaries.has_template()
    assert "程序自带" in panel.standing.text()


@pytest.mark.parametrize(
    "content", [b"no word file", template("{{没有的位置}}")], ids=["not word", "unknown place"]
)
def test_a_template_that_cannot_be_used_is_refused_and_none_is_kept(panel, desk, prompts, tmp_path, content):
    prompts.path = tmp_path / "模板.docx"
    prompts.path.write_bytes(content)
    press(panel.template_button)
    assert "没有采用" in panel.notice.sentence()
    assert not desk.summaries.has_template()


def test_a_file_that_is_gone_is_said(panel, desk, prompts, tmp_path):
    prompts.path = tmp_path / "已经拔走.docx"
    press(panel.template_button)
    assert panel.notice.sentence().startswith("读不出“已经拔走.docx”，模板没有改动")
