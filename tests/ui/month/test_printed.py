from app.core.figures import FIGURES
from app.services import sheets
from app.ui.month.printed import SECTIONS, figure_rows


def test_the_screens_sections_are_those_of_the_paper():
    assert SECTIONS == sheets._SECTIONS


def test_every_figure_has_a_row():
    assert {row for row in figure_rows() if row} == {figure.id for figure in FIGURES}
