"""The composition root: everything is made here once and handed on; nothing else makes anything."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QTimer, QTranslator
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from app.paths import resource
from app.services.clock import Clock
from app.services.desk import Desk
from app.services.opening import create_office, has_register, open_desk
from app.services.practice import create_practice_office
from app.services.reminders import due, sentence
from app.ui.changes import Changes
from app.ui.clipboard import clear_copied
from app.ui.clock_bar import ClockBar
from app.ui.context import Context
from app.ui.desk_answers import DeskAnswers
from app.ui.desktop import QtDesktop
from app.ui.help.guide import Help
from app.ui.idle import IdleWatch
from app.ui.long_work import LongWork
from app.ui.main_window import MainWindow
from app.ui.pages import Page
from app.ui.prompts import QtPrompts
from app.ui.scan_folder import ScanFolder
from app.ui.screen import Screen
from app.ui.screen_choices import ScreenChoices
from app.ui.search.finders import NameFinder, PaperFinder, SlipFinder, WordFinder
from app.ui.search.places import command_entries, place_entries
from app.ui.start.first_start import FirstStart
from app.ui.start.window import StartWindow
from app.ui.tasks import Tasks, ThreadTasks
from app.ui.theme import Theme
from app.ui.tour.tour import Tour
from app.ui.tray import Hours, Reminder, system_tray
from app.ui.widgets.pdf_preview import PdfPreview
from app.ui.window_state import DARK, GEOMETRY, PRINTER, SCANS, WindowState

PRACTICE_FOLDER = "practice"
TOUR_SEEN = "tour/seen"
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


@dataclass(frozen=True)
class Surroundings:
    """What the program stands on; tests bring fakes for the parts that ask or print."""

    app: QApplication
    theme: Theme
    prompts: QtPrompts
    desktop: QtDesktop
    tasks: Tasks
    state: WindowState
    clock: Clock | None = None

    @property
    def is_rehearsal(self) -> bool:
        """A practice day brings a clock that stands still; it knows its way and needs no reminder."""
        return self.clock is not None


def surroundings(app: QApplication, folder: Path) -> Surroundings:
    """The real ones, as this screen was left last time."""
    folder.mkdir(parents=True, exist_ok=True)
    state = WindowState(folder)
    theme = Theme(dark=state.read(DARK, default=False), scale=state.scale())
    theme.wear(app)
    speak_chinese(app)
    app.setWindowIcon(QIcon(str(resource("style", "app.svg"))))
    desktop = QtDesktop(state.read(PRINTER, ""))
    return Surroundings(app, theme, QtPrompts(), desktop, ThreadTasks(app), state)


def speak_chinese(app: QApplication) -> None:
    """Dates and the words of Qt's own windows (file dialog, calendar) in Chinese."""
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    words = QTranslator(app)
    if words.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(words)


class Application:
    """From the first window to the last: assistant or password, then the desk."""

    def __init__(self, around: Surroundings, folder: Path, *, practice: bool = False) -> None:
        self._around, self._folder, self._practice = around, folder, practice
        self.desk: Desk | None = None
        self.start_window: StartWindow | None = None
        self.main_window: MainWindow | None = None

    def begin(self) -> None:
        """Ask for the password of the register there is, or lead through making one."""
        window = StartWindow(self._folder, self._folder / PRACTICE_FOLDER, has_register)
        window.office_described.connect(self._make_office)
        window.open_with(self._open)
        window.begin(practice=self._practice)
        self.start_window = window
        window.show()

    def show_desk(self, desk: Desk) -> MainWindow:
        """The desk's window over an open register."""
        self.desk = desk
        window = open_window(desk, self._around)
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
        create = create_practice_office if practice else create_office
        LongWork(self._around.tasks, window).run(
            "正在建立练习数据" if practice else "正在建立机构",
            lambda told: create(first.folder, first.setup, first.password, clock=clock, progress=told),
            self._enter_first, window.show_problem, lambda: window.show_problem(NOT_MADE),
        )  # fmt: skip

    def _open(self, folder: Path, password: str) -> None:
        self._enter(open_desk(folder, password, clock=self._around.clock))

    def _enter(self, desk: Desk) -> None:
        window = self.show_desk(desk)
        window.show()
        if not self._around.is_rehearsal:
            remind(window, desk, self._around.state).begin()

    def _enter_first(self, desk: Desk) -> None:
        """A new office or practice office: the tour once, and the reminder with it."""
        self._enter(desk)
        seen = self._around.state.read(TOUR_SEEN, default=False)
        if self.main_window and not seen and not self._around.is_rehearsal:
            self.main_window.toast.vanish()
            self.main_window.run("tour")

    def _on_closing(self) -> None:
        if self.main_window:
            remember_place(self.main_window, self._around.state)
            for timer in self.main_window.findChildren(QTimer):
                timer.stop()  # what a page put off would find the register closed
        if self.desk:
            self.desk.close()


