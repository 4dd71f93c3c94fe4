"""The page 从备份恢复: a stick and a secret on an empty PC, and a register that does not open any more."""

import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.core.recovery_codes import spell
from app.db.engine.costs import LEAST
from app.services.backups import find_copies
from app.services.opening import create_office, open_by
from app.ui.start.restore import NO_COPIES, RestorePage
from app.ui.start.way_back import restore_page
from app.ui.tasks import InlineTasks
from tests.services.test_backups import letter

PASSWORD, SECRET = "一句好记的话也行", bytes(range(16))


@pytest.fixture
def stick(tmp_path, setup, clock):
    """A stick with a copy of an office that is gone."""
    root = tmp_path / "U盘"
    root.mkdir()
    folder = tmp_path / "旧电脑"
    with create_office(folder, setup, PASSWORD, clock=clock, cost=LEAST, recovery=SECRET) as desk:
        letter(desk)
        desk.safety.backup_to(desk.safety.prepare_stick(root))
    shutil.rmtree(folder)
    return root


@pytest.fixture
def new(tmp_path):
    return tmp_path / "新电脑"


@pytest.fixture
def page(qtbot, prompts, new, stick, monkeypatch):
    monkeypatch.setattr("app.ui.start.way_back.plugged_in", lambda: (stick,))
    made = restore_page(new, "", prompts, InlineTasks(), None)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def ways(page):
    told = []
    page.restored.connect(told.append)
    return told


def click(button):
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_an_empty_pc_is_back_at_work_with_stick_and_password(page, ways, new, prompts):
    page.password_edit.setText(PASSWORD)
    click(page.look_button)
    assert "1件信访事项" in page._brings.text()
    assert "还没有数据" in page._cost.text()
    click(page.restore_button)
    assert prompts.asked == ["现在用这份备份恢复吗？"]
    with open_by(new, ways[0]) as desk:
        assert len(desk.matters.find("张甲")) == 1


def test_the_paper_code_and_a_new_password_do_without_the_old_one(page, ways, new):
    page.way.choose("code")
    page.way.changed.emit()
    for edit, digits in zip(page.code_edits, spell(SECRET), strict=True):
        edit.setText(digits)
    click(page.look_button)
    assert page._new.problem()
    page.new_edit.setText("换过的新密码一二")
    page.again_edit.setText("换过的新密码一二")
    click(page.look_button)
    click(page.restore_button)
    open_by(new, ways[0]).close()


def test_a_wrong_digit_is_told_at_its_group_while_typing(page, write):
    page.way.choose("code")
    page.way.changed.emit()
    write("000011", page.code_edits[0])
    assert page.outcome.sentence() == ""
    write("000012", page.code_edits[1])
    assert "第2组" in page.outcome.sentence()


def test_a_wrong_password_is_said_and_nothing_is_made(page, ways, new):
    page.password_edit.setText("错的密码")
    click(page.look_button)
    assert "密码不对" in page.outcome.sentence()
    assert not page._result.isVisibleTo(page)
    assert ways == []
    assert not (new / "main.db").exists()


def test_thinking_better_of_it_changes_nothing(page, ways, new, prompts):
    prompts.confirms = False
    page.password_edit.setText(PASSWORD)
    click(page.look_button)
    click(page.restore_button)
    assert ways == []
    assert not (new / "main.db").exists()


def test_a_restore_that_fails_says_why(page, ways, stick):
    page.password_edit.setText(PASSWORD)
    click(page.look_button)
    database = next(stick.glob("*/*/*/main.db"))
    database.write_bytes(database.read_bytes()[:-1])
    click(page.restore_button)
    assert "已损坏" in page.outcome.sentence()
    assert ways == []


def test_without_a_copy_the_page_says_where_to_look(qtbot, prompts, new, stick, monkeypatch):
    monkeypatch.setattr("app.ui.start.way_back.plugged_in", tuple)
    page: RestorePage = restore_page(new, "数据有损坏", prompts, InlineTasks(), None)
    qtbot.addWidget(page)
    assert page._none.text() == NO_COPIES
    assert page.trouble.sentence() == "数据有损坏"
    prompts.path = stick
    page.choose_folder()
    assert len(page._copies) == 1
    assert find_copies(new, [stick])
