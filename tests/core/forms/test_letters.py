"""The catalogue of letters: each row hangs together with its wording, its steps and its law."""

import re

import pytest

from app.core.forms import FORMS
from app.core.forms.form import GROUPS, LAYOUTS, LETTER, PETITIONER, UPWARD
from app.core.forms.letters import LETTERS
from app.core.steps import PAPERS, RULES
from app.core.wording_reading import parse_wording
from app.paper.templates import shipped_source, shipped_wording
from app.services.filling.sample import places_of, row_places_of

ENTRIES = {rule.entry for rule in RULES.values()}


@pytest.mark.parametrize("form", LETTERS, ids=lambda form: form.id)
def test_a_letter_hangs_together(form):
    wording = shipped_wording(form.id)
    assert wording.title == form.title
    assert wording.places <= places_of(form)
    assert wording.row_places <= row_places_of(form)
    assert form.group in GROUPS
    assert form.layout in LAYOUTS
    assert set(form.tells_of) - {"reception", "paper"} <= ENTRIES
    assert form.served in {"", *PAPERS}


@pytest.mark.parametrize("form", LETTERS, ids=lambda form: form.id)
def test_what_a_letter_asks_for_is_printed_or_listed(form):
    places = shipped_wording(form.id).places
    lists = {"附件", "复核机关"}  # rows of 附件说明; the body that 申请机关 becomes
    assert {ask.name for ask in form.asks} - lists <= places


@pytest.mark.parametrize("form", LETTERS, ids=lambda form: form.id)
def test_the_head_of_a_wording_file_lists_the_places_it_uses(form):
    source = shipped_source(form.id)
    comment = "".join(line for line in source.splitlines() if line.startswith("#"))
    listed = set(re.findall(r"\{([^{}]+)\}", comment))
    assert parse_wording(source).places <= listed
    assert listed <= places_of(form)


def test_no_two_forms_share_a_word_so_no_two_papers_share_a_number():
    words = [form.word for form in FORMS if form.word]
    assert len(words) == len(set(words))


def test_every_step_names_a_paper_of_the_catalogue():
    known = {form.id for form in FORMS}
    named = {rule.form for rule in RULES.values() if rule.form}
    assert named <= known
    for kind in (
        "accept",
        "decline",
        "decline_again",
        "explain",
        "refer",
        "assign",
        "extend",
        "answer",
        "supervise",
        "urge",
    ):
        assert RULES[kind].form


@pytest.mark.parametrize(
    "form", [form for form in LETTERS if form.layout in {LETTER, UPWARD}], ids=lambda form: form.id
)
def test_a_letter_says_to_whom_about_what_and_who_answers(form):
    """law.md §7.0.5: salutation, matter number, contact person and phone."""
    wording = shipped_wording(form.id)
    assert wording.salutation
    assert {"登记编号", "联系人", "电话"} <= wording.places
    if form.to == PETITIONER:
        assert "信访人" in wording.places
        assert "称谓" in wording.places


@pytest.mark.parametrize(
    "form", [form for form in LETTERS if form.to == PETITIONER and form.served == "notice"]
)
def test_a_notice_names_the_article_it_rests_on(form):
    body = "".join(part.text for part in shipped_wording(form.id).body)
    assert "《信访工作条例》" in body or "依据}规定" in body


def test_only_what_may_concern_a_report_is_open_to_sealed_matters():
    """条例 Art 30 ¶3: a receipt, the letter with the material, and the bare notice that it was passed on."""
    assert {form.id for form in LETTERS if form.sealed} == {"receipt", "referral_letter", "referral_notice"}


def test_every_answer_is_the_organs_and_moves_the_review_clock():
    answers = [form for form in LETTERS if form.served == "answer"]
    assert {form.id for form in answers} == {"opinion", "simple_answer", "route_answer", "suggestion_reply"}
    assert all(form.government and form.word_file for form in answers)
