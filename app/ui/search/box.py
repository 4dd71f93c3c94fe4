"""The one search box: type a few letters, everything that has such a name is below, Enter opens it."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, QMoveEvent, QPalette
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from shiboken6 import isValid

from app.ui.icons import icon
from app.ui.search.found import Finder, Found, Group, gather
from app.ui.search.results import Results
from app.ui.search.spelling import warm
from app.ui.theme import Theme, space

NOTHING = "没有找到。试试姓名、编号、电话后几位，或内容里的两三个字。"
TEACHING = (
    "可以搜索：姓名、编号、电话后几位、内容里的字；还有页面、命令和帮助。"
    "拼音首字母也行，例如 yj 是月结。↑↓ 选择，Enter 打开，Esc 离开。"
)
RECENT = "最近用过"
MOST_RECENT = 5
_BY_HAND = {
    Qt.FocusReason.ShortcutFocusReason,
    Qt.FocusReason.MouseFocusReason,
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
}


class SearchBox(QLineEdit):
    """Asks its finders at every letter. Down and Up move in the results, Enter opens, Esc leaves."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._finders: list[Finder] = []
        self._recent: list[Found] = []
        self._results: Results | None = None
        self._before: QWidget | None = None
        self.setProperty("kind", "search")
        self.setAccessibleName("搜索")
        self.setAccessibleDescription(TEACHING)
        self.setPlaceholderText("搜索事项、页面、命令、帮助　Ctrl+K")
        self.setClearButtonEnabled(True)
        self._warm = QTimer(self, singleShot=True, interval=0)
        self._warm.timeout.connect(warm)
        self._glass = QAction(self)
        self.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self.textChanged.connect(self._on_text_changed)
        self._draw()

    def look_in(self, *finders: Finder, first: bool = False) -> None:
        """Find these too, below what is found so far; `first` above it."""
        self._finders = [*finders, *self._finders] if first else [*self._finders, *finders]

    def enter(self) -> None:
        """Ctrl+K: the box is ready for another search."""
        if not self.hasFocus():
            self._before = QApplication.focusWidget()
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def results(self) -> Results:
        """The sheet under the box, made when first needed, because it lies over the whole window."""
        if self._results is None:
            self._results = Results(self._theme, self.window())
            self._results.chosen.connect(self._take)
        return self._results

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, results = event.key(), self.results()
        if key in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            results.move_by(1 if key == Qt.Key.Key_Down else -1)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if found := results.current():
                self._take(found)
        elif key == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def leave(self) -> None:
        """Put the search away and give the keyboard back to where it was."""
        self.clear()
        self.results().hide()
        before, self._before = self._before, None
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus()
        else:
            self.clearFocus()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in _BY_HAND:
            self._on_text_changed(self.text())
            self._warm.start()  # after the sheet stands on the screen

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self._results:
            self._results.hide()

    def moveEvent(self, event: QMoveEvent) -> None:
        super().moveEvent(event)
        if self._results and self._results.isVisible():
            self._on_text_changed(self.text())  # the sheet stays under the box

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_glass"):
            self._draw()

    def _draw(self) -> None:
        self._glass.setIcon(icon("search", self.palette().color(QPalette.ColorRole.PlaceholderText)))

    def _on_text_changed(self, text: str) -> None:
        wanted = text.strip()
        if wanted:
            groups = gather(self._finders, wanted)
            self._show(groups, "" if groups else NOTHING)
        elif self.hasFocus():
            self._show([Group(RECENT, tuple(self._recent))] if self._recent else [], TEACHING)
        else:
            self.results().hide()

    def _show(self, groups: Sequence[Group], note: str) -> None:
        below = self.mapTo(self.window(), QPoint(0, self.height() + space(1)))
        self.results().show_groups(groups, note, below, self.width())

    def _take(self, found: Found) -> None:
        if found.ask:
            self.setText(found.ask)
            return
        self._remember(found)
        self.leave()
        found.open()

    def _remember(self, found: Found) -> None:
        """The newest first, each once; only while the window is open."""
        if found.kept:
            others = [one for one in self._recent if one.line.key != found.line.key]
            self._recent = [found, *others][:MOST_RECENT]
