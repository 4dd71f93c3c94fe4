"""The practice office (练习): a year of invented matters in every state, clearly marked as practice.

Nobody in it exists: names are a surname with a stem of the calendar (张甲, 李乙), as textbooks
of law write them, telephones begin with zeros and ID numbers with the division 999999.
"""

import contextlib
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from app.core.identity import check_digit
from app.core.offices import Office
from app.core.receptions import ReceptionDraft
from app.core.rosters import UNIT, USUAL_UNITS, VILLAGE
from app.core.steps import StepCommand
from app.db.engine.keys import STANDARD, Cost
from app.errors import AppError
from app.services.clock import Clock, SystemClock
from app.services.desk import Desk
from app.services.first_day import begin_first_day
from app.services.opening import Setup, create_office, take_back
from app.services.practice_courses import course
from app.services.practice_stories import STORIES, Story
from app.services.progress import Progress, share, unheard
from app.services.receptions import Visitor
from app.services.shipped import classification

MATTERS = 360
PRACTICE_OFFICE = Office(
    name="青山镇信访工作办公室", code="430999101000", organ_code="青", superior="青川县信访局",
    review_body="青川县人民政府", government="青山镇人民政府", clerk="练习专干", phone="0000-0000000",
    address="青山镇练习路1号", practice=True, postcode="000000",
    reception_hours="周一至周五8时30分至12时、14时30分至17时30分", reception_place="青山镇练习路1号一楼接待室",
    online_channel="青川县信访局网站（练习用，不是真的网站）",
    progress_ways="凭登记编号到接待室查询，或者拨打咨询投诉电话查询。",
    leader_days="周甲（镇党委书记）｜每月5日上午｜接待室\n吴乙（镇长）｜每月15日上午｜接待室\n郑丙（分管副镇长）｜每周一｜接待室",
    kept_for="有处理结果的案卷保存30年，没有处理结果的保存10年",
)  # fmt: skip
VILLAGES = ("青山村", "柳溪村", "石桥村", "东岭村", "荷塘村", "枫林村", "新河社区", "老街社区")
LEADERS = (("周甲", "镇党委书记"), ("吴乙", "镇长"), ("郑丙", "分管副镇长"))

PRACTICE_SETUP = Setup(PRACTICE_OFFICE, USUAL_UNITS, VILLAGES, LEADERS)

_SURNAMES = "张李王赵钱孙周吴郑冯陈褚卫蒋沈韩杨朱秦许何吕施孔曹严华金魏陶姜谢邹喻柏苏"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
# What the Today page is for: so many days since 登记, 受理 and 答复, 0 for not yet.
_PRESSING = (
    (17, 0, 0),
    (75, 61, 0),
    (15, 0, 0),
    (68, 60, 0),
    (14, 0, 0),
    (12, 0, 0),
    (70, 58, 0),
    (10, 0, 0),
    (65, 55, 0),
    (3, 0, 0),
    (1, 0, 0),
    (0, 0, 0),
    (40, 34, 2),
)
_OWN = ("本级登记",)
_SOURCES = ("本级登记", "本级登记", "本级登记", "上级转送", "上级交办", "村（社区）上报")
_CHANNELS = ("letter", "visit", "web", "call", "other")
_WEIGHTS = (18, 46, 22, 12, 2)


@dataclass(frozen=True)
class _Plan:
    """What will have become of one invented matter."""

    story: Story
    draft: ReceptionDraft
    visitors: tuple[Visitor, ...]
    steps: tuple[tuple[StepCommand, str], ...]
    again_on: date | None


def create_practice_office(
    folder: Path, setup: Setup | None, password: str, *, clock: Clock | None = None,
    cost: Cost = STANDARD, matters: int = MATTERS, progress: Progress = unheard,
) -> Desk:  # fmt: skip
    """Make a practice office in `folder` and fill it; the same day always gives the same matters."""
    time = clock or SystemClock()
    wanted = setup or PRACTICE_SETUP
    complete = replace(
        wanted,
        office=replace(wanted.office, practice=True, clerk=wanted.office.clerk or "练习专干"),
        units=wanted.units or USUAL_UNITS, villages=wanted.villages or VILLAGES, leaders=wanted.leaders or LEADERS,
    )  # fmt: skip
    desk = create_office(folder, complete, password, clock=time, cost=cost, progress=share(progress, 0, 10))
    try:
        fill_practice(desk, time.today(), matters, share(progress, 10, 100))
    except BaseException:
        desk.close()
        take_back(folder)
        raise
    return desk


def fill_practice(desk: Desk, today: date, matters: int, progress: Progress) -> None:
    """A year of matters, the older months closed; what comes after is the exercise's own."""
    _fill(desk, today, matters, share(progress, 0, 94))
    _close_old_months(desk, share(progress, 94, 100))
    begin_first_day(desk.register)


def _fill(desk: Desk, today: date, matters: int, progress: Progress) -> None:
    with desk.register.writing():
        for done, plan in enumerate(_plans(desk, today, matters)):
            progress(done, matters)
            _carry_out(desk, plan, today)


