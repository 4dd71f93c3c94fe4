"""What becomes of the practice office's invented matters: lawful courses, sometimes late, as real offices are."""

import random
from collections.abc import Iterator
from datetime import date, timedelta

from app.core.steps import StepCommand
from app.services.practice_stories import Story

Act = tuple[StepCommand, str]
LEADER = "周甲"


def course(chance: random.Random, story: Story, day: date, units: tuple[str, str]) -> Iterator[Act]:
    """The steps of one matter registered on `day`; `units` are the right one and one that would object."""
    luck = chance.random()
    decided = day + timedelta(days=chance.randint(0, 12) if luck > 0.05 else chance.randint(16, 30))
    if luck > 0.985:
        yield StepCommand("void", day + timedelta(days=1), text="与另一登记重复，录入有误"), ""
    elif story.purpose == "report":
        yield StepCommand("refer", decided, text="按规定转送有权处理的机关"), "镇纪委"
    elif luck < 0.12:
        yield StepCommand("decline", decided, text="县人民法院立案庭", reason="litigation"), ""
    elif luck > 0.93 and not story.crowd:
        yield from _simple(chance, story, day)
    else:
        yield from _ordinary(chance, story, decided, units)


def _simple(chance: random.Random, story: Story, day: date) -> Iterator[Act]:
    """简易办理: three working days and ten."""
    yield StepCommand("simplify", day, reason="daily"), ""
    yield StepCommand("accept", day + timedelta(days=1)), ""
    answered = day + timedelta(days=chance.randint(3, 9))
    yield StepCommand("answer", answered, text=story.answer, value=_good(story)), ""
    yield StepCommand("deliver", answered, way="direct"), ""
    yield StepCommand("close", answered + timedelta(days=1)), ""


def _ordinary(chance: random.Random, story: Story, decided: date, units: tuple[str, str]) -> Iterator[Act]:
    yield StepCommand("accept", decided), ""
    if chance.random() < 0.75:
        yield StepCommand("deliver", decided + timedelta(days=chance.randint(0, 3)), way="direct"), ""
    handed = decided + timedelta(days=1)
    if chance.random() < 0.6:
        yield from _handing(chance, handed, units)
    answered = decided + timedelta(days=chance.randint(15, 56))
    if chance.random() < 0.06 and story.purpose == "appeal":
        yield (
            StepCommand(
                "extend", decided + timedelta(days=50), days=20, leader=LEADER, text="需要现场勘测，情况复杂"
            ),
            "",
        )
        yield StepCommand("deliver", decided + timedelta(days=52), way="direct"), ""
        answered = decided + timedelta(days=chance.randint(62, 78))
    elif chance.random() < 0.05:
        answered = decided + timedelta(days=chance.randint(61, 75))
    yield from _ending(chance, story, answered)


def _handing(chance: random.Random, handed: date, units: tuple[str, str]) -> Iterator[Act]:
    """交办 and 签收; now and then the unit objects and another one gets it."""
    unit, other = units
    wanted = "请调查核实，提出处理意见"
    if chance.random() < 0.1:
        yield StepCommand("assign", handed, text=wanted), other
        yield StepCommand("sign", handed), ""
        yield StepCommand("object", handed + timedelta(days=2), text="该事项不属于本单位职责范围"), ""
        yield StepCommand("agree_objection", handed + timedelta(days=3), text="经核实情况属实"), ""
        handed += timedelta(days=4)
    yield StepCommand("assign", handed, text=wanted), unit
    if chance.random() < 0.8:
        yield StepCommand("sign", handed + timedelta(days=chance.randint(0, 2)), receiver="单位联络员"), ""
    if chance.random() < 0.7:
        yield (
            StepCommand(
                "report", handed + timedelta(days=chance.randint(5, 12)), text="已调查核实，情况见办理报告"
            ),
            "",
        )


def _ending(chance: random.Random, story: Story, answered: date) -> Iterator[Act]:
    delivered = answered + timedelta(days=chance.randint(1, 9))
    refused = chance.random() < 0.15 and story.purpose == "appeal"
    value = "explained" if refused else _good(story)
    yield StepCommand("answer", answered, text=story.answer, value=value), ""
    yield StepCommand("deliver", delivered, way=chance.choice(("direct", "direct", "post"))), ""
    yield StepCommand("close", delivered + timedelta(days=chance.randint(1, 20))), ""
    if refused and chance.random() < 0.5:
        yield from _review(delivered + timedelta(days=24))
    elif chance.random() < 0.5:
        yield StepCommand("settle", delivered + timedelta(days=21), text="问题已解决，信访人认可"), ""
    if chance.random() < 0.6:
        rating = chance.choice(("satisfied", "satisfied", "basically", "dissatisfied"))
        yield StepCommand("evaluate", delivered + timedelta(days=22), value=rating), ""


def _review(asked: date) -> Iterator[Act]:
    yield StepCommand("review", asked), ""
    yield (
        StepCommand(
            "review_answer", asked + timedelta(days=25), value="upheld", basis=f"川政复查〔{asked.year}〕3号"
        ),
        "",
    )
    yield (
        StepCommand("deliver", asked + timedelta(days=28), way="post", sent_on=asked + timedelta(days=26)),
        "",
    )


def _good(story: Story) -> str:
    return "adopted" if story.purpose == "suggestion" else "supported"
