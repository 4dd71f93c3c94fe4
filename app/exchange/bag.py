"""The bag (BagIt, RFC 8493): a folder whose every file is named with its SHA-256.

Anyone with a BagIt tool can check in thirty years that nothing is missing and nothing was
added; that is why it is a standard and not our own manifest.
"""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from app.exchange.archive import Writable, ZipWriter
from app.exchange.characters import is_plain_table
from app.exchange.refusals import damaged

PAYLOAD = "data/"
ATTACHMENTS = "data/attachments/"

# con, prn, aux and nul are devices on Windows whatever follows the dot.
ALLOWED = re.compile(
    r"bagit\.txt|bag-info\.txt|manifest-sha256\.txt|tagmanifest-sha256\.txt|data/datapackage\.json"
    r"|data/(?!(?:con|prn|aux|nul)\.)[a-z][a-z_]{0,40}\.csv|data/attachments/[0-9a-f]{64}"
)
TAG_FILES = ("bagit.txt", "bag-info.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt")
LARGEST_TAG_FILE = 1 << 20

_DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
_DECLARED, _, _MANIFEST, _TAG_MANIFEST = TAG_FILES
_MANIFEST_LINE = re.compile(r"([0-9a-f]{64})  ([a-z0-9_./-]{1,120})")


class BagWriter:
    """Zips a bag into `target`, one payload file after the other; the same content gives the same bytes."""

    def __init__(self, target: Writable) -> None:
        self._zip = ZipWriter(target)
        self._hashes: dict[str, str] = {}
        self._bytes = 0

    def add(self, name: str, content: Iterable[bytes]) -> tuple[str, int]:
        """A payload file (name under `data/`); its SHA-256 and size."""
        return self._add(content, lambda _: name)

    def add_attachment(self, content: Iterable[bytes]) -> str:
        """A file named by what is in it."""
        return self._add(content, lambda digest: ATTACHMENTS + digest)[0]

    def close(self, info: Mapping[str, str]) -> None:
        """Write who sent it, the manifests and the zip's directory."""
        oxum = f"{self._bytes}.{len(self._hashes)}"
        lines = [f"{name}: {value}\n" for name, value in {**info, "Payload-Oxum": oxum}.items()]
        tags = dict(zip(TAG_FILES, (_DECLARATION, "".join(lines).encode("utf-8"), b""), strict=False))
        tags[_MANIFEST] = _manifest(self._hashes)
        hashes = {name: hashlib.sha256(content).hexdigest() for name, content in tags.items()}
        tags[_TAG_MANIFEST] = _manifest(hashes)
        for name, content in tags.items():
            self._zip.add([content], lambda name=name: name)  # type: ignore[misc]
        self._zip.close()

    def _add(self, content: Iterable[bytes], named: Callable[[str], str]) -> tuple[str, int]:
        digest = hashlib.sha256()
        size = self._zip.add(_hashed(content, digest), lambda: named(digest.hexdigest()))
        self._hashes[named(digest.hexdigest())] = digest.hexdigest()
        self._bytes += size
        return digest.hexdigest(), size


def check_bag(hashes: Mapping[str, str], tags: Mapping[str, bytes]) -> None:
    """Whether the manifests name every file that was found with its hash, and no other."""
    if tags.get(_DECLARED) != _DECLARATION:
        raise damaged()
    payload = {name: digest for name, digest in hashes.items() if name.startswith(PAYLOAD)}
    named = {name: hashes.get(name, "") for name in TAG_FILES if name != _TAG_MANIFEST}
    if _promised(tags.get(_TAG_MANIFEST, b"")) != named or _promised(tags.get(_MANIFEST, b"")) != payload:
        raise damaged()
    if any(
        name.startswith(ATTACHMENTS) and name[len(ATTACHMENTS) :] != hash_ for name, hash_ in payload.items()
    ):
        raise damaged()


def _hashed(content: Iterable[bytes], digest: "hashlib._Hash") -> Iterator[bytes]:
    for piece in content:
        digest.update(piece)
        yield piece


def _manifest(hashes: Mapping[str, str]) -> bytes:
    return "".join(f"{digest}  {name}\n" for name, digest in hashes.items()).encode("ascii")


def _promised(manifest: bytes) -> dict[str, str]:
    text = manifest.decode("utf-8", "replace")
    lines = [_MANIFEST_LINE.fullmatch(line) for line in text.splitlines()]
    found = {line[2]: line[1] for line in lines if line}
    if not is_plain_table(text) or len(found) != len(lines):
        raise damaged()
    return found
