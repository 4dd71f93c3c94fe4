"""Charts: true to their amounts, the same on screen, on paper and in a Word file, readable without colour."""

from dataclasses import astuple
from decimal import Decimal
from io import BytesIO
from itertools import pairwise
from math import dist
from xml.etree import ElementTree

import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from reportlab.graphics.shapes import Polygon, PolyLine, String

from app.paper import charts
from app.paper.chart_outputs import DARK, LIGHT, PAPER, Chart, Pen, _dashed
from app.paper.charts import Series, bars, trend
from app.paper.flow import Frame, pour
from app.paper.fonts import Family
from app.paper.sheet import Sheet

MONTHS = tuple(f"{month}月" for month in range(1, 13))
THIS = (12, 8, 15, 23, 19, 31, 27, 22, 18, 14, None, 9)
LAST = (10, 9, 20, 21, 22, 24, 25, 30, 17, 16, 12, 11)
CLASSES = (("农业农村", 12), ("自然资源", 31), ("其他", 5), ("民政", 7), ("城乡建设", 17))
SVG = "{http://www.w3.org/2000/svg}"


def series(name: str, values) -> Series:
    return Series(name, tuple(zip(MONTHS, values, strict=True)))


def year() -> Chart:
    return trend((series("2026年", THIS), series("2025年", LAST)), unit="件次", title="信访总量各月走势")


def shapes(chart: Chart, kind=None):
    pen = Pen((chart.width, chart.height), PAPER)
    chart.draw(pen)
    return [shape for shape in pen.drawing.contents if kind is None or isinstance(shape, kind)]


def words(chart: Chart) -> list[str]:
    return [shape.text for shape in shapes(chart, String)]


def lengths(chart: Chart) -> list[float]:
    """How long the bars are, in points, from the first down."""
    return [shape.points[2] - shape.points[0] for shape in shapes(chart, Polygon)]


def on_paper(chart: Chart) -> bytes:
    sheet = Sheet("图")
    chart.draw_on(sheet, 80, 400)
    sheet.text("其后", 80, 300, Family.FANG, 16)
    return sheet.pdf()


def ways_out(chart: Chart) -> list[bytes]:
    return [chart.svg(), chart.svg(dark=True), chart.png(), on_paper(chart)]


@pytest.mark.parametrize("make", [year, lambda: bars(CLASSES, unit="件", title="内容分类")])
def test_equal_charts_are_equal_bytes(make):
    assert ways_out(make()) == ways_out(make())


def test_bars_are_as_long_as_their_amounts_say_and_the_largest_stands_first():
    chart = bars(CLASSES)
    found = lengths(chart)
    assert [round(length / found[0] * 31, 1) for length in found] == [31, 17, 12, 7, 5]
    assert words(chart)[::2] == ["自然资源", "城乡建设", "农业农村", "民政", "其他"]


def test_levels_keep_their_own_order_where_it_means_something():
    assert words(bars(CLASSES, by_size=False))[::2] == [label for label, _ in CLASSES]


def test_what_is_beyond_the_most_stands_together_and_is_never_taken_for_the_class_of_others():
    chart = bars([*CLASSES, ("教育", 1), ("交通运输", 2)], most=5)
    assert words(chart)[-2:] == ["其余2项", "3"]
    assert words(chart).count("其他") == 1
    whole, rest = shapes(chart, Polygon)[0], shapes(chart, Polygon)[-1]
    assert whole.strokeColor is None
    assert rest.strokeColor is not None


def test_a_class_without_matters_keeps_its_name_and_its_zero():
    chart = bars([("自然资源", 3), ("民政", 0)])
    assert words(chart) == ["自然资源", "3", "民政", "0"]
    assert len(lengths(chart)) == 1


def test_a_long_name_takes_two_lines_and_ends_with_dots():
    name = "青山镇自然资源和规划所暨农村宅基地管理服务中心联合办公室驻柳树湾村工作点"
    first, second, amount = words(bars([(name, 7)]))
    assert name.startswith(first)
    assert second.endswith("…")
    assert name.startswith(first + second[:-1])
    assert amount == "7"
    assert name in bars([(name, 7)]).words


