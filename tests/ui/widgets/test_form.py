"""Enter goes on, as in every register."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QSpinBox, QVBoxLayout

from app.ui.widgets.buttons import primary
from app.ui.widgets.field import Field, show_problems
from app.ui.widgets.form import Form


def form_of(qtbot, *editors):
    form = Form()
    column = QVBoxLayout(form)
    for editor in editors:
        column.addWidget(editor)
    qtbot.addWidget(form)
    form.show()
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    editors[0].setFocus()
    return form


def test_enter_walks_through_the_fields_and_presses_the_button(qtbot):
    editors = (QLineEdit(), QComboBox(), QSpinBox(), QLineEdit())
    button = primary("登记")
    form = form_of(qtbot, *editors, button)
    assert form.isVisible()
    for editor in editors:
        assert QApplication.focusWidget() is editor
        qtbot.keyClick(editor, Qt.Key.Key_Return)
    with qtbot.waitSignal(button.clicked):
        qtbot.keyClick(button, Qt.Key.Key_Return)


def test_enter_in_a_text_of_several_lines_makes_a_line(qtbot):
    text = QPlainTextEdit("一")
    form = form_of(qtbot, text, QLineEdit())
    assert form.isVisible()
    qtbot.keyClick(text, Qt.Key.Key_Return)
    assert text.toPlainText().count("\n") == 1
    assert QApplication.focusWidget() is text


def test_each_mistake_stands_under_its_field_and_the_first_has_the_keyboard(qtbot):
    name, code = Field("名称", QLineEdit()), Field("代码", QLineEdit())
    form = form_of(qtbot, name, code)
    assert form.isVisible()
    left = show_problems({"name": name, "code": code}, {"code": "应为12位数字", "other": "没有地方显示"})
    assert (name.problem(), code.problem()) == ("", "应为12位数字")
    assert QApplication.focusWidget() is code.editor
    assert left == "没有地方显示"


def test_a_button_that_is_off_says_why(qtbot):
    button = primary("结账")
    qtbot.addWidget(button)
    button.set_allowed(False, "先校核")
    assert not button.isEnabled()
    assert "先校核" in button.toolTip()
