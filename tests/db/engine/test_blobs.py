"""What the encrypted contents promise, each with a deliberate breakage that shows the test can fail."""

import hashlib
import io
import os
import secrets
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from app.db.engine import blobs as module
from app.db.engine.blobs import CHUNK, Blobs, DamagedBlob, MissingBlob
from app.errors import StorageError

KEY = bytes(range(32))
HEAD = 40
RECORD = CHUNK + 16
LONG = bytes(range(256)) * 4096 * 2 + b"tail"  # two whole chunks and a short one


@pytest.fixture
def kept(tmp_path: Path) -> Blobs:
    return Blobs(tmp_path / "attachments", KEY)


def put(kept: Blobs, content: bytes) -> str:
    return kept.put("一.pdf", lambda: io.BytesIO(content))[0]


def read(kept: Blobs, sha256: str) -> bytes:
    return b"".join(kept.chunks(sha256))


def is_noticed_in_time(kept: Blobs, sha256: str, content: bytes) -> bool:
    """Whether reading a tampered content raises before anything but a true beginning was given out."""
    given = b""
    try:
        for piece in kept.chunks(sha256):
            given += piece
    except DamagedBlob:
        return content.startswith(given)
    return False


def tamper(kept: Blobs, sha256: str, change: Callable[[bytes], bytes]) -> None:
    path = kept.path(sha256)
    path.write_bytes(change(path.read_bytes()))


def flipped(at: int) -> Callable[[bytes], bytes]:
    return lambda raw: raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :]


def exchanged(raw: bytes) -> bytes:
    """The first two chunks in each other's place."""
    first, second = raw[HEAD : HEAD + RECORD], raw[HEAD + RECORD : HEAD + 2 * RECORD]
    return raw[:HEAD] + second + first + raw[HEAD + 2 * RECORD :]


@pytest.mark.parametrize(
    "content", [b"x", b"x" * CHUNK, b"x" * (CHUNK + 1), b"x" * (CHUNK - 1), LONG], ids=len
)
def test_what_was_put_comes_back(kept: Blobs, tmp_path: Path, content: bytes) -> None:
    sha256 = put(kept, content)
    assert sha256 == hashlib.sha256(content).hexdigest()
    assert read(kept, sha256) == content
    kept.copy_out(sha256, tmp_path / "copy.bin")
    assert (tmp_path / "copy.bin").read_bytes() == content
    assert kept.path(sha256).parent.parent == tmp_path / "attachments"


def test_nothing_of_it_lies_in_clear(kept: Blobs) -> None:
    sha256 = put(kept, "张甲反映征地补偿款".encode() * 100)
    raw = kept.path(sha256).read_bytes()
    assert "张甲".encode() not in raw
    assert kept.path(sha256).stat().st_mode & 0o077 == 0


def test_the_name_on_the_disk_does_not_tell_what_is_in_it(kept: Blobs) -> None:
    sha256 = put(kept, LONG)
    assert sha256 not in str(kept.path(sha256))
    assert Blobs(kept.folder, bytes(32)).path(sha256) != kept.path(sha256)


def test_the_same_content_lies_there_once_and_is_not_written_again(kept: Blobs) -> None:
    first = put(kept, LONG)
    before = kept.path(first).stat()
    assert put(kept, LONG) == first
    assert kept.path(first).stat().st_ino == before.st_ino
    assert list(kept.labels()) == [kept.label(first)]


@pytest.mark.parametrize(
    "change",
    [
        *(flipped(at) for at in (0, 8, 39, 40, HEAD + 1000, HEAD + RECORD - 1, HEAD + RECORD, -1)),
        lambda raw: raw[:-1],
        lambda raw: raw[: HEAD + 2 * RECORD],
        lambda raw: raw[: HEAD + RECORD],
        lambda raw: raw[:HEAD],
        lambda raw: raw[:10],
        lambda raw: b"",
        lambda raw: raw + b"x",
        lambda raw: raw + raw[HEAD:],
        exchanged,
    ],
)
def test_every_change_of_the_file_is_noticed_in_time(kept: Blobs, change: Callable[[bytes], bytes]) -> None:
    sha256 = put(kept, LONG)
    tamper(kept, sha256, change)
    assert is_noticed_in_time(kept, sha256, LONG)
    assert not kept.is_sound(sha256)


