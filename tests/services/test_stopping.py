"""Long work that is stopped in the middle: nothing changed, nothing half done left behind."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.db import journal
from app.db.engine.connection import Store
from app.db.engine.costs import LEAST
from app.services.attachments import Source
from app.services.clock import FixedClock
from app.services.desk import Desk
from app.services.opening import Setup, create_office, open_desk
from app.services.practice import create_practice_office
from app.services.progress import Progress, share
from app.services.receptions import Visitor
from tests.conftest import PASSWORD
from tests.services.test_exchange import county, enrol, october  # noqa: F401
from tests.services.test_month import LETTER

PLACES = ("first", "middle", "last")


class Enough(Exception):
    """The clerk pressed 取消."""


def told_by(work: Callable[[Progress], object]) -> int:
    """How often the work tells how far it is, when nobody stops it."""
    heard: list[tuple[int, int]] = []
    work(lambda done, total: heard.append((done, total)))
    assert heard
    assert all(0 <= done <= total for done, total in heard)
    return len(heard)


def stop(work: Callable[[Progress], object], tellings: int, place: str) -> None:
    left = {"first": 0, "middle": tellings // 2, "last": tellings - 1}[place]

    def progress(_done: int, _total: int) -> None:
        nonlocal left
        if left == 0:
            raise Enough
        left -= 1

    with pytest.raises(Enough):
        work(progress)


def state(desk: Desk, *folders: Path) -> object:
    """The journal's end and every file; the log of the database may come and go."""
    files = sorted(
        str(path)
        for folder in (desk.register.folder, *folders)
        for path in folder.rglob("*")
        if path.is_file() and not path.name.endswith(("-wal", "-shm"))
    )
    return journal.head(desk.register.store), files


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite tells how far it is at every few of its steps, so that small registers have a middle, too."""
    monkeypatch.setattr("app.db.engine.connection._STRIDE", 50)


@pytest.fixture
def kept(desk: Desk, tmp_path: Path) -> Iterator[Desk]:
    """A register with matters and an attachment."""
    done = desk.receptions.register(LETTER, [Visitor("张甲", "00000000001")])
    letter = tmp_path / "来信.txt"
    letter.write_bytes(b"x" * 3_000_000)
    ready = desk.attachments.prepare([Source.file(letter)], lambda *_: None)
    desk.attachments.enter(done.matter_id, ready)
    return desk


@pytest.mark.parametrize("place", PLACES)
def test_a_stopped_backup_leaves_no_copy_and_the_next_one_is_whole(
    kept: Desk, tmp_path: Path, seen: None, place: str
) -> None:
    first, stick = tmp_path / "先", tmp_path / "U盘"
    tellings = told_by(lambda progress: kept.safety.backup(first, progress=progress))
    stick.mkdir()
    before = state(kept, stick)
    stop(lambda progress: kept.safety.backup(stick, progress=progress), tellings, place)
    assert list(stick.iterdir()) == []
    assert state(kept, stick) == before
    with open_desk(kept.safety.backup(stick), PASSWORD) as again:
        assert again.safety.verify(full=True).ok


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("full", [False, True])
def test_a_stopped_check_changes_nothing_and_can_be_made_again(
    kept: Desk, seen: None, place: str, full: bool
) -> None:
    tellings = told_by(lambda progress: kept.safety.verify(full=full, progress=progress))
    before = state(kept)
    stop(lambda progress: kept.safety.verify(full=full, progress=progress), tellings, place)
    assert state(kept) == before
    assert kept.safety.verify(full=full).ok


@pytest.mark.parametrize("place", PLACES)
def test_a_stopped_export_is_not_noted_and_leaves_nothing_on_the_stick(
    desk: Desk, county, october, tmp_path: Path, seen: None, place: str  # noqa: F811
) -> None:  # fmt: skip
    enrol(desk, county)
    stick = tmp_path / "U盘"
    tellings = told_by(lambda progress: desk.exchange.export(october, tmp_path / "先", progress=progress))
    stick.mkdir()
    before, sent = state(desk, stick), desk.exchange.status().sent
    stop(lambda progress: desk.exchange.export(october, stick, progress=progress), tellings, place)
    assert state(desk, stick) == before
    assert desk.exchange.status().sent == sent
    assert desk.exchange.export(october, stick).path.exists()


@pytest.mark.parametrize("place", PLACES)
def test_a_stopped_answer_can_be_taken_afterwards(
    desk: Desk, county, october, tmp_path: Path, place: str  # noqa: F811
) -> None:  # fmt: skip
    enrol(desk, county)
    county.take([desk.exchange.export(october, tmp_path / "U盘").path])
    answer = county.ack(tmp_path / "U盘")[0]
    before = state(desk)
    stop(lambda progress: desk.exchange.take(answer, progress=progress), 3, place)
    assert state(desk) == before
    assert desk.exchange.take(answer).accepted


@pytest.mark.parametrize("place", PLACES)
def test_an_office_that_was_stopped_leaves_nothing(tmp_path: Path, setup: Setup, place: str) -> None:
    def make(folder: str) -> Callable[[Progress], object]:
        return lambda progress: create_office(
            tmp_path / folder, setup, PASSWORD, cost=LEAST, progress=progress
        ).close()

    tellings = told_by(make("先"))
    stop(make("后"), tellings, place)
    assert not (tmp_path / "后").exists()


@pytest.mark.parametrize("place", PLACES)
def test_a_practice_office_that_was_stopped_leaves_nothing(
    tmp_path: Path, clock: FixedClock, place: str
) -> None:
    def make(progress: Progress) -> object:
        return create_practice_office(
            tmp_path / "练习", None, PASSWORD, clock=clock, cost=LEAST, matters=14, progress=progress
        )

    stop(make, 3 + 14 + 3, place)
    assert not (tmp_path / "练习").exists()
    make(lambda *_: None).close()  # type: ignore[attr-defined]


def test_what_somebody_else_asks_meanwhile_is_not_stopped(desk: Desk, seen: None) -> None:
    """Only the thread that watches is watched."""
    import threading

    store: Store = desk.register.store
    asked: list[list[object]] = []
    query = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000) SELECT count(*) FROM n"

    def refuse() -> None:
        raise Enough

    with store.watched(refuse):
        other = threading.Thread(target=lambda: asked.append(store.rows(query)))
        other.start()
        other.join()
    assert [row[0][0] for row in asked] == [5000]


def test_a_share_of_the_bar_begins_and_ends_where_it_should() -> None:
    heard: list[tuple[int, int]] = []
    part = share(lambda done, total: heard.append((done, total)), 40, 70)
    for done, total in ((0, 3), (3, 3), (0, 0)):
        part(done, total)
    assert heard == [(400, 1000), (700, 1000), (400, 1000)]
