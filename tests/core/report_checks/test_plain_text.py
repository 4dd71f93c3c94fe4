"""Plain text as a report: broken lines, pasted tables, markdown."""

from app.core.report_checks import check_report, report_from_text


def test_a_sentence_broken_over_lines_is_one() -> None:
    report = report_from_text(
        "本月共登记信访事项23件次，其中来信12件、\n来访8批、\n网信3件。\n\n二、办理情况\n正常。"
    )
    assert [paragraph.place for paragraph in report.paragraphs] == ["第1行", "第5行", "第6行"]
    assert check_report(report) == ()


def test_cells_pasted_with_tabs_are_a_table() -> None:
    report = report_from_text("月报\n信访形式\t件次\n来信\t12\n来访\t8\n网信\t3\n合计\t25\n完。")
    assert report.tables[0].rows[1] == ("来信", "12")
    assert report.tables[0].caption == "月报"
    assert [finding.expected for finding in check_report(report)] == ["23"]


def test_a_markdown_table_and_its_marks() -> None:
    report = report_from_text("## **月报**\n\n| 形式 | 件次 |\n|:--|--:|\n| 来信 | 12 |\n", markdown=True)
    assert report.paragraphs[0].text == "月报"
    assert report.tables[0].rows == (("形式", "件次"), ("来信", "12"))
    assert report_from_text("**镇").paragraphs[0].text == "**镇"
