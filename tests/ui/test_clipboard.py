"""What is copied from the register passes."""

from PySide6.QtGui import QGuiApplication

from app.ui.clipboard import clear_copied, copy_for_a_while


def clipboard():
    return QGuiApplication.clipboard()


def test_a_copy_is_marked_for_histories_and_taken_away(qapp):
    copy_for_a_while("张三\t2026-0001")
    assert clipboard().text() == "张三\t2026-0001"
    assert any("History" in form for form in clipboard().mimeData().formats())
    clear_copied()
    assert clipboard().text() == ""


def test_what_another_program_copied_since_stays(qapp):
    copy_for_a_while("张三")
    clipboard().setText("别处的文字")
    clear_copied("张三")
    clear_copied()
    assert clipboard().text() == "别处的文字"
    clipboard().clear()


def test_a_later_copy_of_ours_outlives_the_earlier_one_s_time(qapp):
    copy_for_a_while("张三")
    copy_for_a_while("李四")
    clear_copied("张三")
    assert clipboard().text() == "李四"
    clear_copied()
