"""Erasure by law: what was said is gone, what was done stays, and every proof still holds."""

from pathlib import Path

import pytest

from app.core.entries import payload_hash
from app.core.erasure import GROUNDS
from app.core.receptions import ReceptionDraft
from app.core.steps import StepCommand
from app.db import journal
from app.db.engine.driver import driver
from app.errors import NotAllowed, ValidationError
from app.services.attachments import Source
from app.services.desk import Desk
from app.services.erasures import Approval
from app.services.opening import open_desk
from app.services.receptions import Visitor
from tests.conftest import PASSWORD, TODAY

APPROVED = Approval("expired", "档鉴〔2026〕1号", "周甲")
GONE = ("欧阳金", "11010519491231002X", "00000043210", "金丝村水渠", "三年没有人修", "已经换管")


@pytest.fixture
def closed(desk: Desk) -> str:
    """A matter that went its whole way, with a paper, an attachment and somebody who came for nothing else."""
    draft = ReceptionDraft(
        "visit", TODAY, TODAY, "金丝村水渠漏水", text="三年没有人修", request="请修", purpose="appeal"
    )
    done = desk.receptions.register(
        draft, [Visitor("欧阳金", "00000043210", "11010519491231002X"), Visitor("张常来")]
    )
    other = ReceptionDraft("letter", TODAY, TODAY, "反映路灯", text="不亮", purpose="appeal")
    person = desk.people.lookup("张常来")[0]
    desk.receptions.register(other, [Visitor("张常来", person_id=person.id)])
    desk.attachments.add(done.matter_id, [Source.content("金丝村水渠.jpg", b"\xff\xd8\xff" + bytes(3000))])
    desk.papers.make("receipt", done.matter_id)
    desk.matters.take_step(done.matter_id, StepCommand("accept", TODAY))
    desk.matters.take_step(done.matter_id, StepCommand("answer", TODAY, text="已经换管"))
    for kind in ("deliver", "close"):
        desk.matters.take_step(done.matter_id, StepCommand(kind, TODAY))
    return done.matter_id


def everything(desk: Desk) -> str:
    """Every text of every table."""
    store = desk.register.store
    tables = [
        row[0]
        for row in store.rows(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'"
        )
    ]
    return "\n".join(str(row) for table in tables for row in store.rows(f"SELECT * FROM {table}"))


def test_the_content_is_gone_and_every_proof_holds(desk: Desk, closed: str) -> None:
    before = desk.month.table(desk.month.current()).figures
    head = journal.head(desk.register.store)
    number = desk.matters.matter(closed).number
    assert all(word in everything(desk) for word in GONE)
    what = desk.erasures.what_goes(closed)
    assert (what.people, what.papers, what.attachments) == (1, 1, 1)
    desk.erasures.erase(closed, APPROVED)
    left = everything(desk)
    assert [word for word in GONE if word in left] == []
    assert "张常来" in left  # still comes for another matter
    assert desk.safety.verify(full=True).ok
    assert desk.month.table(desk.month.current()).figures == before
    assert desk.register.store.value("SELECT hash FROM entries WHERE seq = ?", (head[0],)) == head[1]
    assert desk.matters.matter(closed).number == number
    assert desk.matters.find("金丝村水渠") == ()


def test_the_record_of_it_stands_in_the_history(desk: Desk, closed: str) -> None:
    desk.erasures.erase(closed, APPROVED)
    told = desk.matters.view(closed).timeline[0].text
    assert "依法删除" in told
    assert "档鉴〔2026〕1号" in told
    assert "周甲" in told


def test_the_attachment_s_file_goes_with_it(desk: Desk, closed: str) -> None:
    files = list((desk.register.folder / "attachments").rglob("*.att"))
    assert len(files) == 1
    desk.erasures.erase(closed, APPROVED)
    assert not files[0].exists()
    assert desk.attachments.of_matter(closed) == ()


def test_the_register_opens_again(desk: Desk, closed: str) -> None:
    desk.erasures.erase(closed, APPROVED)
    folder = desk.register.folder
    desk.close()
    with open_desk(folder, PASSWORD) as again:
        assert again.safety.verify(full=True).ok


def test_a_second_time_there_is_nothing_to_erase(desk: Desk, closed: str) -> None:
    desk.erasures.erase(closed, APPROVED)
    with pytest.raises(NotAllowed, match="此前已经删除"):
        desk.erasures.erase(closed, APPROVED)


@pytest.mark.parametrize(
    "missing", [Approval("", "文", "人"), Approval("expired", "", "人"), Approval("expired", "文", " ")]
)
def test_nothing_goes_without_ground_paper_and_approver(desk: Desk, closed: str, missing: Approval) -> None:
    with pytest.raises(ValidationError):
        desk.erasures.erase(closed, missing)
    assert "欧阳金" in everything(desk)


def test_an_open_matter_is_not_erased(desk: Desk) -> None:
    draft = ReceptionDraft("letter", TODAY, TODAY, "反映路灯", text="不亮", purpose="appeal")
    done = desk.receptions.register(draft, [Visitor("张甲")])
    with pytest.raises(NotAllowed, match="还没有办结"):
        desk.erasures.erase(done.matter_id, APPROVED)


def test_an_entry_that_nobody_erased_cannot_be_emptied(desk: Desk, closed: str) -> None:
    desk.erasures.erase(closed, APPROVED)
    connection = desk.register.store.connection
    with pytest.raises(driver.DatabaseError, match="append-only"):
        connection.execute("UPDATE payloads SET body = '{}' WHERE seq = 1")


def test_what_stands_in_the_place_of_an_erased_entry_cannot_be_changed_unnoticed(
    desk: Desk, closed: str
) -> None:
    desk.erasures.erase(closed, APPROVED)
    store = desk.register.store
    seq = store.value("SELECT min(seq) FROM erasures")
    store.connection.execute('UPDATE payloads SET body = \'{"text":"捏造"}\' WHERE seq = ?', (seq,))
    assert f"第{seq}条起" in journal.check_chain(store)[0]


def test_the_old_content_cannot_be_guessed_from_its_hash(desk: Desk, closed: str) -> None:
    """The salt went with the content: knowing a likely name proves nothing."""
    store = desk.register.store
    entry = next(entry for entry in journal.read(store) if entry.kind == "person_registered")
    desk.erasures.erase(closed, APPROVED)
    salt = store.value("SELECT salt FROM payloads WHERE seq = ?", (entry.seq,))
    assert payload_hash(salt, entry.payload) != entry.payload_hash


def test_the_county_takes_what_is_left_as_the_next_revision(desk: Desk, closed: str, tmp_path: Path) -> None:
    from app.county.desk import create_county
    from app.db.engine.costs import LEAST

    county = create_county(str(tmp_path / "县局"), "青川县信访局", "430999000000", PASSWORD, cost=LEAST)
    desk.exchange.enrol_county(county.enrolment_file.read_bytes())
    county.enrol(desk.exchange.enrolment(), desk.exchange.status().check_number)
    period = desk.month.period("2026-10")
    desk.month.close(period)
    for round_ in ("before", "after"):
        written = desk.exchange.export(period, tmp_path / round_)
        assert county.take([written.path])[0].state == "accepted"
        desk.exchange.take(county.ack(tmp_path / round_ / "down")[0])
        if round_ == "before":
            desk.erasures.erase(closed, APPROVED)
    assert written.counts["matters"] == 1
    assert county.status()[0].differences == ()
    county.close()


def test_grounds_name_their_article() -> None:
    assert all("第" in ground and "条" in ground for ground in GROUNDS.values())
