"""The figures this office counts, one row each, in the order in which they are read (law.md §5.1–5.5).

件次 counts registrations, 批次 visits, 人次 heads and 件 matters; they are never added to one another.
"""

from collections.abc import Mapping
from dataclasses import replace

from app.core.figures.figure import HEADS, MAINS, MATTERS, ROWS, Figure, Where

FIRST_VERSION, DEFINITIONS_VERSION = 1, 2

VOID = "已作废的登记和事项不计"
RECEIVED, CONCERNED, REGISTERED, CARRIED, OPEN = "received", "concerned", "registered", "carried", "open"
ACCEPTED, CLOSED, FINISHED, STEPS, PAPERS = "accepted", "closed", "finished", "steps", "papers"
JUDGED, STARTED, EVALUATED, ASKED = "judged", "started", "evaluated", "asked"

_REGISTERED_ON = "登记日期"
_PRACTICE = "信访统计通行做法"
TB = "《信访工作条例》"


def is_(dim: str, *words: str) -> Where:
    """The condition that a record says one of these words of a dimension."""
    return ((dim, words),)


def _received(key: str, name: str, unit: str, note: str, where: Where = (), measure: str = "rows") -> Figure:
    return Figure(
        key, name, unit, _REGISTERED_ON, note, RECEIVED, where, measure, excludes=VOID, law=f"{TB}第二十二条"
    )


_GROUP, _SINGLE = (
    (*is_("channel", "visit"), *is_("gathering", "group")),
    (*is_("channel", "visit"), *is_("gathering", "single")),
)

_RECEIVED_FIGURES = (
    _received("receptions", "登记总量", "件次", "本期登记的来信、来访（批）、网上、来电和其他，每登记一次计一次。"),
    _received("persons", "信访人次", "人次", "本期各次登记的人数之和，同一人来两次计两人次。", measure=HEADS),
    _received("letters", "来信", "件次", "本期登记的来信。", is_("channel", "letter")),
    _received("letters.persons", "来信人数", "人次", "本期来信的人数之和，联名信按署名人数。", is_("channel", "letter"), HEADS),
    _received("visits", "来访", "批次", "本期登记的来访，一同前来的一批计一次。", is_("channel", "visit")),
    _received("visits.persons", "来访人数", "人次", "本期各批来访的人数之和，同一人来两次计两人次；集体访按全体人数，不按代表人数。", is_("channel", "visit"), HEADS),
    _received("single_visits", "其中：个访", "批次", "来访人数没有达到集体访标准的批次。", _SINGLE),
    _received("single_visits.persons", "个访人数", "人次", "个访各批的人数之和。", _SINGLE, HEADS),
    _received("group_visits", "其中：集体访", "批次", "来访人数达到集体访标准（设置“集体访人数标准”）的批次。", _GROUP),
    _received("group_visits.persons", "集体访人数", "人次", "集体访各批的人数之和，按全体人数，不按代表人数。", _GROUP, HEADS),
    _received("large_visits", "其中：规模性集体访", "批次", "人数达到规模性集体访最低一档的批次；本机关没有设档的为0。", (*_GROUP, *is_("large", "1"))),
    _received("web", "网上信访", "件次", "本期登记的网上信访。", is_("channel", "web")),
    _received("calls", "来电", "件次", "本期登记的来电。", is_("channel", "call")),
    _received("others", "其他形式", "件次", "本期登记的传真、转办等其他形式。", is_("channel", "other")),
    _received("joint_letters", "联名信", "件次", "署名人数达到联名信标准的来信。", (*is_("channel", "letter"), *is_("gathering", "joint"))),
    _received("first", "初次信访", "件次", "本期登记中没有记为重复信访的。", is_("again", "0")),
    _received("repeat", "重复信访", "件次", "本期登记中记为重复信访的：同一信访人就基本相同的诉求和事实再次提出，由经办人认定。", is_("again", "1")),
    _received("repeat_visits", "其中：重复来访", "批次", "本期来访中记为重复信访的。", (*is_("channel", "visit"), *is_("again", "1"))),
)  # fmt: skip


def _flow(
    key: str, name: str, basis: str, note: str, population: str, where: Where = (), measure: str = "rows"
) -> Figure:
    return Figure(
        key, name, "件", basis, note, population, where, measure, excludes="已作废的不计", law=_PRACTICE
    )