def test_a_course_goes_through_its_amounts():
    chart = trend((series("总量", LAST),))
    (line,) = [shape for shape in shapes(chart, PolyLine) if len(shape.points) == 24]
    heights = line.points[1::2]
    base = min(shape.points[1] for shape in shapes(chart, PolyLine))
    scale = (heights[7] - base) / 30
    assert [round((height - base) / scale, 1) for height in heights] == list(LAST)


def test_a_month_not_known_leaves_a_gap():
    chart = trend((series("总量", THIS),))
    stretches = [len(shape.points) // 2 for shape in shapes(chart, PolyLine) if shape.strokeWidth == 1.8]
    assert stretches == [10]
    assert words(chart).count("9") == 1
    assert "11月—" in chart.words


def test_a_missing_value_is_never_drawn_as_zero():
    chart = trend((Series("率", (("1月", Decimal("98.93")), ("2月", None))),), unit="%")
    assert "98.93" in words(chart)
    assert words(chart).count("0") == 1  # of the axis


@pytest.mark.parametrize("many", [1, 2, 5, 11, 24, 60, 120])
def test_names_below_a_course_never_run_into_each_other_and_the_newest_is_among_them(many):
    points = tuple((f"{2020 + at // 12}年{at % 12 + 1}月", at % 7 + 1) for at in range(many))
    chart = trend((Series("总量", points),))
    named = [shape for shape in shapes(chart, String) if "月" in shape.text]
    ends = [(one.x, one.x + len(one.text) * 4.4) for one in named]
    assert all(before[1] <= after[0] for before, after in pairwise(ends))
    assert "".join(one.text for one in named).endswith(points[-1][0])


@given(st.lists(st.one_of(st.integers(0, 10**6), st.decimals(0, 100, places=2)), min_size=1).filter(any))
def test_an_axis_begins_at_zero_and_reaches_the_largest_amount(values):
    steps = charts._steps(values)
    assert steps[0] == 0
    assert float(steps[-1]) >= float(max(values)) - 1e-9
    assert 2 <= len(steps) <= 7
    assert len({round(float(b) - float(a), 6) for a, b in pairwise(steps)}) == 1


def test_whole_amounts_have_a_whole_axis():
    assert charts._steps([3]) == [0, 1, 2, 3]
    assert charts._steps([1]) == [0, 1]


@pytest.mark.parametrize(
    ("chart", "said"),
    [
        (bars([], title="内容分类"), charts.NOTHING),
        (bars([("自然资源", 0)]), charts.ALL_ZERO),
        (trend((series("总量", [None] * 12),)), charts.NOTHING),
        (trend((series("总量", [0] * 12),), title="总量"), charts.ALL_ZERO),
        (trend(()), charts.NOTHING),
    ],
)
def test_nothing_to_draw_is_said_and_no_empty_field_is_drawn(chart, said):
    assert said in chart.words
    assert "".join(words(chart)).endswith(said)
    assert shapes(chart, (PolyLine, Polygon)) == []
    assert all(ways_out(chart))


def test_lines_differ_without_their_colour():
    chart = trend([series(str(at), [at + 1] * 12) for at in range(4)])
    drawn = [shape for shape in shapes(chart, PolyLine) if len(shape.points) == 24]
    assert len({tuple(shape.strokeDashArray or ()) for shape in drawn}) == 4
    marks = {len(shape.points) for shape in shapes(chart, Polygon)}
    assert len(marks) >= 3


@pytest.mark.parametrize("inks", [PAPER, LIGHT, DARK])
def test_every_ink_can_be_told_from_its_ground(inks):
    assert contrast(inks.words, inks.ground) >= 7
    assert contrast(inks.soft, inks.ground) >= 4.5
    assert min(contrast(inks.first, inks.ground), contrast(inks.other, inks.ground)) >= 4.5
    assert all(colour.startswith("#") for colour in astuple(inks))


def test_the_window_gets_text_in_our_own_families_and_fetches_nothing():
    drawn = year().svg()
    root = ElementTree.fromstring(drawn)
    texts = list(root.iter(f"{SVG}text"))
    assert {"信访总量各月走势", "单位：件次", "12月", "2025年"} <= {node.text for node in texts}
    assert {node.get("style").split(";")[0] for node in texts} == {"font-family: PD Hei"}
    assert b"DOCTYPE" not in drawn
    assert b"href" not in drawn.replace(b"xmlns:xlink", b"")
    assert b"None" not in drawn
    assert not list(root.iter(f"{SVG}clipPath"))


def test_a_rare_village_name_comes_from_the_font_that_has_it():
    drawn = bars([("𬍛䶮𪚥村", 3), ("<柳树湾>&村", 1)])
    styles = {node.text: node.get("style") for node in ElementTree.fromstring(drawn.svg()).iter(f"{SVG}text")}
    assert "PD Rare" in styles["𪚥"]
    assert "<柳树湾>&村" in styles
    assert "𬍛䶮𪚥村" in text_of(on_paper(drawn)).replace("\n", "")


def test_dark_and_light_differ_in_colour_alone():
    light, dark = (ElementTree.fromstring(year().svg(dark=dark)) for dark in (False, True))
    assert [node.text for node in light.iter(f"{SVG}text")] == [node.text for node in dark.iter(f"{SVG}text")]
    assert year().svg() != year().svg(dark=True)


def test_paper_holds_the_text_with_every_font_embedded():
    pdf = on_paper(year())
    text = text_of(pdf)
    assert all(word in text for word in ("信访总量各月走势", "31", "2025年", "其后"))
    fonts = [
        font.get_object() for font in pypdf.PdfReader(BytesIO(pdf)).pages[0]["/Resources"]["/Font"].values()
    ]
    assert all("/FontFile2" in font["/FontDescriptor"] for font in fonts)
    assert b"/ExtGState" not in pdf  # fmt: skip


def test_a_chart_flows_with_the_text_of_a_paper():
    sheet = Sheet("图")
    pour(sheet, [year().row(80)] * 5, Frame(80, 780, 780, 80, 440), lambda _: None)
    assert [text.count("信访总量各月走势") for text in pages_of(sheet.pdf())] == [3, 2]


def test_a_picture_is_as_fine_as_asked_and_says_how_large_it_is():
    with Image.open(BytesIO(year().png())) as picture:
        assert picture.size == (round(442 * 300 / 72), 750)
        assert [round(dots) for dots in picture.info["dpi"]] == [300, 300]
        assert picture.getpixel((0, 0)) == (255, 255, 255)
    with Image.open(BytesIO(year().png(1.0))) as small:
        assert small.size == (442, 180)


def test_bars_of_a_picture_end_where_the_drawing_says():
    chart = bars([("自然资源", 10), ("民政", 5)])
    with Image.open(BytesIO(chart.png(2.0))) as picture:
        for shape in shapes(chart, Polygon):
            left, bottom, right = (
                shape.points[0] * 2,
                picture.height - (shape.points[1] + 3) * 2,
                shape.points[2] * 2,
            )
            assert picture.getpixel((round(left) + 4, round(bottom))) == (0x1F, 0x4E, 0x79)
            assert picture.getpixel((round(right) - 3, round(bottom))) == (0x1F, 0x4E, 0x79)
            assert picture.getpixel((round(right) + 3, round(bottom))) != (0x1F, 0x4E, 0x79)  # fmt: skip


def test_dashes_go_round_corners_with_the_same_rhythm():
    drawn = _dashed([(0, 0), (7, 0), (7, 7)], [4, 2])
    assert drawn == [[(0, 0), (4, 0)], [(6, 0), (7, 0), (7, 3)], [(7, 5), (7, 7)]]
    assert sum(dist(a, b) for stretch in drawn for a, b in pairwise(stretch)) == 10


@pytest.mark.qt
@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("dark", [False, True])
def test_the_window_draws_it_on_no_ground_and_fills_nothing_by_mistake(dark):
    from PySide6.QtCore import QByteArray
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    picture = QImage(442, 180, QImage.Format.Format_ARGB32)
    picture.fill(0)
    renderer = QSvgRenderer(QByteArray(year().svg(dark=dark)))
    painter = QPainter(picture)
    renderer.render(painter)
    painter.end()
    clear = sum(picture.pixelColor(x, y).alpha() == 0 for x in range(442) for y in range(180))
    assert renderer.isValid()
    assert 0.85 < clear / (442 * 180) < 0.97


def text_of(pdf: bytes) -> str:
    return "".join(pages_of(pdf))


def pages_of(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(BytesIO(pdf)).pages]


def contrast(one: str, other: str) -> float:
    brighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
