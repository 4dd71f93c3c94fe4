"""The five stops of the tour: what is said, and which real widget is pointed at.

Each stop names its targets from the best to one that is always there, because an office on its
first day has no matters yet.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QTabBar, QWidget

from app.ui.main_window import MainWindow
from app.ui.rail import RailButton
from app.ui.screen import Screen

Target = Callable[[MainWindow, Screen], Sequence[QWidget]]


@dataclass(frozen=True)
class Stop:
    """One step: the page it is on, its words, and where it points."""

    page: str
    title: str
    text: str
    targets: tuple[Target, ...]


def of_kind(name: str) -> Target:
    """The first widget seen on the page whose class has this name."""
    return lambda _window, screen: list(_seen(screen, name))[:1]


def on_rail(*words: str) -> Target:
    """These words on the rail."""
    return lambda window, _screen: [it for it in window.rail.findChildren(RailButton) if it.text() in words]


def tabs(_window: MainWindow, screen: Screen) -> Sequence[QWidget]:
    """The row of tabs on the page."""
    return [bar for bar in screen.findChildren(QTabBar) if bar.isVisible()][:1]


def _seen(screen: Screen, name: str) -> Iterator[QWidget]:
    return (it for it in screen.findChildren(QWidget) if type(it).__name__ == name and it.isVisible())


STOPS = (
    Stop(
        "reception",
        "登记",
        "来访、来信、来电，都从这里写起。先写姓名，右边会自动找出这个人以前来过没有。"
        "写完按 Ctrl+Enter，登记并打印回执。任何时候按 Ctrl+N 都能回到这里。",
        (of_kind("VisitorsEditor"), on_rail("登记")),
    ),
    Stop(
        "today",
        "今日",
        "每天上班先看这里：今天必须办的、七天内到期的、等回音的。"
        "红色是超期，每一行右边的按钮直接带到该办的那一步。",
        (of_kind("TodayColumn"), on_rail("今日")),
    ),
    Stop(
        "matters",
        "事项和时限",
        "一件事从登记到办结，全部期限都在这条线上。用 ← → 换一个日期，按 Enter 看它怎么算出来、依据哪一条。",
        (of_kind("DeadlineStrip"), on_rail("事项")),
    ),
    Stop(
        "matters",
        "文书打印",
        "选中一件事项，到“文书”一栏：先预览，再制作并打印。文号自动取，打坏了可以补打，文号不变。",
        (tabs, on_rail("事项")),
    ),
    Stop(
        "month",
        "月结和报送",
        "月底先“月结”：校核、结账，每个数字都能点开看是哪些事项。再到“报送”写入U盘交县局。"
        "以后找什么都可以按 Ctrl+K，不明白就按 F1。",
        (on_rail("月结", "报送"),),
    ),
)
