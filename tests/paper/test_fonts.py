import shutil
import subprocess
from io import BytesIO

import pypdf
import pytest

from app.errors import PaperError
from app.paper import fonts, unicode_map
from app.paper.fonts import Family
from app.paper.sheet import Sheet

RARE = "䶮㛃𫖮𬍛𠅤𬱖㐂𪚥"


def test_figures_among_fang_are_set_in_song():
    assert list(fonts.runs("第3号", Family.FANG)) == [
        ("PDFang-Regular", "第"), ("PDSong-Regular", "3"), ("PDFang-Regular", "号"),
    ]  # fmt: skip


@pytest.mark.parametrize("family", Family)
def test_every_family_finds_a_font_for_rare_names(family):
    assert "".join(text for _, text in fonts.runs(RARE, family)) == RARE


def test_a_character_no_font_has_is_told_and_drawn_as_a_printers_blank():
    assert fonts.missing("张\ue000三😀\ue000") == "\ue000😀"
    assert list(fonts.runs("三\ue000", Family.HEI)) == [("PDHei-Regular", "三"), ("PDSong-Regular", "〓")]


def test_ordinary_and_rare_names_miss_nothing():
    assert fonts.missing("阿依古丽·买买提" + RARE) == ""


def test_characters_without_a_shape_are_left_out():
    assert fonts.printable("张\u200b三\ufe00\x00") == "张三"


def test_a_missing_font_file_is_a_sentence_for_the_clerk():
    with pytest.raises(PaperError, match="请重新安装"):
        fonts.load("PDNone-Regular")


@pytest.mark.parametrize("family", Family)
def test_rare_characters_are_copied_as_themselves(family):
    reader = pypdf.PdfReader(BytesIO(_one_line(RARE, family)))
    assert reader.pages[0].extract_text() == RARE


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not installed")
@pytest.mark.parametrize("family", Family)
def test_poppler_reads_rare_characters_too(family):
    done = subprocess.run(
        ["pdftotext", "-", "-"], input=_one_line(RARE, family), capture_output=True, check=True
    )
    assert done.stdout.decode().strip() == RARE


@pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="poppler is not installed")
@pytest.mark.parametrize("family", Family)
def test_every_rare_character_is_drawn_as_a_shape_of_its_own(family):
    shapes = _shapes(_one_line(RARE + "〓　", family), len(RARE) + 2)
    *drawn, _missing, blank = shapes
    assert len(set(shapes)) == len(shapes)
    assert all(_ink(shape) > 3 * _ink(blank) + 20 for shape in drawn)


def test_a_map_holds_at_most_a_hundred_entries_in_a_block():
    text = unicode_map.to_unicode_map("F", range(0x4E00, 0x4E00 + 256))
    assert [int(line.split()[0]) for line in text.splitlines() if line.endswith("beginbfchar")] == [
        100,
        100,
        56,
    ]


def test_a_character_beyond_the_first_plane_is_written_as_a_pair():
    assert "<00> <D840DD64>" in unicode_map.to_unicode_map("F", [0x20164])


def _one_line(text: str, family: Family = Family.FANG) -> bytes:
    sheet = Sheet("试")
    sheet.text(text, 100, 700, family, 24)
    return sheet.pdf()


def _shapes(pdf: bytes, count: int) -> list[bytes]:
    """The picture of each full-width character of `_one_line`, one dot to the point, grey."""
    area = ["-x", "100", "-y", "118", "-W", str(24 * count), "-H", "30"]
    done = subprocess.run(
        ["pdftoppm", "-gray", "-r", "72", *area, "-"], input=pdf, capture_output=True, check=True
    )
    dots = done.stdout[-24 * count * 30 :]
    rows = [dots[at : at + 24 * count] for at in range(0, len(dots), 24 * count)]
    return [b"".join(row[24 * at : 24 * at + 24] for row in rows) for at in range(count)]


def _ink(shape: bytes) -> int:
    return sum(255 - dot for dot in shape) // 255
