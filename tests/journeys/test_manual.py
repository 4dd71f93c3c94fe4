"""The manual's own text, carried out step by step in the real window; its pictures are what the window shows."""

import pytest

from app.db.engine.keys import LEAST
from app.ui.help.pages import ORDER, help_pages
from app.ui.manual.play import perform, script
from app.ui.manual.script import Deed, pictures
from installer.manual import PICTURES, alike

pytestmark = pytest.mark.timeout(240)


@pytest.fixture(scope="module")
def performance(qapp):
    """Every page once, in the order of the contents; keys cost as little as a test may spend."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("app.services.opening.fitting_cost", lambda: LEAST)
        return perform(qapp, practice={"cost": LEAST})


@pytest.mark.parametrize("key", ORDER)
def test_every_step_can_be_carried_out_as_it_is_written(performance, key):
    assert performance.problems[key] == []


@pytest.mark.parametrize("key", ORDER)
def test_every_step_does_something_names_something_or_says_why_not(key):
    for walk in script(key):
        assert walk.stage, walk.heading
        for step in walk.steps:
            assert step.names or step.outside or any(not deed.silent for deed in step.deeds), step.words


def test_the_first_morning_goes_from_the_first_window_to_a_printed_receipt_and_a_copy_on_a_stick():
    deeds = [deed for walk in script("first") for step in walk.steps for deed in step.deeds]
    wanted = [
        Deed("see", "欢迎使用乡镇信访工作台"), Deed("paper", "数据恢复码"), Deed("code"), Deed("click", "建立并打开"),
        Deed("click", "登记并打印回执"), Deed("paper", "信访事项接收回执"), Deed("click", "备份到U盘"),
        Deed("see", "已写入U盘并读回核对一致，可以拔出"),
    ]  # fmt: skip
    assert [deed for deed in deeds if deed in wanted] == wanted


def test_every_picture_shown_is_taken_on_the_way_and_shipped_and_none_besides(performance):
    shown = sorted(name for page in help_pages().values() for name in pictures(page.source))
    assert sorted(performance.pictures) == shown
    assert sorted(path.stem for path in PICTURES.glob("*.png")) == shown
    assert len(set(shown)) == len(shown)


def test_no_shipped_picture_is_stale(performance):
    stale = [
        name for name, taken in performance.pictures.items() if not alike(PICTURES / f"{name}.png", taken)
    ]
    assert stale == [], "python -m installer.manual"


def test_pictures_of_different_pages_are_not_alike(performance):
    taken = performance.pictures
    assert not alike(PICTURES / "month.png", taken["today"])
    assert not alike(PICTURES / "first-welcome.png", taken["first-office"])
    assert not alike(PICTURES / "nothing.png", taken["today"])


def test_pictures_are_small():
    sizes = {path.name: path.stat().st_size for path in PICTURES.glob("*.png")}
    assert {name: size for name, size in sizes.items() if size > 60_000} == {}
    assert sum(sizes.values()) < 2_000_000
