from pathlib import Path

from app.core.receptions import ReceptionDraft
from app.services.clock import FixedClock
from app.services.desk import Desk
from app.services.opening import open_desk
from app.services.receptions import Visitor
from tests.conftest import PASSWORD, TODAY

BODY = {"texts": {"title": "反映路灯不亮"}, "visitors": [{"name": "𬍛三"}]}
VISIT = ReceptionDraft("visit", TODAY, TODAY, "反映修路占地补偿")


def test_a_draft_comes_back_with_the_moment_it_was_kept(desk: Desk) -> None:
    assert desk.drafts.load("reception") is None
    desk.drafts.save("reception", {"texts": {}})
    desk.drafts.save("reception", BODY)
    kept = desk.drafts.load("reception")
    assert kept is not None
    assert kept.body == BODY
    assert (kept.saved_at.hour, kept.saved_at.minute) == (9, 30)


def test_a_draft_survives_closing_and_opening(desk: Desk, tmp_path: Path, clock: FixedClock) -> None:
    desk.drafts.save("reception", BODY)
    desk.close()
    with open_desk(tmp_path / "数据", PASSWORD, clock=clock) as again:
        kept = again.drafts.load("reception")
        assert kept is not None
        assert kept.body == BODY


def test_a_draft_is_no_entry_of_the_journal_and_survives_a_rebuild(desk: Desk) -> None:
    before = desk.register.store.value("SELECT count(*) FROM entries")
    desk.drafts.save("reception", BODY)
    assert desk.register.store.value("SELECT count(*) FROM entries") == before
    assert desk.safety.verify(full=True).ok
    assert desk.drafts.load("reception") is not None


def test_no_word_of_a_draft_stands_readable_on_the_disk(desk: Desk, tmp_path: Path) -> None:
    desk.drafts.save("reception", BODY)
    files = [path.read_bytes() for path in (tmp_path / "数据").rglob("*") if path.is_file()]
    assert not any("路灯".encode() in content for content in files)


def test_registering_lets_the_draft_go_in_the_same_step(desk: Desk) -> None:
    desk.drafts.save("reception", BODY)
    desk.drafts.save("other", BODY)
    desk.receptions.register(VISIT, [Visitor("张甲")], kept="reception")
    assert desk.drafts.load("reception") is None
    assert desk.drafts.load("other") is not None


def test_a_draft_nobody_can_read_any_more_counts_as_none(desk: Desk) -> None:
    desk.drafts.save("reception", BODY)
    desk.register.store.connection.execute("UPDATE drafts SET body = 'x'")
    assert desk.drafts.load("reception") is None
