"""The same sources give the same bytes: one time for every file, one order, one set of modes."""

import os
import stat
import subprocess
import tarfile
from pathlib import Path

from installer.package.wheels import sha256

ROOT = Path(__file__).resolve().parents[2]
SUMS = "SHA256SUMS"
READABLE, RUNNABLE = 0o644, 0o755
PRESET = "-6"  # of xz


def epoch() -> int:
    """The second everything in a package bears: SOURCE_DATE_EPOCH, or the last commit's."""
    if named := os.environ.get("SOURCE_DATE_EPOCH"):
        return int(named)
    return int(_git("log", "-1", "--format=%ct"))


def tracked(folder: str) -> list[Path]:
    """The files of a folder that belong to the project, from the top: never what happens to lie beside them."""
    return sorted(Path(line) for line in _git("ls-files", "-z", "--", folder).split("\0") if line)


def settle(tree: Path, second: int) -> None:
    """Times and modes no longer tell where and by whom a tree was made."""
    for path in [*tree.rglob("*"), tree]:
        if not path.is_symlink():
            path.chmod(RUNNABLE if path.is_dir() or path.stat().st_mode & stat.S_IXUSR else READABLE)
        os.utime(path, (second, second), follow_symlinks=False)


def pack(tree: Path, archive: Path, second: int, name: str) -> None:
    """`tree` as a .tar.xz in which it is called `name`: sorted, owned by root, all of one second.

    A file with two names is stored once. GNU's format, because dpkg reads no other with long names.
    """
    plain = archive.with_suffix("")
    with tarfile.open(plain, "w", format=tarfile.GNU_FORMAT) as tar:
        for path in [tree, *sorted(tree.rglob("*"))]:
            below = path.relative_to(tree)
            entry = tar.gettarinfo(str(path), name if path == tree else f"{name}/{below}")
            entry.uid = entry.gid = 0
            entry.uname = entry.gname = "root"
            entry.mtime = second
            if entry.isreg():
                with path.open("rb") as file:
                    tar.addfile(entry, file)
            else:
                tar.addfile(entry)
    archive.unlink(missing_ok=True)
    # Two threads and never one: the blocks of one thread are cut differently, those of more are not.
    subprocess.run(["xz", "--threads=2", PRESET, "--quiet", plain], check=True)


def write_sums(folder: Path, files: list[Path]) -> Path:
    """SHA256SUMS as `sha256sum --check` reads it; what another run left there keeps its line."""
    sums = folder / SUMS
    lines = {}
    if sums.exists():
        known = (line.split("  ", 1) for line in sums.read_text("utf-8").splitlines())
        lines = {name: found for found, name in known if (folder / name).exists()}
    lines |= {file.name: sha256(file) for file in files}
    sums.write_text("".join(f"{found}  {name}\n" for name, found in sorted(lines.items())), "utf-8")
    return sums


def _git(*arguments: str) -> str:
    return subprocess.run(
        ["git", "-C", ROOT, *arguments], check=True, capture_output=True, text=True
    ).stdout.strip("\n")
