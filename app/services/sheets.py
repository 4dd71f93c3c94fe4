"""Sheets that belong to no matter: the day's page, the bundle's cover, the office's keys."""

from datetime import date
from typing import TYPE_CHECKING, Protocol

from app.core.exchange import KINDS
from app.core.offices import Office
from app.core.recovery_codes import spell
from app.db.engine.keys import code_number
from app.exchange.enrolment import Enrolment, qr_text
from app.exchange.header import Header
from app.exchange.schemas import TABLES
from app.services.today import TodayLine, TodaySheet, standing

if TYPE_CHECKING:
    from app.paper import cover_sheet as cover_types
    from app.paper import today_sheet as today_types


def today_paper(sheet: TodaySheet, office: Office) -> bytes:
    """The Today page as it is printed."""
    from app.paper import today_sheet as paper

    parts = (
        ("今天必须", sheet.must, "今天没有到期的事项"),
        ("这几天", sheet.soon, "七天内没有到期的事项"),
        ("等回音", sheet.waiting, "没有在等的回音"),
    )
    drawn = tuple(
        paper.TodayPart(name, tuple(_today_item(line, sheet.on) for line in lines), empty)
        for name, lines, empty in parts
    )
    return paper.draw(paper.TodaySheetPaper(office.name, sheet.on, drawn, office.practice))


def _today_item(line: TodayLine, on: date) -> "today_types.TodayItem":
    from app.paper import today_sheet as paper

    about = f"{line.who}：{line.title}" if line.who else line.title
    return paper.TodayItem(line.number, about, line.task, standing(line, on))


def cover_sheet(header: Header, office: Office, file_hash: str) -> bytes:
    """The page that goes with the stick: the second witness (bundle.md). `file_hash` is what `sha256sum` says."""
    from app.paper import cover_sheet as paper

    return paper.draw(_cover(header, office, file_hash))


def cover_text(header: Header, office: Office, file_hash: str) -> str:
    """The same page as plain text, for a PC that cannot print a PDF."""
    from app.paper import cover_sheet as paper

    return paper.text(_cover(header, office, file_hash))


def _cover(header: Header, office: Office, file_hash: str) -> "cover_types.CoverSheet":
    from app.paper import cover_sheet as paper

    return paper.CoverSheet(
        sender=office.name, sender_code=office.code, receiver=header.receiver.name,
        kind=KINDS.get(header.kind, header.kind), period=header.period.name if header.period else "",
        file_name=header.file_name, sequence=header.sequence, epoch=header.epoch,
        counts=tuple((TABLES[name].title, count) for name, count in header.counts.items()),
        head=header.journal.to_head[:16].upper(), sha256=file_hash,
        made_on=date.fromisoformat(header.created_at[:10]), practice=office.practice,
    )  # fmt: skip


def enrolment_sheet(content: bytes, enrolment: Enrolment, office: Office, on: date) -> bytes:
    """公钥登记表: printed, sealed, and compared digit by digit by the county."""
    from app.paper import enrolment_sheet as paper

    return paper.draw(
        paper.EnrolmentSheet(
            office=office.name, office_code=office.code, role="乡镇（街道）", receiver=office.superior,
            enrolment=qr_text(content), check_number=enrolment.check_number, made_on=on, practice=office.practice,
        )
    )  # fmt: skip


class Named(Protocol):
    """An office on a sheet: a township's or a county's."""

    @property
    def name(self) -> str: ...
    @property
    def code(self) -> str: ...
    @property
    def practice(self) -> bool: ...


def recovery_sheet(secret: bytes, office: Named, made_on: date) -> bytes:
    """数据恢复码 on one page. It is drawn and forgotten: neither the code nor its paper is ever stored."""
    from app.paper import recovery_sheet as paper

    return paper.draw(
        paper.RecoverySheet(
            office.name, office.code, spell(secret), code_number(secret), made_on, office.practice
        )
    )
