"""Invented reports that are right are left alone; each planted mistake is found, and nothing else."""

from pathlib import Path

import pytest

from app.core.report_checks import check_report, report_from_text

REPORTS = Path(__file__).parent / "reports"

PLANTED = (
    # file, what stood there, what stands there now, the findings' kinds, words of the first quote
    ("township_month.txt", "来信12件，占", "来信13件，占", ["sum", "rate"], "来信13件"),
    (
        "township_month.txt",
        "同比增加3件次，上升8.33%",
        "同比增加3件次，下降8.33%",
        ["direction"],
        "下降8.33%",
    ),
    ("township_month.txt", "上升8.33%", "上升9.33%", ["direction"], "上升9.33%"),
    ("township_month.txt", "环比减少1件次", "环比减少-1件次", ["direction"], "减少-1件次"),
    ("township_month.txt", "占51.28%", "占52.18%", ["rate"], "占52.18%"),
    ("township_month.txt", "集体访2批17人次", "集体访2批9人次", ["identity", "sum"], "集体访2批9人次"),
    ("township_month.txt", "个访18批28人次", "个访17批28人次", ["sum"], "个访17批28人次"),
    ("township_month.txt", "来访20批45人次", "来访20批15人次", ["sum", "identity"], "15人次"),
    ("township_month.txt", "劳动和社会保障8件、其他6件", "劳动和社会保障8件、其他9件", ["sum"], "其他9件"),
    ("township_month.txt", "及时受理率96.67%", "及时受理率97.66%", ["rate"], "97.66%"),
    ("township_month.txt", "按期受理29件", "按期受理31件", ["identity"], "按期受理31件"),
    ("township_month.txt", "满意率96%", "满意率106%", ["rate"], "满意率106%"),
    ("township_month.txt", "满意率96%", "满意率98%", ["rate"], "98%"),
    ("township_month.txt", "化解率96.15%", "化解率95.16%", ["rate"], "95.16%"),
    ("township_month.txt", "10月15日接待", "8月15日接待", ["stale"], "8月15日"),
    ("township_month.txt", "10月15日接待", "2025年10月15日接待", ["stale"], "2025年10月15日"),
    ("township_month.txt", "10月15日接待", "X月X日接待", ["placeholder", "placeholder"], "X月"),
    ("township_month.txt", "2026年11月3日", "2025年11月3日", ["stale"], "2025年11月3日"),
    ("township_month.txt", "占12.82%", "占 %", ["placeholder"], "占 %"),
    ("township_month.txt", "青山村来信3件", "××村来信3件", ["placeholder"], "××村"),
    ("township_month.txt", "第三轮大排查", "第三轮大排查……", ["placeholder"], "大排查……"),
    ("township_month.txt", "办结28件", "办结*件", ["placeholder"], "办结*件"),
    (
        "township_quarter.txt",
        "由去年同期的43批下降至34批",
        "由去年同期的43批上升至34批",
        ["direction"],
        "由去年同期的43批上升至34批",
    ),
    ("township_quarter.txt", "下降20.93%", "下降21.93%", ["direction"], "21.93%"),
    ("township_quarter.txt", "正在办理6件", "正在办理8件", ["sum"], "正在办理8件"),
    ("township_quarter.txt", "办结率88%", "办结率98%", ["rate"], "办结率98%"),
    ("township_quarter.txt", "占77.59%和22.41%", "占77.59%和32.41%", ["share"], "32.41%"),
    ("township_quarter.txt", "网信16件", "网信18件", ["sum", "direction"], "网信18件"),
    ("township_quarter.txt", "下降14.71%", "上升14.71%", ["direction"], "上升14.71%"),
    ("township_quarter.txt", "将3件积案", "将＿＿件积案", ["placeholder"], "＿＿"),
    ("township_quarter.txt", "柳溪乡2026年第三季度", "柳溪乡20XX年第三季度", ["placeholder"], "20XX"),
    ("township_half.txt", "一百五十六件次", "一百六十五件次", ["sum"], "一百六十五件次"),
    ("township_half.txt", "办结132件", "办结142件", ["identity", "rate"], "142件"),
    ("township_half.txt", "占来访人次的66.29%", "占来访人次的62.69%", ["rate"], "62.69%"),
    ("township_half.txt", "土地纠纷27件", "土地纠纷29件", ["sum"], "土地纠纷29件"),
    ("township_half.txt", "调解成功率98.33%", "调解成功率98.83%", ["rate"], "98.83%"),
    ("township_half.txt", "化解率75%", "化解率85%", ["rate"], "85%"),
    ("township_half.txt", "先后召开党委会5次", "2025年先后召开党委会5次", ["stale"], "2025年"),
    ("township_year.md", "| 来访 | 178 | 210 | -32 |", "| 来访 | 178 | 210 | -23 |", ["direction"], "-23"),
    (
        "township_year.md",
        "| 网信 | 88 | 90 |",
        "| 网信 | 89 | 90 |",
        ["sum", "direction", "direction", "share"],
        "合计",
    ),
    ("township_year.md", "| -15.24 |", "| 15.24 |", ["direction"], "15.24"),
    ("township_year.md", "（297/299）", "（279/299）", ["rate"], "99.33%"),
    (
        "township_year.md",
        "由上年的610人次降至534人次",
        "由上年的534人次降至610人次",
        ["direction"],
        "由上年的534人次降至610人次",
    ),
    ("township_year.md", "参评率82.5%", "参评率85.2%", ["rate"], "85.2%"),
    ("township_year.md", "3月12日，召开", "2025年3月12日，召开", ["stale"], "2025年3月12日"),
    ("township_year.md", "较上年350件次下降10.86%", "较上年350件次上升10.86%", ["direction"], "上升10.86%"),
    ("county_month.txt", "双溪乡11/12，91.67%", "双溪乡11/12，96.17%", ["rate"], "96.17%"),
    ("county_month.txt", "及时受理率95.65%", "及时受理率96.55%", ["rate"], "96.55%"),
    ("county_month.txt", "大河镇	31	", "大河镇	33	", ["sum", "sum"], "33"),
    ("county_month.txt", "赴省走访2批3人次", "赴省走访3批2人次", ["identity"], "3批2人次"),
    ("township_zero.txt", "上年同期为零，不作同比", "上年同期为零，同比上升100%", ["zero_base"], "上升100%"),
    ("township_zero.txt", "共计0件次", "共计1件次", ["sum"], "共计1件次"),
    ("township_story.txt", "市级4件", "市级5件", ["sum"], "市级5件"),
    ("township_story.txt", "化解率77.8%", "化解率87.8%", ["rate"], "87.8%"),
    ("township_story.txt", "初次信访6件", "初次信访7件", ["sum"], "初次信访7件"),
    ("township_story.txt", "县信访局：", "【请填写主送机关】：", ["placeholder"], "【请填写主送机关】"),
    ("township_story.txt", "已兑付30万元", "已兑付（略）万元", ["placeholder"], "（略）"),
)


def found_in(name: str, text: str) -> list[tuple[str, str]]:
    report = report_from_text(text, markdown=name.endswith(".md"))
    return [(finding.kind, finding.quote) for finding in check_report(report)]


@pytest.mark.parametrize("path", sorted(REPORTS.iterdir()), ids=lambda path: path.stem)
def test_a_correct_report_is_clean(path: Path) -> None:
    assert found_in(path.name, path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("name", "right", "wrong", "kinds", "words"), PLANTED, ids=[row[2] for row in PLANTED]
)
def test_a_planted_mistake_is_found_and_nothing_else(
    name: str, right: str, wrong: str, kinds: list[str], words: str
) -> None:
    text = (REPORTS / name).read_text(encoding="utf-8")
    assert right in text
    found = found_in(name, text.replace(right, wrong, 1))
    assert sorted(kind for kind, _ in found) == sorted(kinds), found
    assert any(words in quote for _, quote in found)
