"""What the rules leave to the office (law.md §10 A and B), as rows.

The window, the command and docs/settings.md are made from these rows; a choice without a row
cannot be made by anybody.
"""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["flag", "number", "word", "text"]

COUNTING, PASSING_ON, ANSWERING, SIMPLE, REVIEW, REMINDING, DEFINING, STATISTICS, SENDING = GROUPS = (
    "期限计算", "转送交办", "办理答复", "简易办理", "复查复核", "提醒", "认定标准", "统计口径", "县局报送",
)  # fmt: skip


@dataclass(frozen=True)
class Choice:
    """One thing the office may settle for itself.

    `law` is the item of law.md §10 it answers. A number lies between `least` and `most`; where
    0 means that nothing is set, `zero` is the word for it. A word is one key of `words`, or,
    with `many`, any of them written one after the other. `example` shows how a text is written.
    """

    name: str
    title: str
    hint: str
    kind: Kind
    group: str
    law: str
    unit: str = ""
    least: int = 0
    most: int = 0
    zero: str = ""
    words: tuple[tuple[str, str], ...] = ()
    many: bool = False
    example: str = ""


_ROLLING = (("raw", "不顺延"), ("rolled", "遇休息日顺延"))
_WEEKDAYS = tuple((str(number), f"周{word}") for number, word in enumerate("一二三四五六日", start=1))

_COUNTING = (
    Choice(
        "start_day_counts", "起算当日计入期限", "一般从次日起算（民法典第二百零一条）；本地要求当日起算的才勾选",
        "flag", COUNTING, "A1",
    ),
    Choice(
        "overdue_by", "超期按哪一天认定", "条例没有规定遇休息日顺延；提醒和统计按这里选的日子判断超期",
        "word", COUNTING, "A2", words=_ROLLING,
    ),
    Choice(
        "rest_weekdays", "每周休息日", "节假日和调休另按国务院办公厅的放假通知", "word", COUNTING, "A3",
        words=_WEEKDAYS, many=True,
    ),
    Choice(
        "closing_time", "最后一日的截止时间", "不填按24时；以下班时间为准的写成17:30（民法典第二百零三条）",
        "text", COUNTING, "A4", example="17:30",
    ),
    Choice(
        "rule_pack", "新登记事项适用的规则", "省、市另有期限规定的，选用本地的规则包", "word", COUNTING, "A5、A8、A9",
        words=(("", "现行全国规定"),),
    ),
)  # fmt: skip

_PASSING_ON = (
    Choice(
        "unit_clock_from", "责任单位的告知期限从哪天起算",
        "条例第二十三条为收到之日；有的省统计按登记之日计算", "word", PASSING_ON, "A6",
        words=(("received", "单位收到之日"), ("registered", "本办登记之日")),
    ),
    Choice(
        "pass_on_within_days", "本级转交时限", "15日分给各层级的，填本级几日内转出；只作内部提醒",
        "number", PASSING_ON, "A7", unit="日", most=15, zero="不设",
    ),
    Choice(
        "redirect_days", "退回后另行确定单位的时限", "责任单位的异议成立、材料退回后，几个工作日内另行确定；只作内部提醒",
        "number", PASSING_ON, "A8", unit="个工作日", most=30, zero="不设",
    ),
    Choice(
        "superior_report_days", "上级交办的默认反馈期限", "上级没有写明日期时，几日内反馈", "number", PASSING_ON, "A15",
        unit="日", most=365, zero="不设",
    ),
    Choice(
        "superior_margin_days", "比上级期限提前", "内部期限比上级的期限早几日", "number", PASSING_ON, "A15",
        unit="日", most=60, zero="不提前",
    ),
    Choice(
        "urgent_report_hours", "重大紧急事项报告时限", "条例第二十五条只写“及时”；本地规定了小时数的才填",
        "number", PASSING_ON, "A16", unit="小时", most=72, zero="及时",
    ),
    Choice(
        "urgent_recipients", "重大紧急事项报告对象", "用顿号分开，印在呈报单上（条例第二十五条）", "text", PASSING_ON, "A16",
        example="本级党委和政府、有关主管部门",
    ),
)  # fmt: skip

