"""Every letter made on a real register: what was registered and decided is what the letter says."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.errors import NotAllowed, PaperBlocked
from app.services.desk import Desk
from tests.services.filling.letter_course import DRAFT, OPINION, PEOPLE, START, Say, says


def test_acceptance_extension_and_answer_follow_one_another(
    matter: str, take: Callable[..., None], say: Say
) -> None:
    take(matter, 3, "accept")
    says(say("acceptance_notice", matter), "张䶮、李乙：", "你们于2026年9月9日通过来访", "2026年9月10日收悉", "青信受〔2026〕1号",
         "至迟于2026年11月12日出具信访处理意见书", "水渠淤塞无人清理")  # fmt: skip
    take(matter, 50, "extend", days=30, leader="周甲", text="需要等枯水期勘查，情况复杂")
    says(
        say("extension_notice", matter),
        "原定至迟于2026年11月12日办结",
        "延长30日",
        "至迟于2026年12月12日",
        "需要等枯水期勘查，情况复杂。",
    )
    take(matter, 80, "answer", value="supported", text="同意清淤")
    text = say("opinion", matter, **OPINION)
    says(text, "张䶮，住青山村三组5号；李乙，住青山村三组6号。", "三、投诉请求、事实和理由", "请求清淤并落实管护。", "经现场勘查，水渠淤塞120米。",
         "第三十二条第一款第一项", "予以支持", "六、落实安排", "七、救济途径", "30日内，书面向青川县人民政府请求复查")  # fmt: skip
    assert "附件" not in text


def test_an_assignment_is_told_to_unit_and_petitioner_and_pressed(
    matter: str, take: Callable[..., None], say: Say
) -> None:
    take(
        matter, 3, "assign", "自然资源所", text="请核实淤塞长度", due_on=START + timedelta(days=33), basis=""
    )
    says(say("assignment_notice", matter, 附件="登记表\n现场照片"), "自然资源所：", "2026年10月13日前办结", "请核实淤塞长度。",
         "5个工作日内提出异议", "15日内，书面告知信访人", "附件：1.登记表2.现场照片", "回执编号")  # fmt: skip
    says(
        say("referral_notice", matter), "已于2026年9月13日将该事项交办自然资源所处理", "15日内，书面告知你们"
    )
    take(matter, 30, "urge", way="letter", text="请先反馈进展")
    says(say("urge_letter", matter), "反馈期限还有3天", "第1次催办", "请先反馈进展。", "青山镇信访工作办公室")
    take(matter, 40, "urge", way="letter")
    says(say("urge_letter", matter), "反馈期限已超过7天", "第2次催办", "青信催〔2026〕2号")
    take(matter, 41, "supervise", reason="overdue", due_on=START + timedelta(days=50), text="10日内办结")
    says(
        say("supervision_letter", matter),
        "已超期8天",
        "“未按规定的期限办结、反馈”",
        "督办（第1次）",
        "2026年10月30日前完成",
        "第四十条第一款",
    )
    take(matter, 45, "supervise", reason="other", text="再次督办")
    with pytest.raises(PaperBlocked, match="督办理由"):
        say("supervision_letter", matter)
    says(
        say("supervision_letter", matter, 督办理由="未落实已经承诺的措施"),
        "督办（第2次）",
        "“未落实已经承诺的措施”",
    )


def test_an_objection_is_answered_to_the_unit_that_raised_it(
    matter: str, take: Callable[..., None], say: Say
) -> None:
    take(matter, 1, "refer", "自然资源所", text="请依法处理")
    says(
        say("referral_letter", matter),
        "自然资源所：",
        "转送你单位",
        "15日内书面告知信访人",
        "转送意见：请依法处理。",
        "附件：信访材料移交清单",
    )
    take(matter, 2, "sign")
    take(matter, 4, "object", text="不属于本所职权")
    take(matter, 5, "refuse_objection", text="地块在你所辖区")
    says(
        say("objection_reply", matter),
        "自然资源所：",
        "你单位于2026年9月14日",
        "不同意你单位的异议",
        "地块在你所辖区。",
    )
    take(matter, 6, "object", text="仍有异议")
    take(matter, 7, "agree_objection", text="权属已划转")
    text = say("objection_reply", matter)
    says(text, "自然资源所：", "同意你单位的异议", "交还本机关")
    assert "不同意" not in text


def test_a_refusal_names_reason_article_and_where_to_go(
    matter: str, take: Callable[..., None], say: Say
) -> None:
    take(matter, 2, "decline", reason="not_ours", text="")
    with pytest.raises(PaperBlocked, match="有权处理的机关"):
        say("decline_notice", matter)
    says(say("decline_notice", matter, 有权处理机关="青川县水利局。", 受理机关联系方式="0000-0000003"), "不属于本机关、单位职权范围",
         "《信访工作条例》第二十三条第一款", "请你们向青川县水利局提出。", "0000-0000003")  # fmt: skip


def test_a_refusal_by_a_local_rule_must_name_the_rule(
    matter: str, take: Callable[..., None], say: Say
) -> None:
    take(matter, 2, "decline", reason="lapsed")
    with pytest.raises(PaperBlocked, match="法律依据"):
        say("decline_notice", matter)
    says(
        say("decline_notice", matter, 不予受理依据="《某某省信访条例》第三十三条"),
        "《某某省信访条例》第三十三条规定，本机关不予受理",
    )


def test_a_matter_of_another_procedure_is_led_there(
    matter: str, take: Callable[..., None], say: Say, desk: Desk
) -> None:
    take(matter, 2, "accept", route="arbitration")
    with pytest.raises(NotAllowed, match="导入法定程序告知书"):
        say("acceptance_notice", matter)
    with pytest.raises(PaperBlocked, match="第二十三条"):
        say("route_notice", matter)
    text = say(
        "route_notice", matter, 有权处理机关="青川县劳动人事争议仲裁委员会", 法定程序="劳动人事争议仲裁"
    )
    says(
        text,
        "应当通过仲裁解决",
        "第三十一条第二项",
        "请你们向青川县劳动人事争议仲裁委员会提出，依照劳动人事争议仲裁办理。",
    )
    offered = {offer.kind: offer.form for offer in desk.matters.view(matter).offers}
    assert (offered["accept"], offered["answer"]) == ("route_notice", "route_answer")


def test_a_duty_answer_names_reconsideration_and_lawsuit_and_no_review(
    matter: str, take: Callable[..., None], say: Say
) -> None:
    take(matter, 2, "accept", route="duty")
    says(say("route_notice", matter), "由本机关依法履行或者答复", "至迟于2026年11月10日")
    take(matter, 20, "answer", value="explained", text="已依据《中华人民共和国水法》第四十一条责令清除")
    with pytest.raises(NotAllowed, match="依法分类办理答复"):
        say("opinion", matter, **OPINION)
    text = say("route_answer", matter, 调查认定的事实="水渠被堆土堵塞")
    says(text, "60日内，向青川县人民政府申请行政复议", "6个月内，向有管辖权的人民法院提起行政诉讼")
    assert "复查" not in text
    with pytest.raises(NotAllowed, match="行政复议"):
        say("review_application", matter)


def test_a_simple_matter_is_accepted_and_answered_in_working_days(
    matter: str, take: Callable[..., None], say: Say
) -> None:
    take(matter, 0, "simplify", reason="clear")
    take(matter, 1, "accept")
    text = say("acceptance_notice", matter)
    says(text, "适用简易办理", "10个工作日内，即至迟于2026年9月24日作出处理意见")
    assert "60日" not in text
    take(matter, 5, "answer", value="supported", text="已清淤，依据《农田水利条例》第十八条")
    says(say("simple_answer", matter), "简易办理办法", "已清淤", "书面向青川县人民政府请求复查")


def test_a_suggestion_is_replied_to_and_gets_no_opinion(
    desk: Desk, take: Callable[..., None], say: Say
) -> None:
    draft = replace(
        DRAFT, purpose="suggestion", title="增设斑马线", text="小学门口过街不安全。", head_count=1
    )
    matter = desk.receptions.register(draft, PEOPLE[:1]).matter_id
    take(matter, 9, "answer", value="partly_adopted", text="先施划斑马线，警示灯下年安排")
    says(
        say("suggestion_reply", matter),
        "第二十九条",
        "小学门口过街不安全。",
        "意见建议部分采纳",
        "先施划斑马线",
    )
    for form in ("opinion", "review_application"):
        with pytest.raises(NotAllowed):
            say(form, matter, **OPINION)


def test_what_a_superior_passed_down_is_objected_to_or_reported_on(
    desk: Desk, take: Callable[..., None], say: Say
) -> None:
    passed = desk.receptions.register(replace(DRAFT, source="上级转送"), PEOPLE).matter_id
    take(passed, 3, "object_up", text="水库由县水利局管理，本镇没有职权")
    says(say("objection_letter", passed, 来件文号="青川信转〔2026〕5号"), "青川县信访局：", "贵单位转送的", "水库由县水利局管理，本镇没有职权。",
         "青川信转〔2026〕5号", "第二十三条第三款")  # fmt: skip
    given = replace(DRAFT, source="上级交办", superior_due_on=START + timedelta(days=60), title="道路塌陷")
    assigned = desk.receptions.register(given, PEOPLE).matter_id
    take(assigned, 4, "accept")
    says(say("acceptance_notice", assigned), "该事项由青川县信访局交办本机关")
    take(assigned, 30, "answer", value="supported", text="已修复")
    say("opinion", assigned, **OPINION)
    take(assigned, 31, "deliver", way="direct")
    with pytest.raises(PaperBlocked, match="签发人"):
        say("report_up", assigned)
    text = say("report_up", assigned, 签发人="周甲", 来件文号="青川信交〔2026〕2号")
    says(text, "签发人：周甲", "一、交办情况", "二、信访人基本情况", "三、反映的主要问题和诉求", "四、调查处理情况", "要求的反馈期限：2026年11月9日",
         "信访处理意见书（青信处〔2026〕1号）", "2026年10月11日送达信访人", "附件：1.信访处理意见书", "2.送达回证", "联系人：练习专干")  # fmt: skip


def test_a_matter_of_our_own_owes_no_report_up(matter: str, take: Callable[..., None], say: Say) -> None:
    take(matter, 2, "accept")
    take(matter, 9, "answer", value="explained", text="说明")
    with pytest.raises(NotAllowed, match="不是上级交办"):
        say("report_up", matter, 签发人="周甲")


def test_who_comes_again_is_told_of_the_answer_and_of_what_is_still_open(
    matter: str, desk: Desk, today: Callable[[int], date], take: Callable[..., None], say: Say
) -> None:
    take(matter, 2, "accept")
    take(matter, 20, "answer", value="refused", text="没有依据")
    says(say("opinion", matter, **OPINION | {"落实安排": ""}), "不予支持", "六、救济途径")
    take(matter, 21, "deliver", way="direct")
    says(
        say("review_application", matter),
        "青信处〔2026〕1号",
        "请求青川县人民政府对上述意见进行复查",
        "2026年11月2日",
    )
    on = today(25)
    desk.receptions.register(
        replace(DRAFT, channel="letter", occurred_on=on, registered_on=on), PEOPLE, matter_id=matter
    )
    take(matter, 26, "explain", text="已告知")
    says(say("told_again_notice", matter), "2026年10月5日通过来信再次反映", "《信访处理意见书》（青信处〔2026〕1号）", "2026年10月1日送达",
         "可以在2026年11月2日以前书面向青川县人民政府请求复查")  # fmt: skip


def test_after_re_review_the_end_is_cited_whole(matter: str, take: Callable[..., None], say: Say) -> None:
    take(matter, 2, "accept")
    take(matter, 9, "answer", value="refused", text="没有依据")
    say("opinion", matter, **OPINION | {"落实安排": ""})
    take(matter, 10, "deliver", way="direct")
    take(matter, 12, "review")
    take(matter, 20, "review_answer", value="upheld", basis="青川复查〔2026〕3号")
    take(matter, 21, "deliver", way="direct")
    says(
        say("review_application", matter, 复核机关="某某市人民政府"),
        "青川复查〔2026〕3号",
        "请求某某市人民政府对上述意见进行复核",
    )
    take(matter, 25, "re_review")
    take(matter, 40, "re_review_answer", value="upheld", basis="某复核〔2026〕7号")
    take(matter, 60, "decline_again", reason="re_reviewed")
    with pytest.raises(PaperBlocked, match="复核机关"):
        say("no_more_notice", matter)
    says(say("no_more_notice", matter, 复核机关="某某市人民政府"), "2026年9月19日作出处理意见（青信处〔2026〕1号）",
         "青川县人民政府于2026年9月30日作出复查意见（青川复查〔2026〕3号）", "某某市人民政府于2026年10月20日作出复核意见（某复核〔2026〕7号）",
         "第三十六条第三款规定，本机关不再受理")  # fmt: skip


def test_a_hearing_is_notified_and_what_was_carried_out_confirmed(
    matter: str, take: Callable[..., None], say: Say
) -> None:
    take(matter, 2, "accept")
    with pytest.raises(PaperBlocked, match="听证时间"):
        say("hearing_notice", matter)
    says(
        say("hearing_notice", matter, 听证时间="2026年9月20日9时", 听证地点="二楼会议室"),
        "2026年9月20日9时，在二楼会议室举行",
        "是否参加",
    )
    take(matter, 20, "answer", value="supported", text="清淤120米")
    text = say("closing_confirmation", matter, 落实情况="已清淤120米。")
    says(text, "清淤120米。", "自愿签署", "不影响信访人依法请求复查、复核")
    assert "承诺" not in text


def test_advice_comes_with_a_slip_for_the_answer(matter: str, take: Callable[..., None], say: Say) -> None:
    take(matter, 1, "assign", "自然资源所")
    says(say("improvement_proposal", matter, 存在的问题="长期不反馈", 改进工作的建议="明确专人", 反馈期限="2026-10-30"), "自然资源所：",
         "请于2026年10月30日前反馈。", "□采纳□部分采纳□不采纳", "第四十条第四款")  # fmt: skip
    says(
        say("policy_proposal", matter, 政策性问题="管护经费没有来源", 完善政策的建议="列入预算"),
        "青山镇人民政府：",
        "第四十条第二款",
    )
    fields = {"事实和后果": "弄虚作假", "追究责任的建议": "建议调查处理"}
    with pytest.raises(PaperBlocked, match="责任单位自己"):
        say("accountability_proposal", matter, 主送单位="自然资源所", **fields)
    says(
        say("accountability_proposal", matter, 主送单位="镇纪委", **fields),
        "镇纪委：",
        "发现自然资源所存在",
        "第四十条第三款",
    )
