"""`python -m app --shots DIR`: set the scene, drive the windows, leave the pictures."""

import sys
import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QApplication

from app.services.clock import FixedClock
from app.services.practice import create_practice_office
from app.ui.desk_window import open_window
from app.ui.manual.play import perform
from app.ui.practice_day.hands import Hands, come_to_front
from app.ui.practice_day.scribe import NotDone
from app.ui.prompts import ANY, QtPrompts
from app.ui.shots.camera import Camera
from app.ui.shots.desk_scenes import desk_scenes, looks
from app.ui.shots.paper_scenes import paper_scenes
from app.ui.shots.scene import Scene
from app.ui.shots.start_scenes import start_scenes
from app.ui.surroundings import Surroundings, surroundings
from app.ui.tasks import InlineTasks

DAY = date(2026, 11, 20)
PASSWORD = "lianxi-1120"


class QuietPrompts(QtPrompts):
    """Says yes and gives the path laid ready; never waits for anybody."""

    next_path: Path | None = None

    def confirm(self, question: str, verb: str, *, detail: str = "", danger: bool = False) -> bool:  # noqa: ARG002
        return True

    def choose_save_path(self, title: str, suggestion: str, kind: str = ANY) -> Path | None:  # noqa: ARG002
        return self.next_path

    def choose_open_path(self, title: str, kind: str = ANY) -> Path | None:  # noqa: ARG002
        return self.next_path

    def choose_folder(self, title: str) -> Path | None:  # noqa: ARG002
        return self.next_path


def take_shots(folder: Path) -> int:
    """Every picture into `folder`; returns the exit code."""
    app = QApplication(sys.argv[:1])
    hands = Hands()
    camera = Camera(folder, hands, _say)
    with tempfile.TemporaryDirectory() as place:
        around = _quiet(app, Path(place) / "screen")
        start_scenes(Path(place) / "first", around, hands, camera)
        _desk(Path(place), around, hands, camera)
    _manual(app, folder / "manual")
    return 0


def _quiet(app: QApplication, folder: Path) -> Surroundings:
    real = surroundings(app, folder)
    real.theme.motion = False
    return replace(real, prompts=QuietPrompts(), tasks=InlineTasks(), clock=FixedClock(DAY))


def _desk(place: Path, around: Surroundings, hands: Hands, camera: Camera) -> None:
    with create_practice_office(place / "desk", None, PASSWORD, clock=around.clock) as desk:
        window = open_window(desk, around)
        come_to_front(window)
        scene = Scene(desk, window, around, hands, camera, place)
        desk_scenes(scene)
        looks(scene)
        paper_scenes(desk, camera, place)
        window.close()


def _manual(app: QApplication, folder: Path) -> None:
    """The manual's own pictures, taken while its steps are carried out."""
    folder.mkdir(parents=True, exist_ok=True)
    done = perform(app)
    for name, picture in done.pictures.items():
        picture.save(str(folder / f"{name}.png"))
        _say(f"manual/{name}.png　{picture.width()}×{picture.height()}\n")
    if lines := [line for lines in done.problems.values() for line in lines]:
        raise NotDone("手册里走不通的步骤：" + "；".join(lines))


def _say(line: str) -> None:
    sys.stdout.write(line)
    sys.stdout.flush()