def _carry_out(desk: Desk, plan: _Plan, today: date) -> None:
    done = desk.receptions.register(plan.draft, plan.visitors)
    for command, unit in plan.steps:
        if command.on > today:
            break
        try:
            desk.matters.take_step(done.matter_id, command, unit)
        except AppError:
            break
        if command.kind in {"close", "decline"} and plan.draft.superior_due_on:
            report = StepCommand(
                "report_up", min(command.on + timedelta(days=1), today), basis="青信报〔2026〕1号"
            )
            desk.matters.take_step(done.matter_id, report)
        if command.kind == "accept" and plan.draft.purpose != "suggestion":
            desk.papers.record_issue("acceptance_notice", done.matter_id, command.on)
    voided = desk.matters.matter(done.matter_id).voided
    if plan.again_on and plan.again_on <= today and not voided:
        again = replace(
            plan.draft, channel="visit", occurred_on=plan.again_on, registered_on=plan.again_on, repeat=True,
            text="再次来访，询问办理进展。", head_count=1,
        )  # fmt: skip
        desk.receptions.register(again, plan.visitors[:1], matter_id=done.matter_id)
        _tell_again(desk, done.matter_id, min(plan.again_on + timedelta(days=3), today))


def _tell_again(desk: Desk, matter_id: str, on: date) -> None:
    """Who comes again after the answer is told of it, unless the matter still waits for it."""
    with contextlib.suppress(AppError):
        desk.matters.take_step(matter_id, StepCommand("explain", on, text="当面说明处理意见和复查途径"))


def _plans(desk: Desk, today: date, matters: int) -> Iterator[_Plan]:
    chance = random.Random(today.toordinal())
    villages = [item.id for item in desk.offices.roster(VILLAGE)]
    units = [item.name for item in desk.offices.roster(UNIT)]
    days = sorted(today - timedelta(days=_age(chance)) for _ in range(matters - len(_PRESSING)))
    for place, day in enumerate(days):
        yield _plan(chance, place, day, villages, units)
    for place, ages in enumerate(_PRESSING, len(days)):
        plan = _plan(chance, place, today - timedelta(days=ages[0]), villages, units)
        yield _pressing(plan, STORIES[place % 9], today, (ages[1], ages[2]))


def _pressing(plan: _Plan, story: Story, today: date, ages: tuple[int, int]) -> _Plan:
    """A matter whose next lawful act is due about now; `ages` are the days since 受理 and since 答复, 0 for not yet."""
    accepted, answered = (today - timedelta(days=days) for days in ages)
    steps: tuple[tuple[StepCommand, str], ...] = ()
    if ages[0]:
        steps = ((StepCommand("accept", accepted), ""), (StepCommand("deliver", accepted, way="direct"), ""))
    if ages[1]:
        steps += ((StepCommand("answer", answered, text=story.answer, value="supported"), ""),)
    draft = replace(
        plan.draft, title=story.title, text=story.text, request=story.request, purpose="appeal",
        category=classification().resolve(*story.category) or "",
    )  # fmt: skip
    return replace(plan, draft=draft, steps=steps, again_on=None)


def _age(chance: random.Random) -> int:
    """How many days ago a matter came in: a year's worth, and some of this month's."""
    return chance.randint(0, 24) if chance.random() < 0.12 else int(chance.triangular(0, 364, 140))


def _plan(chance: random.Random, place: int, day: date, villages: list[str], units: list[str]) -> _Plan:
    story = STORIES[chance.randrange(len(STORIES))]
    village = chance.choice(villages)
    heads = chance.choice((1, 1, 1, 1, 2, 3, 5, 8, 12)) if story.crowd else 1
    channel = chance.choices(_CHANNELS, _WEIGHTS)[0]
    draft = ReceptionDraft(
        channel=channel, occurred_on=day - timedelta(days=chance.choice((0, 0, 0, 1)) if channel == "letter" else 0),
        registered_on=day, title=story.title, head_count=heads, text=story.text, request=story.request,
        purpose=story.purpose, category=classification().resolve(*story.category) or "", village_id=village,
        source=(source := chance.choice(_OWN if story.purpose == "report" else _SOURCES)),
        superior_due_on=day + timedelta(days=90) if source == "上级交办" else None,
    )  # fmt: skip
    again = day + timedelta(days=chance.randint(12, 70)) if chance.random() < 0.12 else None
    unit = story.unit if story.unit in units else chance.choice(units)
    return _Plan(
        story,
        draft,
        _visitors(chance, place, heads, village),
        tuple(course(chance, story, day, (unit, _another(chance, unit, units)))),
        again,
    )


def _another(chance: random.Random, unit: str, units: list[str]) -> str:
    return chance.choice([name for name in units if name != unit] or [unit])


def _visitors(chance: random.Random, place: int, heads: int, village: str) -> tuple[Visitor, ...]:
    return tuple(_visitor(chance, place * 7 + part, village, heads > 1) for part in range(min(heads, 3)))


def _visitor(chance: random.Random, serial: int, village: str, representative: bool) -> Visitor:
    name = _SURNAMES[serial % len(_SURNAMES)] + _STEMS[serial // len(_SURNAMES) % len(_STEMS)]
    born = date(1950, 1, 1) + timedelta(days=chance.randrange(18_000))
    front = f"999999{born:%Y%m%d}{serial % 1000:03d}"
    number = front + check_digit(front) if chance.random() < 0.7 else ""
    return Visitor(
        name, f"000{serial:08d}", number, f"{chance.randint(1, 12)}组{chance.randint(1, 60)}号", village,
        representative=representative,
    )  # fmt: skip


def _close_old_months(desk: Desk, progress: Progress) -> None:
    """Months before the last one are closed, so that there is something to look back at."""
    month = desk.month.current().previous().previous()
    for done in range(3):
        progress(done, 3)
        desk.month.close(month)
        month = month.previous()
