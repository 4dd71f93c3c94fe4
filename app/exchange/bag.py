"""The bag (BagIt, RFC 8493): a folder whose every file is named with its SHA-256.

Anyone with a BagIt tool can check in thirty years that nothing is missing and nothing was
added; that is why it is a standard and not our own manifest.
"""

import hashlib
import re
from collections.abc import Mapping

from app.exchange.archive import read_zip, write_zip
from app.exchange.characters import is_plain_table
from app.exchange.refusals import damaged

PAYLOAD = "data/"
ATTACHMENTS = "data/attachments/"

# con, prn, aux and nul are devices on Windows whatever follows the dot.
ALLOWED = re.compile(
    r"bagit\.txt|bag-info\.txt|manifest-sha256\.txt|tagmanifest-sha256\.txt|data/datapackage\.json"
    r"|data/(?!(?:con|prn|aux|nul)\.)[a-z][a-z_]{0,40}\.csv|data/attachments/[0-9a-f]{64}"
)

_DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
_TAG_FILES = ("bagit.txt", "bag-info.txt", "manifest-sha256.txt")
_TAG_MANIFEST = "tagmanifest-sha256.txt"
_MANIFEST_LINE = re.compile(r"([0-9a-f]{64})  ([a-z0-9_./-]{1,120})")
_LARGEST_MANIFEST = 1 << 20


def write_bag(payload: Mapping[str, bytes], info: Mapping[str, str]) -> bytes:
    """Zip `payload` (names under `data/`) as a bag; the same content gives the same bytes."""
    oxum = f"{sum(map(len, payload.values()))}.{len(payload)}"
    lines = [f"{name}: {value}\n" for name, value in {**info, "Payload-Oxum": oxum}.items()]
    tags = {
        "bagit.txt": _DECLARATION,
        "bag-info.txt": "".join(lines).encode("utf-8"),
        "manifest-sha256.txt": _manifest(payload),
    }
    return write_zip({**tags, _TAG_MANIFEST: _manifest(tags), **payload})


def read_bag(data: bytes) -> dict[str, bytes]:
    """Every file of the bag in the zip `data`, tag files too, after checking all its hashes."""
    files = read_zip(data, ALLOWED)
    if files.get("bagit.txt") != _DECLARATION:
        raise damaged()
    _check_manifest(files, _TAG_MANIFEST, set(_TAG_FILES))
    _check_manifest(files, "manifest-sha256.txt", {name for name in files if name.startswith(PAYLOAD)})
    for name, content in files.items():
        if name.startswith(ATTACHMENTS) and hashlib.sha256(content).hexdigest() != name[len(ATTACHMENTS) :]:
            raise damaged()
    return files


def _manifest(files: Mapping[str, bytes]) -> bytes:
    lines = (f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in files.items())
    return "".join(lines).encode("ascii")


def _check_manifest(files: Mapping[str, bytes], manifest: str, expected: set[str]) -> None:
    promised = _promised(files.get(manifest, b""))
    if set(promised) != expected or not expected <= set(files):
        raise damaged()
    for name, digest in promised.items():
        if hashlib.sha256(files[name]).hexdigest() != digest:
            raise damaged()


def _promised(manifest: bytes) -> dict[str, str]:
    if len(manifest) > _LARGEST_MANIFEST:
        raise damaged()
    text = manifest.decode("utf-8", "replace")
    lines = [_MANIFEST_LINE.fullmatch(line) for line in text.splitlines()]
    found = {line[2]: line[1] for line in lines if line}
    if not is_plain_table(text) or len(found) != len(lines):
        raise damaged()
    return found
