"""Everything due in one print: what belongs to it, what is left out, and that nothing is half done."""

import io
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader

from app.core.receptions import ReceptionDraft
from app.core.steps import StepCommand
from app.errors import PaperError
from app.services.batches import DuePaper
from app.services.desk import Desk
from app.services.receptions import Visitor
from tests.conftest import TODAY

DRAFT = ReceptionDraft("visit", TODAY, TODAY, "反映水渠淤塞", request="请求清淤", purpose="appeal")
MONTH = TODAY + timedelta(days=31)


def registered(desk: Desk, name: str = "张三", on: date = TODAY, **more: object) -> str:
    draft = replace(DRAFT, occurred_on=on, registered_on=on, **more)
    return desk.receptions.register(draft, [Visitor(name)]).matter_id


def accepted(desk: Desk, name: str = "张三", on: date = TODAY) -> str:
    matter_id = registered(desk, name, on)
    desk.matters.take_step(matter_id, StepCommand("accept", on))
    return matter_id


def forms(papers: tuple[DuePaper, ...]) -> list[str]:
    return [paper.form for paper in papers]


def pages(content: bytes) -> list[str]:
    return [page.extract_text().replace("\n", "") for page in PdfReader(io.BytesIO(content)).pages]


def test_a_matter_that_waits_for_its_decision_has_no_paper_to_print(desk: Desk) -> None:
    registered(desk)
    assert desk.batches.due(MONTH) == ()


def test_what_was_decided_and_not_told_is_due_by_the_last_day_of_telling(desk: Desk) -> None:
    accepted(desk)
    (notice,) = desk.batches.due(MONTH)
    assert (notice.form, notice.due_on, notice.number) == ("acceptance_notice", date(2026, 12, 5), "")
    assert desk.batches.due(date(2026, 12, 4)) == ()


def test_what_was_made_and_never_printed_is_due_too_and_once(desk: Desk) -> None:
    matter_id = accepted(desk)
    made = desk.papers.issue("acceptance_notice", matter_id).document
    (notice,) = desk.batches.due(MONTH)
    assert (notice.document_id, notice.number) == (made.id, "青信受〔2026〕1号")
    desk.papers.printed(made.id)
    assert desk.batches.due(MONTH) == ()


def test_a_refusal_is_told_though_it_ends_the_matter(desk: Desk) -> None:
    matter_id = registered(desk)
    desk.matters.take_step(
        matter_id, StepCommand("decline", TODAY, reason="not_ours", text="请向县自然资源局提出")
    )
    assert "decline_notice" in forms(desk.batches.due(MONTH))


def test_an_extension_is_told_before_the_old_term_ends(desk: Desk) -> None:
    matter_id = accepted(desk, on=TODAY - timedelta(days=50))
    desk.papers.printed(desk.papers.issue("acceptance_notice", matter_id).document.id)
    desk.matters.take_step(matter_id, StepCommand("extend", TODAY, days=20, leader="周甲", text="案情复杂"))
    (notice,) = desk.batches.due(MONTH)
    assert notice.form == "extension_notice"
    assert notice.due_on >= TODAY


def test_a_unit_gets_its_letter_at_once(desk: Desk) -> None:
    matter_id = accepted(desk)
    desk.papers.printed(desk.papers.issue("acceptance_notice", matter_id).document.id)
    desk.matters.take_step(matter_id, StepCommand("assign", TODAY), "自然资源所")
    assert [(it.form, it.due_on) for it in desk.batches.due(TODAY)] == [("assignment_notice", TODAY)]


def test_the_answer_overtakes_the_notice(desk: Desk) -> None:
    matter_id = accepted(desk)
    desk.matters.take_step(
        matter_id, StepCommand("answer", TODAY, value="refused", text="不予支持"), route="opinion"
    )
    assert forms(desk.batches.due(MONTH)) == ["opinion"]


def test_a_batch_is_one_file_with_a_number_for_each(desk: Desk) -> None:
    for name in ("张三", "李四", "王五"):
        accepted(desk, name)
    batch = desk.batches.print_file(desk.batches.due(MONTH))
    assert [it.number for it in batch.documents] == [f"青信受〔2026〕{n}号" for n in (1, 2, 3)]
    said = "".join(pages(batch.content))
    assert all(name in said for name in ("张三", "李四", "王五"))
    assert batch.left_out == ()


def test_each_paper_is_the_one_it_would_be_alone(desk: Desk) -> None:
    accepted(desk, "张三")
    accepted(desk, "李四")
    batch = desk.batches.print_file(desk.batches.due(MONTH))
    alone = [page for it in batch.documents for page in pages(desk.papers.reprint(it.id).content)]
    assert pages(batch.content) == alone


