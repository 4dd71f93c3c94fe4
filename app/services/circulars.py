"""通报: how the matters handed to each unit went, unit by unit; it names units and never people."""

from app.core.figures import NOTHING, Count, Rate, Value
from app.core.periods import Period
from app.db import offices
from app.services.month import Month
from app.services.register import Register

FIGURES = (
    "referred",
    "assigned",
    "answered",
    "closed",
    "overdue",
    "rate.answer_in_time",
    "rate.satisfied.unit",
)
HEADS = (
    "责任单位",
    "转送\n（件）",
    "交办\n（件）",
    "答复\n（件）",
    "办结\n（件）",
    "期末超期\n（件）",
    "按期答复率",
    "满意率",
)


class Circulars:
    """The table of units."""

    def __init__(self, register: Register, month: Month) -> None:
        self._register, self._month = register, month

    def rows(self, period: Period) -> tuple[tuple[str, ...], ...]:
        """One row for each unit that had something, in the roster's order, and the office's own matters last."""
        found = self._month.counting(period).values_by(FIGURES, "unit")
        names = offices.names(self._register.store)
        order = {key: at for at, key in enumerate(names)}
        busy = [key for key, values in found.items() if any(_something(value) for value in values.values())]
        keys = sorted((key for key in busy if key), key=lambda key: order.get(key, len(order)))
        return tuple(
            (names.get(key, key or "本办办理"), *(_text(found[key][name]) for name in FIGURES))
            for key in [*keys, *([""] if "" in busy else [])]
        )

    def sheet(self, period: Period) -> bytes:
        """The table as PDF."""
        from app.paper.circular_table import Ranking, draw

        office = self._register.office()
        notes = ("按登记库现有责任单位统计，单位更换的计入现在的单位。", f"统计期：{period.span}。")
        return draw(
            Ranking(
                "信访事项办理情况通报表",
                HEADS,
                self.rows(period),
                notes,
                office.name,
                period.name,
                office.practice,
            )
        )


def _something(value: Value) -> bool:
    return bool(value.value if isinstance(value, Count) else value.d)


def _text(value: Value) -> str:
    if isinstance(value, Rate):
        return value.text if value.text == NOTHING else f"{value.text}\n（{value.n}/{value.d}）"
    return str(value.value)
