"""The month page (月结): table on the left, what is behind a number on the right, the course above."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu

from app.core.dates import chinese_date
from app.core.entries import short_head
from app.core.periods import Period
from app.services.desk import Desk
from app.services.month import MonthTable
from app.ui.context import Context
from app.ui.exchange.words import STATES as BUNDLE_STATES
from app.ui.long_work import LongWork
from app.ui.matters.made_deeds import MadeDeeds
from app.ui.matters.paper_to_make import paper_services
from app.ui.month.assessment import ASSESSMENT_TITLE, ASSESSMENT_WIDTH, AssessmentPanel
from app.ui.month.behind import Behind
from app.ui.month.charts import Charts
from app.ui.month.counting import Counting
from app.ui.month.course import Course, standings
from app.ui.month.doors import Door
from app.ui.month.explained import SAVABLE, Explained, explained
from app.ui.month.guards import GuardStrip, findings
from app.ui.month.jumps import Jumps
from app.ui.month.kept_table import KeptTable
from app.ui.month.papers_menu import BY_KEY, PapersMenu
from app.ui.month.places import Places
from app.ui.month.report_check import CHECK_TITLE, CHECK_WIDTH, ReportCheck
from app.ui.month.rows import WITH_BOTH, fitting, parts
from app.ui.month.sheet import MonthSheet
from app.ui.month.spans import first_shown, offered
from app.ui.month.stepper import PeriodStepper
from app.ui.month.summary_words import WORDS_TITLE, SummaryWords
from app.ui.screen import Screen
from app.ui.theme import Tone, Type, space
from app.ui.turns import go_through
from app.ui.widgets.buttons import link
from app.ui.widgets.plain import Badge, PlainLabel
from app.ui.widgets.side_panel import SidePanel

FIRST_NUMBER = Door("receptions")
CLOSE_QUESTION = "结账以后，本期数字连同记录链校验码一起固定，不能撤销；以后发现差错只能另行更正。"
_LEAST_BEHIND = 19  # letters across, under which card and records cannot be read


class MonthPage(Screen):
    """Counts, checks, closes and prints a period; the register decides what is possible."""

    def __init__(self, desk: Desk, context: Context) -> None:
        super().__init__()
        self._desk, self._context, self._turns = desk, context, context.tasks.turns(self)
        self._checked: set[str] = set()
        self._printed: set[str] = set()
        self._door = FIRST_NUMBER
        self._opened: Explained | None = None
        self._axes: tuple[str, ...] = ()
        self._asked: tuple[object, ...] = ()
        self._view_chosen = False
        self._kept = KeptTable(desk)
        self._work = LongWork(context.tasks, self)
        self.counting = Counting(self._kept, self._turns)
        self.panel = SidePanel(self, context.theme)
        self.stepper = PeriodStepper(self._offered, desk.month.period, context.today, context.theme)
        self.course, self.guards, self.jumps = Course(), GuardStrip(), Jumps()
        self.table = MonthSheet(context.theme)
        self.behind = Behind(context.theme, Charts(desk, context))
        self.report_button = link("核对外来报告…", tip="粘贴或打开别处做的报告，找出对不上的数")
        self._papers = PapersMenu(
            desk, context, self, self._on_printed,
            (("考核计分…", self.open_assessment), ("总结的文字和模板…", self.open_summary_words)),
        )  # fmt: skip
        self._deeds = MadeDeeds(paper_services(desk), context, self.panel.open_panel, self.panel.close_panel)
        self._badge, self._span = Badge("", Tone.CLOSED), PlainLabel("", Type.CAPTION)
        self.setProperty("ground", "page")
        self._places = Places(
            self, (self.stepper, self.course), self.counting,
            (self._badge, self._span, self.guards, self.report_button), (self.jumps, self.table), self.behind,
        )  # fmt: skip
        self._connect()
        self.stepper.show_period(first_shown(desk.month))

    def commands(self) -> Mapping[str, Callable[[], None]]:
        asked = {"submit": self.submit} if self.panel.is_open() else {}
        printed = {"print": self.print_table} if self.counting.isHidden() else {}
        return {"back": self.back, **printed, **asked}

    def refresh(self) -> None:
        """Show what the register says now; the period and the chosen number stay."""
        self._count(lambda: None)

    def warm(self) -> None:
        go_through(self._turns, "warm", self._kept.counting(self.stepper.period()), lambda: None)

    def enter(self) -> None:
        if self.counting.isHidden():
            self.table.setFocus()
        else:
            self.counting.leave_keyboard_at(self.table)
            self.stepper.setFocus()

    def show_number(self, door: Door) -> None:
        """Open one number on the right and mark its row; of a period still counted, when it has been."""
        self._door = door
        if not self.counting.is_under_way():
            self._show_rows()
            self.table.choose(door)
            self._show_in_turns(door) if self._kept.lacks_standing(door.figure) else self._show_number(door)

    def show_figure(self, figure: str) -> None:
        self.show_number(Door(figure))

    def back(self) -> None:
        """Esc: the panel goes, else the keyboard returns to the table."""
        if self.panel.is_open():
            self.panel.close_panel()
        elif not self.counting.isHidden():
            self._give_up_counting()
        else:
            self.table.setFocus()

    def submit(self) -> None:
        """What the panel asks for, if one is open."""
        form = self.panel.content()
        if isinstance(form, ReportCheck):
            form.check()

    def check(self) -> None:
        """校核: compare the sums; only then may the period be closed."""
        self._checked.add(self.stepper.period().id)
        self._count(lambda: self._go_on("close"))

    def close_period(self) -> None:
        """结账, asked once because it cannot be undone."""
        self.counting.come_to_an_end()
        period = self.stepper.period()
        question = f"{period.name}现在结账吗？"
        if not self._context.prompts.confirm(question, "结账", detail=CLOSE_QUESTION, danger=True):
            return
        prompts, done = self._context.prompts, partial(self._on_closed, period)
        closing = partial(self._desk.month.close, period)
        sentence = f"正在给{period.name}结账"
        self._work.run(sentence, closing, done, prompts.show_error, lambda: self._go_on("close"))

    def print_table(self) -> None:
        """The table as a paper over the page; an open period has none yet."""
        self.counting.come_to_an_end()
        if BY_KEY["sheet"].refused(self._table):
            self._context.toast(f"{self._table.period.name}还没有结账，结账后再打印")
        else:
            self.make_paper("sheet")

    def make_paper(self, key: str) -> None:
        """One of the papers of the menu, of the period shown."""
        self.counting.come_to_an_end()
        self._papers.make(BY_KEY[key], self._table)

    def open_papers(self) -> QMenu:
        self.counting.come_to_an_end()
        return self._papers.open_below(self.course.buttons["print"], self._table)

    def open_report_check(self) -> None:
        """核对外来报告 slides in."""
        form = ReportCheck(self._desk, self._context, self.stepper.period())
        form.cancelled.connect(self.panel.close_panel)
        self.panel.open_panel(CHECK_TITLE, form, width=CHECK_WIDTH)

    def open_assessment(self) -> None:
        form = AssessmentPanel(self._desk, self._context, self.stepper.period())
        self.panel.open_panel(ASSESSMENT_TITLE, form, width=ASSESSMENT_WIDTH)

    def open_summary_words(self) -> None:
        self.panel.open_panel(WORDS_TITLE, SummaryWords(self._desk, self._context))

    def _count(self, then: Callable[[], object]) -> None:
        """Show the period as the register stands, then go on; a large register's takes some turns."""
        period = self.stepper.period()

        def show() -> None:
            self._table = self._kept.table(period)
            self._show_closing(self._table)
            self._show_standing()
            self._show_rows() if self._asked else self._turns.put("rows", self._show_rows)
            self._show_in_turns(self._door, same=True)

        self.counting.ask(period, show, then)

    def _give_up_counting(self) -> None:
        """Nobody waits for the figures: the clerk goes on with the day, the count goes on when the page is opened."""
        self.counting.give_up()
        self._context.open_page("today")

    def _show_standing(self) -> None:
        table, today = self._table, self._context.today()
        period = table.period
        checked = period.id in self._checked and not table.guard
        printed, sent = period.id in self._printed, self._kept.sent(period)
        self.course.show_standings(
            standings(table, today, checked=checked, printed=printed, sent=BUNDLE_STATES.get(sent, ""))
        )
        self.guards.show_guards(findings(table, today, checked=checked))
        self._places.fit()

    def _show_rows(self) -> None:
        """The rows in as many columns as there is room for; once for each table, room and look."""
        theme, chosen = self._context.theme, self.jumps.view() if self._view_chosen else ""
        room = self._room() - self._least_behind()
        asked = (self._table, self._axes, chosen, room, theme.scale, theme.dark)
        if asked == self._asked:
            return
        self._asked = asked
        view, rows = fitting(self._table, self._kept.finer(self._axes), chosen, room, self.table.needed)
        self.jumps.views.setVisible(view != WITH_BOTH)
        self.jumps.views.choose(view)
        self.jumps.show_parts(parts(self._table), (*self._table.breakdowns, *self._axes), self._axes)
        self.table.show_rows(rows, view)
        self.table.setMinimumWidth(min(self.table.needed(view, rows), room))

    def _room(self) -> int:
        return self.width() - space(13)

    def _least_behind(self) -> int:
        return self.fontMetrics().horizontalAdvance("国") * _LEAST_BEHIND

    def _show_in_turns(self, door: Door, *, same: bool = False) -> None:
        """What can still become of a rate is looked for first, then the number is shown."""
        self._turns.put("rate", lambda: self._kept.standing(self._door.figure))
        self._turns.put("number", lambda: self._show_number(self._door if same else door, same=same))

    def _show_number(self, door: Door, *, same: bool = False) -> None:
        """The card and the records; a line that this period does not have gives way to the first figure."""
        if not self.table.holds(door):
            door, same = FIRST_NUMBER, False
        self.table.choose(door)
        self._door = door
        lines = self._kept.lines(door.axis) if door.axis else ()
        self._opened = opened = explained(
            self._table, door, lines, self._desk.month.period, self._kept.standing(door.figure)
        )
        self.behind.show_number(opened, same=same)
        self._show_records()
        if self.behind.shows_charts():
            self._show_charts()

    def _show_records(self) -> None:
        door, opened, month = self._door, self._number(), self._desk.month
        if opened.papers:
            self.behind.show_papers(month.papers_behind(door.figure, opened.period))
            return
        part, today = self.behind.part(), self._context.today()
        standing = self._kept.standing(door.figure)
        if standing and part == SAVABLE[0]:
            self.behind.show_savable(standing.savable, today)
        elif door.axis:
            self.behind.show_matters(month.behind_line(door.axis, door.key, opened.period), today)
        else:
            rows = month.behind(door.figure, opened.period, part=part)  # type: ignore[arg-type]  # chips offer no other
            self.behind.show_matters(rows, today)

    def _show_charts(self) -> None:
        self.behind.charts.show_door(self._table, self._door, self._number())

    def _number(self) -> Explained:
        assert self._opened is not None  # a number is always open once the page was shown
        return self._opened

    def _on_closed(self, period: Period, _closed: object) -> None:
        self._context.changes.months_changed.emit()
        self._context.toast(f"{period.name}已结账，可以打印和报送")
        self._count(lambda: self._go_on("print"))

    def _on_printed(self, period: Period) -> None:
        self._printed.add(period.id)
        self.refresh()

    def _offered(self, length: str) -> tuple[Period, ...]:
        return offered(length, self._desk.month.current(), self._desk.month.period)

    def _show_closing(self, table: MonthTable) -> None:
        free = not table.period.months
        if table.closed:
            self._badge.show_word(f"已结账 {chinese_date(table.closed.closed_on)}", Tone.DONE)
            self._span.setText(f"{table.period.span}　校验码 {short_head(table.closed.head)}")
        else:
            self._badge.show_word("自选时段" if free else "未结账", Tone.CLOSED if free else Tone.SOON)
            self._span.setText(table.period.span)

    def _go_on(self, step: str) -> None:
        """Leave the keyboard on the step that comes next, if it can be taken."""
        button = self.course.buttons[step]
        (button if button.isEnabled() else self.table).setFocus()

    def _on_chosen(self, door: Door) -> None:
        if door != self._door:
            self._show_number(door)

    def _on_opened(self, door: Door) -> None:
        """Enter on a number, or a finding: on to the records."""
        self._kept.standing(door.figure)  # now: the keyboard goes to what it brings
        self.show_number(door)
        if self.behind.matters.line_count():
            self.behind.tabs.setCurrentIndex(0)
            self.behind.matters.setFocus()
            self._places.side.ensureWidgetVisible(self.behind.matters)
        else:
            self.table.setFocus()

    def _on_part_wanted(self, part: str) -> None:
        self.table.jump(part)
        self.table.setFocus()

    def _on_axis_toggled(self, axis: str) -> None:
        """A finer breakdown comes under the others, or goes again."""
        shown = axis in self._axes
        self._axes = tuple(it for it in self._axes if it != axis) if shown else (*self._axes, axis)
        self._show_rows()
        if not shown:
            self._on_part_wanted(axis)

    def _on_view_changed(self) -> None:
        self._view_chosen = True
        self._show_rows()

    def _on_record_opened(self, key: str) -> None:
        if self._number().papers:
            self._deeds.preview(self._desk.papers.document(key))
        else:
            self._context.open_matter(key)

    def _on_matters_changed(self) -> None:
        """What was checked may be other figures now."""
        self._checked.clear()
        self._on_changed()

    def _on_exchange_changed(self) -> None:
        self._kept.forget_sent()
        self._on_changed()

    def _on_changed(self) -> None:
        if self.isVisible():
            self.refresh()

    def _connect(self) -> None:
        presses = {
            "check": self.check, "close": self.close_period, "print": self.open_papers,
            "export": lambda: self._context.open_page("exchange"),
        }  # fmt: skip
        for key, press in presses.items():
            self.course.buttons[key].clicked.connect(press)
        self.stepper.changed.connect(self.refresh)
        self.stepper.reshaped.connect(self._places.fit)
        self.guards.jumped.connect(self._on_opened)
        self.report_button.clicked.connect(self.open_report_check)
        for parts_of in (self.guards, self.jumps):
            parts_of.part_wanted.connect(self._on_part_wanted)
        self.jumps.axis_toggled.connect(self._on_axis_toggled)
        self.jumps.view_changed.connect(self._on_view_changed)
        self.table.chosen.connect(self._on_chosen)
        self.table.opened.connect(self._on_opened)
        self.table.part_changed.connect(self.jumps.mark)
        self.behind.opened.connect(self._on_record_opened)
        self.behind.part_changed.connect(self._show_records)
        self.behind.charts_wanted.connect(self._show_charts)
        self.counting.cancelled.connect(self._give_up_counting)
        self._context.theme.changed.connect(self._on_changed)
        changes = self._context.changes
        changes.matters_changed.connect(self._on_matters_changed)
        changes.exchange_changed.connect(self._on_exchange_changed)
        for signal in (changes.months_changed, changes.office_changed):
            signal.connect(self._on_changed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a small screen parts stand below one another, and the table has fewer columns."""
        super().resizeEvent(event)
        self._places.fit()
        if self._opened:
            self._show_rows()
