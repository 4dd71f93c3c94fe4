"""Breaking Chinese text into lines as a printer does; pure measure, nothing is drawn here.

Rules: no closing mark begins a line and no opening mark ends one (避头尾); figures keep together
and with their unit, Latin words and 〔2026〕12号 are not torn; a whole date and 第三十一条第六项 go to
the next line together where the line before them still fills well; two full-width marks side by side share
one blank half, and a mark at the edge of a line loses its outer one (标点挤压); every line but a
paragraph's last reaches both edges (两端对齐). Lengths are in points.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from math import inf
from typing import NamedTuple

from app.paper.fonts import Family, Glyph, case, printable, when_changed

OPENING = frozenset("（《〈【〔「『［｛“‘〖")
CLOSING = frozenset("，。、；：？！）》〉】〕」』］｝”’〗．")
NEVER_FIRST = CLOSING | frozenset("…—·～%％℃‰,.:;?!)]}")
NEVER_LAST = OPENING | frozenset("￥$№([{#")

KEPT = 2048  # paragraphs and lines that are not measured again
HALF = 0.5  # the blank half of a full-width mark, in ems
LONGEST_ATOM = 11  # ems; a longer word or sum is torn rather than a hole left (an ID number is 10)
MOST_LOATH = 4.0  # ems of white rather than a date torn: a seventh of an em between the characters of a line
MOST_SQUEEZE = 0.5  # how much of a blank half inside a line may be given up to take in one more atom

_UNITS = "年月日号时分秒点件批次人名位户项份页元万亿岁天条款章亩米里吨斤个本册套间层楼栋室組组届期%％℃"
_MEASURES = "个工作日|工作日|个月|平方米|平方公里|公里|公斤|万?人次|件次|批次|小时|分钟|[百千万亿]{1,2}(?:元|亩|户|人|平方米)"
_FIGURES = r"[0-9]+(?:[.,:/\-][0-9]+)*"
_NUMERAL = "一二三四五六七八九十"
_ATOM = re.compile(
    rf"〔[0-9]{{4}}〕[0-9]+号"
    r"|第[一二三四五六七八九十百零〇0-9]+[条款项章节号次届组批期页卷]"
    rf"|[0-9]{{1,2}}月[0-9]{{1,2}}日|[0-9]{{1,2}}[时点][0-9]{{1,2}}分"
    rf"|[〇○零{_NUMERAL}]{{4}}年|[{_NUMERAL}]{{1,2}}月[{_NUMERAL}]{{1,3}}日"
    rf"|[{_NUMERAL}]{{2,3}}(?=）)"
    r"|1[0-9]{2} [0-9]{4} [0-9]{4}|[0-9]{3,4}-[0-9]{7,8}转[0-9]+"
    rf"|[A-Za-z]*{_FIGURES}(?:{_MEASURES}|[{_UNITS}])?(?![A-Za-z])"
    r"|[!-~]+|…+|—+|\s|.",
    re.DOTALL,
)
_LOATH = re.compile(rf"(?<=年)(?=[0-9{_NUMERAL}]{{1,2}}月)|(?<=[条款])(?=第)")  # broken only where it must be


@dataclass(frozen=True)
class Line:
    """One line: its characters, how far each moves on, and how far the first is moved from the edge."""

    text: str
    advances: tuple[float, ...]
    offset: float = 0.0

    @cached_property
    def width(self) -> float:
        return self.offset + sum(self.advances)


@dataclass(frozen=True)
class Setting:
    """How a paragraph is set: hand, size, measure, first-line indent in ems, and whether to both edges."""

    family: Family
    size: float
    measure: float
    indent: float = 0.0
    justified: bool = True


class _Atom(NamedTuple):
    """What is never torn; full-width marks that open or close have a blank half on that side.

    A line would rather not begin with a `leaning` one: the month after its year, the item after its article.
    """

    text: str
    widths: tuple[float, ...]
    width: float
    opens: bool = False
    closes: bool = False
    leaning: bool = False


def break_lines(text: str, setting: Setting) -> list[Line]:
    """Set a text: each newline begins a paragraph with its own indent. No text makes no line."""
    return [line for paragraph in text.split("\n") for line in _set(paragraph, setting)]


@lru_cache(maxsize=KEPT)
def _set(paragraph: str, setting: Setting) -> tuple[Line, ...]:
    """One paragraph; most of what a batch of notices says, it says in every one of them."""
    shown = printable(paragraph.replace("\t", " "))
    return tuple(_break_paragraph(shown.strip() if setting.indent else shown.strip(" "), setting))


def break_title(text: str, family: Family, size: float, measure: float) -> list[Line]:
    """Set a title in as few lines as it needs, of about equal length, for centring."""
    ragged = Setting(family, size, measure, justified=False)
    lines = break_lines(text, ragged)
    narrower = measure
    while len(lines) > 1:
        narrower -= size / 2
        closer = break_lines(text, Setting(family, size, narrower, justified=False))
        if len(closer) > len(lines):
            break
        lines = closer
    return lines


@lru_cache(maxsize=KEPT)
def plain_line(text: str, family: Family, size: float) -> Line:
    """A text as one line, whatever its length, with marks side by side squeezed."""
    atoms = _atoms(printable(text), case(family), inf)
    return _place(atoms, 0.0, inf, size, first=True, fills=False) if atoms else Line("", ())


def fit_size(text: str, family: Family, size: float, measure: float) -> float:
    """The largest size up to `size` at which the text is one line of the measure."""
    natural = plain_line(text, family, size).width
    return size if natural <= measure else size * measure / natural


def _break_paragraph(text: str, setting: Setting) -> list[Line]:
    ems = setting.measure / setting.size
    atoms = _atoms(text, case(setting.family), ems - setting.indent)
    lines: list[Line] = []
    loath = min(MOST_LOATH, ems / 7) if setting.justified else ems / 3
    for start, end in pairwise(_breaks(atoms, ems, setting.indent, loath)):
        chosen = _trimmed(atoms[start:end])
        if chosen:
            indent = 0.0 if lines else setting.indent
            fills = setting.justified and end < len(atoms)
            lines.append(_place(chosen, indent, ems, setting.size, first=not lines, fills=fills))
    return lines


def _breaks(atoms: Sequence[_Atom], ems: float, indent: float, loath: float) -> list[int]:
    """Where the lines begin and the last one ends; one lone character is not left for the last line."""
    ends = [0]
    while ends[-1] < len(atoms):
        first = len(ends) == 1
        ends.append(_best_break(atoms, ends[-1], ems - indent * first, loath, first=first))
    alone = [atom for atom in atoms[ends[-2] :] if not atom.closes] if len(ends) > 2 else []
    if len(alone) == 1 and alone[0].width <= 1:
        earlier = ends[-2] - 1
        while earlier > ends[-3] + 1 and not _may_break(atoms, earlier):
            earlier -= 1
        fits = sum(atom.width for atom in atoms[earlier:]) <= ems
        if ends[-2] - earlier <= 3 and fits and _may_break(atoms, earlier):
            ends[-2] = earlier
    return ends


def _atoms(text: str, glyphs: Mapping[str, Glyph], ems: float) -> list[_Atom]:
    atoms = []
    leaning = {place.start() for place in _LOATH.finditer(text)}
    for match in _ATOM.finditer(text):
        piece = match[0]
        widths = tuple([glyphs[character].width for character in piece])
        if len(piece) > 1 and sum(widths) > min(ems, LONGEST_ATOM):
            pairs = zip(piece, widths, strict=True)
            atoms += [_Atom(character, (wide,), wide) for character, wide in pairs]
        else:
            atom = _atom(piece, widths)
            atoms.append(atom._replace(leaning=True) if match.start() in leaning else atom)
    return atoms


def _atom(piece: str, widths: tuple[float, ...]) -> _Atom:
    if len(piece) > 1 or widths[0] <= 0.75:
        return _Atom(piece, widths, sum(widths))
    return _Atom(piece, widths, widths[0], piece in OPENING, piece in CLOSING)


def _best_break(atoms: Sequence[_Atom], start: int, room: float, loath: float, *, first: bool) -> int:
    """Where the line that begins at `start` ends: the last lawful place that fits, squeezed if that is nearer.

    A break before a leaning atom counts as `loath` ems of white.
    """
    natural = atoms[start].width - _edge(atoms[start], first=first)
    give, end, least = 0.0, start, inf
    for index in range(start, len(atoms)):
        if index > start:
            shared, blank = _between(atoms[index - 1], atoms[index])
            natural, give = natural + atoms[index].width - shared, give + blank * MOST_SQUEEZE
        ending = natural - (HALF if atoms[index].closes else 0.0)
        if ending - give > room:
            break
        if _may_break(atoms, index + 1):
            leans = index + 1 < len(atoms) and atoms[index + 1].leaning
            cost = abs(room - ending) + loath * leans
            if cost < least + 1e-9:
                end, least = index + 1, cost
    return end if end > start else _torn(atoms, start, room)


def _torn(atoms: Sequence[_Atom], start: int, room: float) -> int:
    """Where to end a line that has no lawful break: as many atoms as fit, and at least one."""
    used = 0.0
    for index in range(start, len(atoms)):
        used += atoms[index].width
        if used > room:
            return max(index, start + 1)
    return len(atoms)


def _may_break(atoms: Sequence[_Atom], before: int) -> bool:
    """Whether a line may end here; blanks at a break are dropped, so the marks beyond them count."""
    after, earlier = before, before - 1
    while after < len(atoms) and atoms[after].text == " ":
        after += 1
    while earlier > 0 and atoms[earlier].text == " ":
        earlier -= 1
    if after >= len(atoms):
        return True
    return atoms[after].text[0] not in NEVER_FIRST and atoms[earlier].text[-1] not in NEVER_LAST


def _edge(atom: _Atom, *, first: bool) -> float:
    """The blank an opening mark loses at the left edge; the first line keeps it, after its indent."""
    return HALF if atom.opens and not first else 0.0


def _between(before: _Atom, after: _Atom) -> tuple[float, float]:
    """Two neighbours: the blank they share at once, and the blank left that could still be squeezed."""
    shared = (before.closes and (after.opens or after.closes)) or (before.opens and after.opens)
    left = (before.closes and not after.closes) or (after.opens and not before.opens)
    return HALF * shared, HALF * left


def _trimmed(atoms: Sequence[_Atom]) -> list[_Atom]:
    """Without the blanks at which the line was broken."""
    start, end = 0, len(atoms)
    while end > start and atoms[end - 1].text == " ":
        end -= 1
    while start < end and atoms[start].text == " ":
        start += 1
    return list(atoms[start:end])


def _place(
    atoms: Sequence[_Atom], indent: float, ems: float, size: float, *, first: bool, fills: bool
) -> Line:
    """Share blanks, then bring the line to its measure: stretched if it `fills`, squeezed if too long."""
    offset = indent - _edge(atoms[0], first=first)
    steps = list(atoms[0].widths)
    gaps, blanks = [], []
    for before, after in pairwise(atoms):
        shared, blank = _between(before, after)
        steps[-1] -= shared
        gaps.append(len(steps) - 1)
        blanks += [len(steps) - 1] if blank else []
        steps += after.widths
    surplus = ems - offset - sum(steps) + (HALF if atoms[-1].closes else 0.0)
    if fills or surplus < 0:
        _spread(steps, gaps if surplus > 0 else blanks, surplus)
    text = "".join(atom.text for atom in atoms)
    return Line(text, tuple([step * size for step in steps]), offset * size)


def _spread(steps: list[float], places: Sequence[int], surplus: float) -> None:
    for place in places:
        steps[place] += surplus / len(places)


when_changed(_set.cache_clear)
when_changed(plain_line.cache_clear)
