"""Every paper the program prints, as PDF and as pictures of its pages."""

from pathlib import Path

from app.errors import AppError
from app.services.desk import Desk
from app.services.papers import FORMS
from app.ui.shots.camera import Camera

MOST_LOOKED_AT = 200


def paper_scenes(desk: Desk, camera: Camera, place: Path) -> None:
    """The forms of matters, then the sheets that belong to none."""
    for form in FORMS:
        pdf = _first(desk, form.id)
        if pdf:
            camera.shoot_paper(form.id.replace("_", "-"), pdf)
    month = desk.month.current().previous()
    camera.shoot_paper("month-table", desk.month.sheet(month))
    camera.shoot_paper("enrolment-sheet", desk.exchange.enrolment_sheet())
    covers = sorted((place / "stick").glob("*.pdf"))
    if covers:
        camera.shoot_paper("cover-sheet", covers[0].read_bytes())


def _first(desk: Desk, form_id: str) -> bytes:
    """The paper of the newest matter that has gone far enough for it."""
    for row in desk.matters.page(which="all", limit=MOST_LOOKED_AT):
        if row.purpose == "report":
            continue
        try:
            return desk.papers.issue(form_id, row.id).content
        except AppError:
            continue
    return b""
