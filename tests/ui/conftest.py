"""Guards and fakes of the window's tests: no real dialog, no printer, no window or timer left behind."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMainWindow, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from app.errors import PaperError
from app.ui.changes import Changes
from app.ui.context import Context
from app.ui.print_queue import AS_SET, Wishes
from app.ui.tasks import InlineTasks, ThreadTasks
from app.ui.theme import Theme
from app.ui.turns import AtOnce

TODAY = date(2026, 11, 20)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything below tests/ui opens a window."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.qt)


@pytest.fixture(scope="session")
def theme(qapp: QApplication) -> Theme:
    """The look of the program, worn once; nothing moves."""
    worn = Theme(motion=False)
    worn.wear(qapp)
    return worn


@pytest.fixture(autouse=True)
def _dressed(theme: Theme, monkeypatch: pytest.MonkeyPatch) -> Theme:
    """What a test shows by itself wears the look as it would inside the window; windows see to it themselves."""
    take = QtBot.addWidget
    theme.change_in(AtOnce())  # a window of a test before may have left its turns

    def clothe_and_take(bot: QtBot, widget: QWidget, **how: object) -> None:
        if not isinstance(widget, QMainWindow | QDialog):
            theme.clothe(widget)
        take(bot, widget, **how)

    monkeypatch.setattr(QtBot, "addWidget", clothe_and_take)
    return theme


@pytest.fixture(autouse=True)
def _no_real_dialog(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_names: object) -> None:
        raise AssertionError("a test opened a real dialog; ask through Prompts")

    monkeypatch.setattr(QDialog, "exec", refuse)
    monkeypatch.setattr(QMessageBox, "exec", refuse)
    for name in ("question", "warning", "information", "critical"):
        monkeypatch.setattr(QMessageBox, name, refuse)
    for name in ("getSaveFileName", "getOpenFileName", "getExistingDirectory"):
        monkeypatch.setattr(QFileDialog, name, refuse)


@pytest.fixture(autouse=True)
def _nothing_left_behind(qapp: QApplication) -> Iterator[None]:
    """Set up before qtbot, so that it looks after qtbot has closed what the test gave it."""
    yield
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    left = [window for window in qapp.topLevelWidgets() if window.isVisible()]
    for window in left:
        window.close()
    assert not left, left


@pytest.fixture
def write() -> Callable[..., None]:
    """Type into a widget, or into the one that has the keyboard; QTest alone knows no Chinese."""

    def type_in(text: str, widget: QWidget | None = None) -> None:
        for letter in text:
            target = widget or QApplication.focusWidget()
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(target, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))

    return type_in


@dataclass
class FakePrompts:
    """A clerk who always answers the same, and remembers what was asked."""

    confirms: bool = True
    path: Path | None = None
    asked: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def confirm(self, question: str, verb: str, *, detail: str = "", danger: bool = False) -> bool:
        self.asked.append(question)
        return self.confirms

    def show_error(self, sentence: str) -> None:
        self.errors.append(sentence)

    def choose_save_path(self, title: str, suggestion: str, kind: str = "") -> Path | None:
        self.asked.append(suggestion)
        return self.path

    def choose_open_path(self, title: str, kind: str = "") -> Path | None:
        self.asked.append(title)
        return self.path

    def choose_folder(self, title: str) -> Path | None:
        self.asked.append(title)
        return self.path


@dataclass
class FakeDesktop:
    """A PC with one printer, which keeps what it was given; or with none."""

    names: tuple[str, ...] = ("柜台打印机",)
    printed: list[tuple[str, bytes]] = field(default_factory=list)
    opened: list[Path] = field(default_factory=list)
    wishes: Wishes = AS_SET
    wished: list[Wishes] = field(default_factory=list)

    def open_file(self, path: Path) -> None:
        self.opened.append(path)

    def show_folder(self, path: Path) -> None:
        self.opened.append(path)

    def printers(self) -> tuple[str, ...]:
        return self.names

    def print_pdf(self, pdf: bytes, title: str) -> str:
        if not self.names:
            raise PaperError("这台电脑没有可用的打印机，没有打印。")
        self.printed.append((title, pdf))
        return self.names[0]

    def print_as(self, pdf: bytes, title: str, wishes: Wishes) -> str:
        self.wished.append(wishes)
        return self.print_pdf(pdf, title)


@dataclass
class Window:
    """What a page asked of the window around it."""

    toasts: list[str] = field(default_factory=list)
    undo: Callable[[], None] | None = None
    papers: list[tuple[str, bytes, str]] = field(default_factory=list)
    matters: list[tuple[str, str]] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)

    def toast(self, sentence: str, undo: Callable[[], None] | None = None) -> None:
        self.toasts.append(sentence)
        self.undo = undo

    def preview(
        self, title: str, pdf: bytes, file_name: str, printed: Callable[[], None] | None = None
    ) -> None:
        self.papers.append((title, pdf, file_name))
        if printed:
            printed()

    def open_matter(self, matter_id: str, step: str = "") -> None:
        self.matters.append((matter_id, step))


@pytest.fixture
def tasks(qapp: QApplication) -> Iterator[ThreadTasks]:
    """A real worker, for tests that look at the window while it works."""
    made = ThreadTasks()
    yield made
    made.close()


@pytest.fixture
def prompts() -> FakePrompts:
    return FakePrompts()


@pytest.fixture
def desktop() -> FakeDesktop:
    return FakeDesktop()


@pytest.fixture
def window() -> Window:
    return Window()


@pytest.fixture
def context(prompts: FakePrompts, desktop: FakeDesktop, theme: Theme, window: Window) -> Context:
    """Everything a page gets besides the desk, all fake but the theme and the signals."""
    return Context(
        prompts=prompts,
        desktop=desktop,
        tasks=InlineTasks(),
        changes=Changes(),
        theme=theme,
        today=lambda: TODAY,
        toast=window.toast,
        preview=window.preview,
        open_matter=window.open_matter,
        open_page=window.pages.append,
    )
