"""What the manual is played over: a PC where nothing is set up yet, a practice office, a county's desk."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QMainWindow

from app.county.desk import CountyDesk, create_practice_county
from app.services.clock import FixedClock
from app.services.desk import Desk
from app.services.practice import create_practice_office
from app.ui.application import Application
from app.ui.county.opening import open_county_window
from app.ui.county.tables_page import TablesPage
from app.ui.desk_window import open_window
from app.ui.desktop import QtDesktop
from app.ui.exchange.page import ExchangePage
from app.ui.main_window import MainWindow
from app.ui.practice_day.hands import come_to_front
from app.ui.practice_day.scribe import NotDone
from app.ui.print_queue import Wishes
from app.ui.prompts import ANY, QtPrompts
from app.ui.screen import Screen
from app.ui.surroundings import Surroundings, surroundings
from app.ui.tasks import InlineTasks
from app.ui.window_state import WindowState

DAY = date(2026, 11, 20)
PRINTER = "柜台打印机"
PASSWORD, COUNTY_PASSWORD = "lianxi-1120", "xianju-1120"
USUAL = (1366, 768)
MATTERS = 120  # enough for every list to be full
STICK, ENROLMENT, OWN_ENROLMENT, ANSWER = "U盘", "县局登记文件", "乡镇登记文件", "县局回执"
ASSIGNMENTS, CONFIGURATION, CITY = "交办表", "配置文件夹", "市局登记文件"
CITY_CODE = "430900000000"
ASSIGNED = (
    "上级编号,办理方式,反馈期限,信访形式,信访日期,主题,姓名\n"
    "县交〔2026〕31号,交办,2026-12-20,来信,2026-11-10,反映村道破损无人维修,孙丙\n"
    "县转〔2026〕18号,转送,,来访,2026-11-12,反映低保资格复核,李丁\n"
)
CONFIGURED = {
    "units.csv": "代码,名称,停用日期\nU01,自然资源和规划所,\nU02,交通站,\n",
    "settings.csv": "代码,值\nurge_days_before,15\n",
}
REGISTER = "旧台账"
# A township's register as it is kept by hand; one row cannot be taken.
OLD_REGISTER = """\
序号,信访形式,来访日期,姓名,联系电话,村（社区）,事由,承办单位,受理日期,答复日期,办结日期
1,来访,2023-03-06,孙丙,00000000001,柳溪村,反映水渠淤塞,水利站,2023-03-08,2023-03-28,2023-03-30
2,来信,2023-04-11,李丁,,柳溪村,反映路灯不亮,供电所,2023-04-13,2023-04-25,2023-04-26
3,来访,,周戊,,双桥村,反映道路破损,交通站,2023-05-08,2023-05-19,2023-05-22
4,来电,2023-06-02,吴己,00000000002,双桥村,咨询养老补贴,民政办,2023-06-02,2023-06-05,2023-06-06
"""
Page = TypeVar("Page", bound=Screen)


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
    practice: Mapping[str, Any] = field(default_factory=dict)
    printer: KeepingPrinter = field(default_factory=KeepingPrinter)
    prompts: ReadyPrompts = field(default_factory=ReadyPrompts)
    window: QMainWindow | None = None
    _desk: Desk | None = None
    _county: CountyDesk | None = None
    _worn: Surroundings | None = None
    _begun: dict[str, Application] = field(default_factory=dict)
    _windows: dict[str, QMainWindow] = field(default_factory=dict)

    def set_stage(self, name: str, page: str = "") -> None:
        """The window of that stage comes to the front, with this page open and nothing over it."""
        setters: dict[str, Callable[[], QMainWindow]] = {
            "first": self._begin, "practice": self._practice, "county": self._open_county, "empty": self._begin_anew,
        }  # fmt: skip
        if name not in setters:
            raise NotDone(f"没有“{name}”这个场景")
        if name not in self._windows:
            self._windows[name] = setters[name]()
        for other in self._windows.values():
            if other is not self._windows[name]:
                other.hide()  # its keys would be answered twice
        self.window = window = self._windows[name]
        self.prompts.parent = window
        self.prompts.next_path = None
        come_to_front(window)
        if isinstance(window, MainWindow) and page:
            window.toast.vanish()
            window.open_page(page)

    def front(self) -> QMainWindow:
        """The window the clerk works in; the first start hands over to the desk."""
        for name, application in self._begun.items():
            if self._windows.get(name) is self.window:
                self.window = self._windows[name] = _shown_by(application)
        if self.window is None:
            raise NotDone("还没有打开窗口")
        return self.window

    def file(self, name: str) -> Path:
        """What a clerk has at hand: the stick, what the county gave."""
        stick = self.folder / STICK
        stick.mkdir(exist_ok=True)
        at_hand: dict[str, Callable[[], Path]] = {
            STICK: lambda: stick,
            ENROLMENT: lambda: self._county_desk().enrolment_file,
            OWN_ENROLMENT: lambda: self._practice_desk().exchange.enrolment_path(),
            ANSWER: lambda: self._answer(stick),
            ASSIGNMENTS: lambda: self._laid_out(ASSIGNMENTS, {"交办.csv": ASSIGNED}) / "交办.csv",
            CONFIGURATION: lambda: self._laid_out("2027年配置", CONFIGURED),
            CITY: self._city_file,
            REGISTER: self._register_file,
        }
        if name not in at_hand:
            raise NotDone(f"没有“{name}”这个文件")
        return at_hand[name]()

    def _register_file(self) -> Path:
        path = self.folder / "2023年信访台账.csv"
        path.write_text(OLD_REGISTER, encoding="gb18030")
        return path

    def page(self, kind: type[Page]) -> Page:
        """The page of the window in front, if it is of that kind."""
        window = self.front()
        shown = window.shown if isinstance(window, MainWindow) else None
        if not isinstance(shown, kind):
            raise NotDone(f"现在打开的不是{kind.__name__}")
        return shown

    def known_person(self) -> str:
        """Somebody of the practice office who has been here before."""
        rows = self._practice_desk().matters.page(which="closed", limit=40)
        return next(row.people for row in rows if row.people and "等" not in row.people)

    def matter_for(self, step: str) -> str:
        """The newest open matter of the practice office on which this step is lawful."""
        desk = self._practice_desk()
        for row in desk.matters.page(which="open", limit=MATTERS):
            view = desk.matters.view(row.id)
            if not view.hidden and any(offer.kind == step and offer.allowed for offer in view.offers):
                return row.id
        raise NotDone(f"练习台里没有可以“{step}”的事项")

    def check_digits(self) -> str:
        """What stands on the other side's sealed sheet."""
        if self._windows.get("county") is self.window:
            if isinstance(self.window, MainWindow) and isinstance(self.window.shown, TablesPage):
                return self._county_desk().city(self.file(CITY).read_bytes()).check_number
            said = self._practice_desk().exchange.status().check_number
            return "".join(char for char in said if char.isdigit())
        return self.page(ExchangePage).county.computed_digits()

    def recovery_groups(self) -> tuple[tuple[str, str], ...]:
        """What the code asks for, read from the paper: (field, digits)."""
        start = self._begun["first"].start_window if "first" in self._begun else None
        if start is None or start.assistant is None:
            raise NotDone("还没有恢复码")
        part = start.assistant.recovery.part
        return tuple((f"请看着纸输入第{place}组", part.groups[place - 1]) for place in part.asked)

    def close(self) -> None:
        """Every window and register."""
        for window in self._windows.values():
            window.close()
            window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        for desk in (self._desk, self._county):
            if desk is not None:
                desk.close()

    def _around(self, name: str) -> Surroundings:
        """One look for all windows, because putting it on takes longest."""
        place = self.folder / name / "screen"
        if self._worn is None:
            self._worn = surroundings(self.app, place)
            self._worn.theme.motion = False
        place.mkdir(parents=True, exist_ok=True)
        return replace(
            self._worn, prompts=self.prompts, desktop=self.printer, tasks=InlineTasks(), state=WindowState(place),
            clock=FixedClock(DAY),
        )  # fmt: skip

    def _begin(self) -> QMainWindow:
        return self._begin_at("first")

    def _begin_anew(self) -> QMainWindow:
        return self._begin_at("empty")

    def _begin_at(self, name: str) -> QMainWindow:
        """A PC on which nothing is yet."""
        self._begun[name] = application = Application(self._around(name), self.folder / name / "data")
        application.begin()
        return _shown_by(application)

    def _practice(self) -> QMainWindow:
        window = open_window(self._practice_desk(), self._around("practice"))
        window.resize(*USUAL)
        return window

    def _practice_desk(self) -> Desk:
        if self._desk is None:
            self._desk = create_practice_office(
                self.folder / "practice" / "data",
                None,
                PASSWORD,
                clock=FixedClock(DAY),
                matters=MATTERS,
                **self.practice,
            )
        return self._desk

    def _county_desk(self) -> CountyDesk:
        if self._county is None:
            now = FixedClock(DAY).now
            self._county = create_practice_county(
                self.folder / "county",
                "青川县信访局",
                "430999000000",
                COUNTY_PASSWORD,
                now=now,
            )
        return self._county

    def _open_county(self) -> QMainWindow:
        county = self._county_desk()
        exchange = self._practice_desk().exchange
        county.enrol(exchange.enrolment(), exchange.status().check_number)
        window = open_county_window(county, self._around("county"))
        window.resize(*USUAL)
        return window

    def _laid_out(self, name: str, files: Mapping[str, str]) -> Path:
        """A folder in which a county's clerk has these files ready."""
        place = self.folder / name
        place.mkdir(exist_ok=True)
        for file, text in files.items():
            (place / file).write_text(text, encoding="utf-8")
        return place

    def _city_file(self) -> Path:
        folder = self.folder / "city"
        if not folder.exists():
            create_practice_county(
                folder, "青州市信访局", CITY_CODE, COUNTY_PASSWORD, **self.practice
            ).close()
        return folder / "enrolment" / f"county-{CITY_CODE}.xfe"

    def _answer(self, stick: Path) -> Path:
        county = self._county_desk()
        exchange = self._practice_desk().exchange
        county.enrol(exchange.enrolment(), exchange.status().check_number)
        county.take(sorted(stick.glob("*.xfb")))
        desk = self.folder / "回执"
        desk.mkdir(exist_ok=True)
        return county.ack(desk)[0]


def _shown_by(application: Application) -> QMainWindow:
    window = application.main_window or application.start_window
    if window is None:
        raise NotDone("程序没有打开窗口")
    return window
