"""What is found before a letter is printed, and what of it the law itself forbids."""

from dataclasses import replace
from datetime import date

import pytest

from app.core.deadlines import derive
from app.core.forms import form_called
from app.core.matters import Matter, Step
from app.core.offices import Office
from app.core.paper_checks import PaperCase, check_paper
from app.core.receptions import Reception
from app.services.filling.sample import places_of
from tests.core.courses import calendar, pack

DAY = date(2026, 3, 2)
OFFICE = Office(
    "青山镇信访工作办公室", "430999101000", "青", "青川县信访局", "青川县人民政府", "青山镇人民政府", "赵六", "0000-0000001"
)  # fmt: skip
GOOD = {
    "投诉请求": "补发3200元。", "事实和理由": "少发。", "调查认定的事实": "少发属实。", "处理意见及依据": "依照《中华人民共和国土地管理法》第四十八条补发。",
    "落实安排": "5月前补发。", "复查机关": "青川县人民政府",
}  # fmt: skip


def _step(entry, after, **more):
    return Step(entry, date.fromordinal(DAY.toordinal() + after), f"{entry}-{after}", **more)


def _matter(*steps, **more):
    part = Reception("r", "m", 1, "visit", DAY, DAY, recorded_at="2026-03-02T09:00:00+08:00")
    return Matter("m", "2026-0001", "补偿款", DAY, purpose="appeal", receptions=(part,), steps=steps, **more)


def _case(form_id, matter, on, values, office=OFFICE, deadlines=()):
    form = form_called(form_id)
    said = dict.fromkeys(places_of(form), "") | values
    return PaperCase(form, matter, office, said, on, deadlines)


def _found(*args, **more):
    return {found.sentence: found for found in check_paper(_case(*args, **more))}


def _blocking(found):
    return [sentence for sentence, one in found.items() if one.blocks]


ANSWERED = _matter(_step("accepted", 3), _step("answered", 20, value="supported"))


def test_a_whole_opinion_has_nothing_to_mend():
    assert _found("opinion", ANSWERED, date(2026, 3, 22), GOOD) == {}


@pytest.mark.parametrize("place", ["投诉请求", "事实和理由", "调查认定的事实", "处理意见及依据", "复查机关"])
def test_an_opinion_without_what_art_32_demands_is_blocked(place):
    found = _found("opinion", ANSWERED, date(2026, 3, 22), GOOD | {place: " "})
    (sentence,) = _blocking(found)
    assert found[sentence].place == place
    assert "第三十二条" in found[sentence].article


def test_an_opinion_without_a_law_is_blocked():
    found = _found("opinion", ANSWERED, date(2026, 3, 22), GOOD | {"处理意见及依据": "按有关规定补发。"})
    assert _blocking(found) == [
        "处理意见没有写明法律法规依据，请写出法规名称和条款，例如“《某某办法》第几条”"
    ]


def test_the_office_inside_the_organ_signs_no_opinion():
    own = replace(OFFICE, government="")
    found = _found("opinion", ANSWERED, date(2026, 3, 22), GOOD, office=own)
    assert [found[sentence].page for sentence in _blocking(found)] == ["office"]


def test_the_organ_does_not_review_itself_and_the_bureau_is_doubted():
    own = _found("opinion", ANSWERED, date(2026, 3, 22), GOOD | {"复查机关": "青山镇人民政府"})
    assert len(_blocking(own)) == 1
    bureau = _found("opinion", ANSWERED, date(2026, 3, 22), GOOD | {"复查机关": "青川县信访局"})
    assert not _blocking(bureau)
    assert any("一般应为上一级人民政府" in sentence for sentence in bureau)


def test_support_without_a_plan_is_said_and_not_blocked():
    found = _found("opinion", ANSWERED, date(2026, 3, 22), GOOD | {"落实安排": ""})
    assert [one.place for one in found.values()] == ["落实安排"]
    assert not _blocking(found)


@pytest.mark.parametrize(("after", "late"), [(63, ""), (64, "晚1天"), (70, "晚7天")])
def test_a_late_answer_is_said_with_its_days(after, late):
    matter = _matter(_step("accepted", 3), _step("answered", 60, value="supported"))
    lines = _deadlines(matter)
    on = date.fromordinal(DAY.toordinal() + after)
    found = _found("opinion", matter, on, GOOD, deadlines=lines)
    assert [sentence for sentence in found if "天" in sentence] == [s for s in found if late and late in s]
    assert bool(late) == bool(found)
    assert not _blocking(found)


