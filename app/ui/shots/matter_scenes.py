"""The matters page: list, dates, tabs, the forms of its steps, a sealed matter, a paper."""

from PySide6.QtCore import Qt

from app.ui.matters.page import MattersPage
from app.ui.practice_day.hands import CONTROL
from app.ui.shots.paper_scenes import tab_scenes, wording_scenes
from app.ui.shots.scene import ENTER, ESC, Scene

FORMS = ("accept", "assign", "answer", "deliver", "decline", "void")


def matter_scenes(scene: Scene) -> None:
    """One picture per filter worth seeing, per tab and per form."""
    hands, page = scene.hands, scene.turn_to("matters", MattersPage)
    scene.shoot("matters")
    hands.click(page.list.filters.chip("overdue"))
    scene.shoot("matters-overdue")
    hands.reach(page.detail.strip)
    hands.press(Qt.Key.Key_Right)
    hands.press(ENTER)
    scene.shoot("matter-dates")
    _rich(scene, page)
    tab_scenes(scene, page)
    _steps(scene, page)
    _sealed(scene, page)
    wording_scenes(scene)


def _rich(scene: Scene, page: MattersPage) -> None:
    """A matter that has gone its whole way."""
    scene.hands.click(page.list.filters.chip("closed"))
    for number, name in enumerate(("timeline", "material", "papers", "people")):
        page.detail.tabs.setCurrentIndex(number)
        scene.shoot(f"matter-{name}")
    page.detail.tabs.setCurrentIndex(2)
    row = next(iter(page.detail.papers.made.values()), None)
    if row:
        scene.hands.click(row.preview_button)
        scene.shoot("paper-preview", wait=700)
        scene.window.panel.close_panel()


def _steps(scene: Scene, page: MattersPage) -> None:
    for kind in FORMS:
        matter_id = _matter_for(scene, kind)
        if not matter_id:
            continue
        page.open_matter(matter_id, kind)
        scene.shoot(f"step-{kind}")
        if kind == "void":
            scene.hands.press(Qt.Key.Key_Return, CONTROL)
            scene.shoot("step-void-missing")
        scene.hands.press(ESC)
        page.panel.close_panel()
    refused = list(page.detail.steps.refused)
    if refused:
        page.detail.steps.ask_for(refused[0])
        scene.shoot("step-refused")


def _matter_for(scene: Scene, kind: str) -> str:
    """The newest open matter on which this step is lawful."""
    for row in scene.desk.matters.page(which="open", limit=60):
        view = scene.desk.matters.view(row.id)
        if not view.hidden and any(offer.kind == kind and offer.allowed for offer in view.offers):
            return row.id
    return ""


def _sealed(scene: Scene, page: MattersPage) -> None:
    sealed = next(
        (row for row in scene.desk.matters.page(which="all", limit=400) if row.purpose == "report"), None
    )
    if sealed is None:
        return
    page.open_matter(sealed.id)
    scene.shoot("matter-sealed")
    scene.hands.reach(page.detail.sealed.reason_edit)
    scene.hands.write("办理受理")
    scene.hands.reach(page.detail.sealed.open_button)
    scene.hands.press(ENTER)
    scene.shoot("matter-unsealed")
