"""Files that wait on the reception page until there is a matter."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.ui.attaching import Chosen, Pasted
from app.ui.reception.attachment_field import AttachmentField
from tests.ui.matters.situation import register, surroundings
from tests.ui.reception.test_page import fill_in
from tests.ui.widgets.test_attachment_list import drop, files, picture


@pytest.fixture
def around():
    return surroundings()


@pytest.fixture
def shown(qtbot, desk, around):
    made = AttachmentField(desk.attachments, around.context)
    qtbot.addWidget(made)
    made.resize(620, 300)
    made.show()
    return made


@pytest.fixture
def scan(tmp_path):
    path = tmp_path / "来信扫描.pdf"
    path.write_bytes(b"x" * 3000)
    return path


def names(shown):
    return [row.name.whole_text() for row in shown.rows]


def test_files_wait_until_there_is_a_matter(qtbot, desk, shown, scan):
    with qtbot.waitSignal(shown.changed):
        drop(shown, files(scan))
    shown.take([Pasted("粘贴的图片20261120.png", picture())])
    assert names(shown) == ["来信扫描.pdf", "粘贴的图片20261120.png"]
    assert not (desk.register.folder / "attachments").exists()
    done = register(desk)
    with qtbot.waitSignal(shown.attached) as told:
        shown.attach_to(done.matter_id, done.number, done.reception_id)
    assert told.args[0].refused == ()
    assert shown.is_blank()
    assert names(shown) == []
    found = desk.attachments.of_matter(done.matter_id)
    assert [(one.name, one.reception_id) for one in found] == [
        ("来信扫描.pdf", done.reception_id), ("粘贴的图片20261120.png", done.reception_id),
    ]  # fmt: skip


def test_what_cannot_be_kept_is_refused_at_once_and_no_file_waits_twice(shown, scan, tmp_path):
    (tmp_path / "病毒.exe").write_bytes(b"MZ")
    drop(shown, files(scan, tmp_path / "病毒.exe", scan))
    assert names(shown) == ["来信扫描.pdf"]
    assert "程序或脚本" in shown.notice.sentence()


def test_a_file_is_taken_off_again(qtbot, shown, scan):
    drop(shown, files(scan))
    with qtbot.waitSignal(shown.changed):
        QTest.mouseClick(shown.rows[0].drop_button, Qt.MouseButton.LeftButton)
    assert shown.is_blank()


def test_a_registration_taken_back_lets_them_wait_again(shown, scan):
    drop(shown, files(scan))
    kept = shown.waiting()
    assert kept == (Chosen(scan),)
    shown.clear()
    shown.put(kept)
    assert names(shown) == ["来信扫描.pdf"]


def test_a_file_that_went_meanwhile_is_told_and_the_registration_stands(desk, shown, around, scan):
    drop(shown, files(scan))
    scan.unlink()
    done = register(desk)
    shown.attach_to(done.matter_id, done.number, done.reception_id)
    assert "2026-0001已经登记，1个附件没有添加" in around.prompts.errors[0]
    assert desk.matters.matter(done.matter_id).number == "2026-0001"


def test_nothing_waiting_attaches_nothing(qtbot, desk, shown):
    done = register(desk)
    with qtbot.assertNotEmitted(shown.attached):
        shown.attach_to(done.matter_id, done.number, done.reception_id)


def test_what_waits_on_the_page_goes_with_the_registration(page, desk, qtbot, tmp_path):
    letter = tmp_path / "来信.pdf"
    letter.write_bytes(b"%PDF-1.4 invented")
    fill_in(page)
    page.attachments.put((Chosen(letter),))
    page.save()
    matter = desk.matters.page(which="all")[0]
    qtbot.waitUntil(lambda: len(desk.attachments.of_matter(matter.id)) == 1)
    assert page.attachments.is_blank()
    assert desk.attachments.of_matter(matter.id)[0].name == "来信.pdf"
