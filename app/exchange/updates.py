"""An update of the program on a stick (升级包, NAME.xfu): who made it is settled before anything else is read.

    manifest.json        what it is: version, platform, oldest version it follows, its files with size and hash
    manifest.json.sig    64 bytes: the publisher's Ed25519 signature over "xfu-1", a line feed, and the manifest
    petition-desk….exe   the installers, named in the manifest, in its order, stored as they are

Read once, from front to back: the manifest is believed when a key we ship vouches for it, a file when its
hash is the manifest's. What could be read in two ways is refused by `archive.members`.
"""

import contextlib
import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from app.core.versions import Version, read_version
from app.errors import BundleError
from app.exchange.archive import STORED, Content, Member, Readable, Writable, members
from app.exchange.identities import SIGNATURE_BYTES
from app.exchange.publisher_keys import PublisherKey
from app.exchange.strict_json import read_canonical

FORMAT, SUFFIX = "xfu-1", ".xfu"
MANIFEST, SIGNATURE = "manifest.json", "manifest.json.sig"
PLATFORMS = ("windows-x64", "linux-amd64", "linux-arm64")
KINDS: Final = {".exe": "setup", ".deb": "deb", ".zip": "portable", ".tar.xz": "portable"}
LARGEST, LARGEST_FILE, LARGEST_MANIFEST, MOST_FILES = 1 << 30, 600 << 20, 64 << 10, 4
LONGEST_NOTES = 4_000

_FILE_NAME = r"petition-desk[a-z0-9._-]{0,80}\.(?:exe|deb|zip|tar\.xz)"
_ALLOWED = re.compile(rf"manifest\.json(?:\.sig)?|{_FILE_NAME}")
_FIELDS = {"format", "version", "platform", "min_version", "schema", "files", "notes"}
_SHA256 = re.compile(r"[0-9a-f]{64}")
_PIECE = 64 << 10

_NOTHING = "没有升级，程序和数据没有变化"
NOT_WHOLE: Final = f"这不是本程序的升级包（.xfu），或者没有拷完整，{_NOTHING}；请重新拷贝一次再试。"
FORGED: Final = f"升级包的签名不对，不是本程序的发布者签发的，或者被改动过，{_NOTHING}；请向发布者重新索取。"
NO_KEY: Final = (
    f"本版本未带发布者公钥，无法核对升级包是谁做的，{_NOTHING}；请直接用新版本的安装程序安装，数据会保留。"
)
NEWER: Final = f"这个升级包的格式比本程序新，{_NOTHING}；请直接用新版本的安装程序安装，数据会保留。"
TOO_LARGE: Final = f"升级包过大，{_NOTHING}；请向发布者核对。"

Keep = Callable[["UpdateFile"], Writable | None]


@dataclass(frozen=True)
class UpdateFile:
    """One installer; `kind` is how the program is installed by it: `setup`, `deb`, `portable`."""

    name: str
    size: int
    sha256: str

    @property
    def kind(self) -> str:
        return next(kind for ending, kind in KINDS.items() if self.name.endswith(ending))


@dataclass(frozen=True)
class Update:
    """What the publisher says of a package. `schema` is the newest shape of a register that this version reads."""

    version: Version
    platform: str
    min_version: Version
    schema: int
    files: tuple[UpdateFile, ...]
    notes: str
    key: str = ""

    def file(self, kind: str) -> UpdateFile | None:
        """The installer for a program that is installed in this way."""
        return next((file for file in self.files if file.kind == kind), None)

    @property
    def name(self) -> str:
        """What the package's file is called."""
        return f"petition-desk-{self.version}-{self.platform}{SUFFIX}"


def nothing_kept(_file: UpdateFile) -> None:
    """A package that is only to be checked."""


def read_claims(source: Readable, size: int, trusted: Sequence[PublisherKey]) -> Update:
    """What the publisher says a package is; its files are not looked at, so it is good for a list only."""
    if not trusted:
        raise BundleError(NO_KEY)
    with _one_sentence():
        return _claims(members(source, size, _ALLOWED), trusted)


