"""The first minutes: the assistant step by step, and the password."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.services.opening import create_office
from app.ui.application import Application
from app.ui.practice_day.chapters import LEADERS, OFFICE, VILLAGES
from app.ui.practice_day.hands import Hands, come_to_front
from app.ui.practice_day.scribe import NotDone
from app.ui.shots.camera import Camera
from app.ui.start.assistant import Assistant
from app.ui.start.county_step import JOIN, NEW
from app.ui.start.window import StartWindow
from app.ui.surroundings import Surroundings

ENTER = Qt.Key.Key_Return
SERVER = "postgresql://zhang@10.0.0.8/petition"
SECRET = "lianxi-1120"


def start_scenes(folder: Path, around: Surroundings, hands: Hands, camera: Camera) -> None:
    """Welcome to finish, then the password page with a wrong password."""
    window = _begin(Application(around, folder))
    wizard = window.assistant
    if wizard is None:
        raise NotDone("没有出现首次使用向导")
    _office(wizard, hands, camera)
    _rosters(wizard, hands, camera)
    _password(wizard, hands, camera)
    recovery = wizard.recovery.part.secret
    with create_office(folder, wizard.answers().setup, SECRET, clock=around.clock, recovery=recovery) as desk:
        desk.safety.backup()
    window.close()
    for look, dark in (("", False), ("-dark", True)):
        around.theme.change(around.app, dark=dark)
        _county(folder.with_name("county-office"), around, hands, camera, look)
    around.theme.change(around.app, dark=False)
    _unlock(folder, around, hands, camera)


def _office(wizard: Assistant, hands: Hands, camera: Camera) -> None:
    camera.shoot(wizard.window(), "welcome")
    hands.reach(wizard.welcome.office_choice)
    hands.press(ENTER)
    _next(hands, wizard.next_button)
    camera.shoot(wizard.window(), "office-missing")
    for name, text in OFFICE.items():
        hands.reach(wizard.office.line(name))
        hands.rewrite(text)
        hands.press(ENTER)
    camera.shoot(wizard.window(), "office")
    _next(hands, wizard.next_button)


def _rosters(wizard: Assistant, hands: Hands, camera: Camera) -> None:
    camera.shoot(wizard.window(), "units")
    for step, names, picture in (
        (wizard.villages, VILLAGES, "villages"), (wizard.leaders, LEADERS, "leaders"),
    ):  # fmt: skip
        _next(hands, wizard.next_button)
        hands.reach(step.names_edit)
        for name in names:
            hands.write(name)
            hands.press(ENTER)
        camera.shoot(wizard.window(), picture)
    _next(hands, wizard.next_button)


def _password(wizard: Assistant, hands: Hands, camera: Camera) -> None:
    hands.reach(wizard.password.password_edit)
    hands.write(SECRET)
    hands.reach(wizard.password.again_edit)
    hands.write("bu-yiyang")
    _next(hands, wizard.next_button)
    camera.shoot(wizard.window(), "password-differs")
    hands.reach(wizard.password.again_edit)
    hands.rewrite(SECRET)
    _next(hands, wizard.next_button)
    camera.shoot(wizard.window(), "recovery-code")
    for place, edit in zip(wizard.recovery.part.asked, wizard.recovery.part.edits, strict=True):
        hands.reach(edit)
        hands.write(wizard.recovery.part.groups[place - 1])
    _next(hands, wizard.next_button)
    camera.shoot(wizard.window(), "finish")


def _county(folder: Path, around: Surroundings, hands: Hands, camera: Camera, look: str) -> None:
    """A county whose data lie on a server: made there, and joined; by day and in the dark."""
    window = _begin(Application(around, folder))
    window.resize(1366, 768)
    wizard = window.assistant
    if wizard is None:
        raise NotDone("没有出现首次使用向导")
    step = wizard.county
    wizard.begin_county()
    camera.shoot(window, f"county-here{look}")
    for place in (NEW, JOIN):
        step.place.chip(place).click()
        step.address_edit.setText(SERVER if place == JOIN else "")
        camera.shoot(window, f"county-{place}{look}")
        if place == NEW:
            _next(hands, wizard.next_button)
            camera.shoot(window, f"county-new-missing{look}")
    hands.reach(step.password_edit)
    hands.write(SECRET)
    _next(hands, wizard.next_button)
    camera.shoot(window, f"county-join-finish{look}")
    window.close()


def _unlock(folder: Path, around: Surroundings, hands: Hands, camera: Camera) -> None:
    window = _begin(Application(around, folder))
    camera.shoot(window, "unlock")
    hands.write("cuo-de-mima")
    hands.press(ENTER)
    camera.shoot(window, "unlock-wrong")
    _restore(window, folder, hands, camera)
    window.close()


def _restore(window: StartWindow, folder: Path, hands: Hands, camera: Camera) -> None:
    """From the password page to a copy, by the password and by the code."""
    window.begin_restoring(folder)
    page = window.restore
    if page is None:
        raise NotDone("没有出现恢复备份的页面")
    hands.reach(page.password_edit)
    hands.write(SECRET)
    _next(hands, page.look_button)
    camera.shoot(window, "restore")
    page.way.choose("code")
    page.way.changed.emit()
    camera.shoot(window, "restore-by-code")


def _next(hands: Hands, button: QWidget) -> None:
    hands.reach(button)
    hands.press(ENTER)


def _begin(application: Application) -> StartWindow:
    application.begin()
    if application.start_window is None:
        raise NotDone("没有出现首次使用的窗口")
    come_to_front(application.start_window)
    return application.start_window
