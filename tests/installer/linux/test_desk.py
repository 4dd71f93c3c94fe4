"""What the desktop is told about the program: valid, in Chinese, and true."""

import configparser
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from installer.linux import desk

MIME = "{http://www.freedesktop.org/standards/shared-mime-info}"


def entry(*, opens_files: bool = False) -> configparser.ConfigParser:
    read = configparser.ConfigParser(interpolation=None, delimiters=("=",))
    read.optionxform = str  # type: ignore[assignment, method-assign]
    read.read_string(desk.desktop_entry(opens_files=opens_files))
    return read


def test_the_entry_has_what_a_menu_asks_for() -> None:
    main = entry()["Desktop Entry"]
    assert main["Type"] == "Application"
    assert main["Name"] == main["Name[zh_CN]"] == "乡镇信访工作台"
    assert main["Name[en]"] == "Petition Desk"
    assert main["Terminal"] == "false"
    for key in ("Categories", "Keywords", "MimeType", "Actions"):
        assert main[key].endswith(";")


def test_every_command_of_the_entry_is_one_we_install() -> None:
    for section in entry().values():
        if "Exec" in section:
            assert section["Exec"].split()[0] in desk.COMMANDS
    assert {
        f"Desktop Action {name}" for name in entry()["Desktop Entry"]["Actions"].strip(";").split(";")
    } == {name for name in entry().sections() if name.startswith("Desktop Action")}


def test_a_file_is_handed_over_only_to_a_program_that_takes_one() -> None:
    assert entry(opens_files=True)["Desktop Entry"]["Exec"] == "petition-desk-window %f"
    assert entry(opens_files=False)["Desktop Entry"]["Exec"] == "petition-desk-window"
    assert entry(opens_files=True)["Desktop Action practice"]["Exec"] == "petition-desk-window --practice"


def test_the_file_type_is_that_of_a_bundle_and_the_entry_opens_it() -> None:
    (kind,) = ET.parse(desk.FILES / "petition-desk.xml").getroot().findall(f"{MIME}mime-type")
    assert entry()["Desktop Entry"]["MimeType"] == f"{kind.get('type')};"
    assert [glob.get("pattern") for glob in kind.findall(f"{MIME}glob")] == ["*.xfb"]
    assert any("信访" in (comment.text or "") for comment in kind.findall(f"{MIME}comment"))
    assert kind.find(f"{MIME}icon").get("name") == "petition-desk-bundle"  # type: ignore[union-attr]


def test_the_icons_are_installed_under_the_names_they_are_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def drawn(_python: Path, _script: Path, _picture: Path, folder: Path, *sizes: str) -> None:
        for size in sizes:
            (folder / f"{size}.png").touch()

    monkeypatch.setattr(desk, "run", drawn)
    monkeypatch.setattr(desk, "takes_a_file", lambda: False)
    desk.furnish(tmp_path, Path("python"))
    hicolor = tmp_path / "usr/share/icons/hicolor"
    assert (hicolor / "48x48/apps" / f"{entry()['Desktop Entry']['Icon']}.png").exists()
    assert (hicolor / "scalable/mimetypes/petition-desk-bundle.svg").read_bytes().startswith(b"<svg")
    for command in desk.COMMANDS:
        link = tmp_path / "usr/bin" / command
        assert (link.parent / link.readlink()).resolve() == tmp_path.resolve() / desk.HOME / command
    assert sorted(path.name for path in tmp_path.iterdir()) == ["usr"]
