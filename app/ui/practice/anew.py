"""重置练习 as the clerk asks for it: one question, then the work beside the open register."""

from collections.abc import Callable

from app.services.desk import Desk
from app.services.practice_reset import reset_practice
from app.ui.long_work import LongWork
from app.ui.main_window import MainWindow
from app.ui.surroundings import Surroundings

RESET = "练习中登记、办理的内容都会清除，回到刚建立时的样子；密码不变。要重置吗？"
NOT_RESET = "已取消，没有重置，练习中的内容都在。"
DONE = "练习已经重置，从第一天开始"


def begin_anew(desk: Desk, window: MainWindow, around: Surroundings, done: Callable[[], None]) -> None:
    """`done` shows everything from the beginning; what is typed and not saved is asked about first."""
    if window.shown and not window.shown.may_leave():
        return
    if around.prompts.confirm(RESET, "重置练习", danger=True):
        LongWork(around.tasks, window).run(
            "正在重置练习",
            lambda told: reset_practice(desk, progress=told),
            lambda _: done(),
            around.prompts.show_error,
            lambda: window.toast.say(NOT_RESET),
        )


def put_away(window: MainWindow, heard_closing: Callable[[], None]) -> None:
    """A window whose register is another one now: it asks nothing, and the register stays open."""
    window.closing.disconnect(heard_closing)
    window.close()
    window.deleteLater()
