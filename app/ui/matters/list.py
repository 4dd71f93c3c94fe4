"""The list of matters (事项): filters as chips, two lines each or a table, read page by page from either end."""

import contextlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QStackedWidget, QVBoxLayout, QWidget

from app.errors import AppError
from app.services.list_views import ListView
from app.services.matters import Matters
from app.ui.matters.list_counting import Counting
from app.ui.matters.list_head import ListHead
from app.ui.matters.list_rows import PagedMatters, Reads
from app.ui.matters.list_table import SORTED_BY, MatterTable, copy_rows
from app.ui.matters.list_words import NOTHING, narrowing
from app.ui.theme import Theme, space
from app.ui.widgets.card import EmptyState, scrolling
from app.ui.widgets.two_line_list import TwoLineList

PAGE = 100
LOOK = "matters"  # under this name the register keeps how the list looks
SEEKING = "正在查找…"
LEAST_HEAD = 96
COPIED = ("number", "people", "title", "channel", "registered_on", "state", "unit", "due", "village")


class ListedMatter(Protocol):
    """A matter as the services list it."""

    @property
    def row(self) -> int: ...
    @property
    def id(self) -> str: ...
    @property
    def number(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def people(self) -> str: ...
    @property
    def registered_on(self) -> date: ...
    @property
    def state(self) -> str: ...
    @property
    def next_due(self) -> date | None: ...


class MatterList(QWidget):
    """Which matters there are.

    Signals:
        chosen: Another matter is current; carries its id.
        opened: The clerk pressed Enter on a matter; carries its id.
        filtering_asked: The clerk wants the further filters.
        naming_asked: A view is to be kept (empty) or called otherwise (its name).
        removing_asked: A view is not wanted any more; carries its name.
        shape_changed: The list is a table now (true) or two lines each (false).
    """

    chosen, opened = Signal(str), Signal(str)
    filtering_asked, naming_asked, removing_asked = Signal(), Signal(str), Signal(str)
    shape_changed = Signal(bool)

    def __init__(
        self,
        matters: Matters,
        theme: Theme,
        *,
        page_size: int = PAGE,
        names: Callable[[str], dict[str, str]] = lambda _category: {},
    ) -> None:
        super().__init__()
        self._matters, self._names = matters, names
        self._view, self._view_name = ListView(), ""
        self._day = date.min
        self.head = ListHead()
        self.filters, self.views = self.head.filters, self.head.views
        self.rows = PagedMatters(theme, page_size=page_size)
        self.lines = TwoLineList(theme, name="信访事项", model=self.rows)
        self.table = MatterTable(self.rows, theme)
        self.counting = Counting()
        self._empty = EmptyState("", icon_name="matters")
        self._stack = QStackedWidget()
        for place in (self.lines, self.table, scrolling(self._empty)):
            self._stack.addWidget(place)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(2))
        self._head_room = scrolling(self.head)
        column.addWidget(self._head_room)
        column.addWidget(self._stack, 1)
        self._connect()
        self._recall()

    @property
    def view(self) -> ListView:
        """What is shown now."""
        return self._view

    def view_name(self) -> str:
        """The 常用 that is shown, if it is one."""
        return self._view_name

    def is_table(self) -> bool:
        return self._table

    def read(self, today: date) -> None:
        """The list anew, as far as it was read; the rest follows while scrolling."""
        self._read(today, again=today == self._day, chosen=self._place().current_key())

    def show_view(self, view: ListView, name: str = "") -> None:
        """Show something else; `name` is the 常用 it is."""
        self._view, self._view_name = view.sound(), name
        self._read(self._day, again=False, chosen="")
        self._choose_row(0)

    def read_views(self, current: str | None = None) -> None:
        """The 常用 there are now; `current` is the one shown."""
        self._view_name = self._view_name if current is None else current
        self.head.show_views(self._matters.views.all(), self._view_name)

    def choose(self, matter_id: str) -> bool:
        """Make this matter current; false if it is not among those read so far."""
        row = self.rows.row_of(matter_id)
        self._choose_row(row)
        return row >= 0

    def show_as(self, *, table: bool) -> None:
        """As a table or two lines each; what was current stays current."""
        key = self._place().current_key()
        self._table = table
        self.head.show_as(table=table)
        self._show_place()
        self._choose_row(self.rows.row_of(key))
        self.shape_changed.emit(table)

    def enter(self) -> None:
        """The keyboard goes into the list."""
        self._place().setFocus()

    def go_first(self) -> None:
        self.rows.show_start()
        self._choose_row(0)

    def go_last(self) -> None:
        """To the last matter of all, without reading what lies between."""
        self.rows.show_end()
        self._choose_row(self.rows.rowCount() - 1)
        self._place().scrollToBottom()

    def hideEvent(self, event: QHideEvent) -> None:
        """A list nobody sees neither counts nor seeks; it is read again when it is shown."""
        super().hideEvent(event)
        self.counting.stop()
        self.rows.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_head()

    def _fit_head(self) -> None:
        """In very large type the controls scroll, so that the list keeps the greater part."""
        wanted = self.head.sizeHint().height()
        if self.head.hasHeightForWidth():
            wanted = self.head.heightForWidth(self.width())
        self._head_room.setFixedHeight(min(wanted, max(self.height() * 2 // 5, LEAST_HEAD)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.head and event.type() == QEvent.Type.LayoutRequest:
            self._fit_head()
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            plain = event.modifiers() in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier}
            act = {Qt.Key.Key_Home: self.go_first, Qt.Key.Key_End: self.go_last}.get(Qt.Key(event.key()))
            if event.matches(QKeySequence.StandardKey.Copy):
                act = self.copy_chosen
            if act and plain:
                act()
                return True
        return super().eventFilter(watched, event)

    def copy_chosen(self) -> None:
        """The chosen matters onto the clipboard, as cells for Excel."""
        if self._table:
            self.table.copy_rows()
        elif self.lines.currentIndex().isValid():
            copy_rows(self.rows, [self.lines.currentIndex().row()], COPIED)

    def _connect(self) -> None:
        head = self.head
        self.filters.changed.connect(lambda: self._change(which=self.filters.value()))
        self.views.changed.connect(self._on_view_chosen)
        head.narrowing.removed.connect(self._on_filter_removed)
        head.filter_button.clicked.connect(self.filtering_asked)
        head.sort_box.activated.connect(lambda _row: self._change(sort=head.sort_box.currentData()))
        head.table_button.clicked.connect(self._on_shape_asked)
        head.columns_button.clicked.connect(lambda: self.table.open_columns_menu(head.columns_button))
        head.keep_link.clicked.connect(lambda: self.naming_asked.emit(""))
        head.rename_link.clicked.connect(lambda: self.naming_asked.emit(self._view_name))
        head.remove_link.clicked.connect(lambda: self.removing_asked.emit(self._view_name))
        self.lines.chosen.connect(self.chosen)
        self.lines.opened.connect(self.opened)
        self.table.opened.connect(self.opened)
        self.table.sort_asked.connect(self._on_sort_asked)
        self.table.arranged.connect(self._remember)
        self.counting.counted.connect(head.count_label.setText)
        self.rows.seeking.connect(self._on_seeking)
        self.rows.moved.connect(self._on_moved)
        for place in (self.lines, self.table):
            place.installEventFilter(self)
            place.verticalScrollBar().valueChanged.connect(partial(self._on_scrolled, place))
        self.head.installEventFilter(self)

    def _read(self, today: date, *, again: bool, chosen: str) -> None:
        """Read anew; the matter `chosen` is current again if it is among the first."""
        self._day = today
        names = self._names(self._view.category)
        self._show_head(names)
        self.rows.show_list(self._slice, names, today, again=again)
        self._choose_row(self.rows.row_of(chosen), scroll=False)
        self._show_place()
        self.head.count_label.setText("")
        self.counting.start(partial(self._matters.count, self._view))

    def _show_head(self, names: dict[str, str]) -> None:
        head = self.head
        self.filters.choose(self._view.which)
        head.narrowing.show_filters(narrowing(self._view, names))
        head.show_sorts(self._view.sorts(), self._view.sort)
        self.table.show_sort(self._view.sort)
        self.read_views()

    @property
    def _slice(self) -> Reads:
        return partial(self._matters.listing, self._view)

    def _change(self, **changes: str) -> None:
        self.show_view(replace(self._view, **changes))

    def _place(self) -> TwoLineList | MatterTable:
        return self.table if self._table else self.lines

    def _show_place(self) -> None:
        """The rows, or a sentence that there are none."""
        if self.rows.rowCount():
            self._stack.setCurrentWidget(self._place())
            return
        narrowed = self._view.narrowed
        words = "没有符合这些筛选的事项" if narrowed else NOTHING[self._view.which]
        advice = "去掉一两个筛选再看" if narrowed else "换一个筛选看看" if self._view.which != "all" else ""
        self._empty.say(*((SEEKING, "") if self.rows.is_seeking() else (words, advice)))
        self._stack.setCurrentIndex(2)

    def _choose_row(self, row: int, *, scroll: bool = True) -> None:
        if not 0 <= row < self.rows.rowCount():
            return
        if self._table:
            self.table.choose_row(row)
            return
        self.lines.setCurrentIndex(self.rows.index(row, 0))
        if scroll:
            self.lines.scrollTo(self.lines.currentIndex(), TwoLineList.ScrollHint.PositionAtCenter)

    def _on_filter_removed(self, field: str) -> None:
        self._change(**{field: ""})
        self.head.filter_button.setFocus()

    def _on_view_chosen(self) -> None:
        name = self.views.value()
        view = self._matters.views.all().get(name)
        if view:
            self.show_view(view, name)

    def _on_sort_asked(self, column: str) -> None:
        """A second click on the day of registration turns the order round."""
        fitting = [sort for sort in self._view.sorts() if SORTED_BY.get(sort) == column]
        if fitting:
            other = [sort for sort in fitting if sort != self._view.sort] or fitting
            self._change(sort=other[0])
        else:
            self.table.show_sort(self._view.sort)

    def _on_shape_asked(self) -> None:
        self.show_as(table=not self._table)
        self._remember()
        self.enter()

    def _on_seeking(self, _seeking: bool) -> None:
        if not self.rows.rowCount() or self._stack.currentIndex() == 2:
            self._show_place()

    def _on_scrolled(self, place: QAbstractItemView, value: int) -> None:
        if not place.isVisible():
            return
        if value < place.viewport().height():
            self.rows.fetch_above()
        else:
            self.rows.let_go(place.indexAt(place.viewport().rect().center()).row())

    def _on_moved(self, rows: int) -> None:
        """Rows came or went above: what the clerk reads stays where it is."""
        place = self._place()
        bar = place.verticalScrollBar()
        place.doItemsLayout()
        height = place.visualRect(self.rows.index(0, 1 if self._table else 0)).height()
        bar.blockSignals(True)
        bar.setValue(bar.value() + rows * height)
        bar.blockSignals(False)
        place.viewport().update()

    def _recall(self) -> None:
        """As the list looked when it was left."""
        kept = self._matters.views.look(LOOK)
        self._table = kept.get("as") == "table"
        self.table.arrange(kept)
        self.head.show_as(table=self._table)
        self.read_views()

    def _remember(self) -> None:
        shape = "table" if self._table else "lines"
        # A look that cannot be kept on a full disk is not worth a sentence; the next change tries again.
        with contextlib.suppress(AppError):
            self._matters.views.keep_look(LOOK, {"as": shape} | self.table.arrangement())
