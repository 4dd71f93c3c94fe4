"""The table of steps: one row each, in the order a matter usually takes them."""

from app.core.evaluations import PARTIES
from app.core.routes import AGAIN_REASONS, DECLINE_REASONS, SIMPLE_GROUNDS, SUPERVISE_REASONS, Reason
from app.core.steps import above, handing, handling, intake, links, remedies
from app.core.steps.command import (
    AGREEMENTS,
    DELIVERY_WAYS,
    OUTCOMES,
    REVIEW_OUTCOMES,
    SATISFACTION,
    URGE_WAYS,
    Ask,
    StepRule,
)

TB = "《信访工作条例》"
SIMPLE = "《信访事项简易办理办法（试行）》"


def _labels(reasons: dict[str, Reason]) -> dict[str, str]:
    return {key: reason.label for key, reason in reasons.items()}


def _text(label: str, required: str = "", hint: str = "") -> Ask:
    return Ask("text", label, required=required, hint=hint)


def _unit(label: str, verb: str) -> Ask:
    return Ask("unit_id", label, "unit", required=f"请选择要{verb}的单位")


def _basis(label: str, required: str = "") -> Ask:
    return Ask("basis", label, "line", required=required)


_DUE = Ask("due_on", "反馈期限", "date")
_SENT = Ask("sent_on", "投邮日期", "date", hint="以邮戳为准；在期限内交邮的不算逾期")
_LEADER = Ask("leader", "批准的负责人", "leader", required="请填写批准的本机关、单位负责人")
_OTHER_MAIN = Ask("other", "主件编号", "matter", required="请填写要并入的事项编号")

