"""A work summary on paper, set as GB/T 9704 asks; what the clerk has to write stands in a frame of brackets."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from app.core.summaries import CHART, HEAD, TITLE, Block
from app.paper.chart_outputs import Chart
from app.paper.flow import Row, pour
from app.paper.fonts import Family
from app.paper.layout import FRAME, LEFT, WIDTH, body_rows, page_number, title_rows
from app.paper.sheet import Sheet


def draw(blocks: Sequence[Block], charts: Mapping[str, Chart], *, practice: bool = False) -> bytes:
    """The summary as a PDF; a head never stands alone at the foot of a page."""
    sheet = Sheet(blocks[0].text if blocks else "", practice=practice)
    rows = [row for block in _headed(blocks, charts) for row in block]
    pour(sheet, rows, FRAME, page_number)
    return sheet.pdf()


def _headed(blocks: Sequence[Block], charts: Mapping[str, Chart]) -> Iterator[list[Row]]:
    after_head = False
    for block in blocks:
        rows = _rows(block, charts)
        if after_head and rows:
            rows[0] = replace(rows[0], glued=True)
        after_head = block.kind == HEAD
        yield rows


def _rows(block: Block, charts: Mapping[str, Chart]) -> list[Row]:
    if block.kind == CHART:
        chart = charts.get(block.text)
        return [chart.row(LEFT + (WIDTH - chart.width) / 2, above=8.0)] if chart else []
    if block.kind == TITLE:
        return title_rows(block.text)
    return body_rows([block.text], family=Family.HEI if block.kind == HEAD else Family.FANG)
