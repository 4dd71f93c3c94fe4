"""The first clicks find what they need, and nobody who works waits for it."""

from importlib import import_module
from types import SimpleNamespace

import pytest

from app.ui.first_clicks import MODULES, PAGES, pieces
from app.ui.warming import PAUSE, Warming


@pytest.fixture
def done():
    return []


@pytest.fixture
def warming(qtbot, qapp, done):
    made = Warming(qapp, [lambda at=at: done.append(at) for at in range(3)], lambda: False)
    yield made
    made._pieces.clear()
    made._clock.stop()


def test_the_pieces_are_done_one_after_the_other_and_then_there_is_rest(warming, done, qtbot):
    warming.wait()
    assert done == []
    warming._clock.timeout.emit()
    assert done == [0]
    qtbot.waitUntil(warming.is_done)
    assert done == [0, 1, 2]
    assert not warming._clock.isActive()


def test_a_sign_of_life_puts_the_rest_off(warming, done):
    warming.wait()
    warming._clock.timeout.emit()
    warming.wait()
    assert done == [0]
    assert warming._clock.interval() == PAUSE


def test_nothing_is_begun_while_the_register_belongs_to_other_work(qapp, done):
    busy = Warming(qapp, [lambda: done.append(1)], lambda: True)
    busy.wait()
    busy._clock.timeout.emit()
    assert done == []
    assert busy._clock.isActive()
    busy._clock.stop()


@pytest.mark.parametrize("name", MODULES)
def test_every_module_named_is_there(name):
    assert import_module(name)


@pytest.mark.parametrize("locked", [False, True])
def test_pages_are_made_beforehand_but_never_behind_a_locked_window(locked):
    made, warmed = dict[str, object](), []

    def prepare(key):
        return made.setdefault(key, SimpleNamespace(warm=lambda: warmed.append(key)))

    window = SimpleNamespace(is_locked=lambda: locked, prepare=prepare)
    for piece in pieces(window):
        if getattr(piece, "args", ())[:1] == (window,):
            piece()
    assert list(made) == warmed == ([] if locked else list(PAGES))
