"""Sheets of the day somebody comes or writes: 登记表, 呈批笺, 领导接访, 授权委托, 送达地址 (law.md §7.1, §7.15, §7.21)."""

from app.core.forms.form import FILE, GRID, LISTING, OFFICE, RECEPTION, Form
from app.core.forms.sheets_asks import choice, day, line, text, words

TB = "《信访工作条例》"
LEADER_WAYS = words("公开接访", "随时接待", "下访", "约访", "带案下访", "视频接访")

RECEIVING: tuple[Form, ...] = (
    Form("registration_form", "信访事项登记表", "", GRID, FILE, "登记接收", f"{TB}第十九条、第二十二条、第二十三条",
         "信访人、登记人签名", (RECEPTION,),
         (line("接谈人"), text("处理意见", "受理、转送、交办、引导或者当场答复"), line("救济情况", "是否已经诉讼、复议、仲裁、复查复核，问清再填")),
         government=False),
    Form("visitor_list", "来访人员名单", "", LISTING, FILE, "登记接收", f"{TB}第二十条第三款", "来访人签名", (RECEPTION,),
         government=False),
    Form("letter_note", "来信呈批笺", "", GRID, OFFICE, "登记接收", f"{TB}第十八条第二款、第二十二条", "领导批示、经办人签名", (RECEPTION,),
         (text("拟办意见", "建议转送、交办给谁，何时办结"), text("领导批示", "已有批示的写在这里；空着留给笔写")), government=False),
    Form("leader_reception", "领导干部接访下访登记表", "", GRID, FILE, "登记接收", f"{TB}第十八条第二款", "领导、信访人、记录人签名", (RECEPTION,),
         (choice("接访方式", LEADER_WAYS), day("接访日期"), line("接访地点"), line("接访领导", "姓名和职务"), line("陪同部门"),
          text("领导意见", "现场答复的内容，或者交哪个单位、何时办结"), choice("当场化解", words("是", "否")), text("办理结果"), day("反馈日期"),
          line("记录人")), government=False, repeats=True),
    Form("address_confirmation", "送达地址确认书", "", GRID, FILE, "登记接收", f"{TB}第二十三条第二款、第三十五条", "信访人签名", (),
         (line("收件人"), line("送达地址"), line("邮政编码"), line("收件电话"), line("电子地址", "同意电子送达的才填"), line("代收人", "姓名、与信访人的关系、电话")),
         government=False, repeats=True),
    Form("power_of_attorney", "授权委托书", "", GRID, FILE, "登记接收", "《民法典》第一百六十五条", "委托人、受托人签名", (),
         (line("受托人"), line("受托人证件"), line("受托人电话"), line("受托人住址"), line("与委托人关系"), text("授权事项", "写明代理的事项和权限"),
          line("委托期限")), repeats=True),
)  # fmt: skip
