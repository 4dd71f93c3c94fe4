"""Every page of the township's and the county's window, drawn off screen; what a slot raises counts as well."""

import sys
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from types import TracebackType

from PySide6.QtCore import QEventLoop, QMessageLogContext, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

from app import paths
from app.county.desk import CountyDesk, open_county
from app.county.folders import has_county
from app.services.desk import Desk
from app.services.folders import has_register
from app.services.self_test.offices import PASSWORD, Offices
from app.services.self_test.parts import Check, NotSound, SelfTest
from app.ui import icons
from app.ui.county.opening import PAGES as COUNTY_PAGES
from app.ui.county.opening import open_county_window
from app.ui.desk_window import PAGES, open_window
from app.ui.help.pages import help_pages
from app.ui.main_window import MainWindow
from app.ui.self_test.bundles import county_folder
from app.ui.settings.page import TITLES
from app.ui.start.places import Places
from app.ui.start.window import StartWindow
from app.ui.surroundings import Surroundings, surroundings
from app.ui.tasks import InlineTasks
from app.ui.theme import load_families

TOWNSHIP, COUNTY = "township", "county"
_WORDS = {key: word for key, word, *_ in (*PAGES, *COUNTY_PAGES)} | {"settings": "设置"}
_REST_MS, _SAMPLES = 40, 24


class Watched:
    """Runs a check and the events after it; fails it for what a slot raised or Qt could not find."""

    def __init__(self) -> None:
        self._raised: list[BaseException] = []
        self._missing: list[str] = []

    def __enter__(self) -> "Watched":
        self._hook = sys.excepthook
        sys.excepthook = self._on_exception
        self._handler = qInstallMessageHandler(self._on_message)
        return self

    def __exit__(self, *_: object) -> None:
        sys.excepthook = self._hook
        qInstallMessageHandler(self._handler)

    def check(self, work: Check) -> Check:
        def watched() -> str:
            self._raised.clear()
            self._missing.clear()
            said = work()
            rest()
            if self._raised:
                raise self._raised[0]
            if self._missing:
                raise NotSound(f"窗口缺少文件：{self._missing[0]}")
            return said

        return watched

    def _on_exception(
        self, _kind: type[BaseException], error: BaseException, _trace: TracebackType | None
    ) -> None:
        self._raised.append(error)

    def _on_message(self, _kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
        """Qt says many things that do not matter; that a file of ours cannot be opened does."""
        if paths.RESOURCES.as_posix() in text:
            self._missing.append(text.replace(paths.RESOURCES.as_posix(), "resources"))


def try_windows(run: SelfTest, offices: Offices) -> None:
    """A program without a screen, its start, both windows page by page, a paper, the printers."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    if not isinstance(app, QApplication):
        return
    with Watched() as watched:
        stage = Stage(app, offices)
        for name, work in stage.parts():
            run.part(name, watched.check(work))
        stage.leave()


class Stage:
    """The windows of one self-test, made as they are reached."""

    def __init__(self, app: QApplication, offices: Offices) -> None:
        self._app, self._offices = app, offices
        self._around: Surroundings | None = None
        self._desk: Desk | None = None
        self._county: CountyDesk | None = None
        self._windows: dict[str, MainWindow] = {}

    def parts(self) -> Iterator[tuple[str, Check]]:
        """Which pages there are is known when their window is there; a window that is not has none."""
        yield "界面字体和样式", self._look
        yield "开始窗口", self._start
        yield "乡镇窗口", self._open_township
        yield from self._pages(TOWNSHIP, "乡镇")
        yield "帮助", self._help
        yield "文书预览和打印", self._paper
        yield "县局窗口", self._open_county
        yield from self._pages(COUNTY, "县局")

    def leave(self) -> None:
        for window in self._windows.values():
            window.close()
        for desk in (self._desk, self._county):
            if desk:
                desk.close()

    def _look(self) -> str:
        around = surroundings(self._app, self._offices.folder / "屏幕")
        self._around = replace(around, tasks=InlineTasks())
        families = load_families()
        if not families[0].startswith("PD"):
            raise NotSound("界面字体没有加载，请重新安装本程序。")
        drawn = [name for name in icons.names() if _is_empty(icons.pixmap(name, "#000000").toImage())]
        if drawn or not icons.names():
            raise NotSound(f"图标画不出来：{'、'.join(drawn) or '一个也没有'}，请重新安装本程序。")
        return f"界面字体{families[0]}，{len(icons.names())}个图标"

    def _start(self) -> str:
        empty = self._offices.folder / "空"
        window = StartWindow(Places(empty, empty, empty), has_register, has_county)
        window.begin(practice=False)
        try:
            return _drawn(window)
        finally:
            window.close()

    def _open_township(self) -> str:
        self._desk = self._offices.open()
        window = self._windows[TOWNSHIP] = open_window(self._desk, self._surroundings())
        return _drawn(window)

    def _open_county(self) -> str:
        self._county = open_county(county_folder(self._offices), PASSWORD)
        window = self._windows[COUNTY] = open_county_window(self._county, self._surroundings())
        return _drawn(window)

    def _pages(self, which: str, name: str) -> Iterator[tuple[str, Check]]:
        window = self._windows.get(which)
        for key in window.page_keys() if window else ():
            yield f"{name}·{_WORDS.get(key, key)}", partial(self._open_page, which, key)
            if key == "settings":
                for title in TITLES:
                    yield f"{name}·设置·{title}", partial(self._open_section, title)

    def _open_page(self, which: str, key: str) -> str:
        window = self._windows[which]
        if window.open_page(key) is None:
            raise NotSound("这一页没有打开。")
        return _drawn(window)

    def _open_section(self, title: str) -> str:
        window = self._windows[TOWNSHIP]
        if window.shown is None:
            raise NotSound("这一页没有打开。")
        window.shown.show_section(title)
        return _drawn(window)

    def _help(self) -> str:
        window, pages = self._windows[TOWNSHIP], help_pages()
        window.run("contents")
        said = _drawn(window)
        window.aside.close_panel()
        return f"{len(pages)}页，{said}"

    def _paper(self) -> str:
        around, window = self._surroundings(), self._windows[TOWNSHIP]
        window.preview("自检", self._offices.one_paper(), "自检.pdf")
        said = _drawn(window)
        window.panel.close_panel()
        return f"预览{said}，找到{len(around.desktop.printers())}台打印机"

    def _surroundings(self) -> Surroundings:
        if self._around is None:
            raise NotSound("界面字体和样式没有准备好，窗口没有打开。")
        return self._around


def rest(milliseconds: int = _REST_MS) -> None:
    """Let the windows do what they put off."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def _drawn(window: QWidget) -> str:
    """Show it off screen and look: a picture of one colour is an empty window."""
    window.show()
    rest()
    picture = window.grab().toImage()
    if picture.isNull() or _is_empty(picture):
        raise NotSound("窗口画出来是空白的。")
    return f"{picture.width()}×{picture.height()}"


def _is_empty(picture: QImage) -> bool:
    """Whether all of it has one colour, as far as a grid of points tells."""
    across, down = max(picture.width() // _SAMPLES, 1), max(picture.height() // _SAMPLES, 1)
    points = {
        picture.pixel(x, y)
        for x in range(0, picture.width(), across)
        for y in range(0, picture.height(), down)
    }
    return len(points) < 2
