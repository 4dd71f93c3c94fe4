import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.paper.fonts import Family, case
from app.paper.typesetting import (
    CLOSING,
    HALF,
    MOST_SQUEEZE,
    OPENING,
    Setting,
    break_lines,
    break_title,
    fit_size,
    plain_line,
)

BODY = Setting(Family.FANG, 16.0, 16.0 * 28, indent=2.0)
SENTENCE = (
    "你于2026年3月2日通过走访反映的关于“柳树湾村（三组）”的信访事项，本机关已收到。经审查，根据《信访工作条例》"
    "第二十三条、第三十四条规定，决定予以受理（青信受〔2026〕12号），60日内办结；情况复杂的，可以延长。"
)


def lines_of(text: str, setting: Setting = BODY) -> list[str]:
    return [line.text for line in break_lines(text, setting)]


WORDS = st.sampled_from(
    ["田", "甲乙，", "丙丁。", "“戊己”", "（庚）", "《辛壬》、", "2026年3月5日", "〔2026〕12号", "第三十一条第六项", "1,234.56万元",
     "0731-88888888", "abc", " Word ", "https://example.invalid/a-very/long/path?with=much&more", "（十二）", "……", "——", "癸：“"]
)  # fmt: skip
TEXTS = st.lists(WORDS, max_size=60).map("".join)
SETTINGS = st.builds(
    Setting, st.sampled_from([Family.FANG, Family.KAI, Family.SONG]), st.just(16.0),
    st.integers(8 * 16, 32 * 16).map(float), indent=st.sampled_from([0.0, 2.0]), justified=st.booleans(),
)  # fmt: skip


@settings(deadline=None)  # the first text loads the fonts
@given(TEXTS, SETTINGS)
def test_nothing_is_lost_or_reordered_on_any_measure(text, setting):
    assert "".join(lines_of(text, setting)).replace(" ", "") == text.replace(" ", "")


@settings(deadline=None)
@given(TEXTS, SETTINGS)
@example("（庚）" * 20, Setting(Family.FANG, 16.0, 128.0))
def test_no_line_is_wider_than_its_measure(text, setting):
    for line in break_lines(text, setting):
        overhang = HALF * setting.size if line.text[-1] in CLOSING else 0.0
        assert line.width <= setting.measure + overhang + 0.01


@settings(deadline=None)
@given(TEXTS, SETTINGS.filter(lambda setting: setting.measure >= 12 * 16))  # else a telephone fills the line
@example("癸：“0731-88888888田", Setting(Family.FANG, 16.0, 128.0, justified=False))
@example("田田田田田田田田田田癸：“ Word ", Setting(Family.FANG, 16.0, 128.0))
def test_marks_keep_to_their_side_of_a_line_s_edge(text, setting):
    lines = lines_of("田" + text, setting)
    assert all(line[0] not in CLOSING for line in lines)
    assert all(line[-1] not in OPENING for line in lines[:-1])


@settings(deadline=None)
@given(TEXTS, SETTINGS)
def test_only_the_blanks_of_marks_are_squeezed_and_never_below_half(text, setting):
    for line in break_lines(text, setting):
        glyphs = case(setting.family)
        for character, advance in zip(line.text, line.advances, strict=True):
            wide = glyphs[character].width * setting.size
            marks = character in CLOSING or character in OPENING
            given_up = (HALF + HALF * MOST_SQUEEZE) * setting.size  # its own shared half, and of what is left
            least = wide - given_up if marks else wide - HALF * setting.size
            assert advance >= least - 0.01


def test_a_whole_date_goes_to_the_next_line_where_the_line_before_it_still_fills_well():
    for shift in range(28):
        lines = lines_of("田" * shift + "于2026年3月5日受理" + "甲" * 30)
        assert any("2026年3月5日" in line for line in lines), shift


def test_an_item_leaves_its_article_only_where_more_than_four_ems_would_stay_white():
    whole = "第三十一条第六项"
    torn = [
        shift
        for shift in range(28)
        if not any(whole in line for line in lines_of("田" * shift + "依照" + whole + "办理" + "甲" * 30))
    ]
    assert torn == [17, 18, 19]  # where 7, 6 and 5 ems would


