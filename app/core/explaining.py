"""The explained date: for each deadline the article, the start, the count and what moved it.

A clerk can show anybody why it is this day; the same parts make the card in the window, the
command's answer and the printed sheet.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from app.core.dates import chinese_date

if TYPE_CHECKING:
    from app.core.deadlines import Deadline

FACT_NAMES = {
    "registered": "登记", "accepted": "受理", "declined": "不予受理", "declined_again": "不再受理",
    "referred": "转送", "assigned": "交办", "answered": "答复", "closed": "办结", "answer_delivered": "收到书面答复",
    "notice_delivered": "告知书送达", "received": "单位签收", "referral_received": "单位收到转送件",
    "assignment_received": "单位收到交办件", "objected": "提出异议", "objection_agreed": "同意异议",
    "returned": "收回", "reported": "单位反馈", "simplified": "进入简易办理", "simple_accepted": "受理",
    "converted": "转为普通程序", "extended": "批准延期", "came_again": "再次来信来访", "reopened": "重新办理",
    "review_requested": "收到复查请求", "review_answered": "复查意见", "review_delivered": "收到复查意见",
    "re_review_requested": "收到复核请求", "re_review_answered": "复核意见", "urgent_marked": "发现重大、紧急情况",
    "supervised": "督办", "merged": "并案", "reported_up": "报送办结报告", "told_again": "告知原处理意见",
}  # fmt: skip
UNIT_WORDS = {"day": "日", "working": "个工作日", "month": "个月"}


@dataclass(frozen=True)
class Explained:
    """One deadline's reasons.

    `counting` says how the days were counted; `mattered` are the rest days and moved working
    days that had a say; `moved` who extended or stopped it; `notes` what is still provisional.
    """

    article: str
    start: str
    started_on: date
    counting: str
    mattered: tuple[tuple[date, str], ...]
    raw: date
    rolled: date
    due: date
    judged: str
    moved: tuple[str, ...]
    notes: tuple[str, ...]
    rule: str

    def lines(self) -> tuple[str, ...]:
        """The card as sentences, in the order a clerk would tell them."""
        return tuple(self._lines())

    def _lines(self) -> Iterator[str]:
        yield f"依据：{self.article}"
        yield self.counting
        yield from self.moved
        yield f"期限最后一日：{chinese_date(self.raw)}"
        if self.mattered:
            yield "其间：" + "、".join(f"{chinese_date(day)}{name}" for day, name in self.mattered)
        if self.rolled != self.raw:
            yield f"最后一日是休息日，法定顺延至{chinese_date(self.rolled)}（《民法典》第二百零三条）；{self.judged}"
        yield from self.notes


def explain(line: "Deadline") -> Explained:
    """Why a deadline is on its day."""
    return Explained(
        article=line.article, start=line.start_name, started_on=line.started_on, counting=_counting(line),
        mattered=_named_days(line), raw=line.raw, rolled=line.rolled, due=line.due, judged=_judged(line),
        moved=tuple(_moved(line)), notes=(*line.counted.notes, *_hour(line)), rule=line.note,
    )  # fmt: skip


def _counting(line: "Deadline") -> str:
    start = f"自{line.start_name}之日{chinese_date(line.started_on)}起"
    if line.rule.named:
        return _NAMED[line.rule.named].format(start=chinese_date(line.started_on), day=chinese_date(line.raw))
    if not line.days:
        return f"{start}，应当于当日办理"
    counted = f"{start}{line.days}{UNIT_WORDS[line.rule.unit]}"
    if dict(line.terms).get("start_day_counts"):
        return f"{counted}，开始当日计算在内（本机关设置）"
    words = f"{counted}，开始当日不计算在内（《民法典》第二百零一条）"
    if line.rule.unit == "month":
        words += "；到期月的对应日为最后一日，没有对应日的为月末日（《民法典》第二百零二条）"
    return words


_NAMED = {
    "step": "{start}起，限于{day}前办理（文书载明的期限）",
    "superior": "{start}收到，上级要求{day}前反馈",
    "superior_margin": "上级期限提前若干天作为本机关内部期限（本机关设置），为{day}",
    "answer": "应当在原期限{day}届满前告知信访人延期理由",
}


def _named_days(line: "Deadline") -> tuple[tuple[date, str], ...]:
    return line.counted.skipped if line.working or line.rolled != line.raw else ()


def _judged(line: "Deadline") -> str:
    if line.due == line.rolled != line.raw:
        return "本机关按顺延后的日期判定超期（本机关设置）"
    return "内部按未顺延的日期提醒"


def _moved(line: "Deadline") -> Iterator[str]:
    for step in line.extensions:
        who = f"经{step.leader}批准，" if step.leader else ""
        why = f"，理由：{step.text}" if step.text else ""
        yield f"{chinese_date(step.on)}{who}延长{step.days}日{why}（《信访工作条例》第三十四条）"
    for since, until in line.suspended:
        if until:
            yield f"{chinese_date(since)}至{chinese_date(until)}听证，{(until - since).days}日不计算在期限内（《信访工作条例》第三十六条第二款）"
        else:
            yield f"{chinese_date(since)}起听证，期限暂停计算，听证结束后续算（《信访工作条例》第三十六条第二款）"


def _hour(line: "Deadline") -> tuple[str, ...]:
    hour = dict(line.terms).get("closing_time")
    return (f"最后一日的截止时间为业务时间终了{hour}（《民法典》第二百零三条）",) if hour else ()
