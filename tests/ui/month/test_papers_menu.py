"""What can be made of a period: the menu says what, and what not yet."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget

from app.errors import PaperError
from app.services.desk import Desk
from app.ui.month.papers_menu import BY_KEY, PAPERS, MonthPaper, PapersMenu


@pytest.fixture
def done():
    return []


@pytest.fixture
def opened():
    return []


@pytest.fixture
def menu(qtbot, desk, context, done, opened):
    page = QWidget()
    qtbot.addWidget(page)
    return PapersMenu(desk, context, page, done.append, (("考核计分…", lambda: opened.append("score")),))


def table(desk: Desk, period: str = "2026-10"):
    return desk.month.table(desk.month.period(period))


def test_the_menu_offers_every_paper_and_says_what_waits_for_the_closing(qtbot, desk, menu):
    button = QPushButton()
    qtbot.addWidget(button)
    button.show()
    shown = menu.open_below(button, table(desk))
    words = [action.text() for action in shown.actions() if not action.isSeparator()]
    assert words == [*(paper.said(table(desk)) for paper in PAPERS), "考核计分…"]
    assert shown.actions()[0].text() == "打印月报表（先结账）"
    assert not shown.actions()[0].isEnabled()
    assert shown.activeAction().text().startswith("另存为 Excel")
    shown.close()


def test_a_paper_is_called_after_the_length_of_its_period(desk):
    sheet = BY_KEY["sheet"]
    assert [sheet.titled(table(desk, one)) for one in ("2026-10", "2026-Q3", "2026-H1", "2025")] == [
        "月报表", "季报表", "半年报表", "年报表",
    ]  # fmt: skip


def test_a_workbook_is_saved_where_the_clerk_says(desk, menu, prompts, window, done, tmp_path):
    prompts.path = tmp_path / "十月.xlsx"
    menu.make(BY_KEY["workbook"], table(desk))
    assert prompts.asked == ["月报表-2026-10.xlsx"]
    assert "xl/workbook.xml" in ZipFile(BytesIO(prompts.path.read_bytes())).namelist()
    assert window.toasts == [f"已保存：{prompts.path}"]
    assert done == []  # saved is not printed


def test_a_clerk_who_thinks_better_of_it_saves_nothing(desk, menu, prompts, window):
    menu.make(BY_KEY["workbook"], table(desk))
    assert window.toasts == []


def test_what_goes_wrong_is_said_in_one_sentence(desk, menu, prompts, window):
    def fail(_desk, _period):
        raise PaperError("磁盘已满，没有生成。")

    menu.make(MonthPaper("x", "打印", fail), table(desk))
    assert prompts.errors == ["磁盘已满，没有生成。"]
    assert window.papers == []


def choose(qtbot, menu, desk, word):
    """With the arrow keys and Enter, as at the counter."""
    button = QPushButton()
    qtbot.addWidget(button)
    button.show()
    shown = menu.open_below(button, table(desk))
    for _ in shown.actions():
        if shown.activeAction().text().startswith(word):
            break
        QTest.keyClick(shown, Qt.Key.Key_Down)
    QTest.keyClick(shown, Qt.Key.Key_Return)


def test_the_summary_is_saved_as_word(qtbot, desk, menu, prompts, window, tmp_path):
    prompts.path = tmp_path / "十月.docx"
    choose(qtbot, menu, desk, "工作总结（Word）")
    assert prompts.asked == ["工作总结-2026-10.docx"]
    assert "word/document.xml" in ZipFile(BytesIO(prompts.path.read_bytes())).namelist()
    assert window.toasts == [f"已保存：{prompts.path}"]


@pytest.mark.parametrize(
    ("word", "title", "name"),
    [
        ("工作总结（PDF）", "2026年10月信访工作总结", "工作总结-2026-10.pdf"),
        ("通报表", "2026年10月信访事项办理情况通报表", "通报表-2026-10.pdf"),
    ],
)
def test_what_is_read_before_it_is_printed_is_shown_and_takes_the_month_no_further(
    qtbot, desk, menu, window, done, word, title, name
):
    choose(qtbot, menu, desk, word)
    ((shown, pdf, file_name),) = window.papers
    assert (shown, file_name) == (title, name)
    assert pdf.startswith(b"%PDF")
    assert done == []


def test_the_menu_leads_to_the_score_too(qtbot, desk, menu, opened):
    choose(qtbot, menu, desk, "考核计分")
    assert opened == ["score"]


def test_a_disk_that_takes_no_file_is_said(desk, menu, prompts, window, tmp_path):
    (tmp_path / "不是文件夹").write_text("")
    prompts.path = tmp_path / "不是文件夹" / "十月.xlsx"
    menu.make(BY_KEY["workbook"], table(desk))
    assert len(prompts.errors) == 1
    assert window.toasts == []
