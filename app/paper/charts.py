"""The charts of reports and of the month's page: a course over time, and amounts beside one another.

What is counted is matters and receptions; the bars are classes, villages and units, never people. An axis
always begins at zero, a missing value leaves a gap and is never drawn as nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from math import ceil, cos, floor, log10, radians, sin

from app.paper.chart_outputs import Chart, Pen, Point
from app.paper.fonts import Family, width
from app.paper.layout import WIDTH
from app.paper.typesetting import Setting, break_lines

Value = int | float | Decimal
SIZE = (round(WIDTH), 180)
MOST_BARS = 10

NOTHING = "本期没有数据，未作图。"
ALL_ZERO = "各项均为0，未作图。"

_TYPE, _SMALL, _TITLE = 9.0, 8.0, 11.0
_TITLE_ROOM, _UNIT_ROOM = 20.0, 14.0
_LABELS = 0.34  # of the width: the most that the labels of bars may take
_ONE_LINE, _TWO_LINES, _HALF_BAR = 18.0, 26.0, 5.5
_MOST_STEPS = 5
_LABELLED = 13  # points of a course whose values are written beside them: a year and its base month
_DASHES: tuple[tuple[float, ...], ...] = ((), (5, 2.5), (1.5, 2), (7, 2, 1.5, 2))
_DOT = 2.6  # half the width of a mark


@dataclass(frozen=True)
class Series:
    """One line of a course: its name and its points as (label, value); a value not known is None."""

    name: str
    points: tuple[tuple[str, Value | None], ...]


@dataclass(frozen=True)
class _Plot:
    """The field of a course, and its scale: `top` is the value at its upper edge."""

    left: float
    right: float
    bottom: float
    upper: float
    top: float
    many: int

    def place(self, index: int, value: Value) -> Point:
        slot = (self.right - self.left) / self.many
        return self.left + slot * (index + 0.5), self.height(value)

    def height(self, value: Value) -> float:
        return self.bottom + (self.upper - self.bottom) * float(value) / self.top


@dataclass(frozen=True)
class _Bar:
    """One bar: its label in one or two lines, its amount, and whether it stands for what was left out."""

    label: tuple[str, ...]
    value: Value
    rest: bool = False


def trend(
    series: Sequence[Series], *, unit: str = "", title: str = "", size: tuple[int, int] = SIZE
) -> Chart:
    """A course over months or years: up to four lines over the same labels, the first one in front."""
    if sentence := _nothing([value for one in series for _, value in one.points]):
        return _sentence(sentence, title, size[0])
    words = "；".join(f"{one.name}：{_listed(one.points, unit)}" for one in series)
    return Chart(*size, _told(title, words), lambda pen: _draw_trend(pen, series, unit, title))


def bars(
    items: Sequence[tuple[str, Value]], *, unit: str = "", title: str = "", most: int = MOST_BARS,
    by_size: bool = True, across: int = SIZE[0],
) -> Chart:  # fmt: skip
    """Amounts as lying bars, largest first unless their own order means something.

    What is beyond `most` stands together in a hollow bar 其余…项: 其他 is a class of its own.
    """
    if sentence := _nothing([value for _, value in items]):
        return _sentence(sentence, title, across)
    ordered = sorted(items, key=lambda item: -item[1]) if by_size else list(items)
    shown = _gathered(ordered, most)
    set_bars = [_Bar(_label_lines(label, across * _LABELS), value) for label, value in shown]
    if len(items) > most:
        set_bars[-1] = replace(set_bars[-1], rest=True)
    pitch = _ONE_LINE if all(len(bar.label) == 1 for bar in set_bars) else _TWO_LINES
    size = (across, ceil(_head_room(title, unit) + pitch * len(shown) + 4))
    words = _told(title, _listed(shown, unit))
    return Chart(*size, words, lambda pen: _draw_bars(pen, set_bars, (title, unit), size))


def _told(title: str, words: str) -> str:
    return f"{title}。{words}" if title else words


def _listed(points: Sequence[tuple[str, Value | None]], unit: str) -> str:
    return "，".join(f"{label}{_amount(value)}{unit if value is not None else ''}" for label, value in points)


def _amount(value: Value | None) -> str:
    if value is None:
        return "—"
    return str(value) if isinstance(value, int) else f"{value:.10g}"


def _nothing(values: Sequence[Value | None]) -> str:
    """What is said instead of an empty field."""
    known = [value for value in values if value is not None]
    if not known:
        return NOTHING
    return "" if any(known) else ALL_ZERO


def _sentence(sentence: str, title: str, across: int) -> Chart:
    height = ceil(_head_room(title, "") + 24)

    def draw(pen: Pen) -> None:
        _heading(pen, title, "", (across, height))
        pen.text(sentence, (across / 2, 9), _TYPE, colour=pen.inks.soft, align="centre")

    return Chart(across, height, _told(title, sentence), draw)


def _head_room(title: str, unit: str) -> float:
    return (_TITLE_ROOM if title else 0.0) + (_UNIT_ROOM if unit else 0.0)


def _heading(pen: Pen, title: str, unit: str, size: tuple[float, float]) -> None:
    """The title in the middle, the unit below it at the left."""
    top = size[1]
    if title:
        pen.text(title, (size[0] / 2, top - _TITLE * 1.1), _TITLE, align="centre", bold=True)
        top -= _TITLE_ROOM
    if unit:
        pen.text(f"单位：{unit}", (0, top - _SMALL), _SMALL, colour=pen.inks.soft)


def _draw_trend(pen: Pen, series: Sequence[Series], unit: str, title: str) -> None:
    across, tall = pen.drawing.width, pen.drawing.height
    labels = [label for label, _ in series[0].points]
    values = [value for one in series for _, value in one.points if value is not None]
    steps = _steps(values)
    left = max(width(_amount(step), Family.HEI, _SMALL) for step in steps) + 6
    above = tall - (_TITLE_ROOM if title else 0.0)
    widest = max(width(label, Family.HEI, _SMALL) for label in labels)
    beyond = widest / 2 - (across - left) / len(labels) / 2 + 2  # of the last label, outside its slot
    plot = _Plot(left, across - max(4.0, beyond), 18, above - _UNIT_ROOM - 14, float(steps[-1]), len(labels))
    _heading(pen, title, unit, (across, tall))
    _legend(pen, series, (across, above - _SMALL * 0.65))
    _grid(pen, plot, steps)
    _name_slots(pen, plot, labels)
    for index in reversed(range(len(series))):
        _course(pen, plot, series[index], index)
    if len(labels) <= _LABELLED:
        _write_values(pen, plot, series)


def _steps(values: Sequence[Value]) -> list[Value]:
    """Round values from zero to the largest one or above it; whole ones where all amounts are whole."""
    largest = float(max(values))
    rough = largest / _MOST_STEPS
    power = 10.0 ** floor(log10(rough))
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough * 0.999999)
    if all(isinstance(value, int) for value in values):
        whole = max(1, round(step))
        return [whole * at for at in range(ceil(largest / whole - 1e-9) + 1)]
    return [round(step * at, 10) for at in range(ceil(largest / step - 1e-9) + 1)]


def _grid(pen: Pen, plot: _Plot, steps: Sequence[Value]) -> None:
    for step in steps:
        y = plot.height(step)
        base = not step
        colour, thick = (pen.inks.soft, 0.8) if base else (pen.inks.rules, 0.5)
        pen.line([(plot.left, y), (plot.right, y)], colour, thick)
        pen.text(
            _amount(step), (plot.left - 4, y - _SMALL * 0.35), _SMALL, colour=pen.inks.soft, align="right"
        )


def _name_slots(pen: Pen, plot: _Plot, labels: Sequence[str]) -> None:
    """As many labels as have room side by side, counted back from the last: the newest is always named."""
    slot = (plot.right - plot.left) / plot.many
    widest = max(width(label, Family.HEI, _SMALL) for label in labels)
    every = max(1, ceil((widest + 6) / slot))
    for index, label in enumerate(labels):
        if (len(labels) - 1 - index) % every == 0:
            pen.text(label, (plot.place(index, 0)[0], plot.bottom - 12), _SMALL, align="centre")


def _course(pen: Pen, plot: _Plot, one: Series, index: int) -> None:
    """One line with its marks, broken where a value is not known."""
    colour = pen.inks.other if index else pen.inks.first
    placed = [None if value is None else plot.place(at, value) for at, (_, value) in enumerate(one.points)]
    for stretch in _stretches(placed):
        if len(stretch) > 1:
            pen.line(stretch, colour, _thickness(index), _DASHES[index % len(_DASHES)])
        for place in stretch:
            _mark(pen, place, colour, index)


def _thickness(index: int) -> float:
    return 1.1 if index else 1.8


def _stretches(placed: Sequence[Point | None]) -> list[list[Point]]:
    found: list[list[Point]] = [[]]
    for place in placed:
        if place is None:
            found.append([])
        else:
            found[-1].append(place)
    return [stretch for stretch in found if stretch]


def _mark(pen: Pen, place: Point, colour: str, index: int) -> None:
    """A full dot for the first line, hollow square, triangle and diamond for the others."""
    x, y = place
    corners = [(12, 0.0), (4, 45.0), (3, 90.0), (4, 0.0)][index % len(_DASHES)]
    reach = _DOT if not index else _DOT * 1.25
    angles = [radians(corners[1] + 360 / corners[0] * at) for at in range(corners[0])]
    outline = [(x + reach * cos(angle), y + reach * sin(angle)) for angle in angles]
    pen.area(outline, colour, hollow=index > 0)


def _legend(pen: Pen, series: Sequence[Series], corner: Point) -> None:
    """Names with a piece of their line, at the right above the field; a single line is named by the title."""
    if len(series) < 2:
        return
    x, y = corner
    for index in reversed(range(len(series))):
        name = series[index].name
        x -= width(name, Family.HEI, _SMALL)
        pen.text(name, (x, y - _SMALL * 0.35), _SMALL)
        colour = pen.inks.other if index else pen.inks.first
        pen.line([(x - 28, y), (x - 4, y)], colour, _thickness(index), _DASHES[index % len(_DASHES)])
        _mark(pen, (x - 16, y), colour, index)
        x -= 42


def _write_values(pen: Pen, plot: _Plot, series: Sequence[Series]) -> None:
    """The amounts of the first line beside its points: above, or below where a line runs there."""
    values = [value for _, value in series[0].points]
    for index, value in enumerate(values):
        if value is None:
            continue
        x, y = plot.place(index, value)
        others = [one.points[index][1] for one in series[1:]]
        gaps = [plot.height(other) - y for other in others if other is not None]
        crowded = _in_a_valley(values, index) or any(0 <= gap < _TYPE * 1.9 for gap in gaps)
        below = crowded and y - plot.bottom > _TYPE * 1.6
        height = y - _TYPE * 1.25 if below else y + _TYPE * 0.5
        pen.text(_amount(value), (x, height), _SMALL, align="centre", bold=True)


def _in_a_valley(values: Sequence[Value | None], index: int) -> bool:
    """Whether the line comes down to this point and rises from it."""
    here = values[index]
    beside = [*values[max(0, index - 1) : index], *values[index + 1 : index + 2]]
    return bool(beside) and all(one is not None and here is not None and one > here for one in beside)


def _gathered(items: Sequence[tuple[str, Value]], most: int) -> list[tuple[str, Value]]:
    """The first `most` and the rest as one: 其余3项."""
    if len(items) <= most:
        return list(items)
    rest = [value for _, value in items[most:]]
    return [*items[:most], (f"其余{len(rest)}项", _sum(rest))]


def _sum(values: Sequence[Value]) -> Value:
    """The sum of whole numbers is whole."""
    if all(isinstance(value, int) for value in values):
        return sum(int(value) for value in values)
    return sum(float(value) for value in values)


def _label_lines(label: str, measure: float) -> tuple[str, ...]:
    """A label in one line or two; what is longer ends with …, the table beside the chart has the whole."""
    lines = [line.text for line in break_lines(label, Setting(Family.HEI, _TYPE, measure, justified=False))]
    if len(lines) <= 2:
        return tuple(lines) or ("",)
    second = lines[1]
    while second and width(f"{second}…", Family.HEI, _TYPE) > measure:
        second = second[:-1]
    return lines[0], f"{second}…"


def _draw_bars(pen: Pen, shown: Sequence[_Bar], heading: tuple[str, str], size: tuple[int, int]) -> None:
    _heading(pen, *heading, size)
    left = max(width(line, Family.HEI, _TYPE) for bar in shown for line in bar.label) + 6
    largest = float(max(bar.value for bar in shown))
    written = max(width(_amount(bar.value), Family.HEI_BOLD, _TYPE) for bar in shown)
    scale = (size[0] - left - written - 8) / largest
    pitch = (size[1] - 4 - _head_room(*heading)) / len(shown)
    base = size[1] - _head_room(*heading)
    for index, bar in enumerate(shown):
        _draw_bar(pen, bar, (left, base - pitch * (index + 0.5)), scale)
    pen.line([(left, base), (left, base - pitch * len(shown))], pen.inks.soft, 0.8)


def _draw_bar(pen: Pen, bar: _Bar, middle: Point, scale: float) -> None:
    """Label, bar and amount around one height; nothing is a line without a bar and its 0."""
    left, y = middle
    first = y + (len(bar.label) - 1) * _TYPE * 0.58 - _TYPE * 0.36
    for index, line in enumerate(bar.label):
        pen.text(line, (left - 5, first - index * _TYPE * 1.16), _TYPE, align="right")
    right = left + float(bar.value) * scale
    if right > left:
        outline = [
            (left, y - _HALF_BAR),
            (right, y - _HALF_BAR),
            (right, y + _HALF_BAR),
            (left, y + _HALF_BAR),
        ]
        pen.area(outline, pen.inks.other if bar.rest else pen.inks.first, hollow=bar.rest)
    pen.text(_amount(bar.value), (right + 4, y - _TYPE * 0.36), _TYPE, bold=True)
