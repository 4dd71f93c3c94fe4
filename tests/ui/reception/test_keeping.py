"""What is typed survives: a power cut, a lock, leaving the page; and goes when it is registered."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from app.errors import StorageError
from app.services.opening import create_office, open_desk
from app.ui.reception import keeping
from app.ui.reception.page import DRAFT, ReceptionPage
from app.ui.reception.typed import Typed, body_of, typed_from
from tests.conftest import PASSWORD
from tests.ui.matters.situation import press, register, type_text
from tests.ui.reception.test_page import fill_in

K = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
TITLE = "反映村道积水𬍛"

TYPES_AND_DIES = """
import os, signal, sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from app.services.opening import open_desk
from app.ui.reception import keeping
keeping.AFTER_THE_LAST_KEY, keeping.AT_THE_LATEST = 10, 20  # the five seconds, for a test that does not wait
from app.ui.reception.page import ReceptionPage
from tests.ui.matters.situation import surroundings, type_text
app = QApplication([])
desk = open_desk(Path(sys.argv[1]), sys.argv[2])
page = ReceptionPage(desk, surroundings().context)
page.show()
type_text("王五", page.questions.visitors.blocks[0].name_edit)
type_text(sys.argv[3], page.questions.title_edit)
while page.keeper.is_waiting():
    app.processEvents()
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no way to kill a process without its knowing")
def test_a_killed_program_loses_nothing_that_was_typed_five_seconds_before(
    qtbot, around, tmp_path, setup, clock
):
    folder = tmp_path / "库"
    create_office(folder, setup, PASSWORD, clock=clock).close()
    root = Path(__file__).parents[3]
    killed = subprocess.run(
        [sys.executable, "-c", TYPES_AND_DIES, str(folder), PASSWORD, TITLE],
        env=os.environ | {"PYTHONPATH": str(root)}, cwd=root, check=False, timeout=60,
    )  # fmt: skip
    assert killed.returncode == -signal.SIGKILL
    with open_desk(folder, PASSWORD, clock=clock) as desk:
        page = ReceptionPage(desk, around.context)
        qtbot.addWidget(page)
        assert page.questions.title_edit.text() == TITLE
        assert page.questions.visitors.visitors()[0].name == "王五"
        page.keeper.rest()


def test_it_is_kept_soon_after_the_last_key_and_at_the_latest_within_five_seconds():
    assert 2_000 <= keeping.AFTER_THE_LAST_KEY <= 3_000
    assert keeping.AT_THE_LATEST < 5_000


def test_typing_on_puts_off_the_pause_but_never_the_latest_moment(qtbot):
    kept = []
    keeper = keeping.Keeper(None, lambda: kept.append(1))
    keeper.touch()
    latest = keeper._latest.remainingTime()
    keeper.touch()
    assert keeper._latest.remainingTime() <= latest
    keeper._latest.timeout.emit()
    assert kept == [1]
    assert not keeper.is_waiting()


def begin_again(qtbot, desk, around):
    """The program after a power cut: a new page over the same register."""
    again = ReceptionPage(desk, around.context)
    qtbot.addWidget(again)
    again.show()
    return again


def test_what_was_kept_stands_again_and_says_when_it_was(qtbot, page, desk, around):
    fill_in(page)
    page.questions.folds.words["visitor_list"].click()
    page.questions.visitor_list.edit.setPlainText("李四\n赵六")
    page.keeper.keep_now()
    again = begin_again(qtbot, desk, around)
    assert again.restored.sentence.text() == "上次没有登记完的内容已恢复（11月20日 09:30 保存）"
    assert again.questions.typed() == page.questions.typed()
    assert again.questions.folds.is_unfolded("visitor_list")
    assert [it.name for it in again.questions.people()] == ["王五", "李四", "赵六"]


def test_the_matter_it_was_said_to_be_is_still_the_one(qtbot, page, desk, around):
    first = register(desk, "张三", days_ago=30)
    press(K.Key_2)
    type_text("张三")
    press(K.Key_F8)
    page.keeper.keep_now()
    again = begin_again(qtbot, desk, around)
    again.save()
    assert len(desk.matters.matter(first.matter_id).receptions) == 2


def test_registering_leaves_no_draft(qtbot, page, desk, around):
    fill_in(page)
    page.keeper.keep_now()
    press(K.Key_S, CONTROL)
    assert desk.drafts.load(DRAFT) is None
    assert not page.keeper.is_waiting()
    assert begin_again(qtbot, desk, around).restored.isHidden()


def test_thrown_away_it_is_gone_and_can_be_called_back_for_a_moment(qtbot, page, desk, around):
    fill_in(page)
    page.keeper.keep_now()
    again = begin_again(qtbot, desk, around)
    again.restored.throw_button.click()
    assert again.questions.is_blank()
    assert again.restored.isHidden()
    assert desk.drafts.load(DRAFT) is None
    around.undo()
    assert again.questions.title_edit.text() == "反映村道积水"


def test_a_sealed_draft_is_kept_like_the_rest(qtbot, page, desk, around):
    fill_in(page)
    page.questions.purpose.chips.chip("report").click()
    page.questions.purpose.accused_edit.setText("某某")
    page.keeper.keep_now()
    again = begin_again(qtbot, desk, around)
    assert again.questions.purpose.is_report()
    assert again.questions.purpose.accused_edit.text() == "某某"


@pytest.mark.parametrize("leave", [lambda page: page.hide(), lambda page: page.may_leave()])
def test_locking_or_leaving_keeps_at_once(page, desk, leave):
    fill_in(page)
    leave(page)
    assert desk.drafts.load(DRAFT) is not None
    assert not page.keeper.is_waiting()


def test_what_was_emptied_again_is_not_kept(page, desk):
    fill_in(page)
    page.keeper.keep_now()
    page.questions.clear()
    page.keeper.keep_now()
    assert desk.drafts.load(DRAFT) is None


def test_a_disk_that_takes_nothing_is_said_quietly_and_stops_nobody(page, desk, monkeypatch, around):
    def full(*_):
        raise StorageError("磁盘已满，没有保存。请清理磁盘。")

    monkeypatch.setattr(desk.drafts, "save", full)
    fill_in(page)
    page.keeper.keep_now()
    assert page.restored.sentence.text().startswith("正在填写的内容暂时没有存盘")
    assert page.questions.title_edit.text() == "反映村道积水"
    assert around.prompts.errors == []


def test_a_draft_of_another_version_is_left_alone():
    body = body_of(Typed(channel="visit", texts={"title": "甲"}))
    assert typed_from(body) == Typed(channel="visit", texts={"title": "甲"})
    assert typed_from(body | {"unheard_of": 1}) is None
    assert typed_from({}) is None
