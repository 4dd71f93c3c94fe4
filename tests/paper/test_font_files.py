"""The files in resources/fonts are those that installer/fonts/fonts.lock promises."""

import hashlib
import tomllib
from pathlib import Path

import pytest

from app.paper.fonts import RARE, Family
from app.paths import resource

LOCK = tomllib.loads((Path(__file__).parents[2] / "installer/fonts/fonts.lock").read_text("utf-8"))


@pytest.mark.parametrize("entry", LOCK["font"], ids=lambda entry: entry["output"])
def test_a_font_file_is_the_one_the_lock_promises(entry):
    content = resource("fonts", entry["output"]).read_bytes()
    assert hashlib.sha256(content).hexdigest() == entry["sha256"]


def test_every_family_of_the_program_is_in_the_lock():
    assert {f"{name}.ttf" for name in [*Family, RARE]} == {entry["output"] for entry in LOCK["font"]}


def test_every_licence_lies_beside_the_fonts():
    assert all(resource("fonts", entry["output"]).exists() for entry in LOCK["licence"])
