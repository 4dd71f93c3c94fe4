"""The player of the manual names what cannot be carried out as it is written."""

import pytest

from app.ui.manual.player import Player
from app.ui.manual.script import walks
from app.ui.manual.stages import Theatre

BROKEN = """# 试验

## 怎么做
<!-- stage first -->

1. {words}
   <!-- {deed} -->
"""


@pytest.fixture(scope="module")
def on_first_start(qapp, tmp_path_factory):
    """A player before the first window of a new PC, and the pictures it takes."""
    theatre, taken = Theatre(qapp, tmp_path_factory.mktemp("neu")), {}
    yield Player(theatre, taken.__setitem__), taken
    theatre.close()


def play(on_first_start, words, deed):
    walk = walks("试验", BROKEN.format(words=words, deed=deed))[0]
    return on_first_start[0].play(walk)


def test_a_button_that_does_not_exist_is_named(on_first_start):
    assert "窗口里没有“开始填表”" in play(on_first_start, "点「开始填表」。", "click 开始填表")[0]
    assert "窗口里没有「开始填表」" in play(on_first_start, "点「开始填表」。", "~press Tab")[0]


def test_a_deed_the_words_do_not_name_is_refused(on_first_start):
    assert "没有写" in play(on_first_start, "往下走。", "click 建立本单位的工作台")[0]
    assert "没有写" in play(on_first_start, "按回车。", "press Enter")[0]


def test_what_is_not_there_to_be_seen_is_named(on_first_start):
    assert "窗口里看不到“今天必须”" in play(on_first_start, "看到今天必须。", "see 今天必须")[0]


def test_a_paper_that_was_not_printed_is_named(on_first_start):
    assert "打印机没有收到" in play(on_first_start, "打出接收回执。", "paper 接收回执")[0]


def test_an_unknown_deed_is_refused(on_first_start):
    assert "不认识的动作" in play(on_first_start, "跳。", "jump 跳")[0]


def test_a_list_without_a_stage_is_refused(on_first_start):
    walk = walks("试验", "## 怎么做\n\n1. 点「下一步」。\n")[0]
    assert "没有写明在哪里演" in on_first_start[0].play(walk)[0]


def test_a_step_called_outside_must_say_what_happens_there(on_first_start):
    walk = walks("试验", "<!-- stage outside -->\n\n1. 插上U盘。\n")[0]
    assert "要写明在程序外面做什么" in on_first_start[0].play(walk)[0]


def test_a_ring_changes_the_picture(on_first_start):
    play(on_first_start, "看。", "~picture plain")
    text = "<!-- stage first -->\n\n1. 点「建立本单位的工作台」。\n   <!-- ring 建立本单位的工作台 -->\n   ![x](pictures/ringed.png)\n"
    assert on_first_start[0].play(walks("试验", text)[0]) == []
    taken = on_first_start[1]
    assert taken["plain"].size() == taken["ringed"].size()
    assert taken["plain"] != taken["ringed"]
