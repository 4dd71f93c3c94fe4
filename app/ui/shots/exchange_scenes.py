"""The month's end and the exchange with a county, both sides real."""

from pathlib import Path

from PySide6.QtCore import Qt

from app.county.desk import CountyDesk, create_county
from app.ui.exchange.page import ExchangePage
from app.ui.month.page import MonthPage
from app.ui.practice_day.hands import CONTROL
from app.ui.shots.scene import ENTER, ESC, Scene

FOREIGN = (
    "青山镇11月信访工作情况。11月，全镇共受理信访事项60件，其中来信10件，来访30批，来电15件。"
    "按期答复率98%（40/50），××村反映较多。"
)
COUNTY_PASSWORD = "xianju-1120"


def month_scenes(scene: Scene) -> None:
    """Open, checked, closed, printed; a rate, its chart, a breakdown; other periods; a foreign report."""
    hands, page = scene.hands, scene.turn_to("month", MonthPage)
    scene.shoot("month")
    hands.reach(page.course.buttons["check"])
    hands.press(ENTER)
    scene.shoot("month-checked")
    hands.press(ENTER)
    scene.shoot("month-closed")
    scene.window.toast.vanish()
    hands.press(Qt.Key.Key_P, CONTROL)
    scene.shoot("month-paper", wait=700)
    hands.press(ESC)
    _numbers(scene, page)
    hands.click(page.stepper.lengths.chip("quarter"))
    scene.shoot("month-quarter")
    hands.click(page.stepper.lengths.chip("free"))
    scene.shoot("month-free")
    hands.click(page.stepper.lengths.chip("month"))
    scene.shoot("month-running")
    page.open_report_check()
    hands.write(FOREIGN)
    hands.press(ENTER, CONTROL)
    scene.shoot("month-report-check")
    hands.press(ESC)


def _numbers(scene: Scene, page: MonthPage) -> None:
    page.show_figure("rate.accept_in_time")
    scene.shoot("month-rate")
    page.behind.tabs.setCurrentIndex(1)
    scene.shoot("month-chart")
    page.behind.tabs.setCurrentIndex(0)
    page.table.jump("by_village")
    scene.shoot("month-breakdown")
    menu = page.jumps.open_menu()
    scene.camera.shoot(menu, "month-axes")
    menu.close()
    menu = page.open_papers()
    scene.camera.shoot(menu, "month-papers")
    menu.close()


def exchange_scenes(scene: Scene) -> None:
    """From an unknown county to its answer, with something refused."""
    stick = scene.folder / "stick"
    stick.mkdir()
    county = create_county(
        scene.folder / "county",
        "青川县信访局",
        "430999000000",
        COUNTY_PASSWORD,
        now=scene.desk.register.clock.now,
    )
    try:
        _exchange(scene, county, stick)
    finally:
        county.close()


def _exchange(scene: Scene, county: CountyDesk, stick: Path) -> None:
    page = scene.turn_to("exchange", ExchangePage)
    scene.shoot("exchange-unknown")
    _lay_ready(scene, county.enrolment_file)
    page.take_county_file()
    scene.shoot("exchange-provisional")
    scene.hands.write("12345")
    scene.hands.press(ENTER)
    scene.shoot("exchange-digits-missing")
    scene.hands.rewrite("1" * 30)
    scene.hands.press(ENTER)
    scene.shoot("exchange-digits-wrong")
    page.compare(page.county.computed_digits())
    scene.shoot("exchange-verified")
    page.print_own_sheet()
    scene.shoot("exchange-own-sheet", wait=700)
    scene.hands.press(Qt.Key.Key_Escape)
    _lay_ready(scene, stick)
    page.export(page.rows[0].way.period.id)
    scene.shoot("exchange-cover", wait=700)
    scene.hands.press(Qt.Key.Key_Escape)
    scene.shoot("exchange-written")
    county.enrol(scene.desk.exchange.enrolment())
    county.take(sorted(stick.glob("*.xfb")))
    _lay_ready(scene, county.ack(stick)[0])
    page.take_answer()
    scene.shoot("exchange-answered")


def _lay_ready(scene: Scene, path: Path) -> None:
    from app.ui.shots.take import QuietPrompts

    if isinstance(scene.around.prompts, QuietPrompts):
        scene.around.prompts.next_path = path
