"""Answers (处理意见和答复) and what a petitioner does with them (law.md §7.10, §7.21)."""

from app.core.forms.form import GRID, LETTER, PETITIONER, Form, asked

TB = "《信访工作条例》"
SIMPLE = "《信访事项简易办理办法（试行）》"
_SEAL = "加盖有权处理的机关、单位公章，不能用内设机构章"
_CLAIM = "请写明信访人的投诉请求"
_REASONS = "请写明信访人陈述的事实和理由"
_FOUND = "请写明调查认定的事实"
_OPINION = "请逐项写明处理意见和法律法规依据"
_BODY = "请填写复查机关：原办理机关、单位的上一级机关、单位"
_COPY = asked("抄送", "line", hint="上一级机关、信访部门，没有就不填")

ANSWERS: tuple[Form, ...] = (
    Form("opinion", "信访处理意见书", "处", LETTER, PETITIONER, "办理答复", f"{TB}第三十一条第六项、第三十二条、第三十五条",
         _SEAL, ("answered",),
         (asked("受理情况补充", "text", hint="转送、交办机关和日期，调解、听证等经过，没有就不填"),
          asked("投诉请求", "text", _CLAIM), asked("事实和理由", "text", _REASONS),
          asked("调查认定的事实", "text", _FOUND, "时间、地点、经过和证据"),
          asked("处理意见及依据", "text", _OPINION, "一项请求一段，每项写明所依据的法律、法规、规章条款"),
          asked("落实安排", "text", hint="支持请求的，写明由谁落实、什么时候落实完"),
          asked("复查机关", "line", _BODY),
          asked("逾期后果", "text", hint="本地规定要求写明逾期不申请复查的后果的才填"), _COPY),
         served="answer", word_file=True),
    Form("simple_answer", "信访事项简易办理答复书", "简复", LETTER, PETITIONER, "办理答复", f"{SIMPLE}；{TB}第三十二条、第三十五条",
         _SEAL, ("answered",),
         (asked("投诉请求", "text", _CLAIM), asked("事实和理由", "text", _REASONS),
          asked("处理意见及依据", "text", _OPINION), asked("复查机关", "line", _BODY)),
         served="answer", word_file=True),
    Form("route_answer", "信访事项依法分类办理答复", "答", LETTER, PETITIONER, "办理答复", f"{TB}第三十一条",
         _SEAL, ("answered",),
         (asked("投诉请求", "text", _CLAIM), asked("调查认定的事实", "text", _FOUND),
          asked("处理意见及依据", "text", _OPINION),
          asked("行政复议机关", "line", hint="对镇人民政府的行政行为不服的，一般是县级人民政府"),
          asked("人民法院", "line", hint="不填就写“有管辖权的人民法院”"),
          asked("救济途径", "text", hint="按其他法定程序办理的，写明不服时可以怎么办"), _COPY),
         served="answer", word_file=True),
    Form("suggestion_reply", "意见建议采纳情况回复", "复", LETTER, PETITIONER, "办理答复", f"{TB}第二十九条",
         "加盖单位公章", ("answered",),
         (asked("建议内容", "text", "请写明信访人提出的意见建议"),
          asked("研究论证情况", "text", "请写明研究论证的情况和采纳、未采纳的理由"),
          asked("落实安排", "text", hint="采纳、部分采纳的，写明怎样落实")),
         served="answer", word_file=True),
    Form("review_application", "信访事项复查（复核）申请书", "", GRID, PETITIONER, "复查复核", f"{TB}第三十五条、第三十六条",
         "申请人签名；多人的由代表签名", ("answered",),
         (asked("复核机关", "line", hint="申请复核的填写：复查机关的上一级机关"),)),
    Form("closing_confirmation", "信访事项办结确认书", "", GRID, PETITIONER, "办理答复", f"{TB}第二十七条、第三十二条第二款",
         "信访人自愿签名，承办单位盖章", ("answered", "settled"),
         (asked("约定事项", "text", "请写明处理意见、协议确定了什么"),
          asked("落实情况", "text", "请写明已经落实了什么"),
          asked("尚未落实事项", "text", hint="没有就不填"))),
)  # fmt: skip
