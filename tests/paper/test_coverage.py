"""How much of GB 18030-2022 the shipped fonts print, by its three implementation levels.

The standard gives the levels' sizes: 27,584, 27,780 and 88,115 汉字 and radicals. These ranges give
exactly those sums. §9.4 asks level 3 of products for government services. `pytest -s` prints the figures.
"""

import pytest

from app.paper.fonts import RARE, Family, case, load

UNIFIED = set(map(ord, "\ufa0e\ufa0f\ufa11\ufa13\ufa14\ufa1f\ufa21\ufa23\ufa24\ufa27\ufa28\ufa29"))
RADICALS = set(map(ord, "⺁⺄⺈⺋⺌⺗⺧⺪⺮⺳⺶⺷⺻⻊"))
LEVEL_1 = {*range(0x4E00, 0x9FF0), *range(0x3400, 0x4DB6), *UNIFIED, *RADICALS}
BLOCKS = {
    "B": range(0x20000, 0x2A6D7), "C": range(0x2A700, 0x2B735), "D": range(0x2B740, 0x2B81E),
    "E": range(0x2B820, 0x2CEA2), "F": range(0x2CEB0, 0x2EBE1),
}  # fmt: skip
KANGXI = range(0x2F00, 0x2FD6)
LEVEL_3 = LEVEL_1.union(*BLOCKS.values(), KANGXI)


def beyond_the_first_plane() -> set[int]:
    """The 196 characters of 通用规范汉字表 outside level 1: the office set holds them, and no others of theirs."""
    return {code for code in load(Family.HEI).face.charToGlyph if code in LEVEL_3 and code >= 0x20000}


@pytest.mark.slow
def test_the_levels_have_the_sizes_the_standard_gives():
    assert (len(LEVEL_1), len(LEVEL_1 | beyond_the_first_plane()), len(LEVEL_3)) == (27_584, 27_780, 88_115)


def has_outline(face, code: int) -> bool:
    glyph = face.charToGlyph.get(code, 0)
    return glyph > 0 and face.glyphPos[glyph + 1] > face.glyphPos[glyph]


@pytest.mark.slow
@pytest.mark.parametrize("level", [1, 2, 3])
def test_the_shipped_fonts_print_every_character(level):
    wanted = {1: LEVEL_1, 2: LEVEL_1 | beyond_the_first_plane(), 3: LEVEL_3}[level]
    faces = [load(name).face for name in (Family.SONG, RARE)]
    printed = {code for code in wanted if any(has_outline(face, code) for face in faces)}
    print(f"GB 18030-2022 level {level}: {len(printed)} of {len(wanted)}, {len(printed) / len(wanted):.2%}")  # noqa: T201 - the figure asked for
    assert "".join(map(chr, sorted(wanted - printed))) == ""


@pytest.mark.parametrize("family", Family)
def test_every_family_falls_back_to_both(family):
    assert [case(family)[character].font != "" for character in "䶮𠅤"] == [True, True]
