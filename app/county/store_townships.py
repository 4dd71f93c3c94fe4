"""The townships' rows: who they are, which keys are theirs, how far they take part."""

from dataclasses import dataclass

from app.county.store import CountyStore
from app.exchange.enrolment import Enrolment
from app.exchange.identities import PublicKeys


@dataclass(frozen=True)
class Township:
    """One enrolled township; `level` is how far it takes part (0 paper … 3 assignments)."""

    code: str
    name: str
    public: PublicKeys
    verified: bool
    level: int
    epoch: str


_COLUMNS = "code, name, age, ed25519, verified, level, epoch"


def all_townships(store: CountyStore) -> tuple[Township, ...]:
    """Every enrolled township, by code."""
    rows = store.rows(f"SELECT {_COLUMNS} FROM townships ORDER BY code")
    return tuple(_township(row) for row in rows)


def find_township(store: CountyStore, code: str) -> Township | None:
    """The township with this code, if it is enrolled."""
    rows = store.rows(f"SELECT {_COLUMNS} FROM townships WHERE code = ?", (code,))
    return _township(rows[0]) if rows else None


def is_verified(store: CountyStore, code: str) -> bool:
    """Whether the digits of its sealed sheet were compared; until then nothing of it counts."""
    return bool(store.value("SELECT verified FROM townships WHERE code = ?", (code,)))


def verify(store: CountyStore, code: str) -> None:
    """From now on it counts."""
    store.run("UPDATE townships SET verified = 1 WHERE code = ?", (code,))


def put_township(store: CountyStore, enrolment: Enrolment, *, verified: bool, now: str) -> None:
    """Enrol a township, or give a known one its new name, keys or mark of verification."""
    public = enrolment.public
    store.run(
        "INSERT INTO townships (code, name, age, ed25519, key_id, verified, enrolled_at, level, epoch, numbered)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, 0, '', 0) ON CONFLICT (code) DO UPDATE SET name = excluded.name,"
        " age = excluded.age, ed25519 = excluded.ed25519, key_id = excluded.key_id,"
        " verified = excluded.verified, enrolled_at = excluded.enrolled_at",
        (
            enrolment.code,
            enrolment.name,
            public.age_recipient,
            public.ed25519,
            public.key_id,
            int(verified),
            now,
        ),
    )


def retire_keys(store: CountyStore, township: Township, now: str) -> None:
    """Keep what the office's keys were until now; they open nothing any more."""
    public = township.public
    store.run(
        "INSERT INTO past_keys (code, key_id, age, ed25519, retired_at) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (code, key_id) DO UPDATE SET retired_at = excluded.retired_at",
        (township.code, public.key_id, public.age_recipient, public.ed25519, now),
    )


def raise_level(store: CountyStore, code: str, level: int) -> None:
    """A township that does more than before is shown so."""
    store.run("UPDATE townships SET level = ? WHERE code = ? AND level < ?", (level, code, level))


def start_epoch(store: CountyStore, code: str, epoch: str) -> None:
    """A new life of the township's register begins: the county's copy of its journal starts over."""
    store.run("UPDATE townships SET epoch = ? WHERE code = ?", (epoch, code))
    store.run("DELETE FROM entries WHERE township = ?", (code,))


def next_numbers(store: CountyStore, code: str, count: int) -> list[str]:
    """County numbers (县局编号) for `count` matters of one township."""
    first = store.value("SELECT numbered FROM townships WHERE code = ?", (code,))
    store.run("UPDATE townships SET numbered = numbered + ? WHERE code = ?", (count, code))
    return [f"{code}-{first + step:06d}" for step in range(1, count + 1)]


def _township(row: tuple[str, str, str, str, int, int, str]) -> Township:
    code, name, age, ed25519, verified, level, epoch = row
    return Township(code, name, PublicKeys(age, ed25519), bool(verified), level, epoch)
