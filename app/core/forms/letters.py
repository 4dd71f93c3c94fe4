"""Letters (函件): what goes out under the organ's head, to petitioners, units and superiors."""

from app.core.forms.form import LETTER, PETITIONER, RECEPTION, SLIP, UNIT, Form, asked

TB = "《信访工作条例》"
_SEAL = "加盖单位公章或信访专用章"

LETTERS: tuple[Form, ...] = (
    Form("receipt", "信访事项接收回执", "收", SLIP, PETITIONER, "登记接收", f"{TB}第二十二条、第二十三条",
         "经手人签名，加盖信访专用章", (RECEPTION,), sealed=True, government=False),
    Form("acceptance_notice", "信访事项受理告知书", "受", LETTER, PETITIONER, "告知信访人", f"{TB}第二十三条、第三十四条",
         _SEAL, ("accepted",), served="notice", stub=True),
    Form("assignment_notice", "信访事项交办通知单", "交", LETTER, UNIT, "转送交办", f"{TB}第二十二条、第二十三条",
         "加盖单位公章，承办单位签收回执联", ("assigned",),
         (asked("交办依据", "line", hint="领导批示或者上级交办文号，没有就不填"),
          asked("首办责任人", "line"), asked("反馈材料", "line")), returns=True),
)  # fmt: skip
