"""The names reports give our figures (law.md §5.1, §5.4); a figure that is not here is never compared."""

from collections.abc import Mapping

_NAMES: Mapping[str, tuple[str, ...]] = {
    "receptions": (
        "登记总量", "信访总量", "信访登记总量", "信访登记", "来信来访", "群众来信来访", "来信来访总量", "信访事项", "信访", "群众信访",
    ),
    "letters": ("来信", "群众来信", "书信", "来信件次", "来信件数"),
    "visits": ("来访", "群众来访", "来访批次", "来访批数", "来镇来访"),
    "visits.persons": ("来访", "群众来访", "来访人次", "来访人数", "来镇来访"),
    "web": ("网上信访", "网信", "网络信访", "网上投诉", "网上信访件次"),
    "calls": ("来电", "电话信访", "来电信访", "电话"),
    "others": ("其他形式", "其他渠道"),
    "matters": ("信访事项", "信访事项总数", "不同事项", "信访", "信访总量", "来信来访", "群众信访"),
    "group_visits": ("集体访", "集体来访", "集体上访", "集访", "集体访批次"),
    "group_visits.persons": ("集体访", "集体来访", "集体上访", "集访", "集体访人次", "集体访人数"),
    "single_visits": ("个访", "个体访", "个人访", "个体来访", "个访批次"),
    "single_visits.persons": ("个访", "个体访", "个人访", "个体来访", "个访人次", "个访人数"),
    "persons": ("信访人次", "信访总人次", "登记总人次"),
    "first": ("初次信访", "初信初访", "初件"),
    "joint_letters": ("联名信", "联名信件"),
    "rate.repeat": ("重复信访率", "重信重访率"),
    "rate.settled": ("案结事了率",),
    "repeat": ("重复信访", "重信重访", "重复件次", "重复信访件"),
    "accepted": ("受理", "受理信访事项", "已受理", "受理件数", "受理事项", "受理总数", "作出受理决定"),
    "declined": ("不予受理", "不予受理件数"),
    "declined_again": ("不再受理", "不再受理件数"),
    "closed": ("办结", "已办结", "办结信访事项", "办结件数", "办结事项", "办结总数"),
    "open": ("期末在办", "在办", "正在办理", "期末在办事项"),
    "overdue": ("超期", "其中超期", "超期未办结", "超期件数"),
    "settled": ("化解", "化解信访事项", "已化解信访事项"),
    "rate.accept_in_time": ("及时受理率", "按期受理率", "受理及时率"),
    "rate.answer_in_time": ("按期答复率", "按期办结率", "到期办结率", "按时办结率"),
    "rate.evaluated.office": ("信访部门参评率", "信访部门群众参评率", "参评率", "群众参评率"),
    "rate.evaluated.unit": ("责任单位参评率", "责任部门参评率", "责任单位群众参评率", "参评率", "群众参评率"),
    "rate.satisfied.office": ("信访部门满意率", "信访部门群众满意率", "对信访部门满意率", "对信访部门的满意率", "满意率", "群众满意率"),
    "rate.satisfied.unit": (
        "责任单位满意率", "责任部门满意率", "责任单位群众满意率", "对责任单位满意率", "对责任单位的满意率", "满意率", "群众满意率",
    ),
}  # fmt: skip


def names_of(figure_id: str) -> tuple[str, ...]:
    """Every name of a figure, the office's usual one first."""
    return _NAMES.get(figure_id, ())
