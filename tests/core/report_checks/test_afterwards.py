"""What a sentence says of a number that stands before it: in its own list, in the sentence or the paragraph above."""

import pytest

from app.core.report_checks import check_report, report_from_text

RIGHT = (
    "本月共登记信访事项412件。\n环比（8月份398件）上升3.5%，同比（2025年9月440件）下降6.4%。",
    "来访136批312人次。来访批次下降4.2%（2024年为142批）。",
    # One agreeing reading is enough.
    "共登记412件，其中青山镇102件、柳河镇88件。\n环比（8月份98件）上升4.1%。",
    # The number that is compared is not told: nothing can be said.
    "来访136批312人次。集体访批次下降20%（上年10批）。",
    "本月工作平稳。\n同比（上年40件）下降5%。",
    "发放资料300份，开展宣传12次。\n同比（上年40件）下降5%。",
    "按期答复率同比（上年98.2%）上升1.1个百分点。",
    "已办结98件，办结率96.1%。",
    "已办结1230件，办结率96.3%。",
    "已办结230件，办结率达96.3%以上。",
    "共收到信访件243件。其中，已办结231件，剩余12件正在办理。",
    "上年结转5件，共收到信访件243件。其中，已办结236件，剩余12件正在办理。",
    "2025年9月44件、10月38件。",
    "来访49批117人次。来访中，集体访4批47人次，个访45批70人次。",
    "县级交办积案6件，已化解5件，剩余1件正在攻坚。",
    "排查矛盾纠纷78件，化解积案5件，剩余2件正在攻坚。",
    "双桥乡2025年信访工作总结\n满意率由2024年的94.7%提高到97.3%，提高2.6个百分点。",
)
WRONG = (
    (
        "本月共登记信访事项412件。\n同比（2025年9月440件）下降6.8%。",
        ("direction", "第2行", "下降6.4%（截尾为6.3%）"),
    ),
    ("本月共登记信访事项412件。\n环比（8月份398件）下降3.5%。", ("direction", "第2行", "上升")),
    ("来访136批312人次。来访批次上升12.5%（2024年为142批）。", ("direction", "第1行", "下降")),
    ("来信23件、来访89批，来信同比（上年20件）上升12%。", ("direction", "第1行", "上升15%")),
    ("全年信访总量243件次。\n其中，已办结230件，剩余12件正在办理。", ("sum", "第2行", "242件次")),
    ("来访49批117人次。来访中集体访4批48人次，个访45批70人次。", ("sum", "第1行", "118人次")),
    ("县级交办我镇积案6件，已化解5件，化解率83.3%，剩余2件正在攻坚。", ("sum", "第1行", "7件")),
    ("已办结230件，办结率96.3%。", ("rate", "第1行", "")),
)


@pytest.mark.parametrize("text", RIGHT)
def test_what_agrees_or_cannot_be_told_is_left_alone(text: str) -> None:
    assert check_report(report_from_text(text)) == ()


@pytest.mark.parametrize(("text", "told"), WRONG, ids=[row[0] for row in WRONG])
def test_what_contradicts_the_number_before_is_told_once(text: str, told: tuple[str, str, str]) -> None:
    (finding,) = check_report(report_from_text(text))
    assert (finding.kind, finding.place, finding.expected) == told


def test_a_rate_that_no_whole_number_gives_names_the_nearest() -> None:
    (finding,) = check_report(report_from_text("已办结230件，办结率96.3%。"))
    assert finding.sentence == "230÷238＝96.6%，230÷239＝96.2%，分子为230件时得不出96.3%。"


def test_a_whole_of_the_same_sentence_is_quoted_with_its_parts() -> None:
    (finding,) = check_report(report_from_text("县级交办我镇积案6件，已化解5件，剩余2件正在攻坚。"))
    assert finding.quote == "县级交办我镇积案6件，已化解5件，剩余2件"
    assert finding.sentence == "已化解5件＋剩余2件＝7件，文中写6件，合计不符。"
