from functools import cache

import pytest

from app.errors import PaperError
from app.services.paper_drafts import sample_paper
from app.ui.tasks import InlineTasks
from app.ui.widgets.live_paper import LivePaper

SOURCE = 'title = "{title}"\nbody = [{paragraphs}]\n'


@cache
def paper(title="回执", paragraphs=1):
    body = ", ".join(['"此件为示例。"'] * paragraphs)
    return sample_paper("receipt", SOURCE.replace("{title}", title).replace("{paragraphs}", body))


class WaitingTasks:
    """Keeps the jobs until the test lets them be done."""

    def __init__(self):
        self.jobs = []

    def run(self, job, done, failed=None):
        self.jobs.append((job, done, failed))

    def finish(self):
        job, done, failed = self.jobs.pop(0)
        try:
            answer = job()
        except PaperError as error:
            failed(error)
        else:
            done(answer)


@pytest.fixture
def show(qtbot):
    def made(tasks):
        live = LivePaper(tasks)
        qtbot.addWidget(live)
        live.resize(500, 400)
        live.show()
        return live

    return made


def test_it_draws_a_little_after_the_last_key(qtbot, show):
    live, drawn = show(InlineTasks()), []
    for title in ("一", "二", "三"):
        live.draw_soon(lambda title=title: lambda: drawn.append(title) or paper())
    assert drawn == []
    qtbot.waitUntil(lambda: live.page_count() == 1)
    assert drawn == ["三"]


def test_while_one_is_drawn_only_the_latest_waits(show):
    tasks = WaitingTasks()
    live = show(tasks)
    for title in ("甲告知书", "乙告知书", "丙告知书"):
        live.draw_soon(lambda title=title: lambda: paper(title))
        live.draw_now()
    assert len(tasks.jobs) == 1
    tasks.finish()
    assert "甲告知书" in live.text()
    tasks.finish()
    assert "丙告知书" in live.text()
    assert tasks.jobs == []


def test_what_cannot_be_drawn_is_said_and_the_last_paper_stays(show):
    def fail():
        raise PaperError("模板写错了。")

    live = show(InlineTasks())
    live.draw_soon(lambda: paper)
    live.draw_now()
    live.draw_soon(lambda: fail)
    live.draw_now()
    assert live.problem.sentence() == "模板写错了。"
    assert live.page_count() == 1
    live.draw_soon(lambda: paper)
    live.draw_now()
    assert live.problem.isHidden()


def test_the_place_being_read_stays(qtbot, show):
    live = show(InlineTasks())
    live.draw_soon(lambda: lambda: paper(paragraphs=60))
    live.draw_now()
    bar = live.view.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 300)
    bar.setValue(250)
    live.draw_soon(lambda: lambda: paper("别的", paragraphs=60))
    live.draw_now()
    assert bar.value() == 250


def test_an_answer_after_the_panel_is_gone_is_let_go(qtbot):
    tasks = WaitingTasks()
    live = LivePaper(tasks)
    live.draw_soon(lambda: paper)
    live.draw_now()
    import shiboken6

    shiboken6.delete(live)
    tasks.finish()
