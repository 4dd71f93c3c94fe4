import pytest

from app.core.forms import FORMS
from app.core.steps import StepCommand
from app.core.wording_reading import parse_wording
from app.core.wording_writing import write_wording
from app.errors import NotAllowed, PaperError
from app.services.desk import Desk
from app.services.paper_drafts import PaperDrafts, sample_paper
from app.services.receptions import Visitor
from tests.conftest import TODAY
from tests.services.test_papers import DRAFT, text

FORM = "assignment_notice"


@pytest.fixture
def drafts(desk: Desk) -> PaperDrafts:
    return PaperDrafts(desk.register, desk.papers, desk.drafts)


@pytest.fixture
def assigned(desk: Desk) -> str:
    matter_id = desk.receptions.register(DRAFT, [Visitor("张三")]).matter_id
    desk.matters.take_step(matter_id, StepCommand("assign", TODAY, text="请核实"), "自然资源所")
    return matter_id


def test_what_was_typed_is_kept_for_one_form_of_one_matter(drafts: PaperDrafts) -> None:
    drafts.keep(FORM, "one", {"首办责任人": "周甲"})
    kept = drafts.kept(FORM, "one")
    assert kept is not None
    assert kept.fields == {"首办责任人": "周甲"}
    assert drafts.kept(FORM, "other") is None
    assert drafts.kept("receipt", "one") is None


def test_an_emptied_paper_keeps_nothing(drafts: PaperDrafts) -> None:
    drafts.keep(FORM, "one", {"首办责任人": "周甲"})
    drafts.keep(FORM, "one", {})
    assert drafts.kept(FORM, "one") is None


@pytest.mark.parametrize("body", [{}, {"fields": []}, {"fields": "x"}, {"other": 1}])
def test_a_draft_nobody_can_read_counts_as_none(desk: Desk, drafts: PaperDrafts, body: dict) -> None:
    desk.drafts.save(f"paper:{FORM}:one", body)
    assert drafts.kept(FORM, "one") is None


def test_a_sketch_says_what_was_typed_and_takes_no_number(
    desk: Desk, drafts: PaperDrafts, assigned: str
) -> None:
    before = desk.safety.verify().entries
    said = text(drafts.sketch(FORM, assigned, {"首办责任人": "周甲主任"})())
    assert "周甲主任" in said
    assert "〔2026〕＿号" in said
    assert desk.safety.verify().entries == before


def test_a_sketch_of_what_may_not_be_made_says_why(drafts: PaperDrafts, assigned: str) -> None:
    with pytest.raises(NotAllowed, match="受理"):
        drafts.sketch("acceptance_notice", assigned, {})


@pytest.mark.parametrize("form_id", [form.id for form in FORMS])
def test_every_form_is_drawn_of_the_invented_matter_from_what_the_editor_writes(
    desk: Desk, form_id: str
) -> None:
    source = desk.wordings.in_use(next(form for form in FORMS if form.id == form_id)).source
    wording = parse_wording(source)
    assert sample_paper(form_id, write_wording(wording)).startswith(b"%PDF")


def test_a_sample_of_a_broken_template_is_a_sentence() -> None:
    with pytest.raises(PaperError, match="模板"):
        sample_paper("receipt", "title = ")
