"""重置练习: back to the first day, whole or not at all, and only ever a practice office."""

from dataclasses import replace

import pytest

from app.core.receptions import ReceptionDraft
from app.db import bundles, journal
from app.db.engine import swapping
from app.errors import NotAllowed
from app.services import practice_reset
from app.services.opening import Setup, open_desk
from app.services.practice_reset import reset_practice
from app.services.receptions import Visitor
from tests.conftest import PASSWORD, TODAY

FEW = 6


@pytest.fixture
def practice(tmp_path, offices, clock, office):
    setup = Setup(
        replace(office, practice=True, address="青山镇练习路9号"),
        ("财政所",),
        ("青山村",),
        (("周甲", "镇长"),),
    )
    with offices.practise(tmp_path / "练习", setup, PASSWORD, clock, matters=FEW + len(_pressing())) as desk:
        yield desk


def _pressing():
    from app.services.practice import _PRESSING

    return _PRESSING


def numbers(desk):
    return sorted(row.number for row in desk.matters.page(which="all", limit=100))


def used(desk):
    """A day's work: a matter, another name, a bundle's worth of history."""
    desk.receptions.register(
        ReceptionDraft("visit", TODAY, TODAY, "反映路灯", text="不亮", purpose="appeal"),
        [Visitor("欧阳金", "")],
    )
    desk.offices.change({"phone": "0000-1111111"})
    desk.first_day.enrol_practice_county()
    return journal.head(desk.register.store)


def is_new(desk, was):
    assert numbers(desk) == was
    assert desk.offices.office().phone == "0000-0000000"
    assert desk.exchange.status().county is None
    assert desk.first_day.done() == frozenset()
    assert desk.safety.verify(full=True).ok


def test_everything_is_as_on_the_first_day_and_the_password_stays(practice, clock):
    was = numbers(practice)
    roster = {item.name for kind in ("unit", "village", "leader") for item in practice.offices.roster(kind)}
    before, folder = used(practice), practice.register.folder
    keys = bundles.secret(practice.register.store, "office_keys")
    assert len(numbers(practice)) == len(was) + 1
    reset_practice(practice, matters=FEW + len(_pressing()))
    is_new(practice, was)
    assert journal.head(practice.register.store) != before
    assert bundles.secret(practice.register.store, "office_keys") != keys
    assert {
        item.name for kind in ("unit", "village", "leader") for item in practice.offices.roster(kind)
    } == roster
    assert practice.exchange.enrolment_path().read_bytes() == practice.exchange.enrolment()
    practice.close()
    with open_desk(folder, PASSWORD, clock=clock) as again:
        is_new(again, was)
        assert again.register.notice == ""


def test_a_real_office_is_never_reset(desk, tmp_path):
    head = journal.head(desk.register.store)
    with pytest.raises(NotAllowed, match=r"不是练习机构.*什么也没有改动"):
        reset_practice(desk, matters=FEW)
    assert journal.head(desk.register.store) == head
    assert not (desk.register.folder / swapping.PART).exists()


@pytest.mark.parametrize("at", ["fill_practice", "_forget_marks"])
def test_what_stops_before_the_exchange_leaves_the_used_office(practice, clock, monkeypatch, at):
    head, folder = used(practice), practice.register.folder

    def stop(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(practice_reset, at, stop)
    with pytest.raises(KeyboardInterrupt):
        reset_practice(practice, matters=FEW)
    assert journal.head(practice.register.store) == head
    practice.close()
    with open_desk(folder, PASSWORD, clock=clock) as again:
        assert journal.head(again.register.store)[0] > head[0]
        assert again.offices.office().phone == "0000-1111111"


def test_a_power_cut_just_before_the_exchange_is_decided_leaves_the_used_office(practice, clock, monkeypatch):
    used(practice)
    folder = practice.register.folder

    def cut(_):
        raise KeyboardInterrupt

    monkeypatch.setattr(swapping, "decide", cut)
    monkeypatch.setattr(
        practice_reset.shutil, "rmtree", lambda *_, **__: None
    )  # the PC is off: nothing is tidied
    with pytest.raises(KeyboardInterrupt):
        reset_practice(practice, matters=FEW)
    monkeypatch.undo()
    practice.close()
    assert (folder / swapping.PART).exists()
    with open_desk(folder, PASSWORD, clock=clock) as again:
        assert again.offices.office().phone == "0000-1111111"
    assert not (folder / swapping.PART).exists()


def test_a_power_cut_after_it_is_decided_leaves_the_new_office(practice, clock, monkeypatch):
    was = numbers(practice)
    used(practice)
    folder = practice.register.folder

    def cut(_):
        raise SystemExit

    monkeypatch.setattr(practice_reset, "finish", cut)
    with pytest.raises(SystemExit):
        reset_practice(practice, matters=FEW + len(_pressing()))
    monkeypatch.undo()
    practice.register.close()
    with open_desk(folder, PASSWORD, clock=clock) as again:
        is_new(again, was)
        assert again.exchange.enrolment_path().read_bytes() == again.exchange.enrolment()
