"""Template files: what an office may write in them, and the sentence for what it may not."""

from dataclasses import replace

import pytest

from app.core.forms import FORMS
from app.core.wording import Column, GridRow, Paragraph
from app.core.wording_reading import parse_wording
from app.errors import PaperError
from app.paper.templates import shipped_source
from app.services.filling import fill_form
from app.services.filling.sample import places_of, row_places_of, sample_facts


def test_paragraphs_have_occasions_and_styles():
    words = parse_wording('title = "题"\nbody = ["一", { when = "甲", text = "{甲}二", style = "head" }]')
    assert words.body == (Paragraph("一"), Paragraph("{甲}二", "甲", "head"))
    assert words.places == {"甲"}


def test_a_grid_has_labels_values_heights_and_single_cells():
    words = parse_wording(
        'title = "题"\ngrid = [[["甲", "{甲}"], ["乙", ""]], { cells = [["整行{丙}"]], height = 40, when = "丙" }]'
    )
    assert words.grid == (GridRow((("甲", "{甲}"), ("乙", ""))), GridRow((("", "整行{丙}"),), 40.0, "丙"))
    assert words.places == {"甲", "丙"}


def test_a_list_names_its_rows_places_apart_from_the_forms():
    source = 'title = "题"\n[list]\nsource = "材料"\nleast = 3\ncolumns = [{ head = "名", width = 10, value = "{名称}" }]'
    words = parse_wording(source)
    assert words.table
    assert words.table.columns == (Column("名", 10.0, "{名称}"),)
    assert words.places == frozenset()
    assert words.row_places == {"名称"}


@pytest.mark.parametrize(
    "source",
    [
        'body = ["一"]', 'title = "题"', 'title = 3\nbody = ["一"]', 'title = "题"\nbody = [3]', 'title = "题"\nbody = [{ text = "一", style = "red" }]',
        'title = "题"\nbody = ["{一"]', 'title = "题"\nbody = ["一}"]', 'title = "题"\nbody = ["{}"]', 'title = "题"\nbdy = ["一"]',
        'title = "题"\ngrid = [["甲", "乙"]]', 'title = "题"\ngrid = [[["甲", "乙", "丙"]]]', 'title = "题"\ngrid = [[]]',
        'title = "题"\n[list]\nsource = "材"\ncolumns = [{ head = "名", width = 10, value = "", align = "middle" }]', 'title = "题',
    ],
)  # fmt: skip
def test_a_broken_template_is_one_chinese_sentence(source):
    with pytest.raises(PaperError, match="模板") as caught:
        parse_wording(source)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_shipped_words_name_only_what_their_form_can_fill(form):
    words = parse_wording(shipped_source(form.id))
    assert words.places <= places_of(form)
    if words.table:
        assert words.row_places <= row_places_of(form) | ({"名称"} if words.table.source == "附件" else set())


@pytest.mark.parametrize("form", [form for form in FORMS if not form.matterless], ids=lambda form: form.id)
def test_what_a_form_asks_for_changes_what_it_says(form):
    """A question whose answer is printed nowhere would be a question for nothing."""
    facts = sample_facts(form)
    others = {
        ask.name: list(ask.options)[-1] for ask in form.asks if ask.options
    }  # some answers matter only then
    answers = {"date": "2026-04-01", "number": "7"}
    idle = []
    for ask in form.asks:
        if ask.kind == "paper" or (form.id, ask.name) in LATER:
            continue
        answer = next(iter(ask.options), "") or answers.get(ask.kind, "甲乙丙丁")
        before = [_said(form, replace(facts, fields=chosen)) for chosen in ({}, others)]
        after = [_said(form, replace(facts, fields=chosen | {ask.name: answer})) for chosen in ({}, others)]
        if before == after:
            idle.append(ask.name)
    assert idle == []


# Only where the matter was reviewed already does the application go to a further organ.
LATER = {("review_application", "复核机关")}


def _said(form, facts):
    filling = fill_form(form, facts)
    words = parse_wording(shipped_source(form.id))
    used = {name: value for name, value in filling.values.items() if name in words.places}
    return used, {name: [dict(row) for row in rows] for name, rows in filling.lists.items()}
