"""Notices (告知书): what the petitioner is told about the course of a matter (law.md §7.2–7.6, §7.9, §7.21)."""

from app.core.forms.form import LETTER, PETITIONER, RECEPTION, SLIP, Form, asked

TB = "《信访工作条例》"
SEAL = "加盖单位公章或信访专用章"
_REFUSED = "请写明不予受理的理由和法律依据，告知书要引用"
_NO_MORE = "不再受理告知书要引用处理意见、复查意见和复核意见"

NOTICES: tuple[Form, ...] = (
    Form("receipt", "信访事项接收回执", "收", SLIP, PETITIONER, "登记接收", f"{TB}第二十二条、第二十三条",
         "经手人签名，加盖信访专用章", (RECEPTION,), sealed=True, government=False),
    Form("acceptance_notice", "信访事项受理告知书", "受", LETTER, PETITIONER, "告知信访人", f"{TB}第二十三条、第三十四条",
         SEAL, ("accepted",), served="notice", stub=True),
    Form("route_notice", "信访事项导入法定程序告知书", "导", LETTER, PETITIONER, "告知信访人", f"{TB}第二十三条、第三十一条",
         SEAL, ("accepted", "declined"),
         (asked("有权处理机关", "line", hint="应当向哪个机关、机构提出，例如“青川县劳动人事争议仲裁委员会”"),
          asked("法定程序", "line", hint="例如“劳动人事争议仲裁”，不填就写“相应程序”"),
          asked("受理机关联系方式", "line", hint="地址、电话，不清楚就不填"),
          asked("申请期限", "line", hint="有关法律规定了申请期限的写明，例如“自知道或者应当知道权利被侵害之日起一年”")),
         served="notice", stub=True),
    Form("decline_notice", "信访事项不予受理告知书", "不受", LETTER, PETITIONER, "告知信访人", f"{TB}第十九条、第二十三条",
         SEAL, ("declined",),
         (asked("不予受理理由", "line", _REFUSED),
          asked("不予受理依据", "line", _REFUSED, "法规名称和条款；按本地规定的写明本地法规"),
          asked("有权处理机关", "line", hint="应当向哪个机关、单位提出"),
          asked("受理机关联系方式", "line", hint="地址、电话，不清楚就不填"),
          asked("异议途径", "text", hint="本地规定可以对不予受理提出异议的，写明途径和期限；没有规定就不填")),
         served="notice", stub=True),
    Form("no_more_notice", "信访事项不再受理告知书", "终", LETTER, PETITIONER, "告知信访人", f"{TB}第三十六条第三款",
         SEAL, ("declined_again",),
         (asked("不再受理依据", "line", _NO_MORE),
          asked("处理意见书文号", "line"), asked("处理意见日期", "date"),
          asked("复查意见文号", "line"), asked("复查意见日期", "date"),
          asked("复核机关", "line", hint="作出复核意见的机关，例如“某某市人民政府”"),
          asked("复核意见文号", "line"), asked("复核意见日期", "date"),
          asked("终结文书", "line", hint="按本地规定终结的，写明终结文书的名称、文号和日期")),
         served="notice", stub=True),
    Form("told_again_notice", "重复信访事项告知书", "重告", LETTER, PETITIONER, "告知信访人", f"{TB}第二十三条、第三十五条",
         SEAL, ("told_again",),
         (asked("原处理情况", "text", "请写明原来作出的处理和送达情况"),
          asked("可以行使的权利", "text", "请写明信访人还可以怎么办"))),
    Form("referral_notice", "信访事项转送（交办）告知书", "转告", LETTER, PETITIONER, "告知信访人", f"{TB}第二十三条第一款",
         SEAL, ("referred", "assigned"), (asked("承办单位联系方式", "line", hint="地址、电话，不清楚就不填"),),
         served="notice", sealed=True, stub=True),
    Form("extension_notice", "信访事项延期办理告知书", "延", LETTER, PETITIONER, "告知信访人", f"{TB}第三十四条",
         SEAL, ("extended",), (asked("延期理由", "text", "请写明延期的理由，条例要求告知信访人"),),
         served="extension", stub=True),
    Form("hearing_notice", "信访听证通知书", "听通", LETTER, PETITIONER, "告知信访人", f"{TB}第三十一条第六项",
         SEAL, ("accepted",),
         (asked("听证时间", "line", "请填写听证时间", "例如“2026年4月2日9时30分”；按本地规定提前送达"),
          asked("听证地点", "line", "请填写听证地点"),
          asked("听证事由", "line", "请填写听证的事由"),
          asked("听证主持人", "line"), asked("听证参加人", "line", hint="有关单位、听证员等")),
         returns=True),
)  # fmt: skip
