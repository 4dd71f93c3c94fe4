"""From the folder to the two files a township gets: setup.exe and the zip for a stick."""

import shutil
import time
import zipfile
from pathlib import Path

from installer.windows import tools
from installer.windows.locking import HERE, ROOT
from installer.windows.staging import CONSOLE, PORTABLE, PROGRAM, WINDOW, everything, settle

FOLDER = "乡镇信访工作台"
DATA = "数据"
READ_FIRST = "先读我.txt"
DESCRIPTIONS = {WINDOW: "乡镇信访工作台", CONSOLE: "乡镇信访工作台命令行"}
_NAME = "petition-desk-{}-win64-{}"


def four_numbers(version: str) -> str:
    """`0.1.0` as Windows writes it: four numbers, `0.1.0.0`."""
    numbers = version.split(".")
    if len(numbers) > 4 or not all(part.isascii() and part.isdigit() for part in numbers):
        raise SystemExit(f"version {version}: Windows compares numbers and points only")
    return ".".join([*numbers, *["0"] * (4 - len(numbers))])


def compile_launchers(tree: Path, work: Path, version: str) -> None:
    """The two .exe files, without a time of their own in them."""
    for name in ("launcher.c", "launcher.rc", "launcher.manifest", "petition-desk.ico"):
        shutil.copyfile(HERE / name, work / name)
    for exe, description in DESCRIPTIONS.items():
        (work / "told.h").write_text(
            f"#define NUMBERS {four_numbers(version).replace('.', ',')}\n"
            f'#define VERSION "{version}"\n#define DESCRIPTION "{description}"\n',
            "utf-8",
        )
        tools.run(
            [
                "x86_64-w64-mingw32-windres", "--codepage=65001", "--include-dir=.",
                "--preprocessor-arg=-include", "--preprocessor-arg=told.h", "launcher.rc", "launcher.res.o",
            ],
            work,
        )  # fmt: skip
        kind = ["-DCONSOLE", "-mconsole"] if exe == CONSOLE else ["-mwindows"]
        tools.run(
            [
                "x86_64-w64-mingw32-gcc", "-O2", "-Wall", "-Wextra", "-municode", *kind, "-s", "-static",
                "-Wl,--no-insert-timestamp", "launcher.c", "launcher.res.o", "-lshell32", "-o", "launcher.exe",
            ],
            work,
        )  # fmt: skip
        shutil.move(work / "launcher.exe", tree / exe)


def make_setup(tree: Path, out: Path, work: Path, version: str, second: int, *, quick: bool = False) -> Path:
    """setup.exe: NSIS, one solid LZMA stream, files in one order."""
    target = out / (_NAME.format(version, "setup") + ".exe")
    target.unlink(missing_ok=True)
    for name in ("setup.nsi", "petition-desk.ico", "side.bmp"):
        shutil.copyfile(HERE / name, work / name)
    # NSIS takes text for UTF-8 when it begins with a mark.
    (work / "licence.txt").write_text((ROOT / "LICENSE").read_text("utf-8"), "utf-8-sig", newline="\r\n")
    (work / "files.nsh").write_text(list_files(tree), "utf-8-sig")
    settle(work, second)  # the setup keeps the times of the pictures it shows
    size = sum(path.stat().st_size for path in everything(tree) if path.is_file()) >> 10
    named = {
        "VERSION": version,
        "NUMBERS": four_numbers(version),
        "SIZE": str(size),
        "TARGET": str(target.resolve()),
    }
    if quick:
        named["QUICK"] = "1"
    tools.run(
        [
            "makensis",
            "-V2",
            "-INPUTCHARSET",
            "UTF8",
            *(f"-D{key}={value}" for key, value in named.items()),
            "setup.nsi",
        ],
        work,
    )
    return target


def list_files(tree: Path) -> str:
    """Every file by name: the order does not hang on a disk, and no stray file slips in."""
    lines, last = [], None
    for path in everything(tree):
        if path.is_dir():
            continue
        folder = "\\".join(["$INSTDIR", "desk.new", *path.parent.relative_to(tree).parts])
        if folder != last:
            lines.append(f'SetOutPath "{folder}"')
            last = folder
        lines.append(f'File "{_quoted(path)}"')
    return "\n".join(lines) + "\n"


def make_portable(tree: Path, out: Path, version: str, second: int) -> Path:
    """The same folder with a mark that keeps the data beside the program, and a page that says so."""
    target = out / (_NAME.format(version, "portable") + ".zip")
    shutil.copyfile(HERE / "portable.txt", tree / READ_FIRST)
    (tree / PROGRAM / PORTABLE).write_text(f"../{DATA}\n", "utf-8")
    settle(tree, second)
    moment = time.gmtime(second)[:6]
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in everything(tree):
            if path.is_file():
                entry = zipfile.ZipInfo(f"{FOLDER}/{path.relative_to(tree).as_posix()}", moment)
                entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o100644 << 16
                archive.writestr(entry, path.read_bytes())
    return target


def _quoted(path: Path) -> str:
    return str(path.resolve()).replace("$", "$$")
