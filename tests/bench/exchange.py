"""A bundle of ten thousand receptions against the same rows as CSV, zip and age: time of the processor, and memory."""

import csv
import io
import tempfile
import time
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyrage

from app.county.desk import create_county
from app.db import journal, records
from app.db.engine.costs import LEAST
from app.services.classes import classes
from app.services.desk import Desk
from tests.bench.measures import Row, office

RECEPTIONS = 10_000
MONTH = "2026-10"
TIMES = 3  # the least of them counts: whatever else this PC does only ever adds


def exchange(_: int) -> Iterator[Row]:
    """Writing a month's bundle from the register to the stick; the fonts of its cover sheet were read before."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        with office(folder / "a", RECEPTIONS) as desk:
            county = create_county(folder / "b", "青川县信访局", "430999000000", "县局的密码1234", cost=LEAST)
            desk.exchange.enrol_county(county.enrolment_file.read_bytes())
            county.close()
            period = desk.month.period(MONTH)
            desk.month.close(period)
            desk.exchange.enrolment_sheet()
            plain, ours = (
                min(_spent(act) for _ in range(TIMES))
                for act in (
                    lambda: _plain(desk, folder / "plain.age"),
                    lambda: desk.exchange.export(period, folder / "stick"),
                )
            )
            yield Row(f"导出{RECEPTIONS}件次的报送包", ours, plain, "≤ 2")
            size = max(path.stat().st_size for path in (folder / "stick").iterdir()) / (1 << 20)
            most = _most(lambda: desk.exchange.export(period, folder / "again"))
            yield Row(f"导出{RECEPTIONS}件次：内存峰值（对包的大小）", most, size, "", "MB")


def _plain(desk: Desk, path: Path) -> None:
    """What anybody would write: every table as CSV into a zip, encrypted to one recipient."""
    zipped = io.BytesIO()
    with zipfile.ZipFile(zipped, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, rows in _tables(desk):
            text = io.StringIO()
            csv.writer(text).writerows(row.values() for row in rows)
            archive.writestr(f"{name}.csv", text.getvalue().encode("utf-8"))
    recipient = pyrage.x25519.Identity.generate().to_public()
    path.write_bytes(pyrage.encrypt(zipped.getvalue(), [recipient]))


def _tables(desk: Desk) -> Iterator[tuple[str, Iterator[dict[str, Any]]]]:
    """The rows as the database gives them."""
    store, threshold = desk.register.store, desk.register.office().group_visit_threshold
    named = classes(store).path
    yield from records.travelling(store, group_threshold=threshold, class_name=named).items()
    yield "entries", journal.skeleton(store, 0, journal.head(store)[0])


def _spent(act: Callable[[], object]) -> float:
    start = time.process_time()
    act()
    return time.process_time() - start


def _most(act: Callable[[], object]) -> float:
    """The most memory the program held at a time for it, in megabytes."""
    tracemalloc.start()
    act()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / (1 << 20)
