"""Reports checked beside the register: whose figures they are compared with."""

from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from app.core.figures import Count, Rate
from app.core.periods import Period, parse_period
from app.errors import BundleError, NotFound, ValidationError
from app.services.desk import Desk
from app.services.report_checking import ReportChecking, known_from

TEXT = "青山镇2026年10月信访工作情况\n本月来信{}件，及时受理率{}。\n"


class StandingMonth:
    """A month whose table is known: the register's own counting is tested elsewhere."""

    def __init__(self, *, closed: bool) -> None:
        self._closed = closed
        self.asked: list[str] = []

    def period(self, text: str) -> Period:
        self.asked.append(text)
        return parse_period(text)

    def table(self, period: Period, *, compared: bool = True) -> Any:
        assert not compared, "what a period is compared with is not asked here"
        lines = (
            (SimpleNamespace(id="letters", name="来信", unit="件次"), Count(12, "件次")),
            (SimpleNamespace(id="rate.accept_in_time", name="及时受理率", unit="%"), Rate(29, 30, "96.67%")),
            (SimpleNamespace(id="of.our.own", name="自设指标", unit="件"), Count(5, "件")),
        )
        return SimpleNamespace(period=period, closed=self._closed or None, lines=lambda: lines)


def checking(*, closed: bool = True) -> tuple[ReportChecking, StandingMonth]:
    month = StandingMonth(closed=closed)
    return ReportChecking(month), month  # type: ignore[arg-type]


def differing(service: ReportChecking, text: str, period: str | None = None) -> list[str]:
    return [finding.expected for finding in service.check_text(text, period) if finding.kind == "differs"]


def test_the_closed_period_of_the_title_is_compared() -> None:
    service, month = checking()
    assert differing(service, TEXT.format(13, "97.66%")) == ["12件次", "96.67%（29/30）"]
    assert differing(service, TEXT.format(12, "96.7%")) == []
    assert month.asked == ["2026-10", "2026-10"]


@pytest.mark.parametrize(
    ("title", "asked"), [("2026年第三季度", "2026-Q3"), ("2026年上半年", "2026-H1"), ("2026年度", "2026")]
)
def test_every_sort_of_period_is_found_by_its_title(title: str, asked: str) -> None:
    service, month = checking()
    service.check_text(f"青山镇{title}信访工作总结\n正常。")
    assert month.asked == [asked]


def test_an_open_period_is_compared_only_when_asked_for() -> None:
    service, _ = checking(closed=False)
    assert differing(service, TEXT.format(13, "96.67%")) == []
    assert differing(service, TEXT.format(13, "96.67%"), "2026-10") == ["12件次"]


def test_a_title_of_another_period_is_told() -> None:
    service, _ = checking()
    kinds = [finding.kind for finding in service.check_text(TEXT.format(12, "96.67%"), "2026-09")]
    assert "title" in kinds


def test_figures_without_a_name_in_reports_are_not_compared() -> None:
    _, month = checking()
    known = known_from(month.table(month.period("2026-10"), compared=False))
    assert [figure.id for figure in known.values] == ["letters", "rate.accept_in_time"]
    assert (known.period_name, known.start) == ("2026年10月", date(2026, 10, 1))


def test_without_a_register_a_report_is_checked_in_itself(tmp_path: Path) -> None:
    path = tmp_path / "报告.txt"
    path.write_text("来信12件、来访8批，共计25件。", encoding="gb18030")
    (finding,) = ReportChecking().check(path)
    assert (finding.kind, finding.place, finding.expected) == ("sum", "第1行", "20件")


def test_a_file_that_is_not_there_or_no_report_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="找不到文件"):
        ReportChecking().check(tmp_path / "无.docx")
    path = tmp_path / "图.pdf"
    path.write_bytes(b"%PDF-1.7")
    with pytest.raises(BundleError, match="只能核对"):
        ReportChecking().check(path)


def test_far_too_long_a_text_is_refused() -> None:
    with pytest.raises(ValidationError, match="太长"):
        ReportChecking().check_text("件" * 300_001)


def test_a_real_register_answers(desk: Desk) -> None:
    service = ReportChecking(desk.month)
    assert differing(service, "本月来信3件。", "2026-10") == ["0件次"]
    assert differing(service, "本月来信0件。", "2026-10") == []


def test_the_offices_own_size_of_a_group_counts() -> None:
    assert ReportChecking(group_size=3).check_text("集体访2批7人次。") == ()
    assert [finding.kind for finding in ReportChecking().check_text("集体访2批7人次。")] == ["identity"]
