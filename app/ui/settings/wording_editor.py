"""A template as a clerk writes it: title, salutation, paragraphs, remark; or its source file as a whole."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QStackedWidget, QVBoxLayout, QWidget

from app.core.wording import Wording, places
from app.core.wording_reading import parse_wording
from app.core.wording_writing import write_wording
from app.errors import PaperError
from app.ui.settings.wording_blocks import Blocks
from app.ui.theme import Tone, Type, space
from app.ui.widgets.buttons import Button, link
from app.ui.widgets.card import Notice, scrolling
from app.ui.widgets.chips import Chips
from app.ui.widgets.field import Field
from app.ui.widgets.flow_layout import FlowLayout
from app.ui.widgets.growing_text import GrowingText
from app.ui.widgets.plain import PlainLabel

WORDS, SOURCE = "words", "source"
PARTS = {"body": "正文", "closing": "表格后面的内容", "attachments": "附件说明", "copies": "抄送"}
PLACES_HEIGHT = 92
IN_SOURCE = "表格、存根、回执联里的栏目在“源文件”里修改。保存时，源文件里的注释（# 开头的说明）不保留。"


class WordingEditor(QWidget):
    """What is not shown as a field stays word for word; nothing written here is markup.

    `modes` stands where the page puts it.

    Signals:
        edited: The template says something else now.
    """

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._wording, self._before, self._offered = Wording(""), "", frozenset[str]()
        self._last: QLineEdit | QPlainTextEdit | None = None
        self._loading = False
        self._shown: dict[str, str] = {}
        self.modes = Chips([(WORDS, "内容"), (SOURCE, "源文件")], name="怎样修改")
        self.modes.choose(WORDS)
        self.modes.setMinimumWidth(
            sum(self.modes.chip(key).sizeHint().width() + space(2) for key in (WORDS, SOURCE))
        )
        self.title_edit, self.salutation_edit, self.remark_edit = (
            QLineEdit(),
            QLineEdit(),
            GrowingText(least=1),
        )
        self.source_edit = QPlainTextEdit()
        self.source_edit.setAccessibleName("源文件")
        self.fields = {
            "title": Field("标题", self.title_edit),
            "salutation": Field("称呼（选填）", self.salutation_edit),
            "remark": Field("附注（选填）", self.remark_edit),
        }
        self.parts = {name: Blocks(title) for name, title in PARTS.items()}
        self.problem = Notice("", Tone.LATE)
        self.problem.hide()
        self.place_buttons: list[Button] = []
        self._all_places, self._offers = list[Button](), tuple[str, ...]()
        self._build()
        self._connect()

    def show_source(self, source: str, offered: Sequence[str]) -> None:
        """Another template, and what it may name."""
        self._before, self._offered = source, frozenset(offered)
        self._loading = True
        self.source_edit.setPlainText(source)
        self._put(parse_wording(source))
        self.modes.choose(WORDS)
        self._stack.setCurrentIndex(0)
        self._put_places(offered)
        self._loading = False
        self._area.verticalScrollBar().setValue(0)
        self.show_problem("")

    def source(self) -> str:
        """The template as it stands; one that was not changed keeps its comments."""
        if self.modes.value() == SOURCE:
            return self.source_edit.toPlainText()
        wording = self._wording_now()
        return self._before if wording == parse_wording(self._before) else write_wording(wording)

    def is_changed(self) -> bool:
        return bool(self._before) and self.source() != self._before

    def show_problem(self, sentence: str) -> None:
        """Why it cannot be saved; fields that name something unknown say so themselves."""
        wrong = self.modes.value() == WORDS and self._mark_fields()
        self.problem.set_sentence("" if wrong else sentence)

    def insert_place(self, name: str) -> None:
        """Put {name} where the clerk was writing."""
        edit = self._last or self._first_text()
        if isinstance(edit, QLineEdit):
            edit.insert(f"{{{name}}}")
        elif edit is not None:
            edit.insertPlainText(f"{{{name}}}")
        if edit is not None:
            edit.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, QLineEdit | QPlainTextEdit):
            self._last = watched
        return super().eventFilter(watched, event)

    def _put(self, wording: Wording) -> None:
        self._wording, self._last = wording, None
        self.title_edit.setText(wording.title)
        self.salutation_edit.setText(wording.salutation)
        self.remark_edit.setPlainText(wording.remark)
        self._shown = self._lines()
        for name, part in self.parts.items():
            paragraphs = getattr(wording, name)
            part.put(paragraphs)
            part.setVisible(bool(paragraphs) or name == "body" or (name == "closing" and bool(wording.table)))
        self._watch()

    def _wording_now(self) -> Wording:
        written: dict[str, Any] = {name: part.paragraphs() for name, part in self.parts.items()}
        now = {name: text for name, text in self._lines().items() if text != self._shown[name]}
        written |= {name: text.strip() for name, text in now.items()}
        return replace(self._wording, **written)

    def _lines(self) -> dict[str, str]:
        """What stands in the single fields."""
        return {
            "title": self.title_edit.text(), "salutation": self.salutation_edit.text(),
            "remark": self.remark_edit.toPlainText(),
        }  # fmt: skip

    def _mark_fields(self) -> bool:
        """A sentence under each field that names what this paper cannot fill; whether there is one."""
        said = self._lines()
        for name, field in self.fields.items():
            field.set_problem(_strange(said[name], self._offered))
        blocks = [block for part in self.parts.values() for block in part.blocks]
        for block in blocks:
            block.show_problem(_strange(block.edit.toPlainText(), self._offered))
        return any(field.problem() for field in self.fields.values()) or any(
            it.problem.text() for it in blocks
        )

    def _texts(self) -> Iterator[QLineEdit | QPlainTextEdit]:
        yield from (self.title_edit, self.salutation_edit, self.remark_edit, self.source_edit)
        yield from (block.edit for part in self.parts.values() for block in part.blocks)

    def _first_text(self) -> QLineEdit | QPlainTextEdit | None:
        if self.modes.value() == SOURCE:
            return self.source_edit
        return next((block.edit for block in self.parts["body"].blocks), self.title_edit)

    def _watch(self) -> None:
        for edit in self._texts():
            edit.installEventFilter(self)

    def _on_edited(self) -> None:
        if not self._loading:
            self._watch()
            self.edited.emit()

    def _on_mode_changed(self) -> None:
        """From the fields to the file and back; a file that cannot be read stays a file."""
        if self.modes.value() == SOURCE:
            wording = self._wording_now()
            same = wording == parse_wording(self._before)
            self._load(
                lambda: self.source_edit.setPlainText(self._before if same else write_wording(wording))
            )
        else:
            try:
                wording = parse_wording(self.source_edit.toPlainText())
            except PaperError as error:
                self.modes.choose(SOURCE)
                self.problem.set_sentence(str(error))
                return
            self._load(lambda: self._put(wording))
        self._stack.setCurrentIndex(int(self.modes.value() == SOURCE))
        self._last = None
        self.edited.emit()

    def _load(self, put: Callable[[], None]) -> None:
        self._loading = True
        put()
        self._loading = False

    def _connect(self) -> None:
        self.modes.changed.connect(self._on_mode_changed)
        for edit in (self.title_edit, self.salutation_edit, self.remark_edit, self.source_edit):
            edit.textChanged.connect(self._on_edited)
        for part in self.parts.values():
            part.edited.connect(self._on_edited)

    def _build(self) -> None:
        self._stack = QStackedWidget()
        self._area = scrolling(self._sheet())
        self._stack.addWidget(self._area)
        self._stack.addWidget(self.source_edit)
        ground = QWidget()
        self._flow = FlowLayout(ground, gap=0)
        self._places_area = scrolling(ground)
        self._places_area.setFixedHeight(PLACES_HEIGHT)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(2))
        column.addWidget(PlainLabel("可用的内容，点一下插入光标处", Type.CAPTION))
        column.addWidget(self._places_area)
        column.addWidget(self.problem)
        column.addWidget(self._stack, 1)

    def _sheet(self) -> QWidget:
        sheet = QWidget()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, space(3), 0)
        column.setSpacing(space(3))
        column.addWidget(self.fields["title"])
        column.addWidget(self.fields["salutation"])
        for part in self.parts.values():
            column.addWidget(part)
        column.addWidget(self.fields["remark"])
        column.addWidget(PlainLabel(IN_SOURCE, Type.CAPTION, wrap=True))
        column.addStretch(1)
        return sheet

    def _put_places(self, names: Sequence[str]) -> None:
        """Buttons that stand there already take other names."""
        while len(self._all_places) < len(names):
            button = link("{}")
            button.clicked.connect(partial(self._insert_of, len(self._all_places)))
            self._all_places.append(button)
            self._flow.addWidget(button)
        self._offers = tuple(names)
        self.place_buttons = self._all_places[: len(names)]
        for name, button in zip(names, self.place_buttons, strict=True):
            button.set_verb(f"{{{name}}}")
        for at, button in enumerate(self._all_places):
            button.setVisible(at < len(names))
        self._places_area.verticalScrollBar().setValue(0)

    def _insert_of(self, at: int) -> None:
        self.insert_place(self._offers[at])


def _strange(text: str, offered: frozenset[str]) -> str:
    """What a text names and this paper cannot fill, as a sentence."""
    try:
        unknown = [name for name in places(text) if name not in offered]
    except PaperError:
        return "大括号不成对或者是空的；要印大括号本身，请写两个"
    return f"“{{{unknown[0]}}}”不是可用的内容，请从上面选" if unknown else ""
