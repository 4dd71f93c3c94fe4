"""The arithmetic guard for reports that others wrote (law.md §5.6): what in them cannot be right.

Only what a report itself contradicts is found; where several readings are possible, one that
agrees is enough, because a false alarm costs the clerk as much as a mistake.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice

from app.core.report_checks.afterwards import check_afterwards
from app.core.report_checks.comparisons import check_comparisons
from app.core.report_checks.finished import check_finished
from app.core.report_checks.identities import GROUP, check_identities
from app.core.report_checks.known_figures import check_known
from app.core.report_checks.placeholders import check_cell, check_placeholders
from app.core.report_checks.plain_text import report_from_text
from app.core.report_checks.rates import check_rates
from app.core.report_checks.reports import Finding, Known, KnownFigure, Paragraph, Report, Table
from app.core.report_checks.said_periods import period_of_title
from app.core.report_checks.sentences import Item, Sentence, sentences
from app.core.report_checks.shares import check_shares
from app.core.report_checks.stale import check_stale, check_title, span_of
from app.core.report_checks.sums import check_sums, grand_totals
from app.core.report_checks.table_columns import check_table_columns
from app.core.report_checks.table_sums import check_table_sums
from app.core.report_checks.table_views import TableView

__all__ = [
    "GROUP", "Finding", "Known", "KnownFigure", "Paragraph", "Report", "Table", "check_report", "period_of_title",
    "report_from_text",
]  # fmt: skip

MOST_FINDINGS = 500  # nobody mends more at one sitting
LONGEST_PARAGRAPH = 10_000


def check_report(
    report: Report, known: Known | None = None, *, group_size: int = GROUP
) -> tuple[Finding, ...]:
    """Everything in a report that cannot be right, in the order of its pages, each thing once.

    `known` is the office's own period; without it the period is the one the title names, and no
    figure is compared with the register. `group_size` is how many people make a 集体访 here.
    """
    whole = replace(report, paragraphs=tuple(_cut(report.paragraphs)))
    found = chain(
        check_title(whole.paragraphs, known),
        _in_text(whole, known, group_size),
        _in_tables(whole, known, group_size),
    )
    return tuple(dict.fromkeys(islice(found, MOST_FINDINGS)))


def _cut(paragraphs: Iterable[Paragraph]) -> Iterator[Paragraph]:
    """Paragraphs as people write them; one that is far too long is cut at its length."""
    for paragraph in paragraphs:
        for start in range(0, max(1, len(paragraph.text)), LONGEST_PARAGRAPH):
            yield replace(paragraph, text=paragraph.text[start : start + LONGEST_PARAGRAPH])


def _in_text(report: Report, known: Known | None, group_size: int) -> Iterator[Finding]:
    span, title = span_of(report.paragraphs, known), report.paragraphs[:1]
    wholes: list[Item] = []
    before: Sentence | None = None
    for paragraph in report.paragraphs:
        yield from check_placeholders(paragraph)
        told = sentences(paragraph)
        yield from _in_sentences(told, known, wholes, group_size, before)
        before = told[-1] if told else before
        if span and (paragraph not in title or not period_of_title(title)):
            yield from check_stale(paragraph, span)


def _in_sentences(
    told: Sequence[Sentence],
    known: Known | None,
    wholes: list[Item],
    group_size: int,
    last: Sentence | None = None,
) -> Iterator[Finding]:
    """`last` is the sentence before the first: the paragraph above ended with it."""
    for number, sentence in enumerate(told):
        before = told[number - 1] if number else None
        divided = before or (last if sentence.bare.startswith("其中") else None)
        yield from check_sums(sentence, divided, wholes)
        yield from check_finished(sentence, divided)
        wholes += grand_totals(sentence)
        yield from check_comparisons(sentence)
        yield from check_afterwards(sentence, before or last)
        yield from check_rates(sentence)
        yield from check_shares(sentence, told[max(0, number - 8) : number])
        yield from check_identities(sentence, group_size)
        if known:
            yield from check_known(sentence, known)


def _in_tables(report: Report, known: Known | None, group_size: int) -> Iterator[Finding]:
    for table in report.tables:
        view = TableView(table)
        for number, row in enumerate(table.rows, 1):
            for cell in dict.fromkeys(row):
                yield from check_cell(cell, f"{table.place}第{number}行")
                told = sentences(Paragraph(cell, f"{table.place}第{number}行"))
                yield from _in_sentences(told, None, [], group_size)
        yield from check_table_sums(view)
        yield from check_table_columns(view, known, group_size)
