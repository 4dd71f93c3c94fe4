"""Days as people say them."""

from datetime import date, timedelta


def spoken_day(day: date, today: date) -> str:
    """今天, 昨天, or the date."""
    words = {today: "今天", today - timedelta(days=1): "昨天"}
    return words.get(day, f"{day.month}月{day.day}日")
