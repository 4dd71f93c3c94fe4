"""The other end of the stick: the county's own window over the same bundle, down to the townships and up to the city."""

from pathlib import Path

from PySide6.QtCore import Qt

from app.county.desk import CountyDesk, create_practice_county
from app.ui.county.assign_panel import AssignPanel
from app.ui.county.configure_panel import ConfigurePanel
from app.ui.county.down_page import DownPage
from app.ui.county.intake_page import IntakePage
from app.ui.county.opening import open_county_window
from app.ui.county.report_panel import ReportPanel
from app.ui.county.safety_page import SafetyPage
from app.ui.county.tables_page import TablesPage
from app.ui.main_window import MainWindow
from app.ui.practice_day.hands import CONTROL, come_to_front
from app.ui.shots.scene import ENTER, ESC, Scene

CITY_PASSWORD = "shiju-1120"
HEADS = "上级编号,办理方式,反馈期限,信访形式,信访日期,主题,内容,姓名,信访目的,附件\n"
RIGHT = (
    "县交〔2026〕32号,交办,2026-12-25,来访,2026-11-16,反映灌渠年久失修，春灌前要求修复,灌渠失修,周戊、吴己,,灌渠.jpg、照片.jpg\n"
    "县交〔2026〕33号,交办,2026-12-25,网上,2026-11-17,反映工资拖欠,工资拖欠,郑庚,,\n"
    "县转〔2026〕19号,转送,,来信,2026-11-12,反映村干部,举报,冯辛,检举控告,\n"
)
WRONG = (
    "县交〔2026〕34号,交办,2026-10-25,上门,2026-11-16,反映路灯不亮,路灯,陈壬,,\n"
    "县交〔2026〕32号,交办,,来访,11月40日,,邻里纠纷,褚癸,,\n"
)


def county_scenes(scene: Scene, county: CountyDesk, stick: Path) -> None:
    """By day, and what is new again in the dark."""
    window = open_county_window(county, scene.around)
    window.resize(1366, 768)
    come_to_front(window)
    scene.camera.shoot(window, "county")
    page = window.open_page("county_intake")
    if isinstance(page, IntakePage):
        page.preview((stick,))
    scene.camera.shoot(window, "county-intake")
    for key in ("county_tables", "county_alike"):
        window.open_page(key)
        scene.camera.shoot(window, key.replace("_", "-"))
    _safety(scene, window)
    _down(scene, window, stick)
    _up(scene, window, stick)
    window.look_requested.emit(0)
    _down(scene, window, stick, "-dark")
    _up(scene, window, stick, "-dark")
    window.look_requested.emit(0)
    window.close()
    scene.around.prompts.parent = scene.window
    come_to_front(scene.window)


def _safety(scene: Scene, window: MainWindow) -> None:
    page = window.open_page("county_safety")
    if not isinstance(page, SafetyPage):
        return
    page.section.backup_button.click()
    page.section.drill_button.click()
    scene.camera.shoot(window, "county-safety")


def _down(scene: Scene, window: MainWindow, stick: Path, look: str = "") -> None:
    page = window.open_page("county_down")
    if not isinstance(page, DownPage):
        return
    scene.camera.shoot(window, f"county-down{look}")
    page.assign_button.click()
    scene.camera.shoot(window, f"county-assign{look}")
    panel = page.panel.content()
    if isinstance(panel, AssignPanel):
        for name, rows in (("wrong", WRONG + RIGHT), ("right", RIGHT)):
            scene.lay_ready(_table(scene.folder, rows))
            panel.pick_button.click()
            scene.camera.shoot(window, f"county-assign-{name}{look}")
    scene.lay_ready(stick)
    scene.hands.press(ENTER, CONTROL)
    scene.camera.shoot(window, f"county-assigned{look}")
    page.configure_button.click()
    panel = page.panel.content()
    if isinstance(panel, ConfigurePanel):
        scene.lay_ready(_configuration(scene.folder))
        panel.pick_button.click()
        scene.camera.shoot(window, f"county-configure{look}")
    scene.hands.press(ESC)


def _up(scene: Scene, window: MainWindow, stick: Path, look: str = "") -> None:
    page = window.open_page("county_tables")
    if not isinstance(page, TablesPage):
        return
    scene.lay_ready(_city(scene))
    page.report_button.click()
    panel = page.panel.content()
    if isinstance(panel, ReportPanel):
        panel.city_button.click()
        scene.camera.shoot(window, f"county-report{look}")
        scene.lay_ready(stick)
        panel.submit()
    scene.camera.shoot(window, f"county-reported{look}")
    scene.hands.press(Qt.Key.Key_Escape)


def _table(folder: Path, rows: str) -> Path:
    path = folder / "交办表.csv"
    path.write_text(HEADS + rows, encoding="utf-8")
    (folder / "灌渠.jpg").write_bytes(b"\xff\xd8\xff\xe0 picture")
    return path


def _configuration(folder: Path) -> Path:
    place = folder / "2027年配置"
    place.mkdir(exist_ok=True)
    units, villages = (
        "代码,名称,停用日期\nU01,自然资源和规划所,\nU02,交通站,2027-01-01\n",
        "代码,名称,停用日期\n",
    )
    (place / "units.csv").write_text(units, encoding="utf-8")
    villages += "430999101201,新塘村,\n430999999201,别处的村,\n"
    (place / "villages.csv").write_text(villages, encoding="utf-8")
    (place / "settings.csv").write_text("代码,值\nurge_days_before,15\n", encoding="utf-8")
    return place


def _city(scene: Scene) -> Path:
    """The enrolment file of a city that is made once."""
    folder, code = scene.folder / "city", "430900000000"
    if not folder.exists():
        create_practice_county(
            folder, "青州市信访局", code, CITY_PASSWORD, now=scene.desk.register.clock.now
        ).close()
    return folder / "enrolment" / f"county-{code}.xfe"
