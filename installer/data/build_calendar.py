"""Write resources/calendar/china.json: the State Council's rest days, 2004 to 2026.

Source: the package `chinesecalendar`, with one documented correction (see CORRECTED).
Run it again when a new year's notice (国务院办公厅关于…部分节假日安排的通知) is published
and the package carries it; the result is the same bytes for the same package.
"""

import json
from datetime import date, timedelta
from pathlib import Path

from chinese_calendar import Holiday, get_holiday_detail, is_workday

FIRST, LAST = date(2004, 1, 1), date(2026, 12, 31)
TARGET = Path(__file__).resolve().parents[2] / "resources" / "calendar" / "china.json"

NAMES = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "Mid-autumn Festival": "中秋节",
    "National Day": "国庆节",
    "Anti-Fascist 70th Day": "抗战胜利日",
}

# 2005-12-31 makes up for 元旦 2006 (1–3 January): the notice of 2006 says so, the package
# follows only the notice of 2005. `holidays` agrees with the notice.
CORRECTED = {date(2005, 12, 31): True}

NOTICES = {
    "2025": "https://www.gov.cn/zhengce/zhengceku/202411/content_6986383.htm",
    "2026": "https://www.gov.cn/zhengce/zhengceku/202511/content_7047091.htm",
}


def build() -> str:
    assert {holiday.value for holiday in Holiday} == set(NAMES), "a festival has no Chinese name yet"
    rest: dict[str, str] = {}
    work: list[str] = []
    for day in _every_day():
        working = CORRECTED.get(day, is_workday(day))
        if working and day.weekday() >= 5:
            work.append(day.isoformat())
        elif not working and (name := get_holiday_detail(day)[1]):
            rest[day.isoformat()] = NAMES[name]
    table = {
        "first": FIRST.isoformat(),
        "last": LAST.isoformat(),
        "notices": NOTICES,
        "rest": rest,
        "work": work,
    }
    return json.dumps(table, ensure_ascii=False, indent=1) + "\n"


def _every_day() -> list[date]:
    return [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]


if __name__ == "__main__":
    TARGET.write_text(build(), encoding="utf-8", newline="\n")
    print(f"{TARGET}: {TARGET.stat().st_size} bytes")
