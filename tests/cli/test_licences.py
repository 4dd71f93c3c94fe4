"""`petition-desk licences`: needs no register and no password."""

import json

from click.testing import CliRunner

from app.cli import petition_desk


def run(*args: str):
    return CliRunner().invoke(petition_desk, ["licences", *args])


def test_a_bare_command_lists_every_part_with_its_licence():
    lines = run().output.splitlines()
    assert lines[0].startswith("乡镇信访工作台　")
    assert any("SQLCipher" in line and "BSD-3-Clause" in line for line in lines)


def test_a_name_shows_the_whole_text():
    shown = json.loads(run("pyside6-essentials", "--json").output)
    assert shown["licence"] == "LGPL-3.0-only"
    assert "换用自己编译的" in shown["text"]
    assert "Zetetic" not in shown["text"]


def test_an_unknown_name_is_refused_in_one_sentence():
    done = run("没有这个库")
    assert done.exit_code == 1
    assert "列出全部" in str(done.exception)
