"""A field: its word above, the editor, and under it a hint or what is wrong."""

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from app.ui.rare import provide_for
from app.ui.theme import Tone, Type, space
from app.ui.widgets.date_edit import DateEdit
from app.ui.widgets.plain import PlainLabel, restyle


class Field(QWidget):
    """One question with its editor; the sentence of a mistake takes the hint's place."""

    def __init__(self, title: str, editor: QWidget, *, hint: str = "", optional: bool = False) -> None:
        super().__init__()
        self.editor, self._hint = editor, hint
        self._title = PlainLabel(f"{title}（选填）" if optional else title, strong=True, wrap=True)
        self._title.setBuddy(editor)
        self._below = PlainLabel(hint, Type.CAPTION, wrap=True)
        if not hint:
            self._below.hide()
        if not editor.accessibleName():
            editor.setAccessibleName(title)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(1))
        for widget in (self._title, editor, self._below):
            column.addWidget(widget)
        if isinstance(editor, DateEdit):
            editor.problem_changed.connect(self.set_problem)
        elif isinstance(editor, QLineEdit | QPlainTextEdit):
            editor.textChanged.connect(self._on_edited)

    def set_problem(self, sentence: str) -> None:
        """Show what is wrong under the field, or nothing to take it away."""
        self._below.setText(sentence or self._hint)
        self._below.set_tone(Tone.LATE if sentence else None)
        self._below.setVisible(bool(sentence or self._hint))
        self.editor.setAccessibleDescription(sentence or self._hint)
        if bool(self.editor.property("invalid")) != bool(sentence):
            self.editor.setProperty("invalid", bool(sentence))
            restyle(self.editor)

    def _on_edited(self) -> None:
        """What was wrong is being mended; the sentence has done its work."""
        provide_for(text_in(self.editor))
        if self.problem():
            self.set_problem("")

    def problem(self) -> str:
        """The sentence of the mistake shown now."""
        return self._below.text() if self.editor.property("invalid") else ""

    def set_title(self, title: str) -> None:
        """Another word above the same editor."""
        self._title.setText(title)
        self.editor.setAccessibleName(title)

    def set_hint(self, hint: str) -> None:
        self._hint = hint
        self.set_problem("")


def text_in(editor: QWidget) -> str:
    """What stands in a field of one line or several."""
    if isinstance(editor, QPlainTextEdit):
        return editor.toPlainText()
    return editor.text() if isinstance(editor, QLineEdit) else ""


def show_problems(fields: dict[str, Field], problems: dict[str, str]) -> str:
    """Put each sentence of a `ValidationError` under its field and go to the first.

    Returns the sentences that have no field here, joined, so that none is swallowed.
    """
    for name, field in fields.items():
        field.set_problem(problems.get(name, ""))
    wrong = [field for name, field in fields.items() if name in problems]
    if wrong:
        wrong[0].editor.setFocus()
    return "；".join(sentence for name, sentence in problems.items() if name not in fields)
