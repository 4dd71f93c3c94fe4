"""旧台账: an old register comes in through the window, with keys, with the mouse, and with trouble on the way."""

import threading

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.errors import StorageError
from app.exchange.registers import read_register
from app.services.refused_rows import REASON
from app.services.registers import Registers
from app.ui.desk_window import open_window
from app.ui.long_work import NOT_YET
from app.ui.settings import register_words as words
from app.ui.settings.register_section import RegisterSection
from app.ui.surroundings import Surroundings
from app.ui.tasks import ThreadTasks
from app.ui.theme import SCALES
from app.ui.widgets.card import scrolling
from app.ui.window_state import WindowState
from tests.conftest import PASSWORD
from tests.services.test_registers import HEAD, ROWS
from tests.ui.clipping import cut_off, settle
from tests.ui.whole import CONTROL, open_whole, press

ENTER, ESC = Qt.Key.Key_Return, Qt.Key.Key_Escape


@pytest.fixture
def register(tmp_path):
    path = tmp_path / "2026年台账.csv"
    path.write_text(HEAD + ROWS, encoding="gb18030")
    return path


@pytest.fixture
def section(qtbot, desk, context):
    made = RegisterSection(desk, context)
    qtbot.addWidget(made)
    made.resize(1230, 560)
    made.show()
    return made


@pytest.fixture
def held(monkeypatch):
    """The second row waits until the test lets it go on."""
    real, goes_on, reached = Registers._take_or_stop, threading.Event(), threading.Event()

    def wait(registers, row, run, done):
        if len(done) == 1 and not run.dry_run:
            reached.set()
            assert goes_on.wait(20)
        return real(registers, row, run, done)

    monkeypatch.setattr(Registers, "_take_or_stop", wait)
    goes_on.reached = reached
    yield goes_on
    goes_on.set()


@pytest.fixture
def working(qapp, qtbot, theme, prompts, desktop, tmp_path, desk, register):
    """The whole window with its real worker, the rehearsal on the page."""
    desktop.printer = ""
    tasks = ThreadTasks()
    window = open_window(desk, Surroundings(qapp, theme, prompts, desktop, tasks, WindowState(tmp_path)))
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.run("take_register")
    page = window.shown.old_register
    page.rehearse(register)
    qtbot.waitUntil(lambda: not page.work.is_busy(), timeout=20_000)
    yield window
    tasks.close()


def begin(qtbot, window, held):
    page = window.shown.old_register
    page.register_button.click()
    qtbot.waitUntil(held.reached.is_set, timeout=20_000)
    return page


def end(qtbot, page, held):
    held.set()
    qtbot.waitUntil(lambda: not page.work.is_busy(), timeout=20_000)


def drop(widget, *paths):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    actions, left, none = (
        Qt.DropAction.CopyAction | Qt.DropAction.MoveAction,
        Qt.MouseButton.LeftButton,
        CONTROL,
    )
    enter = QDragEnterEvent(QPointF(20, 20).toPoint(), actions, mime, left, none)
    QApplication.sendEvent(widget, enter)
    event = QDropEvent(QPointF(20, 20), actions, mime, left, none)
    QApplication.sendEvent(widget, event)
    return event


def test_from_search_to_the_matters_with_the_keyboard_alone(
    qapp, qtbot, theme, prompts, desktop, tmp_path, desk, register, write
):
    window = open_whole(qapp, qtbot, theme, prompts, desktop, tmp_path, desk)
    prompts.path = register
    press(window, Qt.Key.Key_K, CONTROL)
    write("导入旧台账")
    press(window, ENTER)
    page = window.shown.old_register
    assert page.choose_button.hasFocus()
    press(window, ENTER)
    assert prompts.asked == ["选择旧台账"]
    assert page.register_button.hasFocus()
    assert page.register_button.text() == "登记这3行"
    assert desk.matters.page(which="all") == ()
    press(window, ENTER)
    assert "已登记3行" in page.verdict.text()
    assert page.matters_button.hasFocus()
    press(window, ENTER)
    assert window.current == "matters"
    assert window.shown.list.view.period == "2026-01-06..2026-03-01"
    assert window.shown.list.rows.rowCount() == 2


