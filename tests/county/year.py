"""A year between townships and their county, with everything that goes wrong on the way.

Each township keeps a real record book (revisions, what was acknowledged, a journal) and a backup
of it; sticks are lost, bundles copied twice, mixed up, answers lost; a township falls back to its
backup and starts a new life with a full bundle; a matter is corrected, moved to another month,
voided. At the end both sides must say the same.
"""

import copy
import random
from dataclasses import dataclass, field
from pathlib import Path

from app.core.periods import parse_period
from app.exchange.header import Period
from tests.county.townships import Township, matter, reception

LOST, RESTORED = 0.25, 0.05
MONTHS = tuple(f"2026-{month:02}" for month in range(1, 13))


@dataclass
class Book:
    """A township's records: the row as it is now, the revision last sent, the one last acknowledged."""

    rows: dict[tuple[str, str], dict] = field(default_factory=dict)
    sent: dict[tuple[str, str], int] = field(default_factory=dict)
    known: dict[tuple[str, str], int] = field(default_factory=dict)
    changed: set[tuple[str, str]] = field(default_factory=set)


class Office:
    """A township through the year."""

    def __init__(self, county, number: int, seed: int) -> None:
        code = f"9999{number:05d}000"
        self.wire = Township(county, code=code, name=f"第{number}镇信访工作办公室", epoch=f"{seed:08x}")
        self.chance = random.Random(seed)
        self.book, self.lives, self.written = Book(), 0, 0
        self._backup = self._snapshot()

    def work(self, month: str, matters: int) -> None:
        """A month at the desk: new matters, corrections, one voided."""
        last = parse_period(month).end
        for _ in range(matters):
            self.written += 1
            seed, day = f"{self.wire.code} {self.written}", last.replace(day=1 + self.chance.randrange(28))
            channel = self.chance.choice(("letter", "visit", "web", "call", "other"))
            heads = 1 + self.chance.randrange(6)
            on = day.isoformat()
            self._put(
                "matters",
                matter(seed, registered_on=on, accepted_on=on if self.chance.random() < 0.7 else ""),
            )
            self._put(
                "receptions",
                reception(f"r {seed}", channel, heads, about=seed, registered_on=on, occurred_on=on),
            )
        for key in self.chance.sample(sorted(self.book.rows), min(3, len(self.book.rows))):
            change = (
                {"title": f"更正{month}"}
                if key[0] == "matters"
                else {"head_count": 1 + self.chance.randrange(9)}
            )
            self._put(key[0], self.book.rows[key] | change)
        if self.chance.random() < 0.2:
            key = self.chance.choice([key for key in sorted(self.book.rows) if key[0] == "matters"])
            self._put("matters", self.book.rows[key] | {"void": 1})

    def back_up(self) -> None:
        self._backup = self._snapshot()

    def restore(self) -> None:
        """A new PC with an old backup: what came after it is typed again, the next bundle carries everything."""
        today = copy.deepcopy(self.book.rows)
        self.book, chain = copy.deepcopy(self._backup)
        self.lives += 1
        wire = self.wire
        wire.epoch, wire.sequence, wire.previous = f"{self.lives:02x}{wire.code}"[:14], 0, ""
        wire.chain, wire.acknowledged = chain, 0
        self.book.known = {}
        for key, row in today.items():
            if key not in self.book.rows or _content(self.book.rows[key]) != _content(row):
                self._put(key[0], row)
        for (
            key,
            row,
        ) in self.book.rows.items():  # above any number of an earlier life: the county may know later ones
            row["revision"] = row["revision"] % 100 + 100 * self.lives
            self.book.changed.add(key)

    def export(self, month: str, path: Path) -> Path:
        """The month's bundle: whatever is not acknowledged yet, and our own count of the month."""
        tables: dict[str, list[dict]] = {"matters": [], "receptions": []}
        for key, row in self.book.rows.items():
            if self.book.known.get(key) != row["revision"]:
                tables[key[0]].append(row | {"base_revision": self.book.known.get(key, 0)})
            self.book.sent[key] = row["revision"]
        self.book.changed.clear()
        found = parse_period(month)
        period = Period(found.id, found.start, found.end, found.name)
        tables["figures"] = [{"figure": name, "value": value} for name, value in self.count(month).items()]
        kind = "full" if self.lives and not self.book.known else "monthly"
        return self.wire.export(path, tables, period=period, kind=kind)

    def hear(self, path: Path) -> None:
        """The county's answer: what it has is acknowledged."""
        bundle = self.wire.read(path)
        for row in bundle.tables["answers"]:
            key = (row["record_table"], row["record_id"])
            if row["result"] in {"accepted", "duplicate", "voided", "stale"} and key in self.book.rows:
                self.book.known[key] = max(self.book.known.get(key, 0), row["revision"])
        heard = bundle.header.journal
        held = self.wire.chain[heard.to_seq - 1]["hash"] if 0 < heard.to_seq <= len(self.wire.chain) else ""
        if held == heard.to_head:
            self.wire.acknowledged = heard.to_seq

    def count(self, month: str) -> dict[str, int]:
        """Our own figures of a month, counted the slow way."""
        void = {key[1] for key, row in self.book.rows.items() if key[0] == "matters" and row.get("void")}
        mine = [
            row for (table, _), row in self.book.rows.items()
            if table == "receptions" and row["registered_on"][:7] == month and row["matter_id"] not in void
        ]  # fmt: skip
        visits = [row for row in mine if row["channel"] == "visit"]
        accepted = [
            row for (table, _), row in self.book.rows.items()
            if table == "matters" and not row.get("void") and row["accepted_on"][:7] == month
        ]  # fmt: skip
        return {
            "receptions": len(mine), "visits": len(visits), "visits.persons": sum(row["head_count"] for row in visits),
            "matters": len({row["matter_id"] for row in mine}), "accepted": len(accepted),
        }  # fmt: skip

    def _put(self, table: str, row: dict) -> None:
        """A change after it went out is the next revision; before that it is the same one."""
        key = (table, row["id"])
        revision = self.book.rows[key]["revision"] if key in self.book.rows else 1
        if key in self.book.sent and key not in self.book.changed:
            revision += 1
        self.book.rows[key] = row | {"revision": revision}
        self.book.changed.add(key)

    def _snapshot(self):
        return copy.deepcopy((self.book, self.wire.chain))


