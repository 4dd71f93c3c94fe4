"""Copies and what a restore means, in the clerk's words."""

from collections.abc import Mapping
from datetime import date

from app.services.backups import MIGRATING, RESTORING, Copy
from app.services.restoring import Look

_WORDS = (
    ("matters", "件信访事项"),
    ("receptions", "次登记"),
    ("people", "位信访人"),
    ("attachments", "份附件"),
)
_COUNTY_WORDS = (("bundles", "个报送包"), ("townships", "个乡镇"), ("records", "条收到的记录"))
_REASONS = {MIGRATING: "升级前", RESTORING: "恢复前"}


def copy_words(copy: Copy) -> str:
    """One copy as a line of a list: its day, what is in it, where it lies."""
    found, place = copy.manifest, str(copy.folder.parent)
    if found is None:
        return f"{copy.trouble or '旧版本做的备份'}　{copy.folder.name}　{place}"
    reason = f"（{_REASONS[found.reason]}）" if found.reason in _REASONS else ""
    return f"{spoken(found.day)}{reason}　{counted(found.counts, most=2)}　第{found.seq}条记录　{place}"


def look_words(seen: Look) -> str:
    """What the copy holds."""
    return f"{seen.office}，{spoken(seen.day)}的数据：{counted(seen.counts)}。"


def cost_words(seen: Look) -> str:
    """What the present register has and the copy has not; it is saved before anything is replaced."""
    present = seen.present
    if not present.there:
        return "这台电脑上还没有数据，恢复以后就可以使用。"
    if not present.opens:
        return "现有数据已经打不开，会原样保存一份，再换上这份备份。"
    if present.other:
        return f"现有的是另一份数据（{counted(present.counts or {})}），会先做一份备份，再换上这份。"
    lost = present.lost or {}
    if not lost.get("entries"):
        return "做这份备份以后没有新的登记，恢复不会少什么。"
    first, last = present.lost_days
    days = spoken(first) if first == last else f"{spoken(first)}到{spoken(last)}"
    return (
        f"会失去{days}登记的内容：{counted(lost)}，共{lost['entries']}条记录。"
        "恢复前会先把现有数据做一份备份，需要时可以再换回来。"
    )


def counted(counts: Mapping[str, int], *, most: int = len(_WORDS)) -> str:
    """3件信访事项、4次登记."""
    words = _COUNTY_WORDS if "bundles" in counts else _WORDS
    return "、".join(f"{counts.get(name, 0)}{word}" for name, word in words[:most])


def spoken(day: str) -> str:
    """2026年11月20日; a label nobody can read stays as it is."""
    try:
        found = date.fromisoformat(day)
    except ValueError:
        return day
    return f"{found.year}年{found.month}月{found.day}日"
