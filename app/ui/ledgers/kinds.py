"""The kinds of the office's own papers, as lines of a list, and what each is for."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from app.core.documents import Document
from app.services.papers import FORMS, Form
from app.ui.matters.lateness import short_date
from app.ui.theme import Tone
from app.ui.widgets.two_line_list import Line

KINDS = tuple(form for form in FORMS if form.matterless)
TEACHES = {
    "meeting_minutes": "联席会议开过以后，把议定的事项写成纪要，取号、打印，发给各成员单位。",
    "bulletin": "向党委、政府反映一个时期的信访情况。不写信访人的姓名、住址和电话。",
    "sweep_register": "按期排查矛盾纠纷，一行一件。没有排查出纠纷的，也可以打印零报告。",
    "public_notice": "接待的时间和地点、网络信访渠道、查询方式、领导接访安排，打印出来张贴在接待场所；放大到A3，字大一半。",
    "privacy_notice": "收集哪些个人信息、为什么、保存多久、怎样查阅更正，一页纸，张贴在接待场所或者随回执交给信访人。",
}
OTHERWISE = "不属于某一件信访事项的文书，在这里制作、打印、查找。"
DRAFT = "有草稿"


def kind_lines(
    made: Sequence[Document], today: date, has_draft: Callable[[Form], bool]
) -> Iterator[Line]:  # fmt: skip
    """Each kind with how many were made this year, the latest one, and whether one lies half done."""
    for form in KINDS:
        papers = [it for it in made if it.form == form.id]
        standing = [it for it in papers if not it.voided_reason and it.issued_on.year == today.year]
        word = DRAFT if has_draft(form) else ""
        yield Line(form.id, form.title, _latest(papers, today), f"今年{len(standing)}份", word, _tone(word))


def teaching(form: Form) -> str:
    """What the paper is for, in one sentence."""
    return TEACHES.get(form.id, OTHERWISE)


def _latest(papers: Sequence[Document], today: date) -> str:
    if not papers:
        return "还没有制作过"
    latest = papers[0]
    return f"最近：{short_date(latest.issued_on, today)}　{latest.number}".strip("　")


def _tone(word: str) -> Tone | None:
    return Tone.SOON if word else None