_INTAKE = (
    StepRule("accept", "accepted", "受理", f"{TB}第二十三条", intake.check_accept, "接收",
             (_text("说明"),), ("notice", "pass_on", "simple_accept"), "acceptance_notice", "受理日期"),
    StepRule("simplify", "simplified", "简易办理", SIMPLE, intake.check_simplify, "接收",
             (Ask("reason", "适用情形", "choice", "请选择适用简易办理的情形", _labels(SIMPLE_GROUNDS)), _text("说明"))),
    StepRule("convert", "converted", "转为普通程序", SIMPLE, intake.check_convert, "接收",
             (_LEADER, _text("不宜简易办理的理由", "请写明不宜简易办理的理由"))),
    StepRule("decline", "declined", "不予受理", f"{TB}第十九条、第二十三条", intake.check_decline, "接收",
             (Ask("reason", "不予受理的理由", "choice", "", _labels(DECLINE_REASONS)),
              _text("应当向哪里提出", hint="写明有权处理的机关、单位，印在告知书上")), ("notice",), "decline_notice", "决定日期"),
    StepRule("decline_again", "declined_again", "不再受理", f"{TB}第三十六条第三款", intake.check_decline_again, "接收",
             (Ask("reason", "依据", "choice", "", _labels(AGAIN_REASONS)), _basis("复核意见文号"), _text("说明")),
             ("notice", "repeat_notice"), "no_more_notice", "决定日期"),
    StepRule("explain", "told_again", "告知原处理意见", f"{TB}第二十三条、第三十五条", intake.check_explain, "接收",
             (_text("告知内容"),), ("repeat_notice",), "told_again_notice", "告知日期"),
)  # fmt: skip
_HANDING = (
    StepRule("refer", "referred", "转送", f"{TB}第二十二条", handing.check_pass_on, "转送交办",
             (_unit("单位", "转送"), _text("转送意见")), ("notice", "pass_on", "pass_on_internal", "redirect"), "referral_letter", "转送日期"),
    StepRule("assign", "assigned", "交办", f"{TB}第二十二条", handing.check_pass_on, "转送交办",
             (_unit("单位", "交办"), _DUE, _text("办理要求")), ("notice", "pass_on", "pass_on_internal", "redirect"), "assignment_notice", "交办日期"),
    StepRule("sign", "received", "单位签收", f"{TB}第二十三条第三款", handing.check_sign, "转送交办",
             (Ask("receiver", "签收人", "line"),), (), "handover_list", "签收日期"),
    StepRule("unit_accept", "unit_accepted", "单位已告知信访人", f"{TB}第二十三条第三款", handing.check_unit_accept, "转送交办",
             (_text("说明"),), ("unit_notice",), "", "告知日期"),
    StepRule("object", "objected", "单位提出异议", f"{TB}第二十三条第三款", handing.check_object, "转送交办",
             (_text("异议理由", "请写明单位提出异议的详细理由"),), ("objection",), "", "异议日期"),
    StepRule("agree_objection", "objection_agreed", "同意异议，收回材料", f"{TB}第二十三条第三款", handing.check_objection_answer,
             "转送交办", (_text("核实情况"),), (), "objection_reply"),
    StepRule("refuse_objection", "objection_refused", "不同意异议", f"{TB}第二十三条第三款", handing.check_objection_answer,
             "转送交办", (_text("不同意的理由", "请写明核实情况和不同意的理由"),), (), "objection_reply"),
    StepRule("return", "returned", "收回", f"{TB}第二十二条", handing.check_return, "转送交办",
             (_text("收回理由", "请写明收回的理由"),), (), "", "收回日期"),
    StepRule("join", "joined", "安排协办", f"{TB}第二十四条", handing.check_join, "转送交办",
             (_unit("协办单位", "协办"), _text("协办事项"))),
    StepRule("report", "reported", "单位反馈", f"{TB}第二十二条第一款第三项", handing.check_report, "转送交办",
             (_text("办理结果"), _basis("办结报告文号")), ("assignment", "unit_notice", "supervision"), "", "反馈日期"),
)  # fmt: skip
_HANDLING = (
    StepRule("extend", "extended", "延期", f"{TB}第三十四条", handling.check_extend, "办理",
             (Ask("days", "延长天数", "number", "请填写延长的天数"), _LEADER,
              _text("情况复杂的理由", "请写明情况复杂、需要延期的理由，将告知信访人"), _basis("交办机关同意文号")), (), "extension_notice", "批准日期"),
    StepRule("open_hearing", "hearing_opened", "举行听证", f"{TB}第三十一条第六项、第三十六条第二款", handling.check_open_hearing,
             "办理", (_text("听证事由"),), (), "", "开始日期"),
    StepRule("close_hearing", "hearing_closed", "听证结束", f"{TB}第三十六条第二款", handling.check_close_hearing, "办理",
             (_text("听证结论"),), (), "", "结束日期"),
    StepRule("mediate", "mediated", "调解、和解", f"{TB}第三十三条", handling.check_mediate, "办理",
             (Ask("value", "结果", "choice", "", AGREEMENTS), _text("协议内容"))),
    StepRule("answer", "answered", "答复", f"{TB}第三十二条", handling.check_answer, "答复送达",
             (Ask("value", "处理结果", "choice", "", OUTCOMES), _text("处理意见", hint="写明认定的事实、处理意见和法律法规依据")),
             ("answer", "simple_answer", "duty", "suggestion", "answer_target"), "opinion", "答复日期"),
    StepRule("deliver", "delivered", "送达", f"{TB}第二十三条、第三十五条", handling.check_deliver, "答复送达",
             (Ask("paper", "送达的文书", "choice", "", {}), Ask("way", "送达方式", "choice", "", DELIVERY_WAYS),
              Ask("receiver", "签收人、代收人", "line"), _SENT), ("extension_notice",), "", "送达日期"),
    StepRule("close", "closed", "办结", f"{TB}第三十四条", handling.check_close, "答复送达", (_text("办结说明"),), (), "", "办结日期"),
    StepRule("settle", "settled", "化解", f"{TB}第二十七条", handling.check_settle, "答复送达", (_text("化解情况"),), (), "closing_confirmation", "化解日期"),
    StepRule("evaluate", "evaluated", "评价", f"{TB}第二十一条", handling.check_evaluate, "答复送达",
             (Ask("value", "信访人评价", "choice", "", SATISFACTION),
              Ask("reason", "评价对象", "choice", "", PARTIES, "不选的，信访部门和责任单位按同一评价统计")), (), "", "评价日期"),
)  # fmt: skip
_REMEDIES = (
    StepRule("review", "review_requested", "申请复查", f"{TB}第三十五条", remedies.check_review, "复查复核",
             (_SENT, _text("说明")), (), "", "申请日期"),
    StepRule("review_answer", "review_answered", "复查意见", f"{TB}第三十五条", remedies.check_review_answer, "复查复核",
             (Ask("value", "复查结果", "choice", "", REVIEW_OUTCOMES), _basis("复查意见文号"), _text("说明")), ("review_answer",), "", "作出日期"),
    StepRule("re_review", "re_review_requested", "申请复核", f"{TB}第三十六条", remedies.check_re_review, "复查复核",
             (_SENT, _text("说明")), (), "", "申请日期"),
    StepRule("re_review_answer", "re_review_answered", "复核意见", f"{TB}第三十六条", remedies.check_re_review_answer, "复查复核",
             (Ask("value", "复核结果", "choice", "", REVIEW_OUTCOMES), _basis("复核意见文号", "请填写复核意见文号，不再受理告知书要引用"),
              _text("说明")), ("re_review_answer",), "", "作出日期"),
)  # fmt: skip
_URGING = (
    StepRule("urge", "urged", "催办", f"{TB}第二十二条", handing.check_urge, "协调督促",
             (Ask("way", "催办方式", "choice", "", URGE_WAYS), _text("催办内容")), (), "urge_letter", "催办日期"),
    StepRule("supervise", "supervised", "督办", f"{TB}第四十条第一款", handing.check_supervise, "协调督促",
             (Ask("reason", "督办理由", "choice", "请选择督办理由", _labels(SUPERVISE_REASONS)), _DUE,
              Ask("way", "督办方式", "choice", "", URGE_WAYS), _text("督办要求")), (), "supervision_letter", "督办日期"),
    StepRule("mark_urgent", "urgent_marked", "重大、紧急", f"{TB}第二十五条", above.check_mark_urgent, "协调督促",
             (_text("情况", "请写明时间、地点、人数、诉求和已采取的措施"),), (), "", "发现日期"),
    StepRule("report_urgent", "urgent_reported", "报告重大、紧急", f"{TB}第二十五条", above.check_report_urgent, "协调督促",
             (_text("向谁报告、报告内容", "请写明报告对象和内容"),), ("urgent",), "", "报告日期"),
)  # fmt: skip
_ABOVE = (
    StepRule("object_up", "objected_up", "向上级提出异议", f"{TB}第二十三条第三款", above.check_object_up, "上级来件",
             (_text("异议理由", "请写明不属于本机关职权的详细理由"),), ("objection_up",), "objection_letter", "异议日期"),
    StepRule("agree_up", "returned_up", "上级同意，交还材料", f"{TB}第二十三条第三款", above.check_objection_up_answer, "上级来件",
             (_text("说明"),)),
    StepRule("refuse_up", "objection_up_refused", "上级不同意，继续办理", f"{TB}第二十三条第三款", above.check_objection_up_answer,
             "上级来件", (_text("说明"),)),
    StepRule("report_up", "reported_up", "报送办结报告", f"{TB}第二十二条第一款第三项", above.check_report_up, "上级来件",
             (_basis("办结报告文号"), _text("说明")), ("superior", "superior_internal"), "report_up", "报送日期"),
)  # fmt: skip
_LINKS = (
    StepRule("merge", "merged", "并案", "", links.check_merge, "关联更正", (_OTHER_MAIN, _text("说明"))),
    StepRule("unmerge", "unmerged", "撤销并案", "", links.check_unmerge, "关联更正", (_text("理由", "请写明撤销并案的理由"),)),
    StepRule("split", "split_off", "拆分", "", links.check_split, "关联更正",
             (_text("拆分出的诉求", "请用一句话写明拆分出来单独办理的诉求"),)),
    StepRule("unsplit", "unsplit", "撤销拆分", "", links.check_unsplit, "关联更正",
             (Ask("other", "拆分出的事项编号", "matter", "请填写拆分出的事项编号"), _text("理由", "请写明撤销拆分的理由"))),
    StepRule("reopen", "reopened", "重新办理", f"{TB}第二十七条", handling.check_reopen, "关联更正",
             (_text("重新办理的理由", "请写明重新办理的理由"),)),
    StepRule("void", "voided", "作废", "", handling.check_void, "关联更正",
             (_text("作废原因", "请写明作废原因；作废后编号保留、记录可查，不会删除"),)),
)  # fmt: skip

RULES: dict[str, StepRule] = {
    rule.kind: rule for rule in (*_INTAKE, *_HANDING, *_HANDLING, *_REMEDIES, *_URGING, *_ABOVE, *_LINKS)
}
