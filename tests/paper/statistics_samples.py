"""A month's table and a circular's, with invented figures."""

from datetime import date

from app.paper.circular_table import Ranking
from app.paper.statistics_table import Line, Section, StatisticsTable

VILLAGES = ("柳树湾村", "白杨社区", "东山村", "西山村", "河口村", "石桥村", "上庄村", "下庄村", "大王村", "小王村", "南坡村", "北坡村",
            "黄泥岗村", "清水河村", "𬍛䶮村")  # fmt: skip

_RECEPTIONS = Section("一、信访总量", (
    Line("信访总量", "件次", "23", "26", "-3", "-11.5%", "19", "+21.1%", "100.0%"),
    Line("来信", "件次", "0", "0", "0", "", "1", "-100.0%", "0.0%", depth=1),
    Line("来访", "批次", "17", "20", "-3", "-15.0%", "14", "+21.4%", "73.9%", depth=1),
    Line("来访", "人次", "64", "71", "-7", "-9.9%", "50", "+28.0%", depth=2),
    Line("网信", "件次", "6", "6", "0", "0.0%", "4", "+50.0%", "26.1%", depth=1),
))  # fmt: skip
_RATES = Section("二、比率", (
    Line("及时受理率", "", "92.86%（13/14）", "100.00%（15/15）", "", "-7.14个百分点", "100.00%（12/12）", "-7.14个百分点"),
    Line("按期答复率", "", "—"),
))  # fmt: skip
_PLACES = Section("三、问题属地", tuple(
    Line(name, "件次", str(now), "2", f"{now - 2:+}" if now != 2 else "0", f"{(now - 2) / 2:+.1%}", "1", f"{now - 1:+.1%}",
         f"{now / 23:.1%}")
    for name, now in zip(VILLAGES, (8, 6, 4, 3, 2, *[0] * 10), strict=True)
))  # fmt: skip
_LEADERS = Section("四、领导接访下访", (Line("领导接访", "次", "8"), Line("当场化解", "件", "6")), ("value",))

MONTH = StatisticsTable(
    title="信访工作月报表", office="青山镇人民政府", period="2026年11月（2026年10月21日至2026年11月20日）",
    sections=(_RECEPTIONS, _RATES, _PLACES, _LEADERS),
    notes=("按登记日期统计；“件次”为登记次数，“件”为合并重复后的不同事项。",),
    corrections=("2026年10月“来访（人次）”原报48，更正为50：10月17日柳树湾村集体访漏登2人。",),
    guards="各项合计经校核相符", head="4821903377120564", filled_by="赵六", filled_on=date(2026, 11, 21),
)  # fmt: skip

CIRCULAR = Ranking(
    title="信访事项办理情况通报表", heads=("承办单位", "交办件数", "办结", "超期", "按期答复率", "满意率"),
    rows=(
        ("青山镇自然资源所", "12", "10", "0", "100.00%（10/10）", "90.00%（9/10）"),
        ("青山镇综合行政执法办公室（应急管理所、消防救援工作站）", "9", "6", "1", "83.33%（5/6）", ""),
        ("柳树湾村村民委员会", "0", "0", "0", "", ""),
    ),
    notes=("没有到期事项的，按期答复率以“—”表示。",), office="青山镇信访工作办公室", period="2026年11月",
)  # fmt: skip
