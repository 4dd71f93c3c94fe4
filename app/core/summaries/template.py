"""The words of a summary as the office keeps them: four parts, paragraphs of sentences, places for the clerk."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True)
class Sentence:
    """One sentence with slots. It is written if every slot has a value, all of `when` are above zero, all of
    `unless` are zero, and every rate of `below` is below its percentage.
    """

    text: str
    when: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    below: Mapping[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True)
class Paragraph:
    """Sentences after a lead; `ask` is what the clerk has to write there; `chart` a drawing: bars:AXIS, trend:FIGURE."""

    sentences: tuple[Sentence, ...] = ()
    lead: str = ""
    ask: str = ""
    chart: str = ""
    when: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


@dataclass(frozen=True)
class Part:
    head: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True)
class Summary:
    title: str
    parts: tuple[Part, ...]
