"""One choice of the office in one row: its words left, its editor right, what it means below."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QSpinBox, QVBoxLayout, QWidget

from app.core.choices import Choice
from app.ui.theme import Tone, space
from app.ui.widgets.buttons import link
from app.ui.widgets.chips import Chips
from app.ui.widgets.field import Field
from app.ui.widgets.plain import Badge

EDITOR_WIDTH = 360
NUMBER_WIDTH = 120
FEW_WORDS = 2


class CalmNumber(QSpinBox):
    """A number that scrolling the page past it does not change."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class CalmBox(QComboBox):
    """A list of words that scrolling the page past it does not change."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class ChoiceRow(Field):
    """A choice with its editor; says 已改 and offers the way back where it is not the default.

    Signals:
        edited: The clerk has another value in the editor now.
    """

    edited = Signal()

    def __init__(self, choice: Choice, default: bool | int | str) -> None:
        super().__init__(choice.title, _editor(choice), hint=choice.hint)
        self.choice, self._default = choice, default
        self.changed_mark = Badge("已改", Tone.SOON)
        self.default_link = link("恢复默认", tip="改回默认的规则，点“保存修改”后生效")
        self.default_link.setAccessibleName(f"{choice.title}，恢复默认")
        self.default_link.clicked.connect(self._on_default_clicked)
        _listen(self.editor, self._on_changed)
        self._arrange()
        self.put(default)

    def put(self, value: bool | int | str) -> None:
        """Show a value, without telling anybody."""
        self.editor.blockSignals(True)
        if isinstance(self.editor, Chips):
            self.editor.choose(*(str(value) if self.choice.many else [str(value)]))
        else:
            _put(self.editor, value)
        self.editor.blockSignals(False)
        self.set_problem("")
        self._mark()

    def value(self) -> bool | int | str:
        """What stands in the editor."""
        return _taken(self.editor)

    def _arrange(self) -> None:
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        for widget in (self._title, self.editor, self._below):
            column.removeWidget(widget)
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.setSpacing(space(2))
        head.addWidget(self._title, 1)
        head.addWidget(self.changed_mark, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(_in_column(self.editor))
        foot.addWidget(self._below, 1)
        foot.addWidget(self.default_link)
        column.addLayout(head)
        column.addLayout(foot)

    def _mark(self) -> None:
        differs = self.value() != self._default
        self.changed_mark.setVisible(differs)
        self.default_link.setVisible(differs)

    def _on_changed(self) -> None:
        if self.problem():
            self.set_problem("")
        self._mark()
        self.edited.emit()

    def _on_default_clicked(self) -> None:
        self.put(self._default)
        self.editor.setFocus()
        self.edited.emit()


def _in_column(editor: QWidget) -> QWidget:
    """All editors begin on one line and end before the card does."""
    cell = QWidget()
    cell.setFixedWidth(EDITOR_WIDTH)
    row = QHBoxLayout(cell)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(editor)
    if isinstance(editor, QCheckBox | QSpinBox):
        row.addStretch(1)
    return cell


def _editor(choice: Choice) -> QWidget:
    if choice.kind == "flag":
        return QCheckBox("是")
    if choice.kind == "number":
        return _number(choice)
    if choice.kind == "text":
        return _text(choice)
    if choice.many:
        return Chips(
            [(key, word.removeprefix("周")) for key, word in choice.words], name=choice.title, exclusive=False
        )
    if len(choice.words) <= FEW_WORDS and choice.name != "rule_pack":
        return Chips(choice.words, name=choice.title)
    return _box(choice)


def _number(choice: Choice) -> QSpinBox:
    number = CalmNumber()
    number.setRange(choice.least, choice.most)
    number.setSuffix(f" {choice.unit}")
    number.setSpecialValueText(choice.zero)
    number.setFixedWidth(NUMBER_WIDTH)
    number.lineEdit().setTextMargins(space(1), 0, 0, 0)
    return number


def _text(choice: Choice) -> QLineEdit:
    text = QLineEdit()
    text.setPlaceholderText(choice.example)
    return text


def _box(choice: Choice) -> QComboBox:
    box = CalmBox()
    for key, word in choice.words:
        box.addItem(word, key)
    return box


def _listen(editor: QWidget, listener: Callable[[], None]) -> None:
    if isinstance(editor, QCheckBox):
        editor.toggled.connect(lambda _on: listener())
    elif isinstance(editor, QSpinBox):
        editor.valueChanged.connect(lambda _value: listener())
    elif isinstance(editor, QComboBox):
        editor.currentIndexChanged.connect(lambda _row: listener())
    elif isinstance(editor, Chips):
        editor.changed.connect(listener)
    elif isinstance(editor, QLineEdit):
        editor.textChanged.connect(lambda _text: listener())


def _put(editor: QWidget, value: bool | int | str) -> None:
    if isinstance(editor, QCheckBox):
        editor.setChecked(bool(value))
    elif isinstance(editor, QSpinBox):
        editor.setValue(int(value))
    elif isinstance(editor, QComboBox):
        _choose_word(editor, str(value))
    elif isinstance(editor, QLineEdit):
        editor.setText(str(value))
        editor.setCursorPosition(0)


def _choose_word(box: QComboBox, value: str) -> None:
    """A stored word that is no longer offered stays readable and stays chosen."""
    if box.findData(value) < 0:
        box.addItem(value, value)
    box.setCurrentIndex(box.findData(value))


def _taken(editor: QWidget) -> bool | int | str:
    if isinstance(editor, QCheckBox):
        return editor.isChecked()
    if isinstance(editor, QSpinBox):
        return editor.value()
    if isinstance(editor, QComboBox):
        return str(editor.currentData())
    if isinstance(editor, Chips):
        return "".join(editor.chosen())
    return editor.text().strip() if isinstance(editor, QLineEdit) else ""
