"""Offices to measure in: with the variety that a list's filters meet, and a journal behind it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from app.core.entries import Draft
from app.core.offices import Office
from app.core.receptions import ReceptionDraft
from app.core.steps import StepCommand
from app.db.engine.costs import LEAST
from app.db.journal import append
from app.db.verification import TAIL
from app.services.clock import FixedClock
from app.services.desk import Desk
from app.services.opening import Setup, create_office
from app.services.receptions import Visitor
from tests.bench.bulk import clone

TODAY = date(2026, 11, 20)
PASSWORD = "练习用密码1234"
OFFICE = Office("青山镇信访工作办公室", "430999101000", "青", "青川县信访局", "青川县人民政府")
DRAFT = ReceptionDraft(
    "letter", TODAY, TODAY, "反映水渠淤塞影响灌溉", text="下游三十多户用不上水", purpose="appeal"
)
OPEN = 400
_SPREAD = {
    "title": "'反映第' || i || '号水渠淤塞影响灌溉的问题'",
    "people": "substr('赵钱孙李周吴郑王冯陈褚卫', 1 + i % 12, 1) || '某' || (i % 997)",
    "channel": "CASE i % 10 WHEN 0 THEN 'call' WHEN 1 THEN 'web' WHEN 2 THEN 'letter' ELSE 'visit' END",
    "village_id": "'village-' || (i * 7919 % 20)",
    "unit_id": "'unit-' || (i * 104729 % 25)",
    # The last class has thirty matters in a million: the needle a filter may be asked for.
    "category": "CASE WHEN i % 33333 = 7 THEN '1901' ELSE printf('%02d%02d', 1 + i % 18, 1 + i * 31 % 9) END",
}


def clerks_office(folder: Path, closed: int) -> Desk:
    """An office with so many closed matters of all kinds, and four hundred open ones."""
    setup = Setup(OFFICE, ("自然资源所", "农业农村服务中心"), ("青山村", "柳溪村"))
    desk = create_office(folder, setup, PASSWORD, clock=FixedClock(TODAY), cost=LEAST)
    done, waiting = (_one(desk, days) for days in (0, 1))
    desk.matters.take_step(done, StepCommand("close", TODAY, from_register=True))
    store = desk.register.store
    clone(store, done, closed, tables=("matters",), said=_SPREAD)
    lately = {
        "registered_on": f"date('{TODAY}', '-' || (i % 90) || ' days')",
        "next_due": f"date('{TODAY}', (i % 40 - 5) || ' days')",
    }
    clone(store, waiting, min(OPEN, closed), first=closed + 1, said=_SPREAD | lately)
    journal(desk)
    return desk


def _one(desk: Desk, days: int) -> str:
    day = TODAY - timedelta(days=days)
    return desk.receptions.register(
        replace(DRAFT, occurred_on=day, registered_on=day), [Visitor("张甲", f"000{days:08d}")]
    ).matter_id


def journal(desk: Desk) -> None:
    """Two entries for each matter, in an order of their own."""
    store = desk.register.store
    columns = "seq, id, kind, subject, occurred_on, recorded_at, actor, payload_hash, prev, hash"
    base = store.value("SELECT max(seq) FROM entries")
    with store.writing():
        for turn in (1, 2):  # one after the other, so that every second entry is its matter's last
            store.connection.execute(
                f"INSERT INTO entries ({columns}) SELECT {base} + {turn} + 2 * row_number() OVER "
                f"(ORDER BY row * 7919 % 1000003), 'e{turn}-' || row, 'closed', id, registered_on, '', '', '', '', "
                f"'h{turn}-' || row FROM matters"
            )
        for _ in range(TAIL + 1):
            append(
                store, Draft("printed", "office", TODAY, {}), actor="", now=datetime(2026, 11, 20, tzinfo=UTC)
            )
