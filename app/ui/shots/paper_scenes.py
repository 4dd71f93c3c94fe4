"""Every paper the program prints, as PDF and as pictures of its pages; and the clerk's side of papers."""

from pathlib import Path

from PySide6.QtCore import Qt

from app.errors import AppError
from app.services.desk import Desk
from app.services.paper_drafts import sample_paper
from app.services.papers import FORMS, Form
from app.ui.matters.page import MattersPage
from app.ui.matters.paper_rows import FormCell
from app.ui.practice_day.hands import CONTROL
from app.ui.settings.page import WORDINGS, SettingsPage
from app.ui.shots.camera import Camera
from app.ui.shots.ledger_scenes import dossier_scenes
from app.ui.shots.scene import ESC, Scene

NOTICES = ("public_notice", "privacy_notice")
MOST_LOOKED_AT = 200
PAPERS_TAB = 2
SLOW = 1200  # a template is read, checked, drawn and shown anew


def paper_scenes(desk: Desk, camera: Camera, place: Path) -> None:
    """The forms of matters, then the sheets that belong to none."""
    for form in FORMS:
        drawn = _notice(desk, form) or _first(desk, form) or _sample(desk, form)
        camera.shoot_paper(form.id.replace("_", "-"), drawn)
    month = desk.month.current().previous()
    camera.shoot_paper("month-table", desk.month.sheet(month))
    camera.shoot_paper("enrolment-sheet", desk.exchange.enrolment_sheet())
    covers = sorted((place / "stick").glob("*.pdf"))
    if covers:
        camera.shoot_paper("cover-sheet", covers[0].read_bytes())


def _notice(desk: Desk, form: Form) -> bytes:
    """What hangs on the office's wall, with what its settings tell."""
    return desk.office_papers.preview(form.id) if form.id in NOTICES else b""


def _first(desk: Desk, form: Form) -> bytes:
    """The paper of the newest matter that has gone far enough for it; nothing for forms that ask a clerk first."""
    if form.asks or form.matterless:
        return b""
    for row in desk.matters.page(which="all", limit=MOST_LOOKED_AT):
        if row.purpose == "report":
            continue
        try:
            return desk.papers.issue(form.id, row.id).content
        except AppError:
            continue
    return b""


def _sample(desk: Desk, form: Form) -> bytes:
    """The form as the settings show it: of the invented matter."""
    return sample_paper(form.id, desk.wordings.in_use(form).source)


def tab_scenes(scene: Scene, page: MattersPage) -> None:
    """文书 of a matter that has nothing yet and of one that has much; its panels."""
    page.open_matter(_newest(scene, "registered"))
    page.detail.tabs.setCurrentIndex(PAPERS_TAB)
    scene.shoot("papers-nothing-made")
    matter_id = _newest(scene, "assigned")
    for form_id in ("receipt", "acceptance_notice", "assignment_notice"):
        _make(scene.desk, form_id, matter_id)
    page.open_matter(matter_id)
    page.detail.tabs.setCurrentIndex(PAPERS_TAB)
    scene.shoot("papers-made")
    _found(scene, page)
    _making(scene, page)
    _followed(scene, page)
    dossier_scenes(scene, page)


def _found(scene: Scene, page: MattersPage) -> None:
    """By pinyin initials, then everything that cannot be made yet."""
    tab = page.detail.papers
    scene.hands.click(tab.filter_edit)
    scene.hands.write("sd")
    scene.shoot("papers-found")
    scene.hands.press(ESC)
    tab.open_rest(shown=True)
    next(iter(tab.made.values())).open_more(shown=True)
    scene.shoot("papers-not-yet")
    tab.open_rest(shown=False)


def _making(scene: Scene, page: MattersPage) -> None:
    """A form that asks, as it opens and after a try; one that asks nothing."""
    tab = page.detail.papers
    cells = [row for row in tab.rows.values() if isinstance(row, FormCell)]
    asking = [cell for cell in cells if cell.print_button.text().endswith("…")]
    for number, cell in enumerate(asking[:2], start=1):
        tab.deeds.open_making(cell.offer.id)
        scene.shoot(f"paper-making-{number}", wait=600)
        page.panel.close_panel()
    blocked = next((form.id for form in FORMS if any(ask.required for ask in form.asks)), "")
    if isinstance(tab.rows.get(blocked), FormCell):
        tab.deeds.open_making(blocked)
        scene.hands.press(Qt.Key.Key_Return, CONTROL)
        scene.shoot("paper-making-missing", wait=600)
        page.panel.close_panel()


def _followed(scene: Scene, page: MattersPage) -> None:
    """登记送达, what it lacks, 作废."""
    paper = next(iter(page.detail.papers.made.values())).document
    page.detail.papers.deeds.open_delivery(paper)
    page.submit()
    scene.shoot("paper-delivery")
    page.panel.close_panel()
    page.detail.papers.deeds.open_void(paper)
    scene.shoot("paper-void")
    page.panel.close_panel()


def wording_scenes(scene: Scene) -> None:
    """文书模板: the fields, a place the paper cannot fill, the source file, a saved version."""
    page = scene.turn_to("settings", SettingsPage)
    page.open_section(WORDINGS)
    section = page.wordings
    section.forms.choose("acceptance_notice")
    scene.shoot("wording", wait=SLOW)
    edit = section.editor.parts["body"].blocks[0].edit
    edit.setFocus()
    scene.hands.write("{没有的}")
    scene.shoot("wording-wrong", wait=SLOW)
    scene.hands.press(Qt.Key.Key_Z, CONTROL)
    section.drop_changes()
    section.editor.title_edit.setText("受理告知书")
    section.note_edit.setText("标题写短一些")
    section.save()
    scene.shoot("wording-saved", wait=SLOW)
    section.open_versions(shown=True)
    scene.shoot("wording-versions", wait=SLOW)
    section.open_versions(shown=False)
    section.editor.modes.chip("source").click()
    scene.shoot("wording-source", wait=SLOW)
    section.restore()


def _make(desk: Desk, form_id: str, matter_id: str) -> None:
    try:
        paper = desk.papers.issue(form_id, matter_id)
        desk.papers.printed(paper.document.id)
    except AppError:
        return  # this matter has not gone that far


def _newest(scene: Scene, state: str) -> str:
    """The newest open matter in this state that may be seen."""
    rows = scene.desk.matters.page(which="open", limit=MOST_LOOKED_AT)
    fitting = [row.id for row in rows if row.state == state and row.purpose != "report"]
    return (fitting or [row.id for row in rows if row.purpose != "report"])[0]
