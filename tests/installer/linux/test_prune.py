"""Only what is named and what that needs goes into the package; what nobody brings, or too new, ends the build."""

from pathlib import Path

import PySide6
import pytest

from installer.linux import elf as reading
from installer.linux import prune
from tests.installer.linux.elf_files import elf

KEPT = {
    "qt": {"modules": ["QtCore"], "plugins": ["platforms/libqxcb.so"], "translations": ["qtbase_zh_CN.qm"]},
    "python": {"without": ["PIL._avif"], "tools": ["setuptools"], "data": ["docx/templates/*.xml"]},
    "system": {"libc.so.6": "libc6", "libxcb.so.1": "libxcb1"},
}
QT = "lib/PySide6/Qt"


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    files = {
        "petition-desk": elf(["libc.so.6"]),
        "frozen_application_license.txt": b"",
        "share/zoneinfo/Asia/Shanghai": b"",
        "lib/app/paths.pyc": b"",
        "lib/_sqlite3.cpython-311-x86_64-linux-gnu.so": elf(["libown-1234.so.3"]),
        "lib/sqlcipher3/_sqlite3.cpython-311-x86_64-linux-gnu.so": elf(["libc.so.6"]),
        "lib/libown-1234.so.3": elf(["libc.so.6"]),
        "lib/libreadline-99.so.6": elf(["libtinfo.so.5"]),
        "lib/PIL/_avif.cpython-311-x86_64-linux-gnu.so": elf(["libavif.so.16"]),
        "lib/pillow.libs/libavif.so.16": elf(),
        "lib/docx/templates/default-header.xml": b"",
        "lib/docx/templates/whole/word/styles.xml": b"",
        "lib/reportlab/fonts/Vera.ttf": b"",
        "lib/lxml-6.dist-info/METADATA": b"",
        "lib/lxml-6.dist-info/RECORD": b"",
        "lib/setuptools-84.dist-info/METADATA": b"",
        "lib/PySide6/QtCore.abi3.so": elf(["libQt6Core.so.6"]),
        "lib/PySide6/QtQml.abi3.so": elf(["libQt6Qml.so.6"]),
        f"{QT}/lib/libQt6Core.so.6": elf(["libicudata.so.73"]),
        f"{QT}/lib/libicudata.so.73": elf(),
        f"{QT}/lib/libQt6Qml.so.6": elf(["libQt6Network.so.6"]),
        f"{QT}/lib/libQt6Network.so.6": elf(),
        f"{QT}/plugins/platforms/libqxcb.so": elf(["libxcb.so.1"]),
        f"{QT}/plugins/platforms/libqvnc.so": elf(),
        f"{QT}/translations/qtbase_zh_CN.qm": b"",
        f"{QT}/translations/qtbase_de.qm": b"",
    }
    for name, content in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return tmp_path


def test_what_is_named_stays_with_what_it_needs_and_all_else_goes(tree: Path) -> None:
    prune.prune(tree, KEPT)
    assert {str(path.relative_to(tree)) for path in tree.rglob("*") if path.is_file()} == {
        "petition-desk",
        "lib/app/paths.pyc",
        "lib/_sqlite3.cpython-311-x86_64-linux-gnu.so",
        "lib/sqlcipher3/_sqlite3.cpython-311-x86_64-linux-gnu.so",  # another file of the same name
        "lib/libown-1234.so.3",
        "lib/docx/templates/default-header.xml",
        "lib/lxml-6.dist-info/METADATA",
        "lib/PySide6/QtCore.abi3.so",
        f"{QT}/lib/libQt6Core.so.6",
        f"{QT}/lib/libicudata.so.73",
        f"{QT}/plugins/platforms/libqxcb.so",
        f"{QT}/translations/qtbase_zh_CN.qm",
    }
    assert not (tree / "lib" / "pillow.libs").exists()


def test_the_packages_are_those_that_bring_what_is_asked_for(tree: Path) -> None:
    prune.prune(tree, KEPT)
    assert prune.packages(tree, KEPT) == ["libc6", "libxcb1"]


def test_a_library_that_nobody_brings_ends_the_build(tree: Path) -> None:
    prune.prune(tree, KEPT)
    (tree / "lib" / "extra.so").write_bytes(elf(["libgtk-3.so.0"]))
    with pytest.raises(SystemExit, match=r"libgtk-3\.so\.0.*lib/extra\.so"):
        prune.packages(tree, KEPT)


@pytest.mark.parametrize(
    ("family", "fits", "too_new"),
    [("GLIBC", "2.28", "2.29"), ("GLIBCXX", "3.4.25", "3.4.26"), ("CXXABI", "1.3.11", "1.3.12")],
)
def test_a_file_that_needs_a_newer_system_ends_the_build(
    tree: Path, family: str, fits: str, too_new: str
) -> None:
    for number, ends in ((fits, False), (too_new, True)):
        wanted = ["GLIBC_2.2.5", f"{family}_{number}", "Qt_6.9"]
        (tree / "lib" / "extra.so").write_bytes(
            elf(["libc.so.6"], {"libfirst.so": ["X_1"], "libc.so.6": wanted})
        )
        if ends:
            with pytest.raises(SystemExit, match=f"extra.so needs {family} {too_new}"):
                prune.check_age(tree, (2, 28))
        else:
            prune.check_age(tree, (2, 28))


def test_a_real_library_is_read_as_its_loader_reads_it() -> None:
    (module,) = Path(PySide6.__file__).parent.glob("QtCore.abi3.so")
    asked = reading.read(module)
    assert "libQt6Core.so.6" in asked.libraries
    assert "libc.so.6" in asked.libraries
    assert asked.versions["GLIBC"] >= (2, 2, 5)


def test_what_is_no_library_is_not_taken_for_one(tmp_path: Path) -> None:
    (tmp_path / "script").write_text("#!/bin/sh\n")
    assert not reading.is_elf(tmp_path / "script")
    with pytest.raises(ValueError, match="no ELF"):
        reading.read(tmp_path / "script")


def test_the_list_names_everything_once_and_keeps_what_a_clerk_needs() -> None:
    kept = prune.keep()
    for names in (*kept["qt"].values(), *kept["python"].values()):
        assert len(names) == len(set(names))
    assert {
        "platforms/libqxcb.so", "platforms/libqoffscreen.so", "platforms/libqwayland-generic.so",
        "platforminputcontexts/libibusplatforminputcontextplugin.so", "iconengines/libqsvgicon.so",
        "imageformats/libqjpeg.so", "printsupport/libcupsprintersupport.so",
    } <= set(kept["qt"]["plugins"])  # fmt: skip
    assert "_codecs_cn" in kept["python"]["modules"]  # or no register in GBK is read
