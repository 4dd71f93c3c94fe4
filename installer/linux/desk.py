"""What a Linux desktop learns of the program: its entry, its icon, the file type of a bundle, its commands."""

import shutil
import subprocess
import sys
from pathlib import Path

from installer.linux.environment import run
from installer.linux.machines import HERE
from installer.package.reproducible import ROOT

FILES = HERE / "files"
HOME = Path("usr/lib/petition-desk")  # below the root of the package
COMMANDS = ("petition-desk", "petition-desk-window")
SIZES = (16, 24, 32, 48, 64, 128, 256)
_ASK = "import app.__main__ as start; start._parser().parse_args(['file.xfb'])"
_HICOLOR = Path("usr/share/icons/hicolor")
_PICTURES = {  # the name on the desktop, and of what kind it is
    "petition-desk": (ROOT / "resources" / "style" / "app.svg", "apps"),
    "petition-desk-bundle": (FILES / "petition-desk-bundle.svg", "mimetypes"),
}


def furnish(root: Path, python: Path) -> None:
    """Put everything a desktop looks for below `root`, beside the program's own folder."""
    for command in COMMANDS:
        link = root / "usr" / "bin" / command
        link.parent.mkdir(parents=True, exist_ok=True)
        link.symlink_to(Path("..") / HOME.relative_to("usr") / command)
    entry = root / "usr/share/applications/petition-desk.desktop"
    entry.parent.mkdir(parents=True)
    entry.write_text(desktop_entry(opens_files=takes_a_file()), "utf-8")
    kind = root / "usr/share/mime/packages/petition-desk.xml"
    kind.parent.mkdir(parents=True)
    shutil.copyfile(FILES / kind.name, kind)
    for name, (picture, group) in _PICTURES.items():
        _draw(root, python, name, picture, group)


def desktop_entry(*, opens_files: bool) -> str:
    """The entry; a file the desktop hands over is named only to a program that takes one."""
    entry = (FILES / "petition-desk.desktop").read_text("utf-8")
    plain = "Exec=petition-desk-window\n"
    return entry.replace(plain, "Exec=petition-desk-window %f\n") if opens_files else entry


def takes_a_file() -> bool:
    """Whether the window's own command line accepts a file."""
    asked = subprocess.run([sys.executable, "-c", _ASK], cwd=ROOT, capture_output=True, check=False)
    return asked.returncode == 0


def _draw(root: Path, python: Path, name: str, picture: Path, group: str) -> None:
    drawn = root / "drawn"
    drawn.mkdir()
    run(python, HERE / "icons.py", picture, drawn, *map(str, SIZES))
    for size in SIZES:
        place = root / _HICOLOR / f"{size}x{size}" / group / f"{name}.png"
        place.parent.mkdir(parents=True, exist_ok=True)
        (drawn / f"{size}.png").rename(place)
    drawn.rmdir()
    whole = root / _HICOLOR / "scalable" / group / f"{name}.svg"
    whole.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(picture, whole)