def test_each_print_is_an_entry_and_the_next_batch_is_empty(desk: Desk) -> None:
    accepted(desk)
    batch = desk.batches.print_file(desk.batches.due(MONTH))
    assert forms(desk.batches.due(MONTH)) == ["acceptance_notice"]  # made, and not yet printed
    desk.batches.printed(batch, 2)
    assert [desk.papers.document(it.id).prints for it in batch.documents] == [2]
    assert desk.batches.due(MONTH) == ()
    assert desk.safety.verify(full=True).ok


def test_what_the_law_blocks_is_named_and_the_others_go_out(desk: Desk) -> None:
    blocked = registered(desk, "李四")
    desk.matters.take_step(blocked, StepCommand("accept", TODAY))
    desk.matters.take_step(blocked, StepCommand("answer", TODAY, value="refused"), route="opinion")
    accepted(desk, "张三")
    batch = desk.batches.print_file(desk.batches.due(MONTH))
    assert [it.form for it in batch.documents] == ["acceptance_notice"]
    (left,) = batch.left_out
    assert left.paper.form == "opinion"
    assert "请写明" in left.sentence
    assert desk.register.store.value("SELECT count(*) FROM documents WHERE form = 'opinion'") == 0


def test_what_was_voided_meanwhile_is_left_out(desk: Desk) -> None:
    matter_id = accepted(desk)
    made = desk.papers.issue("acceptance_notice", matter_id).document
    due = desk.batches.due(MONTH)
    desk.papers.void(made.id, "打错姓名")
    batch = desk.batches.print_file(due)
    assert batch.content == b""
    assert "已经作废" in batch.left_out[0].sentence


def test_a_batch_that_cannot_be_drawn_takes_no_number(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    accepted(desk)
    due = desk.batches.due(MONTH)

    def broken(*_: object, **__: object) -> bytes:
        raise PaperError("字体文件缺失")

    monkeypatch.setattr("app.services.paper_making.draw_all", broken)
    with pytest.raises(PaperError):
        desk.batches.print_file(due)
    assert desk.register.store.value("SELECT count(*) FROM documents") == 0
    monkeypatch.undo()
    assert desk.batches.print_file(due).documents[0].serial == 1


def test_stopping_a_batch_leaves_nothing_behind(desk: Desk) -> None:
    accepted(desk)

    class Stopped(Exception):
        pass

    def stop(_done: int, _total: int) -> None:
        raise Stopped

    with pytest.raises(Stopped):
        desk.batches.print_file(desk.batches.due(MONTH), watch=stop)
    assert desk.register.store.value("SELECT count(*) FROM documents") == 0


def test_a_proof_of_delivery_goes_with_each_notice(desk: Desk) -> None:
    accepted(desk, "张三")
    accepted(desk, "李四")
    batch = desk.batches.print_file(desk.batches.due(MONTH), returns=True)
    assert [it.form for it in batch.documents] == ["acceptance_notice", "service_return"] * 2
    notices, proofs = batch.documents[::2], batch.documents[1::2]
    assert [it.about for it in proofs] == [it.id for it in notices]
    again = desk.batches.print_file(desk.batches.due(MONTH), returns=True)
    assert {it.id for it in again.documents} == {it.id for it in batch.documents}


def test_on_both_sides_no_paper_stands_on_the_back_of_another(desk: Desk) -> None:
    accepted(desk, "张三")
    accepted(desk, "李四")
    batch = desk.batches.print_file(desk.batches.due(MONTH), two_sided=True)
    said = pages(batch.content)
    begins = [at for at, text in enumerate(said) if "受理告知书" in text]
    assert len(begins) == 4  # two notices and their stubs
    assert all(at % 2 == 0 for at in begins)


def test_a_sealed_matter_lies_in_no_pile(desk: Desk) -> None:
    matter_id = registered(desk, "赵丁", title="检举补贴问题", purpose="report")
    desk.matters.take_step(matter_id, StepCommand("refer", TODAY), "镇纪委")
    desk.papers.issue("handover_list", matter_id)
    assert desk.batches.due(MONTH) == ()


def test_what_an_old_register_brought_along_is_left_in_peace(desk: Desk, tmp_path: Path) -> None:
    rows = "信访形式,信访日期,姓名,主题,受理日期\n来信,2026-10-08,张甲,反映路灯损坏,2026-10-10\n"
    (tmp_path / "台账.csv").write_text(rows, encoding="utf-8")
    desk.registers.receive(tmp_path / "台账.csv")
    assert desk.matters.page(which="open")
    assert desk.batches.due(MONTH) == ()
