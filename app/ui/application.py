"""From the first window to the last.

The window that asks for the password needs little and stands there at once; the desk's modules are
imported while the clerk types (`app.ui.start.meanwhile`), therefore they stand in the functions here.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from app.county.folders import has_county, leads_to_server
from app.errors import AppError
from app.services.clock import SystemClock
from app.services.folders import has_register, was_here, wrong_guesses
from app.ui.help.before_the_desk import help_before_the_desk
from app.ui.long_work import LongWork
from app.ui.start.meanwhile import import_meanwhile
from app.ui.start.places import Places
from app.ui.start.unlock import LATER, Attempt
from app.ui.start.window import StartWindow
from app.ui.surroundings import Surroundings
from app.ui.window_place import remember_place, restore_place
from app.ui.window_state import TOUR_SEEN

if TYPE_CHECKING:
    from app.core.offices import Office
    from app.county.desk import CountyDesk
    from app.services.desk import Desk
    from app.services.ways_in import Unlock
    from app.ui.main_window import MainWindow
    from app.ui.start.first_start import CountyStart, FirstStart
    from app.ui.start.restore import RestorePage

PRACTICE_FOLDER = "practice"
COUNTY_FOLDER = "county"
RECOVERY_TITLE = "数据恢复码"
NOT_OPENED = "已取消，没有打开，什么也没有改动。"
NOT_MADE = "已取消，没有建立，什么也没有留下；所填的都还在。"


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
        window = self._start_window()
        window.office_described.connect(self._make_office)
        window.county_described.connect(self._make_county)
        self._equip(window)
        window.missed_by(was_here)
        window.begin(practice=self._practice)
        self.start_window = window
        window.show()
        import_meanwhile(window)

    def begin_restoring(self, why: str = "") -> None:
        """From the open desk to the page 从备份恢复; register or store is closed before anything is done."""
        open_desk = self.desk.register if self.desk else self.county
        if open_desk is None or self.main_window is None:
            return
        window = self._start_window()
        self._equip(window)
        self.start_window = window
        window.begin_restoring(open_desk.folder, why)
        window.show()
        if not self.main_window.close():
            window.close()  # something typed is to be finished first

    def begin_anew(self) -> None:
        """重置练习: from the open practice office to its first day, in a window that remembers nothing."""
        from app.services.desk import Desk
        from app.ui.practice.anew import begin_anew, put_away

        desk, window = self.desk, self.main_window
        if desk is None or window is None:
            return

        def show_anew() -> None:
            put_away(window, self._on_closing)
            self._enter(Desk(desk.register))

        begin_anew(desk, window, self._around, show_anew)

    def _start_window(self) -> StartWindow:
        return StartWindow(self._places(), has_register, has_county, self._around.tasks)

    def _places(self) -> Places:
        return Places(self._folder, self._folder / PRACTICE_FOLDER, self._folder / COUNTY_FOLDER)

    def _equip(self, window: StartWindow) -> None:
        """What the first window needs of the services."""
        around = self._around
        help_before_the_desk(window, around.theme)
        window.open_with(self._open, self._open_county)
        window.wait_by(wrong_guesses)
        window.print_with(self._print_code)
        window.restore_with(self._restore_page)
        window.restored.connect(self._enter_restored)
        window.older_accepted.connect(self._enter_older)

    def _restore_page(self, folder: Path, why: str) -> "RestorePage":
        from app.ui.start.way_back import restore_page

        around = self._around
        county = self._folder / COUNTY_FOLDER
        practice = folder == self._folder / PRACTICE_FOLDER
        return restore_page(
            folder, why, around.prompts, around.tasks, around.clock, None if practice else county
        )

    def _enter_restored(self, folder: Path, way: "Unlock") -> None:
        from app.services.opening import open_by

        if has_county(folder):
            self._enter_restored_county(folder, way)
            return
        self._or_say(lambda: self._enter(open_by(folder, way, clock=self._around.clock)))

    def _enter_restored_county(self, folder: Path, way: "Unlock") -> None:
        """What came after the copy and still lies there is taken in once more."""
        from app.county.desk import open_county_by

        try:
            desk = open_county_by(folder, way)
            taken = sum(one.state == "accepted" for one in desk.take_again())
        except AppError as error:
            self._around.prompts.show_error(str(error))
            return
        self._enter_county(desk)
        if taken and self.main_window:
            self.main_window.toast.say(f"已恢复；备份以后收到的{taken}个报送包还在本机，已再次接收")

    def _enter_older(self, folder: Path, password: str) -> None:
        if has_county(folder):
            opening = self._open_county(folder, password, confirmed=True)
            if callable(opening):  # what lies on a server is never older than it was left
                self._or_say(lambda: opening()())
            return
        from app.services.opening import open_desk

        clock = self._around.clock
        self._or_say(lambda: self._enter(open_desk(folder, password, clock=clock, confirmed=True)))

    def _or_say(self, act: Callable[[], object]) -> None:
        try:
            act()
        except AppError as error:
            self._around.prompts.show_error(str(error))

    def _print_code(self, secret: bytes, office: "Office") -> None:
        from app.services.sheets import recovery_sheet

        day = (self._around.clock or SystemClock()).today()
        self._around.desktop.print_pdf(recovery_sheet(secret, office, day), RECOVERY_TITLE)

    def show_desk(self, desk: "Desk") -> "MainWindow":
        """The desk's window over an open register."""
        from app.ui.desk_window import open_window

        self.desk = desk
        window = open_window(desk, self._around, self.begin_restoring, self.begin_anew)
        return self._instead_of_start(window)

    def _instead_of_start(self, window: "MainWindow") -> "MainWindow":
        window.closing.connect(self._on_closing)
        self.main_window = window
        if self.start_window:
            self.start_window.close()
        return window

    def _make_office(self, first: "FirstStart") -> None:
        window, clock = self.start_window, self._around.clock
        if window is None:
            return
        practice = first.setup.office.practice
        create = _practice_office() if practice else _office(first.recovery)
        LongWork(self._around.tasks, window).run(
            "正在建立练习数据" if practice else "正在建立机构",
            lambda told: create(first.folder, first.setup, first.password, clock=clock, progress=told),
            self._enter_first, window.show_problem, lambda: window.show_problem(NOT_MADE),
        )  # fmt: skip

    def _make_county(self, first: "CountyStart") -> None:
        from app.ui.county.set_up import set_up_county

        window = self.start_window
        if window is None:
            return
        LongWork(self._around.tasks, window).run(
            "正在打开县局" if first.joins else "正在建立县局",
            lambda told: set_up_county(first, told),
            self._enter_county, window.show_problem, lambda: window.show_problem(NOT_MADE),
        )  # fmt: skip

    def _open_county(self, folder: Path, password: str, *, confirmed: bool = False) -> object:
        """As `UnlockPage` takes it; an answer of the server is told when it comes."""
        from app.county.desk import open_county
        from app.county.on_server import closed_if_stopped
        from app.county.opening import Opening
        from app.services.backups import keep_older

        opening = Opening(keep_older=lambda keeping: keep_older(keeping, tuple), confirmed=confirmed)
        window = self.start_window
        if window is None or not leads_to_server(folder):
            return lambda: partial(self._enter_county, open_county(folder, password, opening=opening))

        def on_server(told: Callable[[int, int], object]) -> "CountyDesk":
            told(0, 1)
            desk = open_county(folder, password)
            with closed_if_stopped(desk):
                told(1, 1)
            return desk

        LongWork(self._around.tasks, window).run(
            "正在连接数据库服务器", on_server,
            self._enter_county, window.show_county_problem, lambda: window.show_county_problem(NOT_OPENED),
        )  # fmt: skip
        return LATER

    def _enter_county(self, desk: "CountyDesk") -> None:
        from app.ui.county.opening import open_county_window

        self.county = desk
        window = self._instead_of_start(open_county_window(desk, self._around, self.begin_restoring))
        restore_place(window, self._around.state)
        window.show()
        self._offer_handed("county_intake")

    def _open(self, folder: Path, password: str) -> Attempt:
        def open_beside() -> Callable[[], object]:
            from app.services.opening import open_desk

            return partial(self._enter, open_desk(folder, password, clock=self._around.clock))

        return open_beside

    def _enter(self, desk: "Desk") -> None:
        from app.ui.desk_window import remind, warm
        from app.ui.front import Front

        window = self.show_desk(desk)
        window.show()
        front = Front(window, desk.register.folder)
        front.handed.connect(lambda path: self._offer("exchange", path))
        if desk.register.notice:
            window.toast.say(desk.register.notice)
        if not self._around.is_rehearsal:
            remind(window, desk, self._around.state).begin()
            warm(window, self._around)
        self._offer_handed("exchange")

    def _offer_handed(self, key: str) -> None:
        """What the program was opened with, once."""
        handed, self._handed = self._handed, None
        self._offer(key, handed)

    def _offer(self, key: str, path: Path | None) -> None:
        """A file that was opened from outside, on the page that takes it; a locked window shows nothing."""
        if path and self.main_window and not self.main_window.is_locked():
            screen = self.main_window.open_page(key)
            if screen:
                screen.offer(path)

    def _enter_first(self, desk: "Desk") -> None:
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
        if self.county and self.county.store.keeping and not self._around.is_rehearsal:
            from app.ui.county.safety_page import county_safety

            county_safety(self.county).copy_at_the_end()
        for desk in (self.desk, self.county):
            if desk:
                desk.close()


def _practice_office() -> Callable[..., "Desk"]:
    """Its stories are imported by who wants to practise only."""
    from app.services.practice import create_practice_office

    return create_practice_office


def _office(recovery: bytes) -> Callable[..., "Desk"]:
    from app.services.opening import create_office

    return partial(create_office, recovery=recovery)
