"""The composition root of the desk's window: everything in it is made here once and handed on."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.services.desk import Desk
from app.services.progress import Progress
from app.ui.changes import Changes
from app.ui.clipboard import clear_copied
from app.ui.clock_bar import clock_bar
from app.ui.context import Context
from app.ui.desk_answers import DeskAnswers
from app.ui.first_clicks import pieces
from app.ui.help.guide import Help
from app.ui.idle import IdleWatch
from app.ui.main_window import MainWindow
from app.ui.pages import Page, made_later
from app.ui.resting import Foresight, Resting, said_by
from app.ui.scan_folder import ScanFolder
from app.ui.screen import OLD_REGISTER, Screen
from app.ui.screen_choices import ScreenChoices
from app.ui.search.finders import NameFinder, PaperFinder, SlipFinder, WordFinder
from app.ui.search.places import command_entries, place_entries
from app.ui.start.way_back import DamageWatch
from app.ui.stick_drill import StickDrill
from app.ui.surroundings import Surroundings
from app.ui.tour.tour import Tour
from app.ui.tray import Hours, Reminder, system_tray
from app.ui.warming import Warming
from app.ui.window_place import restore_place
from app.ui.window_state import SCANS, TOUR_SEEN, WindowState

if TYPE_CHECKING:
    from app.ui.widgets.pdf_preview import PdfPreview

# (key, word, icon, where the page class lives); each class is made as `Page(desk, context)`.
PAGES = (
    ("today", "今日", "today", "app.ui.today.page:TodayPage"),
    ("reception", "登记", "register", "app.ui.reception.page:ReceptionPage"),
    ("matters", "事项", "matters", "app.ui.matters.page:MattersPage"),
    ("ledgers", "台账", "ledgers", "app.ui.ledgers.page:LedgersPage"),
    ("month", "月结", "month", "app.ui.month.page:MonthPage"),
    ("exchange", "报送", "exchange", "app.ui.exchange.page:ExchangePage"),
)


def open_window(
    desk: Desk, around: Surroundings, restore: Callable[[str], object] = lambda _why: None,
    reset: Callable[[], object] = lambda: None,
) -> MainWindow:  # fmt: skip
    """Put the main window together: its answers, its pages and what they may ask of it."""
    changes = Changes(around.app)
    answers = DeskAnswers(desk, changes, around.tasks.beside(around.app))
    window = MainWindow(around.theme, answers.answers(), changes, lambda: _paper(around))
    around.prompts.parent = window
    around.theme.change_in(around.tasks.turns(around.theme))
    choices = ScreenChoices(around.app, around.theme, around.desktop, around.state)
    context = make_context(desk, around, changes, window, lambda: restore(""))
    DamageWatch(window, desk, around.prompts).wanted.connect(restore)
    window.look_requested.connect(choices.step)
    window.matter_found.connect(lambda matter_id: context.open_matter(matter_id))
    _close_when_locked(desk, around, window)
    if not around.is_rehearsal:
        StickDrill(window, lambda: desk.safety).drilled.connect(changes.safety_changed)
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

    def take_register() -> None:
        window.open_page("settings", lambda screen: screen.show_section(OLD_REGISTER))

    guide = Help(window, around.theme, around.tasks.turns)
    Tour(window, around.theme, lambda: around.state.write(TOUR_SEEN, value=True))
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
        for drill in window.findChildren(StickDrill):
            watch.heard.connect(drill.wait)
    warming.wait()
    return warming
