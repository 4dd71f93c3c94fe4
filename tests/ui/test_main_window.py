"""The frame with pages of paper: keys, search, lock, toast, preview."""

from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout

from app.errors import WrongPassword
from app.ui.actions import ACTIONS
from app.ui.answers import Answers, Status
from app.ui.changes import Changes
from app.ui.main_window import MainWindow
from app.ui.pages import Page
from app.ui.screen import Screen
from app.ui.widgets.pdf_preview import PdfPreview
from app.ui.widgets.two_line_list import Line

KEYS = ("today", "reception", "matters", "ledgers", "month", "exchange", "settings")


class PaperPage(Screen):
    """A page with one field that remembers what the frame told it."""

    def __init__(self, key):
        super().__init__()
        self.key, self.told, self.stays = key, [], False
        self.line = QLineEdit()
        QVBoxLayout(self).addWidget(self.line)

    def commands(self):
        names = ("save", "back") if self.key == "reception" else ()
        return {name: lambda name=name: self.told.append(name) for name in names}

    def refresh(self):
        self.told.append("refresh")

    def may_leave(self):
        return not self.stays


@dataclass
class PaperDesk:
    """The frame's answers."""

    practice: bool = False
    saved: str = ""
    searched: list[str] = field(default_factory=list)

    def find(self, text):
        self.searched.append(text)
        return [Line("m1", "〔2026〕0001 张三", "补偿款"), Line("m2", "〔2026〕0002 张四", "排水")] * (
            text != "无"
        )

    def unlock(self, password):
        if password != "对的密码":
            raise WrongPassword("密码不对，没有打开任何数据。")

    def answers(self):
        office = lambda: ("青山镇信访工作办公室", self.practice)  # noqa: E731
        return Answers(office, self.find, lambda: Status(self.saved, "还没有备份"), self.unlock)


@pytest.fixture
def paper_desk():
    return PaperDesk(practice=True)


@pytest.fixture
def changes():
    return Changes()


@pytest.fixture
def frame(qtbot, theme, paper_desk, changes, desktop, prompts):
    window = MainWindow(theme, paper_desk.answers(), changes, lambda: PdfPreview(desktop, prompts))
    window.made = {}

    def maker(key):
        def make():
            window.made[key] = PaperPage(key)
            return window.made[key]

        return make

    window.add_pages([Page(key, key, "today", maker(key), at_foot=key == "settings") for key in KEYS])
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def press(window, key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(QApplication.focusWidget() or window, key, modifier)


def current(window):
    return next(page.key for page in window.made.values() if page.isVisible())


@pytest.mark.parametrize(("number", "key"), list(enumerate(KEYS, start=1)))
def test_alt_and_a_number_open_the_pages_in_the_rails_order(frame, number, key):
    press(frame, Qt.Key(Qt.Key.Key_0 + number), Qt.KeyboardModifier.AltModifier)
    assert current(frame) == key


def test_a_page_is_made_when_it_is_first_opened_and_only_once(frame):
    assert set(frame.made) == {"today"}
    first = frame.open_page("month")
    frame.open_page("today")
    assert frame.open_page("month") is first


def test_ctrl_n_opens_the_reception_with_the_keyboard_in_its_first_field(frame):
    press(frame, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert current(frame) == "reception"
    assert QApplication.focusWidget() is frame.made["reception"].line


def test_commands_reach_the_page_that_knows_them_and_no_other(frame):
    frame.open_page("reception")
    press(frame, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    press(frame, Qt.Key.Key_Escape)
    frame.open_page("month")
    press(frame, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert frame.made["reception"].told == ["refresh", "save", "back"]
    assert frame.made["month"].told == ["refresh"]


def test_a_page_with_unsaved_text_may_keep_the_clerk(frame):
    frame.made["today"].stays = True
    assert frame.open_page("month") is None
    assert current(frame) == "today"
    assert not frame.close()
    frame.made["today"].stays = False


def test_search_opens_the_matter_chosen_with_the_arrow_keys(qtbot, frame, paper_desk):
    press(frame, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(frame.search, "zs")
    press(frame, Qt.Key.Key_Down)
    with qtbot.waitSignal(frame.matter_found) as found:
        press(frame, Qt.Key.Key_Return)
    assert found.args == ["m2"]
    assert paper_desk.searched == ["z", "zs"]
    assert frame.search.text() == ""


def test_a_search_without_results_opens_nothing_and_escape_clears_it(frame):
    frame.matter_found.connect(lambda key: pytest.fail(key))
    frame.search.enter()
    frame.search.setText("无")
    assert frame.search.results().isVisible()
    press(frame, Qt.Key.Key_Return)
    press(frame, Qt.Key.Key_Escape)
    assert not frame.search.results().isVisible()


def test_a_locked_window_shows_nothing_and_does_nothing_until_the_password(frame, write):
    frame.open_page("reception")
    frame.made["reception"].line.setText("张三")
    press(frame, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert not frame.made["reception"].isVisible()
    assert not frame.menuBar().isVisible()
    press(frame, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    write("错的")
    press(frame, Qt.Key.Key_Return)
    assert frame.is_locked()
    write("对的密码")
    press(frame, Qt.Key.Key_Return)
    assert not frame.is_locked()
    assert frame.made["reception"].line.text() == "张三"


def test_ctrl_z_takes_back_what_the_toast_says(frame):
    undone = []
    frame.toast.say("已登记〔2026〕0001", lambda: undone.append(1))
    frame.made["today"].setFocus()
    press(frame, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert undone == [1]


def test_the_status_line_tells_the_truth_after_every_change(frame, paper_desk, changes):
    paper_desk.saved = "已保存 10:42"
    changes.matters_changed.emit()
    assert "已保存 10:42" in [label.text() for label in frame.findChildren(type(frame._status._labels[0]))]


def test_a_practice_desk_says_so_in_its_title(frame, paper_desk, changes):
    assert "练习" in frame.windowTitle()
    paper_desk.practice = False
    changes.office_changed.emit()
    assert "练习" not in frame.windowTitle()


def test_a_question_mark_shows_every_key_and_is_typed_in_a_field(frame):
    line = frame.made["today"].line
    line.setFocus()
    QTest.keyClicks(line, "?")
    assert line.text() == "?"
    frame.run("shortcuts")
    shown = {label.text() for label in frame.panel.findChildren(type(frame._status._labels[0]))}
    assert {"Alt+7", "Ctrl+K", "F5"} <= shown


def test_every_action_has_its_words_and_reaches_somebody(frame):
    frame.look_requested.connect(lambda _by: None)
    guides = (
        "help",
        "contents",
        "tour",
        "print_today",
        "take_register",
        "first_day",
        "reset_practice",
    )  # answered by those the program puts beside the frame
    names = [action.name for action in ACTIONS]
    assert len(set(names)) == len(names)
    keys = [action.shortcut for action in ACTIONS if action.shortcut]
    assert len(set(keys)) == len(keys)
    for action in ACTIONS:
        assert action.text
        assert action.tip
        assert action.target == "page" or action.name in (*frame._own(), *guides)


def test_what_nobody_answers_cannot_be_done_and_does_nothing(frame):
    assert not frame.can("tour")
    frame.run("tour")
    done = []
    frame.answer(tour=lambda: done.append(1))
    assert frame.can("tour")
    frame.run("tour")
    frame.lock()
    assert not frame.can("tour")
    frame.run("tour")
    assert done == [1]
