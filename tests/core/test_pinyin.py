import runpy
from pathlib import Path

import pytest

from app import paths
from app.core.pinyin import PinyinTable, parse_table


@pytest.fixture(scope="module")
def table() -> PinyinTable:
    return parse_table(paths.resource("pinyin", "table.txt").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("text", "initials"),
    [
        ("张三", "zs"),
        ("李四", "ls"),
        ("阿卜杜拉·买买提", "abdlmmt"),
        ("A区王五", "aqww"),
        ("", ""),
        ("。！", ""),
    ],
)
def test_initials_are_the_first_letters_of_the_usual_readings(table, text, initials):
    assert table.initials(text) == initials


def test_a_character_with_several_readings_is_found_under_each(table):
    assert table.readings("曾") == ("ceng", "zeng")
    assert table.matches_initials("曾三", "zs")
    assert table.matches_initials("曾三", "cs")
    assert set(table.spellings("曾三")) == {"cs", "zs"}


def test_the_usual_reading_comes_first_among_many(table):
    assert table.readings("行")[0] == "xing"
    assert table.initials("行") == "x"


@pytest.mark.parametrize(
    ("typed", "found"), [("z", True), ("ZS", True), ("zsf", False), ("s", False), ("", False)]
)
def test_typing_the_beginning_of_the_initials_is_enough(table, typed, found):
    assert table.matches_initials("张三", typed) is found


@pytest.mark.parametrize("character", ["䶮", "㛃", "𠅤"])
def test_rare_characters_in_names_have_readings(table, character):
    assert table.readings(character)


def test_syllables_are_plain_latin_letters(table):
    assert all(
        reading.isascii() and reading.isalpha() for found in table.syllables.values() for reading in found
    )
    assert table.readings("女")[0] == "nv"


def test_spellings_of_a_long_name_stay_few(table):
    assert len(table.spellings("曾单行" * 10)) <= 16


def test_the_shipped_table_is_what_its_script_writes():
    script = Path(__file__).parents[2] / "installer" / "data" / "build_pinyin.py"
    shipped = paths.resource("pinyin", "table.txt").read_text(encoding="utf-8")
    assert runpy.run_path(str(script))["build"]() == shipped
