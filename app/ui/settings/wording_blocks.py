"""The paragraphs of a template, one field each; when and how one is printed stays as it is."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.core import wording
from app.core.wording import Paragraph
from app.ui.theme import Tone, Type, space
from app.ui.widgets.buttons import link
from app.ui.widgets.growing_text import GrowingText
from app.ui.widgets.plain import PlainLabel

STYLES = {"head": "小标题，黑体", "subhead": "小标题，楷体", "plain": "不缩进"}


class Block(QWidget):
    """One paragraph with its text; `problem` says what is wrong with it."""

    def __init__(self, paragraph: Paragraph, name: str, *, new: bool = False) -> None:
        super().__init__()
        self.edit, self._when = GrowingText(least=1), PlainLabel("", Type.CAPTION)
        self.problem = PlainLabel("", Type.CAPTION, tone=Tone.LATE, wrap=True)
        self.problem.hide()
        self.up_button, self.drop_button = link("上移"), link("删除")
        below = QHBoxLayout()
        below.setSpacing(0)
        below.addWidget(self._when, 1)
        for button in (self.up_button, self.drop_button):
            below.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.edit)
        column.addWidget(self.problem)
        column.addLayout(below)
        self.put(paragraph, name, new=new)

    def put(self, paragraph: Paragraph, name: str, *, new: bool = False) -> None:
        """Another paragraph in the same field."""
        self._paragraph, self._new = paragraph, new
        self.edit.setPlainText(paragraph.text)
        self._shown = self.edit.toPlainText()
        self.edit.setAccessibleName(name)
        self._when.setText(_printed(paragraph))
        self.show_problem("")
        for button in (self.up_button, self.drop_button):
            button.setAccessibleDescription(name)

    def paragraph(self) -> Paragraph:
        """What stands here; one nobody touched stays letter for letter, with blanks a field would not show."""
        text = self.edit.toPlainText()
        return self._paragraph if text == self._shown else replace(self._paragraph, text=text.rstrip())

    def is_emptied(self) -> bool:
        """Whether the clerk left nothing of it."""
        return not self.paragraph().text and (self._new or bool(self._paragraph.text))

    def show_problem(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))


class Blocks(QWidget):
    """The paragraphs of one part of a paper.

    Signals:
        edited: A paragraph says something else, moved, came or went.
    """

    edited = Signal()

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title
        self.blocks: list[Block] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(space(1))
        self.add_button = link(f"添加一段{title}")
        self.add_button.clicked.connect(self._on_add_clicked)
        row = QHBoxLayout()
        row.addWidget(PlainLabel(title, strong=True), 1)
        row.addWidget(self.add_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(1))
        column.addLayout(row)
        column.addLayout(self._column)

    def put(self, paragraphs: Sequence[Paragraph]) -> None:
        """Other paragraphs; fields that stand here already take them."""
        for block in self.blocks[len(paragraphs) :]:
            _let_go(block)
        del self.blocks[len(paragraphs) :]
        for at, block in enumerate(self.blocks):
            block.put(paragraphs[at], self._name(at))
        for paragraph in paragraphs[len(self.blocks) :]:
            self._add(paragraph)

    def paragraphs(self) -> tuple[Paragraph, ...]:
        """What stands here; an emptied paragraph is none."""
        return tuple(block.paragraph() for block in self.blocks if not block.is_emptied())

    def _add(self, paragraph: Paragraph, *, new: bool = False) -> Block:
        block = Block(paragraph, self._name(len(self.blocks)), new=new)
        self.blocks.append(block)
        self._column.addWidget(block)
        block.edit.textChanged.connect(self.edited)
        block.drop_button.clicked.connect(lambda: self._drop(block))
        block.up_button.clicked.connect(lambda: self._move_up(block))
        return block

    def _name(self, at: int) -> str:
        return f"{self._title}第{at + 1}段"

    def _on_add_clicked(self) -> None:
        self._add(wording.Paragraph(""), new=True).edit.setFocus()
        self.edited.emit()

    def _drop(self, block: Block) -> None:
        self.blocks.remove(block)
        _let_go(block)
        self.edited.emit()

    def _move_up(self, block: Block) -> None:
        at = self.blocks.index(block)
        if at:
            self.blocks.insert(at - 1, self.blocks.pop(at))
            self._column.removeWidget(block)
            self._column.insertWidget(at - 1, block)
            self.edited.emit()


def _printed(paragraph: Paragraph) -> str:
    when = f"有“{paragraph.when}”时才印" if paragraph.when else ""
    return "　".join(part for part in (when, STYLES.get(paragraph.style, "")) if part)


def _let_go(block: Block) -> None:
    block.hide()
    block.deleteLater()
