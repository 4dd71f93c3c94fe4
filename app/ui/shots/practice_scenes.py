"""练习的第一天: as it begins, and with its last task explained."""

from app.services.first_day import TASKS
from app.ui.practice.exercise import Exercise
from app.ui.practice_day.scribe import NotDone
from app.ui.shots.scene import Scene
from app.ui.today.page import TodayPage


def practice_scenes(scene: Scene) -> None:
    """The card beside the page; put away again, so that the other pictures are without it."""
    exercise = scene.window.findChild(Exercise)
    if exercise is None:
        raise NotDone("练习机构里没有“练习的第一天”")
    scene.turn_to("today", TodayPage)
    scene.window.run("first_day")
    scene.shoot("first-day", wait=120)
    exercise.card.choose(TASKS[-1])
    scene.shoot("first-day-last-task")
    exercise.put_away()