def read_update(
    source: Readable, size: int, trusted: Sequence[PublisherKey], keep: Keep = nothing_kept
) -> Update:
    """Check a package of `size` bytes to its last byte; `BundleError` if anything is not as the publisher left it.

    `keep` says where a file's bytes go; they count only when this returns.
    """
    if not trusted:
        raise BundleError(NO_KEY)
    if size > LARGEST:
        raise BundleError(TOO_LARGE)
    with _one_sentence():
        return _read(members(source, size, _ALLOWED), trusted, keep)


@contextlib.contextmanager
def _one_sentence() -> Iterator[None]:
    """Whatever the archive's reader says, it was about an update and not about a bundle."""
    try:
        yield
    except BundleError as refusal:
        if str(refusal) in {FORGED, NEWER}:
            raise
        raise BundleError(NOT_WHOLE) from refusal


def signed_message(manifest: bytes) -> bytes:
    """What the publisher signs; the prefix keeps a signature from meaning anything else."""
    return f"{FORMAT}\n".encode() + manifest


def _read(found: Iterator[tuple[Member, Content]], trusted: Sequence[PublisherKey], keep: Keep) -> Update:
    update = _claims(found, trusted)
    for file in update.files:
        _take(_next(found, file.name), file, keep(file))
    if next(found, None) is not None:  # also brings the archive to its end, which is checked there
        raise BundleError(NOT_WHOLE)
    return update


def _claims(found: Iterator[tuple[Member, Content]], trusted: Sequence[PublisherKey]) -> Update:
    manifest = _small(found, MANIFEST, LARGEST_MANIFEST)
    signature = _small(found, SIGNATURE, SIGNATURE_BYTES)
    message = signed_message(manifest)
    key = next((key for key in trusted if key.vouches_for(message, signature)), None)
    if key is None:
        raise BundleError(FORGED)
    return _understood(read_canonical(manifest, limit=LARGEST_MANIFEST), key)


def _next(found: Iterator[tuple[Member, Content]], name: str) -> tuple[Member, Content]:
    member, content = next(found, (None, None))
    if member is None or content is None or member.name != name or member.method != STORED:
        raise BundleError(NOT_WHOLE)
    return member, content


def _small(found: Iterator[tuple[Member, Content]], name: str, most: int) -> bytes:
    member, content = _next(found, name)
    if member.size > most:
        raise BundleError(NOT_WHOLE)
    return content.read()


def _take(place: tuple[Member, Content], file: UpdateFile, target: Writable | None) -> None:
    member, content = place
    if member.size != file.size:
        raise BundleError(FORGED)
    digest = hashlib.sha256()
    while piece := content.read(_PIECE):
        digest.update(piece)
        if target:
            target.write(piece)
    if digest.hexdigest() != file.sha256:
        raise BundleError(FORGED)


def _understood(content: Mapping[str, Any], key: PublisherKey) -> Update:
    """The manifest as it is meant; the publisher signed it, so what is wrong here is a newer form or a slip."""
    marker = content.get("format")
    if isinstance(marker, str) and marker.startswith("xfu-") and marker != FORMAT:
        raise BundleError(NEWER)
    if marker != FORMAT or set(content) != _FIELDS:
        raise BundleError(NOT_WHOLE)
    try:
        update = Update(
            read_version(content["version"]), str(content["platform"]), read_version(content["min_version"]),
            _count(content["schema"], 10_000), tuple(_file(file) for file in content["files"]),
            str(content["notes"]), key.id,
        )  # fmt: skip
    except (ValueError, TypeError, KeyError) as error:
        raise BundleError(NOT_WHOLE) from error
    names = {file.name for file in update.files}
    if update.platform not in PLATFORMS or len(update.notes) > LONGEST_NOTES:
        raise BundleError(NOT_WHOLE)
    if not 1 <= len(update.files) <= MOST_FILES or len(names) != len(update.files):
        raise BundleError(NOT_WHOLE)
    return update


def _file(content: Mapping[str, Any]) -> UpdateFile:
    name, digest = content["name"], content["sha256"]
    if set(content) != {"name", "size", "sha256"} or not re.fullmatch(_FILE_NAME, name):
        raise ValueError("not a file of ours")
    if not _SHA256.fullmatch(digest):
        raise ValueError("not a hash")
    return UpdateFile(name, _count(content["size"], LARGEST_FILE), digest)


def _count(value: object, most: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= most:
        raise ValueError("not a count")
    return value
