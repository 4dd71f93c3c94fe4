"""The composition root: everything is made here once and handed on; nothing else makes anything."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from app.core.offices import Office
from app.county.desk import CountyDesk, create_county, open_county
from app.county.store import has_county
from app.errors import AppError
from app.services.clock import SystemClock
from app.services.desk import Desk
from app.services.opening import create_office, has_register, open_by, open_desk
from app.services.progress import Progress
from app.services.sheets import recovery_sheet
from app.services.ways_in import wrong_guesses
from app.ui.changes import Changes
from app.ui.clipboard import clear_copied
from app.ui.clock_bar import clock_bar
from app.ui.context import Context
from app.ui.desk_answers import DeskAnswers
from app.ui.front import Front
from app.ui.help.guide import Help, help_before_the_desk
from app.ui.idle import IdleWatch
from app.ui.long_work import LongWork
from app.ui.main_window import MainWindow
from app.ui.pages import Page, made_later
from app.ui.resting import Foresight, Resting, said_by
from app.ui.scan_folder import ScanFolder
from app.ui.screen import OLD_REGISTER, Screen
from app.ui.screen_choices import ScreenChoices
from app.ui.search.finders import NameFinder, PaperFinder, SlipFinder, WordFinder
from app.ui.search.places import command_entries, place_entries
from app.ui.start.first_start import CountyStart, FirstStart
from app.ui.start.places import Places
from app.ui.start.way_back import DamageWatch, restore_page
from app.ui.start.window import StartWindow
from app.ui.surroundings import Surroundings
from app.ui.tour.tour import Tour
from app.ui.tray import Hours, Reminder, system_tray
from app.ui.warming import Warming, pieces
from app.ui.window_place import remember_place, restore_place
from app.ui.window_state import SCANS, WindowState

if TYPE_CHECKING:
    from app.ui.widgets.pdf_preview import PdfPreview

PRACTICE_FOLDER = "practice"
COUNTY_FOLDER = "county"
TOUR_SEEN = "tour/seen"
RECOVERY_TITLE = "数据恢复码"
NOT_MADE = "已取消，没有建立，什么也没有留下；所填的都还在。"

# (key, word, icon, where the page class lives); each class is made as `Page(desk, context)`.
PAGES = (
    ("today", "今日", "today", "app.ui.today.page:TodayPage"),
    ("reception", "登记", "register", "app.ui.reception.page:ReceptionPage"),
    ("matters", "事项", "matters", "app.ui.matters.page:MattersPage"),
    ("ledgers", "台账", "ledgers", "app.ui.ledgers.page:LedgersPage"),
    ("month", "月结", "month", "app.ui.month.page:MonthPage"),
    ("exchange", "报送", "exchange", "app.ui.exchange.page:ExchangePage"),
)


class Application:
    """From the first window to the last: assistant or password, then the desk."""

    def __init__(
        self, around: Surroundings, folder: Path, *, practice: bool = False, handed: Path | None = None
    ) -> None:
        self._around, self._folder, self._practice = around, folder, practice
        self._handed = handed
        self.desk: Desk | None = None
        self.county: CountyDesk | None = None
        self.start_window: StartWindow | None = None
        self.main_window: MainWindow | None = None

    def begin(self) -> None:
        """Ask for the password of the register there is, or lead through making one."""
        window = StartWindow(self._places(), has_register, has_county)
        window.office_described.connect(self._make_office)
        window.county_described.connect(self._make_county)
        self._equip(window)
        window.begin(practice=self._practice)
        self.start_window = window
        window.show()

    def begin_restoring(self, why: str = "") -> None:
        """From the open desk to the page 从备份恢复; the register is closed before anything is done."""
        if self.desk is None or self.main_window is None:
            return
        window = StartWindow(self._places(), has_register, has_county)
        self._equip(window)
        self.start_window = window
        window.begin_restoring(self.desk.register.folder, why)
        window.show()
        if not self.main_window.close():
            window.close()  # something typed is to be finished first

    def begin_anew(self) -> None:
        """重置练习: from the open practice office to its first day, in a window that remembers nothing."""
        from app.ui.practice.anew import begin_anew, put_away

        desk, window = self.desk, self.main_window
        if desk is None or window is None:
            return

        def show_anew() -> None:
            put_away(window, self._on_closing)
            self._enter(Desk(desk.register))

        begin_anew(desk, window, self._around, show_anew)

    def _places(self) -> Places:
        return Places(self._folder, self._folder / PRACTICE_FOLDER, self._folder / COUNTY_FOLDER)

    def _equip(self, window: StartWindow) -> None:
        """What the first window needs of the services."""
        around = self._around
        help_before_the_desk(window, around.theme)
        window.open_with(self._open, self._open_county)
        window.wait_by(wrong_guesses)
        window.print_with(self._print_code)
        window.restore_with(
            lambda folder, why: restore_page(folder, why, around.prompts, around.tasks, around.clock)
        )
        window.restored.connect(
            lambda folder, way: self._enter_by(lambda: open_by(folder, way, clock=around.clock))
        )
        window.older_accepted.connect(
            lambda folder, password: self._enter_by(
                lambda: open_desk(folder, password, clock=around.clock, confirmed=True)
            )
        )

    def _enter_by(self, opening: Callable[[], Desk]) -> None:
        try:
            self._enter(opening())
        except AppError as error:
            self._around.prompts.show_error(str(error))

    def _print_code(self, secret: bytes, office: Office) -> None:
        day = (self._around.clock or SystemClock()).today()
        self._around.desktop.print_pdf(recovery_sheet(secret, office, day), RECOVERY_TITLE)

    def show_desk(self, desk: Desk) -> MainWindow:
        """The desk's window over an open register."""
        self.desk = desk
        window = open_window(desk, self._around, self.begin_restoring, self.begin_anew)
        return self._instead_of_start(window)

    def _instead_of_start(self, window: MainWindow) -> MainWindow:
        window.closing.connect(self._on_closing)
        self.main_window = window
        if self.start_window:
            self.start_window.close()
        return window

    def _make_office(self, first: FirstStart) -> None:
        window, clock = self.start_window, self._around.clock
        if window is None:
            return
        practice = first.setup.office.practice
        create = _practice_office() if practice else partial(create_office, recovery=first.recovery)
        LongWork(self._around.tasks, window).run(
            "正在建立练习数据" if practice else "正在建立机构",
            lambda told: create(first.folder, first.setup, first.password, clock=clock, progress=told),
            self._enter_first, window.show_problem, lambda: window.show_problem(NOT_MADE),
        )  # fmt: skip

    def _make_county(self, first: CountyStart) -> None:
        window = self.start_window
        if window is None:
            return
        LongWork(self._around.tasks, window).run(
            "正在建立县局",
            lambda _told: create_county(first.folder, first.name, first.code, first.password),
            self._enter_county, window.show_problem, lambda: window.show_problem(NOT_MADE),
        )  # fmt: skip

    def _open_county(self, folder: Path, password: str) -> None:
        self._enter_county(open_county(folder, password))

    def _enter_county(self, desk: CountyDesk) -> None:
        from app.ui.county.opening import open_county_window

        self.county = desk
        window = self._instead_of_start(open_county_window(desk, self._around))
        restore_place(window, self._around.state)
        window.show()
        self._offer("county_intake", self._handed)

    def _open(self, folder: Path, password: str) -> None:
        self._enter(open_desk(folder, password, clock=self._around.clock))

    def _enter(self, desk: Desk) -> None:
        window = self.show_desk(desk)
        window.show()
        front = Front(window, desk.register.folder)
        front.handed.connect(lambda path: self._offer("exchange", path))
        if desk.register.notice:
            window.toast.say(desk.register.notice)
        if not self._around.is_rehearsal:
            remind(window, desk, self._around.state).begin()
            warm(window, self._around)
        self._offer("exchange", self._handed)

    def _offer(self, key: str, path: Path | None) -> None:
        """A file that was opened from outside, on the page that takes it; a locked window shows nothing."""
        if path and self.main_window and not self.main_window.is_locked():
            screen = self.main_window.open_page(key)
            if screen:
                screen.offer(path)

    def _enter_first(self, desk: Desk) -> None:
        """A new office or practice office: the tour once, and the reminder with it."""
        self._enter(desk)
        if self.main_window and not self._around.is_rehearsal:
            self.main_window.run("first_day")  # only a practice office has one
        seen = self._around.state.read(TOUR_SEEN, default=False)
        if self.main_window and not seen and not self._around.is_rehearsal:
            self.main_window.toast.vanish()
            self.main_window.run("tour")

    def _on_closing(self) -> None:
        if self.main_window:
            remember_place(self.main_window, self._around.state)
            for timer in self.main_window.findChildren(QTimer):
                timer.stop()  # what a page put off would find the register closed
            self.main_window.hide()
        if self.desk and not self._around.is_rehearsal:
            self.desk.safety.copy_at_the_end()
        for desk in (self.desk, self.county):
            if desk:
                desk.close()


