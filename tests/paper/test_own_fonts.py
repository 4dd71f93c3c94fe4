"""The office's own 仿宋, 楷体 and 小标宋 are used where the PC has them and they may be embedded."""

from io import BytesIO

import pypdf
import pytest
from fontTools import subset
from fontTools.ttLib import TTCollection, TTFont

from app.paper import fonts, own_fonts
from app.paper.fonts import Family
from app.paper.sheet import Sheet
from app.paths import resource

HAS = "青山镇人民政府关于张三"


def made(name: str, *, chinese: str = "", embedding: int = 0) -> TTFont:
    """A small font with the shapes of our 楷体 under a maker's name."""
    font = TTFont(resource("fonts", "PDKai-Regular.ttf"))
    cut = subset.Subsetter(subset.Options(name_IDs=["*"], name_languages=["*"], notdef_outline=True))
    cut.populate(text=HAS)
    cut.subset(font)
    for number in (1, 4):
        font["name"].setName(name, number, 3, 1, 0x409)
    font["name"].setName(name.replace("_", "") if name.isascii() else "Made", 6, 3, 1, 0x409)
    if chinese:
        font["name"].setName(chinese, 1, 3, 1, 0x804)
    font["OS/2"].fsType = embedding
    return font


@pytest.fixture
def pc(tmp_path):
    """A PC whose fonts lie in one folder; the shipped fonts come first again afterwards."""
    yield tmp_path
    fonts.prefer_own()


def drawn_with(text: str, family: Family) -> list[str]:
    return [name.rpartition("/")[2] for name, _ in fonts.runs(text, family)]


def test_without_being_asked_only_shipped_fonts_are_used():
    assert drawn_with("青山镇", Family.FANG) == ["PDFang-Regular"]


def test_the_office_s_fang_is_found_by_its_chinese_name_and_preferred(pc):
    made("FZFS_Some", chinese="仿宋_GB2312").save(pc / "a.ttf")
    fonts.prefer_own([pc])
    assert drawn_with("青山镇", Family.FANG) == ["a.ttf#0"]


def test_what_it_lacks_comes_from_the_shipped_fonts_one_character_at_a_time(pc):
    made("FangSong_GB2312").save(pc / "a.ttf")
    fonts.prefer_own([pc])
    assert drawn_with("张三收𪜀", Family.FANG) == ["a.ttf#0", "PDFang-Regular", "PDRare-Regular"]


def test_the_office_s_kai_is_preferred_too(pc):
    made("KaiTi_GB2312").save(pc / "kai.ttf")
    fonts.prefer_own([pc])
    assert drawn_with("张三", Family.KAI) == ["kai.ttf#0"]


def test_figures_among_fang_are_still_set_in_song(pc):
    made("仿宋").save(pc / "a.ttf")
    fonts.prefer_own([pc])
    assert drawn_with("张3", Family.FANG) == ["a.ttf#0", "PDSong-Regular"]


def test_the_more_official_of_two_comes_first(pc):
    made("FangSong").save(pc / "a.ttf")
    made("FangSong_GB2312").save(pc / "z.ttf")
    fonts.prefer_own([pc])
    assert drawn_with("张", Family.FANG) == ["z.ttf#0"]


def test_a_face_in_a_collection_is_found(pc):
    collection = TTCollection()
    collection.fonts = [made("SomeSong"), made("FZXiaoBiaoSong-B05S")]
    collection.save(pc / "两种.ttc")
    fonts.prefer_own([pc])
    assert drawn_with("关于", Family.SONG_BOLD) == ["两种.ttc#1"]


@pytest.mark.parametrize("embedding", [0x0002, 0x0100, 0x0200])
def test_a_font_whose_maker_forbids_embedding_is_passed_over(pc, embedding):
    made("仿宋_GB2312", embedding=embedding).save(pc / "a.ttf")
    fonts.prefer_own([pc])
    assert drawn_with("张", Family.FANG) == ["PDFang-Regular"]


@pytest.mark.parametrize("embedding", [0x0000, 0x0004, 0x0008, 0x0006])
def test_one_that_may_be_printed_from_is_used(pc, embedding):
    made("仿宋_GB2312", embedding=embedding).save(pc / "a.ttf")
    fonts.prefer_own([pc])
    assert drawn_with("张", Family.FANG) == ["a.ttf#0"]


@pytest.mark.parametrize(
    "content", [b"", b"OTTO\0\1", b"\0\1\0\0\xff\xff", b"ttcf\0\1\0\0\0\0\0\2\xff\xff\xff\xff", b"x" * 99]
)
def test_a_damaged_file_or_one_with_postscript_outlines_is_passed_over(pc, content):
    (pc / "a.ttf").write_bytes(content)
    assert own_fonts.faces_of(pc / "a.ttf") == ()


def test_a_font_that_breaks_off_in_the_middle_leaves_the_shipped_one(pc):
    whole = BytesIO()
    made("仿宋_GB2312").save(whole)
    (pc / "a.ttf").write_bytes(whole.getvalue()[: len(whole.getvalue()) * 2 // 3])
    fonts.prefer_own([pc])
    assert drawn_with("张", Family.FANG) == ["PDFang-Regular"]


def test_a_file_is_looked_at_again_when_it_changes(pc):
    path = pc / "a.ttf"
    path.write_bytes(b"not yet")
    assert own_fonts.faces_of(path) == ()
    made("仿宋").save(path)
    assert [face.index for face in own_fonts.faces_of(path)] == [0]


def test_folders_that_are_not_there_are_no_fault(pc):
    assert own_fonts.look_for([own_fonts.FANG], [pc / "nowhere"]) == [None]


def test_the_paper_bears_the_office_s_font_and_its_text_can_be_copied(pc):
    made("FangSong_GB2312").save(pc / "a.ttf")
    fonts.prefer_own([pc])
    sheet = Sheet("试")
    sheet.text("青山镇人民政府收", 60, 700, Family.FANG, 16)
    page = pypdf.PdfReader(BytesIO(sheet.pdf())).pages[0]
    assert page.extract_text() == "青山镇人民政府收"
    names = {font.get_object()["/BaseFont"] for font in page["/Resources"]["/Font"].values()}
    assert {name.partition("+")[2] for name in names} == {"FangSongGB2312", "PDFang-Regular"}
