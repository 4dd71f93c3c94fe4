"""Sheets (表册): registers, approval sheets, records and deeds."""

from app.core.forms.form import LISTING, UNIT, Form

SHEETS: tuple[Form, ...] = (
    Form("handover_list", "信访材料移交清单", "移", LISTING, UNIT, "转送交办", "《信访工作条例》第二十二条",
         "移交人、接收人、监交人签名", ("assigned", "referred"), sealed=True, government=False),
)  # fmt: skip
