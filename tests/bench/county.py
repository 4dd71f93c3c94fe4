"""The county's desk: taking in against a bare bulk insert of the same rows, and a year that stays flat."""

import os
import random
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app.county.desk import CountyDesk, create_county
from app.db.engine.costs import LEAST
from app.db.engine.driver import driver
from tests.bench.measures import Row
from tests.county.townships import Township, figures, matter, reception, same_id
from tests.county.year import Office, Year, differences

PASSWORD = "青川县局的密码"
WHOLE, EACH = 300, 1_000
_TABLES = ("versions", "records", "entries", "answers", "figures")


def county_intake(size: int) -> Iterator[Row]:
    """Bundles of a thousand receptions with their people, matters and journal: 300 of them at the full size."""
    count = WHOLE if size >= 100_000 else WHOLE // 10
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        desk = _county(folder)
        files = [_bundle(desk, number, folder / f"{number}.xfb") for number in range(count)]
        ours = _seconds(lambda: desk.take(files))
        written = {table: desk.store.rows(f"SELECT * FROM {table}") for table in _TABLES}
        bare = _seconds(lambda: _bare_insert(folder / "bare.db", written, count))
        name = f"县局接收{count}个各{EACH}件次的报送包"
        yield Row(name, ours, bare, "≤ 3")
        before = [desk.store.value(f"SELECT count(*) FROM {table}") for table in _TABLES]
        again = _seconds(lambda: desk.take(files))
        assert before == [desk.store.value(f"SELECT count(*) FROM {table}") for table in _TABLES]
        yield Row(f"{name}，第二次（不变）", again, ours, "≤ 0.2")
        desk.close()


def county_year(size: int) -> Iterator[Row]:
    """A year of twelve bundles with losses and restores: the cost of a township, many against a few."""
    many = WHOLE if size >= 100_000 else WHOLE // 5
    few = many // 10
    costs = [_year(number) / number for number in (few, many)]
    yield Row(f"一年十二期，每个乡镇：{many}个乡镇对{few}个", costs[1], costs[0], "≤ 1.2")


def _year(townships: int) -> float:
    """Seconds of the processor the county took, its readers' with it; both sides are equal at the end, or this raises."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        desk = _county(folder)
        offices = [Office(desk, number, seed=number) for number in range(1, townships + 1)]
        for office in offices:
            desk.enrol(office.wire.enrolment, office.wire.digits)
        spent = _Watched(desk)
        Year(spent, offices, folder, random.Random(7)).play(matters=2)
        found = differences(desk, offices)
        desk.close()
        assert not found, found[:5]
        return spent.seconds


class _Watched:
    """The county, with its own time taken: making the bundles is the townships' work."""

    def __init__(self, desk: CountyDesk) -> None:
        self._desk, self.seconds = desk, 0.0

    def take(self, paths: Sequence[Path]) -> object:
        return self._timed(lambda: self._desk.take(paths))

    def ack(self, folder: Path) -> Any:
        return self._timed(lambda: self._desk.ack(folder))

    def _timed(self, act: Any) -> Any:
        start = _processor()
        answer = act()
        self.seconds += _processor() - start
        return answer


def _processor() -> float:
    """Of this process and of its children that have ended: what else a shared machine does is not in it."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def _county(folder: Path) -> CountyDesk:
    now = datetime(2026, 11, 2, 9, tzinfo=UTC)
    return create_county(
        folder / "county", "青川县信访局", "999999000000", PASSWORD, cost=LEAST, now=lambda: now
    )


def _bundle(desk: CountyDesk, number: int, path: Path) -> Path:
    township = Township(desk, code=f"99{number:07d}000", name=f"第{number}镇信访工作办公室")
    desk.enrol(township.enrolment, township.digits)
    seeds = [f"{number}-{one}" for one in range(EACH)]
    tables = {
        "matters": [matter(seed, village_name="青山村", unit_name="自然资源所") for seed in seeds],
        "receptions": [reception(f"r{seed}", about=seed) for seed in seeds],
        "people": [
            {"id": same_id(f"p{seed}"), "revision": 1, "sealed": 0, "name": "张甲", "phone": f"000{at:08d}"}
            for at, seed in enumerate(seeds)
        ],
        "reception_people": [
            {
                "id": same_id(f"a{seed}"), "revision": 1, "sealed": 0,
                "reception_id": same_id(f"r{seed}"), "person_id": same_id(f"p{seed}"),
            }
            for seed in seeds
        ],
        "figures": figures(receptions=EACH, matters=EACH),
    }  # fmt: skip
    township.happen(3 * EACH)
    return township.export(path, tables)


def _bare_insert(path: Path, written: dict[str, list[tuple[Any, ...]]], commits: int) -> None:
    """The same rows into the same encrypted kind of file, keyed as ours, as many durable commits, nothing else."""
    connection = driver.connect(str(path), isolation_level=None)
    connection.execute(f"PRAGMA key = \"x'{'ab' * 32}'\"")
    for setting in (
        "locking_mode = EXCLUSIVE",
        "journal_mode = WAL",
        "synchronous = FULL",
        "cache_size = -128000",
    ):
        connection.execute(f"PRAGMA {setting}")
    keys = {"versions": 3, "records": 5, "entries": 4, "answers": 2, "figures": 3}
    for table, rows in written.items():
        columns = [f"c{at}" for at in range(len(rows[0]))]
        key = ", ".join(columns[: keys[table]])
        connection.execute(f"CREATE TABLE {table} ({', '.join(columns)}, PRIMARY KEY ({key}))")
    for part in range(commits):
        connection.execute("BEGIN IMMEDIATE")
        for table, rows in written.items():
            share = rows[part * len(rows) // commits : (part + 1) * len(rows) // commits]
            connection.executemany(f"INSERT INTO {table} VALUES ({','.join('?' * len(rows[0]))})", share)
        connection.execute("COMMIT")
    connection.close()


def _seconds(act: Any) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


COUNTY = (county_intake, county_year)
