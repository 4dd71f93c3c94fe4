from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.register_columns import _OTHER_NAMES
from app.core.registers import RegisterRow, RowContext, RowProblem, read_row, recognise
from app.errors import BundleError

HEADERS = tuple(_OTHER_NAMES)
LAYOUT = recognise(HEADERS)
PLAIN = {"信访形式": "来访", "信访日期": "2026-03-02", "姓名": "张三", "主题": "宅基地纠纷"}
GOOD_ID = "11010519491231002X"


def read(today=None, **cells):
    return read_row(PLAIN | cells, 7, RowContext(LAYOUT, today))


def accepted(**cells) -> RegisterRow:
    row = read(**cells)
    assert isinstance(row, RegisterRow), row
    return row


def refused(**cells) -> list[str]:
    """The columns of the problems, each with a whole sentence that names row and column."""
    problems = read(**cells)
    assert isinstance(problems, tuple)
    for problem in problems:
        assert isinstance(problem, RowProblem)
        assert problem.sentence.startswith(f"第7行“{problem.column}”：")
        assert problem.sentence.endswith("。")
        assert "请" in problem.sentence
    return [problem.column for problem in problems]


def test_the_four_needed_columns_make_a_reception():
    row = accepted()
    assert (row.channel, row.occurred_on, row.registered_on) == ("visit", date(2026, 3, 2), date(2026, 3, 2))
    assert (row.names, row.head_count, row.subject, row.notes) == (("张三",), 1, "宅基地纠纷", ())


def test_every_column_finds_its_place():
    row = accepted(
        登记日期=date(2026, 3, 3), 人数=2, 电话=13000000001.0, 证件号码=GOOD_ID.lower(), 住址="青山镇 一组", 村="青山村",
        内容="第一行\r\n第二行", 诉求="确权", 一级分类="农村农业", 二级分类="土地承包经营", 三级分类="宅基地纠纷",
        信访目的="求决", 来源="本级登记", 初重="初访", 责任单位="自然资源所", 包案领导="李四", 受理日期="2026/3/5",
        不予受理日期="2026-03-05", 转送日期="2026.3.6", 交办日期="20260307", 答复日期="2026年3月8日",
        送达日期=46090, 办结日期="46091", 化解日期=datetime(2026, 3, 30, 8, 0), 部门评价="满意", 单位评价="基本满意",
        信访件编号="XF-1",
    )  # fmt: skip
    assert row.registered_on == date(2026, 3, 3)
    assert (row.phone, row.id_number, row.village, row.text) == (
        "13000000001",
        GOOD_ID,
        "青山村",
        "第一行\n第二行",
    )
    assert row.category == ("农村农业", "土地承包经营", "宅基地纠纷")
    assert (row.purpose, row.source, row.repeat) == ("appeal", "本级登记", False)
    assert (row.unit, row.leader, row.external_number) == ("自然资源所", "李四", "XF-1")
    assert (row.accepted_on, row.declined_on) == (date(2026, 3, 5), date(2026, 3, 5))
    assert (row.referred_on, row.assigned_on, row.answered_on) == (
        date(2026, 3, 6),
        date(2026, 3, 7),
        date(2026, 3, 8),
    )
    assert (row.delivered_on, row.closed_on, row.settled_on) == (
        date(2026, 3, 9),
        date(2026, 3, 10),
        date(2026, 3, 30),
    )
    assert (row.evaluation_office, row.evaluation_unit) == ("satisfied", "basically")


@pytest.mark.parametrize(
    ("written", "channel"),
    [
        ("来信", "letter"), ("信件", "letter"), ("信", "letter"), ("来访", "visit"), ("走访", "visit"), ("个访", "visit"),
        ("集体访", "visit"), ("访", "visit"), ("来访（集体）", "visit"), ("网上", "web"), ("网信", "web"), ("网上 信访", "web"),
        ("网络", "web"), ("来电", "call"), ("电话", "call"), ("传真", "other"), ("其他", "other"), ("12345转办", "other"),
        (12345.0, "other"),
    ],
)  # fmt: skip
def test_each_word_for_a_form_of_petition_has_its_channel(written, channel):
    assert accepted(信访形式=written).channel == channel


