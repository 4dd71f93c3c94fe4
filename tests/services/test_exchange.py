import hashlib
import shutil
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.core.periods import Period
from app.core.receptions import ReceptionDraft
from app.core.steps import StepCommand
from app.county.desk import CountyDesk, create_county
from app.db import bundles
from app.db.engine.costs import LEAST
from app.errors import BundleError, NotAllowed
from app.services.desk import Desk
from app.services.lives import begin_life
from app.services.receptions import Visitor
from tests.conftest import PASSWORD, TODAY
from tests.services.test_month import LETTER
from tests.services.test_papers import text


@pytest.fixture
def county(tmp_path: Path) -> Iterator[CountyDesk]:
    now = lambda: datetime(2026, 11, 20, 10, tzinfo=UTC)  # noqa: E731
    desk = create_county(
        str(tmp_path / "县局"), "青川县信访局", "430999000000", PASSWORD, cost=LEAST, now=now
    )
    yield desk
    desk.close()


@pytest.fixture
def october(desk: Desk) -> Period:
    """A closed October with a letter and a sealed report in it."""
    desk.receptions.register(LETTER, [Visitor("张甲", "00000000001")])
    report = ReceptionDraft(
        "letter", LETTER.occurred_on, LETTER.occurred_on, "检举某事", text="密封内容", purpose="report"
    )
    desk.receptions.register(report, [Visitor("赵丁")])
    period = desk.month.period("2026-10")
    desk.month.close(period)
    return period


def enrol(desk: Desk, county: CountyDesk) -> None:
    desk.exchange.enrol_county(county.enrolment_file.read_bytes())
    county.enrol(desk.exchange.enrolment(), desk.exchange.status().check_number)


def round_trip(desk: Desk, county: CountyDesk, period: Period, stick: Path) -> str:
    written = desk.exchange.export(period, stick)
    taken = county.take([written.path])
    assert [row.state for row in taken] == ["accepted"], taken
    answers = county.ack(stick / "down")
    return desk.exchange.take(answers[0]).sentence


def test_the_month_goes_up_and_the_answer_comes_down(
    desk: Desk, county: CountyDesk, october: Period, tmp_path: Path
) -> None:
    enrol(desk, county)
    assert "未收" not in round_trip(desk, county, october, tmp_path / "U盘")
    status = desk.exchange.status()
    assert [(row.state, row.sequence) for row in status.sent] == [("processed", 1)]
    assert status.refused == ()
    assert county.status()[0].differences == ()
    assert desk.safety.verify(full=True).ok


def test_after_an_answer_only_what_changed_goes_again(
    desk: Desk, county: CountyDesk, october: Period, tmp_path: Path
) -> None:
    enrol(desk, county)
    round_trip(desk, county, october, tmp_path / "one")
    matter = desk.matters.find("张甲")[0]
    desk.matters.take_step(matter.id, StepCommand("accept", TODAY))
    written = desk.exchange.export(october, tmp_path / "two")
    assert {name: count for name, count in written.counts.items() if name not in {"entries", "figures"} and count} == {
        "matters": 1, "steps": 1,
    }  # fmt: skip
    assert written.header.base == "acknowledged"


def test_a_lost_stick_heals_itself(desk: Desk, county: CountyDesk, october: Period, tmp_path: Path) -> None:
    enrol(desk, county)
    desk.exchange.export(october, tmp_path / "lost")
    assert "未收" not in round_trip(desk, county, october, tmp_path / "found")


def test_what_went_out_under_a_revision_never_changes_under_it(
    desk: Desk, county: CountyDesk, october: Period, tmp_path: Path
) -> None:
    enrol(desk, county)
    first = desk.exchange.export(october, tmp_path / "one")
    letter = desk.matters.find("张甲")[0]
    desk.matters.correct(letter.id, {"purpose": "report"})
    second = desk.exchange.export(october, tmp_path / "two")
    taken = county.take([first.path, second.path])
    assert [(row.state, row.counts.get("conflict", 0)) for row in taken] == [("accepted", 0), ("accepted", 0)]


def test_sealed_text_stays_at_home(desk: Desk, county: CountyDesk, october: Period, tmp_path: Path) -> None:
    enrol(desk, county)
    written = desk.exchange.export(october, tmp_path / "stick")
    county.take([written.path])
    county.unpack(written.path, tmp_path / "unpacked")
    everything = b"".join(path.read_bytes() for path in (tmp_path / "unpacked").rglob("*") if path.is_file())
    assert "张甲".encode() in everything
    assert "赵丁".encode() not in everything
    assert "密封内容".encode() not in everything
    assert "检举某事".encode() not in everything
    assert b"withheld" in everything


