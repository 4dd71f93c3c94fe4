"""Letters where they are hard: groups, long and rare names, empty fields, many pages, enclosures, signers."""

import re
from dataclasses import replace

import pytest

from app.paper.drawing import draw
from tests.paper.letter_samples import LETTERS, YES

LONG_NAME = "阿卜杜热合曼·买买提明·艾合买提江·吾买尔·托合提·玉素甫·依明"
RARE = "䶮㛃𫖮𬍛𠅤"
TORN = re.compile(r"〔[0-9]{0,4}$|^[0-9]{0,4}〕|〔[0-9]{4}〕[0-9]*$")


def _plain(found):
    return "".join("".join(found).split())


def _lines(found):
    return [line for page in found for line in page.splitlines() if line.strip()]


@pytest.fixture
def opinion():
    return LETTERS["opinion"]


@pytest.fixture
def long_opinion(opinion, said):
    """An opinion of three pages."""
    return said(opinion, {"调查认定的事实": (opinion.filling.values["调查认定的事实"] + "\n") * 6})


def test_a_group_of_forty_is_named_by_its_first_and_listed_on_a_page_of_its_own(opinion, said, pages):
    members = [
        {"序号": str(at), "姓名": f"张{at:02d}", "备注": "代表" if at < 6 else ""} for at in range(1, 41)
    ]
    job = said(
        opinion, {"信访人": "张01等40人", "称谓": "你们", "信访人情况": "张01，住柳树湾村；共40人（名单附后）。"},
        名单=members, 附件=[{"名称": "信访人名单"}],
    )  # fmt: skip
    found = pages(draw(job))
    assert "张01等40人：" in found[0]
    assert "附件：信访人名单" in "".join(found)
    listed = next(at for at, page in enumerate(found) if page.startswith("附件\n"))
    assert all(f"张{at:02d}" in "".join(found[listed:]) for at in range(1, 41))
    assert all("序号" in page for page in found[listed:])
    assert "抄送：青川县信访局" in found[-1]


def test_an_opinion_to_one_person_has_no_list(opinion, pages):
    text = "".join(pages(draw(opinion)))
    assert "附件" not in text
    assert "序号" not in text


@pytest.mark.parametrize("form_id", LETTERS)
@pytest.mark.parametrize("name", [LONG_NAME, RARE])
def test_a_long_or_rare_name_is_printed_whole(form_id, name, said, pages):
    job = LETTERS[form_id]
    values = {place: name for place in ("信访人", "姓名", "联系人") if place in job.filling.values}
    text = _plain(pages(draw(said(job, values))))
    assert name in text
    assert "〓" not in text


@pytest.mark.parametrize("form_id", LETTERS)
def test_every_empty_field_leaves_a_letter_that_can_be_written_on(form_id, said, pages):
    job = LETTERS[form_id]
    blank = said(job, dict.fromkeys(job.filling.values, ""))
    blank = replace(blank, filling=replace(blank.filling, lists={}))
    text = "".join(pages(draw(blank)))
    assert job.title in text.replace("\n", "")
    assert "。。" not in text


def test_a_three_page_opinion_keeps_its_signature_with_its_text(long_opinion, pages):
    found = pages(draw(long_opinion))
    assert len(found) == 3
    last = found[-1]
    assert "请求复查" in _plain([last])
    assert last.index("赵六") < last.index("青山镇人民政府\n2026年3月5日")
    assert ["— 2 —" in found[1], "— 3 —" in found[2], "— 1 —" in found[0]] == [True, True, False]


@pytest.mark.parametrize("more", range(0, 220, 20))
def test_a_head_never_stands_alone_at_the_foot_of_a_page(more, opinion, said, pages):
    job = said(opinion, {"调查认定的事实": opinion.filling.values["调查认定的事实"] + "经" * more + "。"})
    for page in pages(draw(job))[:-1]:
        lines = [line for line in page.splitlines() if not line.startswith("—")]
        assert not re.match(r"[一二三四五六七]、", lines[-1])


