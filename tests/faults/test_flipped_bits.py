"""One flipped bit in a file: noticed before a wrong word is shown, or without any effect."""

import random
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from app.county.desk import create_county
from app.db import attachments, journal, verification
from app.db.engine import keys
from app.db.engine.blobs import Blobs
from app.db.engine.costs import LEAST
from app.errors import AppError
from app.services.attachments import Source
from app.services.desk import Desk
from tests.conftest import PASSWORD
from tests.faults import prepared
from tests.faults.power import Tree, lay_out, read_tree
from tests.faults.sizes import IS_LARGE, size

pytestmark = [pytest.mark.slow, pytest.mark.timeout(3_600 if IS_LARGE else 300)]
FLIPS = size(400, 10_000)


@pytest.fixture(scope="module")
def register() -> Tree:
    with prepared.scratch() as place:
        lay_out(prepared.office(), place / "desk")
        with prepared.reopen(place / "desk") as desk:
            matter_id = desk.matters.find("水渠")[0].id
            desk.attachments.add(matter_id, [Source.content("照片.jpg", b"\xff\xd8\xff" + bytes(3000))])
        return read_tree(place / "desk")


def _content(folder: Path) -> object:
    """What the clerk would be shown, or that something is wrong."""
    try:
        with prepared.reopen(folder) as desk:
            store = desk.register.store
            problems = verification.quick_checks(store) + journal.check_chain(store)
            problems += desk.attachments.verify(full=True).problems
            rows = store.rows("SELECT number, title, state, people FROM matters ORDER BY number")
            return problems or [rows, [entry.hash for entry in journal.read(store)][:12]]
    except AppError:
        return []


def silent(tree: Tree, name: str, tries: int, shown: Callable[[Path], object] = _content) -> list[int]:
    """The bits whose flipping shows something else without a word."""
    chance, found = random.Random(3), []
    content = tree[name]
    assert content is not None
    with prepared.scratch() as place:
        lay_out(tree, place / "desk")
        right = shown(place / "desk")
        for _ in range(tries):
            bit = chance.randrange(len(content) * 8)
            flipped = bytearray(content)
            flipped[bit // 8] ^= 1 << (bit % 8)
            lay_out(tree | {name: bytes(flipped)}, place / "desk")
            seen = shown(place / "desk")
            if not _is_noticed(seen) and seen != right:
                found.append(bit)
    return found


def _is_noticed(seen: object) -> bool:
    return not seen or (isinstance(seen, list) and isinstance(seen[0], str))


def test_a_flipped_bit_never_shows_a_wrong_word(register: Tree) -> None:
    assert silent(register, "main.db", FLIPS) == []


@pytest.mark.parametrize("schema", ["", "2026-11"])
@pytest.mark.parametrize("name", ["keys.a", "keys.b"])
def test_a_flipped_bit_of_one_key_file_locks_nobody_out(register: Tree, schema: str, name: str) -> None:
    """The other one is whole; the keys of the first format had no digest to tell which."""
    tree, chance = prepared.old_register(schema) if schema else register, random.Random(3)
    content = tree[name] or b""
    key_files = {other: tree[other] for other in keys.COPIES}
    with prepared.scratch() as place:
        lay_out(key_files, place / "desk")
        right = keys.unlock(place / "desk", PASSWORD)
        for _ in range(FLIPS):
            flipped, bit = bytearray(content), chance.randrange(len(content) * 8)
            flipped[bit // 8] ^= 1 << (bit % 8)
            lay_out(key_files | {name: bytes(flipped)}, place / "desk")
            keys.bring_forward(place / "desk")
            keys.copy_keys(place / "desk", place)
            assert keys.unlock(place / "desk", PASSWORD) == keys.unlock(place, PASSWORD) == right, bit
            for copied in keys.COPIES:
                (place / copied).unlink()


def test_a_flipped_bit_of_an_attachment_is_always_noticed(register: Tree, tmp_path: Path) -> None:
    name = next(name for name in register if name.startswith("attachments/") and name.endswith(".att"))
    content, chance = register[name] or b"", random.Random(5)
    lay_out(register, tmp_path / "desk")
    with prepared.reopen(tmp_path / "desk") as desk:
        blobs = attachments.blobs(tmp_path / "desk", desk.register.store)
        (sha256,) = attachments.hashes(desk.register.store)
        for _ in range(FLIPS):
            assert not _is_sound_when_flipped(blobs, sha256, content, chance.randrange(len(content) * 8))


def _is_sound_when_flipped(blobs: Blobs, sha256: str, content: bytes, bit: int) -> bool:
    flipped = bytearray(content)
    flipped[bit // 8] ^= 1 << (bit % 8)
    blobs.path(sha256).write_bytes(bytes(flipped))
    return blobs.is_sound(sha256)


def test_a_flipped_bit_of_a_bundle_is_always_refused(desk: Desk, tmp_path: Path) -> None:
    prepared.register(desk, 1)
    made = create_county(str(tmp_path / "县局"), "青川县信访局", "430999000000", PASSWORD, cost=LEAST)
    with closing(made) as county:
        desk.exchange.enrol_county(county.enrolment_file.read_bytes())
        county.enrol(desk.exchange.enrolment(), desk.exchange.status().check_number)
        desk.month.close(desk.month.period("2026-10"))
        file = desk.exchange.export(desk.month.period("2026-10"), tmp_path / "stick").path
        content, chance = file.read_bytes(), random.Random(9)
        for _ in range(FLIPS):
            flipped, bit = bytearray(content), chance.randrange(len(content) * 8)
            flipped[bit // 8] ^= 1 << (bit % 8)
            file.write_bytes(bytes(flipped))
            assert county.take([file])[0].state == "refused", bit
        file.write_bytes(content)
        assert county.take([file])[0].state == "accepted"


def test_a_file_without_its_checksums_is_noticed(register: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite alone misses most flips: without SQLCipher's and the chain's checks wrong words would be shown."""

    def unchecked(folder: Path) -> object:
        raw = (folder / "main.db").read_bytes()
        return [[raw], []]

    assert len(silent(register, "main.db", 20, unchecked)) == 20
