"""What the manual is played over: a PC where nothing is set up yet, a practice office, a county's desk."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QApplication, QMainWindow

from app.county.desk import CountyDesk, create_county
from app.services.clock import FixedClock
from app.services.desk import Desk
from app.services.practice import create_practice_office
from app.ui.application import Application, open_window
from app.ui.county.opening import open_county_window
from app.ui.desktop import QtDesktop
from app.ui.main_window import MainWindow
from app.ui.practice_day.hands import come_to_front
from app.ui.practice_day.scribe import NotDone
from app.ui.print_queue import Wishes
from app.ui.prompts import ANY, QtPrompts
from app.ui.surroundings import Surroundings, surroundings
from app.ui.tasks import InlineTasks

DAY = date(2026, 11, 20)
PRINTER = "柜台打印机"
PASSWORD, COUNTY_PASSWORD = "lianxi-1120", "xianju-1120"
USUAL = (1366, 768)
STICK, ENROLMENT, ANSWER = "U盘", "县局登记文件", "县局回执"


class KeepingPrinter(QtDesktop):
    """A printer that keeps every paper with its title."""

    def __init__(self) -> None:
        super().__init__(PRINTER)
        self.papers: list[tuple[str, bytes]] = []

    def printers(self) -> tuple[str, ...]:
        return (PRINTER,)

    def print_as(self, pdf: bytes, title: str, _wishes: Wishes) -> str:
        self.papers.append((title, pdf))
        return PRINTER


class ReadyPrompts(QtPrompts):
    """Says yes, hands over the path laid ready, and lets no error pass for a step that was done."""

    next_path: Path | None = None

    def confirm(self, question: str, verb: str, *, detail: str = "", danger: bool = False) -> bool:  # noqa: ARG002
        return True

    def show_error(self, sentence: str) -> None:
        raise NotDone(sentence)

    def choose_save_path(self, title: str, suggestion: str, kind: str = ANY) -> Path | None:  # noqa: ARG002
        return self.next_path / suggestion if self.next_path and self.next_path.is_dir() else self.next_path

    def choose_open_path(self, title: str, kind: str = ANY) -> Path | None:  # noqa: ARG002
        return self.next_path

    def choose_folder(self, title: str) -> Path | None:  # noqa: ARG002
        return self.next_path


@dataclass
class Theatre:
    """Every stage of one performance; each is set when its first walk begins, and stays."""

    app: QApplication
    folder: Path
    printer: KeepingPrinter = field(default_factory=KeepingPrinter)
    prompts: ReadyPrompts = field(default_factory=ReadyPrompts)
    window: QMainWindow | None = None
    _desk: Desk | None = None
    _county: CountyDesk | None = None
    _first: Application | None = None
    _windows: dict[str, QMainWindow] = field(default_factory=dict)

    def set_stage(self, name: str, page: str = "") -> None:
        """The window of that stage comes to the front, with this page open and nothing over it."""
        setters: dict[str, Callable[[], QMainWindow]] = {
            "first": self._begin, "practice": self._practice, "county": self._open_county,
        }  # fmt: skip
        if name not in setters:
            raise NotDone(f"没有“{name}”这个场景")
        if name not in self._windows:
            self._windows[name] = setters[name]()
        self.window = window = self._windows[name]
        self.prompts.parent = window
        self.prompts.next_path = None
        come_to_front(window)
        if isinstance(window, MainWindow) and page:
            window.toast.vanish()
            window.open_page(page)

    def front(self) -> QMainWindow:
        """The window the clerk works in; the first start hands over to the desk."""
        if self._first and self._windows.get("first") is self.window:
            self.window = self._windows["first"] = self._now_first()
        if self.window is None:
            raise NotDone("还没有打开窗口")
        return self.window

    def file(self, name: str) -> Path:
        """What a clerk has at hand: the stick, what the county gave."""
        stick = self.folder / STICK
        stick.mkdir(exist_ok=True)
        if name == STICK:
            return stick
        if name == ENROLMENT:
            return self._county_desk().enrolment_file
        if name == ANSWER:
            return self._answer(stick)
        raise NotDone(f"没有“{name}”这个文件")

    def recovery_groups(self) -> tuple[tuple[str, str], ...]:
        """What the code asks for, read from the paper: (field, digits)."""
        start = self._first.start_window if self._first else None
        if start is None or start.assistant is None:
            raise NotDone("还没有恢复码")
        part = start.assistant.recovery.part
        return tuple((f"请看着纸输入第{place}组", part.groups[place - 1]) for place in part.asked)

    def close(self) -> None:
        """Every window and register."""
        for window in self._windows.values():
            window.close()
        for desk in (self._desk, self._county):
            if desk is not None:
                desk.close()

    def _around(self, name: str) -> Surroundings:
        real = surroundings(self.app, self.folder / name / "screen")
        real.theme.motion = False
        return replace(
            real, prompts=self.prompts, desktop=self.printer, tasks=InlineTasks(), clock=FixedClock(DAY)
        )

    def _begin(self) -> QMainWindow:
        self._first = Application(self._around("first"), self.folder / "first" / "data")
        self._first.begin()
        return self._now_first()

    def _now_first(self) -> QMainWindow:
        window = (self._first.main_window or self._first.start_window) if self._first else None
        if window is None:
            raise NotDone("程序没有打开窗口")
        return window

    def _practice(self) -> QMainWindow:
        window = open_window(self._practice_desk(), self._around("practice"))
        window.resize(*USUAL)
        return window

    def _practice_desk(self) -> Desk:
        if self._desk is None:
            self._desk = create_practice_office(
                self.folder / "practice" / "data", None, PASSWORD, clock=FixedClock(DAY)
            )
        return self._desk

    def _county_desk(self) -> CountyDesk:
        if self._county is None:
            now = FixedClock(DAY).now
            self._county = create_county(
                self.folder / "county", "青川县信访局", "430999000000", COUNTY_PASSWORD, now=now
            )
        return self._county

    def _open_county(self) -> QMainWindow:
        county = self._county_desk()
        county.enrol(self._practice_desk().exchange.enrolment())
        window = open_county_window(county, self._around("county"))
        window.resize(*USUAL)
        return window

    def _answer(self, stick: Path) -> Path:
        county = self._county_desk()
        county.enrol(self._practice_desk().exchange.enrolment())
        county.take(sorted(stick.glob("*.xfb")))
        return county.ack(stick)[0]