def _step(key: str, name: str, basis: str, note: str, entries: tuple[str, ...], law: str) -> Figure:
    out = "撤销的环节和已作废的事项不计"
    return Figure(
        key, name, "件", basis, note, STEPS, is_("entry", *entries), MATTERS, excludes=out, law=f"{TB}{law}"
    )


def _times(figure: Figure) -> Figure:
    """Counted each time it was done, and not once for a matter."""
    return replace(figure, unit="次", measure=ROWS)


_HANDLING_FIGURES = (
    Figure("matters", "信访事项", "件", _REGISTERED_ON, "本期登记所涉及的不同事项；同一事项多次登记只计一件，并案的计入主件。",
           CONCERNED, (), MAINS, excludes=VOID, law=_PRACTICE),
    _flow("carried", "期初在办", "期初", "到本期第一天零时仍未办结的事项，由以前各期结转。", CARRIED),
    _flow("new_matters", "本期新登记", _REGISTERED_ON, "本期第一次登记的事项。", REGISTERED),
    _flow("accepted", "受理", "受理日期", "本期作出受理决定的事项。", ACCEPTED),
    _step("declined", "不予受理", "决定日期", "本期作出不予受理决定的事项。", ("declined",), "第二十三条"),
    _step("declined_again", "不再受理", "决定日期", "本期作出不再受理决定的事项。", ("declined_again",), "第三十六条第三款"),
    _step("referred", "转送", "转送日期", "本期转送过的事项；同一事项转送几次计一件。", ("referred",), "第二十二条"),
    _step("assigned", "交办", "交办日期", "本期交办过的事项；同一事项交办几次计一件。", ("assigned",), "第二十二条"),
    _step("answered", "答复", "答复日期", "本期作出处理意见、答复的事项。", ("answered",), "第三十二条"),
    _flow("closed", "办结", "办结日期", "本期办结的事项。", CLOSED),
    _step("settled", "化解", "化解日期", "本期登记为化解（问题实际解决）的事项；与办结分别统计。", ("settled",), "第二十七条"),
    _flow("finished", "本期了结", "了结日期", "本期办结、不予受理、不再受理、退回上级或者并案的事项。", FINISHED),
    _flow("open", "期末在办", "期末", "到期末仍未办结的事项，含以前各期结转；不予受理、不再受理的不计。本期尚未结束的，算到今天。", OPEN),
    _flow("in_time", "其中：期限内", "期末", "期末在办的事项中，法定期限还没有过的。", OPEN, is_("late", "0")),
    _flow("overdue", "其中：超期", "期末", "期末在办的事项中，法定期限（15日书面告知、60日办结答复）已过的；按未顺延的日期计算。", OPEN, is_("late", "1")),
    _flow("long_pending", "其中：积案", "期末", "期末在办的事项中，登记超过设定月数（设置“积案的年限”）、没有化解的。", OPEN, is_("long", "1")),
)  # fmt: skip


def _paper(key: str, name: str, unit: str, note: str, form: str, law: str) -> Figure:
    return Figure(
        key,
        name,
        unit,
        "制作日期",
        note,
        PAPERS,
        is_("form", form),
        excludes="已作废的文书不计",
        law=f"{TB}{law}",
    )


_WORK_FIGURES = (
    _times(_step("urged", "催办", "催办日期", "本期催办的次数。", ("urged",), "第二十二条")),
    _times(_step("supervised", "督办", "督办日期", "本期督办的次数。", ("supervised",), "第四十条")),
    _step("extended", "延期", "批准日期", "本期批准延期的事项。", ("extended",), "第三十四条"),
    _times(_step("hearings", "听证", "听证日期", "本期举行的听证。", ("hearing_opened",), "第三十一条第六项")),
    _step("mediated", "调解、和解", "调解日期", "本期进行调解、和解的事项。", ("mediated",), "第三十三条"),
    _step("reviews", "申请复查", "申请日期", "本期申请复查的事项。", ("review_requested",), "第三十五条"),
    _step("re_reviews", "申请复核", "申请日期", "本期申请复核的事项。", ("re_review_requested",), "第三十六条"),
    _flow("leader_cases", "领导包案", "期末", "期末在办的事项中，确定了包案领导的。", OPEN, is_("led", "1")),
    _paper("leader_receptions", "领导接访下访", "次", "本期制作的《领导干部接访下访登记表》。", "leader_reception", "第十八条第二款"),
    _paper("meetings", "联席会议", "次", "本期制作的《信访工作联席会议纪要》。", "meeting_minutes", "第十三条"),
    _paper("sweeps", "矛盾纠纷排查", "次", "本期制作的《矛盾纠纷排查化解台账》。", "sweep_register", "第十五条第三款"),
    _paper("follow_ups", "回访", "次", "本期制作的《回访登记表》。", "follow_up_form", "第二十七条"),
    _paper("reliefs", "信访救助", "件", "本期制作的《信访救助审批表》。", "relief_approval", "第三十七条第二款"),
    _paper("bulletins", "信访简报", "期", "本期制作的《信访简报》。", "bulletin", "第十四条第一款"),
)  # fmt: skip