@pytest.mark.parametrize(
    ("written", "day", "at"),
    [
        (46083, "2026-03-02", None),
        (46083.5, "2026-03-02", "2026-03-02T12:00:00"),
        ("46083", "2026-03-02", None),
        (20260302, "2026-03-02", None),
        ("2026/3/2", "2026-03-02", None),
        ("2026年3月2日（周一）", "2026-03-02", None),
        ("2026.3.2", "2026-03-02", None),
        ("2026/3/2 9:10:05", "2026-03-02", "2026-03-02T09:10:05"),
        (datetime(2026, 3, 2), "2026-03-02", None),
        (datetime(2026, 3, 2, 9, 10), "2026-03-02", "2026-03-02T09:10:00"),
    ],
)
def test_a_date_is_understood_in_every_way_a_sheet_holds_one(written, day, at):
    row = accepted(信访日期=written)
    assert (row.occurred_on.isoformat(), row.occurred_at) == (day, at)


@pytest.mark.parametrize(
    "written",
    ["2003-12-31", "春节前", "2026-02-30", "3.2", 1121, 2026.1, True, "2200-01-01", 37986, float("nan")],
)
def test_a_date_that_cannot_be_right_refuses_the_row(written):
    assert refused(信访日期=written) == ["信访日期"]


def test_the_first_day_of_the_calendar_can_be_registered():
    assert accepted(信访日期="2004-01-01").occurred_on == date(2004, 1, 1)


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"登记日期": "2026-03-01"}, "登记日期"),
        ({"登记日期": "2026-03-10", "受理日期": "2026-03-09"}, "受理日期"),
        ({"受理日期": "2026-03-01"}, "受理日期"),
        ({"不予受理日期": "2026-03-01"}, "不予受理日期"),
        ({"转送日期": "2026-03-01"}, "转送日期"),
        ({"交办日期": "2026-03-01"}, "交办日期"),
        ({"化解日期": "2026-03-01"}, "化解日期"),
        ({"受理日期": "2026-03-10", "答复日期": "2026-03-09"}, "答复日期"),
        ({"答复日期": "2026-03-10", "送达日期": "2026-03-09"}, "送达日期"),
        ({"受理日期": "2026-03-10", "办结日期": "2026-03-09"}, "办结日期"),
        ({"办结日期": "2026-03-01"}, "办结日期"),
    ],
)
def test_a_step_before_the_one_it_follows_refuses_the_row(cells, column):
    assert refused(**cells) == [column]
    later = dict.fromkeys(cells, "2026-03-10")
    assert accepted(**later)


def test_the_sentence_about_two_dates_names_both():
    [problem] = read(登记日期="2026-03-10", 受理日期="2026-03-09")
    assert problem.sentence == (
        "第7行“受理日期”：2026年3月9日早于登记日期2026年3月10日，请核对这两个日期后重新导入。"
    )


@pytest.mark.parametrize(
    ("names", "heads", "found", "count"),
    [
        ("张三、李四", None, ("张三", "李四"), 2),
        ("张三,李四；王五", None, ("张三", "李四", "王五"), 3),
        ("张三 李四", None, ("张三", "李四"), 2),
        ("张 三", None, ("张三",), 1),
        ("欧阳 三一", None, ("欧阳三一",), 1),
        ("张三等12人", None, ("张三",), 12),
        ("张三、李四等十二人", None, ("张三", "李四"), 12),
        ("张三等人", 5, ("张三",), 5),
        ("匿名", None, ("匿名",), 1),
        ("阿卜杜拉•买买提", None, ("阿卜杜拉·买买提",), 1),
        ("张三", "12", ("张三",), 12),
        ("张三", 12.0, ("张三",), 12),
        ("张三", "12人", ("张三",), 12),
        ("张三", "二十三", ("张三",), 23),
        ("张三", "一百零五人", ("张三",), 105),
    ],
)
def test_who_came_and_how_many(names, heads, found, count):
    row = accepted(姓名=names, 人数=heads)
    assert (row.names, row.head_count) == (found, count)


