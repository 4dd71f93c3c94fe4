"""An update package is the publisher's to its last byte, or it is one sentence and nothing else."""

import io
import random
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.errors import BundleError, StorageError
from app.exchange.publisher_keys import trusted_keys
from app.exchange.updates import FORGED, LARGEST, NEWER, NO_KEY, NOT_WHOLE, TOO_LARGE, UpdateFile, read_update
from installer.package import sign_update
from installer.package.list_resources import write_list
from installer.package.sign_update import public_half
from tests.exchange.update_packages import (
    INSTALLER,
    STRANGER,
    TRUSTED,
    make_update,
    packed,
    parts,
    resigned,
    trust,
)


@pytest.fixture
def package(tmp_path: Path) -> Path:
    return make_update(tmp_path)


def read(content: bytes, trusted=TRUSTED, **keep):
    return read_update(io.BytesIO(content), len(content), trusted, **keep)


def refusal(content: bytes, trusted=TRUSTED) -> str:
    with pytest.raises(BundleError) as refused:
        read(content, trusted)
    return str(refused.value)


def test_what_the_publisher_made_is_read_as_it_was_made(package: Path) -> None:
    got = io.BytesIO()
    update = read(package.read_bytes(), keep=lambda file: got)
    assert (str(update.version), update.platform, str(update.min_version)) == (
        "0.2.0",
        "linux-amd64",
        "0.1.0",
    )
    assert (update.name, update.notes, update.key) == (package.name, "更正若干问题。", TRUSTED[0].id)
    assert got.getvalue() == INSTALLER
    assert update.file("deb").name == "petition-desk_0.2.0_amd64.deb"
    assert update.file("setup") is None


def test_the_same_files_give_the_same_package(tmp_path: Path) -> None:
    one, other = make_update(tmp_path / "a"), make_update(tmp_path / "b")
    assert one.read_bytes() == other.read_bytes()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.integers(0), bit=st.integers(0, 7))
def test_no_bit_of_a_package_may_be_another(package: Path, place: int, bit: int) -> None:
    content = bytearray(package.read_bytes())
    content[place % len(content)] ^= 1 << bit
    kept: list[UpdateFile] = []
    try:
        update = read(bytes(content), keep=lambda file: kept.append(file))
    except BundleError as error:
        assert str(error) in {NOT_WHOLE, FORGED, TOO_LARGE}
    else:  # the zip's own dates and versions say nothing that anybody reads
        assert update == read(package.read_bytes())


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(length=st.integers(0))
def test_a_cut_package_is_none(package: Path, length: int) -> None:
    content = package.read_bytes()
    assert refusal(content[: length % len(content)]) == NOT_WHOLE


def test_what_a_stranger_signed_is_refused_before_it_is_looked_at(tmp_path: Path) -> None:
    package = make_update(tmp_path, key=STRANGER, content=b"")
    content = resigned(package, STRANGER, platform="no platform", files="no files")
    assert refusal(content) == FORGED
    assert refusal(content, (public_half(STRANGER, ""),)) == NOT_WHOLE


def test_without_a_key_nothing_is_believed(package: Path) -> None:
    assert refusal(package.read_bytes(), ()) == NO_KEY


def test_a_signature_of_one_manifest_does_not_carry_another(tmp_path: Path) -> None:
    old, new = parts(make_update(tmp_path / "a", "0.2.0")), parts(make_update(tmp_path / "b", "0.3.0"))
    assert refusal(packed(list((new | {"manifest.json.sig": old["manifest.json.sig"]}).items()))) == FORGED


def test_another_installer_under_a_signed_name_is_refused(package: Path) -> None:
    members = parts(package)
    name = "petition-desk_0.2.0_amd64.deb"
    assert refusal(packed(list((members | {name: bytes(len(INSTALLER))}).items()))) == FORGED
    assert refusal(packed(list((members | {name: INSTALLER + b"x"}).items()))) == FORGED


@pytest.mark.parametrize(
    "name",
    ["../petition-desk.deb", "petition-desk/../x.deb", "/petition-desk.deb", "C:petition-desk.exe", "con.exe",
     "petition-desk\\x.exe", "PETITION-DESK.EXE", "petition-desk.exe.lnk", "petition-desk.sh", "petition-desk\n.deb"],
)  # fmt: skip
def test_a_name_that_leads_elsewhere_is_refused_even_when_signed(package: Path, name: str) -> None:
    members = parts(package)
    manifest = resigned(package, files=[{"name": name, "size": 3, "sha256": "ab" * 32}])
    signed = parts_of(manifest)
    odd = [("manifest.json", signed["manifest.json"]), ("manifest.json.sig", signed["manifest.json.sig"])]
    assert refusal(packed([*odd, (name, b"abc")])) == NOT_WHOLE
    assert refusal(packed([*list(members.items()), (name, b"abc")])) == NOT_WHOLE


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_twice_another_order_or_something_more_is_refused(package: Path) -> None:
    members = list(parts(package).items())
    assert refusal(packed([*members, members[-1]])) == NOT_WHOLE
    assert refusal(packed(members[::-1])) == NOT_WHOLE
    assert refusal(packed([members[0], members[2], members[1]])) == NOT_WHOLE
    assert refusal(packed([*members, ("petition-desk-extra.deb", b"more")])) == NOT_WHOLE
    assert refusal(packed(members[:2])) == NOT_WHOLE


