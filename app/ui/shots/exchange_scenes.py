"""The month's end and the exchange with a county, both sides real."""

from pathlib import Path

from PySide6.QtCore import Qt

from app.county.assigning import assign
from app.county.desk import CountyDesk, create_practice_county
from app.ui.exchange.page import ExchangePage
from app.ui.month.page import MonthPage
from app.ui.practice_day.hands import CONTROL
from app.ui.shots.county_scenes import county_scenes
from app.ui.shots.scene import ENTER, ESC, Scene

FOREIGN = (
    "青山镇11月信访工作情况。11月，全镇共受理信访事项60件，其中来信10件，来访30批，来电15件。"
    "按期答复率98%（40/50），××村反映较多。"
)
COUNTY_PASSWORD = "xianju-1120"
ASSIGNED = (
    "上级编号,办理方式,反馈期限,信访形式,信访日期,主题,内容,姓名\n"
    "县交〔2026〕31号,交办,2026-12-20,来信,2026-11-10,反映村道破损无人维修,村道破损,孙丙\n"
    "县转〔2026〕18号,转送,,来访,2026-11-12,反映低保资格复核,低保,李丁\n"
)


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
    for key in ("circular", "summary_pdf"):
        page.make_paper(key)
        scene.shoot(f"month-{key.replace('_', '-')}", wait=700)
        scene.hands.press(ESC)
    page.open_assessment()
    scene.shoot("month-assessment")
    page.open_summary_words()
    scene.shoot("month-summary-words")
    scene.hands.press(ESC)


def exchange_scenes(scene: Scene) -> None:
    """From an unknown county to its answer, with something refused."""
    stick = scene.folder / "stick"
    stick.mkdir()
    county = create_practice_county(
        scene.folder / "county",
        "青川县信访局",
        "430999000000",
        COUNTY_PASSWORD,
        now=scene.desk.register.clock.now,
    )
    try:
        _exchange(scene, county, stick)
        county_scenes(scene, county, stick)
    finally:
        county.close()


def _exchange(scene: Scene, county: CountyDesk, stick: Path) -> None:
    page = scene.turn_to("exchange", ExchangePage)
    scene.shoot("exchange-unknown")
    scene.lay_ready(county.enrolment_file)
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
    scene.lay_ready(stick)
    page.export(page.ways.rows[0].way.period.id)
    scene.shoot("exchange-prospect", wait=400)
    page.submit()
    scene.shoot("exchange-cover", wait=700)
    scene.hands.press(Qt.Key.Key_Escape)
    scene.shoot("exchange-written")
    _down(scene, page, county, stick)


def _down(scene: Scene, page: ExchangePage, county: CountyDesk, stick: Path) -> None:
    """The answer, and two matters handed down."""
    exchange = scene.desk.exchange
    county.enrol(exchange.enrolment(), exchange.status().check_number)
    county.take(sorted(stick.glob("*.xfb")))
    scene.lay_ready(county.ack(stick)[0])
    page.take_answer()
    scene.shoot("exchange-answered")
    table = scene.folder / "assign.csv"
    table.write_text(ASSIGNED, encoding="utf-8")
    township = county.township(scene.desk.offices.office().code)
    scene.lay_ready(assign(county.store, county.sender(), township, table, stick).path)
    page.take_answer()
    scene.shoot("exchange-handed-down")
