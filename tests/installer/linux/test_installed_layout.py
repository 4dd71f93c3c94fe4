"""The installed program finds its resources, and itself when it needs a child for a foreign file."""

import py_compile
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

import app.__main__
import app.cli
from app.exchange import sandbox
from app.services import apart
from installer.linux import program
from installer.linux.machines import HERE

ROOT = Path(__file__).resolve().parents[3]


def test_resources_lie_beside_bytecode_without_sources_too(tmp_path: Path) -> None:
    for name in ("__init__", "paths"):
        py_compile.compile(
            str(ROOT / "app" / f"{name}.py"), str(tmp_path / "lib" / "app" / f"{name}.pyc"), doraise=True
        )
    asked = "import sys; sys.path.insert(0, sys.argv[1]); from app.paths import resource; print(resource('style', 'app.svg'))"
    told = subprocess.run(
        [sys.executable, "-I", "-c", asked, str(tmp_path / "lib")], capture_output=True, text=True, check=True
    )
    assert Path(told.stdout.strip()) == tmp_path / "lib" / "resources" / "style" / "app.svg"


def test_bytecode_of_the_package_is_never_compared_with_a_source(tmp_path: Path) -> None:
    """The header says so, and Python runs it although no such source has ever been there."""
    (tmp_path / "told.py").write_text("print('told')\n")
    compiled = tmp_path / "told.pyc"
    py_compile.compile(str(tmp_path / "told.py"), str(compiled), doraise=True)
    (tmp_path / "told.py").unlink()
    compiled.write_bytes(program.MAGIC_NUMBER + program.UNCHECKED + compiled.read_bytes()[16:])
    told = subprocess.run([sys.executable, compiled], capture_output=True, text=True, check=True)
    assert told.stdout == "told\n"
    assert compiled.read_bytes()[4:8] == b"\x01\x00\x00\x00"


@pytest.mark.parametrize(
    ("arguments", "goes_to"),
    [
        ([apart.FLAG, apart.REGISTER], "window"),
        ([app.__main__.READ_BUNDLE], "window"),
        (["--self-test"], "window"),
        (["matters", "list"], "command"),
        (["--data", "/x", "verify"], "command"),
        ([], "command"),
    ],
)
def test_the_command_is_also_the_reader_of_foreign_files(
    arguments: list[str], goes_to: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    went: list[str] = []
    monkeypatch.setattr(sys, "argv", ["petition-desk", *arguments])
    monkeypatch.setattr(app.__main__, "main", lambda: went.append("window") or 0)
    monkeypatch.setattr(app.cli, "main", lambda: went.append("command"))
    try:
        runpy.run_path(str(HERE / "start_command.py"), run_name="__main__")
    except SystemExit as done:
        assert done.code == 0
    assert went == [goes_to]


def test_the_switches_of_the_frozen_children_are_those_the_commands_know(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert apart._command(apart.PICTURE) == [sys.executable, apart.FLAG, apart.PICTURE]
    assert sandbox._command() == [sys.executable, app.__main__.READ_BUNDLE]


def test_a_program_that_fails_its_self_test_makes_no_package(tmp_path: Path) -> None:
    """And it is started with nothing of the building machine around it."""
    window = tmp_path / "petition-desk-window"
    window.write_text(
        '#!/bin/sh\n[ "$1" = --self-test ] && [ -z "$PYTHONPATH$LD_LIBRARY_PATH" ] && [ -n "$HOME" ]\n'
    )
    window.chmod(0o755)
    program.test_itself(tmp_path)
    window.write_text("#!/bin/sh\nexit 3\n")
    with pytest.raises(SystemExit, match="ended with 3"):
        program.test_itself(tmp_path)
