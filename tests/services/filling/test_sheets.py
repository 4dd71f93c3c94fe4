"""What sheets say, from the matter to the places of their words."""

from dataclasses import replace
from datetime import date

import pytest

from app.core.forms import form_called
from app.core.forms.sheets import SHEETS
from app.core.people import Person
from app.core.receptions import Attendance
from app.core.wordings import check_wording
from app.errors import ValidationError
from app.paper.templates import shipped_source
from app.services.filling import fill_form
from app.services.filling.sample import places_of, row_places_of, sample_facts
from app.services.filling.sheets_parts import described, ticks
from app.services.filling.sheets_unbound import unbound_filling


def facts_of(form_id: str, **changes: object):
    return replace(sample_facts(form_called(form_id)), **changes)


@pytest.mark.parametrize("form", SHEETS, ids=lambda form: form.id)
def test_the_shipped_words_of_a_sheet_ask_only_for_what_it_fills(form):
    check_wording(form, shipped_source(form.id), places_of(form), row_places_of(form))


@pytest.mark.parametrize("form", [form for form in SHEETS if form.sealed], ids=lambda form: form.id)
def test_a_sheet_of_a_sealed_matter_names_nobody_and_no_subject(form):
    facts = facts_of(form.id)
    sealed = replace(facts, matter=replace(facts.matter, purpose="report"), materials=())
    filling = fill_form(form, sealed)
    words = check_wording(form, shipped_source(form.id), places_of(form), row_places_of(form))
    said = "".join(filling.values[name] for name in words.places)
    said += "".join(text for rows in filling.lists.values() for row in rows for text in row.values())
    assert "示例人" not in said
    assert "示例事项" not in said
    assert "示例诉求" not in said


def test_a_group_of_forty_has_a_row_for_everyone_and_names_for_those_who_gave_them():
    facts = facts_of("visitor_list")
    people = tuple(
        Person(f"p{at}", f"村民{at}", id_number="11010519491231002X", sex="female") for at in range(5)
    )
    attended = tuple(Attendance(person.id, person.id == "p0") for person in people)
    part = replace(facts.reception, head_count=40, attendances=attended)
    occasion = replace(facts.occasion, reception=part)
    rows = fill_form(facts.form, replace(facts, people=people, occasion=occasion)).lists["信访人"]
    assert len(rows) == 40
    assert [row["序号"] for row in rows] == [str(at) for at in range(1, 41)]
    assert [row["姓名"] for row in rows[:6]] == ["村民0", "村民1", "村民2", "村民3", "村民4", ""]
    assert rows[0]["代表"] == "是"
    assert rows[0]["性别"] == "女"
    assert rows[0]["证件号码"] == "110***********002X"


def test_the_chosen_word_is_ticked_and_only_that_one():
    assert ticks(("满意", "基本满意", "不满意"), "基本满意") == "□满意　■基本满意　□不满意"
    assert ticks(("是", "否"), "") == "□是　□否"


def test_a_party_is_described_by_what_is_known():
    assert described(Person("1", "张三", address="青山村", sex="male")) == "张三，男，住青山村"
    assert described(Person("1", "张三")) == "张三"


def test_a_service_return_without_a_paper_says_nothing_of_one():
    values = fill_form(form_called("service_return"), facts_of("service_return", about_paper=None)).values
    assert [values[name] for name in ("文书名称", "送达文号", "受送达人", "回执编号")] == [""] * 4


def test_a_service_return_takes_the_slip_of_the_paper_it_is_about():
    facts = facts_of("service_return")
    paper = replace(facts.about_paper, slip="901234567898")
    values = fill_form(facts.form, replace(facts, about_paper=paper)).values
    assert values["回执编号"] == "9012 3456 7898"
    assert values["受送达人"].startswith("示例人")


def _sweep(text: str):
    form, office = form_called("sweep_register"), sample_facts(form_called("receipt")).office
    return unbound_filling(form, office, "", date(2026, 3, 5), {"排查事项": text})


def test_pasted_rows_become_rows_of_the_register():
    filling = _sweep(
        "3月3日\t柳树湾村\t张某、李某\t邻里\t滴水\t李四\t正在化解\n\n3月4日｜柳树湾村｜王某｜债务｜欠款｜李四｜已化解"
    )
    rows = filling.lists["排查事项"]
    assert [row["序号"] for row in rows] == ["1", "2"]
    assert rows[1]["化解情况"] == "已化解"
    assert filling.values["件数"] == "2"
    assert filling.values["零报告"] == ""


def test_nothing_found_is_a_report_too():
    filling = _sweep("  \n")
    assert filling.values["件数"] == "0"
    assert "零报告" in filling.values["零报告"]
    assert len(filling.lists["排查事项"]) == 1


def test_a_line_with_a_missing_cell_is_named():
    with pytest.raises(ValidationError, match="第2行有2栏，应为7栏"):
        _sweep("a｜b｜c｜d｜e｜f｜g\n3月3日｜柳树湾村")
