"""Carries out the manual's steps in the real window and says where the words and the window differ."""

from collections.abc import Callable
from functools import reduce
from operator import or_

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QImage, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.errors import AppError
from app.services import sticks
from app.ui.main_window import MainWindow
from app.ui.manual.eyes import Seen, editor, named, plain, readable
from app.ui.manual.pictures import (
    NO_PAPER,
    bring_into_sight,
    paper_picture,
    papers_in,
    window_picture,
    window_waits_for_paper,
)
from app.ui.manual.script import OUTSIDE, Deed, Step, Walk
from app.ui.manual.stages import STICK, Theatre
from app.ui.matters.page import MattersPage
from app.ui.practice_day.hands import ALT, CONTROL, NOTHING, Hands, OutOfReach
from app.ui.practice_day.scribe import NotDone
from app.ui.shots.camera import settle

MOST_RESTS, PAUSE = 100, 60  # milliseconds
KEYS = {"↑": "Up", "↓": "Down", "←": "Left", "→": "Right", "Enter": "Return", "Esc": "Escape"}
MODIFIERS = {"Ctrl": CONTROL, "Alt": ALT, "Shift": Qt.KeyboardModifier.ShiftModifier}
Keep = Callable[[str, QImage], object]


class Player:
    """Plays walks one after the other; `keep` gets every picture on the way."""

    def __init__(self, theatre: Theatre, keep: Keep) -> None:
        self._theatre, self._keep, self._hands = theatre, keep, Hands()
        self._frame, self._rings = "", tuple[str, ...]()
        self._verbs: dict[str, Callable[[str], None]] = {
            "press": self._press, "click": self._click, "fill": self._fill, "write": self._hands.write,
            "see": self._see, "paper": self._paper, "give": self._give, "code": self._code,
            "frame": self._note_frame, "ring": self._note_rings, "picture": self._picture,
            "known": self._known, "matter": self._matter, "strip": self._strip, "digits": self._digits,
            "outside": lambda _why: None,
        }  # fmt: skip

    def play(self, walk: Walk) -> list[str]:
        """What went wrong, in sentences; the rest of a walk is left out after the first."""
        if not walk.stage:
            return [f"{walk.page}：“{walk.heading}”的步骤没有写明在哪里演"]
        if walk.stage == (OUTSIDE,):
            return [
                f"{walk.page} 第{step.number}步：要写明在程序外面做什么"
                for step in walk.steps
                if not step.outside
            ]
        with sticks.standing_in(self._theatre.file(STICK)):
            number = 0
            try:
                self._theatre.set_stage(*walk.stage)
                for step in walk.steps:
                    number = step.number
                    self._play_step(step)
            except (NotDone, OutOfReach, AppError) as error:
                return [f"{walk.page} “{walk.heading}”第{number}步：{error}"]
        return []

    def _play_step(self, step: Step) -> None:
        unseen = set(step.names)
        self._look_for(unseen)
        for deed in step.deeds:
            _check_words(step, deed)
            verb = self._verbs.get(deed.verb)
            if verb is None:
                raise NotDone(f"不认识的动作“{deed.verb}”")
            verb(deed.about)
            settle(self._hands, self._window(), last=0)
            self._look_for(unseen)
        if unseen and not step.outside:
            raise NotDone(f"窗口里没有{'、'.join(f'「{name}」' for name in sorted(unseen))}")

    def _window(self) -> QWidget:
        modal = QApplication.activeModalWidget()
        return modal or self._theatre.front()

    def _look_for(self, unseen: set[str]) -> None:
        window = self._window()
        unseen -= {name for name in unseen if named(window, name) is not None}

    def _seen(self, word: str) -> Seen:
        found = named(self._window(), word)
        if found is None:
            raise NotDone(f"窗口里没有“{word}”")
        return found

    def _press(self, keys: str) -> None:
        for key in keys.split():
            *others, last = key.split("+")
            number = QKeySequence.fromString(KEYS.get(last, last))
            if number.isEmpty():
                raise NotDone(f"没有“{key}”这个键")
            modifiers = reduce(or_, (MODIFIERS[other] for other in others), NOTHING)
            self._press_one(number[0].key(), modifiers)  # type: ignore[index]  # the stubs know no []

    def _press_one(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> None:
        popup = QApplication.activePopupWidget()
        if popup is not None:
            QTest.keyClick(popup, key, modifiers)
        else:
            self._hands.press(key, modifiers)

    def _click(self, word: str) -> None:
        found = self._seen(word)
        bring_into_sight(found)
        if isinstance(found, QAction):
            found.trigger()
            if popup := QApplication.activePopupWidget():
                popup.close()
        elif isinstance(found, tuple):
            bar, at = found
            QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(at).center())
        elif not found.isEnabled():
            raise NotDone(f"“{word}”现在是灰的：{found.toolTip()}")
        else:
            self._hands.click(found)

    def _fill(self, about: str) -> None:
        field, _, text = about.partition("=")
        found = editor(self._window(), field.strip())
        if found is None:
            raise NotDone(f"窗口里没有“{field.strip()}”这一栏")
        bring_into_sight(found)
        found.setFocus(Qt.FocusReason.MouseFocusReason)
        self._hands.press(Qt.Key.Key_A, CONTROL)
        self._hands.write(text.strip())

    def _see(self, words: str) -> None:
        settle(self._hands, self._window(), last=0)
        if plain(words) not in readable(self._window()):
            raise NotDone(f"窗口里看不到“{words}”")

    def _paper(self, title: str) -> None:
        papers = self._theatre.printer.papers
        if not papers or title not in papers[-1][0]:
            raise NotDone(f"打印机没有收到“{title}”，最后收到的是“{papers[-1][0] if papers else '没有'}”")

    def _give(self, name: str) -> None:
        self._theatre.prompts.next_path = self._theatre.file(name)

    def _code(self, _about: str) -> None:
        for field, digits in self._theatre.recovery_groups():
            self._fill(f"{field} = {digits}")

    def _known(self, field: str) -> None:
        self._fill(f"{field} = {self._theatre.known_person()}")

    def _matter(self, step: str) -> None:
        page = self._theatre.page(MattersPage)
        page.open_matter(self._theatre.matter_for(step))
        page.detail.steps.fold()

    def _strip(self, _about: str) -> None:
        self._theatre.page(MattersPage).detail.strip.setFocus()

    def _digits(self, field: str) -> None:
        self._fill(f"{field} = {self._theatre.check_digits()}")

    def _note_frame(self, frame: str) -> None:
        self._frame = frame

    def _note_rings(self, words: str) -> None:
        self._rings = tuple(words.split("、"))

    def _await_papers(self, window: QWidget) -> None:
        """A paper on the screen is drawn on another thread, a little after everything else."""
        if not papers_in(window):
            return
        for _ in range(MOST_RESTS):
            self._hands.rest(PAUSE)
            if not window_waits_for_paper(window):
                return
        raise NotDone("文书没有显示出来")

    def _picture(self, name: str) -> None:
        window, frame, rings = self._window(), self._frame, [self._seen(word) for word in self._rings]
        self._frame, self._rings = "", ()
        if isinstance(window, MainWindow):
            window.toast.vanish()  # what was done before is another step's
        settle(self._hands, window)
        if frame == "paper":
            if not self._theatre.printer.papers:
                raise NotDone(NO_PAPER)
            self._keep(name, paper_picture(self._theatre.printer.papers[-1][1]))
            return
        kind, _, words = frame.partition(" ")
        shown = [self._seen(word) for word in words.split("、") if word]
        for one in (*shown, *rings):
            bring_into_sight(one)
        self._hands.rest(20)
        self._await_papers(window)
        self._keep(name, window_picture(window, kind, shown, rings))


def _check_words(step: Step, deed: Deed) -> None:
    """A step names in its own words what is pressed, filled in and seen."""
    if deed.silent:
        return
    missing: list[str] = []
    if deed.verb == "press":
        missing = [key for key in deed.about.split() if key not in step.words]
    elif deed.verb == "click":
        missing = [deed.about] if f"「{plain(deed.about)}" not in step.words.replace("…」", "」") else []
    elif deed.verb in {"fill", "known", "digits"}:
        field = plain(deed.about.partition("=")[0])
        missing = [field] if field not in step.words else []
    elif deed.verb in {"see", "paper"}:
        missing = [deed.about] if deed.about not in step.words else []
    if missing:
        raise NotDone(f"步骤里没有写“{'、'.join(missing)}”")
