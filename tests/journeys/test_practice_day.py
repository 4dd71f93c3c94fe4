"""The practice day: what `make run` plays where there is no display, checked from outside the windows."""

import subprocess
import sys
from pathlib import Path

import pytest
from pypdf import PdfReader

from app.core.figures import Count
from app.county.desk import open_county
from app.db import journal
from app.services.clock import FixedClock
from app.services.opening import open_desk
from app.ui.practice_day.people import ACTS, COMERS
from app.ui.practice_day.play import play
from app.ui.practice_day.stage import COUNTY_PASSWORD, PASSWORD, PRACTICE_DAY

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]


@pytest.fixture(scope="module")
def day(qapp, tmp_path_factory):
    """One played day for all tests of this file."""
    folder = tmp_path_factory.mktemp("练习日") / "out"
    assert play(folder) == 0
    return folder


@pytest.fixture
def register(day):
    with open_desk(day / "数据", PASSWORD, clock=FixedClock(PRACTICE_DAY)) as desk:
        yield desk


def text_of(path):
    return "".join(page.extract_text() for page in PdfReader(path).pages).replace("\n", "")


def papers(day, word):
    return [path for path in sorted((day / "文书").glob("*.pdf")) if word in path.name]


def test_the_journal_holds_every_step_of_the_story(register):
    kinds = [row[0] for row in register.register.store.rows("SELECT kind FROM entries ORDER BY seq")]
    assert kinds.count("reception_registered") == len(COMERS)
    assert kinds.count("matter_opened") == len(COMERS) - sum(comer.again for comer in COMERS)
    assert (
        kinds.count("period_closed")
        == kinds.count("bundle_written")
        == kinds.count("acknowledgement_taken")
        == 1
    )
    assert kinds.count("accepted") == sum(act.kind == "accept" for act in ACTS)


def test_the_tables_are_what_the_journal_makes_of_them(register):
    report = register.safety.verify(full=True)
    assert report.ok, report.lines
    assert report.entries == journal.head(register.register.store)[0]


def test_somebody_who_came_back_is_a_further_reception_of_the_same_matter(register):
    first = register.matters.matter(register.matters.id_of("2026-0001"))
    assert [reception.ordinal for reception in first.receptions] == [1, 2]


def test_the_closed_month_counts_what_was_registered_in_it(register):
    table = register.month.table(register.month.period("2026-10"))
    in_october = [comer for comer in COMERS if comer.on.startswith("2026-10")]
    assert table.closed
    assert table.figures["receptions"] == Count(len(in_october), "件次")
    visits = [comer.heads for comer in in_october if comer.channel == "visit"]
    assert table.figures["visits.persons"] == Count(sum(visits), "人次")


@pytest.mark.parametrize(
    ("word", "texts"),
    [
        ("接收回执 2026-0001", ("张三", "2026年10月8日", "2026-0001")),
        ("交办通知单", ("自然资源所", "张三", "请核实占地面积")),
        ("移交清单", ("自然资源所", "2026-0001")),
        ("受理告知书", ("张三", "第三十四条")),
        ("月报表", ("青山镇信访工作办公室", "2026年10月")),
        ("公钥登记表", ("999999101000", "青川县信访局")),
        ("报送封面", ("青川县信访局", "2026年10月")),
    ],
)
def test_every_paper_is_a_pdf_that_says_what_it_should(day, word, texts):
    found = papers(day, word)
    assert found
    assert found[0].read_bytes().startswith(b"%PDF")
    said = text_of(found[0])
    assert [text for text in texts if text not in said] == []


def test_every_registration_printed_its_receipt(day):
    assert len(papers(day, "接收回执")) == len(COMERS)


def test_the_county_can_read_the_bundle_and_holds_every_matter(day, tmp_path):
    county = open_county(day / "县局", COUNTY_PASSWORD)
    try:
        bundle = next(path for path in (day / "U盘").glob("*.xfb") if "-ack-" not in path.name)
        files = county.unpack(bundle, tmp_path / "bag")
        row = county.status("2026-10")[0]
    finally:
        county.close()
    matters = next(path for path in files if path.name == "matters.csv").read_text(encoding="utf-8")
    assert matters.count("2026-000") >= 6
    assert (row.received, row.refused, row.verified, row.missing) == (1, 0, True, ())


def test_the_countys_answer_is_processed_and_nothing_was_refused(register):
    status = register.exchange.status()
    assert [row.state for row in status.sent] == ["processed"]
    assert status.refused == ()
    assert status.county["verified"]


def test_every_page_left_a_picture_and_the_steps_are_written_down(day):
    assert len(list((day / "图片").glob("*.png"))) >= 18
    told = (day / "实录.txt").read_text(encoding="utf-8")
    assert "✗" not in told
    assert str(day.resolve()) in told


def test_a_folder_with_other_things_in_it_is_left_alone(tmp_path):
    (tmp_path / "别的.docx").write_text("x")
    assert play(tmp_path) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["别的.docx"]


def test_a_step_that_does_not_happen_ends_the_day_with_1(qapp, tmp_path, monkeypatch):
    monkeypatch.setattr("app.ui.practice_day.play.CHAPTERS", (("只登记", _refuses),))
    assert play(tmp_path / "out") == 1
    assert "✗ 打印机没有回应" in (tmp_path / "out" / "实录.txt").read_text(encoding="utf-8")


def _refuses(stage):
    stage.prompts.show_error("打印机没有回应")


def test_python_3_11_outlives_more_calls_than_none_had_references():
    """PySide6 6.12 gives back a reference to None per call; without our guard this ends in an abort."""
    code = (
        "import app.ui\nfrom PySide6.QtCore import QObject\n"
        "thing = QObject()\nfor _ in range(50_000):\n    thing.setObjectName('a')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=Path(__file__).parents[2], capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr
