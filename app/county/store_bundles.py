"""The bundles' rows: what arrived, what was answered, what was sent down."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.county.series import Arrived, Known
from app.db.engine.connection import Store
from app.exchange.header import Header
from app.exchange.schemas import Row


@dataclass(frozen=True)
class BundleRow:
    """One bundle that arrived: taken in, or held until a missing one comes."""

    id: int
    township: str
    kind: str
    period: str
    start: str
    end: str
    epoch: str
    sequence: int
    hash: str
    taken_at: str
    state: str
    note: str
    counts: Mapping[str, int]


@dataclass(frozen=True)
class Answer:
    """What became of one record, as it goes back to the township."""

    record_table: str
    record_id: str
    revision: int
    result: str
    county_number: str = ""
    field: str = ""
    sentence: str = ""


_COLUMNS = "id, township, kind, period, period_start, period_end, epoch, sequence, hash, taken_at, state, note, counts"


def known(store: Store, code: str, epoch: str, header: Header) -> Known:
    """What the county knows of a township, as far as it matters for this bundle."""
    rows = store.rows(
        "SELECT sequence, hash, previous, state, taken_at FROM bundles WHERE township = ? AND epoch = ?",
        (code, header.epoch),
    )
    past = store.rows("SELECT DISTINCT epoch FROM bundles WHERE township = ? AND epoch <> ?", (code, epoch))
    last = store.value("SELECT max(seq) FROM entries WHERE township = ?", (code,)) or 0
    head = store.value(
        "SELECT hash FROM entries WHERE township = ? AND seq = ?", (code, header.journal.from_seq)
    )
    arrived = {row[0]: Arrived(*row[1:]) for row in rows}
    return Known(epoch, frozenset(row[0] for row in past), arrived, last, head or "")


def put_bundle(store: Store, header: Header, file_name: str, state: str, note: str, now: str) -> int:
    """The row of a bundle that arrived, or that now moves from held to taken; its id."""
    period = header.period
    span = (period.id, period.start.isoformat(), period.end.isoformat()) if period else ("", "", "")
    store.connection.execute(
        "INSERT INTO bundles (township, kind, period, period_start, period_end, epoch, sequence, hash, previous,"
        " file_name, taken_at, state, note, counts, head_seq, head)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '{}', ?, ?)"
        " ON CONFLICT (hash) DO UPDATE SET state = excluded.state, note = excluded.note, answered_in = NULL",
        (
            header.sender.code, header.kind, *span, header.epoch, header.sequence, header.hash, header.previous,
            file_name, now, state, note, header.journal.to_seq, header.journal.to_head,
        ),
    )  # fmt: skip
    return int(store.value("SELECT id FROM bundles WHERE hash = ?", (header.hash,)))


def put_answers(store: Store, bundle: int, answers: Sequence[Answer], counts: Mapping[str, int]) -> None:
    """Keep what is to be answered until the next acknowledgement is written."""
    store.connection.executemany(
        "INSERT INTO answers (bundle, record_table, record_id, revision, result, county_number, field, sentence)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (bundle, a.record_table, a.record_id, a.revision, a.result, a.county_number, a.field, a.sentence)
            for a in answers
        ),
    )
    store.connection.execute("UPDATE bundles SET counts = ? WHERE id = ?", (json.dumps(dict(counts)), bundle))


def put_figures(store: Store, bundle: int, header: Header, rows: Iterable[Row]) -> None:
    """The township's own figures of a period; those of its latest bundle for that period stand."""
    if header.period is None or _has_later(store, header):
        return
    store.connection.executemany(
        "INSERT OR REPLACE INTO figures (township, period, figure, value, numerator, denominator, text, bundle)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (
                header.sender.code, header.period.id, row["figure"], row.get("value"), row.get("numerator"),
                row.get("denominator"), row.get("text") or "", bundle,
            )
            for row in rows
        ),
    )  # fmt: skip


def _has_later(store: Store, header: Header) -> bool:
    assert header.period
    return bool(
        store.value(
            "SELECT 1 FROM figures JOIN bundles ON bundles.id = figures.bundle WHERE figures.township = ?"
            " AND figures.period = ? AND bundles.epoch = ? AND bundles.sequence > ?",
            (header.sender.code, header.period.id, header.epoch, header.sequence),
        )
    )


def held_bundles(store: Store, code: str, epoch: str) -> list[tuple[str, str]]:
    """Hash and file name of what waits for a missing bundle, in order."""
    rows = store.rows(
        "SELECT hash, file_name FROM bundles WHERE township = ? AND epoch = ? AND state = 'hold' ORDER BY sequence",
        (code, epoch),
    )
    return [(row[0], row[1]) for row in rows]


def bundles_of(store: Store, code: str, *, unanswered: bool = False) -> list[BundleRow]:
    """A township's bundles in order; `unanswered` those not yet acknowledged, the held ones too (县局已收)."""
    where = " AND answered_in IS NULL" if unanswered else ""
    rows = store.rows(
        f"SELECT {_COLUMNS} FROM bundles WHERE township = ?{where} ORDER BY id",
        (code,),
    )
    return [BundleRow(*(*row[:-1], json.loads(row[-1]))) for row in rows]


def answers_to(store: Store, bundle: int) -> list[Answer]:
    """The answers to one bundle's records."""
    rows = store.rows(
        "SELECT record_table, record_id, revision, result, county_number, field, sentence FROM answers"
        " WHERE bundle = ? ORDER BY record_table, record_id",
        (bundle,),
    )
    return [Answer(*row) for row in rows]


def last_sent(store: Store, code: str, epoch: str) -> tuple[int, str]:
    """Number and hash of the last bundle sent down to a township; (0, "") before the first."""
    rows = store.rows(
        "SELECT sequence, hash FROM sent WHERE township = ? AND epoch = ? ORDER BY sequence DESC LIMIT 1",
        (code, epoch),
    )
    return (rows[0][0], rows[0][1]) if rows else (0, "")


def put_sent(store: Store, header: Header, body: bytes, bundles: Sequence[int]) -> None:
    """Keep a bundle that goes down, byte for byte, before it is written anywhere."""
    cursor = store.connection.execute(
        "INSERT INTO sent (township, epoch, sequence, hash, file_name, body) VALUES (?, ?, ?, ?, ?, ?)",
        (header.receiver.code, header.epoch, header.sequence, header.hash, header.file_name, body),
    )
    store.connection.executemany(
        "UPDATE bundles SET answered_in = ? WHERE id = ?", ((cursor.lastrowid, bundle) for bundle in bundles)
    )


def unwritten(store: Store, *, again: bool) -> list[tuple[int, str, bytes]]:
    """What still has to be put on a stick; `again` the newest for every township once more."""
    where = "id IN (SELECT max(id) FROM sent GROUP BY township)" if again else "written_at IS NULL"
    return [
        (row[0], row[1], row[2])
        for row in store.rows(f"SELECT id, file_name, body FROM sent WHERE {where} ORDER BY id")
    ]


def mark_written(store: Store, sent: Iterable[int], now: str) -> None:
    """These files lie in the folder the clerk named."""
    store.connection.executemany("UPDATE sent SET written_at = ? WHERE id = ?", ((now, one) for one in sent))
