"""The first start, by keyboard alone, from the welcome to everything an office needs."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from app.core.rosters import USUAL_UNITS
from app.county.folders import has_county
from app.errors import PaperError
from app.services.folders import has_register
from app.services.opening import create_office
from app.services.practice import PRACTICE_OFFICE
from app.ui.start.places import Places
from app.ui.start.window import StartWindow

PASSWORD = "一句好记的话也行"


@pytest.fixture
def window(qtbot, tmp_path):
    made = StartWindow(
        Places(tmp_path / "数据", tmp_path / "练习", tmp_path / "县局"), has_register, has_county
    )
    qtbot.addWidget(made)
    made.begin(practice=False)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.assistant.current().enter()
    return made


@pytest.fixture
def printed(window):
    """The codes that went to the printer."""
    told = []
    window.assistant._print_code = lambda secret, _office: told.append(secret)
    return told


@pytest.fixture
def described(window):
    told = []
    window.office_described.connect(told.append)
    return told


@pytest.fixture
def answer(write):
    """Type into the field that has the keyboard, and Enter."""

    def give(text=""):
        write(text)
        QTest.keyPress(QApplication.focusWidget(), Qt.Key.Key_Return)

    return give


@pytest.fixture
def answer_lines(write, answer):
    """Type lines into a roster, then Tab to 下一步 and press it."""

    def give(*lines):
        box = QApplication.focusWidget()
        assert isinstance(box, QPlainTextEdit)
        for line in lines:
            answer(line)
        QTest.keyClick(box, Qt.Key.Key_Tab)
        answer()

    return give


def test_an_office_is_set_up_by_keyboard_alone(window, described, printed, answer, answer_lines, tmp_path):
    answer()
    answer("青山镇信访工作办公室")
    answer("430999101000")
    answer()
    answer("青川县信访局")
    for _ in range(5):
        answer()
    answer()
    answer_lines()
    answer_lines("青山村", "柳溪村", "青山村")
    answer_lines("李四 镇长", "王五")
    answer(PASSWORD)
    answer(PASSWORD)
    answer()
    assert window.assistant.current() is window.assistant.recovery
    answer()
    part = window.assistant.recovery.part
    assert printed == [part.secret]
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    for place in part.asked:
        answer(part.groups[place - 1])
    answer()
    assert described == []
    answer()
    first = described[0]
    assert first.recovery == part.secret
    assert (first.setup.office.name, first.setup.office.organ_code) == ("青山镇信访工作办公室", "青")
    assert first.setup.office.government == "青山镇人民政府"
    assert first.setup.office.review_body == "青川县人民政府"
    assert first.setup.units == USUAL_UNITS
    assert first.setup.villages == ("青山村", "柳溪村")
    assert first.setup.leaders == (("李四", "镇长"), ("王五", ""))
    assert (first.password, first.folder) == (PASSWORD, tmp_path / "数据")


def test_practice_needs_a_password_and_nothing_else(window, described, answer, tmp_path):
    window.assistant.welcome.practice_choice.setFocus()
    answer()
    answer(PASSWORD)
    answer(PASSWORD)
    answer()
    answer()
    assert described[0].setup.office == PRACTICE_OFFICE
    assert described[0].folder == tmp_path / "练习"


def test_a_wrong_code_keeps_the_clerk_on_the_page_with_a_sentence(window):
    assistant = window.assistant
    assistant.begin_office()
    assistant.office.line("name").setText("青山镇信访工作办公室")
    assistant.office.line("code").setText("4309")
    assistant.go_on()
    assert assistant.current() is assistant.office
    assert "12位" in assistant.office.fields["code"].problem()


def test_what_the_clerk_wrote_is_never_replaced_by_a_suggestion(window):
    office = window.assistant.office
    office.line("organ_code").setText("山")
    office.line("name").setText("青山镇信访工作办公室")
    office.is_complete()
    assert office.office().organ_code == "山"


@pytest.mark.parametrize(
    ("first", "second", "word"), [("短", "短", "至少8位"), (PASSWORD, PASSWORD + "了", "不一样")]
)
def test_a_password_that_will_not_do_is_said_at_once(window, first, second, word):
    step = window.assistant.password
    step.password_edit.setText(first)
    step.again_edit.setText(second)
    assert not step.is_complete()
    assert word in step._first.problem() + step._second.problem()


def test_what_could_not_be_made_is_said_and_nothing_typed_is_lost(window, described):
    window.assistant.begin_practice()
    window.assistant.password.password_edit.setText(PASSWORD)
    window.assistant.password.again_edit.setText(PASSWORD)
    window.assistant.go_on()
    window.assistant.go_on()
    assert len(described) == 1
    window.show_problem("磁盘满了，没有建立。")
    assert window.assistant.answers().password == PASSWORD


def test_where_a_register_lies_its_password_is_asked_instead(qtbot, tmp_path, setup):
    from app.db.engine.costs import LEAST

    create_office(tmp_path / "数据", setup, PASSWORD, cost=LEAST).close()
    window = StartWindow(
        Places(tmp_path / "数据", tmp_path / "练习", tmp_path / "县局"), has_register, has_county
    )
    qtbot.addWidget(window)
    window.begin(practice=False)
    assert window.assistant is None
    assert window.unlock is not None


def test_set_up_goes_on_only_when_two_groups_were_read_from_the_paper(window):
    step = window.assistant.recovery
    assert not step.is_complete()
    first, second = step.part.asked
    step.part.edits[0].setText(step.part.groups[second - 1])
    step.part.edits[1].setText(step.part.groups[second - 1])
    assert not step.is_complete()
    assert f"第{first}组" in step.part.fields[0].problem()
    step.part.edits[0].setText(step.part.groups[first - 1])
    assert step.is_complete()


def test_a_printer_that_is_off_is_said_beside_the_code(window):
    def off(_secret, _office):
        raise PaperError("这台电脑没有可用的打印机，没有打印。")

    window.assistant._print_code = off
    window.assistant.recovery.part.print_sheet()
    assert "没有可用的打印机" in window.assistant.recovery.part.notice.sentence()


def test_the_code_is_hidden_while_the_questions_are_answered(window, write):
    part = window.assistant.recovery.part
    window.assistant._show(window.assistant.recovery)
    shown = [label.text() for label in part._digits]
    assert shown == list(part.groups)
    write("1", part.edits[0])
    assert not set(part.groups) & {label.text() for label in part._digits}
    part.again_button.click()
    assert [label.text() for label in part._digits] == shown
    assert part.edits[0].text() == ""
