"""Every number of a summary is a figure's; what has no figure is not said; the verb follows the sign."""

from decimal import Decimal

import pytest

from app.core.figures import Change, Count, Line, Rounding, Value, change, rate
from app.core.summaries import CHART, HEAD, TEXT, TITLE, TODO, Numbers, summary_from, write
from app.core.summaries.slots import compared, filled, unknown_slots
from app.errors import ValidationError
from app.paths import resource

PRINTED = Rounding()
WHERE = {"place": "青山镇", "period": "2026年10月", "office": "青山镇信访办"}


def numbers(base: dict[str, Value] | None = None, **figures: Value | int) -> Numbers:
    now = {
        name.replace("__", "."): Count(value, "件次") if isinstance(value, int) else value
        for name, value in figures.items()
    }
    return Numbers(
        now, lambda name: change(now[name], (base or {}).get(name), PRINTED), lambda name: Change(None),
        {"by_class": (Line("01", "农村农业", Count(3, "件次"), None, "60.00%"), Line("", "未分类", Count(2, "件次"), None, "40.00%"))},
    )  # fmt: skip


def said(text: str, found: Numbers) -> str | None:
    return filled(text, found, WHERE)


@pytest.mark.parametrize(
    ("now", "base", "words"),
    [
        (36, 32, "同比上升12.50%（增加4件次）"),
        (28, 32, "同比下降12.50%（减少4件次）"),
        (32, 32, "同比持平"),
        (5, 0, "比上年同期增加5件次（上年同期为零，不作同比）"),
        (0, 0, "同比持平"),
    ],
)
def test_the_verb_follows_the_sign(now: int, base: int, words: str) -> None:
    assert compared("同比", change(Count(now, "件次"), Count(base, "件次"), PRINTED), "上年同期") == words


def test_rates_move_by_points_as_they_are_printed() -> None:
    moved = change(rate(277, 280), rate(240, 247), PRINTED)
    assert compared("同比", moved, "上年同期") == "同比上升1.76个百分点"
    assert Decimal("98.93") - Decimal("97.17") == Decimal("1.76")


def test_a_sentence_without_its_figure_is_not_said() -> None:
    found = numbers(receptions=5, rate__accept_in_time=rate(0, 0))
    assert said("登记{receptions:unit}。", found) == "登记5件次。"
    assert said("登记总量{receptions:yoy}。", found) is None
    assert said("及时受理率{rate.accept_in_time}。", found) is None
    assert said("来信{letters:unit}。", found) is None


def test_what_leads_has_a_name_of_its_own() -> None:
    assert said("居前的是{by_class:top:3}。", numbers()) == "居前的是农村农业3件次（占60.00%）。"
    assert said("居前的是{by_village:top:3}。", numbers()) is None


@pytest.mark.parametrize(
    "text",
    ["{nothing}", "{receptions:nothing}", "{rate.repeat:unit}", "{by_class}", "{by_class:top}", "{place:unit}", "{receptions", "}", "{ receptions }", "{__class__}"],
)  # fmt: skip
def test_a_slot_that_is_none_is_noticed(text: str) -> None:
    assert unknown_slots(text)
    with pytest.raises(ValidationError, match="不是能用的位置"):
        summary_from(f"title='总结'\n[[part]]\nhead='一'\n[[part.paragraph]]\nsentences=['{text}']")


WORDS = """
title = "{place}{period}总结"
[[part]]
head = "基本情况"
[[part.paragraph]]
lead = "有的。"
sentences = [{text = "集体访{group_visits}批。", when = ["group_visits"]}, {text = "没有集体访。", unless = ["group_visits"]}]
[[part.paragraph]]
lead = "没有的。"
when = ["overdue"]
sentences = ["超期{overdue}件。"]
[[part.paragraph]]
lead = "后面的。"
sentences = ["登记{receptions}件次。"]
ask = "事例"
[[part]]
head = "空的"
[[part.paragraph]]
sentences = ["{letters}"]
[[part]]
head = "问题"
[[part.paragraph]]
sentences = [{text = "偏低：{rate.repeat}。", below = {"rate.repeat" = 50}}]
[[part.paragraph]]
chart = "bars:by_class"
"""


def test_parts_and_leads_are_numbered_as_they_come() -> None:
    found = numbers(receptions=5, group_visits=0, overdue=0, rate__repeat=rate(2, 5))
    blocks = write(summary_from(WORDS), found, WHERE)
    assert [(block.kind, block.text) for block in blocks] == [
        (TITLE, "青山镇2026年10月总结"),
        (HEAD, "一、基本情况"),
        (TEXT, "（一）有的。没有集体访。"),
        (TEXT, "（二）后面的。登记5件次。【请填写：事例】"),
        (HEAD, "二、问题"),
        (TEXT, "偏低：40.00%。"),
        (CHART, "bars:by_class"),
    ]
    assert [run.text for block in blocks for run in block.runs if run.style == TODO] == ["【请填写：事例】"]


def test_a_rate_at_its_mark_is_not_below_it() -> None:
    found = numbers(receptions=5, group_visits=0, overdue=0, rate__repeat=rate(1, 2))
    assert "偏低" not in "".join(block.text for block in write(summary_from(WORDS), found, WHERE))


def test_the_shipped_words_can_be_read() -> None:
    assert len(summary_from(resource("summary", "summary.toml").read_text(encoding="utf-8")).parts) == 4


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("title = ", "不是TOML格式"),
        ("title = '总结'", "至少一个部分"),
        ("title = 3", "应为文字"),
        ("title='甲'\n[[part]]\nhead='一'\nparagraph=3", "应为"),
        ("title='甲'\n[[part]]\nhead='一'\n[[part.paragraph]]\nsentences=[3]", "句子应为文字"),
        (
            "title='甲'\n[[part]]\nhead='一'\n[[part.paragraph]]\nsentences=[{text='x', when=['none']}]",
            "不存在",
        ),
        (
            "title='甲'\n[[part]]\nhead='一'\n[[part.paragraph]]\nsentences=[{text='x', below={overdue=3}}]",
            "比率指标",
        ),
        ("title='甲'\n[[part]]\nhead='一'\n[[part.paragraph]]\nchart='pie:by_class'", "bars"),
    ],
)
def test_words_that_cannot_be_used_are_refused_with_one_sentence(text: str, words: str) -> None:
    with pytest.raises(ValidationError, match=words) as refusal:
        summary_from(text)
    assert "原来的照旧" in str(refusal.value)
