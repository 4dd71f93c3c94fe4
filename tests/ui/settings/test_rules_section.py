"""What the rules leave to the office, over a real register."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.core.choices import CHOICES, DEFAULTS, GROUPS
from app.errors import StorageError
from app.ui.settings.rules_section import RulesSection
from tests.ui.clipping import settle


@pytest.fixture
def section(qtbot, desk, prompts):
    made = RulesSection(desk.offices, prompts.show_error)
    qtbot.addWidget(made)
    made.resize(760, 600)
    made.show()
    settle()
    return made


def test_every_choice_shows_what_is_in_force(section):
    assert {name: row.value() for name, row in section.rows.items()} == vars(DEFAULTS)
    assert not any(row.changed_mark.isVisibleTo(section) for row in section.rows.values())
    assert section.changes() == {}


def test_the_groups_come_one_after_the_other_and_the_button_stays_the_last(qtbot, desk, prompts):
    made = RulesSection(desk.offices, prompts.show_error)
    qtbot.addWidget(made)
    assert 0 < len(made._laid) < len(CHOICES)
    made.show()
    settle()
    assert len(made._laid) == len(CHOICES)
    last = list(made.rows.values())[-1]
    assert made.save_button.previousInFocusChain() in {last.editor, *last.editor.findChildren(QWidget)}


def test_what_is_chosen_is_saved_and_told(qtbot, section, desk):
    section.rows["start_day_counts"].editor.click()
    section.rows["overdue_by"].editor.chip("rolled").click()
    section.rows["rest_weekdays"].editor.chip("6").click()
    section.rows["pass_on_within_days"].editor.setValue(3)
    section.rows["closing_time"].editor.setText("17:30")
    assert section._unsaved.text() == "改了5项，还没有保存"
    with qtbot.waitSignal(section.saved):
        section.save_button.click()
    assert desk.offices.office().choices == replace(
        DEFAULTS, start_day_counts=True, overdue_by="rolled", rest_weekdays="7", pass_on_within_days=3,
        closing_time="17:30",
    )  # fmt: skip
    assert (section.changes(), section._unsaved.text()) == ({}, "")


def test_a_choice_that_is_not_the_default_says_so_and_leads_back(section, desk):
    desk.offices.choose({"urge_days_before": 3})
    section.refresh()
    row = section.rows["urge_days_before"]
    assert row.changed_mark.isVisibleTo(section)
    row.default_link.click()
    assert (row.value(), row.changed_mark.isVisibleTo(section)) == (10, False)
    section.save()
    assert desk.offices.office().choices == DEFAULTS


def test_a_mistake_stays_under_its_field(section, desk):
    section.rows["channel_words"].editor.setText("传真=电报")
    section.rows["urge_days_before"].editor.setValue(3)
    section.save()
    row = section.rows["channel_words"]
    assert "看不懂" in row.problem()
    assert not row.visibleRegion().isEmpty()
    assert desk.offices.office().choices == DEFAULTS
    row.editor.setText("传真=来信")
    assert row.problem() == ""
    section.save()
    assert desk.offices.office().choices.channel_words == "传真=来信"


def test_saving_nothing_writes_and_tells_nothing(qtbot, section, desk):
    head = desk.month.head()
    with qtbot.assertNotEmitted(section.saved):
        section.save()
    assert desk.month.head() == head


def test_a_full_disk_is_a_sentence_and_keeps_what_was_chosen(section, desk, prompts, monkeypatch):
    def full(_changes):
        raise StorageError("磁盘满了，没有保存。")

    monkeypatch.setattr(desk.offices, "choose", full)
    section.rows["simple_procedure"].editor.click()
    section.save()
    assert prompts.errors == ["磁盘满了，没有保存。"]
    assert section.changes() == {"simple_procedure": False}


@pytest.mark.parametrize("name", ["urge_days_before", "rule_pack"])
def test_scrolling_past_an_editor_changes_nothing(section, name):
    editor = section.rows[name].editor
    middle = QPointF(editor.rect().center())
    wheel = QWheelEvent(
        middle, editor.mapToGlobal(middle), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(editor, wheel)
    assert section.rows[name].value() == getattr(DEFAULTS, name)


def test_a_pack_that_is_no_longer_there_stays_chosen(section):
    row = section.rows["rule_pack"]
    row.put("county-1999")
    assert row.value() == "county-1999"


def test_every_row_stands_in_its_group_and_fits(section):
    section._area.widget().layout().activate()
    assert [choice.group for choice in CHOICES] == sorted(
        (choice.group for choice in CHOICES), key=GROUPS.index
    )
    assert all(row._title.width() >= row._title.sizeHint().width() for row in section.rows.values())
    assert section._area.widget().width() <= section._area.viewport().width()
