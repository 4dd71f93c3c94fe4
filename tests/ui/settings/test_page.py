"""The settings over a real register."""

import pytest

from app.core.rosters import UNIT, VILLAGE
from app.errors import StorageError
from app.ui.print_queue import AS_SET
from app.ui.screen_choices import ScreenChoices
from app.ui.settings.page import SettingsPage
from app.ui.window_state import WindowState


@pytest.fixture
def choices(qapp, theme, desktop, tmp_path):
    desktop.printer = ""
    return ScreenChoices(qapp, theme, desktop, WindowState(tmp_path))


@pytest.fixture
def page(qtbot, desk, context, choices):
    made = SettingsPage(desk, context, choices)
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_changed_name_is_saved_and_told(qtbot, page, desk, context, window):
    page.office.fields["clerk"].editor.setText("李四")
    page.office.fields["assignment_days"].editor.setValue(20)
    with qtbot.waitSignal(context.changes.office_changed):
        page.commands()["save"]()
    assert (desk.offices.office().clerk, desk.offices.office().assignment_days) == ("李四", 20)
    assert window.toasts == ["机构设置已保存"]


def test_a_code_that_is_none_stays_on_the_page_with_its_sentence(page, desk):
    before = desk.offices.office()
    page.office.fields["code"].editor.setText("4309")
    page.office.save()
    assert "12位" in page.office.fields["code"].problem()
    assert desk.offices.office() == before


def test_saving_nothing_writes_nothing(page, desk):
    before = desk.safety.verify().entries
    page.office.save()
    assert desk.safety.verify().entries == before


@pytest.mark.parametrize("leaves", [True, False])
def test_unsaved_changes_are_asked_about(page, prompts, leaves):
    prompts.confirms = leaves
    page.office.fields["clerk"].editor.setText("李四")
    assert page.may_leave() is leaves
    assert bool(page.office.changes()) is not leaves


def test_a_unit_is_added_and_retired(page, desk, prompts):
    rosters = page.rosters
    rosters.name_edit.setText("水利站")
    rosters.add_button.click()
    assert desk.offices.named(UNIT, "水利站")
    rosters.names_list.choose(desk.offices.named(UNIT, "水利站").id)
    rosters.retire_button.click()
    assert prompts.asked == ["停用“水利站”？"]
    assert desk.offices.named(UNIT, "水利站") is None


def test_a_name_twice_is_refused_under_its_field(page, desk):
    page.rosters.kinds.choose(VILLAGE)
    page.rosters.refresh()
    page.rosters.name_edit.setText("青山村")
    page.rosters.add_button.click()
    assert "已经有" in page.rosters._name_field.problem()
    assert len(desk.offices.roster(VILLAGE)) == 2


def test_a_backup_is_made_and_told(qtbot, page, desk, context):
    with qtbot.waitSignal(context.changes.safety_changed):
        page.safety.backup_button.click()
    assert desk.safety.last_backup()
    assert "核对通过" in page.safety._notice.sentence()
    assert page.isEnabled()


def test_a_backup_that_fails_is_a_sentence(page, prompts, desk, monkeypatch):
    def full(_folder, **_named):
        raise StorageError("U盘满了，没有备份。")

    monkeypatch.setattr(desk.safety, "backup", full)
    page.safety.backup_button.click()
    assert prompts.errors == ["U盘满了，没有备份。"]
    assert page.window().isEnabled()


def test_verifying_shows_what_was_found(page):
    page.safety.full_button.click()
    assert page.safety._notice.sentence().startswith("数据完好。")


def test_text_size_and_printer_are_kept_for_the_next_start(qapp, theme, desktop, tmp_path):
    state = WindowState(tmp_path)
    desktop.printer = ""
    choices = ScreenChoices(qapp, theme, desktop, state)
    choices.choose_look(125, dark=True)
    choices.step(1)
    choices.choose_printer("柜台打印机")
    again = WindowState(tmp_path)
    assert (again.scale(), again.read("look/dark", False)) == (150, True)
    assert (again.read("print/printer", ""), desktop.printer) == ("柜台打印机", "柜台打印机")
    choices.choose_look(100, dark=False)


def test_a_rule_is_saved_by_its_key_and_told(qtbot, page, desk, context, window):
    page.open_section("规则")
    page.rules.rows["suggestion_days"].editor.setValue(30)
    with qtbot.waitSignal(context.changes.office_changed):
        page.commands()["save"]()
    assert desk.offices.office().choices.suggestion_days == 30
    assert window.toasts == ["规则设置已保存"]


@pytest.mark.parametrize("leaves", [True, False])
def test_unsaved_rules_are_asked_about_too(page, prompts, leaves):
    prompts.confirms = leaves
    page.rules.rows["simple_procedure"].editor.click()
    assert page.may_leave() is leaves
    assert prompts.asked == ["规则的修改还没有保存，要放弃吗？"]
    assert bool(page.rules.changes()) is not leaves


def test_how_papers_are_printed_is_in_force_at_once_and_kept(qtbot, page, qapp, theme, desktop, tmp_path):
    part = page.screen_look.printing
    part.copies.chip("3").click()
    part.sides.chip("both").click()
    assert (desktop.wishes.copies, desktop.wishes.both_sides) == (3, True)
    desktop.wishes = AS_SET
    again = ScreenChoices(qapp, theme, desktop, WindowState(tmp_path))
    assert (again.copies(), again.sides(), desktop.wishes.both_sides) == (3, "both", True)


def test_own_fonts_are_off_until_wanted(monkeypatch, page, choices):
    wanted = []
    monkeypatch.setattr("app.ui.screen_choices.prefer_own_fonts", lambda *, on: wanted.append(on))
    part = page.screen_look.printing
    assert part.fonts.value() == "shipped"
    part.fonts.chip("own").click()
    assert (wanted, choices.own_fonts()) == ([True], True)
    part.fonts.chip("shipped").click()
    assert (wanted, choices.own_fonts()) == ([True, False], False)
