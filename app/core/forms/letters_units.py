"""Letters between organs: 转送, 交办, 催办, 督办, 异议, 建议, 办结报告 (law.md §7.6, §7.7, §7.13, §7.14, §7.21)."""

from app.core.forms.form import LETTER, SUPERIOR, UNIT, UPWARD, Form, asked

TB = "《信访工作条例》"
_SIGNED = "加盖单位公章，接收单位签收回执联"
_FEEDBACK = "加盖信访工作机构公章，收文单位书面反馈采纳情况"
_ENCLOSED = asked("附件", "text", hint="一行一件，没有就不填")
_TO = asked("主送单位", "line", "请填写主送的机关、单位")
_BACK_BY = asked("反馈期限", "date", hint="条例没有规定天数，本地有要求的才填")
_POINTS = asked("存在的问题", "text", "请写明发现的问题和依据的事实")

UNIT_LETTERS: tuple[Form, ...] = (
    Form("referral_letter", "信访事项转送函", "转", LETTER, UNIT, "转送交办", f"{TB}第二十二条、第二十三条",
         _SIGNED, ("referred",), (asked("转送意见", "text"), _ENCLOSED), sealed=True, returns=True),
    Form("assignment_notice", "信访事项交办通知单", "交", LETTER, UNIT, "转送交办", f"{TB}第二十二条、第二十三条",
         _SIGNED, ("assigned",),
         (asked("交办依据", "line", hint="领导批示或者上级交办文号，没有就不填"),
          asked("首办责任人", "line"), asked("反馈材料", "line"), _ENCLOSED), returns=True),
    Form("urge_letter", "信访事项催办函", "催", LETTER, UNIT, "协调督促", f"{TB}第二十二条第一款第三项",
         _SIGNED, ("urged",), (asked("催办内容", "text"),), government=False, returns=True),
    Form("supervision_letter", "信访事项督办通知书", "督", LETTER, UNIT, "协调督促", f"{TB}第四十条第一款",
         _SIGNED, ("supervised",),
         (asked("督办理由", "line", "请写明督办理由"), asked("督办要求", "text", "请写明督办要求"),
          asked("反馈方式", "line", hint="例如“书面反馈并附证明材料”")), returns=True),
    Form("objection_letter", "信访事项异议函", "异", LETTER, SUPERIOR, "转送交办", f"{TB}第二十三条第三款",
         "加盖单位公章", ("objected_up",),
         (asked("来件文号", "line", hint="上级转送、交办的文号，没有就不填"),
          asked("异议理由", "text", "请详细说明不属于本机关职权范围的理由"),
          asked("建议办理单位", "line", hint="认为应当由哪个机关、单位办理，不清楚就不填"), _ENCLOSED)),
    Form("objection_reply", "信访事项异议答复函", "异复", LETTER, UNIT, "转送交办", f"{TB}第二十三条第三款",
         _SIGNED, ("objection_agreed", "objection_refused"), (asked("核实情况", "text", "请写明核实的情况"),), returns=True),
    Form("improvement_proposal", "改进工作建议书", "建", LETTER, UNIT, "协调督促", f"{TB}第四十条第一款、第四款",
         _FEEDBACK, (), (_TO, _POINTS, asked("改进工作的建议", "text", "请写明改进工作的建议"), _BACK_BY),
         government=False, returns=True, word_file=True),
    Form("policy_proposal", "完善政策建议书", "策建", LETTER, UNIT, "协调督促", f"{TB}第四十条第二款、第四款",
         _FEEDBACK, (), (_TO, asked("政策性问题", "text", "请写明发现的政策性问题"),
                         asked("完善政策的建议", "text", "请写明完善政策的建议"), _BACK_BY),
         government=False, returns=True, word_file=True),
    Form("accountability_proposal", "追究责任建议书", "责建", LETTER, UNIT, "协调督促", f"{TB}第四十条第三款、第四款",
         _FEEDBACK, (), (asked("主送单位", "line", "请填写有管理权限的机关、单位"), asked("责任单位", "line", "请填写被建议追究责任的单位"),
                         asked("事实和后果", "text", "请写明推诿、敷衍、拖延、弄虚作假的事实和造成的严重后果"),
                         asked("追究责任的建议", "text", "请写明追究责任的建议"), _BACK_BY),
         government=False, returns=True, word_file=True),
    Form("report_up", "信访事项办结报告", "报", UPWARD, SUPERIOR, "转送交办", f"{TB}第二十二条第一款第三项",
         "签发人签发，加盖单位公章", ("answered", "declined", "declined_again"),
         (asked("签发人", "line", "请填写签发人姓名", "多人用顿号分开"), asked("来件文号", "line", hint="上级交办的文号"),
          asked("调查处理情况", "text", "请写明调查处理情况"), asked("落实和送达情况", "text"), _ENCLOSED, asked("抄送", "line")),
         word_file=True),
)  # fmt: skip
