"""Sheets that belong to no matter: 联席会议纪要, 信访简报, 排查化解台账, 信访接待公示, 个人信息处理告知书 (law.md §7.20, §7.21)."""

from app.core.forms.form import DEED, FILE, LISTING, MINUTES, OFFICE, PUBLIC, Form
from app.core.forms.sheets_asks import day, line, text
from app.core.offices import LEADER_COLUMNS

TB = "《信访工作条例》"
SWEEP_COLUMNS = ("排查日期", "村（社区）", "当事人", "纠纷类型", "简要情况", "责任单位和责任人", "化解情况")
_ONCE = "第一次填写后记入“设置”"
_ONE_A_LINE = "每行一件，各栏用制表符或者“｜”分开：" + "｜".join(SWEEP_COLUMNS)

UNBOUND: tuple[Form, ...] = (
    Form("meeting_minutes", "信访工作联席会议纪要", "纪", MINUTES, OFFICE, "协调督促", f"{TB}第十三条", "加盖单位公章", (),
         (line("会议名称", "例如2026年第3次信访工作联席会议"), day("会议日期", "", "请填写会议日期"), line("会议地点"), line("主持人"), text("出席"), text("请假"), text("列席"),
          line("记录人"), text("议定事项", "每段一项", "请写明会议议定的事项"), line("发送")), matterless=True, word_file=True),
    Form("bulletin", "信访简报", "简", MINUTES, OFFICE, "公开", f"{TB}第十四条第一款第四项", "", (),
         (line("简报标题", "", "请填写简报标题"), text("简报内容", "不写信访人的姓名、住址和电话，写“张某”", "请写明简报内容"), line("期号", "例如第3期"), line("报送"),
          line("分送"), line("签发人"), line("编辑")), matterless=True, word_file=True, government=False),
    Form("sweep_register", "矛盾纠纷排查化解台账", "", LISTING, FILE, "协调督促", f"{TB}第十五条第三款、第三十七条第一款", "填表人、审核人签名", (),
         (line("排查期间", "例如2026年11月"), text("排查事项", _ONE_A_LINE + "；没有排查出纠纷的留空，打印零报告"), line("填表人"), line("审核人")),
         matterless=True, government=False),
    Form("public_notice", "信访接待公示", "", DEED, PUBLIC, "公开", f"{TB}第十八条第一款", "加盖单位公章或信访专用章", (),
         (text("接待时间", f"例如周一至周五8时30分至12时、14时30分至17时30分；{_ONCE}"), line("接待地点", _ONCE), line("咨询投诉电话", _ONCE), text("网络信访渠道", _ONCE),
          line("邮政编码", _ONCE), text("查询方式", f"例如凭登记编号到接待场所或者拨打电话查询；{_ONCE}"),
          text("领导接访安排", f"每行一人，各栏用制表符或者“｜”分开：{'｜'.join(LEADER_COLUMNS)}；{_ONCE}")), matterless=True),
    Form("privacy_notice", "个人信息处理告知书", "", DEED, PUBLIC, "公开", "《个人信息保护法》第十七条、第三十条、第三十五条", "加盖单位公章或信访专用章", (),
         (text("保存期限", f"按本机关的归档范围和保管期限表填写；{_ONCE}"), line("咨询投诉电话", _ONCE)), matterless=True),
)  # fmt: skip
# What a clerk types on a notice is the office's: kept in 设置 when it was not there, and asked no more.
KEPT_IN_OFFICE = {
    "接待时间": "reception_hours", "接待地点": "reception_place", "咨询投诉电话": "complaint_phone",
    "网络信访渠道": "online_channel", "邮政编码": "postcode", "查询方式": "progress_ways",
    "领导接访安排": "leader_days", "保存期限": "kept_for",
}  # fmt: skip