def test_a_paper_is_not_older_than_its_step():
    found = _found("opinion", ANSWERED, date(2026, 3, 21), GOOD)
    assert any("早于所依据的办理环节" in sentence for sentence in _blocking(found))


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("依照《物权法》第一百条补发。", "《物权法》已经失效"),
        ("依照《信访条例》第三十二条补发。", "《信访条例》已经失效"),
        ("依照《信访工作条例》第五十一条补发。", "没有第五十一条"),
        ("依照《信访工作条例》第三十二条补发。", ""),
        ("依照《信访工作条例》第五十条补发。", ""),
    ],
)
def test_law_that_is_not_in_force_is_named(said, words):
    found = _found("opinion", ANSWERED, date(2026, 3, 22), GOOD | {"处理意见及依据": said})
    assert [sentence for sentence in found if words and words in sentence] == list(found)


def test_a_petitioner_may_cite_what_they_like():
    assert _found("opinion", ANSWERED, date(2026, 3, 22), GOOD | {"事实和理由": "依据《物权法》。"}) == {}


@pytest.mark.parametrize(
    ("reason", "blocked"),
    [("not_ours", True), ("litigation", True), ("being_handled", False), ("lapsed", False)],
)
def test_where_to_go_is_owed_where_another_organ_decides(reason, blocked):
    matter = _matter(_step("declined", 3, reason=reason))
    values = {"不予受理理由": "不属于职权范围", "不予受理依据": "《信访工作条例》第二十三条第一款"}
    found = _found("decline_notice", matter, date(2026, 3, 6), values)
    assert [one.place for one in found.values()] == ["有权处理机关"]
    assert bool(_blocking(found)) == blocked


def test_a_late_notice_is_said_with_its_days():
    matter = _matter(_step("accepted", 16))
    found = _found("acceptance_notice", matter, date(2026, 3, 19), {}, deadlines=_deadlines(matter))
    assert any("2026年3月17日已过2天" in sentence for sentence in found)
    assert not _blocking(found)


def test_an_extension_is_told_before_the_first_day_has_passed():
    matter = _matter(_step("accepted", 3), _step("extended", 60, days=30, leader="周甲", text="情况复杂"))
    lines = _deadlines(matter)
    in_time = _found("extension_notice", matter, date(2026, 5, 4), {"延期理由": "复杂。"}, deadlines=lines)
    late = _found("extension_notice", matter, date(2026, 5, 6), {"延期理由": "复杂。"}, deadlines=lines)
    assert in_time == {}
    assert any("已过2天" in sentence for sentence in late)
    assert _blocking(_found("extension_notice", matter, date(2026, 5, 4), {})) == [
        "请写明延期的理由，条例要求告知信访人"
    ]


def test_no_more_is_said_only_with_the_whole_way_behind_it():
    matter = _matter(_step("declined_again", 9, reason="re_reviewed", basis="某复核〔2025〕7号"))
    whole = dict.fromkeys(
        ("处理意见书文号", "处理意见日期", "复查意见文号", "复查意见日期", "复核机关", "复核意见文号", "复核意见日期", "不再受理依据"), "有"
    )  # fmt: skip
    assert _found("no_more_notice", matter, date(2026, 3, 12), whole) == {}
    for place in whole:
        found = _found("no_more_notice", matter, date(2026, 3, 12), whole | {place: ""})
        assert [found[sentence].place for sentence in _blocking(found)] == [place]


def test_an_end_by_local_rule_needs_its_own_paper_only():
    matter = _matter(_step("declined_again", 9, reason="local_end"))
    values = {"本地终结": "是", "不再受理依据": "《某某省信访条例》第四十六条"}
    assert [one.place for one in _found("no_more_notice", matter, date(2026, 3, 12), values).values()] == [
        "终结文书"
    ]
    assert (
        _found("no_more_notice", matter, date(2026, 3, 12), values | {"终结文书": "某终结〔2025〕1号"}) == {}
    )


@pytest.mark.parametrize(
    "form_id", ["referral_letter", "assignment_notice", "urge_letter", "supervision_letter"]
)
def test_no_letter_goes_to_who_is_complained_of(form_id):
    entry = form_called(form_id).tells_of[0]
    matter = _matter(_step("assigned", 2, unit_id="u"), _step(entry, 3, unit_id="u"), accused="供水站")
    values = {"主送单位": "青山镇供水站", "承办单位": "青山镇供水站", "督办理由": "拖延", "督办要求": "办结"}
    found = _found(form_id, matter, date(2026, 3, 9), values)
    assert _blocking(found)
    assert all("第三十条" in found[sentence].article for sentence in _blocking(found))


def test_an_answer_of_another_procedure_says_what_can_be_done():
    matter = _matter(_step("accepted", 3), _step("answered", 20, value="explained"), route="duty")
    values = GOOD | {"履职": "是"}
    assert any(
        "行政复议机关" in sentence for sentence in _found("route_answer", matter, date(2026, 3, 22), values)
    )
    assert (
        _found("route_answer", matter, date(2026, 3, 22), values | {"行政复议机关": "青川县人民政府"}) == {}
    )


def _deadlines(matter):
    return derive(matter, pack(), calendar())
