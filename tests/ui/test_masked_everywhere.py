"""A full ID number stands on no page, in no list, tooltip or name for screen readers, until somebody says why."""

import contextlib

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QWidget

from app.core.receptions import ReceptionDraft
from app.services.receptions import Visitor
from tests.conftest import TODAY
from tests.ui.whole import open_whole

ID_NUMBER = "11010519491231002X"
ROLES = (
    Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole,
    Qt.ItemDataRole.EditRole, Qt.ItemDataRole.UserRole,
)  # fmt: skip
SAID_BY = (
    "text",
    "toPlainText",
    "windowTitle",
    "toolTip",
    "accessibleName",
    "placeholderText",
    "currentText",
)


def said(window: QWidget) -> str:
    """Everything any widget of the window says, shown or not, models and all."""
    words: list[str] = []
    for widget in (window, *window.findChildren(QWidget)):
        words += _of(widget)
        if isinstance(widget, QAbstractItemView) and widget.model():
            words += _in_model(widget.model())
    return "\n".join(words)


def _of(widget: QWidget) -> list[str]:
    words = []
    for name in SAID_BY:
        with contextlib.suppress(TypeError, AttributeError):  # a method of ours that happens to be called so
            words.append(str(getattr(widget, name)()))
    return words


def _in_model(model: QAbstractItemModel) -> list[str]:
    """Its first rows; there are no trees."""
    words, parent = [], QModelIndex()
    for row in range(min(model.rowCount(parent), 200)):
        columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(parent)
        for column in range(columns):
            at = model.index(row, column, parent)
            words += [str(at.data(role)) for role in ROLES]
    return words


@pytest.fixture
def matter_id(desk):
    draft = ReceptionDraft("visit", TODAY, TODAY, "反映水渠损坏", text="水渠漏水", purpose="appeal")
    return desk.receptions.register(draft, [Visitor("张甲", "00000000001", ID_NUMBER)]).matter_id


@pytest.fixture
def window(qapp, qtbot, theme, prompts, desktop, tmp_path, desk, matter_id):
    return open_whole(qapp, qtbot, theme, prompts, desktop, tmp_path, desk)


def test_no_widget_and_no_model_says_a_full_number(window, matter_id):
    for key in window.page_keys():
        window.open_page(key)
        assert ID_NUMBER not in said(window), key
    window.open_page("matters", lambda screen: screen.show_matter(matter_id, ""))
    detail = window.shown.detail
    for number in range(detail.tabs.count()):
        detail.tabs.setCurrentIndex(number)
    words = said(window)
    assert "张甲" in words
    assert ID_NUMBER not in words
    assert "002X" in words  # masked


def test_the_walk_sees_what_a_label_or_a_list_says(qtbot, window):
    """The safeguard taken away: a page that shows the number is noticed."""
    from PySide6.QtWidgets import QListWidget

    from app.ui.widgets.plain import PlainLabel

    label = PlainLabel(ID_NUMBER)
    label.setParent(window)
    assert ID_NUMBER in said(window)
    label.setText("")
    QListWidget(window).addItem(ID_NUMBER)
    assert ID_NUMBER in said(window)


def test_a_locked_window_and_its_title_say_nothing(window, matter_id):
    window.open_page("matters", lambda screen: screen.show_matter(matter_id, ""))
    window.lock()
    shown = [widget for widget in window.findChildren(QWidget) if widget.isVisibleTo(window)]
    words = [word for widget in shown for word in _of(widget)]
    assert not any("张甲" in word or "水渠" in word for word in [window.windowTitle(), *words])
