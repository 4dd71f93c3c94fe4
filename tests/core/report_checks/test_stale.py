"""Events copied from the last report, and titles of another period."""

from datetime import date

import pytest

from app.core.report_checks import Known, check_report, report_from_text

OCTOBER = Known("2026年10月", date(2026, 9, 21), date(2026, 10, 20))
YEAR = Known("2026年", date(2026, 1, 1), date(2026, 12, 31))
JANUARY = Known("2026年1月", date(2026, 1, 1), date(2026, 1, 31))


def kinds(text: str, known: Known | None = None) -> list[str]:
    return [finding.kind for finding in check_report(report_from_text(text), known)]


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("2025年10月15日，镇党委召开专题会议。", OCTOBER),
        ("9月15日，镇党委召开专题会议。", OCTOBER),
        ("8月份，开展大排查3次。", OCTOBER),
        ("二〇二五年，全镇开展大排查。", YEAR),
        ("2025年，我镇共接待群众。", YEAR),
        ("12月20日，镇党委召开了专题会议。", JANUARY),
        ("2026年9月3日，县局来我镇调研。", OCTOBER),
    ],
)
def test_an_event_outside_the_period_is_quoted(text: str, known: Known) -> None:
    assert kinds(text, known) == ["stale"]


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("9月25日，镇党委召开专题会议。", OCTOBER),
        ("11月底前完成排查。", OCTOBER),
        ("较2025年同期下降。", OCTOBER),
        ("2024年以来的积案已全部化解。", YEAR),
        ("王某反映其2015年建房一事。", YEAR),
        ("贯彻2022年5月1日起施行的《信访工作条例》。", YEAR),
        ("被评为2025年度先进单位。", YEAR),
        ("1—9月，共接待群众。", OCTOBER),
        ("2027年，将继续开展大排查。", YEAR),
        ("依据青信〔2024〕3号文件。", YEAR),
        ("2026年11月3日", OCTOBER),
        ("每年3月开展宣传。", OCTOBER),
        ("2025年为120件，2026年为98件。", YEAR),
    ],
)
def test_an_old_date_with_a_reason_is_left_alone(text: str, known: Known) -> None:
    assert kinds(text, known) == []


@pytest.mark.parametrize(
    ("title", "known"),
    [
        ("青山镇2026年9月信访工作情况", OCTOBER),
        ("2025年信访工作总结", YEAR),
        ("2025年10月信访月报表", OCTOBER),
    ],
)
def test_a_title_of_another_period_is_told(title: str, known: Known) -> None:
    (finding,) = check_report(report_from_text(title), known)
    assert (finding.kind, finding.quote, finding.expected) == ("title", title, known.period_name)


@pytest.mark.parametrize(
    ("title", "known"),
    [
        ("青山镇2026年10月信访工作情况", OCTOBER),
        ("2026年信访工作总结及2027年工作打算", YEAR),
        ("二〇二六年信访工作总结", YEAR),
        ("信访工作情况通报", OCTOBER),
    ],
)
def test_the_right_title_is_left_alone(title: str, known: Known) -> None:
    assert kinds(title, known) == []


def test_without_a_register_the_title_says_the_period() -> None:
    assert kinds("青山镇2026年信访工作总结\n2025年3月，召开了会议。") == ["stale"]
    assert kinds("青山镇信访工作总结\n2025年3月，召开了会议。") == []


def test_a_date_at_the_foot_of_last_years_report_is_told() -> None:
    assert kinds("青山镇2026年信访工作总结\n一切正常。\n\n2025年12月30日") == ["stale"]
