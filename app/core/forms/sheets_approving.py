"""Sheets a leader signs: 延期, 签发, 包案, 救助, 回避, 重大紧急信息 (law.md §7.9, §7.10, §7.16, §7.21)."""

from app.core.forms.form import FILE, GRID, SUPERIOR, Form
from app.core.forms.sheets_asks import choice, day, line, number, text, words

TB = "《信访工作条例》"
_LEADERS = "承办人、部门负责人、机关负责人签名"

APPROVALS: tuple[Form, ...] = (
    Form("extension_approval", "信访事项延期办理审批表", "", GRID, FILE, "审批", f"{TB}第三十四条", _LEADERS, (),
         (number("延长天数", "不超过30日", "请填写申请延长的天数"), text("情况复杂的理由", "将告知信访人", "请写明情况复杂、需要延期的理由"), text("已开展的工作"),
          line("承办人"), line("交办机关意见", "上级交办的事项，按本地规定须经同意时填")), government=False, repeats=True),
    Form("opinion_approval", "信访处理意见书签发单", "", GRID, FILE, "审批", f"{TB}第三十一条第六项、第三十二条", _LEADERS, (),
         (line("承办人"), text("处理意见摘要"), choice("事项类别", words("一般事项", "重大事项"), "一般事项由分管领导签发，重大事项由主要领导签发"),
          line("主送"), line("抄报", "上一级机关、同级信访部门"), line("份数")), repeats=True),
    Form("case_responsibility", "领导包案表", "", GRID, FILE, "审批", f"{TB}第十八条第二款", "包案领导、主要领导签名", (),
         (line("包案领导", "姓名、职务、电话"), line("责任单位"), line("责任人"), line("村级责任人"), text("化解方案"), text("工作进展", "日期、做了什么，一行一次"),
          line("约见次数"), day("包案期限"), line("办结方式", "例如解决到位、达成协议、听证、救助"), text("回访情况")), repeats=True, government=False),
    Form("relief_approval", "信访救助审批表", "", GRID, FILE, "审批", f"{TB}第三十七条第二款", _LEADERS, (),
         (line("家庭人口"), text("生活困难情况"), line("已享受的救助", "低保、特困、临时救助等"), line("申请金额", "元"), text("申请理由"), line("开户人及账号", "救助款打到这个账户")),
         repeats=True),
    Form("recusal_approval", "回避审批表", "", GRID, FILE, "审批", f"{TB}第二十八条第三款", "申请人、机关负责人签名", (),
         (choice("回避方式", words("工作人员自行回避", "信访人申请回避", "机关决定回避")), line("申请人"), line("应回避人员", "姓名、职务"),
          text("回避理由", "与信访事项或者信访人有什么直接利害关系"), line("接替人员")), repeats=True, government=False),
    Form("urgent_report", "重大紧急信访信息呈报单", "急", GRID, SUPERIOR, "协调督促", f"{TB}第二十五条", "报送人、签发人签名",
         ("urgent_marked", "urgent_reported"),
         (choice("报送类别", words("首报", "续报", "终报")), line("报送对象"), line("发生时间"), line("发生地点"), line("涉及人数"), text("主要诉求"),
          text("事件情况", "写事情的经过，不评价人"), text("已采取措施"), text("下一步建议"), line("接报人"), line("签发人")), repeats=True),
)  # fmt: skip
