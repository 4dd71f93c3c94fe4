"""Chinese is typed with an input method: half a word is nobody's text, and no key is lost or acts too early."""

import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from app.ui.input_method import Composition, choose, is_composing, plugin_folders, plugins, settle
from app.ui.matters.page import MattersPage
from app.ui.reception.page import DRAFT, ReceptionPage
from app.ui.search.box import SearchBox
from app.ui.search.finders import MatterFinder
from tests.ui.matters.situation import TODAY, register, surroundings

K = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
OURS = frozenset({"ibus", "compose", "qtvirtualkeyboard"})


@pytest.fixture(autouse=True)
def _watched(qapp):
    watch = Composition(qapp)
    yield
    watch.deleteLater()


@pytest.fixture
def around(theme):
    return surroundings(theme=theme)


@pytest.fixture
def page(qtbot, desk, around):
    shown = ReceptionPage(desk, around.context)
    qtbot.addWidget(shown)
    shown.resize(1290, 668)
    shown.show()
    shown.refresh()
    shown.activateWindow()
    QTest.qWaitForWindowActive(shown)
    for fold in shown.questions.folds.words:
        shown.questions.folds.unfold(fold)
    shown.questions.channel.choose("letter")
    shown.questions._on_channel_changed()
    return shown


def compose(field, letters):
    """Half a word stands in the field."""
    field.setFocus()
    QApplication.sendEvent(field, QInputMethodEvent(letters, []))


def commit(field, text):
    event = QInputMethodEvent("", [])
    event.setCommitString(text)
    QApplication.sendEvent(field, event)


def text_of(field):
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()


def shown_letters(field):
    """What the input method has put there that is not text."""
    if isinstance(field, QPlainTextEdit):
        return field.textCursor().block().layout().preeditAreaText()
    return field.displayText().replace(field.text(), "") if is_composing(field) else ""


def text_fields(place):
    found = [*place.findChildren(QLineEdit), *place.findChildren(QPlainTextEdit)]
    return [
        field for field in found
        if field.isVisibleTo(place) and field.isEnabled() and not field.isReadOnly()
        and not getattr(field, "validator", lambda: None)()
    ]  # fmt: skip


def test_every_text_field_of_the_reception_takes_a_committed_word_whole(page):
    fields = text_fields(page)
    assert len(fields) >= 12
    for field in fields:
        before = text_of(field)
        compose(field, "cs")
        assert text_of(field) == before, field.accessibleName()
        compose(field, "ceshi")
        commit(field, "测试")
        assert "测试" in text_of(field), field.accessibleName()
        assert not is_composing(field)


def test_half_a_name_looks_nobody_up_and_the_committed_name_does(page, desk, monkeypatch):
    register(desk, "王五")
    asked, lookup = [], desk.people.lookup
    monkeypatch.setattr(desk.people, "lookup", lambda text: asked.append(text) or lookup(text))
    name = page.questions.visitors.blocks[0].name_edit
    for letters in ("w", "wa", "wangwu"):
        compose(name, letters)
    assert asked == []
    commit(name, "王五")
    assert asked == ["王五"]
    assert name.suggestions()


def test_keeping_the_draft_leaves_the_composition_alone_and_out_of_the_draft(page, desk):
    title = page.questions.title_edit
    commit(title, "反映")
    compose(title, "luce")
    page.keeper.touch()
    page.keeper.keep_now()
    assert desk.drafts.load(DRAFT).body["texts"]["title"] == "反映"
    assert is_composing(title)
    commit(title, "路侧")
    assert title.text() == "反映路侧"


@pytest.mark.parametrize("what", ["refresh", "look", "rosters", "changed", "starts"])
def test_nothing_the_page_does_by_itself_ends_a_composition(page, around, what):
    ways = {
        "refresh": page.refresh, "look": page.look_again, "rosters": page.questions.read_rosters,
        "changed": around.context.changes.matters_changed.emit, "starts": page.questions.changed.emit,
    }  # fmt: skip
    for field in text_fields(page):
        field.clear()
        commit(field, "甲")
        compose(field, "yi")
        ways[what]()
        assert is_composing(field), field.accessibleName()
        if isinstance(field, QPlainTextEdit):
            assert shown_letters(field) == "yi"
        commit(field, "乙")
        assert text_of(field).startswith("甲乙"), field.accessibleName()
        field.clear()