def open_window(desk: Desk, around: Surroundings) -> MainWindow:
    """Put the main window together: its answers, its pages and what they may ask of it."""
    changes = Changes(around.app)
    answers = DeskAnswers(desk, changes)
    window = MainWindow(
        around.theme, answers.answers(), changes, lambda: PdfPreview(around.desktop, around.prompts)
    )
    around.prompts.parent = window
    choices = ScreenChoices(around.app, around.theme, around.desktop, around.state)
    context = make_context(desk, around, changes, window)
    window.look_requested.connect(choices.step)
    window.matter_found.connect(lambda matter_id: context.open_matter(matter_id))
    window.locked.connect(lambda: desk.attachments.forget_copies())
    window.locked.connect(lambda: clear_copied())
    window.closing.connect(lambda: clear_copied())
    listed = pages(desk, context, choices, Hours(around.state))
    window.add_pages(listed)
    _show_the_way(desk, around, window, listed)
    _watch_idleness(desk, around, changes, window)
    _watch_the_clock(desk, changes, window)
    restore_place(window, around.state)
    return window


def make_context(desk: Desk, around: Surroundings, changes: Changes, window: MainWindow) -> Context:
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

    guide = Help(window, around.theme)
    Tour(window, around.theme, lambda: around.state.write(TOUR_SEEN, value=True))
    window.answer(print_today=print_today)
    window.search.look_in(SlipFinder(desk.papers.by_slip, open_delivery), first=True)
    window.search.look_in(
        PaperFinder(desk.papers.numbered, window.matter_found.emit),
        NameFinder(desk.people.lookup),
        WordFinder("页面", lambda: place_entries(window, listed)),
        WordFinder("命令", lambda: command_entries(window)),
        guide.finder(),
    )


def remind(window: MainWindow, desk: Desk, state: WindowState) -> Reminder:
    """The reminder of this window, in the tray if there is one."""
    return Reminder(
        window,
        lambda: sentence(due(desk.today.sheet())),
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

    listed = [Page(key, word, icon, _maker(where, desk, context)) for key, word, icon, where in PAGES]
    return [*listed, Page("settings", "设置", "settings", settings, at_foot=True)]


def _maker(where: str, desk: Desk, context: Context) -> Callable[[], Screen]:
    module, name = where.split(":")

    def make() -> Screen:
        screen: Screen = getattr(import_module(module), name)(desk, context)
        return screen

    return make


def _watch_idleness(desk: Desk, around: Surroundings, changes: Changes, window: MainWindow) -> None:
    watch = IdleWatch(window, desk.offices.office().idle_lock_minutes)
    watch.idled.connect(window.lock)
    window.closing.connect(watch.stop)
    changes.office_changed.connect(lambda: watch.set_minutes(desk.offices.office().idle_lock_minutes))
    watch.watch_over(around.app, around.theme)


def _watch_the_clock(desk: Desk, changes: Changes, window: MainWindow) -> None:
    bar = ClockBar(desk.clock, desk.register.today)
    bar.answered.connect(changes.matters_changed)
    window.frame.put_question(bar)


def restore_place(window: MainWindow, state: WindowState) -> None:
    """Where the window stood last time, if that is still on a screen."""
    place: list[int] = state.read(GEOMETRY, [])
    screens = [screen.availableGeometry() for screen in QApplication.screens()]
    if len(place) == 4 and any(room.contains(place[0], place[1]) for room in screens):
        window.setGeometry(*place)


def remember_place(window: MainWindow, state: WindowState) -> None:
    shape = window.geometry()
    state.write(GEOMETRY, [shape.x(), shape.y(), shape.width(), shape.height()])