@pytest.mark.parametrize("heads", ["12人左右", "约12人", "12余人"])
def test_a_head_count_that_is_a_guess_goes_in_with_a_note(heads):
    row = accepted(人数=heads)
    assert row.head_count == 12
    assert heads in row.notes[0]


@pytest.mark.parametrize(
    "heads", ["若干", "3-5", "0", 0, -1, 1.5, True, "一大批", 100_000, "九" * 5000, float("inf"), "-"]
)
def test_a_head_count_that_is_none_refuses_the_row(heads):
    assert refused(人数=heads) == ["人数"]


def test_fewer_heads_than_names_refuse_the_row():
    assert refused(姓名="张三、李四", 人数=1) == ["人数"]


@pytest.mark.parametrize(
    "number",
    ["110105194912310021", "4.30102E+17", 4.30102199001011e17, "43010219900101300", "430102199001013000"],
)
def test_a_wrong_or_rounded_id_number_refuses_the_row(number):
    assert refused(证件号码=number) == ["证件号码"]


@pytest.mark.parametrize("number", ["", "无", None, "91350100M000100Y43", "999999490101001"])
def test_no_number_an_organisations_code_and_an_old_number_go_in_without_a_word(number):
    assert accepted(证件号码=number).notes == ()


def test_another_papers_number_goes_in_with_a_note():
    row = accepted(证件号码="E00000001")
    assert row.id_number == "E00000001"
    assert "其他证件" in row.notes[0]


def test_a_second_number_is_noted_masked_and_never_lost_unseen():
    row = accepted(证件号码=f"{GOOD_ID}、999999490101001")
    assert row.id_number == GOOD_ID
    assert "999********1001" in row.notes[0]


@pytest.mark.parametrize(
    ("written", "purpose"),
    [
        ("建议意见", "suggestion"), ("意见建议", "suggestion"), ("检举控告", "report"), ("揭发控告", "report"),
        ("申诉求决", "appeal"), ("申诉", "appeal"), ("求决", "appeal"), ("", None),
    ],
)  # fmt: skip
def test_purposes_have_their_three_classes(written, purpose):
    assert accepted(信访目的=written).purpose == purpose


@pytest.mark.parametrize(
    ("written", "repeat"),
    [
        ("重复", True),
        ("重访", True),
        ("重件", True),
        ("再次", True),
        ("第3次", True),
        ("初信", False),
        ("首次", False),
        ("", None),
    ],
)
def test_first_and_repeated_petitions_are_told_apart(written, repeat):
    assert accepted(初重=written).repeat is repeat


@pytest.mark.parametrize("column", ["信访目的", "初重", "部门评价", "单位评价"])
def test_an_unknown_word_is_noted_and_left_out(column):
    row = accepted(**{column: "咨询"})
    assert column in row.notes[0]
    assert "咨询" in row.notes[0]


@pytest.mark.parametrize("column", ["信访形式", "信访日期", "姓名", "主题"])
@pytest.mark.parametrize("empty", [None, "", "  "])
def test_an_empty_needed_cell_refuses_the_row(column, empty):
    assert refused(**{column: empty}) == [column]


def test_an_unknown_form_of_petition_refuses_the_row():
    assert refused(信访形式="托梦") == ["信访形式"]


def test_everything_wrong_with_a_row_is_said_at_once():
    assert refused(信访形式="托梦", 信访日期="?", 人数="?", 证件号码="4.3E+17") == [
        "信访日期",
        "人数",
        "信访形式",
        "证件号码",
    ]


def test_a_text_too_long_refuses_its_row():
    assert accepted(内容="字" * 21_845).text
    assert refused(内容="字" * 21_846) == ["内容"]


def test_a_name_with_hidden_direction_marks_refuses_the_row():
    assert refused(姓名="张\u202e三")[0] == "姓名"


