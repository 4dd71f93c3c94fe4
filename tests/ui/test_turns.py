"""Pieces of work between keys and painting: one each turn of the event loop."""

from PySide6.QtCore import QCoreApplication, QEvent, QObject

from app.ui import turns as module
from app.ui.turns import AtOnce, EventTurns, go_through


class Keys(QObject):
    """Hears what comes between two pieces."""

    def __init__(self, heard):
        super().__init__()
        self.heard = heard

    def event(self, event):
        self.heard.append("key")
        return True


def test_each_piece_has_a_turn_of_its_own_and_what_came_meanwhile_is_heard_between(qapp, qtbot):
    parent, heard = QObject(), []
    keys, turns = Keys(heard), EventTurns(parent)
    turns.put(
        "first", lambda: (heard.append("first"), QCoreApplication.postEvent(keys, QEvent(QEvent.Type.User)))
    )
    turns.put("second", lambda: heard.append("second"))
    assert heard == []
    qtbot.waitUntil(lambda: not turns.is_waiting())
    assert heard == ["first", "key", "second"]


def test_a_piece_takes_the_place_of_one_that_waits_under_its_name(qapp, qtbot):
    parent, done = QObject(), []
    turns = EventTurns(parent)
    turns.put("tab", lambda: done.append("the matter passed over"))
    turns.put("other", lambda: done.append("other"))
    turns.put("tab", lambda: done.append("the matter stopped at"))
    turns.drop("other")
    qtbot.waitUntil(lambda: not turns.is_waiting())
    assert done == ["the matter stopped at"]


def test_a_piece_that_fails_does_not_keep_the_others_waiting(qapp, qtbot):
    parent, done = QObject(), []
    turns = EventTurns(parent)
    turns.put("bad", lambda: 1 / 0)
    turns.put("good", lambda: done.append("good"))
    with qtbot.captureExceptions() as errors:
        qtbot.waitUntil(lambda: bool(done))
    assert [it[0] for it in errors] == [ZeroDivisionError]


def test_nothing_is_done_for_a_page_that_is_gone(qapp, qtbot):
    parent, done = QObject(), []
    EventTurns(parent).put("late", lambda: done.append("late"))
    del parent
    qtbot.wait(10)
    assert done == []


def test_long_work_is_drawn_in_stretches_to_its_end(qapp, qtbot, monkeypatch):
    monkeypatch.setattr(module, "STRETCH", -1.0)  # every step is too long
    parent, drawn = QObject(), []
    turns, steps = EventTurns(parent), 5
    go_through(turns, "count", (drawn.append(at) for at in range(steps)), lambda: drawn.append("done"))
    QCoreApplication.processEvents()
    assert drawn == []  # the turn in which it was asked for belongs to the keys
    QCoreApplication.processEvents()
    assert drawn == [0]
    qtbot.waitUntil(lambda: not turns.is_waiting())
    assert drawn == [0, 1, 2, 3, 4, "done"]


def test_work_begun_anew_gives_up_what_was_under_way(qapp, qtbot, monkeypatch):
    monkeypatch.setattr(module, "STRETCH", -1.0)
    parent, done = QObject(), []
    turns = EventTurns(parent)
    go_through(turns, "count", iter(range(9)), lambda: done.append("old"))
    for _ in range(3):
        QCoreApplication.processEvents()
    assert turns.is_waiting()
    go_through(turns, "count", iter(range(3)), lambda: done.append("new"))
    qtbot.waitUntil(lambda: not turns.is_waiting())
    assert done == ["new"]


def test_at_once_is_at_once():
    done = []
    turns = AtOnce()
    turns.put("one", lambda: done.append(1))
    go_through(turns, "two", iter(range(3)), lambda: done.append(2))
    turns.drop("one")
    assert done == [1, 2]