def test_a_squeezed_package_is_refused(tmp_path: Path) -> None:
    """As little as ten to one, which no guard against bombs would notice."""
    package = make_update(tmp_path, content=bytes(range(256)) * 3 + random.Random(4).randbytes(300))
    assert refusal(packed(list(parts(package).items()), method=zipfile.ZIP_DEFLATED)) == NOT_WHOLE


def test_huge_sizes_are_refused_without_reading_them(package: Path) -> None:
    with pytest.raises(BundleError, match="过大"):
        read_update(io.BytesIO(b""), LARGEST + 1, TRUSTED)
    huge = resigned(package, files=[{"name": "petition-desk.deb", "size": 1 << 40, "sha256": "ab" * 32}])
    assert refusal(huge) == NOT_WHOLE
    long = packed([("manifest.json", b"{" * (65 << 10)), ("manifest.json.sig", bytes(64))])
    assert refusal(long) == NOT_WHOLE
    lying = bytearray(package.read_bytes())
    struct.pack_into("<II", lying, 18, 0xFFFFFFF0, 0xFFFFFFF0)  # the first header's sizes
    assert refusal(bytes(lying)) in {NOT_WHOLE, TOO_LARGE}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"version": "0.2"}, NOT_WHOLE), ({"version": 2}, NOT_WHOLE), ({"min_version": "latest"}, NOT_WHOLE),
        ({"platform": "plan9"}, NOT_WHOLE), ({"schema": "17"}, NOT_WHOLE), ({"schema": True}, NOT_WHOLE),
        ({"files": []}, NOT_WHOLE), ({"files": {}}, NOT_WHOLE), ({"files": [1]}, NOT_WHOLE), ({"more": 1}, NOT_WHOLE),
        ({"notes": "长" * 4001}, NOT_WHOLE), ({"format": "xfu-2"}, NEWER), ({"format": "zip"}, NOT_WHOLE),
        ({"format": None}, NOT_WHOLE), ({"notes": "\u202e反"}, NOT_WHOLE),
    ],
)  # fmt: skip
def test_a_manifest_that_says_something_else_is_refused(package: Path, changes: dict, said: str) -> None:
    assert refusal(resigned(package, **changes)) == said


def test_a_second_key_follows_the_first(tmp_path: Path) -> None:
    trust(tmp_path / "keys")
    (tmp_path / "keys" / "README.md").write_text("no key")
    assert trusted_keys(tmp_path / "keys") == TRUSTED
    both = (*TRUSTED, public_half(STRANGER, "后一把"))
    assert read(make_update(tmp_path, key=STRANGER).read_bytes(), both).key == both[1].id


@pytest.mark.parametrize(
    "content", [b"", b"{}", b'{"ed25519":"ab","format":"xfu-key-1","name":"x"}', b"\xff"]
)
def test_a_spoilt_key_file_is_said_and_never_skipped(tmp_path: Path, content: bytes) -> None:
    trust(tmp_path)
    (tmp_path / "spoilt.xfk").write_bytes(content)
    with pytest.raises(StorageError, match=r"spoilt.xfk.*已损坏"):
        trusted_keys(tmp_path)


def test_the_publishers_tool_makes_a_key_once_and_a_package_that_is_believed(tmp_path: Path, capsys) -> None:
    key, deb = tmp_path / "key", tmp_path / "petition-desk_9.8.7_amd64.deb"
    deb.write_bytes(INSTALLER)
    assert sign_update.main(["--new-key", str(key), "--name", "测试"]) == 0
    assert key.stat().st_mode & 0o077 == 0
    before = key.read_bytes()
    with pytest.raises(FileExistsError):
        sign_update.main(["--new-key", str(key)])
    assert key.read_bytes() == before
    asked = ["--key", str(key), "--platform", "linux-amd64", "--version", "9.8.7", "--out", str(tmp_path)]
    assert sign_update.main([*asked, str(deb)]) == 0
    made = (tmp_path / "petition-desk-9.8.7-linux-amd64.xfu").read_bytes()
    assert read(made, trusted_keys(tmp_path)).files[0].name == deb.name
    assert refusal(made) == FORGED
    assert before.decode().strip() not in capsys.readouterr().out


def test_the_packing_list_is_written_beside_what_it_lists(tmp_path: Path) -> None:
    (tmp_path / "icon.svg").write_bytes(b"<svg/>")
    assert write_list(tmp_path).read_text("utf-8").endswith("  icon.svg\n")


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {entry.filename: archive.read(entry) for entry in archive.infolist()}
