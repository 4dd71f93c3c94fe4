"""Records (笔录), deeds (协议), 送达回证 and what is asked of people afterwards (law.md §7.11, §7.12, §7.17, §7.21)."""

from app.core.forms.form import DEED, FILE, GRID, PAPER, RECEPTION, RECORD, Form
from app.core.forms.sheets_asks import choice, day, line, text, words
from app.core.steps.command import DELIVERY_WAYS, SATISFACTION, Ask

TB = "《信访工作条例》"
TURNS = "每段一句，以“问：”“答：”开头；空着打印横线，供手写"
LEVELS = words(*SATISFACTION.values())

RECORDS: tuple[Form, ...] = (
    Form("service_return", "送达回证", "送", GRID, FILE, "送达", "参照《民事诉讼法》关于送达的规定", "受送达人、送达人签名", (PAPER,),
         (Ask("文书", "送达的文书", "paper", "请选择要送达的文书", {}, "已经制作、还没有送达的文书"), line("受送达人"), line("送达地址"),
          choice("送达方式", DELIVERY_WAYS), line("代收人", "姓名、与受送达人的关系"), text("拒收情况", "拒收的事由和日期，留置送达时填"),
          line("见证人", "基层组织或者所在单位的代表，留置送达时填"), line("投邮情况", "邮件号码、投邮日期"), line("电子送达", "系统、到达时间"),
          line("送达人", "一般二人"), text("备注"))),
    Form("interview_record", "接访笔录", "", RECORD, FILE, "笔录协议", f"{TB}第十九条第一款", "信访人逐页签名，接谈人、记录人签名", (RECEPTION,),
         (line("开始时间", "例如2026年3月2日9时10分"), line("结束时间"), line("接谈地点"), line("接谈人"), line("记录人"), text("笔录正文", TURNS),
          text("证据材料")), government=False, repeats=True),
    Form("hearing_record", "听证笔录", "", RECORD, FILE, "笔录协议", f"{TB}第三十一条第六项、第三十六条第二款", "参加人逐页签名", ("hearing_opened",),
         (line("开始时间"), line("结束时间"), line("听证地点"), line("听证主持人"), line("听证员"), line("记录人"), text("参加人", "信访人、承办单位、证人等，注明身份"),
          line("公开方式", "公开或者不公开"), text("笔录正文", TURNS)), repeats=True),
    Form("hearing_report", "听证报告", "听", DEED, FILE, "笔录协议", f"{TB}第三十一条第六项、第三十六条第二款", "听证主持人、听证员签名", ("hearing_closed",),
         (line("听证时间"), line("听证地点"), line("听证主持人"), line("听证员"), text("参加人"), text("信访人意见"), text("承办单位意见"), text("认定的事实"),
          text("听证结论", "主要依据和结论")), word_file=True),
    Form("mediation_agreement", "调解协议书", "调", DEED, FILE, "笔录协议", f"{TB}第三十三条、《人民调解法》第二十九条",
         "双方当事人、调解员签名，加盖人民调解委员会印章", (),
         (text("甲方", "姓名、性别、出生日期、住址、电话"), text("乙方", "姓名（名称）、性别、出生日期、住址、电话"), text("争议事项", "主要事实、争议事项和各方责任"),
          text("协议内容"), text("履行方式和期限"), line("调解员"), line("调解组织", "例如青山镇人民调解委员会")), repeats=True, word_file=True, government=False),
    Form("settlement_agreement", "和解协议书", "和", DEED, FILE, "笔录协议", f"{TB}第三十三条", "双方当事人签名", (),
         (text("甲方", "姓名、性别、出生日期、住址、电话"), text("乙方", "姓名（名称）、住址、电话"), text("争议事项"), text("协议内容"), text("履行方式和期限")),
         repeats=True, word_file=True, government=False),
    Form("satisfaction_form", "群众满意度评价表", "", GRID, FILE, "办理答复", f"{TB}第二十一条第二款", "信访人签名", (),
         (choice("对信访部门评价", LEVELS), choice("对责任单位评价", LEVELS), text("不满意的原因"), text("意见建议")), government=False),
    Form("follow_up_form", "回访登记表", "", GRID, FILE, "办理答复", f"{TB}第二十七条、第三十七条", "回访人、信访人签名", (),
         (choice("回访方式", words("当面", "电话", "其他")), day("回访日期"), line("回访人"), choice("收到告知书", words("是", "否")),
          choice("收到意见书", words("是", "否")), text("意见落实情况"), text("意见建议")), government=False, repeats=True),
)  # fmt: skip
