"""Numbers that differ from the office's own period, and those that only bear the same name."""

from datetime import date

import pytest

from app.core.report_checks import Finding, Known, KnownFigure, check_report, report_from_text

OURS = (
    KnownFigure("receptions", ("登记总量", "信访总量", "来信来访", "信访事项", "信访"), "件次", value=39),
    KnownFigure("matters", ("信访事项", "信访总量"), "件", value=35),
    KnownFigure("letters", ("来信",), "件次", value=12),
    KnownFigure("visits", ("来访",), "批次", value=20),
    KnownFigure("visits.persons", ("来访", "来访人数"), "人次", value=45),
    KnownFigure("group_visits", ("集体访",), "批次", value=2),
    KnownFigure("group_visits.persons", ("集体访",), "人次", value=17),
    KnownFigure("web", ("网上信访", "网信"), "件次", value=7),
    KnownFigure("accepted", ("受理", "受理信访事项"), "件", value=30),
    KnownFigure("closed", ("办结",), "件", value=28),
    KnownFigure("rate.accept_in_time", ("及时受理率", "按期受理率"), "%", n=29, d=30, text="96.67%"),
    KnownFigure("rate.answer_in_time", ("按期答复率", "按期办结率"), "%", n=0, d=0, text="—"),
)
KNOWN = Known("2026年10月", date(2026, 10, 1), date(2026, 10, 31), OURS)

AGREE = (
    "本月，全镇共登记信访事项39件次，其中来信12件，来访20批45人次，网信7件。",
    "2026年10月共受理信访事项35件。", "10月份收到群众来信十二件。", "及时受理率96.67%。", "及时受理率96.6%。", "信访事项及时受理率达96.7%。",
    "青山村来信3件，来访2批。", "上年同期来信15件，来访22批。", "1—10月，来信100件、来访180批。", "今年以来，共登记来信100件。",
    "上半年来信60件。2026年9月来信11件。", "来信同比减少3件。", "县信访局转来的来信5件。", "镇长接访来访群众8批。", "来访中，老年人5批。",
    "涉及土地问题的来信4件。", "截至10月底，累计来信100件。", "来信由15件下降至12件。", "信访总量35件。",
)  # fmt: skip
DIFFER = (
    ("本月，全镇共登记信访事项39件次，来信13件。", "来信13件", "12件次"),
    ("10月份收到群众来信十三件。", "来信十三件", "12件次"),
    ("来访20批54人次。", "54人次", "45人次"),
    ("集体访3批17人次。", "集体访3批", "2批次"),
    ("其中网信8件。", "网信8件", "7件次"),
    ("办结29件。", "办结29件", "28件"),
    ("共登记信访总量41件次。", "41件次", "39件次"),
    ("及时受理率97.66%。", "97.66%", "96.67%（29/30）"),
    ("按期办结率100%。", "100%", "“—”（本期没有计入分母的事项）"),
)


def found_in(text: str) -> list[Finding]:
    return [finding for finding in check_report(report_from_text(text), KNOWN) if finding.kind == "differs"]


@pytest.mark.parametrize("text", AGREE)
def test_another_number_of_the_same_name_is_left_alone(text: str) -> None:
    assert found_in(text) == []


@pytest.mark.parametrize(("text", "words", "expected"), DIFFER)
def test_a_figure_that_we_count_otherwise_is_told(text: str, words: str, expected: str) -> None:
    (finding,) = found_in(text)
    assert words in finding.quote
    assert finding.expected == expected
    assert finding.sentence.startswith("2026年10月")
