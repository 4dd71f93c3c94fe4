"""An old register on its way in: the empty page, the rehearsal, what became of it, a file that is none."""

from app.ui.screen import OLD_REGISTER
from app.ui.settings.page import SettingsPage
from app.ui.shots.scene import Scene

HEADS = "序号,信访形式,来访日期,姓名,人数,联系电话,村（社区）,事由,初重,承办单位,受理日期,答复日期,办结日期,经办人"
VILLAGES = ("柳溪村", "双桥村", "河湾村", "石坝社区")
UNITS = ("水利站", "供电所", "交通站")
DAYS = 28
MANY = 60


def register_scenes(scene: Scene, year: int, look: str = "") -> None:
    """Each `year` is another register, so that its rows can go in again."""
    path = scene.folder / f"{year}年信访台账.csv"
    path.write_text("\n".join((HEADS, *(_row(year, at) for at in range(MANY)))), encoding="gb18030")
    page = scene.turn_to("settings", SettingsPage)
    page.show_section(OLD_REGISTER)
    section = page.old_register
    broken = scene.folder / "照片.xlsx"
    broken.write_bytes(b"PK")
    section.rehearse(broken)
    scene.shoot(f"register-none{look}")
    section.rehearse(path)
    scene.shoot(f"register-rehearsed{look}")
    scene.hands.click(section.register_button)
    scene.hands.click(section.which.chip("noted"))
    scene.shoot(f"register-taken{look}")


def _row(year: int, at: int) -> str:
    """Mostly right; now and then a day is missing, a channel is none, a repeat belongs to nothing."""
    day = "" if at % 9 == 4 else f"{year}-{at % 12 + 1:02d}-{at % DAYS + 1:02d}"
    channel = "走来的" if at % 9 == 7 else ("来访", "来信", "来电")[at % 3]
    again = "重" if at % 11 == 5 else "初"
    village, unit = VILLAGES[at % len(VILLAGES)], UNITS[at % len(UNITS)]
    return f"{at + 1},{channel},{day},孙丙{'甲乙丙丁戊'[at % 5]},1,,{village},反映{village}第{at + 1}处路灯不亮,{again},{unit},,,,李"
