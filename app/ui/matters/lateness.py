"""How near a date is, in the words and the tone the clerk reads everywhere."""

from datetime import date

from app.ui.theme import Tone

SOON_DAYS = 7
_WEEKDAYS = "一二三四五六日"


def nearness(due_on: date, today: date) -> tuple[str, Tone]:
    """超期2天, 今天到期, 明天到期, 还有5天; red, amber, and blue once it is a week away."""
    left = (due_on - today).days
    if left < 0:
        return f"超期{-left}天", Tone.LATE
    if left <= 1:
        return ("今天到期" if left == 0 else "明天到期"), Tone.SOON
    return f"还有{left}天", Tone.SOON if left <= SOON_DAYS else Tone.ACTION


def reminder(due_on: date, today: date) -> tuple[str, Tone]:
    """内部提醒: the office's own date; passing it is no 超期, so it is never red."""
    left = (due_on - today).days
    if left < 0:
        return f"内部期限已过{-left}天", Tone.SOON
    return ("内部期限今天" if left == 0 else f"内部期限还有{left}天"), Tone.SOON


def short_date(day: date, today: date) -> str:
    """11月26日; with its year when it is not this one."""
    return f"{day.month}月{day.day}日" if day.year == today.year else f"{day.year}年{day.month}月{day.day}日"


def day_heading(day: date, today: date) -> str:
    """明天 11月22日 周日, for a group of lines of one day."""
    words = {0: "今天　", 1: "明天　", 2: "后天　"}
    return f"{words.get((day - today).days, '')}{short_date(day, today)} 周{_WEEKDAYS[day.weekday()]}"