def _content(row: dict) -> dict:
    return {name: value for name, value in row.items() if name != "revision"}


@dataclass
class Year:
    """A county and its townships, month after month."""

    county: object
    offices: list[Office]
    folder: Path
    chance: random.Random
    told: list = field(default_factory=list)

    def play(self, matters: int = 3) -> None:
        """Twelve months; what was lost comes with a later bundle."""
        late: list[Path] = []
        for month in MONTHS:
            arrived: list[Path] = late
            late = []
            for office in self.offices:
                if self.chance.random() < RESTORED:
                    office.restore()
                office.work(month, matters)
                path = office.export(month, self.folder / f"{office.wire.code} {month} {office.lives}.xfb")
                fate = self.chance.random()
                if fate > LOST:
                    arrived.append(path)
                    arrived += [path] * (self.chance.random() < 0.3)
                elif fate < LOST / 3:
                    late.append(path)
                if self.chance.random() < 0.4:
                    office.back_up()
            self._answer(arrived)
        self.settle()

    def settle(self) -> None:
        """January: everybody's bundle of December arrives."""
        self._answer(
            [
                office.export(MONTHS[-1], self.folder / f"{office.wire.code} last.xfb")
                for office in self.offices
            ]
        )

    def _answer(self, arrived: list[Path]) -> None:
        self.chance.shuffle(arrived)
        self.told += self.county.take(arrived)
        answers = self.folder / "answers"
        for path in self.county.ack(answers):
            office = next(one for one in self.offices if one.wire.code in path.name)
            if self.chance.random() > LOST:
                office.hear(path)


def differences(county, offices: list[Office]) -> list[str]:
    """Every place where county and township do not say the same; none at the end of a good year."""
    found = []
    for office in offices:
        rows = county.store.rows(
            "SELECT record_table, id, revision, void, body FROM records WHERE township = ?",
            (office.wire.code,),
        )
        theirs = {(row[0], row[1]): (row[2], row[3]) for row in rows}
        mine = {key: (row["revision"], row.get("void", 0)) for key, row in office.book.rows.items()}
        found += [
            f"{office.wire.code} {key}" for key in mine.keys() | theirs if mine.get(key) != theirs.get(key)
        ]
        head = county.store.value("SELECT max(seq) FROM entries WHERE township = ?", (office.wire.code,))
        if head != len(office.wire.chain):
            found.append(f"{office.wire.code} journal {head} {len(office.wire.chain)}")
    for month in MONTHS:
        counted = {row.key: row.counts for row in county.table(month).rows if row.sent}
        for office in offices:
            for figure, value in office.count(month).items():
                if office.wire.code in counted and counted[office.wire.code][figure] != value:
                    found.append(f"{office.wire.code} {month} {figure}")
    return found