def swapped(kept: Blobs) -> str:
    one, two = put(kept, LONG), put(kept, LONG[::-1])
    raw = kept.path(one).read_bytes()
    kept.path(one).write_bytes(kept.path(two).read_bytes())
    kept.path(two).write_bytes(raw)
    return one


def test_two_contents_in_each_others_place_are_noticed(kept: Blobs) -> None:
    assert is_noticed_in_time(kept, swapped(kept), LONG)


def test_another_registers_key_opens_nothing(kept: Blobs) -> None:
    sha256, stranger = put(kept, LONG), Blobs(kept.folder, bytes(32))
    with pytest.raises(MissingBlob):
        stranger.check(sha256)  # it does not even know what the file is called
    stranger.path(sha256).parent.mkdir(exist_ok=True)
    kept.path(sha256).rename(stranger.path(sha256))
    assert is_noticed_in_time(stranger, sha256, LONG)


class Unsealed:
    """A cipher that forgot to authenticate."""

    def encrypt(self, _nonce: bytes, piece: bytes, _place: bytes) -> bytes:
        return piece + bytes(16)

    def decrypt(self, _nonce: bytes, record: bytes, _place: bytes) -> bytes:
        return record[:-16]


class BlindHash:
    """A hash that agrees with everything."""

    def update(self, _piece: bytes) -> None: ...

    def hexdigest(self) -> str:
        return hashlib.new("sha256", LONG).hexdigest()


def test_breakage_without_authentication_a_flipped_bit_goes_through(
    kept: Blobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Blobs, "_cipher", lambda *_: Unsealed())
    sha256 = put(kept, LONG)
    tamper(kept, sha256, flipped(HEAD + 1000))
    assert not is_noticed_in_time(kept, sha256, LONG)


