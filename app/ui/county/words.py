"""The county's states in its own words, each with the shape and the tone it is shown in."""

from collections import Counter
from collections.abc import Mapping, Sequence

from app.county.calendar_grid import AWAITED, HELD, LATE, MISSING, TAKEN, WAITING, Mark
from app.county.desk import Taken
from app.county.handed import NOT_HEARD_OF
from app.ui.theme import Tone
from app.ui.widgets.figures_table import Cell

LEVELS = ("纸质", "报送包", "回执", "交办配置")
MARKS: Mapping[str, tuple[str, Tone | None]] = {
    TAKEN: ("● 已收", Tone.DONE),
    LATE: ("◐ 迟报", Tone.SOON),
    HELD: ("◌ 暂存", Tone.SOON),
    WAITING: ("▲ 待核对印章", Tone.SOON),
    AWAITED: ("· 未到期", None),
    MISSING: ("○ 缺报", Tone.LATE),
}
FILES: Mapping[str, tuple[str, Tone | None]] = {
    "accepted": ("将收下", Tone.DONE),
    "duplicate": ("收过了", None),
    "held": ("暂存", Tone.SOON),
    "refused": ("不收", Tone.LATE),
}
FILES_DONE: Mapping[str, tuple[str, Tone | None]] = {
    **FILES,
    "accepted": ("已收下", Tone.DONE),
    "refused": ("未收", Tone.LATE),
}
ASSIGNED = {"assigned": "交办", "referred": "转送"}
ANSWERS: Mapping[str, tuple[str, Tone | None]] = {
    NOT_HEARD_OF: ("· 还没有报来", None),
    "": ("◌ 已接收，未办理", None),
    "accepted": ("◐ 已受理", Tone.ACTION),
    "declined": ("● 不予受理", Tone.DONE),
    "declined_again": ("● 不再受理", Tone.DONE),
    "objected_up": ("▲ 提出异议", Tone.SOON),
    "objection_up_refused": ("◐ 异议未同意", Tone.ACTION),
    "returned_up": ("● 已交还", Tone.DONE),
    "reported_up": ("● 已反馈", Tone.DONE),
}
UNVERIFIED: tuple[str, Tone | None] = (MARKS[WAITING][0], Tone.SOON)
NOUNS = (
    ("accepted", "收下"),
    ("duplicate", "重复"),
    ("held", "暂存"),
    ("waiting", "待核对印章"),
    ("refused", "不收"),
)


def mark_cell(mark: Mark, code: str) -> Cell:
    """A month of a township: word, shape and colour, and how many records wait for somebody."""
    word, tone = MARKS[mark.state]
    return Cell(f"{word}　待办{mark.refused}条" if mark.refused else word, key=code, tone=tone)


def files_sentence(files: Sequence[Taken]) -> str:
    """共12个文件：收下10个，重复1个，不收1个。"""
    found = Counter("waiting" if file.waits else file.state for file in files)
    counts = ((word, found[state]) for state, word in NOUNS)
    return f"共{len(files)}个文件：" + "，".join(f"{word}{count}个" for word, count in counts if count) + "。"