ACCEPT, ANSWER = "accept", "answer"
_SCORED = ("satisfied", "basically", "dissatisfied")
SCORES = {
    "satisfied": "满意",
    "basically": "基本满意",
    "dissatisfied": "不满意",
    "lapsed": "逾期未评价",
    "waiting": "待评价",
}


def _judged(key: str, name: str, kind: str, basis: str, d: str, n: str) -> Figure:
    return Figure(key, name, "%", basis, f"分母：{d}；分子：{n}。", f"{JUDGED}.{kind}", good=is_("in_time", "1"),
                  excludes="听证中止计算的、期限内撤销的不计", law=f"{TB}第二十三条" if kind == ACCEPT else f"{TB}第三十四条")  # fmt: skip


def _asked(party: str, whom: str) -> tuple[Figure, Figure]:
    out = "检举控告、涉法涉诉、匿名和已并案的事项不参加评价"
    basis, law = "评价日期（逾期的为期满日）", "信访事项办理群众满意度评价办法"
    population = f"{EVALUATED}.{party}"
    return (
        Figure(f"rate.evaluated.{party}", f"参评率（{whom}）", "%", basis,
               f"分母：本期对{whom}作出评价的，加上评价期在本期届满而没有评价的；还在评价期内的不计。分子：其中作出评价的。",
               population, good=is_("score", *_SCORED), excludes=out, law=law),
        Figure(f"rate.satisfied.{party}", f"满意率（{whom}）", "%", basis,
               f"分母：本期对{whom}作出的评价；分子：其中满意和基本满意的。",
               population, is_("score", *_SCORED), good=is_("score", "satisfied", "basically"), excludes=out, law=law),
    )  # fmt: skip


_RATE_FIGURES = (
    _judged("rate.accept_in_time", "及时受理率", ACCEPT, "告知期限到期日", "告知期限在本期届满、且已作出决定或已超期的事项",
            "其中自登记之日起15日内作出受理、不予受理、转送或交办决定的"),
    _judged("rate.answer_in_time", "按期答复率", ANSWER, "答复期限到期日", "60日办结期限在本期届满、且已答复或已超期的事项",
            "其中在期限内答复的"),
    *_asked("office", "信访部门"),
    *_asked("unit", "责任单位"),
    Figure("rate.settled", "案结事了率", "%", "办结日期", "分母：本期办结的事项；分子：其中到期末已登记化解的。", CLOSED,
           good=is_("settled", "1"), excludes="已作废的不计", law=_PRACTICE),
    Figure("rate.repeat", "重复信访率", "%", _REGISTERED_ON, "分母：本期登记总量；分子：其中重复信访的件次。", RECEIVED,
           good=is_("again", "1"), excludes=VOID, law=_PRACTICE),
    Figure("rate.web", "网信占比", "%", _REGISTERED_ON, "分母：本期登记总量；分子：其中网上信访的件次。", RECEIVED,
           good=is_("channel", "web"), excludes=VOID, law=_PRACTICE),
)  # fmt: skip

FIGURES: tuple[Figure, ...] = (*_RECEIVED_FIGURES, *_HANDLING_FIGURES, *_WORK_FIGURES, *_RATE_FIGURES)
"""All figures by formula family A: what fell due in the period and can be judged (law.md §5.4)."""

BY_ID: Mapping[str, Figure] = {figure.id: figure for figure in FIGURES}
RATES = tuple(figure.id for figure in FIGURES if figure.is_rate)