@pytest.mark.parametrize("key", [K.Key_Return, K.Key_Enter, K.Key_Tab, K.Key_Down, K.Key_F8, K.Key_Escape])
def test_a_key_the_input_method_lets_through_does_not_go_on(page, key):
    title = page.questions.title_edit
    compose(title, "luce")
    QTest.keyClick(title, key)
    assert title.hasFocus()


def test_enter_goes_on_again_once_the_word_is_there(page):
    title = page.questions.title_edit
    compose(title, "luce")
    QTest.keyClick(title, K.Key_Return)
    commit(title, "路侧")
    QTest.keyClick(title, K.Key_Return)
    assert not title.hasFocus()


@pytest.mark.parametrize(
    ("key", "modifier"), [(K.Key_Return, CONTROL), (K.Key_S, CONTROL), (K.Key_E, CONTROL)]
)
def test_a_shortcut_while_composing_registers_nothing(page, desk, key, modifier):
    commit(page.questions.visitors.blocks[0].name_edit, "王五")
    commit(page.questions.title_edit, "反映")
    compose(page.questions.title_edit, "luce")
    before = desk.safety.verify().entries
    QTest.keyClick(page.questions.title_edit, key, modifier)
    assert desk.safety.verify().entries == before
    assert page.questions.title_edit.text() == "反映"


def test_a_menu_shortcut_waits_for_the_end_of_the_word(qtbot):
    window, fired = QWidget(), []
    field = QLineEdit()
    QVBoxLayout(window).addWidget(field)
    action = QAction("作废", window)
    action.setShortcut("Ctrl+D")
    action.triggered.connect(lambda: fired.append(1))
    window.addAction(action)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    compose(field, "zuo")
    QTest.keyClick(field, K.Key_D, CONTROL)
    assert fired == []
    commit(field, "作")
    QTest.keyClick(field, K.Key_D, CONTROL)
    assert fired == [1]


def test_taking_a_registration_back_does_not_write_over_a_composition(page, around):
    commit(page.questions.visitors.blocks[0].name_edit, "王五")
    commit(page.questions.title_edit, "反映路灯")
    page.save()
    name = page.questions.visitors.blocks[0].name_edit
    compose(name, "lisi")
    around.undo()
    assert is_composing(name)
    commit(name, "李四")
    assert name.text() == "李四"


def test_a_date_half_typed_is_not_written_out_by_what_looks_at_it(page):
    day = page.questions.occurred_on
    day.setFocus()
    day.selectAll()
    QTest.keyClicks(day, "11.1")
    page.keeper.keep_now()
    assert day.text() == "11.1"
    QTest.keyClicks(day, "9")
    day.clearFocus()
    assert day.text() == "2026-11-19 周四"


def test_a_date_takes_a_composed_word(page):
    day = page.questions.occurred_on
    day.clear()
    compose(day, "zuotian")
    page.keeper.touch()
    page.keeper.keep_now()
    commit(day, "昨天")
    day.clearFocus()
    assert day.value().day == TODAY.day - 1


def test_a_list_pasted_while_composing_keeps_both(page):
    edit = page.questions.visitor_list.edit
    commit(edit, "张一\n")
    compose(edit, "lier")
    assert len(page.questions.visitor_list.visitors()) == 1
    commit(edit, "李二")
    assert [it.name for it in page.questions.visitor_list.visitors()] == ["张一", "李二"]


