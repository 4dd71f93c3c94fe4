from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from app.ui.reception.source_field import SourceField
from app.ui.theme import Theme


@pytest.fixture
def field(qtbot: QtBot, theme: Theme) -> SourceField:
    made = SourceField(theme, lambda: date(2026, 11, 20))
    qtbot.addWidget(made)
    made.show()
    return made


def test_only_a_superiors_paper_asks_where_the_visit_was_made(field: SourceField) -> None:
    assert not field.level_field.isVisible()
    field.box.setText("上级转送")
    assert field.level_field.isVisible()
    field.level_box.choose("province")
    assert field.level() == "province"


def test_a_matter_of_our_own_has_no_other_level(field: SourceField) -> None:
    field.box.setText("上级转送")
    field.level_box.choose("city")
    field.box.setText("自查排查")
    assert field.level() == ""
