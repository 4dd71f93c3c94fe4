"""A line, or a text of several lines: read and written alike."""

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

TextEditor = QLineEdit | QPlainTextEdit


def several_lines(height: int) -> QPlainTextEdit:
    """A field for running text; Tab goes on to the next one."""
    edit = QPlainTextEdit()
    edit.setFixedHeight(height)
    edit.setTabChangesFocus(True)
    return edit


def text_of(editor: TextEditor) -> str:
    return editor.text() if isinstance(editor, QLineEdit) else editor.toPlainText()


def set_text(editor: TextEditor, text: str) -> None:
    if isinstance(editor, QLineEdit):
        editor.setText(text)
    else:
        editor.setPlainText(text)