_ANSWERING = (
    Choice(
        "answer_target_days", "内部答复目标", "受理后几日内答复，早于60日的法定期限；只作内部提醒",
        "number", ANSWERING, "A9", unit="日", most=60, zero="不设",
    ),
    Choice(
        "extension_times", "延期次数", "无论分几次，合计不超过30日（条例第三十四条）", "word", ANSWERING, "A10",
        words=(("single", "只延一次"), ("several", "可分几次")),
    ),
    Choice(
        "extension_base", "延期从哪一天接着算", "不顺延：第60日的次日起；顺延：先把第60日顺延到工作日", "word", ANSWERING, "A10",
        words=_ROLLING,
    ),
    Choice(
        "extension_needs_assigner", "交办事项延期须经交办机关同意", "有的省规定交办事项的延期由交办机关批准",
        "flag", ANSWERING, "A10",
    ),
    Choice(
        "hearing_stops_answer", "听证时间不计入60日", "条例只对复核作了这样的规定（第三十六条），一般不勾选",
        "flag", ANSWERING, "A11",
    ),
    Choice(
        "suggestion_days", "建议意见的答复期限", "条例第二十九条没有规定期限；本地有要求的才填", "number", ANSWERING, "A13",
        unit="日", most=365, zero="不设",
    ),
    Choice(
        "duty_period", "履行职责类事项的期限", "条例第三十一条第五项；法律另有规定的从其规定", "word", ANSWERING, "A14",
        words=(("2months", "两个月"), ("60days", "60日")),
    ),
)  # fmt: skip

_SIMPLE = (
    Choice(
        "simple_procedure", "使用简易办理", "简单的初次信访事项：3个工作日决定受理，10个工作日作出处理意见", "flag", SIMPLE, "A12",
    ),
    Choice(
        "conversion_from", "转为普通程序后60日的起算", "从较早的简易受理之日起算，不会误期；本地另有规定的改后一项", "word", SIMPLE, "A12",
        words=(("accepted", "简易受理之日"), ("converted", "转为普通程序之日")),
    ),
)  # fmt: skip

_REVIEW = (
    Choice(
        "review_by_postmark", "邮寄的申请以投邮日为准", "30日内交邮的不算逾期；不勾选则以收到日为准", "flag", REVIEW, "A19",
    ),
    Choice(
        "late_review", "逾期申请复查复核", "条例第三十五条、第三十六条规定30日，没有写逾期怎么办", "word", REVIEW, "A19",
        words=(("reason", "说明理由的可以收"), ("refuse", "一律不收")),
    ),
)  # fmt: skip

_REMINDING = (
    Choice(
        "urge_days_before", "到期前几天提示催办", "责任单位还没有反馈的，到期前这么多天提示催办", "number", REMINDING, "A18",
        unit="天", most=60, zero="不提示",
    ),
    Choice(
        "paper_drill_months", "核对纸上恢复码的间隔", "隔这么久提醒一次：找出恢复码那张纸，看着输入其中两组", "number",
        REMINDING, "",
        unit="个月", most=24, zero="不提醒",
    ),
    Choice(
        "warnings_by", "提醒的分档方式", "按期限过去的比例，或者按剩下的天数", "word", REMINDING, "A18",
        words=(("percent", "按比例"), ("days", "按剩余天数")),
    ),
    Choice(
        "warning_days", "剩余几天时提醒", "用逗号分开；只在按剩余天数提醒时使用", "text", REMINDING, "A18", example="7,3,1",
    ),
)  # fmt: skip

