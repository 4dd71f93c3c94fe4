"""Sealed matters (检举控告): who may open them or hand them over, and what that leaves behind.

The office keeps a list of its own; everybody else sees number, date and state. Each opening is
an entry with the reader and the reason (条例 Art 30 ¶3, Art 46(五); law.md §9.3).
"""

import re
from datetime import date

from app.core.accused import refuse_accused_person
from app.core.entries import Draft
from app.core.matters import Matter
from app.core.offices import Office
from app.errors import NotAllowed, ValidationError

ARTICLE = "《信访工作条例》第三十条第三款"
_BETWEEN = re.compile(r"[、，,；;\s]+")


def readers(office: Office) -> tuple[str, ...]:
    """Who may open sealed matters: the office's list, or the clerk alone while there is none."""
    named = tuple(name for name in _BETWEEN.split(office.sealed_readers) if name)
    return named or ((office.clerk,) if office.clerk else ("信访专干",))


def open_sealed(matter: Matter, reason: str, reader: str, office: Office, today: date) -> Draft:
    """The content is shown to a reader on the list, for a reason; raises if either is missing."""
    if not reason.strip():
        raise ValidationError({"reason": "请写明启封查看的原因"})
    name = _reader(matter, reader, office, "没有启封")
    return Draft("sealed_opened", matter.id, today, {"text": reason.strip(), "reader": name})


def send_sealed(matter: Matter, reason: str, reader: str, office: Office, today: date) -> Draft:
    """The content goes up with the next bundle, once, by decision of a reader on the list."""
    if not matter.sealed:
        raise ValidationError({"sealed": f"{matter.number}不是检举控告事项，随包照常报送，不用单独移送"})
    if not reason.strip():
        raise ValidationError({"reason": "请写明移送检举控告内容的原因，例如按职权报送县局"})
    name = _reader(matter, reader, office, "没有移送")
    return Draft("sealed_sent", matter.id, today, {"text": reason.strip(), "reader": name})


def _reader(matter: Matter, reader: str, office: Office, kept: str) -> str:
    allowed = readers(office)
    name = reader or allowed[0]
    if name not in allowed:
        raise NotAllowed(
            f"“{name}”不在检举控告事项查阅人名单上，{kept}", article=ARTICLE,
            way_out="确需查阅的，请先由负责人在设置中调整查阅人名单",
        )  # fmt: skip
    refuse_accused_person(matter, name, "查阅人")
    return name