def test_breakage_without_the_name_in_the_key_a_swap_goes_through(
    kept: Blobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = module.derived
    monkeypatch.setattr(module, "derived", lambda key, _purpose, salt=b"": right(key, b"", salt))
    assert not is_noticed_in_time(kept, swapped(kept), LONG)


def test_breakage_without_the_last_mark_and_the_hash_a_cut_goes_through(
    kept: Blobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_place", lambda index, *, last: b"")
    sha256 = put(kept, LONG)
    tamper(kept, sha256, lambda raw: raw[: HEAD + 2 * RECORD])
    assert is_noticed_in_time(kept, sha256, LONG)  # the hash still stands behind the mark
    label = kept.label(sha256)
    monkeypatch.setattr(Blobs, "label", lambda _self, _sha256: label)
    monkeypatch.setattr(module.hashlib, "sha256", BlindHash)
    assert not is_noticed_in_time(kept, sha256, LONG)


def test_breakage_without_the_place_in_the_nonce_an_exchange_goes_through(
    kept: Blobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_place", lambda index, *, last: b"")
    monkeypatch.setattr(module, "_nonce", lambda index: bytes(12))
    sha256 = put(kept, LONG[: 2 * CHUNK - 1] + b"xx")
    tamper(kept, sha256, exchanged)
    assert not is_noticed_in_time(kept, sha256, LONG[: 2 * CHUNK - 1] + b"xx")


def test_a_missing_content_is_one_sentence(kept: Blobs) -> None:
    sha256 = put(kept, LONG)
    kept.path(sha256).unlink()
    with pytest.raises(MissingBlob, match=r"不见了.*请从最近的备份恢复"):
        read(kept, sha256)


def test_adding_a_damaged_content_again_mends_it(kept: Blobs) -> None:
    sha256 = put(kept, LONG)
    tamper(kept, sha256, flipped(HEAD))
    assert put(kept, LONG) == sha256
    assert read(kept, sha256) == LONG


def test_a_file_that_changes_while_it_is_read_is_not_kept(kept: Blobs) -> None:
    versions = iter([b"one", b"two"])
    with pytest.raises(StorageError, match=r"“一\.pdf”在读取时被改动了"):
        kept.put("一.pdf", lambda: io.BytesIO(next(versions)))
    assert everything(kept) == []


class Unreadable(io.BytesIO):
    def read(self, *_args: object) -> bytes:
        raise OSError(5, "Input/output error")


def test_a_stick_that_cannot_be_read_is_one_sentence(kept: Blobs) -> None:
    with pytest.raises(StorageError, match=r"“一\.pdf”读不出来.*没有添加"):
        kept.put("一.pdf", Unreadable)


def test_a_full_disk_names_the_file_and_leaves_nothing(kept: Blobs, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    kept.folder.mkdir()
    kept.path(hashlib.sha256(LONG).hexdigest()).parent.mkdir()
    with pytest.raises(StorageError, match=r"磁盘已满，“一\.pdf”没有写成"):
        put(kept, LONG)
    assert everything(kept) == []


class Stop(Exception):
    pass


@pytest.mark.parametrize("reads", [0, 1, 2, 3, 4, 5])
def test_stopping_anywhere_leaves_nothing_half_done(kept: Blobs, reads: int) -> None:
    left = reads

    def watch(_bytes: int) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise Stop

    with pytest.raises(Stop):
        kept.put("一.pdf", lambda: io.BytesIO(LONG), watch)
    assert everything(kept) == []


def everything(kept: Blobs) -> list[Path]:
    return [path for path in kept.folder.rglob("*") if path.is_file()]


class Cut(BaseException):
    """The power goes: nothing after this runs, not even tidying up."""


@pytest.fixture
def powerless(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Lets the power go at the n-th sync or rename; after that nothing reaches the disk."""

    def arm(at: int) -> None:
        left, gone = at, False
        real = {"fsync": os.fsync, "replace": Path.replace, "unlink": Path.unlink}

        def step(name: str) -> Callable[..., object]:
            def act(*args: object, **names: object) -> object:
                nonlocal left, gone
                left -= name != "unlink"
                if gone or left < 0:
                    gone = True
                    raise Cut
                return real[name](*args, **names)  # type: ignore[operator]

            return act

        monkeypatch.setattr(os, "fsync", step("fsync"))
        monkeypatch.setattr(Path, "replace", step("replace"))
        monkeypatch.setattr(Path, "unlink", step("unlink"))

    return arm


@pytest.mark.parametrize("at", range(5))
def test_a_cut_leaves_a_whole_content_or_only_leavings_that_are_swept(
    kept: Blobs, powerless: Callable[[int], None], monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    powerless(at)
    with pytest.raises(Cut):
        put(kept, LONG)
    monkeypatch.undo()
    after = Blobs(kept.folder, KEY)
    after.sweep()
    whole = hashlib.sha256(LONG).hexdigest()
    assert list(after.labels()) in ([], [after.label(whole)])
    assert not list(after.labels()) or after.is_sound(whole)
    assert {path.suffix for path in everything(after)} <= {".att"}
    assert read(after, put(after, LONG)) == LONG


def test_the_content_is_synced_before_it_gets_its_name_and_the_name_after(
    kept: Blobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(kept, b"\x00" + LONG)
    done: list[str] = []
    real_fsync, real_replace = os.fsync, Path.replace
    monkeypatch.setattr(os, "fsync", lambda handle: (done.append("fsync"), real_fsync(handle))[1])
    monkeypatch.setattr(Path, "replace", lambda path, to: (done.append("rename"), real_replace(path, to))[1])
    content = next(
        text
        for text in (b"%d" % n for n in range(9999))
        if kept.label(hashlib.sha256(text).hexdigest())[:2] == next(kept.labels())[:2]
    )
    put(kept, content)
    assert done == ["fsync", "rename", "fsync"]


def test_no_whole_file_is_ever_in_memory(kept: Blobs, tmp_path: Path) -> None:
    source = tmp_path / "big.bin"
    with source.open("wb") as file:
        for _ in range(12):
            file.write(secrets.token_bytes(CHUNK))
    tracemalloc.start()
    sha256, size = kept.put("big.bin", lambda: source.open("rb"))
    kept.copy_out(sha256, tmp_path / "copy.bin")
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert size == 12 * CHUNK
    assert most < 7 * CHUNK


def test_a_copy_to_another_folder_is_the_same_file_and_reads_alike(kept: Blobs, tmp_path: Path) -> None:
    sha256 = put(kept, LONG)
    kept.copy_to(tmp_path / "backup", sha256)
    there = Blobs(tmp_path / "backup", KEY)
    assert read(there, sha256) == LONG


def test_where_two_names_cannot_share_a_file_it_is_copied(
    kept: Blobs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def other_disk(*_args: object) -> None:
        raise OSError(18, "Invalid cross-device link")

    monkeypatch.setattr(os, "link", other_disk)
    sha256 = put(kept, LONG)
    kept.copy_to(tmp_path / "stick", sha256)
    there = Blobs(tmp_path / "stick", KEY)
    assert read(there, sha256) == LONG
    assert there.path(sha256).stat().st_ino != kept.path(sha256).stat().st_ino
