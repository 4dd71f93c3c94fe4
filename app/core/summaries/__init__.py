"""Work summaries (工作总结): words with slots, every slot bound to a figure."""

from app.core.summaries.reading import summary_from
from app.core.summaries.slots import Numbers, Where
from app.core.summaries.template import Paragraph, Part, Sentence, Summary
from app.core.summaries.writing import CHART, HEAD, TEXT, TITLE, TODO, Block, Run, write

__all__ = [
    "CHART", "HEAD", "TEXT", "TITLE", "TODO", "Block", "Numbers", "Paragraph", "Part", "Run", "Sentence", "Summary", "Where",
    "summary_from", "write",
]  # fmt: skip
