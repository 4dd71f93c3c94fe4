import io
import re
import stat
import struct
import tracemalloc
import zipfile
import zlib

import pytest

from app.errors import BundleError
from app.exchange import archive
from app.exchange.bag import ALLOWED
from tests.exchange.zips import read_zip, write_zip

FILES = {"data/a.csv": b"one,two\r\n" * 20, "data/b.csv": b"x", "data/c.csv": b""}


def refused(data, match="不完整或已损坏"):
    with pytest.raises(BundleError, match=match):
        read_zip(data, ALLOWED)


def zipped(*members, **options):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", **options) as file:
        for name, content in members:
            file.writestr(name, content)
    return buffer.getvalue()


def entry(name="data/a.csv", mode=0o100644, system=3):
    info = zipfile.ZipInfo(name)
    info.external_attr, info.create_system = mode << 16, system
    return info


def test_what_was_written_is_read_and_python_agrees():
    data = write_zip(FILES)
    assert read_zip(data, ALLOWED) == FILES
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        assert file.testzip() is None
        assert {name: file.read(name) for name in file.namelist()} == FILES


def test_the_same_files_give_the_same_bytes():
    assert write_zip(FILES) == write_zip(dict(FILES))


def test_other_writers_plain_zips_can_be_read():
    for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        assert read_zip(zipped(*FILES.items(), compression=method), ALLOWED) == FILES


def test_very_repetitive_text_is_stored_so_that_no_reader_takes_it_for_a_bomb():
    files = {"data/a.csv": b"a" * 1_000_000}
    assert read_zip(write_zip(files), ALLOWED) == files


def test_a_ratio_bomb_is_refused_unopened():
    refused(zipped(("data/a.csv", b"\0" * 1_000_000), compression=zipfile.ZIP_DEFLATED), "文件过大")


def test_a_bomb_that_lies_about_its_size_is_never_blown_up():
    squeezer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = squeezer.compress(b"\0" * 50_000_000) + squeezer.flush()
    honest = write_zip({"data/a.csv": packed})  # stored: the packed bytes lie in it as they are
    lying = bytearray(honest)
    size = len(packed) * 50
    central = lying.rindex(b"PK\x01\x02")
    for base, method, sizes in ((0, 8, 18), (central, 10, 20)):
        struct.pack_into("<H", lying, base + method, 8)
        struct.pack_into("<II", lying, base + sizes, len(packed), size)
    lying = bytes(lying)
    tracemalloc.start()
    refused(lying)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 3 * size


def test_more_than_the_whole_limit_is_refused_by_its_own_words(monkeypatch):
    data = write_zip({"data/a.csv": b"12345", "data/b.csv": b"67890"})
    monkeypatch.setattr(archive, "MOST_BYTES", 9)
    refused(data, "文件过大")


def test_too_many_entries_are_refused_both_ways(monkeypatch):
    files = {f"data/attachments/{number:064x}": b"" for number in range(3)}
    written = write_zip(files)
    monkeypatch.setattr(archive, "MOST_ENTRIES", 2)
    refused(written, "文件过大")
    with pytest.raises(BundleError, match="文件过大"):
        write_zip(files)


@pytest.mark.parametrize(
    "name",
    [
        "../data/a.csv",
        "data/../a.csv",
        "/etc/passwd",
        "data\\a.csv",
        "C:a.csv",
        "data/con.csv",
        "data/nul.csv",
        "data/prn.csv",
        "data/A.csv",
        "data/a.csv ",
        "data/a.csv.",
        "data/a.exe",
        "data/attachments/../x",
        "data/attachments/" + "G" * 64,
        "data/表.csv",
        "data/",
    ],
)
def test_only_the_names_we_write_are_read(name):
    refused(zipped((name, b"x")))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_that_stands_twice_is_refused():
    refused(zipped(("data/a.csv", b"x"), ("data/a.csv", b"y")))


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFDIR, stat.S_IFIFO, stat.S_IFCHR])
def test_links_folders_and_devices_are_refused(kind):
    refused(zipped((entry(mode=kind | 0o777), b"/etc/passwd")))


@pytest.mark.parametrize(("method"), [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_compressions_are_refused(method):
    refused(zipped(("data/a.csv", b"x" * 100), compression=method))


def test_a_file_marked_encrypted_is_refused():
    data = bytearray(write_zip({"data/a.csv": b"x"}))
    data[6] |= 1
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    refused(bytes(data))


def test_two_entries_over_the_same_bytes_are_refused():
    data = bytearray(write_zip({"data/a.csv": b"x", "data/b.csv": b"x"}))
    second = data.rindex(b"PK\x01\x02")
    struct.pack_into("<I", data, second + 42, 0)
    refused(bytes(data))


def test_a_file_the_directory_does_not_name_is_refused():
    data = write_zip({"data/a.csv": b"x", "data/b.csv": b"y"})
    first, second, end = data.index(b"PK\x01\x02"), data.rindex(b"PK\x01\x02"), len(data) - 22
    tail = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, 1, 1, end - second, first, 0)
    refused(data[:first] + data[second:end] + tail)


def test_a_second_name_in_the_local_header_is_refused():
    data = write_zip({"data/a.csv": b"x"})
    refused(data.replace(b"data/a.csv", b"data/b.csv", 1))


@pytest.mark.parametrize(
    "change", [lambda d: b"#!" + d, lambda d: d + b"\0", lambda d: d[:-22] + b"\0\0" + d[-22:]]
)
def test_bytes_before_between_or_behind_are_refused(change):
    refused(change(write_zip(FILES)))


def test_an_archive_comment_and_extra_fields_are_refused():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        info = entry()
        info.extra = b"\x75\x70\x01\x00\x00"
        file.writestr(info, b"x")
    refused(buffer.getvalue())
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        file.writestr("data/a.csv", b"x")
        file.comment = b"note"
    refused(buffer.getvalue())


def test_a_wrong_checksum_is_noticed():
    data = write_zip({"data/a.csv": b"xyz"})
    refused(data.replace(b"xyz", b"xyy", 1))


def test_no_truncation_is_read():
    data = write_zip(FILES)
    for length in range(len(data)):
        refused(data[:length])


def test_an_empty_pattern_lets_nothing_through():
    with pytest.raises(BundleError):
        read_zip(write_zip({"data/a.csv": b"x"}), re.compile("(?!)"))
