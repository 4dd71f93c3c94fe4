"""From words and numbers to the blocks of a document, for Word and paper alike."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from app.core.figures import Rate
from app.core.numerals import chinese_number
from app.core.summaries.slots import Numbers, Where, filled
from app.core.summaries.template import Paragraph, Part, Sentence, Summary

TITLE, HEAD, TEXT, TODO, CHART = "title", "head", "text", "todo", "chart"


@dataclass(frozen=True)
class Run:
    """A piece of a paragraph; `style` is text, lead (set off) or todo (for the clerk to write)."""

    text: str
    style: str = TEXT


@dataclass(frozen=True)
class Block:
    """One paragraph or drawing: title, head, text or chart (its `runs` then hold what is to be drawn)."""

    kind: str
    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


LEAD = "lead"


def write(summary: Summary, numbers: Numbers, where: Where) -> tuple[Block, ...]:
    """The summary of a period: sentences whose figure is absent are left out, places for the clerk are marked."""
    title = filled(summary.title, numbers, where) or ""
    return (Block(TITLE, (Run(title),)), *_parts(summary, numbers, where))


def _parts(summary: Summary, numbers: Numbers, where: Where) -> Iterator[Block]:
    """Parts and leads are numbered as they come: what was left out leaves no gap."""
    written = (list(_part(part, numbers, where)) for part in summary.parts)
    kept = [(part, blocks) for part, blocks in zip(summary.parts, written, strict=True) if blocks]
    for at, (part, blocks) in enumerate(kept, start=1):
        yield Block(HEAD, (Run(f"{chinese_number(at)}、{filled(part.head, numbers, where) or ''}"),))
        yield from blocks


def _part(part: Part, numbers: Numbers, where: Where) -> Iterator[Block]:
    leads = 0
    for paragraph in part.paragraphs:
        runs = _runs(paragraph, numbers, where)
        if not runs:
            continue
        if paragraph.chart:
            yield Block(CHART, runs)
            continue
        lead = filled(paragraph.lead, numbers, where)
        leads += bool(lead)
        yield Block(TEXT, (Run(f"（{chinese_number(leads)}）{lead}", LEAD), *runs) if lead else runs)


def _runs(paragraph: Paragraph, numbers: Numbers, where: Where) -> tuple[Run, ...]:
    """What a paragraph has to say in this period; nothing if it has nothing."""
    if not _applies(Sentence("", paragraph.when, paragraph.unless), numbers):
        return ()
    if paragraph.chart:
        return (Run(paragraph.chart),)
    told = [filled(one.text, numbers, where) for one in paragraph.sentences if _applies(one, numbers)]
    text = "".join(sentence for sentence in told if sentence)
    asked = (Run(f"【请填写：{paragraph.ask}】", TODO),) if paragraph.ask else ()
    return (*((Run(text),) if text else ()), *asked)


def _applies(sentence: Sentence, numbers: Numbers) -> bool:
    return (
        all(_amount(name, numbers) for name in sentence.when)
        and not any(_amount(name, numbers) for name in sentence.unless)
        and all(_is_below(name, limit, numbers) for name, limit in sentence.below.items())
    )


def _amount(name: str, numbers: Numbers) -> int:
    """How much there is of a figure: a count, or what a rate is of."""
    value = numbers.figures.get(name)
    if value is None:
        return 0
    return value.d if isinstance(value, Rate) else value.value


def _is_below(name: str, limit: Decimal, numbers: Numbers) -> bool:
    value = numbers.figures.get(name)
    return isinstance(value, Rate) and value.d > 0 and value.n * 100 < value.d * limit
