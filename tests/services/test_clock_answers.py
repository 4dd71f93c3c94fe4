from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from app.core.receptions import ReceptionDraft
from app.db import journal
from app.db.engine.costs import LEAST
from app.services import clock as clocks
from app.services.desk import Desk
from app.services.opening import Setup, create_office, open_desk
from app.services.receptions import Visitor
from tests.conftest import PASSWORD

START = datetime(2026, 11, 20, 9, tzinfo=UTC)


class Wall:
    """The PC's clock, set as a test likes."""

    time = START

    def now(self) -> datetime:
        return self.time

    def today(self) -> date:
        return self.time.date()


@pytest.fixture(autouse=True)
def wall(monkeypatch: pytest.MonkeyPatch) -> Wall:
    wall = Wall()
    monkeypatch.setattr(clocks.SystemClock, "now", lambda _: wall.time)
    return wall


@pytest.fixture
def folder(tmp_path: Path, setup: Setup) -> Path:
    create_office(tmp_path / "desk", setup, PASSWORD, cost=LEAST).close()
    return tmp_path / "desk"


@pytest.fixture
def opened(folder: Path, wall: Wall) -> Iterator[Desk]:
    """The register on a PC whose battery is empty."""
    wall.time = datetime(2009, 1, 1, 0, 5, tzinfo=UTC)
    with open_desk(folder, PASSWORD) as desk:
        yield desk


def letter(desk: Desk) -> str:
    today = desk.register.today()
    draft = ReceptionDraft("letter", today, today, "反映路灯损坏", text="路灯不亮", purpose="appeal")
    return desk.receptions.register(draft, [Visitor("张甲")]).number


def test_a_right_clock_is_not_asked_about(folder: Path, wall: Wall) -> None:
    wall.time = START + timedelta(days=3)
    with open_desk(folder, PASSWORD) as desk:
        assert desk.clock.question() is None
        assert desk.register.today() == date(2026, 11, 23)


def test_work_goes_on_while_the_clerk_is_asked(opened: Desk) -> None:
    question = opened.clock.question()
    assert question is not None
    assert question.sentence.count("。") == 1
    assert (question.pc_day, question.used_day) == (date(2009, 1, 1), date(2026, 11, 20))
    assert letter(opened) == "2026-0001"


def test_the_answer_is_an_entry_and_ends_the_question(opened: Desk, wall: Wall) -> None:
    opened.clock.answer(date(2026, 11, 23))
    assert opened.clock.question() is None
    assert opened.register.today() == date(2026, 11, 23)
    last = journal.newest(opened.register.store, "clock_answered", 1)[0]
    assert last.payload["today"] == "2026-11-23"
    wall.time += timedelta(days=2)
    assert opened.register.today() == date(2026, 11, 25)
    assert opened.safety.verify(full=True).ok


def test_the_answer_still_holds_tomorrow(opened: Desk, folder: Path, wall: Wall) -> None:
    opened.clock.answer(date(2026, 11, 23))
    opened.close()
    wall.time += timedelta(days=1)
    with open_desk(folder, PASSWORD) as desk:
        assert desk.clock.question() is None
        assert desk.register.today() == date(2026, 11, 24)


def test_a_register_poisoned_by_2099_is_healed_by_one_answer(folder: Path, wall: Wall) -> None:
    wall.time = datetime(2099, 6, 1, 9, tzinfo=UTC)
    with open_desk(folder, PASSWORD) as desk:
        desk.clock.answer(date(2099, 6, 1))  # the clerk did not look
        letter(desk)
    wall.time = START + timedelta(days=1)
    with open_desk(folder, PASSWORD) as desk:
        assert desk.clock.question() is not None
        desk.clock.answer(date(2026, 11, 21))
        assert desk.clock.question() is None
        assert desk.register.today() == date(2026, 11, 21)
