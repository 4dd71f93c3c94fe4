"""Guards and fixtures every test may use: nothing outside tmp_path, a clock that stands still."""

import functools
import gc
import logging
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from app.core.offices import Office
from app.db.engine import keys
from app.db.engine.costs import Cost
from app.services.clock import FixedClock
from app.services.desk import Desk
from app.services.opening import Setup
from tests.made_once import Offices

TODAY = date(2026, 11, 20)
PASSWORD = "练习用密码1234"
SHARED = Path(__file__).resolve().parent.parent.parent / "shared"


def pytest_collection() -> None:
    """Nothing of what is collected is ever given up: looking through it again and again finds nothing."""
    gc.disable()


def pytest_collection_finish() -> None:
    gc.freeze()
    gc.enable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files with slow tests begin: at the end of the suite no core waits for one of them."""
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow)


@pytest.fixture(autouse=True)
def _home_is_a_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    monkeypatch.delenv("PETITION_DESK_PASSWORD", raising=False)


@pytest.fixture(autouse=True)
def _this_pc_says_it_is_today(monkeypatch: pytest.MonkeyPatch) -> None:
    """The commands ask the PC; a test that passes today has to pass next year."""
    now = FixedClock(TODAY).now().astimezone()
    monkeypatch.setattr("app.services.clock.SystemClock.now", lambda _: now)
    monkeypatch.setattr("app.county.desk.system_now", lambda: now)


@pytest.fixture(autouse=True)
def _no_stick_is_plugged_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is mounted on the machine of the tests is nobody's backup."""
    monkeypatch.setattr("app.services.sticks._mounted", lambda: iter(()))


@pytest.fixture(autouse=True)
def _no_unexpected_warning_in_the_log(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    yield
    loud = [record.getMessage() for record in caplog.get_records("call") if record.levelno >= logging.WARNING]
    assert not loud, loud


@pytest.fixture(scope="session", autouse=True)
def _no_power_cut_comes() -> Iterator[None]:
    """What waits for the disk waits for nothing: only a cut could tell, and tests/faults plays those elsewhere.

    A file that is closed is refused as before.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda handle: os.fstat(handle) and None)
        yield


@pytest.fixture(scope="session", autouse=True)
def _a_password_is_stretched_once() -> Iterator[None]:
    """The same password, salt and cost always give the same key: opening again what a test made costs nothing.

    The empty password only measures what a guess costs on this PC (`fitting_cost`), and has to cost it.
    """
    stretch, seen = keys._derive, functools.cache(keys._derive)

    def derive(password: str, salt: bytes, cost: Cost) -> bytes:
        return (seen if password else stretch)(password, salt, cost)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keys, "_derive", derive)
        yield


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """A real PostgreSQL, one for all tests; skipped with its reason where there is none."""
    from tests.county.postgresql import running_server

    with running_server() as address:
        yield address


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(TODAY)


@pytest.fixture
def office() -> Office:
    return Office(
        name="青山镇信访工作办公室", code="430999101000", organ_code="青", superior="青川县信访局",
        review_body="青川县人民政府", government="青山镇人民政府", clerk="练习专干", phone="0000-0000000",
    )  # fmt: skip


@pytest.fixture
def setup(office: Office) -> Setup:
    return Setup(
        office, ("自然资源所", "农业农村服务中心", "镇纪委"), ("青山村", "柳溪村"), (("周甲", "镇长"),)
    )


@pytest.fixture(scope="session")
def offices(tmp_path_factory: pytest.TempPathFactory) -> Offices:
    """Made once, copied for each test."""
    return Offices(tmp_path_factory.mktemp("offices"))


@pytest.fixture
def desk(tmp_path: Path, offices: Offices, setup: Setup, clock: FixedClock) -> Iterator[Desk]:
    """A fresh office on a real encrypted register."""
    with offices.open(tmp_path / "数据", setup, PASSWORD, clock) as opened:
        yield opened


@pytest.fixture
def shared() -> Path:
    """Real input that lies beside the project where it lies there at all."""
    if not (SHARED / "data").is_dir():
        pytest.skip("no real input beside the project")
    return SHARED / "data"
