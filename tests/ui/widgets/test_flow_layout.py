"""Widgets in lines: as high as their lines are, also after one of them has changed."""

import pytest
from PySide6.QtWidgets import QLabel

from app.ui.widgets.flow_layout import FlowRow


@pytest.fixture
def row(qtbot):
    made = FlowRow(*(QLabel("一二三四五") for _ in range(3)))
    qtbot.addWidget(made)
    made.show()
    return made


def labels(row):
    return row.findChildren(QLabel)


def height(row):
    wide = labels(row)[0].sizeHint().width()
    return row.layout().heightForWidth(2 * wide + 10)


def test_what_is_put_away_or_grows_changes_the_height(row):
    line = labels(row)[0].sizeHint().height()
    assert height(row) == 2 * line + 8
    labels(row)[2].hide()
    assert height(row) == line
    labels(row)[2].show()
    assert height(row) == 2 * line + 8
    labels(row)[1].setText("一二三四五六七八九十")
    assert height(row) == 3 * line + 16