def test_the_rehearsal_says_everything_and_writes_nothing(section, desk, register):
    before = desk.safety.verify().entries
    section.rehearse(register)
    said = "\n".join(label.text() for label in section.details._labels)
    assert [figure.accessibleName() for figure in section.figures if figure.isVisible()] == [
        "3行可以登记", "3行不能登记",
    ]  # fmt: skip
    assert "信访形式" in said
    assert "将加入单位名册：供电所" in said
    assert "将加入村（社区）名册：新村" in said
    lines = section.table.lines
    assert [lines.index(row, 0).data() for row in range(3)] == ["第5行", "第6行", "第7行"]
    assert lines.index(0, 1).data() == "人数"
    assert lines.index(0, 2).data().startswith("“很多”不是人数")
    assert desk.safety.verify().entries == before


def test_ignored_columns_and_unread_sheets_are_told(section, tmp_path):
    import xlsxwriter

    path = tmp_path / "两张.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name, heads in (
            ("台账", ("信访形式", "来访日期", "姓名", "事由", "序号")),
            ("说明", ("怎么填",)),
        ):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, heads)
            sheet.write_row(1, 0, ("来访", "2026-03-01", "张甲", "路灯", "1")[: len(heads)])
    section.rehearse(path)
    said = "\n".join(label.text() for label in section.details._labels)
    assert "“来访日期”是信访日期" in said
    assert "不导入的列：序号" in said
    assert "没有读取的工作表：说明" in said


def test_a_file_dropped_on_the_page_is_rehearsed_and_stays_where_it_is(qtbot, section, register):
    event = drop(section, register)
    assert event.dropAction() == Qt.DropAction.CopyAction
    qtbot.waitUntil(section.result.isVisible)
    assert section.register_button.isVisible()


def test_two_files_at_once_are_refused(section, register, desk):
    drop(section, register, register)
    assert section.notice.sentence() == words.ONE_FILE
    assert section.start.isVisible()


def test_thousands_of_refused_rows_make_no_widget_each(section, tmp_path):
    section.rehearse(_bad(tmp_path / "一.csv", 1))
    few = len(section.findChildren(QWidget))
    section.rehearse(_bad(tmp_path / "多.csv", 3000))
    assert section.table.lines.rowCount() == 3000
    assert len(section.findChildren(QWidget)) <= few + 20


def test_rows_that_went_in_with_a_remark_are_a_list_of_their_own(section, tmp_path):
    path = tmp_path / "台账.csv"
    path.write_text(
        "信访形式,信访日期,姓名,主题,初重\n来访,2026-03-01,张甲,路灯,重\n来访,,李乙,水渠,\n", encoding="utf-8"
    )
    section.rehearse(path)
    QTest.mouseClick(section.which.chip("noted"), Qt.MouseButton.LeftButton)
    assert "按新事项登记" in section.table.lines.index(0, 2).data()


def test_a_file_that_is_no_register_is_one_sentence_and_the_page_stays(section, tmp_path, desk):
    path = tmp_path / "照片.xlsx"
    path.write_bytes(b"PK no table at all")
    section.rehearse(path)
    assert "文件已损坏或不是表格" in section.notice.sentence()
    assert section.start.isVisible()
    assert section.choose_button.isVisible()
    path.write_text("甲,乙\n1,2\n", encoding="utf-8")
    section.rehearse(path)
    assert "表中缺少这些列" in section.notice.sentence()
    assert not section.result.isVisible()


def test_a_file_that_another_program_holds_is_one_sentence(section, register, monkeypatch):
    def refuse(_path):
        raise PermissionError(13, "x")

    monkeypatch.setattr("pathlib.Path.read_bytes", refuse)
    section.rehearse(register)
    assert "可能正被Excel或WPS占用" in section.notice.sentence()


def test_a_full_disk_says_what_is_in_and_the_rest_goes_in_afterwards(section, desk, register, monkeypatch):
    real, calls = type(desk.receptions).register, []

    def full(*given, **named):
        calls.append(1)
        if len(calls) > 1:
            raise StorageError("磁盘已满，没有保存。")
        return real(*given, **named)

    section.rehearse(register)
    monkeypatch.setattr(type(desk.receptions), "register", full)
    section.register_button.click()
    assert "已登记1行，其余没有登记" in section.notice.sentence()
    monkeypatch.setattr(type(desk.receptions), "register", real)
    section.register_button.click()
    assert not section.notice.isVisible()
    assert "已登记2行。此前已登记的1行没有重复登记" in section.verdict.text()


