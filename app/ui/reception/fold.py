"""Optional fields folded away under their words: one line until somebody needs one."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.theme import space
from app.ui.widgets.buttons import Button, link
from app.ui.widgets.field import Field
from app.ui.widgets.flow_layout import FlowLayout


class Folds(QWidget):
    """A row of words; pressing one puts its field below and enters it.

    Signals:
        unfolded: A field was opened; carries its name.
    """

    unfolded = Signal(str)

    def __init__(self, fields: dict[str, tuple[str, Field]]) -> None:
        super().__init__()
        self._fields = fields
        self.words: dict[str, Button] = {}
        words = QWidget()
        row = FlowLayout(words)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(3))
        for name, (word, field) in fields.items():
            button = self.words[name] = link(f"＋ {word}")
            button.clicked.connect(lambda _=False, name=name: self._on_word_clicked(name))
            row.addWidget(button)
            field.hide()
            column.addWidget(field)
        column.addWidget(words)

    def unfold(self, name: str, *, opened: bool = True) -> None:
        """Show one field instead of its word, or fold it away again."""
        self._fields[name][1].setVisible(opened)
        self.words[name].setVisible(not opened)

    def is_unfolded(self, name: str) -> bool:
        return not self._fields[name][1].isHidden()

    def _on_word_clicked(self, name: str) -> None:
        self.unfold(name)
        self._fields[name][1].editor.setFocus()
        self.unfolded.emit(name)
