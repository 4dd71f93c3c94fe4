"""台账, 打印本周文书, 卷宗: the office's own papers, the week's pile, a matter's whole file."""

from PySide6.QtCore import Qt

from app.ui.ledgers.page import LedgersPage
from app.ui.matters.page import MattersPage
from app.ui.practice_day.hands import CONTROL
from app.ui.shots.scene import ENTER, ESC, Scene
from app.ui.today.page import TodayPage

MINUTES = {
    "会议名称": "2026年第3次信访工作联席会议", "会议日期": "2026-11-18", "会议地点": "镇政府二楼会议室",
    "主持人": "周甲", "出席": "吴乙、郑丙", "议定事项": "一、青山村水渠由镇水利站于12月10日前清淤。",
}  # fmt: skip
DRAWN = 700  # the live paper follows a little after the last key


def ledger_scenes(scene: Scene) -> None:
    """Nothing made, being made, made, looked at, voided."""
    hands, page = scene.hands, scene.turn_to("ledgers", LedgersPage)
    scene.shoot("ledgers-nothing-made")
    hands.press(ENTER)
    hands.press(ENTER)
    scene.shoot("ledger-making", wait=DRAWN)
    hands.press(Qt.Key.Key_Return, CONTROL)
    scene.shoot("ledger-missing", wait=DRAWN)
    hands.press(ESC)
    _some(scene)
    page.refresh()
    row = next(iter(page.made.rows.values()))
    row.open_more(shown=True)
    scene.shoot("ledgers-made")
    hands.click(row.preview_button)
    scene.shoot("ledger-preview", wait=DRAWN)
    scene.window.panel.close_panel()
    page.deeds.open_void(row.document)
    scene.shoot("ledger-void")
    page.panel.close_panel()


def batch_scenes(scene: Scene) -> None:
    """The week's papers, as they are listed."""
    page = scene.turn_to("today", TodayPage)
    page.batch.open()
    scene.shoot("today-batch")
    page.panel.close_panel()


def dossier_scenes(scene: Scene, page: MattersPage) -> None:
    """What a matter's file lacks, and the whole of it."""
    page.detail.open_dossier()
    scene.shoot("dossier")
    scene.hands.press(Qt.Key.Key_Return, CONTROL)
    scene.shoot("dossier-preview", wait=DRAWN)
    scene.window.panel.close_panel()
    page.panel.close_panel()


def _some(scene: Scene) -> None:
    desk = scene.desk
    for at in range(3):
        paper = desk.office_papers.issue(
            "meeting_minutes", MINUTES | {"会议名称": f"2026年第{at + 1}次信访工作联席会议"}
        )
        if at:
            desk.papers.printed(paper.document.id, at)
    desk.office_papers.issue("sweep_register")
