"""Plain text (pasted, .txt, .md) as a report: paragraphs by line, tables by tabs or bars."""

import re
from collections.abc import Iterator, Sequence

from app.core.report_checks.reports import Paragraph, Report, Table

_BAR_RULE = re.compile(r"\|?[\s:|-]*-[\s:|-]*\|?")
_ENDS = re.compile(r"[。！？：:.!?”）)|]\s*$")
_BEGINS = re.compile(
    r"\s|[一二三四五六七八九十]+[、.．]|[（(][一二三四五六七八九十0-9]+[）)]|[0-9]+[、.．](?![0-9])|第[一二三四五六七八九十]|#|[-*+]\s|附"
)
_WRAPPED = 24  # a line that stops in mid-sentence beyond this width was broken by the writer's window
_MARKS = re.compile(r"^\s{0,3}(?:#{1,6}\s+|>\s?|[-+*]\s+)")
_EMPHASIS = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")


def report_from_text(text: str, *, markdown: bool = False) -> Report:
    """Lines as paragraphs, lines with bars or tabs as tables; a broken line is joined to the next."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    paragraphs: list[Paragraph] = []
    tables: list[Table] = []
    for start, block in _blocks(lines):
        rows = _rows(block)
        if rows:
            caption = paragraphs[-1].text if paragraphs else ""
            tables.append(Table(rows, f"表{len(tables) + 1}", caption))
        else:
            paragraphs += _joined(block, start, markdown=markdown)
    return Report(tuple(paragraphs), tuple(tables))


def _blocks(lines: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """Neighbouring lines of one sort, with the number of the first."""
    block: list[str] = []
    for number, line in enumerate(lines):
        if block and _sort(line) != _sort(block[0]):
            yield number - len(block), block
            block = []
        block.append(line)
    if block:
        yield len(lines) - len(block), block


def _sort(line: str) -> str:
    if line.count("|") >= 2 and line.strip().startswith("|"):
        return "|"
    return "\t" if len([cell for cell in line.strip("\t").split("\t") if cell.strip()]) >= 2 else ""


def _rows(block: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """The cells of a block that is a table; nothing if it is none."""
    sort = _sort(block[0])
    if not sort or len(block) < 2:
        return ()
    if sort == "\t":
        cells = [[cell.strip() for cell in line.split("\t")] for line in block]
    else:
        cells = [
            [c.strip() for c in line.strip().strip("|").split("|")]
            for line in block
            if not _BAR_RULE.fullmatch(line.strip())
        ]
    width = max((len(row) for row in cells), default=0)
    return tuple(tuple(row + [""] * (width - len(row))) for row in cells)


def _joined(block: Sequence[str], start: int, *, markdown: bool) -> Iterator[Paragraph]:
    text, place = "", 0
    for number, line in enumerate(block, start + 1):
        if text and _goes_on(text.rsplit("\n", maxsplit=1)[-1], line):
            text += "\n" + line.strip()
            continue
        if text:
            yield _paragraph(text, place, markdown=markdown)
        text, place = (line, number) if line.strip() else ("", 0)
    if text:
        yield _paragraph(text, place, markdown=markdown)


def _goes_on(before: str, line: str) -> bool:
    """Whether a line was broken in mid-sentence: 来信12件，⏎来访8批."""
    if not line.strip() or _ENDS.search(before) or _BEGINS.match(line):
        return False
    return before.rstrip()[-1:] in "，、；,;" or len(before.strip()) >= _WRAPPED


def _paragraph(text: str, place: int, *, markdown: bool) -> Paragraph:
    plain = _EMPHASIS.sub(r"\2", _MARKS.sub("", text)) if markdown else text
    return Paragraph(plain.strip(), f"第{place}行")
