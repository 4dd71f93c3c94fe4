"""Update packages for tests: a throw-away publisher, small invented installers."""

import io
import json
import zipfile
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.exchange.publisher_keys import write_publisher_key
from app.exchange.updates import signed_message
from installer.package.sign_update import describe, public_half, write_update

PUBLISHER = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
STRANGER = Ed25519PrivateKey.from_private_bytes(bytes(32))
TRUSTED = (public_half(PUBLISHER, "测试发布者"),)
INSTALLER = b"an installer of nothing\n" * 400


def make_update(
    folder: Path, version: str = "0.2.0", platform: str = "linux-amd64", *, key=PUBLISHER, content: bytes = INSTALLER,
    **described: object,
) -> Path:  # fmt: skip
    """A package as the publisher makes it."""
    folder.mkdir(parents=True, exist_ok=True)
    built = folder / f"petition-desk_{version}_amd64.deb"
    built.write_bytes(content)
    target = folder / f"petition-desk-{version}-{platform}.xfu"
    write_update(target, describe(version, platform, [built], "更正若干问题。", **described), key, [built])
    built.unlink()
    return target


def parts(package: Path) -> dict[str, bytes]:
    """What is in a package, in its order."""
    with zipfile.ZipFile(package) as packed:
        return {entry.filename: packed.read(entry) for entry in packed.infolist()}


def packed(members: list[tuple[str, bytes]], *, method: int = zipfile.ZIP_STORED) -> bytes:
    """A zip of these members, however odd."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        for name, content in members:
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type, entry.external_attr = method, 0o100644 << 16
            archive.writestr(entry, content)
    return made.getvalue()


def resigned(package: Path, key=PUBLISHER, **changes: object) -> bytes:
    """The same package with another manifest, signed anew."""
    members = parts(package)
    told = json.loads(members["manifest.json"]) | changes
    manifest = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    members |= {"manifest.json": manifest, "manifest.json.sig": key.sign(signed_message(manifest))}
    return packed(list(members.items()))


def trust(folder: Path, key=PUBLISHER) -> None:
    """Ship the publisher's public key."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "test.xfk").write_bytes(write_publisher_key(public_half(key, "测试发布者")))
