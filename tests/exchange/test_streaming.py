"""Memory does not grow with a bundle: ten times the rows take the same room, writing and reading."""

import io
import tracemalloc
import uuid

import pytest

from app.exchange.bundles import read_bundle, write_bundle_to
from app.exchange.spool import PIECE, Rows, Spool

FEW, MANY = 3_000, 40_000  # the rows of MANY are 18 MB as text
MOST_MORE = 8 << 20  # what the spools hold before they go to the disk


def rows(count):
    for number in range(count):
        yield {
            "id": str(uuid.UUID(int=number + 1)), "revision": 1, "sealed": 0, "matter_id": str(uuid.UUID(int=number + 1)),
            "channel": "visit", "occurred_on": "2026-10-08", "registered_on": "2026-10-08", "head_count": 3,
            "text": f"第{number}次反映补偿款未到位",
        }  # fmt: skip


def peak(act):
    tracemalloc.start()
    try:
        act()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


class Nowhere:
    def write(self, data):
        return len(data)


def written(exchange, count, target):
    write_bundle_to(
        target,
        exchange.header,
        {"receptions": rows(count)},
        exchange.township.keys,
        [exchange.county.keys.public],
    )


@pytest.mark.slow
def test_writing_takes_the_same_room_for_ten_times_the_rows(exchange):
    few, many = (peak(lambda count=count: written(exchange, count, Nowhere())) for count in (FEW, MANY))
    assert many - few < MOST_MORE


@pytest.mark.slow
def test_reading_takes_the_same_room_for_ten_times_the_rows(exchange, tmp_path):
    def read(path):
        bundle = read_bundle(path, exchange.county.keys, exchange.enrolled)
        assert sum(1 for _ in bundle.tables["receptions"]) == len(bundle.tables["receptions"])

    sizes = []
    for count in (FEW, MANY):
        path = tmp_path / f"{count}.xfb"
        with path.open("wb") as file:
            written(exchange, count, file)
        sizes.append(peak(lambda path=path: read(path)))
    assert sizes[1] - sizes[0] < MOST_MORE


def test_a_spool_gives_back_what_was_written_from_any_place(tmp_path):
    spool, content = Spool(tmp_path), bytes(range(256)) * 20_000
    for start in range(0, len(content), 70_001):
        spool.write(content[start : start + 70_001])
    for start in (0, 1, 15, 16, 17, 2_000_000, len(content) - 3):
        assert spool.read_at(start, 100) == content[start : start + 100]
    assert b"".join(spool.pieces()) == content
    assert b"".join(spool.pieces(5, PIECE + 3)) == content[5 : 5 + PIECE + 3]


def test_what_a_spool_puts_on_the_disk_cannot_be_read_there(tmp_path, monkeypatch):
    kept = io.BytesIO()
    kept.close = lambda: None
    monkeypatch.setattr("app.exchange.spool.tempfile.TemporaryFile", lambda **_: kept)
    spool = Spool(tmp_path)
    spool.write("张三反映补偿款".encode() * 200_000)
    assert len(kept.getvalue()) == spool.size
    assert "补偿款".encode() not in kept.getvalue()


def test_rows_come_back_in_order_and_counted():
    found = Rows()
    for number in range(1_001):
        found.add({"n": number})
    assert len(found) == 1_001
    assert [row["n"] for row in found] == list(range(1_001))
    assert (found[0], found[-1]) == ({"n": 0}, {"n": 1_000})
