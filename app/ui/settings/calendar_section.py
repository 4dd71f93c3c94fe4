"""The office's calendar: a year at a glance, days of our own, and the arrangement of a new year."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from app.core.calendar import FIRST
from app.core.calendar_changes import LAST_YEAR
from app.core.calendar_years import YearDay
from app.errors import AppError, ValidationError
from app.services.calendars import Calendars, YearPreview
from app.ui.context import Context
from app.ui.settings.calendar_legend import CalendarLegend
from app.ui.settings.day_panel import DayPanel
from app.ui.settings.notice_preview import NoticePreview
from app.ui.settings.year_grid import YearGrid
from app.ui.theme import Tone, space
from app.ui.widgets.buttons import bare, quiet
from app.ui.widgets.card import Card, Notice
from app.ui.widgets.plain import ElidedLabel

NOTICE_FILES = "放假安排 (*.json)"


class CalendarSection(QWidget):
    """Shows a year, opens a day, takes a year's file in. Dates that depend on it are computed again.

    Signals:
        changed: A day or a year is another one now.
    """

    changed = Signal()

    def __init__(self, calendars: Calendars, context: Context) -> None:
        super().__init__()
        self._calendars, self._context = calendars, context
        self._preview: YearPreview | None = None
        self._day: date | None = None
        self.grid, self.panel, self.preview_card = YearGrid(context.theme), DayPanel(), NoticePreview()
        self._banner = Notice("", Tone.ACTION)
        self._done = Notice("", Tone.DONE)
        self._done.hide()
        self._year_card = self._card()
        self._build()
        self._listen()
        self.refresh()

    def refresh(self) -> None:
        """Show the chosen year as the register holds it."""
        year = self._calendars.year(self.year_box.value())
        self.grid.show_year(year, self._context.today())
        self._origin.setText(_origin(year.source, published=year.published))
        unknown = self._first_unpublished()
        self._banner.set_sentence(_unpublished(unknown) if unknown else "")
        self._banner.setVisible(bool(unknown))

    def open_day(self, day: date) -> None:
        """Show a day's panel below its month."""
        self._day = day
        self.grid.choose(day)
        self.panel.show_day(self._shown(day))
        self.grid.open_slot(self.panel, day.month)
        self.panel.enter()

    def close_day(self) -> None:
        """Put the panel away."""
        self._day = None
        self.grid.close_slot()

    def save_day(self) -> None:
        """Make the opened day what the panel says."""
        day, panel = self._day, self.panel
        if day is None:
            return
        name, source, working = panel.name_edit.text(), panel.source_edit.text(), panel.working()
        self._try(lambda: self._calendars.set_day(day, working=working, name=name, source=source), "已保存")

    def clear_day(self) -> None:
        """Give the opened day back to the published arrangement."""
        day = self._day
        if day is not None:
            self._try(lambda: self._calendars.clear_day(day), "已恢复为公布安排")

    def choose_file(self) -> None:
        """Read a year's file and show what it would set."""
        path = self._context.prompts.choose_open_path("选择放假安排文件", NOTICE_FILES)
        if path is None:
            return
        try:
            self._preview = self._calendars.read_year_file(path)
        except AppError as error:
            self._context.prompts.show_error(str(error))
            return
        self._done.set_sentence("")
        self.preview_card.show_preview(self._preview)
        self._show_preview(shown=True)

    def take_year(self) -> None:
        """Enter the year that is shown."""
        if self._preview is None:
            return
        try:
            self._calendars.enter_year(self._preview)
        except AppError as error:
            self._context.prompts.show_error(str(error))
            return
        year = self._preview.notice.year
        self.drop_preview()
        self.year_box.setValue(year)
        self._settled(f"{year}年放假安排已导入，涉及的日期已重新计算。")

    def drop_preview(self) -> None:
        """Leave everything as it is."""
        self._preview = None
        self._show_preview(shown=False)
        self.import_button.setFocus()

    def _try(self, change: Callable[[], None], done: str) -> None:
        day = self._day
        try:
            change()
        except ValidationError as error:
            self.panel.show_problems(error.problems)
            self.grid.open_slot(self.panel, day.month if day else 1)
            return
        except AppError as error:
            self._context.prompts.show_error(str(error))
            return
        self.close_day()
        self._settled(f"{self._shown(day).spoken()}：{done}" if day else done)

    def _settled(self, sentence: str) -> None:
        self.refresh()
        self._done.set_sentence(sentence)
        self.changed.emit()

    def _shown(self, day: date) -> YearDay:
        return next(shown for shown in self._calendars.year(day.year).days if shown.day == day)

    def _first_unpublished(self) -> int:
        """This year or the next, whichever is not known yet; 0 if both are."""
        this = self._context.today().year
        return next((year for year in (this, this + 1) if not self._calendars.is_published(year)), 0)

    def _on_year_chosen(self) -> None:
        self._put_day_away()
        self._done.set_sentence("")
        self.refresh()

    def _on_year_left(self, day: date) -> None:
        if FIRST.year <= day.year <= LAST_YEAR:
            self.year_box.setValue(day.year)
            self.grid.choose(day)
            self.grid.setFocus()

    def _show_preview(self, *, shown: bool) -> None:
        self.preview_card.setVisible(shown)
        self._year_card.setVisible(not shown)
        if shown:
            self.preview_card.confirm_button.setFocus()

    def _put_day_away(self) -> None:
        """Put the panel away without taking the keyboard from where it is."""
        if self._day is not None:
            self.close_day()
            self.year_box.setFocus()

    def _listen(self) -> None:
        self.year_box.valueChanged.connect(self._on_year_chosen)
        self.grid.opened.connect(self.open_day)
        self.grid.left.connect(self._on_year_left)
        self.panel.saved.connect(self.save_day)
        self.panel.cleared.connect(self.clear_day)
        self.panel.closed.connect(self.close_day)
        self.preview_card.confirmed.connect(self.take_year)
        self.preview_card.dropped.connect(self.drop_preview)
        self.import_button.clicked.connect(self.choose_file)

    def _build(self) -> None:
        self.panel.hide()
        self.panel.setParent(self.grid)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(4))
        for widget in (self._banner, self._done, self.preview_card, self._year_card):
            column.addWidget(widget)
        column.addStretch(1)
        self.preview_card.hide()

    def _card(self) -> Card:
        card = Card()
        card.column.addLayout(self._head())
        card.column.addWidget(CalendarLegend(self._context.theme))
        card.column.addWidget(self.grid)
        return card

    def _head(self) -> QHBoxLayout:
        self.year_box = QSpinBox()
        self.year_box.setRange(FIRST.year, LAST_YEAR)
        self.year_box.setSuffix("年")
        self.year_box.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.year_box.setAccessibleName("年份")
        self.year_box.setKeyboardTracking(False)
        self.year_box.setValue(self._context.today().year)
        before, after = bare("back", "上一年"), bare("forward", "下一年")
        before.clicked.connect(self.year_box.stepDown)
        after.clicked.connect(self.year_box.stepUp)
        self._origin = ElidedLabel("", soft=True)
        self.import_button = quiet("导入放假安排…", icon_name="folder")
        head = QHBoxLayout()
        head.setSpacing(space(2))
        for widget in (before, self.year_box, after):
            head.addWidget(widget)
        head.addWidget(self._origin, 1)
        head.addWidget(self.import_button)
        return head


def _origin(source: str, *, published: bool) -> str:
    if not published:
        return "尚未公布，按周末推算"
    return "已导入的放假安排" if source else "国务院办公厅公布的放假安排"


def _unpublished(year: int) -> str:
    return f"{year}年放假安排尚未公布，涉及的日期按周末推算；公布后在这里导入。"
