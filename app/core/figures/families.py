"""The figures under the office's choices: formula family, what its rates leave out (law.md §5.4, §10 C30, C34).

Family A looks at what fell due in the period and can be judged; family B at everything that began in it,
whatever has become of it since. Both are in use in provinces; the office says which.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from app.core.figures.figure import Figure, Where
from app.core.figures.table import (
    ACCEPT,
    ANSWER,
    ASKED,
    CONCERNED,
    EVALUATED,
    FIGURES,
    JUDGED,
    RECEIVED,
    STARTED,
    is_,
)
from app.core.figures.terms import Terms


def _started(figure: Figure, kind: str, d: str, n: str) -> Figure:
    return replace(figure, population=f"{STARTED}.{kind}", basis="期限起算日", note=f"分母：{d}；分子：{n}。")


def _all_asked(figure: Figure, whom: str) -> Figure:
    party = figure.id.rpartition(".")[2]
    asked = f"本期可以对{whom}评价的全部事项"
    if figure.id.startswith("rate.evaluated"):
        return replace(
            figure,
            population=f"{ASKED}.{party}",
            basis="评价起始日",
            note=f"分母：{asked}；分子：其中已作出评价的。",
        )
    return replace(
        figure, population=f"{ASKED}.{party}", basis="评价起始日", where=(), good=is_("score", "satisfied", "basically", "lapsed"),
        note=f"分母：{asked}；分子：满意、基本满意和逾期未评价的。",
    )  # fmt: skip


_FAMILY_B: Mapping[str, Callable[[Figure], Figure]] = {
    "rate.accept_in_time": lambda figure: _started(figure, ACCEPT, "告知期限在本期起算的全部事项", "其中在期限内作出决定的"),
    "rate.answer_in_time": lambda figure: _started(figure, ANSWER, "答复期限在本期起算的全部事项", "其中在期限内答复的"),
    "rate.evaluated.office": lambda figure: _all_asked(figure, "信访部门"),
    "rate.satisfied.office": lambda figure: _all_asked(figure, "信访部门"),
    "rate.evaluated.unit": lambda figure: _all_asked(figure, "责任单位"),
    "rate.satisfied.unit": lambda figure: _all_asked(figure, "责任单位"),
}  # fmt: skip
_LEFT_OUT: Mapping[str, tuple[str, Where]] = {
    "court": ("涉法涉诉", is_("court", "0")),
    "report": ("检举控告", is_("purpose", "", "suggestion", "appeal")),
    "suggestion": ("建议意见", is_("purpose", "", "report", "appeal")),
    "simple": ("简易办理", is_("simple", "0")),
    "anonymous": ("匿名", is_("named", "1")),
}
"""What an office may leave out of the rates that are assessed (纳入统计标志)."""


def figures_of(terms: Terms) -> tuple[Figure, ...]:
    """Every figure as it is counted under these terms."""
    family = _FAMILY_B if terms.family == "B" else {}
    left_out = [_LEFT_OUT[key] for key in terms.left_out]
    made = (family[one.id](one) if one.id in family else one for one in FIGURES)
    return tuple(_dated(_without(_strict(figure, terms), left_out), terms) for figure in made)


def _dated(figure: Figure, terms: Terms) -> Figure:
    """Registrations count by 登记日期 unless the office counts them by the day people came (law.md §10 C29)."""
    by_visit = terms.basis == "occurred" and figure.population in {RECEIVED, CONCERNED}
    return replace(figure, basis="信访日期") if by_visit else figure


def _strict(figure: Figure, terms: Terms) -> Figure:
    """基本满意 counts as satisfied unless the office says otherwise."""
    if terms.basically_satisfied or not figure.id.startswith("rate.satisfied"):
        return figure
    good = tuple((dim, tuple(word for word in words if word != "basically")) for dim, words in figure.good)
    return replace(
        figure, good=good, note=figure.note.replace("满意和基本满意的", "满意的").replace("、基本满意", "")
    )


def _without(figure: Figure, left_out: list[tuple[str, Where]]) -> Figure:
    """Only clocks and evaluations are assessed; what was registered is counted whatever it is."""
    if figure.population.partition(".")[0] not in {JUDGED, STARTED, EVALUATED, ASKED} or not left_out:
        return figure
    conditions = tuple(pair for _, where in left_out for pair in where)
    words = "、".join(word for word, _ in left_out)
    return replace(
        figure, where=(*figure.where, *conditions), excludes=f"{figure.excludes}；本机关不纳入统计的：{words}"
    )