def _practice_office() -> Callable[..., Desk]:
    """Its stories are imported by who wants to practise only."""
    from app.services.practice import create_practice_office

    return create_practice_office


def open_window(
    desk: Desk, around: Surroundings, restore: Callable[[str], object] = lambda _why: None,
    reset: Callable[[], object] = lambda: None,
) -> MainWindow:  # fmt: skip
    """Put the main window together: its answers, its pages and what they may ask of it."""
    changes = Changes(around.app)
    answers = DeskAnswers(desk, changes)
    window = MainWindow(around.theme, answers.answers(), changes, lambda: _paper(around))
    around.prompts.parent = window
    choices = ScreenChoices(around.app, around.theme, around.desktop, around.state)
    context = make_context(desk, around, changes, window, lambda: restore(""))
    DamageWatch(window, desk, around.prompts).wanted.connect(restore)
    window.look_requested.connect(choices.step)
    window.matter_found.connect(lambda matter_id: context.open_matter(matter_id))
    _close_when_locked(desk, around, window)
    window.locked.connect(lambda: clear_copied())
    window.closing.connect(lambda: clear_copied())
    listed = pages(desk, context, choices, Hours(around.state))
    window.add_pages(listed)
    _show_the_way(desk, around, window, listed)
    _watch_idleness(desk, around, changes, window)
    window.frame.put_question(clock_bar(desk.clock, desk.register.today, changes))
    if desk.offices.office().practice:
        from app.ui.practice.exercise import Exercise

        Exercise(window, desk, changes, around.state, reset)
    restore_place(window, around.state)
    return window


