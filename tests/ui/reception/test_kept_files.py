"""What waited to be attached comes back with the draft, pictures and all, and goes with the registration."""

import pytest
from PySide6.QtGui import QColor, QImage

from app.ui.attaching import Chosen, Pasted
from app.ui.reception import kept_files
from app.ui.reception.kept_files import KIND, body_of, files_from
from app.ui.reception.page import ReceptionPage
from tests.ui.matters.situation import type_text
from tests.ui.reception.test_page import fill_in


@pytest.fixture
def picture():
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(QColor("#1b568f"))
    return image


def again(qtbot, desk, around):
    """The page as the next start of the program makes it."""
    page = ReceptionPage(desk, around.context)
    qtbot.addWidget(page)
    return page


def test_files_and_pictures_come_back_with_the_draft(qtbot, page, desk, around, picture, tmp_path):
    letter = tmp_path / "来信.txt"
    letter.write_text("来信", encoding="utf-8")
    type_text("王五", page.questions.visitors.blocks[0].name_edit)
    page.attachments.take([Chosen(letter), Pasted("粘贴的图片", picture)])
    page.may_leave()
    next_time = again(qtbot, desk, around)
    file, pasted = next_time.attachments.waiting()
    assert file == Chosen(letter)
    assert (pasted.name, pasted.picture.pixelColor(3, 3).name()) == ("粘贴的图片", "#1b568f")
    assert not next_time.restored.isHidden()


def test_a_file_that_is_gone_is_said_so_and_the_rest_comes_back(qtbot, page, desk, around, picture, tmp_path):
    letter = tmp_path / "来信.txt"
    letter.write_text("来信", encoding="utf-8")
    page.attachments.take([Chosen(letter), Pasted("图片", picture)])
    letter.unlink()
    next_time = again(qtbot, desk, around)
    assert [file.name for file in next_time.attachments.waiting()] == ["图片"]
    assert "来信.txt" in next_time.attachments.notice.sentence()


def test_registering_lets_the_kept_files_go(page, desk, picture):
    fill_in(page)
    page.attachments.take([Pasted("图片", picture)])
    assert desk.drafts.load(KIND) is not None
    page.save()
    assert desk.drafts.load(KIND) is None


def test_taking_the_last_file_off_keeps_nothing(page, desk, picture):
    page.attachments.take([Pasted("图片", picture)])
    page.attachments.clear()
    assert desk.drafts.load(KIND) is None


def test_words_are_kept_without_writing_the_pictures_again(page, desk, picture, monkeypatch):
    page.attachments.take([Pasted("图片", picture)])
    saved, save = [], desk.drafts.save
    monkeypatch.setattr(desk.drafts, "save", lambda kind, body: saved.append(kind) or save(kind, body))
    type_text("王五", page.questions.visitors.blocks[0].name_edit)
    page.keeper.keep_now()
    assert saved == ["reception"]


def test_pictures_too_large_for_a_draft_are_named_as_lost(picture, monkeypatch):
    monkeypatch.setattr(kept_files, "LARGEST", 10)
    found, lost = files_from(body_of([Pasted("大图", picture)]))
    assert found == ()
    assert "大图" in lost[0]


@pytest.mark.parametrize("body", [{}, {"files": [3]}, {"files": [{"name": "x", "picture": "%%"}]}])
def test_what_another_version_wrote_brings_nothing_and_stops_nothing(body):
    assert files_from(body)[0] == ()


def test_giving_up_a_draft_can_be_taken_back_with_its_files(qtbot, page, desk, around, picture):
    type_text("王五", page.questions.visitors.blocks[0].name_edit)
    page.attachments.take([Pasted("图片", picture)])
    page.may_leave()
    next_time = again(qtbot, desk, around)
    next_time.restored.throw_button.click()
    assert next_time.attachments.is_blank()
    around.undo()
    assert [file.name for file in next_time.attachments.waiting()] == ["图片"]