@pytest.mark.parametrize("shift", range(0, 40, 3))
@pytest.mark.parametrize(
    "whole",
    ["1,234.56万元", "0731-88888888", "130 0000 0000", "（十二）", "15个工作日", "二〇二六年", "三月十五日"],
)
def test_sums_telephones_and_heads_are_never_torn(shift, whole):
    assert any(whole in line for line in lines_of("田" * shift + whole + "甲乙丙"))


def test_a_narrow_cell_tears_a_date_only_between_year_and_month():
    lines = lines_of("收到2026年11月21日", Setting(Family.FANG, 12.0, 12.0 * 6, justified=False))
    assert lines == ["收到2026年", "11月21日"]


def test_the_last_line_is_not_filled_beyond_its_measure_to_save_a_lone_character():
    narrow = Setting(Family.FANG, 16.0, 16.0 * 8, justified=False)
    for line in break_lines("1,234.56万元1,234.56万元甲", narrow):
        assert line.width <= narrow.measure + 0.01


@settings(deadline=None)
@given(st.text(st.sampled_from("田由甲申，。、；：？！（）《》“”2026年3月ab ")))
def test_no_character_but_blanks_is_lost(text):
    assert "".join(lines_of(text)).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize("shift", range(0, 40, 3))
def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one(shift):
    for line in lines_of("田" * shift + SENTENCE * 3):
        assert line[0] not in CLOSING
        assert line[-1] not in OPENING


@pytest.mark.parametrize("shift", range(0, 40, 3))
def test_every_line_but_the_last_reaches_both_edges(shift):
    *full, last = break_lines("田" * shift + SENTENCE * 3, BODY)
    for line in full:
        overhang = 8.0 if line.text[-1] in CLOSING else 0.0
        assert line.width == pytest.approx(BODY.measure + overhang, abs=0.01)
    assert last.width <= BODY.measure + 8.01


@pytest.mark.parametrize("shift", range(0, 40, 3))
@pytest.mark.parametrize("whole", ["〔2026〕12号", "3月2日", "2026年", "60日", "第二十三条"])
def test_figures_stay_with_their_units(shift, whole):
    lines = lines_of("田" * shift + SENTENCE)
    assert any(whole in line for line in lines)


def test_a_word_longer_than_the_line_is_torn():
    lines = lines_of("a" * 200)
    assert "".join(lines) == "a" * 200
    assert len(lines) > 2


def test_marks_side_by_side_share_a_blank():
    squeezed, plain = plain_line("（田）。", Family.FANG, 10), plain_line("（田甲。", Family.FANG, 10)
    assert squeezed.width == pytest.approx(plain.width - 5)


def test_a_line_of_nothing_but_marks_still_ends():
    assert "".join(lines_of("。" * 100)) == "。" * 100


def test_one_lone_character_is_not_left_for_the_last_line():
    lines = lines_of("田" * (26 + 28) + "甲。")
    assert len(lines[-1]) > 2


def test_each_paragraph_has_its_own_indent_and_an_empty_one_no_line():
    lines = break_lines("甲\n\n乙", BODY)
    assert [line.text for line in lines] == ["甲", "乙"]
    assert [line.offset for line in lines] == [32.0, 32.0]


def test_a_line_that_begins_with_an_opening_mark_gives_up_its_outer_blank():
    lines = break_lines("田" * 26 + "（甲乙丙丁戊）", BODY)
    assert lines[1].text[0] == "（"
    assert lines[1].offset == -8.0


def test_a_long_title_is_set_in_lines_of_about_equal_length():
    lines = break_title(
        "关于张三反映柳树湾村土地征收补偿款未足额发放问题的处理意见书", Family.SONG_BOLD, 22, 440
    )
    assert len(lines) == 2
    assert abs(len(lines[0].text) - len(lines[1].text)) <= 1


def test_a_name_too_long_for_its_line_is_set_smaller():
    assert fit_size("镇" * 10, Family.SONG, 30, 400) == 30
    assert fit_size("镇" * 20, Family.SONG, 30, 300) == pytest.approx(15)
