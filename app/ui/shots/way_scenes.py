"""How one finds the way: search, help, the tour, the list narrowed and kept, a draft, attachments."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage

from app.services.attachments import Source
from app.ui.attaching import Chosen, Incoming
from app.ui.matters.list_filters import FilterForm
from app.ui.matters.page import MattersPage
from app.ui.matters.views_form import ViewNameForm
from app.ui.practice_day.hands import CONTROL
from app.ui.reception.keeping import DRAFT
from app.ui.reception.page import ReceptionPage
from app.ui.shots.scene import ESC, Scene
from app.ui.today.page import TodayPage
from app.ui.tour.stops import STOPS

VIEW = "本月来访"


def way_scenes(scene: Scene, mode: str = "") -> None:
    """Each as it is met at work; `mode` ends the names of the pictures."""
    _search(scene, mode)
    _help(scene, mode)
    _tour(scene, mode)
    _list(scene, mode)
    _reception(scene, mode)


def _search(scene: Scene, mode: str) -> None:
    hands = scene.hands
    scene.turn_to("today", TodayPage)
    hands.press(Qt.Key.Key_K, CONTROL)
    scene.shoot(f"search-empty{mode}")
    for word, name in (("yj", "letters"), ("月结", "groups")):
        hands.rewrite(word)
        scene.shoot(f"search-{name}{mode}")
    hands.press(ESC)


def _help(scene: Scene, mode: str) -> None:
    scene.hands.press(Qt.Key.Key_F1)
    scene.shoot(f"help{mode}", wait=120)
    scene.window.aside.close_panel()


def _tour(scene: Scene, mode: str) -> None:
    scene.window.run("tour")
    for number in range(1, len(STOPS) + 1):
        scene.shoot(f"tour-{number}{mode}", wait=120)
        scene.hands.press(Qt.Key.Key_Return)


def _list(scene: Scene, mode: str) -> None:
    hands, page = scene.hands, scene.turn_to("matters", MattersPage)
    page.open_filters()
    form = page.panel.content()
    if isinstance(form, FilterForm):
        form.channel.setCurrentIndex(form.channel.findData("visit"))
        scene.shoot(f"list-filters{mode}")
        form.submit()
    page.open_view_name("")
    name = page.panel.content()
    if isinstance(name, ViewNameForm):
        hands.reach(name.name_edit)
        hands.write(VIEW)
        scene.shoot(f"list-view-name{mode}")
        name.submit()
    scene.shoot(f"list-views{mode}")
    hands.click(page.list.head.table_button)
    scene.shoot(f"list-table{mode}")
    hands.click(page.list.head.table_button)
    scene.desk.matters.views.remove(VIEW)


def _reception(scene: Scene, mode: str) -> None:
    """Files that wait, then the draft on the first page, then the same files with a matter."""
    page = scene.turn_to("reception", ReceptionPage)
    page.questions.visitors.enter()
    scene.hands.write("柳甲")
    files: list[Incoming] = [
        _scan(scene, f"来信{number}.png", colour) for number, colour in enumerate(("#c9b27a", "#8fa9bf"), 1)
    ]
    page.attachments.take(files)
    scene.hands.reach(page.attachments.intake.add_button)
    scene.shoot(f"reception-attachments{mode}")
    page.keeper.keep_now()
    scene.turn_to("today", TodayPage)
    scene.shoot(f"today-draft{mode}", wait=150)
    page.questions.clear()
    page.attachments.clear()
    page.keeper.rest()
    scene.desk.drafts.clear(DRAFT)
    matters = scene.turn_to("matters", MattersPage)
    ready = scene.desk.attachments.prepare(
        [Source.file(file.path) for file in files if isinstance(file, Chosen)], lambda *_: None
    )
    scene.desk.attachments.enter(matters.list.lines.current_key(), ready)
    matters.refresh()
    matters.detail.tabs.setCurrentIndex(1)
    scene.shoot(f"matter-attachments{mode}", wait=300)


def _scan(scene: Scene, name: str, colour: str) -> Chosen:
    """A picture such as a scanner makes."""
    picture = QImage(620, 877, QImage.Format.Format_RGB32)
    picture.fill(QColor("#fbfaf5"))
    for line in range(8, 50):
        for x in range(60, 560 - (line * 37) % 140):
            picture.setPixelColor(x, line * 16, QColor(colour))
    path = scene.folder / name
    picture.save(str(path))
    return Chosen(path)