def test_nothing_is_exported_before_the_county_is_known_or_the_month_closed(
    desk: Desk, county: CountyDesk, tmp_path: Path
) -> None:
    with pytest.raises(NotAllowed, match="公钥"):
        desk.exchange.export(desk.month.period("2026-10"), tmp_path / "stick")
    desk.exchange.enrol_county(county.enrolment_file.read_bytes())
    with pytest.raises(NotAllowed, match="还没有结账"):
        desk.exchange.export(desk.month.period("2026-10"), tmp_path / "stick")
    assert not (tmp_path / "stick").exists()


def test_the_county_counts_as_verified_with_the_digits_of_its_paper_only(
    desk: Desk, county: CountyDesk
) -> None:
    content = county.enrolment_file.read_bytes()
    with pytest.raises(BundleError, match="不一致"):
        desk.exchange.enrol_county(content, "1" * 30)
    assert desk.exchange.status().county is None
    enrolment = desk.exchange.enrol_county(content)
    assert not bundles.peer(desk.register.store, "county")["verified"]  # type: ignore[index]
    desk.exchange.enrol_county(content, enrolment.printed_check_number)
    assert bundles.peer(desk.register.store, "county")["verified"]  # type: ignore[index]


def test_the_same_answer_twice_changes_nothing(
    desk: Desk, county: CountyDesk, october: Period, tmp_path: Path
) -> None:
    enrol(desk, county)
    round_trip(desk, county, october, tmp_path / "stick")
    head = desk.month.head()
    assert "此前已经接收过" in desk.exchange.take(next((tmp_path / "stick" / "down").iterdir())).sentence
    assert desk.month.head() == head


@pytest.mark.parametrize(
    "damage", [lambda b: b[:-1], lambda b: b"", lambda b: b[:200] + b"x" + b[201:], lambda b: b"PK" + b]
)
def test_a_damaged_answer_changes_nothing(
    desk: Desk, county: CountyDesk, october: Period, tmp_path: Path, damage: object
) -> None:
    enrol(desk, county)
    county.take([desk.exchange.export(october, tmp_path / "stick").path])
    answer = county.ack(tmp_path / "down")[0]
    answer.write_bytes(damage(answer.read_bytes()))  # type: ignore[operator]
    head = desk.month.head()
    with pytest.raises(BundleError):
        desk.exchange.take(answer)
    assert desk.month.head() == head


def test_our_own_bundle_is_not_an_answer(
    desk: Desk, county: CountyDesk, october: Period, tmp_path: Path
) -> None:
    enrol(desk, county)
    written = desk.exchange.export(october, tmp_path / "stick")
    with pytest.raises(BundleError):
        desk.exchange.take(written.path)


@pytest.mark.skipif(not shutil.which("age"), reason="the public age tool is not installed")
def test_the_public_tool_opens_our_bundle_with_our_recovery_key(
    desk: Desk, county: CountyDesk, october: Period, tmp_path: Path
) -> None:
    enrol(desk, county)
    written = desk.exchange.export(october, tmp_path / "stick")
    key = tmp_path / "key.txt"
    key.write_text(desk.exchange.recovery_key() + "\n")
    plain = subprocess.run(["age", "-d", "-i", key, written.path], capture_output=True, check=True).stdout
    assert plain.startswith(b'{"algorithms"')
    assert plain.split(b"\n", 2)[2].startswith(b"PK")


def test_the_cover_sheet_and_the_key_sheet_are_paper(
    desk: Desk, county: CountyDesk, october: Period, tmp_path: Path
) -> None:
    enrol(desk, county)
    written = desk.exchange.export(october, tmp_path / "stick")
    said = text(written.cover.read_bytes()).replace(" ", "")
    assert hashlib.sha256(written.path.read_bytes()).hexdigest() in said
    assert desk.exchange.enrolment_sheet().startswith(b"%PDF-")


def test_after_a_restore_everything_goes_up_again_as_a_life_of_its_own(
    desk: Desk, county: CountyDesk, october: Period, tmp_path: Path
) -> None:
    """The county's numbers may be ahead of what was restored: nothing is taken for granted that it has."""
    enrol(desk, county)
    round_trip(desk, county, october, tmp_path / "one")
    with desk.register.writing() as write:
        begin_life(desk.register, write, source="备份", known=None)
    written = desk.exchange.export(october, tmp_path / "two")
    assert (written.header.sequence, written.header.base) == (1, "all")
    assert written.counts["matters"] == 2
    taken = county.take([written.path])
    assert [row.state for row in taken] == ["accepted"], taken
    assert "恢复过备份" in taken[0].sentence
    assert "未收" not in desk.exchange.take(county.ack(tmp_path / "down")[0]).sentence
    assert desk.exchange.export(october, tmp_path / "three").header.base == "acknowledged"
