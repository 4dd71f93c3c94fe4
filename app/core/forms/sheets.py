"""Sheets (表册): registers, approval sheets, records and deeds, in the order a matter meets them."""

from app.core.forms.form import LISTING, UNIT, Form
from app.core.forms.sheets_approving import APPROVALS
from app.core.forms.sheets_dossier import DOSSIER
from app.core.forms.sheets_receiving import RECEIVING
from app.core.forms.sheets_record import RECORDS
from app.core.forms.sheets_unbound import UNBOUND

SHEETS: tuple[Form, ...] = (
    Form("handover_list", "信访材料移交清单", "移", LISTING, UNIT, "转送交办", "《信访工作条例》第二十二条",
         "移交人、接收人、监交人签名", ("assigned", "referred"), sealed=True, government=False),
    *RECEIVING,
    *RECORDS,
    *APPROVALS,
    *DOSSIER,
    *UNBOUND,
)  # fmt: skip
