"""The desk: every page with its panels, at work, and again in the dark and in large type."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu

from app.ui.actions import MENUS
from app.ui.crash import CrashWindow, report
from app.ui.exchange.page import ExchangePage
from app.ui.ledgers.page import LedgersPage
from app.ui.matters.page import MattersPage
from app.ui.month.page import MonthPage
from app.ui.practice_day.hands import CONTROL
from app.ui.prompts import PlainMessage
from app.ui.reception.page import ReceptionPage
from app.ui.screen import Screen
from app.ui.settings.page import TITLES, SettingsPage
from app.ui.shots.exchange_scenes import exchange_scenes, month_scenes
from app.ui.shots.ledger_scenes import batch_scenes, ledger_scenes
from app.ui.shots.matter_scenes import matter_scenes
from app.ui.shots.practice_scenes import practice_scenes
from app.ui.shots.register_scenes import register_scenes
from app.ui.shots.scene import ENTER, ESC, Scene
from app.ui.shots.way_scenes import way_scenes
from app.ui.start.way_back import DAMAGED
from app.ui.today.page import TodayPage
from app.ui.widgets.buttons import Button, Kind, quiet

PAGES: dict[str, type[Screen]] = {
    "today": TodayPage, "reception": ReceptionPage, "matters": MattersPage, "ledgers": LedgersPage,
    "month": MonthPage, "exchange": ExchangePage, "settings": SettingsPage,
}  # fmt: skip
LARGE = (1920, 1080)
USUAL = (1366, 768)


def desk_scenes(scene: Scene) -> None:
    """In daylight at 100 %."""
    scene.window.resize(*USUAL)
    _today(scene)
    _reception(scene)
    batch_scenes(scene)
    matter_scenes(scene)
    ledger_scenes(scene)
    month_scenes(scene)
    exchange_scenes(scene)
    _settings(scene)
    register_scenes(scene, 2023)
    _frame(scene)
    way_scenes(scene)
    practice_scenes(scene)


def looks(scene: Scene) -> None:
    """The pages again in the dark, and in type half as large again."""
    scene.window.look_requested.emit(0)
    way_scenes(scene, "-dark")
    register_scenes(scene, 2024, "-dark")
    _all_pages(scene, "dark")
    scene.window.look_requested.emit(0)
    scene.window.resize(*LARGE)
    for _ in range(2):
        scene.window.look_requested.emit(1)
    _all_pages(scene, "150")
    for _ in range(2):
        scene.window.look_requested.emit(-1)
    scene.window.resize(*USUAL)


def _all_pages(scene: Scene, name: str) -> None:
    for key, kind in PAGES.items():
        page = scene.turn_to(key, kind)
        if isinstance(page, ReceptionPage):
            _write_known(scene, page)
        scene.shoot(f"{key}-{name}", wait=120)
        if isinstance(page, ReceptionPage):
            page.questions.clear()


def _today(scene: Scene) -> None:
    page = scene.turn_to("today", TodayPage)
    scene.shoot("today", wait=150)
    row = page.must.rows[0]
    scene.hands.click(row.date_button)
    scene.shoot("today-why")
    scene.hands.click(row.date_button)


def _reception(scene: Scene) -> None:
    hands, page = scene.hands, scene.turn_to("reception", ReceptionPage)
    scene.shoot("reception")
    hands.press(Qt.Key.Key_2)
    _write_known(scene, page, finish=False)
    scene.shoot("reception-suggests")
    hands.press(Qt.Key.Key_Down)
    hands.press(ENTER)
    scene.shoot("reception-known")
    hands.press(Qt.Key.Key_F8)
    hands.reach(page.questions.text_edit)
    hands.write("再次来访，询问办理进展。")
    scene.shoot("reception-joined")
    hands.press(Qt.Key.Key_S, CONTROL)
    scene.shoot("reception-saved")
    hands.press(Qt.Key.Key_Z, CONTROL)
    page.questions.clear()
    hands.press(Qt.Key.Key_S, CONTROL)
    scene.shoot("reception-missing")
    _report(scene, page)
    _calendar(scene, page)
    page.questions.clear()


def _report(scene: Scene, page: ReceptionPage) -> None:
    scene.hands.click(page.questions.purpose.chips.chip("report"))
    scene.hands.reach(page.questions.category)
    scene.hands.write("征地")
    scene.shoot("reception-category")
    scene.hands.reach(page.questions.purpose.accused_edit)
    scene.shoot("reception-report")


def _calendar(scene: Scene, page: ReceptionPage) -> None:
    page.questions.occurred_on.open_calendar()
    popup = QApplication.activePopupWidget()
    if popup is not None:
        scene.camera.shoot(popup, "calendar")
        popup.close()


def _write_known(scene: Scene, page: ReceptionPage, *, finish: bool = True) -> None:
    """The first letters of somebody who has been here before."""
    known = scene.desk.matters.page(which="closed", limit=40)
    name = next((row.people for row in known if row.people and "等" not in row.people), "张甲")
    page.questions.visitors.enter()
    scene.hands.write(name)
    if finish:
        scene.hands.press(Qt.Key.Key_Down)
        scene.hands.press(ENTER)


def _settings(scene: Scene) -> None:
    page = scene.turn_to("settings", SettingsPage)
    for number, title in enumerate(TITLES, start=1):
        page.open_section(title)
        scene.shoot(f"settings-{number}")
    page.safety.backup_here()
    scene.shoot("settings-backed-up")


def _frame(scene: Scene) -> None:
    hands, window = scene.hands, scene.window
    scene.turn_to("today", TodayPage)
    hands.press(Qt.Key.Key_K, CONTROL)
    hands.write("水")
    scene.shoot("search")
    hands.rewrite("没有这个人")
    scene.shoot("search-nothing")
    hands.press(ESC)
    window.run("shortcuts")
    scene.shoot("shortcuts")
    window.panel.close_panel()
    _menus(scene)
    _questions(scene)
    hands.press(Qt.Key.Key_L, CONTROL)
    scene.shoot("locked")
    hands.write("cuo-de-mima")
    hands.press(ENTER)
    scene.shoot("locked-wrong")
    _unlock(scene)


def _unlock(scene: Scene) -> None:
    from app.ui.shots.take import PASSWORD

    scene.hands.rewrite(PASSWORD)
    scene.hands.press(ENTER)


def _menus(scene: Scene) -> None:
    for number in range(1, len(MENUS) + 1):
        scene.hands.rest(60)
        menu = scene.window.menuBar().findChildren(QMenu)[number - 1]
        menu.adjustSize()
        scene.camera.shoot(menu, f"menu-{number}", wait=0)


def _questions(scene: Scene) -> None:
    """The only windows over the window: something that cannot be undone, and something that went wrong."""
    asked = PlainMessage(
        scene.window, "请确认", "2026年10月现在结账吗？", "结账以后，本期数字不再改变，不能撤销。"
    )
    asked.offer(quiet("返回"), asked.reject, default=True)
    asked.offer(Button("结账", Kind.DANGER), asked.accept)
    told = PlainMessage(
        scene.window, "没有完成", "磁盘已满，这一步没有保存，此前的数据完好；请清理磁盘后再试。"
    )
    told.offer(Button("知道了", Kind.PRIMARY), told.accept, default=True)
    damaged = PlainMessage(scene.window, "请确认", DAMAGED, "数据文件有损坏，什么也没有改动。")
    damaged.offer(quiet("返回"), damaged.reject, default=True)
    damaged.offer(Button("从备份恢复", Kind.PRIMARY), damaged.accept)
    for message, name in ((asked, "confirm"), (told, "error"), (damaged, "damaged")):
        message.show()
        scene.camera.shoot(message, name)
        message.close()
    _mistake(scene)
    scene.window.activateWindow()
    scene.hands.rest(50)


def _mistake(scene: Scene) -> None:
    """意外错误, with a report that names places only."""
    crash = CrashWindow(lambda: scene.window)
    crash.show_report(report(KeyError(), None))
    message = QApplication.activeModalWidget()
    if isinstance(message, PlainMessage):
        scene.camera.shoot(message, "crash")
        message.accept()