@pytest.mark.parametrize("kind", ["accept", "decline", "refer", "void", "merge"])
def test_every_text_field_of_a_step_takes_a_word_and_no_key_submits_half_of_it(qtbot, desk, around, kind):
    registered = register(desk)
    page = MattersPage(desk, around.context)
    qtbot.addWidget(page)
    page.resize(1290, 668)
    page.show()
    page.activateWindow()
    QTest.qWaitForWindowActive(page)
    page.open_matter(registered.matter_id, kind)
    form, entries = page.panel.content(), desk.safety.verify().entries
    for field in text_fields(form):
        compose(field, "ceshi")
        around.context.changes.matters_changed.emit()
        QTest.keyClick(field, K.Key_Return, CONTROL)
        QTest.keyClick(field, K.Key_Escape)
        assert page.panel.content() is form
        assert is_composing(field), field.accessibleName()
        commit(field, "测试")
        assert "测试" in text_of(field), field.accessibleName()
        field.clear()
    assert desk.safety.verify().entries == entries


def test_the_search_waits_for_the_word(qtbot, theme):
    window, asked = QWidget(), []
    box = SearchBox(theme)
    box.look_in(MatterFinder(lambda text: asked.append(text) or [], lambda _: None))
    QVBoxLayout(window).addWidget(box)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    compose(box, "zhengdi")
    assert asked == []
    commit(box, "征地")
    assert asked == ["征地"]
    compose(box, "b")
    QTest.keyClick(box, K.Key_Escape)
    assert box.text() == "征地"


def test_leaving_a_field_ends_the_watch_on_it(page):
    title = page.questions.title_edit
    compose(title, "luce")
    page.questions.text_edit.setFocus()
    assert not is_composing(title)


@pytest.mark.parametrize(
    ("environment", "chosen"),
    [
        ({"QT_IM_MODULE": "fcitx"}, "ibus"),
        ({"QT_IM_MODULE": "fcitx5"}, "ibus"),
        ({"QT_IM_MODULES": "fcitx;wayland", "QT_IM_MODULE": "ibus"}, "ibus"),
        ({"XMODIFIERS": "@im=fcitx"}, "ibus"),
        ({"XMODIFIERS": "@im=fcitx", "WAYLAND_DISPLAY": "wayland-0"}, ""),
        ({"XMODIFIERS": "@im=ibus"}, ""),
        ({"QT_IM_MODULE": "ibus", "XMODIFIERS": "@im=fcitx"}, ""),
        ({"QT_IM_MODULE": "wayland"}, ""),
        ({}, ""),
    ],
)
def test_who_types_with_fcitx_is_reached_through_ibus(environment, chosen):
    assert choose(environment, OURS) == chosen


def test_a_plugin_for_fcitx_beside_the_program_is_taken_first():
    assert choose({"QT_IM_MODULE": "fcitx"}, OURS | {"fcitx"}) == ""
    assert choose({"QT_IM_MODULE": "fcitx5"}, OURS | {"fcitx"}) == "fcitx"
    assert choose({"QT_IM_MODULE": "fcitx"}, frozenset({"compose"})) == ""


def ours(name):
    (own, *_) = plugin_folders({})
    (path,) = own.glob(f"*{name}platforminputcontextplugin*")
    return path


def test_plugins_are_known_by_their_files(tmp_path):
    for name in ("libibusplatforminputcontextplugin.so", "libfcitx5platforminputcontextplugin.so", "README"):
        shutil.copyfile(ours("compose"), tmp_path / name)
    assert plugins((tmp_path, tmp_path / "none")) == {"ibus", "fcitx5"}


def test_a_plugin_of_another_qt_does_not_stand_in_the_way_of_ibus(tmp_path):
    """A desktop built on Qt 5 may name its own plugin folder in QT_PLUGIN_PATH."""
    shutil.copyfile(ours("ibus"), tmp_path / "libibusplatforminputcontextplugin.so")
    (tmp_path / "libfcitxplatforminputcontextplugin.so").write_bytes(b"\x7fELF of another Qt")
    environment = {"QT_IM_MODULE": "fcitx"}
    settle(environment, plugins((tmp_path,)))
    assert environment == {"QT_IM_MODULE": "ibus"}


def test_the_choice_is_what_qt_reads_first():
    environment = {"QT_IM_MODULES": "fcitx", "QT_IM_MODULE": "fcitx"}
    settle(environment, OURS)
    assert environment == {"QT_IM_MODULE": "ibus"}
