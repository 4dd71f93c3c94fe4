"""What stands around the window on a practice day: a printer that keeps papers, a clerk who knows the answers."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QApplication

from app.services.clock import FixedClock
from app.services.desk import Desk
from app.ui.application import Application
from app.ui.desktop import QtDesktop
from app.ui.main_window import MainWindow
from app.ui.practice_day.hands import Hands, come_to_front
from app.ui.practice_day.scribe import NotDone, Scribe
from app.ui.print_queue import Wishes
from app.ui.prompts import ANY, PlainMessage, QtPrompts
from app.ui.surroundings import surroundings
from app.ui.tasks import InlineTasks
from app.ui.widgets.buttons import Button, Kind, quiet

PRACTICE_DAY = date(2026, 11, 20)
PRINTER = "练习打印机"
PASSWORD = "lianxi-1120"
COUNTY_PASSWORD = "xianju-1120"


class KeepingDesktop(QtDesktop):
    """Prints into the day's folder, so that every paper can be looked at afterwards."""

    def __init__(self, scribe: Scribe) -> None:
        super().__init__(PRINTER)
        self._scribe = scribe

    def printers(self) -> tuple[str, ...]:
        return (PRINTER,)

    def print_as(self, pdf: bytes, title: str, _wishes: Wishes) -> str:
        path = self._scribe.paper(title, pdf)
        self._scribe.tell(f"　打印：{path.name}")
        return PRINTER


class KnowingPrompts(QtPrompts):
    """Answers as the clerk of the story would; a question is pictured before it is answered."""

    def __init__(self, scribe: Scribe) -> None:
        super().__init__()
        self._scribe = scribe
        self.next_path: Path | None = None

    def confirm(self, question: str, verb: str, *, detail: str = "", danger: bool = False) -> bool:
        message = PlainMessage(self.parent, "请确认", question, detail)
        message.offer(quiet("返回"), message.reject, default=True)
        message.offer(Button(verb, Kind.DANGER if danger else Kind.PRIMARY), message.accept)
        message.show()
        self._scribe.picture(message, f"确认{verb}")
        message.close()
        message.deleteLater()
        if self.parent is not None:
            come_to_front(self.parent)
        self._scribe.tell(f"　问：{question} 答：{verb}")
        return True

    def show_error(self, sentence: str) -> None:
        raise NotDone(sentence)

    def choose_save_path(self, title: str, suggestion: str, kind: str = ANY) -> Path | None:  # noqa: ARG002
        return self.next_path

    def choose_open_path(self, title: str, kind: str = ANY) -> Path | None:  # noqa: ARG002
        return self.next_path

    def choose_folder(self, title: str) -> Path | None:  # noqa: ARG002
        return self.next_path


@dataclass
class Stage:
    """Everything a chapter of the day works with."""

    app: QApplication
    folder: Path
    scribe: Scribe
    hands: Hands
    clock: FixedClock
    prompts: KnowingPrompts
    application: Application

    @property
    def window(self) -> MainWindow:
        if self.application.main_window is None:
            raise NotDone("主窗口没有打开")
        return self.application.main_window

    @property
    def desk(self) -> Desk:
        desk = self.application.desk
        if desk is None:
            raise NotDone("登记数据没有打开")
        return desk

    def picture(self, name: str, *, wait: int = 40) -> None:
        self.hands.rest(wait)
        self.scribe.picture(self.window, name)


def set_stage(app: QApplication, folder: Path, scribe: Scribe) -> Stage:
    """A fresh office's folder, a clock that stands still, and the program about to start."""
    clock, prompts, place = FixedClock(PRACTICE_DAY), KnowingPrompts(scribe), folder / "数据"
    real = surroundings(app, place)
    real.theme.motion = False
    around = replace(real, prompts=prompts, desktop=KeepingDesktop(scribe), tasks=InlineTasks(), clock=clock)
    return Stage(app, folder, scribe, Hands(), clock, prompts, Application(around, place))
