"""The county's window put together: the same frame, other pages."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from app.county.desk import CountyDesk
from app.ui.answers import PRACTICE_ONLY, Answers
from app.ui.changes import Changes
from app.ui.context import Context
from app.ui.county.keeping_bar import KeepingBar, county_status, look_after
from app.ui.help.guide import Help
from app.ui.idle import IdleWatch
from app.ui.main_window import MainWindow
from app.ui.pages import Page, made_later
from app.ui.screen_choices import ScreenChoices
from app.ui.search.finders import Entry, WordFinder
from app.ui.search.places import command_entries
from app.ui.stick_drill import StickDrill
from app.ui.tasks import Tasks
from app.ui.widgets.pdf_preview import PdfPreview

if TYPE_CHECKING:
    from app.ui.surroundings import Surroundings

IDLE_MINUTES = 10
# (key, word, icon, where the page class lives); each class is made as `Page(desk, context)`.
PAGES = (
    ("county", "报送", "exchange", "app.ui.county.townships_page:TownshipsPage"),
    ("county_intake", "接收", "usb", "app.ui.county.intake_page:IntakePage"),
    ("county_tables", "汇总", "month", "app.ui.county.tables_page:TablesPage"),
    ("county_alike", "核对", "people", "app.ui.county.alike_page:AlikePage"),
    ("county_down", "下发", "letter", "app.ui.county.down_page:DownPage"),
    ("county_safety", "安全", "shield", "app.ui.county.safety_page:SafetyPage"),
)
# What a desk of petitions does and a county's does not.
UNUSED = (
    frozenset({"new_reception", "submit", "save", "print", "print_today", "take_register", "edit", "tour"})
    | PRACTICE_ONLY
)


def open_county_window(
    desk: CountyDesk, around: "Surroundings", restore: Callable[[], object] = lambda: None
) -> MainWindow:
    """The window over an open county office; `restore` leads to its copies."""
    changes = Changes(around.app)
    window = MainWindow(
        around.theme,
        county_answers(desk, around.tasks.beside(around.app)),
        changes,
        lambda: PdfPreview(around.desktop, around.prompts),
    )
    around.prompts.parent = window
    around.theme.change_in(around.tasks.turns(around.theme))
    listed = _pages(desk, replace(_context(desk, around, changes, window), restore=restore))
    window.add_pages(listed)
    if desk.store.keeping:
        window.frame.put_question(KeepingBar(desk, window, changes))
        look_after(desk, around, window, changes)
    _find_the_way(window, around, desk, listed)
    choices = ScreenChoices(around.app, around.theme, around.desktop, around.state)
    window.look_requested.connect(lambda by: choices.step(by))  # holds it, which a bound method would not
    watch = IdleWatch(window, IDLE_MINUTES)
    watch.idled.connect(window.lock)
    for drill in window.findChildren(StickDrill):
        watch.heard.connect(drill.wait)
    window.closing.connect(watch.stop)
    watch.watch_over(around.app)
    return window


def county_answers(desk: CountyDesk, tasks: Tasks) -> Answers:
    """What the frame asks: the office's name, one truth below, the password; matters are the townships' own."""
    return Answers(
        lambda: (desk.office.name, desk.office.practice),
        lambda _text: (),
        lambda: county_status(desk),
        lambda password: partial(desk.prove, password),
        UNUSED,
        tasks,
    )


def _context(desk: CountyDesk, around: "Surroundings", changes: Changes, window: MainWindow) -> Context:
    return Context(
        prompts=around.prompts,
        desktop=around.desktop,
        tasks=around.tasks,
        changes=changes,
        theme=around.theme,
        today=desk.today,
        toast=window.toast.say,
        preview=window.preview,
        open_matter=_nowhere,
        open_page=lambda key: window.open_page(key),
    )


def _nowhere(matter_id: str, step: str = "") -> None:
    """A matter is opened at its township's desk."""


def _find_the_way(window: MainWindow, around: "Surroundings", desk: CountyDesk, listed: list[Page]) -> None:
    guide = Help(window, around.theme, around.tasks.turns)
    window.search.look_in(
        WordFinder("乡镇", lambda: _townships(window, desk)),
        WordFinder("页面", lambda: _places(window, listed)),
        WordFinder("命令", lambda: command_entries(window)),
        guide.finder(),
    )


def _townships(window: MainWindow, desk: CountyDesk) -> list[Entry]:
    return [
        Entry(f"township:{row.code}", row.name, partial(_show_township, window, row.code), row.code)
        for row in desk.grid(1).rows
    ]


def _places(window: MainWindow, listed: list[Page]) -> list[Entry]:
    return [
        Entry(f"page:{page.key}", page.title, partial(window.open_page, page.key), f"Alt+{number}")
        for number, page in enumerate(listed, start=1)
    ]


def _show_township(window: MainWindow, code: str) -> None:
    from app.ui.county.townships_page import TownshipsPage

    screen = window.open_page("county")
    if isinstance(screen, TownshipsPage):
        screen.open_township(code)


def _pages(desk: CountyDesk, context: Context) -> list[Page]:
    kept = desk.store.keeping is not None  # a server's copies are its keeper's
    return [
        Page(key, word, icon, made_later(where, desk, context))
        for key, word, icon, where in PAGES
        if kept or key != "county_safety"
    ]
