"""The county's own report to the city: the sums of a period and what each township said, in the same format.

It is a statistics bundle: no record and no name travels. The city is a county's desk one level up; it
enrols the county as a county enrols a township, takes the file and answers it. Every report stays in
the county's folder `upward` and has a row that says how far it has come (`upward.py`).
"""

import re
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app import __version__
from app.county.acknowledging import Sender
from app.county.handing_down import refuse_unlike
from app.county.store import CountyStore
from app.county.store_townships import all_townships
from app.county.upward import last_number, note_written, put_report
from app.db.engine.files import file_errors, hash_file, make_folder, whole_file
from app.errors import BundleError, NotFound
from app.exchange.bundles import write_bundle_to
from app.exchange.enrolment import Enrolment, read_enrolment
from app.exchange.header import Header, Party, Period
from app.exchange.practice import marked, refuse_other
from app.exchange.schemas import Row


@dataclass(frozen=True)
class Reported:
    """The file for the city; `missing` and `waiting` name the townships whose figures are not in it.

    Those that wait have sent, but their digits were not yet compared on paper.
    """

    path: Path
    townships: int
    missing: tuple[str, ...]
    waiting: tuple[str, ...] = ()


def read_city(sender: Sender, data: bytes) -> Enrolment:
    """The city as its enrolment file introduces it; raises for everybody else's file."""
    city = read_enrolment(data)
    _refuse_others(sender, city)
    return city


def refuse_other_digits(city: Enrolment, check: str) -> None:
    """The digits of the city's sealed sheet, if somebody has typed them, must be those of its file."""
    if check and "".join(check.split()) != city.check_number:
        raise BundleError("校验码与登记表不一致，没有写出；请逐组核对盖章的登记表，必要时电话核实。")


def _refuse_others(sender: Sender, city: Enrolment) -> None:
    if city.role != "county" or city.code == sender.office.code:
        raise BundleError("这不是上级的登记文件，没有写出；请向上级索取county-….xfe。")
    refuse_other(theirs=city.practice, ours=sender.office.practice)


def report(
    store: CountyStore, sender: Sender, city: Enrolment, period: str, home: Path, folder: Path,
    note: Callable[[], object] = lambda: None,
) -> Reported:  # fmt: skip
    """Write a period's report for the city and read it back; raises if no township has sent that period.

    `note` keeps what else is to be known, in the transaction that gives the report its number.
    """
    _refuse_others(sender, city)
    span = _span(store, period)
    offices = _offices(store, period)
    make_folder(home / "upward")
    tables = {"figures": _sums(offices), "office_figures": offices}
    with store.writing():
        store.alone_with(city.code)
        number = max(last_number(store, sender.office.epoch), _last_file(sender, home / "upward")) + 1
        header = _header(sender, city, span, number)
        path = home / "upward" / header.file_name
        with whole_file(path) as file:
            signed = write_bundle_to(file, header, tables, sender.keys, (city.public,))
        put_report(store, signed)
        note()
    make_folder(folder)
    with file_errors(path), path.open("rb") as file, whole_file(folder / path.name) as copy:
        shutil.copyfileobj(file, copy)
    refuse_unlike(folder / path.name, hash_file(path))
    with store.writing():
        note_written(store, signed.hash, sender.now.isoformat(timespec="seconds"))
    said, waits = {str(row["code"]) for row in offices}, _waiting(store, period)
    absent = [one for one in all_townships(store) if one.code not in said]
    missing = tuple(one.name for one in absent if one.code not in waits)
    waiting = tuple(one.name for one in absent if one.code in waits)
    return Reported(folder / path.name, len(said), missing, waiting)


def _waiting(store: CountyStore, period: str) -> set[str]:
    """Whose bundles of a period wait until the township's digits are compared."""
    rows = store.rows(
        "SELECT DISTINCT b.township FROM bundles b JOIN townships t ON t.code = b.township"
        " WHERE b.period = ? AND b.state = 'hold' AND t.verified = 0",
        (period,),
    )
    return {row[0] for row in rows}


def _span(store: CountyStore, period: str) -> Period:
    rows = store.rows(
        "SELECT period_start, period_end FROM bundles WHERE period = ? AND state = 'take' ORDER BY id",
        (period,),
    )
    if not rows:
        raise NotFound(
            f"收到的{period}报送包都还没有核对登记表印章，没有写出；请先核对校验码。"
            if _waiting(store, period)
            else f"还没有收到{period}的报送包，没有写出；请核对统计期。"
        )
    start, end = (date.fromisoformat(day) for day in rows[0])
    return Period(period, start, end, period)


def _offices(store: CountyStore, period: str) -> list[Row]:
    """What each township said of the period, figure by figure."""
    rows = store.rows(
        "SELECT f.township, t.name, f.figure, f.value, f.numerator, f.denominator FROM figures f"
        " JOIN townships t ON t.code = f.township WHERE f.period = ? ORDER BY f.township, f.figure",
        (period,),
    )
    names = ("code", "name", "figure", "value", "numerator", "denominator")
    return [dict(zip(names, row, strict=True)) for row in rows]


def _sums(offices: Sequence[Row]) -> list[Row]:
    """Each figure over all townships; of a rate its two counts, for rates cannot be added."""
    sums: dict[str, dict[str, int]] = {}
    for row in offices:
        found = sums.setdefault(str(row["figure"]), {})
        for name in ("value", "numerator", "denominator"):
            if row[name] is not None:
                found[name] = found.get(name, 0) + int(row[name] or 0)
    return [{"figure": figure, **values} for figure, values in sums.items()]


def _header(sender: Sender, city: Enrolment, period: Period, number: int) -> Header:
    office = sender.office
    return Header(
        kind="statistics",
        sender=Party(office.code, office.name, sender.keys.key_id),
        receiver=Party(city.code, city.name, city.public.key_id),
        epoch=office.epoch,
        sequence=number,
        created_at=sender.now.isoformat(timespec="seconds"),
        app_version=__version__,
        period=period,
        base="all",
        extra=marked(practice=sender.office.practice),
    )


def _last_file(sender: Sender, upward: Path) -> int:
    """What went up before there were rows for it."""
    name = re.compile(rf"{sender.office.code}-.*-{sender.office.epoch[:4]}-([0-9]{{4,}})\.xfb")
    with file_errors(upward):
        found = [name.fullmatch(path.name) for path in upward.iterdir()]
    return max((int(one[1]) for one in found if one), default=0)