def test_refused_rows_are_saved_beside_the_register_and_never_over_it(section, prompts, register, tmp_path):
    section.rehearse(register)
    prompts.path = register
    before = register.read_bytes()
    section.save_button.click()
    assert section.notice.sentence() == words.SAME_FILE
    assert register.read_bytes() == before
    prompts.path = tmp_path / "改"
    section.save_button.click()
    assert prompts.asked[-1] == "2026年台账-未登记.xlsx"
    table = read_register((tmp_path / "改.xlsx").read_bytes())
    assert (table.headers[0], len(table.rows)) == (REASON, 3)
    assert "已保存3行：改.xlsx" in section.notice.sentence()


def test_the_same_file_again_has_nothing_to_register(section, desk, register):
    section.rehearse(register)
    section.register_button.click()
    section.rehearse(register)
    assert not section.register_button.isVisible()
    assert section.other_button.hasFocus()
    assert [figure.accessibleName() for figure in section.figures][1] == "3行此前已登记，不重复"


def test_cancelled_with_a_key_it_stops_after_the_row_being_written_and_goes_on_later(
    qtbot, working, desk, held
):
    page = begin(qtbot, working, held)
    qtbot.waitUntil(page.work.sheet().isVisible)
    press(working, ESC)
    end(qtbot, page, held)
    assert "已登记的2行留在登记库里，还有4行没有登记" in page.verdict.text()
    assert page.register_button.text() == "接着登记其余4行"
    assert page.register_button.hasFocus()
    press(working, ENTER)
    qtbot.waitUntil(lambda: not page.work.is_busy(), timeout=20_000)
    assert "已登记1行。此前已登记的2行没有重复登记" in page.verdict.text()
    assert desk.safety.verify(full=True).ok


def test_closing_meanwhile_says_why_not_and_nothing_is_lost(qtbot, working, desk, held):
    page = begin(qtbot, working, held)
    working.close()
    assert working.isVisible()
    assert page.work.sheet().not_yet.isVisible()
    assert page.work.sheet().not_yet.text() == NOT_YET
    end(qtbot, page, held)
    assert "已登记3行" in page.verdict.text()


def test_locked_meanwhile_it_finishes_and_only_then_the_register_is_closed(qtbot, working, desk, held):
    page = begin(qtbot, working, held)
    working.lock()
    assert working.is_locked()
    assert not desk.register.store.is_resting()
    end(qtbot, page, held)
    qtbot.waitUntil(desk.register.store.is_resting, timeout=20_000)
    assert working._locked.password_edit.hasFocus()
    working._locked.password_edit.setText(PASSWORD)
    press(working, ENTER)
    qtbot.waitUntil(lambda: not working.is_locked(), timeout=20_000)
    assert "已登记3行" in page.verdict.text()
    assert len(desk.matters.page(which="all")) == 2


def test_every_control_of_the_result_has_a_name_and_no_word_is_cut_off(
    qapp, qtbot, theme, desk, context, register
):
    section = RegisterSection(desk, context)
    place = scrolling(section)
    qtbot.addWidget(place)
    place.resize(1230, 560)
    place.show()
    section.rehearse(register)
    entered = [
        it
        for it in section.findChildren(QWidget)
        if it.isVisible() and it.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    assert len(entered) > 4
    assert [it for it in entered if not it.accessibleName()] == []
    for scale in SCALES:
        theme.change(qapp, scale=scale)
        settle()
        found = cut_off(section)
        theme.change(qapp, scale=100)
        assert found == [], scale


def test_a_sentence_too_long_for_its_line_stands_in_full_below(section, tmp_path):
    section.resize(620, 560)
    section.rehearse(_bad(tmp_path / "一.csv", 2))
    assert section.whole.text().startswith("第2行“信访形式”：")
    section.resize(1800, 560)
    assert not section.whole.isVisible()


def _bad(path, rows):
    lines = (f"走来的{at},2026-01-05,张甲,路灯{at}" for at in range(rows))
    path.write_text("\n".join(("信访形式,信访日期,姓名,主题", *lines)), encoding="utf-8")
    return path
