"""Long work: beside the window, answered on its thread."""

import threading

import pytest

from app.errors import StorageError
from app.ui.tasks import InlineTasks


def test_a_job_runs_beside_the_window_and_answers_on_its_thread(qtbot, tasks):
    seen = []
    tasks.run(threading.get_ident, lambda worker: seen.append((worker, threading.get_ident())))
    qtbot.waitUntil(lambda: bool(seen))
    worker, answered_on = seen[0]
    assert worker != threading.get_ident() == answered_on
    assert not tasks.is_busy()


def refuse():
    raise StorageError("磁盘满了")


@pytest.mark.parametrize("inline", [True, False])
def test_what_a_job_raises_reaches_its_page(qtbot, tasks, inline):
    failures = []
    runner = InlineTasks() if inline else tasks
    runner.run(refuse, lambda _answer: pytest.fail("done"), failures.append)
    qtbot.waitUntil(lambda: bool(failures))
    assert str(failures[0]) == "磁盘满了"
