"""Letters of sealed matters and groups; what was printed stays as it was, and numbers run without gaps."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from app.errors import NotAllowed, PaperBlocked
from app.services.clock import FixedClock
from app.services.desk import Desk
from app.services.receptions import Visitor
from tests.services.filling.letter_course import DRAFT, OPINION, PEOPLE, Say, read, says


def test_a_sealed_matter_is_passed_on_without_a_name_or_a_word_of_it(
    desk: Desk, take: Callable[..., None], say: Say
) -> None:
    report = replace(
        DRAFT,
        purpose="report",
        title="检举补贴发放",
        text="虚构的检举内容",
        request="查处",
        accused="王丙",
        head_count=1,
    )
    matter = desk.receptions.register(report, [Visitor("赵丁", "00000000009", address="柳溪村1号")]).matter_id
    take(matter, 1, "refer", "镇纪委", text="请查王丙")
    letter = say("referral_letter", matter, 附件="检举信")
    notice = say("referral_notice", matter)
    says(letter, "镇纪委：", "检举控告材料", "严格保密", "附件：信访材料移交清单")
    says(notice, "赵丁：", "已按规定转送有权处理的机关、单位")
    for word in ("补贴", "虚构", "查处", "王丙", "柳溪村", "00000000009", "检举信"):
        assert word not in letter + notice, word
    assert "赵丁" not in letter
    assert "镇纪委" not in notice
    assert "检举控告" not in notice


@pytest.mark.parametrize(
    "form",
    [
        "acceptance_notice",
        "opinion",
        "improvement_proposal",
        "assignment_notice",
        "supervision_letter",
        "told_again_notice",
    ],
)
def test_a_sealed_matter_gets_no_other_letter(
    desk: Desk, today: Callable[[int], date], say: Say, form: str
) -> None:
    matter = desk.receptions.register(replace(DRAFT, purpose="report"), PEOPLE).matter_id
    with pytest.raises(NotAllowed, match="第三十条"):
        say(form, matter)


def test_a_group_is_described_by_who_speaks_for_it_and_listed(
    desk: Desk, take: Callable[..., None], say: Say
) -> None:
    people = [Visitor(f"村民{at}", f"0000000001{at}", representative=at < 3) for at in range(1, 7)]
    matter = desk.receptions.register(replace(DRAFT, head_count=40), people).matter_id
    take(matter, 2, "accept")
    take(matter, 9, "answer", value="partly", text="清淤")
    text = say("opinion", matter, **OPINION)
    says(
        text,
        "村民1等40人：",
        "村民1；村民2；共40人（名单附后）。",
        "附件：信访人名单",
        "村民6",
        "部分予以支持",
    )
    assert text.count("代表") == 2


def test_a_paper_keeps_what_it_said_whatever_is_corrected_later(
    desk: Desk, matter: str, take: Callable[..., None]
) -> None:
    take(matter, 2, "accept")
    made = desk.papers.issue("acceptance_notice", matter)
    desk.matters.correct(matter, {"title": "水渠堵塞（更正）"})
    again = desk.papers.reprint(made.document.id)
    assert again.content == made.content
    assert "水渠淤塞无人清理" in read(again.content)
    desk.papers.void(made.document.id, "事由写错")
    renewed = desk.papers.issue("acceptance_notice", matter)
    assert (made.document.number, renewed.document.number) == ("青信受〔2026〕1号", "青信受〔2026〕2号")
    assert "水渠堵塞（更正）" in read(renewed.content)
    assert read(desk.papers.reprint(made.document.id).content) == read(made.content)


def test_numbers_run_without_gaps_by_kind_and_year_and_a_blocked_paper_takes_none(
    desk: Desk, clock: FixedClock, take: Callable[..., None], today: Callable[[int], date]
) -> None:
    matters = [desk.receptions.register(DRAFT, PEOPLE).matter_id for _ in range(3)]
    for matter in matters[:2]:
        take(matter, 2, "accept")
        desk.papers.issue("acceptance_notice", matter)
    take(matters[2], 2, "decline", reason="not_ours")
    with pytest.raises(PaperBlocked):
        desk.papers.issue("decline_notice", matters[2])
    desk.papers.issue("decline_notice", matters[2], {"有权处理机关": "青川县水利局"})
    made = []
    for matter, after in ((matters[0], 20), (matters[1], 120)):
        take(matter, after, "answer", value="explained", text="说明")
        made.append(desk.papers.issue("opinion", matter, OPINION).document)
    first, second = made
    numbers = [document.number for matter in matters for document in desk.matters.view(matter).documents]
    assert sorted(numbers) == sorted(
        ["青信受〔2026〕1号", "青信受〔2026〕2号", "青信不受〔2026〕1号", first.number, second.number]
    )
    assert (first.number, second.number) == ("青信处〔2026〕1号", "青信处〔2027〕1号")
