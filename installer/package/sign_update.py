"""Makes the update package (.xfu) of one platform from the built installers, and signs it.

    python -m installer.package.sign_update --new-key KEY --name 发布者 [--public FILE.xfk]
    python -m installer.package.sign_update --key KEY --platform linux-amd64 --notes NOTES.txt --out dist FILE…

The key file stays with the publisher and never comes into this repository: whoever has it can put any
program on every desk. Its public half goes into `resources/publisher/` and is shipped with the next version.
"""

import argparse
import hashlib
import os
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

import app
from app.core.canonical import canonical
from app.core.versions import read_version
from app.db.migrations import MIGRATIONS
from app.exchange.publisher_keys import SUFFIX as KEY_SUFFIX
from app.exchange.publisher_keys import PublisherKey, write_publisher_key
from app.exchange.updates import FORMAT, MANIFEST, PLATFORMS, SIGNATURE, read_update, signed_message

_DATE_1980 = (1980, 1, 1, 0, 0, 0)
_PLAIN_FILE = 0o100644 << 16
_PIECE = 1 << 20


def new_key(path: Path, name: str) -> PublisherKey:
    """Make a key in a file that only its owner may read; one that is there is never overwritten."""
    seed = Ed25519PrivateKey.generate()
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(seed.private_bytes_raw().hex() + "\n")
    return public_half(seed, name)


def read_key(path: Path) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(path.read_text("ascii").strip()))


def public_half(key: Ed25519PrivateKey, name: str) -> PublisherKey:
    return PublisherKey(key.public_key().public_bytes_raw().hex(), name)


def describe(
    version: str, platform: str, files: Sequence[Path], notes: str = "", *, min_version: str = "0.1.0",
    schema: int = len(MIGRATIONS),
) -> bytes:  # fmt: skip
    """The manifest of these files, as it is signed."""
    listed = [{"name": path.name, "size": path.stat().st_size, "sha256": _sha256(path)} for path in files]
    return canonical(
        {
            "format": FORMAT, "version": str(read_version(version)), "platform": platform,
            "min_version": str(read_version(min_version)), "schema": schema, "files": listed, "notes": notes,
        }
    )  # fmt: skip


def write_update(target: Path, manifest: bytes, key: Ed25519PrivateKey, files: Sequence[Path]) -> None:
    """The package: everything stored as it is, the same bytes whenever it is made again."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as packed:
        packed.writestr(_entry(MANIFEST), manifest)
        packed.writestr(_entry(SIGNATURE), key.sign(signed_message(manifest)))
        for path in files:
            with (
                path.open("rb") as source,
                packed.open(_entry(path.name, path.stat().st_size), "w") as inside,
            ):
                while piece := source.read(_PIECE):
                    inside.write(piece)


def prove(target: Path, key: PublisherKey) -> None:
    """Read it back as the program will."""
    with target.open("rb") as source:
        read_update(source, target.stat().st_size, (key,))


def main(arguments: Sequence[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    if options.new_key:
        return _make_key(options.new_key, options.name, options.public)
    if not (options.key and options.platform and options.files):
        _parser().error("--key, --platform and the built files are needed")
    key, files = read_key(options.key), sorted(options.files)
    notes = options.notes.read_text("utf-8").strip() if options.notes else ""
    manifest = describe(options.version, options.platform, files, notes, min_version=options.min_version)
    options.out.mkdir(parents=True, exist_ok=True)
    target = options.out / f"petition-desk-{options.version}-{options.platform}.xfu"
    write_update(target, manifest, key, files)
    prove(target, public_half(key, ""))
    print(f"{target}  {target.stat().st_size / 1e6:.1f} MB")
    return 0


def _make_key(path: Path, name: str, public: Path | None) -> int:
    made = new_key(path, name)
    shown = public or path.with_suffix(KEY_SUFFIX)
    shown.write_bytes(write_publisher_key(made))
    print(f"{path}: private, keep it offline\n{shown}: public, id {made.id}, goes into resources/publisher/")
    return 0


def _entry(name: str, size: int = 0) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _DATE_1980)
    entry.create_system, entry.external_attr, entry.file_size = 3, _PLAIN_FILE, size
    return entry


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m installer.package.sign_update", description=__doc__.splitlines()[0]
    )
    parser.add_argument(
        "--new-key", type=Path, metavar="KEY", help="make a key and its public half, nothing else"
    )
    parser.add_argument("--name", default="Petition Desk", help="whose key it is, for its public half")
    parser.add_argument("--public", type=Path, metavar="FILE", help="where the public half goes")
    parser.add_argument("--key", type=Path, help="the publisher's private key")
    parser.add_argument("--platform", choices=PLATFORMS)
    parser.add_argument("--version", default=app.__version__)
    parser.add_argument("--min-version", default="0.1.0", help="the oldest version this one may follow")
    parser.add_argument("--notes", type=Path, help="what is new, for the clerk, in Chinese")
    parser.add_argument("--out", type=Path, default=Path("dist"))
    parser.add_argument("files", type=Path, nargs="*", help="installers: .exe, .deb, .zip, .tar.xz")
    return parser


if __name__ == "__main__":
    sys.exit(main())
