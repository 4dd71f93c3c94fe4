"""文书模板 over a real register, with real keys."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.core.forms import FORMS
from app.core.wording_reading import parse_wording
from app.ui.settings.wording_section import WordingSection
from tests.ui.matters.situation import press, type_text

FORM = "acceptance_notice"


@pytest.fixture
def section(qtbot, desk, context):
    made = WordingSection(desk.wordings, context)
    made.refresh()
    qtbot.addWidget(made)
    made.resize(1240, 560)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.forms.choose(FORM)
    return made


def in_use(desk, form_id=FORM):
    return desk.wordings.in_use(next(form for form in FORMS if form.id == form_id))


def first(section):
    return section.editor.parts["body"].blocks[0]


def click(widget):
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def badges(section):
    return {
        line.key: line.word for line in map(section.forms.model().line, range(section.forms.line_count()))
    }


def test_every_form_is_listed_and_shown_as_fields(section, desk):
    assert set(badges(section)) == {form.id for form in FORMS}
    for form in FORMS:
        section.forms.choose(form.id)
        words = in_use(desk, form.id).wording
        assert section.editor.title_edit.text() == words.title
        assert not section.changes(), form.id


def test_a_changed_paragraph_is_saved_and_marked_and_the_rest_stays(section, desk, window):
    before = in_use(desk).wording
    first(section).edit.setFocus()
    type_text("您好，")
    section.note_edit.setText("加一句")
    click(section.save_button)
    after = in_use(desk).wording
    assert after.body[0].text == f"您好，{before.body[0].text}"
    assert (after.body[1:], after.stub, after.title) == (before.body[1:], before.stub, before.title)
    assert badges(section)[FORM] == "本机关已修改"
    assert "已保存" in window.toasts[-1]
    assert desk.wordings.versions(FORM)[0].note == "加一句"


def test_a_place_the_paper_cannot_fill_is_said_under_its_paragraph(section, desk):
    first(section).edit.setFocus()
    type_text("{不存在}")
    click(section.save_button)
    assert first(section).problem.text() == "“{不存在}”不是可用的内容，请从上面选"
    assert desk.wordings.changed() == frozenset()
    section.live.draw_now()
    assert "预览才会更新" in section.live.problem.sentence()


def test_a_lonely_brace_is_said(section):
    first(section).edit.setFocus()
    type_text("{")
    click(section.save_button)
    assert "大括号" in first(section).problem.text()


def test_a_place_is_inserted_where_the_clerk_was_writing(section):
    section.editor.salutation_edit.setFocus()
    press(Qt.Key.Key_End)
    name = section.editor.place_buttons[0].text().strip("{}")
    click(section.editor.place_buttons[0])
    assert section.editor.salutation_edit.text().endswith(f"{{{name}}}")
    assert section.editor.salutation_edit.hasFocus()


def test_the_preview_says_what_is_written(section):
    section.editor.title_edit.setFocus()
    type_text("新的")
    section.live.draw_now()
    assert "新的" in section.live.text()


def test_paragraphs_come_go_and_move(qtbot, section, desk):
    blocks = section.editor.parts["body"]
    texts = [it.text for it in blocks.paragraphs()]
    click(blocks.add_button)
    type_text("最后一段。")
    qtbot.waitUntil(lambda: blocks.blocks[1].up_button.height() > 0)  # laid out
    click(blocks.blocks[1].up_button)
    click(blocks.blocks[2].drop_button)
    click(section.save_button)
    assert [it.text for it in in_use(desk).wording.body] == [texts[1], texts[0], *texts[3:], "最后一段。"]


def test_the_source_file_goes_there_and_back(section, desk):
    shipped = in_use(desk).source
    click(section.editor.modes.chip("source"))
    assert section.editor.source_edit.toPlainText() == shipped
    section.editor.source_edit.setPlainText(shipped.replace("特此告知。", "专此告知。"))
    click(section.editor.modes.chip("words"))
    assert "专此告知。" in [it.text for it in section.editor.parts["body"].paragraphs()]
    click(section.save_button)
    assert parse_wording(in_use(desk).source) == parse_wording(shipped.replace("特此告知。", "专此告知。"))


def test_a_source_that_cannot_be_read_stays_a_source(section, desk):
    click(section.editor.modes.chip("source"))
    section.editor.source_edit.setPlainText("title = ")
    click(section.editor.modes.chip("words"))
    assert section.editor.modes.value() == "source"
    assert "格式不对" in section.editor.problem.sentence()
    click(section.save_button)
    assert desk.wordings.changed() == frozenset()


def test_an_old_version_is_used_again_and_the_shipped_words_too(section, desk, prompts):
    shipped = in_use(desk).source
    for title in ("甲告知书", "乙告知书"):
        section.editor.title_edit.setText(title)
        section.save()
    older = desk.wordings.versions(FORM)[1]
    section.use_version(older)
    assert in_use(desk).wording.title == "甲告知书"
    assert section.editor.title_edit.text() == "甲告知书"
    section.restore()
    assert in_use(desk).source == shipped
    assert badges(section)[FORM] == ""
    assert len(desk.wordings.versions(FORM)) == 2


def test_unsaved_words_are_asked_about_before_another_form(section, prompts):
    section.editor.title_edit.setText("别的")
    prompts.confirms = False
    section.forms.choose("receipt")
    assert section.heading.whole_text() == "信访事项受理告知书"
    assert section.forms.current_key() == FORM
    prompts.confirms = True
    section.forms.choose("receipt")
    assert section.heading.whole_text() == "信访事项接收回执"


def test_saving_without_a_change_is_not_offered(section):
    assert not section.save_button.isEnabled()


def test_forms_are_found_by_initials(section):
    section.filter_edit.setText("sxslgzs")
    assert FORM in badges(section) or not badges(section)
    section.filter_edit.setText("xfsxslgzs")
    assert list(badges(section)) == [FORM]


def test_markup_stays_letters(section, desk):
    section.editor.title_edit.setText("<b>告知书</b>")
    section.save()
    assert in_use(desk).wording.title == "<b>告知书</b>"
    section.live.draw_now()
    assert "<b>告知书</b>" in section.live.text()
