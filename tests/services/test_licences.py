"""Whatever is shipped has its licence here, with its text."""

import importlib.util
import json
from pathlib import Path

import pytest

from app.errors import NotFound
from app.services.licences import part_called, parts

ROOT = Path(__file__).resolve().parents[2]
LICENCES = ROOT / "resources" / "licences"


def runtime_distributions() -> frozenset[str]:
    path = ROOT / "installer" / "data" / "build_licences.py"
    spec = importlib.util.spec_from_file_location("build_licences", path)
    assert spec
    assert spec.loader
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    found = script.runtime_distributions(
        (ROOT / "pyproject.toml").read_text(encoding="utf-8"),
        (ROOT / "requirements.lock").read_text(encoding="utf-8"),
    )
    return frozenset(found)


def test_every_library_the_program_needs_has_an_entry():
    needed = runtime_distributions()
    assert needed - {name for part in parts() for name in part.distributions} == frozenset()


def test_the_walk_takes_what_is_needed_indirectly_and_nothing_of_the_development():
    needed = runtime_distributions()
    assert {"lxml", "six", "cffi", "psycopg-binary", "shiboken6", "typing-extensions"} <= needed
    assert not needed & {"pytest", "mypy", "ruff", "hypothesis", "fonttools", "pypinyin"}


def test_no_entry_stands_for_a_library_that_is_gone():
    assert {name for part in parts() for name in part.distributions} - runtime_distributions() == set()


def test_every_font_has_an_entry():
    rows = json.loads((LICENCES / "parts.json").read_text(encoding="utf-8"))
    named = {name for row in rows for name in row.get("files", ())}
    assert named == {path.name for path in (ROOT / "resources" / "fonts").glob("*.ttf")}


def test_our_icons_are_our_own_and_the_program_says_so():
    assert "图标" in parts()[0].use
    assert (ROOT / "resources" / "icons").is_dir()


def test_a_set_of_icons_that_is_not_ours_would_be_seen():
    """Ours are 24 units and one stroke of 1.75: a set from elsewhere is not drawn like that."""
    for path in (ROOT / "resources" / "icons").glob("*.svg"):
        drawing = path.read_text(encoding="utf-8")
        assert 'viewBox="0 0 24 24"' in drawing, path.name
        assert 'stroke-width="1.75"' in drawing, path.name
        assert "<!--" not in drawing, path.name


@pytest.mark.parametrize("part", parts(), ids=lambda part: part.name)
def test_every_part_brings_its_text_and_says_what_it_does(part):
    assert len(part.text()) > 150
    assert "�" not in part.text()
    assert part.licence
    assert part.use
    assert part.home.startswith("http")


def test_no_text_lies_there_that_nothing_points_to():
    named = {text for part in parts() for text in part.texts if "/" not in text}
    assert {path.name for path in (LICENCES / "texts").iterdir()} == named


def test_the_program_shows_the_licence_that_stands_at_the_root():
    assert part_called("乡镇信访工作台").text() == (ROOT / "LICENSE").read_text(encoding="utf-8")


def test_the_library_of_the_window_says_how_to_replace_it():
    text = part_called("PySide6").text()
    assert "换用自己编译的" in text
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in text
    assert "GNU GENERAL PUBLIC LICENSE" in text


def test_a_part_is_found_by_its_distribution_before_what_only_contains_it():
    assert part_called("click").name == "click"
    assert part_called("shiboken6").name.startswith("PySide6")
    assert part_called("QT").name.startswith("PySide6")


@pytest.mark.parametrize("word", ["", "没有这个库"])
def test_an_unknown_part_says_how_to_list_them(word):
    with pytest.raises(NotFound, match="列出全部"):
        part_called(word)
