"""Every question that stops the clerk. Pages ask through `Prompts`, so tests answer without a window."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.ui.theme import Type, clothe, space
from app.ui.widgets.buttons import Button, Kind, quiet
from app.ui.widgets.plain import PlainLabel

PDF, XLSX, BUNDLE, ANY = "PDF 文件 (*.pdf)", "Excel 表格 (*.xlsx)", "报送包 (*.xfb)", "所有文件 (*)"
DOCX = "Word 文件 (*.docx)"
ZIP = "压缩包 (*.zip)"
TABLES = "登记表 (*.xlsx *.csv)"
CSV = "表格 (*.csv)"


def ending_in(path: Path, *suffixes: str) -> Path:
    """The name a clerk typed, with the first of these endings if it has none of them."""
    return path if path.suffix.lower() in suffixes else path.with_name(path.name + suffixes[0])


class Prompts(Protocol):
    """Questions and notices. A `None` path means the clerk thought better of it."""

    def confirm(self, question: str, verb: str, *, detail: str = "", danger: bool = False) -> bool:
        """Whether to go on with something that cannot be undone; `verb` stands on the button."""

    def show_error(self, sentence: str) -> None: ...

    def choose_save_path(self, title: str, suggestion: str, kind: str = ANY) -> Path | None: ...

    def choose_open_path(self, title: str, kind: str = ANY) -> Path | None: ...

    def choose_open_paths(self, title: str, kind: str = ANY) -> tuple[Path, ...]:
        """Any number of files; none if the clerk thought better of it."""

    def choose_folder(self, title: str) -> Path | None: ...


class PlainMessage(QDialog):
    """A sentence with one or two buttons; nothing in it is markup."""

    def __init__(self, parent: QWidget | None, title: str, sentence: str, detail: str = "") -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(400)
        self._buttons = QHBoxLayout()
        self._buttons.addStretch(1)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(space(6), space(6), space(6), space(5))
        column.setSpacing(space(3))
        column.addWidget(PlainLabel(sentence, Type.LEAD, wrap=True).selectable())
        if detail:
            column.addWidget(PlainLabel(detail, soft=True, wrap=True).selectable())
        column.addSpacing(space(2))
        column.addLayout(self._buttons)
        clothe(self)

    def put(self, widget: QWidget) -> None:
        """Something to read between the sentence and the buttons."""
        self._column.insertWidget(self._column.count() - 2, widget)

    def offer(self, button: Button, answer: Callable[[], None], *, default: bool = False) -> None:
        """Add a button; the default one has the focus."""
        button.clicked.connect(answer)
        self._buttons.addWidget(button)
        if default:
            button.setFocus(Qt.FocusReason.OtherFocusReason)


class QtPrompts:
    """Asks in windows over `parent`, which may be set once the main window exists."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.parent = parent
        self._last_folder = Path.home()

    def confirm(self, question: str, verb: str, *, detail: str = "", danger: bool = False) -> bool:
        message = PlainMessage(self.parent, "请确认", question, detail)
        message.offer(quiet("返回"), message.reject, default=True)
        message.offer(Button(verb, Kind.DANGER if danger else Kind.PRIMARY), message.accept)
        return message.exec() == QDialog.DialogCode.Accepted

    def show_error(self, sentence: str) -> None:
        message = PlainMessage(self.parent, "没有完成", sentence)
        message.offer(Button("知道了", Kind.PRIMARY), message.accept, default=True)
        message.exec()

    def choose_save_path(self, title: str, suggestion: str, kind: str = ANY) -> Path | None:
        start = str(self._last_folder / suggestion)
        return self._keep(QFileDialog.getSaveFileName(self.parent, title, start, kind)[0])

    def choose_open_path(self, title: str, kind: str = ANY) -> Path | None:
        return self._keep(QFileDialog.getOpenFileName(self.parent, title, str(self._last_folder), kind)[0])

    def choose_open_paths(self, title: str, kind: str = ANY) -> tuple[Path, ...]:
        chosen = QFileDialog.getOpenFileNames(self.parent, title, str(self._last_folder), kind)[0]
        return tuple(Path(name) for name in chosen if self._keep(name))

    def choose_folder(self, title: str) -> Path | None:
        chosen = QFileDialog.getExistingDirectory(self.parent, title, str(self._last_folder))
        if chosen:
            self._last_folder = Path(chosen)
        return Path(chosen) if chosen else None

    def _keep(self, chosen: str) -> Path | None:
        if not chosen:
            return None
        self._last_folder = Path(chosen).parent
        return Path(chosen)
