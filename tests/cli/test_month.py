"""The month by command: figures, what is behind them, closing, papers, and the shapes of docs/cli.md."""

import shutil
from pathlib import Path

import pytest

from tests.cli.running import Run, data, runner

ROWS = """信访形式,信访日期,登记日期,姓名,人数,主题,一级分类,村,来源,走访层级,责任单位,受理日期,交办日期,答复日期,送达日期,办结日期,部门评价,单位评价
来信,2026-09-01,2026-09-01,张甲,1,反映路灯损坏,城乡建设,青山村,,,,2026-09-03,,2026-10-10,2026-10-12,2026-10-15,满意,不满意
来访,2026-10-08,2026-10-08,李乙,6,反映水渠淤塞,农村农业,柳溪村,上级转送,赴省,供水站,2026-10-12,2026-10-12,,,,,
来访,2026-10-09,2026-10-09,王丙,1,反映低保,民政,青山村,,,,,,,,,,
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("month")
    run = runner(folder)
    (folder / "台账.csv").write_text(ROWS, encoding="utf-8")
    made = run(
        "new", "--office", "青山镇信访工作办公室", "--code", "430999101000", "--superior", "青川县信访局"
    )
    assert made.returncode == 0, made.stderr
    taken = run("receive", "台账.csv")
    assert taken.returncode == 0, taken.stdout + taken.stderr
    return folder


@pytest.fixture
def office(made: Path, tmp_path: Path) -> Run:
    """The same office, for one test to change."""
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    return runner(tmp_path)


def test_a_month_has_its_figures_and_breakdowns_by_stable_ids(office: Run) -> None:
    october = data(office, "figures", "2026-10")
    assert october["receptions"] == {"value": 2, "unit": "件次"}
    assert october["visits"] == {"value": 2, "unit": "批次"}
    assert october["group_visits.persons"] == {"value": 6, "unit": "人次"}
    assert october["closed"] == {"value": 1, "unit": "件"}
    assert october["rate.satisfied.office"] == {"n": 1, "d": 1, "text": "100.00%"}
    assert october["rate.satisfied.unit"] == {"n": 0, "d": 1, "text": "0.00%"}
    assert october["by_class"]["农村农业"]["value"] == 1
    assert october["by_class"]["农村农业"]["persons"] == {"value": 6, "unit": "人次"}
    assert {name: line["value"] for name, line in october["by_level"].items()} == {
        "赴省": 1,
        "来镇（街道）": 1,
    }
    assert october["by_unit"]["供水站"]["value"] == 1


def test_comparing_says_both_bases(office: Run) -> None:
    october = data(office, "figures", "2026-10", "--compare")
    assert october["receptions"]["last_year"] == {
        "base": None,
        "difference": "",
        "percent": "—",
        "direction": "",
    }
    assert october["receptions"]["previous"] == {
        "base": {"value": 1, "unit": "件次"}, "difference": "+1", "percent": "100.00%", "direction": "上升",
    }  # fmt: skip
    assert data(office, "figures", "2026-10", "--axis", "by_channel")["by_channel"]["来访"]["value"] == 2


def test_a_figure_opens_to_its_matters(office: Run) -> None:
    def behind(*more: str) -> list[str]:
        return [row["people"] for row in data(office, "figures", "2026-10", "--behind", *more)]

    assert behind("group_visits") == ["李乙等6人"]
    assert behind("by_village", "--line", "青山村") == ["王丙"]
    assert behind("rate.satisfied.unit", "--part", "lost") == ["张甲"]
    assert behind("rate.satisfied.unit", "--part", "good") == []


def test_what_is_no_figure_is_refused_with_a_sentence(office: Run) -> None:
    for wrong in (
        ("figures", "2026-10", "--behind", "nothing"),
        ("figures", "2026-10", "--behind", "by_unit", "--line", "没有"),
    ):
        done = office(*wrong)
        assert done.returncode == 1
        assert "没有" in done.stderr
        assert "Traceback" not in done.stderr


def test_the_months_papers_are_written(office: Run, tmp_path: Path) -> None:
    kinds = {
        "月报表.pdf": ("table", b"%PDF-"), "月报表.xlsx": ("table", b"PK"), "总结.docx": ("summary", b"PK"),
        "总结.pdf": ("summary", b"%PDF-"), "通报.pdf": ("circular", b"%PDF-"),
    }  # fmt: skip
    for name, (command, magic) in kinds.items():
        told = data(office, command, "2026-10", "-o", tmp_path / name)
        assert told["file"] == str(tmp_path / name)
        assert (tmp_path / name).read_bytes().startswith(magic)
    assert office("summary", "2026-10", "-o", tmp_path / "总结.txt").returncode == 2
    assert office("table", "2026-10", "-o", tmp_path / "没有" / "表.pdf").returncode == 1


def test_rates_and_scores_come_by_command(office: Run, tmp_path: Path) -> None:
    rates = data(office, "rates", "2026-10")
    assert [row["people"] for row in rates["rate.satisfied.unit"]["lost"]] == ["张甲"]
    assert data(office, "assess", "2026-10")["points"] == "100"
    scheme = tmp_path / "办法.toml"
    scheme.write_text(
        "name='访量'\n[[item]]\nname='访量'\npoints=25\nrule='each'\nfigure='visits'\n", encoding="utf-8"
    )
    refused = office("assessment", "set", scheme)
    assert (refused.returncode, "登记多少不作为得失分依据" in refused.stderr) == (1, True)
    assert data(office, "assessment", "show")["own"] is False


def test_a_closed_month_stays_as_it_was(office: Run) -> None:
    closed = data(office, "close-period", "2026-09")
    assert closed["figures"]["receptions"] == {"value": 1, "unit": "件次"}
    assert (
        office(
            "step", "2026-0001", "evaluate", "--value", "satisfied", "--reason", "unit", "--on", "2026-11-20"
        ).returncode
        == 0
    )
    assert data(office, "figures", "2026-09")["receptions"] == closed["figures"]["receptions"]
