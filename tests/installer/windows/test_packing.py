"""The setup's text, the order of files, the same bytes twice."""

import re
import zipfile

import pytest

from app import __version__
from app.paths import PORTABLE
from installer.windows import packing, staging
from installer.windows.locking import HERE, ROOT
from installer.windows.packing import four_numbers, list_files, make_portable
from installer.windows.staging import CONSOLE, WINDOW, project_files, settle

SECOND = 1_795_000_000
SETUP = (HERE / "setup.nsi").read_text("utf-8")


@pytest.fixture
def tree(tmp_path):
    """A small program folder, made in no particular order."""
    place = tmp_path / "tree"
    for name in ("runtime/b.pyd", "program/resources/a.txt", WINDOW, "runtime/a.dll"):
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_bytes(name.encode())
    return place


@pytest.mark.parametrize(
    ("version", "numbers"), [("0.1.0", "0.1.0.0"), ("12", "12.0.0.0"), ("1.2.3.4", "1.2.3.4")]
)
def test_windows_wants_four_numbers(version, numbers):
    assert four_numbers(version) == numbers


@pytest.mark.parametrize("version", ["0.1.0rc1", "1.2.3.4.5", "", "1..2", "１.2"])
def test_a_version_windows_cannot_compare_ends_the_build(version):
    with pytest.raises(SystemExit):
        four_numbers(version)


def test_the_programs_own_version_can_be_compared():
    four_numbers(__version__)


def test_every_file_is_named_once_in_one_order(tree):
    lines = list_files(tree).splitlines()
    files = [line for line in lines if line.startswith("File ")]
    assert [line.split("/tree/")[1].rstrip('"') for line in files] == [
        "program/resources/a.txt", "runtime/a.dll", "runtime/b.pyd", WINDOW,
    ]  # fmt: skip
    assert lines[0] == 'SetOutPath "$INSTDIR\\desk.new\\program\\resources"'
    assert 'SetOutPath "$INSTDIR\\desk.new"' in lines


def test_the_portable_zip_is_the_same_bytes_twice_and_marked(tree, tmp_path):
    (tree / "program").mkdir(exist_ok=True)
    made = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        made.append(make_portable(tree, tmp_path / name, "0.1.0", SECOND))
    assert made[0].read_bytes() == made[1].read_bytes()
    with zipfile.ZipFile(made[0]) as archive:
        assert archive.read(f"{packing.FOLDER}/program/{PORTABLE}") == "../数据\n".encode()
        assert f"{packing.FOLDER}/{WINDOW}" in archive.namelist()
        assert {entry.date_time[0] for entry in archive.infolist()} == {2026}


def test_times_do_not_tell_when_a_tree_was_made(tree):
    settle(tree, SECOND)
    assert {path.stat().st_mtime for path in [tree, *tree.rglob("*")]} == {SECOND}


def test_only_what_belongs_to_the_project_is_shipped():
    names = {path.relative_to(ROOT).as_posix() for path in project_files()}
    assert "app/__main__.py" in names
    assert "resources/style/app.svg" in names
    assert not [name for name in names if name.endswith(".pyc") or name.startswith("tests/")]


def test_launcher_setup_and_start_agree_on_names():
    start = (HERE / "start" / "start_desk.py").read_text("utf-8")
    launcher = (HERE / "launcher.c").read_text("utf-8")
    assert f'WINDOW = "{WINDOW}"' in start
    assert f'!define WINDOW "{WINDOW}"' in SETUP
    assert f'!define CONSOLE "{CONSOLE}"' in SETUP
    switch = re.search(r'CONSOLE_SWITCH = "(.*)"', start).group(1)
    assert f'L"{switch}"' in launcher
    mutex = re.search(r'CreateMutexW\(NULL, FALSE, L"([^"]+)"\)', launcher).group(1)
    assert f'w "{mutex}"' in SETUP
    assert f'!define MARK "desk\\{staging.PROGRAM}\\start_desk.py"' in SETUP


@pytest.mark.parametrize(
    "part",
    [
        "RequestExecutionLevel user",
        'InstallDir "$LOCALAPPDATA\\Programs\\PetitionDesk"',
        '!insertmacro MUI_LANGUAGE "SimpChinese"',
        '!insertmacro MUI_PAGE_LICENSE "licence.txt"',
        "${AtLeastBuild} 17763",
        '${VersionCompare} "$Before" "${VERSION}"',
        'keep-before-upgrade --from "$Before"',
        'WriteUninstaller "$INSTDIR\\uninstall.exe"',
        'CreateShortCut "$SMPROGRAMS\\${NAME}.lnk"',
        'Section "桌面快捷方式"',
        'WriteRegStr HKCU "Software\\Classes\\.xfb"',
    ],
)
def test_the_setup_does_what_it_must(part):
    assert part in SETUP


def test_no_line_of_the_setup_deletes_or_moves_the_data_or_needs_an_administrator():
    touching = re.findall(r"(?m)^\s*(?:RMDir|Delete|Rename|CopyFiles)\b.*$", SETUP)
    assert touching
    for line in touching:
        assert re.search(r"\$INSTDIR|\$SMPROGRAMS|\$DESKTOP", line)
        assert "DATA" not in line
    assert "HKLM" not in SETUP
    assert 'RMDir /r "$INSTDIR"' not in SETUP


def test_every_refusal_says_what_was_kept():
    refusals = re.findall(r'(?:\$\{Refuse\}|GIVE_UP) \d "([^"]+)"', SETUP)
    assert len(refusals) >= 7
    for sentence in refusals:
        assert re.search(r"没有安装|没有改动|没有删除|没有升级|已恢复", sentence)
