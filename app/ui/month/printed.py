"""The table as it will be printed: sections, figures, values and units, each value a door."""

from collections.abc import Mapping

from app.core.figures import Count, Figure, Rate
from app.core.figures.sections import SECTIONS
from app.services.month import MonthTable
from app.ui.widgets.figures_table import Cell

HEADS = ("指标", "本期", "单位")


def printed_rows(table: MonthTable) -> list[list[Cell]]:
    """Rows of cells for the screen's table."""
    by_id: Mapping[str, tuple[Figure, Count | Rate]] = {pair[0].id: pair for pair in table.lines()}
    rows: list[list[Cell]] = []
    for heading, figures in SECTIONS:
        rows.append([Cell(heading, strong=True), Cell(""), Cell("")])
        rows += [_row(*by_id[figure]) for figure in figures if figure in by_id]
    return rows


def figure_rows(table: MonthTable) -> tuple[str, ...]:
    """The figure of each row of the table, empty for a heading."""
    return tuple(
        key for _, figures in SECTIONS for key in ("", *(one for one in figures if one in table.figures))
    )


def value_text(value: Count | Rate) -> str:
    return str(value.value) if isinstance(value, Count) else value.text


def unit_text(figure: Figure, value: Count | Rate) -> str:
    """件, or for a rate its two parts: 54/55."""
    return figure.unit if isinstance(value, Count) else f"{value.n}/{value.d}"


def _row(figure: Figure, value: Count | Rate) -> list[Cell]:
    return [
        Cell(f"　{figure.name}"),
        Cell(value_text(value), figure.id, number=True),
        Cell(unit_text(figure, value)),
    ]
