"""The explained date: for each deadline the article, the start, the count and what moved it.

A clerk can show anybody why it is this day; the same parts make the card in the window, the
command's answer and the printed sheet.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
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
OWNER_WORDS = {"office": "本机关", "unit": "承办单位", "petitioner": "信访人", "superior": "上级机关"}
KIND_WORDS = {
    "statutory": "法定期限",
    "procedural": "应当遵守的期限",
    "internal": "本机关内部提醒",
    "right": "可以行使的权利",
}
CIVIL_CODE = "《民法典》第二百零三条"
WORKED = "调休上班"
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Stretch:
    """Rest days that follow one another under one name, or one working day that was moved."""

    first: date
    last: date
    name: str

    @property
    def worked(self) -> bool:
        return self.name == WORKED

    @property
    def days(self) -> str:
        """2026年10月1日至7日."""
        if self.first == self.last:
            return chinese_date(self.first)
        same = (self.first.year, self.first.month) == (self.last.year, self.last.month)
        until = f"{self.last.day}日" if same else chinese_date(self.last)
        return f"{chinese_date(self.first)}至{until}"

    def spoken(self) -> str:
        return f"{self.days}（{self.name}）"


@dataclass(frozen=True)
class Explained:
    """One deadline's reasons.

    `counting` says how the days were counted; `mattered` are the rest days and moved working
    days that had a say; `extended` who granted more time and why, `suspended` when a hearing
    stopped it, `before` the last day it had until then. `raw` is the plain last day, `rolled`
    the one after rest days, `due` the one the office warns by; `judged` says which one counts.
    `last` is the day one is told: the rolled one for what the petitioner may do, else `due`.
    `closing` is the hour of the last day, `notes` what is provisional or the office's own,
    `rule` the period in the law's words.
    """

    article: str
    start: str
    started_on: date
    counting: str
    mattered: tuple[tuple[date, str], ...]
    raw: date
    rolled: date
    due: date
    last: date
    judged: str
    extended: tuple[str, ...]
    suspended: tuple[str, ...]
    before: date | None
    closing: str
    notes: tuple[str, ...]
    rule: str

    @property
    def stretches(self) -> tuple[Stretch, ...]:
        """The days that had a say, those that belong together as one."""
        found: list[Stretch] = []
        for day, name in self.mattered:
            if found and name == found[-1].name and day - found[-1].last == _ONE_DAY:
                found[-1] = Stretch(found[-1].first, day, name)
            else:
                found.append(Stretch(day, day, name))
        return tuple(found)

    @property
    def is_rolled(self) -> bool:
        return self.rolled != self.raw

    def lines(self) -> tuple[str, ...]:
        """The card as sentences, in the order a clerk would tell them."""
        return tuple(self._lines())

    def reasons(self) -> tuple[tuple[str, str], ...]:
        """What the last day rests on, each part under its word: for the card and the printed sheet."""
        return tuple(self._reasons())

    def remarks(self) -> tuple[tuple[str, str], ...]:
        """What is to be known about the last day: which date counts, its hour, what may still change."""
        hour = (("截止时间", self.closing),) if self.closing else ()
        judged = (("判定", self.judged),) if self.judged else ()
        return (*judged, *hour, *(("备注", words) for words in self.notes))

    def _reasons(self) -> Iterator[tuple[str, str]]:
        yield "依据", self.article
        yield "起算", f"{self.start}，{chinese_date(self.started_on)}"
        yield "计算", self.counting
        if self.before:
            yield "原定最后一日", chinese_date(self.before)
        yield from (("延长", words) for words in self.extended)
        yield from (("暂停计算", words) for words in self.suspended)

    def _lines(self) -> Iterator[str]:
        yield f"依据：{self.article}"
        yield self.counting
        if self.before:
            yield f"原定最后一日：{chinese_date(self.before)}"
        yield from self.extended
        yield from self.suspended
        yield f"期限最后一日：{chinese_date(self.raw)}"
        if self.mattered:
            yield "其间：" + "、".join(stretch.spoken() for stretch in self.stretches)
        if self.is_rolled:
            yield f"最后一日是休息日，法定顺延至{chinese_date(self.rolled)}（{CIVIL_CODE}）；{self.judged}"
        elif self.judged:
            yield self.judged
        if self.closing:
            yield self.closing
        yield from self.notes


def explain(line: "Deadline") -> Explained:
    """Why a deadline is on its day."""
    at_once = not line.days and not line.rule.named
    return Explained(
        article=line.article, start=line.start_name, started_on=line.started_on, counting=_counting(line),
        mattered=() if at_once else line.counted.skipped, raw=line.raw, rolled=line.raw if at_once else line.rolled,
        due=line.due, last=line.rolled if line.owner == "petitioner" else line.due,
        judged="" if at_once else _judged(line), extended=tuple(_extended(line)),
        suspended=tuple(_suspended(line)), before=_before(line), closing=_closing(line),
        notes=(*line.counted.notes, *_dropped(line)), rule=line.note,
    )  # fmt: skip


def _counting(line: "Deadline") -> str:
    start = f"自{line.start_name}之日{chinese_date(line.started_on)}起"
    if line.rule.named:
        return _NAMED[line.rule.named].format(start=start, day=chinese_date(line.raw), days=line.days)
    if not line.days:
        return f"{start}，应当于当日办理"
    counted = f"{start}{line.days}{UNIT_WORDS[line.rule.unit]}"
    if dict(line.terms).get("start_day_counts"):
        words = f"{counted}，开始当日计算在内（本机关设置）"
    else:
        words = f"{counted}，开始当日不计算在内（《民法典》第二百零一条）"
    return words + _UNIT_RULES.get(line.rule.unit, "")


_UNIT_RULES = {
    "working": "，休息日不计，调休上班的日子计算在内",
    "month": "；到期月的对应日为最后一日，没有对应日的为月末日（《民法典》第二百零二条）",
}
_NAMED = {
    "step": "{start}，至{day}止（文书载明的期限，含当日）",
    "superior": "{start}，至{day}止（上级要求的反馈日期，含当日）",
    "superior_margin": "按上级要求的反馈日期提前{days}日，为{day}（本机关设置）",
    "answer": "批准延期以后，应当在原期限{day}届满前把延期理由告知信访人",
}


def _judged(line: "Deadline") -> str:
    """Which of the two dates counts, where they differ; why they do not, where one could expect it."""
    if line.rolled == line.raw:
        moved = not line.working and line.counted.skipped
        return "最后一日是调休上班的工作日，不顺延" if moved else ""
    if line.owner == "petitioner":
        return "信访人在顺延后的日期以前（含当日）提出的，不算逾期"
    if line.due == line.rolled:
        return "本机关按顺延后的日期判定超期（本机关设置）"
    return "本机关按未顺延的日期提醒和判定超期"


def _before(line: "Deadline") -> date | None:
    """The last day before somebody extended or stopped the period; the days were added to it."""
    more = sum(step.days for step in line.extensions) + sum(
        (until - since).days for since, until in line.suspended if until
    )
    return line.raw - more * _ONE_DAY if more else None


def _extended(line: "Deadline") -> Iterator[str]:
    own = "，自顺延后的日期起延长（本机关设置）" if dict(line.terms).get("extension_base") == "rolled" else ""
    for step in line.extensions:
        who = f"经{step.leader}批准，" if step.leader else ""
        why = f"，理由：{step.text.rstrip('。；')}" if step.text else ""
        agreed = f"，交办机关同意文号：{step.basis}" if step.basis else ""
        yield f"{chinese_date(step.on)}{who}延长{step.days}日{own}{why}{agreed}（{line.article}）"


def _suspended(line: "Deadline") -> Iterator[str]:
    law = "《信访工作条例》第三十六条第二款" if line.clock == "re_review_answer" else "本机关设置"
    for since, until in line.suspended:
        if until:
            days = (until - since).days
            yield f"{chinese_date(since)}至{chinese_date(until)}听证，{days}日不计算在期限内（{law}）"
        else:
            yield f"{chinese_date(since)}起听证，期限暂停计算，听证结束后继续计算（{law}）"


def _closing(line: "Deadline") -> str:
    hour = dict(line.terms).get("closing_time")
    return f"最后一日{hour}停止业务活动的时间为截止时间（{CIVIL_CODE}，本机关设置）" if hour else ""


def _dropped(line: "Deadline") -> tuple[str, ...]:
    if line.dropped_on is None:
        return ()
    return (f"{chinese_date(line.dropped_on)}起不再适用（重新起算，或者事项已并案）",)
