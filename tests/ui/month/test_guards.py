"""The strip: every sentence of the guard leads to a number it is about."""

import pytest

from app.core.figures import AXES, BY_ID, Count, Facts, Line, Rate, Rounding, check_table
from app.core.figures.identities import IDENTITIES
from app.ui.month.doors import Door
from app.ui.month.guards import Guard, GuardStrip, door_of
from app.ui.theme import Tone

PRINTED = Rounding()


def broken(needs, check):
    """Sentences that an identity can say, by counts that break it one way or the other."""
    for counts in ([9, 1, 1, 1, 1, 1], [1, 9, 9, 9, 9, 9], [0, 5, 5, 0, 0, 0], [1, 9, 0, 0]):
        figures = dict(zip(needs, counts, strict=False))
        if len(figures) == len(needs) and (sentence := check(figures, Facts())):
            yield sentence


@pytest.mark.parametrize(("needs", "check"), IDENTITIES, ids=["-".join(needs) for needs, _ in IDENTITIES])
def test_a_broken_sum_leads_to_one_of_its_figures(needs, check):
    sentences = list(broken(needs, check))
    assert sentences
    for sentence in sentences:
        door, part = door_of(sentence)
        assert part == ""
        assert door.figure in needs


def test_a_sum_that_does_not_fit_leads_to_its_total():
    sentence = "来信、来访、网上信访、来电、其他形式合计19，与登记总量20不符"
    assert door_of(sentence) == (Door("receptions"), "")


@pytest.mark.parametrize("axis", [axis for axis in AXES if axis.total], ids=lambda axis: axis.id)
def test_a_breakdown_that_does_not_fit_leads_to_its_part(axis):
    figures = {axis.total: Count(5, BY_ID[axis.total].unit)}
    lines = (Line("a", "甲", Count(4, axis.unit)),)
    (sentence,) = check_table(figures, {axis.id: lines}, Facts(), PRINTED)
    assert door_of(sentence) == (None, axis.id)


def test_a_rate_that_is_not_its_quotient_leads_to_the_rate():
    (sentence,) = check_table({"rate.web": Rate(1, 2, "60.00%")}, {}, Facts(), PRINTED)
    assert door_of(sentence) == (Door("rate.web"), "")


def test_a_sentence_without_a_figure_is_no_door():
    assert door_of("数据有误") == (None, "")


def guards(*sentences):
    return [Guard(sentence, Tone.LATE, *door_of(sentence)) for sentence in sentences]


def test_several_broken_sums_stand_in_a_menu_and_each_leads_to_its_number(qtbot):
    strip, gone = GuardStrip(), []
    qtbot.addWidget(strip)
    strip.jumped.connect(gone.append)
    strip.part_wanted.connect(gone.append)
    strip.show()
    strip.show_guards(guards("初次信访、重复信访合计19，与登记总量20不符", "按来源合计19，与登记总量20不符"))
    (door,) = strip.doors()
    assert door.text() == "▲ 2处合计不符，逐处看…"
    menu = strip.open_broken(door)
    for action in menu.actions():
        action.trigger()
    menu.close()
    assert gone == [Door("receptions"), "by_source"]


def test_a_long_sentence_ends_in_dots_and_is_whole_for_who_listens(qtbot):
    strip = GuardStrip()
    qtbot.addWidget(strip)
    sentence = "来信、来访、网上信访、来电、其他形式合计19，与登记总量20不符"
    strip.show_guards(guards(sentence))
    (door,) = strip.doors()
    assert "…" in door.text()
    assert door.accessibleName() == f"{sentence}，看明细"
