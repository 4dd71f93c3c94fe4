import pytest

from app.core.wording import (
    BLANK,
    Paragraph,
    addressed,
    addressed_as,
    fill,
    fill_all,
    places,
)
from app.core.wording_reading import parse_wording
from app.errors import PaperError


def test_values_stand_in_their_places():
    assert fill("{信访人}：{日期}", {"信访人": "张三", "日期": "今天"}) == "张三：今天"


def test_a_value_is_data_even_when_it_looks_like_a_place():
    assert fill("{甲}{乙}", {"甲": "{乙}", "乙": "<b>"}) == "{乙}<b>"


def test_doubled_braces_print_one():
    assert fill("{{甲}}", {}) == "{甲}"


def test_an_empty_value_is_left_open_for_the_pen():
    assert fill("联系人：{联系人}", {"联系人": ""}) == f"联系人：{BLANK}"


def test_a_place_the_form_does_not_know_is_named():
    with pytest.raises(PaperError, match="身份证号"):
        fill("{身份证号}", {"信访人": "张三"})


@pytest.mark.parametrize("template", ["{信访人", "信访人}", "{}", "{{信访人}"])
def test_a_brace_that_stands_alone_is_refused(template):
    with pytest.raises(PaperError, match="大括号"):
        places(template)


def test_a_paragraph_is_printed_only_on_its_occasion():
    paragraphs = [Paragraph("甲"), Paragraph("领导：{领导}", "领导")]
    assert fill_all(paragraphs, {"领导": ""}) == ["甲"]
    assert fill_all(paragraphs, {"领导": "周八"}) == ["甲", "领导：周八"]


def test_an_occasion_the_form_does_not_know_is_named():
    with pytest.raises(PaperError, match="领导"):
        fill_all([Paragraph("甲", "领导")], {})


def test_a_template_file_is_read_with_all_its_parts():
    wording = parse_wording(
        'title = "题"\nsalutation = "{甲}："\nbody = ["一", { when = "乙", text = "{丙}" }]\nremark = "注"'
    )
    assert wording.body == (Paragraph("一"), Paragraph("{丙}", "乙"))
    assert wording.places == {"甲", "乙", "丙"}
    assert (wording.title, wording.remark, wording.closing) == ("题", "注", ())


@pytest.mark.parametrize(
    "source", ["", "title =", 'title = "题"', 'title = "题"\nbody = [1]', "title = 1\nbody = []"]
)
def test_a_broken_template_file_is_a_sentence_for_the_clerk(source):
    with pytest.raises(PaperError, match="模板"):
        parse_wording(source)


@pytest.mark.parametrize(
    ("names", "count", "said"),
    [
        (("张三",), 1, "张三"),
        (("张三", "李四"), 2, "张三、李四"),
        (("张三", "李四"), 40, "张三等40人"),
        (tuple("甲乙丙丁"), 4, "甲等4人"),
        ((), 1, "信访人"),
        (("",), 1, "信访人"),
    ],
)
def test_petitioners_are_named_as_papers_name_them(names, count, said):
    assert addressed(names, count) == said


def test_several_are_addressed_as_several():
    assert (addressed_as(1), addressed_as(2)) == ("你", "你们")