@pytest.mark.parametrize("form_id", LETTERS)
@pytest.mark.parametrize("shift", range(4))
def test_no_document_number_is_torn(form_id, shift, said, pages):
    job = LETTERS[form_id]
    wide = said(job, {"信访人": "张" * (shift + 1), "称谓": "你" * (shift + 1)})
    assert not [line for line in _lines(pages(draw(wide))) if TORN.search(line)]


def test_enclosures_wrap_under_one_another(said, pages):
    name = "柳树湾村三组征收承包地补偿费发放明细表、村民代表会议记录和村务公开照片复印件"
    job = said(LETTERS["report_up"], 附件=[{"名称": f"{name}{at}"} for at in (1, 2, 3)])
    text = "".join(pages(draw(job)))
    assert _plain([text]).count(name) == 3
    assert re.search(r"附件：1\.柳", text)
    assert not re.search(r"复印件3。", text)


@pytest.mark.parametrize(
    "signers",
    [
        "周八",
        "周八、吴九",
        "周八、吴九、郑十",
        LONG_NAME,
        f"{LONG_NAME}、{RARE}",
        "欧阳某某、上官某某、诸葛某某",
    ],
)
def test_a_report_names_all_its_signers_and_its_number_once(signers, said, pages):
    found = pages(draw(said(LETTERS["report_up"], {"签发人": signers})))
    first = _plain(found[:1])
    assert "签发人：" in first
    assert all(name in first for name in signers.split("、"))
    assert first.count("青信报〔2026〕12号") == 1
    assert "— 1 —" in found[0]


@pytest.mark.parametrize("signers", range(1, 17, 2))
def test_a_signature_takes_text_and_enclosures_along_wherever_the_page_ends(signers, said, pages):
    found = pages(draw(said(LETTERS["report_up"], {"签发人": "、".join(["欧阳某某"] * signers)})))
    assert found[0].count("欧阳某某") == signers
    assert found[-1].index("特此报告。") < found[-1].index("附件：1.") < found[-1].index("青山镇人民政府\n")


def test_a_report_ends_with_who_printed_it(pages):
    last = pages(draw(LETTERS["report_up"]))[-1]
    assert "抄送：青川县自然资源局" in last
    assert "2026年3月5日印发" in last
    assert last.index("联系人：赵六") < last.index("抄送")


def test_paper_that_bears_a_head_already_gets_none(pages):
    for form_id in ("report_up", "opinion"):
        (first, *_) = pages(draw(replace(LETTERS[form_id], red_head=False)))
        assert not first.startswith("青山镇人民政府")
        assert "〔2026〕12号" in first


def test_a_letter_without_copies_says_nothing_of_them(opinion, said, pages):
    assert "抄送" not in "".join(pages(draw(said(opinion, {"抄送": ""}))))


def test_a_supporting_opinion_has_seven_parts_and_another_six(opinion, said, pages):
    support = "".join(pages(draw(opinion)))
    refusal = "".join(
        pages(draw(said(opinion, {"落实安排": "", "不含落实安排": YES, "处理结果": "不予支持"})))
    )
    assert "六、落实安排" in support
    assert "七、救济途径" in support
    assert "落实安排" not in refusal
    assert "六、救济途径" in refusal


def test_a_simple_acceptance_speaks_of_working_days_and_not_of_sixty(said, pages):
    job = said(LETTERS["acceptance_notice"], {"普通": "", "简易": YES, "简易期限": "2026年3月19日"})
    text = _plain(pages(draw(job)))
    assert "10个工作日内，即至迟于2026年3月19日" in text
    assert "60日" not in text


@pytest.mark.parametrize("form_id", LETTERS)
def test_no_letter_signs_a_right_away_or_labels_anybody(form_id, pages):
    text = _plain(pages(draw(LETTERS[form_id])))
    for word in ("息诉", "息访", "缠访", "越级", "扬言", "稳控", "政治面貌", "风险等级", "放弃"):
        assert word not in text
