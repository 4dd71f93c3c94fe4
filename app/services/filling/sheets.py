"""What particular sheets say beside what all papers know."""

from collections.abc import Callable, Mapping

from app.core.filling import Filling
from app.core.matters import Matter
from app.core.rule_packs import pack_in_force
from app.core.told_periods import told_periods
from app.services.filling.facts import Facts, day
from app.services.filling.known import SEALED_SUBJECT
from app.services.filling.sheets_approving import APPROVAL_FILLERS
from app.services.filling.sheets_dossier import DOSSIER_FILLERS
from app.services.filling.sheets_receiving import RECEIVING_FILLERS
from app.services.filling.sheets_record import RECORD_FILLERS
from app.services.filling.sheets_unbound import unbound_filling
from app.services.shipped import packs


def _handover_list(facts: Facts) -> Filling:
    office, matter, step = facts.office, facts.matter, facts.step
    verb = "交办" if step.entry == "assigned" else "转送"
    rows = [*_originals(matter), *facts.materials]
    subject = SEALED_SUBJECT if matter.sealed else matter.title
    values = {
        "移交单位": office.name, "接收单位": facts.unit(step.unit_id), "事由": f"{verb}“{subject}”信访事项",
        "移交人": office.clerk, "接收人": "", "监交人": "", "移交日期": day(step.on) or "　　　年　　月　　日",
        "项数": str(len(rows)), "份数": _total(rows, "份数"), "页数": _total(rows, "页数"),
    }  # fmt: skip
    numbered = [dict(row) | {"序号": str(at)} for at, row in enumerate(rows, 1)]
    return Filling(values, {"材料": numbered})


def _total(rows: list[Mapping[str, str]], name: str) -> str:
    """The sum of a column; empty, for the pen, if any of it was not counted."""
    if not all(row[name] for row in rows):
        return ""
    return str(sum(int(row[name]) for row in rows))


_TITLES = {
    "letter": ("来信原件", "原件"), "visit": ("来访登记表", "复印件"), "web": ("网上信访件打印件", "复印件"),
    "call": ("来电记录", "复印件"), "other": ("登记表", "复印件"),
}  # fmt: skip


def _originals(matter: Matter) -> list[Mapping[str, str]]:
    """What goes with a matter: one sheet for each reception."""
    return [
        {
            "名称": _TITLES[part.channel][0], "文号": f"{matter.number}（{part.ordinal}）", "页数": "", "份数": "1",
            "类型": _TITLES[part.channel][1], "备注": "",
        }
        for part in matter.receptions
        if not part.voided
    ]  # fmt: skip


def _unbound(facts: Facts) -> Filling:
    pack = pack_in_force(tuple(packs().values()), facts.issued_on)
    periods = told_periods(pack, facts.office.choices)
    return unbound_filling(facts.form, facts.office, facts.number, facts.issued_on, facts.fields, periods)


SHEET_FILLERS: dict[str, Callable[[Facts], Filling]] = {
    "handover_list": _handover_list,
    **RECEIVING_FILLERS,
    **RECORD_FILLERS,
    **APPROVAL_FILLERS,
    **DOSSIER_FILLERS,
    **dict.fromkeys(
        ("meeting_minutes", "bulletin", "sweep_register", "public_notice", "privacy_notice"), _unbound
    ),
}
