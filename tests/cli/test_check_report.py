"""`petition-desk check-report`: exit 1 with every finding, exit 0 when clean, and no password needed."""

import contextlib
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.cli.output import Context
from app.cli.reports import check_report
from app.errors import AlreadyOpenError
from app.services.desk import Desk


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "报告.txt"
    path.write_text("本月来信12件、来访8批，共计25件。\n", encoding="utf-8")
    return path


def run(context: Context, *args: str | Path) -> Result:
    return CliRunner().invoke(check_report, list(map(str, args)), obj=context)


def test_a_report_is_checked_without_a_register(tmp_path: Path, report: Path) -> None:
    done = run(Context(tmp_path, None), report, "--json")
    assert done.exit_code == 1
    (finding,) = json.loads(done.output)
    assert list(finding) == ["kind", "place", "quote", "sentence", "expected"]
    assert (finding["kind"], finding["place"], finding["expected"]) == ("sum", "第1行", "20件")


def test_people_read_the_place_the_words_and_what_is_wrong(tmp_path: Path, report: Path) -> None:
    done = run(Context(tmp_path, None), report)
    assert done.output.startswith("第1行　“本月来信12件、来访8批，共计25件”　")
    assert "应为：20件" in done.output


def test_a_clean_report_ends_with_0(tmp_path: Path, report: Path) -> None:
    report.write_text("本月来信12件、来访8批，共计20件。\n", encoding="utf-8")
    assert run(Context(tmp_path, None), report).output == "没有发现问题。\n"
    assert json.loads(run(Context(tmp_path, None), report, "--json").output) == []


def test_a_period_is_compared_with_the_register(tmp_path: Path, report: Path, desk: Desk) -> None:
    class Opened(Context):
        @contextlib.contextmanager
        def open(self) -> Iterator[Desk]:  # type: ignore[override]
            yield desk

    done = run(Opened(tmp_path, None), report, "--period", "2026-10", "--json")
    assert {finding["kind"] for finding in json.loads(done.output)} == {"sum", "differs"}


def test_a_register_in_use_is_no_hindrance(
    tmp_path: Path, report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class InUse(Context):
        def open(self) -> Desk:
            raise AlreadyOpenError("正在使用")

    monkeypatch.setenv("PETITION_DESK_PASSWORD", "x")
    (tmp_path / "main.db").touch()
    done = run(InUse(tmp_path, None), report)
    assert done.exit_code == 1
    assert "没有与本机的数字核对" in done.stderr
    assert isinstance(run(InUse(tmp_path, None), report, "--period", "2026-10").exception, AlreadyOpenError)
