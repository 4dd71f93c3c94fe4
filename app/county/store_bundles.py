"""The bundles' rows: what arrived, what was answered, what was sent down."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.county.series import Arrived, Known
from app.county.store import CountyStore
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


def known(store: CountyStore, code: str, epoch: str, header: Header) -> Known:
    """What the county knows of a township, as far as it matters for this bundle."""
    rows = store.rows(
        "SELECT sequence, hash, previous, state, taken_at FROM bundles WHERE township = ? AND epoch = ?",
        (code, header.epoch),
    )
    past = store.rows(
        "SELECT DISTINCT epoch FROM bundles WHERE township = ? AND epoch <> ? AND state = 'take'",
        (code, epoch),
    )
    last = store.value("SELECT max(seq) FROM entries WHERE township = ?", (code,)) or 0
    head = store.value(
        "SELECT hash FROM entries WHERE township = ? AND seq = ?", (code, header.journal.from_seq)
    )
    arrived = {row[0]: Arrived(*row[1:]) for row in rows}
    return Known(epoch, frozenset(row[0] for row in past), arrived, last, head or "")


def put_bundle(store: CountyStore, header: Header, file_name: str, state: str, note: str, now: str) -> int:
    """The row of a bundle that arrived, or that now moves from held to taken; its id."""
    period = header.period
    span = (period.id, period.start.isoformat(), period.end.isoformat()) if period else ("", "", "")
    return int(
        store.value(
            "INSERT INTO bundles (township, kind, period, period_start, period_end, epoch, sequence, hash, previous,"
            " file_name, taken_at, state, note, counts, head_seq, head)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '{}', ?, ?)"
            " ON CONFLICT (hash) DO UPDATE SET state = excluded.state, note = excluded.note,"
             " answered_in = NULL RETURNING id",
            (
                header.sender.code, header.kind, *span, header.epoch, header.sequence, header.hash, header.previous,
                file_name, now, state, note, header.journal.to_seq, header.journal.to_head,
            ),
        )
    )  # fmt: skip


def put_answers(store: CountyStore, bundle: int, answers: Sequence[Answer]) -> None:
    """Keep what is to be answered until the next acknowledgement is written; its counts with the bundle."""
    by_table: dict[str, list[tuple[object, ...]]] = defaultdict(list)
    for a in answers:
        by_table[a.record_table].append(
            (a.record_id, a.revision, a.result, a.county_number, a.field, a.sentence)
        )
    columns = ("bundle", "record_table", "answers")
    store.add(
        "answers",
        columns,
        [(bundle, table, json.dumps(rows, ensure_ascii=False)) for table, rows in by_table.items()],
    )
    counts = Counter(answer.result for answer in answers)
    store.run("UPDATE bundles SET counts = ? WHERE id = ?", (json.dumps(counts), bundle))


def put_figures(store: CountyStore, bundle: int, header: Header, rows: Iterable[Row]) -> None:
    """The township's own figures of a period; those of its latest bundle for that period stand."""
    if header.period is None or _has_later(store, header):
        return
    columns = ("township", "period", "figure", "value", "numerator", "denominator", "text", "bundle")
    values = {
        row["figure"]: (
            header.sender.code, header.period.id, row["figure"], row.get("value"), row.get("numerator"),
            row.get("denominator"), row.get("text") or "", bundle,
        )
        for row in rows
    }  # fmt: skip
    store.put("figures", columns, list(values.values()), ("township", "period", "figure"))


def _has_later(store: CountyStore, header: Header) -> bool:
    assert header.period
    return bool(
        store.value(
            "SELECT 1 FROM figures JOIN bundles ON bundles.id = figures.bundle WHERE figures.township = ?"
            " AND figures.period = ? AND bundles.epoch = ? AND bundles.sequence > ?",
            (header.sender.code, header.period.id, header.epoch, header.sequence),
        )
    )


def held_bundles(store: CountyStore, code: str, epoch: str = "") -> list[tuple[str, str]]:
    """Hash and file name of what waits, in order: in one life of the township's register or in all of them."""
    rows = store.rows(
        "SELECT b.hash, b.file_name FROM bundles b JOIN (SELECT epoch, min(id) AS first FROM bundles"
        " WHERE township = :code GROUP BY epoch) AS lives ON lives.epoch = b.epoch"
        " WHERE b.township = :code AND b.state = 'hold' AND (b.epoch = :epoch OR :epoch = '')"
        " ORDER BY lives.first, b.sequence",
        {"code": code, "epoch": epoch},
    )
    return [(row[0], row[1]) for row in rows]


def bundles_of(store: CountyStore, code: str = "", *, unanswered: bool = False) -> list[BundleRow]:
    """A township's bundles in order, or everybody's; `unanswered` those not yet acknowledged, the held ones too (县局已收)."""
    limits = [("township = ?", True)] if code else []
    limits += [("answered_in IS NULL", False)] if unanswered else []
    where = " WHERE " + " AND ".join(limit for limit, _ in limits) if limits else ""
    rows = store.rows(f"SELECT {_COLUMNS} FROM bundles{where} ORDER BY id", (code,) if code else ())
    return [BundleRow(*(*row[:-1], json.loads(row[-1]))) for row in rows]


def bundle_by(store: CountyStore, digest: str) -> BundleRow | None:
    """The bundle with this hash, if it has arrived."""
    rows = store.rows(f"SELECT {_COLUMNS} FROM bundles WHERE hash = ?", (digest,))
    return BundleRow(*(*rows[0][:-1], json.loads(rows[0][-1]))) if rows else None


def answers_to(store: CountyStore, bundle: int) -> list[Answer]:
    """The answers to one bundle's records."""
    rows = store.rows(
        "SELECT record_table, answers FROM answers WHERE bundle = ? ORDER BY record_table", (bundle,)
    )
    return [Answer(table, *answer) for table, answers in rows for answer in sorted(json.loads(answers))]


def last_sent(store: CountyStore, code: str, epoch: str) -> tuple[int, str]:
    """Number and hash of the last bundle sent down to a township; (0, "") before the first."""
    rows = store.rows(
        "SELECT sequence, hash FROM sent WHERE township = ? AND epoch = ? ORDER BY sequence DESC LIMIT 1",
        (code, epoch),
    )
    return (rows[0][0], rows[0][1]) if rows else (0, "")


def put_sent(store: CountyStore, header: Header, body: bytes, bundles: Sequence[int]) -> int:
    """Keep a bundle that goes down, byte for byte, before it is written anywhere; its row's id."""
    sent = int(store.value(
        "INSERT INTO sent (township, epoch, sequence, hash, file_name, body) VALUES (?, ?, ?, ?, ?, ?) RETURNING id",
        (header.receiver.code, header.epoch, header.sequence, header.hash, header.file_name, body),
    ))  # fmt: skip
    for bundle in bundles:
        store.run("UPDATE bundles SET answered_in = ? WHERE id = ?", (sent, bundle))
    return sent


def unwritten(store: CountyStore, *, again: bool) -> list[tuple[int, str, bytes]]:
    """What still has to be put on a stick; `again` the newest for every township once more."""
    where = "id IN (SELECT max(id) FROM sent GROUP BY township)" if again else "written_at IS NULL"
    rows = store.rows(f"SELECT id, file_name, body FROM sent WHERE {where} ORDER BY id")
    return [(row[0], row[1], bytes(row[2])) for row in rows]


def mark_written(store: CountyStore, sent: Iterable[int], now: str) -> None:
    """These files lie in the folder the clerk named."""
    for one in sent:
        store.run("UPDATE sent SET written_at = ? WHERE id = ?", (now, one))
