from app.core.figures import FIGURES
from app.core.figures.sections import SECTIONS


def test_every_figure_stands_in_exactly_one_section() -> None:
    placed = [figure for _, figures in SECTIONS for figure in figures]
    assert sorted(placed) == sorted(figure.id for figure in FIGURES)
