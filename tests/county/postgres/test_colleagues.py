"""Several colleagues take in at once, each a process of their own: once is as often as you like, in any order."""

import random
import subprocess
import sys
from pathlib import Path

import pytest

from app.county import taking
from app.county.desk import create_county, open_county
from app.db.engine.costs import LEAST
from tests.county.postgresql import database

PASSWORD = "青川县局的密码"
ROOT = Path(__file__).resolve().parents[3]
LOADER = """
import sys
from pathlib import Path
from app.county.desk import open_county
url, password, beside, *files = sys.argv[1:]
desk = open_county(url, password, beside=Path(beside))
sys.stdout.write("ready\\n"); sys.stdout.flush(); sys.stdin.readline()
for file in files:
    for taken in desk.take([Path(file)]):
        print(taken.file, taken.state, taken.sentence)
desk.close()
"""
CONTENT = {
    "versions": "SELECT * FROM versions ORDER BY township, record_table, id",
    "records": "SELECT * FROM records ORDER BY township, record_table, id",
    "entries": "SELECT * FROM entries ORDER BY township, seq",
    "figures": "SELECT township, period, figure, value FROM figures ORDER BY 1, 2, 3",
    "bundles": "SELECT hash, state FROM bundles ORDER BY hash",
    "answers": "SELECT b.hash, a.record_table, a.answers FROM answers a JOIN bundles b ON b.id = a.bundle ORDER BY 1, 2",
}


def loaders(url, beside, orders):
    """One process for each order, all of them let go at the same moment; what they printed."""
    running = [
        subprocess.Popen(
            [sys.executable, "-c", LOADER, url, PASSWORD, beside, *order],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT,
        )
        for order in orders
    ]  # fmt: skip
    for one in running:
        assert one.stdout.readline() == "ready\n"
    for one in running:
        one.stdin.write("go\n")
        one.stdin.flush()
    told = [one.communicate()[0] for one in running]
    assert [one.returncode for one in running] == [0] * len(running)
    return told


@pytest.fixture
def county_on(server, tmp_path):
    made = []

    def make_one(name):
        url = database(server, name)
        desk = create_county(
            url, "青川县信访局", "999999000000", PASSWORD, cost=LEAST, beside=tmp_path / name
        )
        made.append(desk)
        return url, desk

    yield make_one
    for desk in made:
        desk.close()


def content(desk):
    return {name: desk.store.rows(sql) for name, sql in CONTENT.items()}


def series(township, make, paths, count=3):
    """Bundles without an answer in between: each carries everything so far."""
    rows, files = [], []
    for number in range(1, count + 1):
        rows = [make.matter(f"{township.code} {n}", revision=number - n + 1) for n in range(1, number + 1)]
        files.append(township.export(paths(), {"matters": rows, "figures": make.figures(matters=number)}))
    return files


def test_the_same_files_at_once_are_taken_once(county_on, make, paths, tmp_path):
    url, desk = county_on("at_once")
    files = []
    for number in range(3):
        township = make.township(desk, code=f"99999910{number}000", name=f"第{number}镇信访工作办公室")
        desk.enrol(township.enrolment, township.digits)
        files += series(township, make, paths)
    orders = [random.Random(seed).sample(files, len(files)) for seed in (1, 2)]
    told = loaders(url, tmp_path / "at_once", orders)
    assert "refused" not in "".join(told)
    assert desk.store.value("SELECT count(*) FROM records") == 9
    assert desk.store.rows("SELECT DISTINCT state FROM bundles") == [("take",)]
    assert desk.store.value("SELECT max(numbered) FROM townships") == 3
    together = content(desk)
    desk.take(files)
    assert content(desk) == together


def test_several_orders_at_once_end_as_one_after_the_other(county_on, make, paths, tmp_path):
    url, desk = county_on("together")
    township = make.township(desk)
    desk.enrol(township.enrolment, township.digits)
    files = series(township, make, paths, 4)
    loaders(url, tmp_path / "together", [files, files[::-1], files[2:] + files[:2]])
    facts = desk.store.rows("SELECT id, revision, body FROM records ORDER BY id")
    assert sorted(row[1] for row in facts) == [1, 2, 3, 4]
    assert desk.store.value("SELECT max(seq) FROM entries") == len(township.chain)
    assert desk.store.value("SELECT value FROM figures WHERE figure = 'matters'") == 4


def test_different_townships_do_not_wait_for_each_other(county_on, make, paths, tmp_path):
    url, desk = county_on("apart")
    first, second = (
        make.township(desk, code=f"99999910{number}000", name=f"第{number}镇信访工作办公室")
        for number in (1, 2)
    )
    for township in (first, second):
        desk.enrol(township.enrolment, township.digits)
    waits = first.export(paths(), {"matters": [make.matter()]})
    goes = second.export(paths(), {"matters": [make.matter()]})
    with desk.store.writing():
        desk.store.alone_with(first.code)
        (told,) = loaders(url, tmp_path / "apart", [[goes]])
        assert "accepted" in told
    assert [one.state for one in desk.take([waits])] == ["accepted"]


def test_a_colleague_who_comes_between_two_looks_makes_no_contradiction(
    county_on, make, paths, tmp_path, monkeypatch
):
    """The first look at a bundle is not alone with its township; what it sees may be two halves."""
    url, desk = county_on("between")
    township = make.township(desk)
    desk.enrol(township.enrolment, township.digits)
    first, second, *_ = series(township, make, paths)
    colleague = open_county(url, PASSWORD, beside=tmp_path / "colleague")
    real, came = taking.find_township, []

    def found_then_changed(store, code):
        found = real(store, code)
        if store is desk.store and not came:
            came.append(colleague.take([Path(first)])[0].state)
        return found

    monkeypatch.setattr(taking, "find_township", found_then_changed)
    told = [taken.state for taken in desk.take([Path(second)])]
    colleague.close()
    assert (came, told) == (["accepted"], ["accepted"])
