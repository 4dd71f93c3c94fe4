"""What a transaction holds of a matter is what the tables say, entry by entry; and it is gone with the transaction."""

import pytest

from app.core.matter_changes import correct_matter
from app.core.receptions import ReceptionDraft
from app.core.steps import StepCommand, decide_step
from app.db import at_hand, matters, people, projection, search
from app.db.engine.connection import Store
from app.errors import NotAllowed
from app.services.desk import Desk
from app.services.receptions import Visitor
from tests.conftest import TODAY


def draft() -> ReceptionDraft:
    return ReceptionDraft(
        "letter", TODAY, TODAY, "反映水渠淤塞影响灌溉", text="下游三十多户用不上水", purpose="appeal"
    )


STORED = ("state", "people", "next_due", "answer_due", "accepted_on", "unit_id", "revision", "registered_on")


def stored(store: Store, matter_id: str) -> at_hand.AtHand:
    """The same from the tables alone."""
    at_hand.forget(store)
    matter = matters.load(store, matter_id)
    assert matter
    row = store.rows(f"SELECT {', '.join(STORED)} FROM matters WHERE id = ?", (matter_id,))[0]
    clocks = store.rows(
        "SELECT clock, ordinal, started_on, due_on, met_on, dropped_on, owner, kind, measure, moves "
        "FROM deadlines WHERE matter_id = ?",
        (matter_id,),
    )
    known = dict(zip(STORED, row, strict=True))
    return at_hand.AtHand(
        matter, known, {(it[0], it[1]): tuple(it) for it in clocks}, people.of_matter(store, matter_id)
    )


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every time something is put at hand it is compared with the tables; which matters it was about."""
    seen: list[str] = []
    keep = at_hand.keep

    def watched(store: Store, written: at_hand.AtHand) -> None:
        told = stored(store, written.matter.id)
        assert written.matter == told.matter
        assert {name: written.row[name] for name in STORED} == told.row
        assert written.clocks == told.clocks
        assert written.present == told.present
        keep(store, written)
        seen.append(written.matter.id)

    monkeypatch.setattr(projection, "keep", watched)
    return seen


def test_what_is_at_hand_is_what_the_tables_say(desk: Desk, compared: list[str]) -> None:
    first = desk.receptions.register(draft(), [Visitor("张甲", "00000000001"), Visitor("李乙")]).matter_id
    with desk.register.writing():
        again = desk.receptions.register(draft(), [Visitor("王丙")], matter_id=first)
        other = desk.receptions.register(draft(), [Visitor("赵丁")]).matter_id
        for matter_id in (first, other, first):
            kind = "close" if matter_id == first and desk.matters.matter(first).on("accepted") else "accept"
            command = StepCommand(kind, TODAY, from_register=True)
            desk.register.record(decide_step(desk.register.matter(matter_id), command))
        desk.register.record(
            correct_matter(desk.register.matter(first), {"title": "反映另一件事"}, TODAY, "写错了")
        )
    assert again.ordinal == 2
    assert set(compared) == {first, other}
    assert len(compared) > 6


def test_a_part_that_fails_takes_along_what_it_had_at_hand(desk: Desk) -> None:
    matter_id = desk.receptions.register(draft(), [Visitor("张甲")]).matter_id
    accept = StepCommand("accept", TODAY)
    with desk.register.writing():
        with pytest.raises(NotAllowed), desk.register.writing():
            desk.register.record(decide_step(desk.register.matter(matter_id), accept))
            raise NotAllowed("不行")
        assert desk.register.matter(matter_id).state == "registered"
        desk.register.record(decide_step(desk.register.matter(matter_id), accept))
    assert desk.register.matter(matter_id).state == "accepted"


def test_it_is_gone_with_the_transaction(desk: Desk) -> None:
    matter_id = desk.receptions.register(draft(), [Visitor("张甲")]).matter_id
    assert at_hand.at_hand(desk.register.store, matter_id) is None
    with desk.register.writing():
        desk.register.record(decide_step(desk.register.matter(matter_id), StepCommand("accept", TODAY)))
        assert at_hand.at_hand(desk.register.store, matter_id)
    assert at_hand.at_hand(desk.register.store, matter_id) is None


def test_a_step_without_words_leaves_the_search_index_and_one_with_words_does_not(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    indexed: list[str] = []
    index = search.index
    monkeypatch.setattr(
        search,
        "index",
        lambda store, matter, present: (indexed.append(matter.state), index(store, matter, present)),
    )
    matter_id = desk.receptions.register(draft(), [Visitor("张甲")]).matter_id
    desk.matters.take_step(matter_id, StepCommand("accept", TODAY))
    assert len(indexed) == 1
    desk.matters.take_step(matter_id, StepCommand("answer", TODAY, text="已疏浚东干渠"))
    assert len(indexed) == 2
    assert [row.id for row in desk.matters.find("疏浚")] == [matter_id]
    assert [row.id for row in desk.matters.find("张甲")] == [matter_id]
