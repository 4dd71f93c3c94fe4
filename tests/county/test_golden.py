"""Every file of the golden set gets the answer that stands in the documents, and a refused one changes nothing."""

import contextlib
import resource
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.county.desk import create_county
from app.db.engine.costs import LEAST
from app.exchange.enrolment import read_enrolment
from tests.county.golden import CASES, Bench, table

DOCUMENT = Path(__file__).resolve().parent.parent.parent / "docs" / "golden_bundles.md"


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """One county for the whole set; each case has a township of its own."""
    opened = create_county(
        tmp_path_factory.mktemp("县局") / "数据", "青川县信访局", "999999000000", "青川县局的密码", cost=LEAST,
        now=lambda: datetime(2026, 11, 2, 9, 30, tzinfo=UTC),
    )  # fmt: skip
    yield opened
    opened.close()


@pytest.fixture
def bench(desk, make, paths):
    code = f"999999{101 + len(desk.status())}000"
    town = make.township(desk, code=code)
    desk.enrol(town.enrolment, read_enrolment(town.enrolment).check_number)
    make.stranger = lambda: make.township(desk, code="999999901000", name="白水镇信访工作办公室")
    make.newcomer = lambda: _newcomer(desk, make)
    return Bench(town, make, paths)


def _newcomer(desk, make):
    town = make.township(desk, code="999999902000", name="新塘镇信访工作办公室")
    desk.enrol(town.enrolment)
    return town


def everything(desk):
    tables = ("records", "entries", "conflicts", "figures", "bundles", "townships")
    return {name: desk.store.rows(f"SELECT * FROM {name} ORDER BY 1, 2, 3") for name in tables}


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=pytest.mark.slow) if case.slow else name
        for name, case in CASES.items()
        if name != "heavy"
    ],
)
def test_each_gets_the_answer_it_should(desk, bench, name):
    gets_its_answer(desk, CASES[name], CASES[name].build(bench))


def gets_its_answer(desk, case, files):
    answers = []
    for file in files:
        before = everything(desk)
        found = desk.take([file])
        answers += found
        if found[0].state == "refused":
            assert everything(desk) == before
    assert [one.state for one in answers] == list(case.states), answers[-1].sentence
    assert case.words in answers[-1].sentence
    assert dict(case.counts).items() <= answers[-1].counts.items()


@pytest.mark.slow
def test_200_megabytes_of_attachments_get_their_answer_and_do_not_lie_in_memory(desk, bench):
    case = CASES["heavy"]
    before = peak_from_now()
    gets_its_answer(desk, case, case.build(bench))
    assert peak() - before < 64 << 10


def peak_from_now():
    """What is held now, in KiB; where the system can, what some test before held once is forgotten."""
    with contextlib.suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    return peak()


def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def test_the_documents_say_the_same():
    assert table() in DOCUMENT.read_text(encoding="utf-8")
    assert len(CASES) >= 30