def _paper(around: Surroundings) -> "PdfPreview":
    """The sheet that shows a PDF; Qt's half for that is loaded with the first one."""
    from app.ui.widgets.pdf_preview import PdfPreview

    return PdfPreview(around.desktop, around.prompts)


def make_context(
    desk: Desk, around: Surroundings, changes: Changes, window: MainWindow,
    restore: Callable[[], object] = lambda: None,
) -> Context:  # fmt: skip
    """What pages may ask of the window around them."""

    def open_matter(matter_id: str, step: str = "") -> None:
        window.open_page("matters", lambda screen: screen.show_matter(matter_id, step))

    return Context(
        prompts=around.prompts,
        desktop=around.desktop,
        tasks=around.tasks,
        changes=changes,
        theme=around.theme,
        today=desk.register.today,
        toast=window.toast.say,
        preview=window.preview,
        open_matter=open_matter,
        open_page=lambda key: window.open_page(key),
        scans=ScanFolder(
            lambda: around.state.read(SCANS, ""), lambda folder: around.state.write(SCANS, folder)
        ),
        restore=restore,
    )


def _show_the_way(desk: Desk, around: Surroundings, window: MainWindow, listed: list[Page]) -> None:
    """Search through everything, F1, the tour."""

    def print_today() -> None:
        if window.open_page("today"):
            window.run("print")

    def open_delivery(matter_id: str, document_id: str) -> None:
        screen = window.open_page("matters")
        if screen is not None:
            screen.show_delivery(matter_id, document_id)

    def open_ledger(document_id: str) -> None:
        window.open_page("ledgers", lambda screen: screen.show_paper(document_id))

    guide = Help(window, around.theme)
    Tour(window, around.theme, lambda: around.state.write(TOUR_SEEN, value=True))

    def take_register() -> None:
        window.open_page("settings", lambda screen: screen.show_section(OLD_REGISTER))

    window.answer(print_today=print_today, take_register=take_register)
    window.search.look_in(SlipFinder(lambda slip: desk.papers.by_slip(slip), open_delivery), first=True)
    window.search.look_in(
        PaperFinder(lambda typed: desk.papers.numbered(typed), window.matter_found.emit, open_ledger),
        NameFinder(lambda typed: desk.people.lookup(typed)),
        WordFinder("页面", lambda: place_entries(window, listed)),
        WordFinder("命令", lambda: command_entries(window)),
        guide.finder(),
    )


def _close_when_locked(desk: Desk, around: Surroundings, window: MainWindow) -> None:
    """A locked window has neither file nor key; the copy and the rehearsal that are due come before."""

    def work(progress: Progress) -> None:
        if not around.is_rehearsal:
            desk.safety.look_after(progress)

    foresight = Foresight(desk.today, desk.register.today, desk.register.store.is_resting)
    Resting(window, around.tasks, work, desk.rest, foresight)


def remind(window: MainWindow, desk: Desk, state: WindowState) -> Reminder:
    """The reminder of this window, in the tray if there is one."""
    return Reminder(
        window,
        said_by(window),
        Hours(state).in_force,
        lambda: desk.register.clock.now().astimezone(),
        system_tray(window),
    )


def pages(desk: Desk, context: Context, choices: ScreenChoices, hours: Hours) -> list[Page]:
    """The rail, top to bottom; a page's module is imported when the page is first opened."""

    def settings() -> Screen:
        from app.ui.settings.page import SettingsPage

        page = SettingsPage(desk, context, choices)
        page.screen_look.remind_by(hours)
        return page

    listed = [Page(key, word, icon, made_later(where, desk, context)) for key, word, icon, where in PAGES]
    return [*listed, Page("settings", "设置", "settings", settings, at_foot=True)]


def _watch_idleness(desk: Desk, around: Surroundings, changes: Changes, window: MainWindow) -> None:
    watch = IdleWatch(window, desk.offices.office().idle_lock_minutes)
    watch.idled.connect(window.lock)
    window.closing.connect(watch.stop)
    changes.office_changed.connect(lambda: watch.set_minutes(desk.offices.office().idle_lock_minutes))
    watch.watch_over(around.app)


def warm(window: MainWindow, around: Surroundings) -> Warming:
    """From now on, whenever nobody works, what the first clicks will need."""
    warming = Warming(window, pieces(window), around.tasks.is_busy)
    for watch in window.findChildren(IdleWatch):
        watch.heard.connect(warming.wait)
    warming.wait()
    return warming
