"""The order of a matter's file, and what its own course demands of it."""

from dataclasses import replace
from datetime import date

import pytest

from app.core.attachments import MATERIAL, REPLY, Attachment
from app.core.documents import Document
from app.core.dossiers import BINDING, PLACES, contents, place_of
from app.core.events import Step
from app.core.forms import FORMS, form_called
from app.core.matters import Matter
from app.core.owed_papers import owed_papers
from app.core.receptions import Attendance, Reception

DAY = date(2026, 3, 2)
LETTER = Reception("r", "m", 1, "letter", DAY, DAY, 1, (Attendance("p"),))


def matter(*steps: Step, channel: str = "visit", purpose: str = "appeal") -> Matter:
    part = replace(LETTER, channel=channel)
    return Matter(
        "m",
        "2026-0001",
        "反映水渠淤塞",
        DAY,
        purpose=purpose,
        route="opinion",
        receptions=(part,),
        steps=steps,
    )


def step(entry: str, **more: str) -> Step:
    return Step(entry, DAY, f"step-{entry}", **more)


def paper(form_id: str, about: str = "", **more: object) -> Document:
    form = form_called(form_id)
    return replace(
        Document(f"id-{form_id}", "m", form_id, form.title, f"青信{form.word}〔2026〕1号", 1, DAY, about),
        **more,
    )


def file(name: str, kind: str = MATERIAL, **more: object) -> Attachment:
    return replace(Attachment(name, "m", "r", "0" * 64, 9, name, kind, "", DAY), **more)


def missing(about: Matter, *papers: Document) -> str:
    return "；".join(contents(about, papers, ()).missing)


def test_every_form_has_a_place() -> None:
    assert {place_of(form) for form in FORMS} <= set(range(1, len(PLACES) + 1))


@pytest.mark.parametrize(
    ("form_id", "place"),
    [("registration_form", 1), ("letter_note", 3), ("assignment_notice", 4), ("acceptance_notice", 5),
     ("hearing_notice", 7), ("extension_notice", 8), ("opinion", 9), ("mediation_agreement", 10),
     ("review_application", 11), ("report_up", 12), ("satisfaction_form", 13)],
)  # fmt: skip
def test_a_paper_lies_where_the_office_looks_for_it(form_id: str, place: int) -> None:
    assert place_of(form_called(form_id)) == place


def test_pieces_follow_the_usual_order_whatever_was_made_first() -> None:
    papers = [
        paper("opinion", "step-answered"),
        paper("acceptance_notice", "step-accepted"),
        paper("registration_form"),
    ]
    found = contents(matter(), papers, [file("答复照片.jpg", REPLY), file("来信.pdf")])
    assert [item.title for item in found.items] == [
        "信访事项登记表", "信访材料（来信.pdf）", "信访事项受理告知书", "办理答复材料（答复照片.jpg）", "信访处理意见书",
    ]  # fmt: skip


def test_the_proof_of_delivery_lies_behind_its_paper() -> None:
    opinion, notice = paper("opinion", "a"), paper("acceptance_notice", "b")
    proofs = [paper("service_return", it.id, id=f"proof-{it.id}") for it in (opinion, notice)]
    found = contents(matter(), [*proofs, opinion, notice], ())
    assert [item.document.id for item in found.items if item.document] == [
        notice.id, proofs[1].id, opinion.id, proofs[0].id,
    ]  # fmt: skip


def test_what_is_void_taken_off_or_only_binds_is_no_piece() -> None:
    papers = [paper("opinion", voided_reason="打错"), *(paper(form_id) for form_id in sorted(BINDING))]
    assert contents(matter(), papers, [file("错.jpg", removed_on=DAY, reason="错")]).items == ()


def test_a_matter_that_was_only_registered_lacks_its_registration_form_and_no_more() -> None:
    assert contents(matter(), (), ()).missing == ("缺：信访事项登记表",)
    assert contents(matter(), [paper("registration_form")], ()).missing == ()


def test_a_letter_lacks_itself_until_it_is_scanned() -> None:
    assert "缺：来信原件" in missing(matter(channel="letter"))
    found = contents(matter(channel="letter"), (), [file("来信.pdf")])
    assert not any("来信" in sentence for sentence in found.missing)


def test_each_step_demands_the_paper_that_tells_of_it() -> None:
    course = matter(
        step("accepted"), step("assigned", unit_id="u"), step("extended"), step("answered", value="refused")
    )
    said = missing(course)
    for title in ("受理告知书", "交办通知单", "延期办理审批表", "延期办理告知书", "信访处理意见书"):
        assert title in said, title
    assert "复查" not in said
    assert said.index("交办") < said.index("受理") < said.index("延期") < said.index("处理意见书")


def test_who_knows_that_we_took_it_on_need_not_hear_of_each_unit() -> None:
    assert "转送（交办）告知书" not in missing(matter(step("accepted"), step("assigned", unit_id="u")))
    assert "转送（交办）告知书" in missing(matter(step("referred", unit_id="u")))


def test_an_urging_by_telephone_needs_no_letter() -> None:
    course = (step("assigned", unit_id="u"), step("urged", way="phone"))
    assert "催办" not in missing(matter(*course))
    assert "催办函" in missing(matter(course[0], step("urged", way="letter")))


def test_a_void_paper_is_owed_again_and_a_withdrawn_step_owes_nothing() -> None:
    notice = paper("acceptance_notice", "step-accepted", voided_reason="打错")
    course = matter(step("accepted"))
    assert [owed.step.entry for owed in owed_papers(course, [notice])] == ["accepted"]
    assert owed_papers(matter(replace(step("accepted"), withdrawn=True)), ()) == ()


def test_a_served_paper_lacks_its_proof_and_its_delivery() -> None:
    notice = paper("acceptance_notice", "step-accepted")
    said = missing(matter(step("accepted")), notice)
    assert "受理告知书青信受〔2026〕1号的送达回证" in said
    assert "受理告知书青信受〔2026〕1号的送达登记" in said
    proof = paper("service_return", notice.id)
    assert "送达" not in missing(matter(step("accepted")), replace(notice, delivered_on=DAY), proof)


def test_nobody_is_told_who_left_no_name() -> None:
    course = matter(step("accepted"))
    nameless = replace(course, receptions=(replace(course.receptions[0], anonymous=True),))
    assert "告知书" not in missing(nameless)


def test_a_sealed_matter_demands_only_what_may_be_made_for_it() -> None:
    said = missing(matter(step("referred", unit_id="u"), purpose="report"))
    assert "登记表" not in said
    assert "处理意见书" not in said
