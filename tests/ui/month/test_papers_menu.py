"""What can be made of a period: the menu says what, and what not yet."""

from io import BytesIO
from zipfile import ZipFile

import pytest

from app.errors import PaperError
from app.services.desk import Desk
from app.ui.month.papers_menu import BY_KEY, PAPERS, MonthPaper, PapersMenu


@pytest.fixture
def done():
    return []


@pytest.fixture
def menu(desk, context, done):
    return PapersMenu(desk, context, done.append)


def table(desk: Desk, period: str = "2026-10"):
    return desk.month.table(desk.month.period(period))


def test_the_menu_offers_every_paper_and_says_what_waits_for_the_closing(qtbot, desk, menu):
    from PySide6.QtWidgets import QPushButton

    button = QPushButton()
    qtbot.addWidget(button)
    button.show()
    shown = menu.open_below(button, table(desk))
    assert [action.text() for action in shown.actions()] == [paper.said(table(desk)) for paper in PAPERS]
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