def test_a_formula_is_just_a_text():
    assert accepted(主题="=1+1").subject == "=1+1"


def test_a_date_to_come_is_noted_where_today_is_known():
    assert accepted(today=date(2026, 3, 2)).notes == ()
    assert "晚于今天" in accepted(today=date(2026, 3, 1)).notes[0]


def test_the_same_content_has_the_same_fingerprint_however_the_sheet_holds_it():
    one = accepted(信访日期="2026年3月2日", 人数="1人", 证件号码=GOOD_ID.lower())
    other = read_row(
        PLAIN | {"信访日期": 46083.0, "人数": 1, "证件号码": f" {GOOD_ID} "}, 99, RowContext(LAYOUT)
    )
    assert one.fingerprint == other.fingerprint
    assert one.fingerprint != accepted(主题="别的事").fingerprint


@pytest.mark.parametrize(
    ("header", "column"),
    [
        ("来访人", "姓名"), ("信访人\n姓名", "姓名"), ("联系电话", "电话"), ("身份证号", "证件号码"), ("反映内容", "内容"),
        ("村（社区）", "村"), ("姓 名（必填）*", "姓名"), ("受理时间", "受理日期"), ("人数（人）", "人数"),
    ],
)  # fmt: skip
def test_headers_are_known_by_their_other_names(header, column):
    layout = recognise(
        ["序号", header, "信访形式", "信访日期", "主题", *([] if column == "姓名" else ["姓名"])]
    )
    assert layout.columns[1] == column
    assert layout.ignored == ("序号",)


def test_a_problem_names_the_column_as_the_sheet_does():
    layout = recognise(["来访时间", "来访人", "信访形式", "事由"])
    [problem] = read_row(layout.cells(["?", "张三", "来访", "土地"]), 3, RowContext(layout))
    assert problem.column == "来访时间"


def test_the_exact_header_wins_and_the_other_is_listed():
    layout = recognise(["日期", "信访日期", "信访形式", "姓名", "主题"])
    assert layout.columns[:2] == ("", "信访日期")
    assert layout.ignored == ("日期",)


def test_missing_columns_are_named():
    with pytest.raises(BundleError, match="信访形式、姓名"):
        recognise(["信访日期", "主题", None, 3])


def test_a_column_that_is_there_twice_is_named():
    with pytest.raises(BundleError, match="重复的列：姓名"):
        recognise(["信访形式", "信访日期", "姓名", "主题", "姓名"])


def test_an_export_of_web_messages_is_of_the_web():
    layout = recognise(["留言编号", "留言用户", "留言主题", "留言时间", "留言详情", "一级分类"])
    cells = layout.cells(["1", "A0001", "路灯", "2019/11/17 13:44:57", "路灯不亮", "城乡建设"])
    row = read_row(cells, 2, RowContext(layout))
    assert (row.channel, row.external_number, row.occurred_at) == ("web", "1", "2019-11-17T13:44:57")


CELLS = st.one_of(
    st.none(),
    st.text(max_size=30),
    st.text("0123456789.-/年月日人等约十、EX+ ", max_size=20),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
)


@settings(max_examples=300)
@given(st.dictionaries(st.sampled_from(HEADERS), CELLS), st.booleans())
def test_no_row_whatever_breaks_the_reading(cells, complete):
    row = read_row(PLAIN | cells if complete else cells, 2, RowContext(LAYOUT, date(2026, 3, 2)))
    if isinstance(row, RegisterRow):
        assert row.occurred_on <= row.registered_on
        assert len(row.names) <= row.head_count
        assert len(row.fingerprint) == 64
    else:
        assert row
        assert all(problem.sentence.endswith("。") for problem in row)


@given(st.lists(CELLS, max_size=12))
def test_no_header_row_whatever_breaks_the_recognition(headers):
    assert recognise_or_sentence(headers)


def recognise_or_sentence(headers):
    try:
        return recognise(headers).columns
    except BundleError as refusal:
        return str(refusal).endswith("。")
