"""Broken bundles by the ten thousand: how they are broken, what reads them, and what must never happen.

The outermost layer lets nothing through, so most code behind it would never be met. Each `Target` is one
layer that is given mutants of its own; a mutant is refused with `BundleError`, or it says exactly what the
sound one said. Anything else (another error, another answer, a second gone by) is a finding.
"""

import io
import random
import time
from dataclasses import dataclass

from app.errors import BundleError
from app.exchange.checking import check_zip
from app.exchange.enrolment import read_enrolment, write_enrolment
from app.exchange.envelope import open_envelope
from app.exchange.header import parse_header, read_line
from app.exchange.schemas import BESIDE_CONTENT, TABLES
from tests.exchange.zips import Heard, opened_plain, read_zip, write_bag, write_package, write_zip

MANIFEST, PACKAGE = "manifest-sha256.txt", "data/datapackage.json"
LONGEST = 2.0  # seconds of processor time for one of them

_INTERESTING = (
    b"\0", b"\xff", b"\r", b"\n", b"\r\n", b'"', b'""', b",", b"[", b"]", b"{", b"}", b"\\u0000", b"NaN", b"1e999",
    b"-0", b"9" * 40, b"\xef\xbb\xbf", "\u202e".encode(), "\u200b".encode(), "４３".encode(), "e\u0301".encode(),
    "\U0002a6d6".encode(), b"\xed\xa0\x80", b"\xc0\x80", b"../", b"data/con.csv", b"PK\x03\x04", b"PK\x01\x02",
    b"PK\x05\x06", b"PK\x06\x06", b"PK\x07\x08", b"age-encryption.org/v1\n", b"-> X25519 ", b"--- ", b"A" * 4096,
)  # fmt: skip
_NUMBERS = (0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF)


def mutant(data, chance):
    """`data` with one to a few things wrong with it."""
    data = bytearray(data)
    for _ in range(chance.choice((1, 1, 1, 2, 4))):
        _BREAKERS[chance.randrange(len(_BREAKERS))](data, chance)
    return bytes(data)


def _at(data, chance):
    return chance.randrange(len(data) + 1)


def _flip(data, chance):
    if data:
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def _byte(data, chance):
    if data:
        data[chance.randrange(len(data))] = chance.randrange(256)


def _cut(data, chance):
    start = _at(data, chance)
    del data[start : start + chance.choice((1, 2, 4, 16, 64, len(data)))]


def _truncate(data, chance):
    del data[_at(data, chance) :]


def _insert(data, chance):
    start = _at(data, chance)
    data[start:start] = chance.choice(_INTERESTING)


def _overwrite(data, chance):
    start, what = _at(data, chance), chance.choice(_INTERESTING)
    data[start : start + len(what)] = what


def _repeat(data, chance):
    start = _at(data, chance)
    part = data[start : start + chance.choice((1, 8, 46, 200, 2000))]
    data[start:start] = part * chance.choice((1, 1, 3, 50 if len(part) < 100 else 1))


def _move(data, chance):
    start, length = _at(data, chance), chance.choice((1, 4, 30, 100))
    part = data[start : start + length]
    del data[start : start + length]
    there = _at(data, chance)
    data[there:there] = part


def _number(data, chance):
    length = chance.choice((1, 2, 4))
    if len(data) >= length:
        start = chance.randrange(len(data) - length + 1)
        value = chance.choice(_NUMBERS) & (1 << 8 * length) - 1
        data[start : start + length] = value.to_bytes(length, chance.choice(("little", "big")))


_BREAKERS = (_flip, _flip, _byte, _cut, _truncate, _insert, _overwrite, _repeat, _move, _number)


@dataclass(frozen=True)
class Target:
    """One layer: `seeds` are sound, `read` says what it reads or raises, `said` what the sound one says."""

    name: str
    seeds: tuple
    read: object
    same: object

    def try_one(self, data):
        """Why this one is a finding; nothing if all is well."""
        start = time.process_time()
        try:
            found = self.read(data)
        except BundleError:
            found = None
        except Exception as error:  # noqa: BLE001 - that is what is looked for
            return f"{type(error).__name__}: {error}"
        if time.process_time() - start > LONGEST:
            return "took too long"
        return "" if found is None or self.same(found) else "was accepted"


def targets(exchange):
    """The layers of a bundle, from the outside to the inside, and the enrolment file."""
    bundle, keys = exchange.write()[0], exchange.township.keys
    line, _, zipped = opened_plain(exchange.county.keys, bundle).split(b"\n", 2)
    enrolment = write_enrolment("township", exchange.township.code, exchange.township.name, keys, "0a1b2c3d")
    small = read_zip(write_package({"matters": exchange.tables["matters"][:1]}))
    return (
        Target("file", (bundle,), lambda data: _opened(exchange, data), lambda found: found == (line, zipped)),
        Target("header", (line,), lambda data: read_line(data) and parse_header(read_line(data)), lambda header: header),
        Target("enrolment", (enrolment,), read_enrolment, lambda found: found == read_enrolment(enrolment)),
        _inner("zip", write_zip(small), lambda data: data),
        _inner("whole zip", zipped, lambda data: data),
        _inner("manifest", small[MANIFEST], lambda data: write_zip(small | {MANIFEST: data})),
        _inner("package", small[PACKAGE], lambda data: write_bag(_payload(small) | {PACKAGE: data}, {})),
        *(_table(name, rows) for name, rows in exchange.tables.items()),
    )  # fmt: skip


def _inner(name, seed, wrapped):
    """A layer whose mutants still lie in a sound zip and bag."""
    sound = _heard(wrapped(seed))
    return Target(name, (seed,), lambda data: _heard(wrapped(data)), lambda found: found == sound)


def _table(name, rows):
    """One table alone; what is in it may be refused row by row, but nothing may be added to it."""
    payload = _payload(read_zip(write_package({name: rows[:1]})))
    path = f"data/{name}.csv"
    sound = _heard(write_bag(payload, {}))
    return Target(
        f"table {name}", (payload[path],), lambda data: _heard(write_bag(payload | {path: data}, {})),
        lambda found: _adds_nothing(found, sound),
    )  # fmt: skip


def _payload(files):
    return {name: content for name, content in files.items() if name.startswith("data/")}


def _opened(exchange, data):
    opened = open_envelope(data, exchange.county.keys, exchange.enrolled)
    return opened.header.line, b"".join(opened.zip_pieces())


def _heard(data):
    heard = Heard()
    check_zip(io.BytesIO(data), len(data), heard)
    return heard.tables, heard.faults


def _adds_nothing(found, sound):
    """A table may have lost rows or got faults; a record that nobody wrote may not be in it."""
    tables, _ = found
    return all(
        _content(row) in [_content(other) for other in sound[0][name]]
        for name, rows in tables.items()
        if TABLES[name].record
        for row in rows
    )


def _content(row):
    return {name: cell for name, cell in row.items() if name not in BESIDE_CONTENT and cell not in ("", None)}


def findings(target, count, seed):
    """Try `count` mutants of one layer; a sentence for each finding."""
    chance = random.Random(f"{target.name} {seed}")
    found = []
    for turn in range(count):
        data = mutant(chance.choice(target.seeds), chance)
        if problem := target.try_one(data):
            found.append(f"{target.name} {seed}/{turn}: {problem}")
    return found