_DEFINING = (
    Choice(
        "large_group_tiers", "规模性集体访的人数档", "用逗号分开；不分档的留空。集体访的人数标准在“机构”里", "text", DEFINING, "B20",
        example="30,50,100",
    ),
    Choice(
        "joint_letter_threshold", "联名信人数标准", "达到这个人数的来信记为联名信", "number", DEFINING, "B20",
        unit="人", least=2, most=100,
    ),
    Choice(
        "repeat_window_months", "重复信访的时间范围", "几个月内再次反映同一事项的记为重复信访", "number", DEFINING, "B21",
        unit="个月", most=120, zero="不限",
    ),
    Choice(
        "repeat_scope", "重复信访的渠道范围", "同一渠道：先来信、后来访的，来访仍算初次", "word", DEFINING, "B21",
        words=(("office", "各种形式合并"), ("channel", "同一信访形式")),
    ),
    Choice(
        "long_pending_months", "积案的年限", "登记超过几个月，没有办结也没有化解的列为积案", "number", DEFINING, "B23",
        unit="个月", least=1, most=120,
    ),
    Choice(
        "settle_needs_evidence", "化解须有证明材料", "勾选后，登记化解时要有协议、落实证明等材料", "flag", DEFINING, "B23",
    ),
    Choice(
        "close_needs_delivery", "答复送达后才能办结", "不勾选的，作出答复后就可以办结", "flag", DEFINING, "B24",
    ),
    Choice(
        "channel_words", "台账里信访形式的其他叫法", "导入台账时用，写成：传真=来信，12345转办=来电", "text", DEFINING, "B28",
        example="12345转办=来电,传真=来信",
    ),
)  # fmt: skip

_LEFT_OUT = "勾选后不进入及时受理率、按期答复率和满意度；登记数照计"


def _left_out(name: str, word: str) -> Choice:
    return Choice(f"leave_out_{name}", f"考核率不含{word}", _LEFT_OUT, "flag", STATISTICS, "C30")


_STATISTICS = (
    Choice(
        "statistics_basis", "登记数按哪个日期统计", "信访日期和登记日期不在同一统计期的，按这里选的日期计入", "word", STATISTICS, "C29",
        words=(("registered", "登记日期"), ("occurred", "信访日期")),
    ),
    Choice(
        "rate_family", "比率的计算口径", "期满口径：分母为期限在本期届满、已见结果的；起算口径：分母为期限在本期起算的全部", "word",
        STATISTICS, "C30", words=(("A", "期满口径"), ("B", "起算口径")),
    ),
    Choice(
        "evaluation_days", "评价期", "作出决定（对信访部门）或送达答复（对责任单位）后几日内评价，逾期未评价的计入参评率分母；期限以上级现行规定为准",
        "number", STATISTICS, "C34", unit="日", most=365, zero="不设",
    ),
    Choice(
        "basically_satisfied", "基本满意计入满意率", "不勾选的，只有“满意”计入分子", "flag", STATISTICS, "C34",
    ),
    _left_out("court", "涉法涉诉"),
    _left_out("report", "检举控告"),
    _left_out("suggestion", "建议意见"),
    _left_out("simple", "简易办理"),
    _left_out("anonymous", "匿名"),
)  # fmt: skip

_SENDING = (
    Choice(
        "attachments_travel", "附件随包报送", "检举控告事项的附件无论怎样选都不随包，须单独决定移送", "word", SENDING, "E52",
        words=(("listed", "只报目录"), ("included", "原件随包")),
    ),
    Choice(
        "answer_wait_days", "几天没有回执时提醒", "写入U盘后这么多天还没有县局回执的，列在“今日”的等回音里", "number", SENDING, "E52",
        unit="天", most=60, zero="不提醒",
    ),
)  # fmt: skip

CHOICES = (
    *_COUNTING,
    *_PASSING_ON,
    *_ANSWERING,
    *_SIMPLE,
    *_REVIEW,
    *_REMINDING,
    *_DEFINING,
    *_STATISTICS,
    *_SENDING,
)


def choice_named(name: str) -> Choice | None:
    """The row of a choice, by its code name."""
    return next((choice for choice in CHOICES if choice.name == name), None)
