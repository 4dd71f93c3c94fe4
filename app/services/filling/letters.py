"""What particular letters say beside what all papers know."""

from collections.abc import Callable

from app.core.filling import Filling
from app.services.filling.facts import Facts, day

SHORT_LIST = 8


def _receipt(facts: Facts) -> Filling:
    rows = facts.materials
    return Filling(
        {"材料概数": _amount(facts), "材料": _amount(facts) or "无", "清单": "清单附后。" if len(rows) > SHORT_LIST else "清单如下："},
        {"材料": rows},
    )  # fmt: skip


def _assignment_notice(facts: Facts) -> Filling:
    step = facts.step
    return Filling(
        {
            "承办单位": facts.unit(step.unit_id), "办理要求": step.text, "办结期限": day(step.due_on),
            "反馈材料": "办结报告、处理意见书、送达回证", "交办依据": step.basis,
        }
    )  # fmt: skip


def _amount(facts: Facts) -> str:
    """How much was handed in: 2项3份7页; pages nobody counted are not made up."""
    rows = facts.materials
    copies = sum(int(row["份数"] or 0) for row in rows)
    pages = sum(int(row["份数"] or 0) * int(row["页数"]) for row in rows if row["页数"])
    counted = all(row["页数"] for row in rows)
    return f"{len(rows)}项{copies}份" + (f"{pages}页" if counted else "") if rows else ""


LETTER_FILLERS: dict[str, Callable[[Facts], Filling]] = {
    "receipt": _receipt,
    "assignment_notice": _assignment_notice,
}
