"""How one day of the calendar looks: a ground and a word for what it is, never the colour alone.

Green with 休 is a day off, amber with 班 a moved working day, grey a weekend; a weekend that
is only guessed has a broken edge, and a folded corner marks what this office set itself.
"""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from app.core.calendar_years import OFFICE, USUAL, YearDay
from app.ui.theme import Theme, Type

_ROUND = 4.0
_CORNER = 8.0


@dataclass(frozen=True)
class Mark:
    """What is drawn for a day; `text` is its number, or nothing in the legend."""

    text: str
    word: str = ""
    ground: str = ""
    ink: str = "ink"
    guessed: bool = False
    own: bool = False
    today: bool = False


def mark_of(day: YearDay, *, today: bool) -> Mark:
    """The mark of a day as the office's calendar has it."""
    number, own = str(day.day.day), day.kind == OFFICE
    if day.kind == USUAL:
        if day.working:
            return Mark(number, today=today)
        guessed = not day.published
        return Mark(number, "", "" if guessed else "closed_wash", "closed", guessed=guessed, today=today)
    if day.working:
        return Mark(number, "班", "soon_wash", "soon", own=own, today=today)
    return Mark(number, "休", "done_wash", "done", own=own, today=today)


LEGEND = (
    (Mark("", "休", "done_wash", "done"), "放假"),
    (Mark("", "班", "soon_wash", "soon"), "调休上班"),
    (Mark("", "", "closed_wash", "closed"), "周末"),
    (Mark("", "", "", "closed", guessed=True), "按周末推算"),
    (Mark("", "休", "done_wash", "done", own=True), "本机关设置"),
    (Mark("", "", "", today=True), "今天"),
)


def draw_mark(painter: QPainter, theme: Theme, room: QRectF, mark: Mark, *, current: bool = False) -> None:
    """Paint one day into its room."""
    sheet = room.adjusted(1, 1, -1, -1)
    _draw_ground(painter, theme, sheet, mark)
    if mark.own:
        _draw_corner(painter, theme, sheet)
    if mark.today:
        _outline(painter, sheet.adjusted(1, 1, -1, -1), QPen(theme.colour("ink"), 2), sheet.height() / 2)
    if current:
        _outline(painter, sheet, QPen(theme.colour("action"), 2), _ROUND)
    painter.setPen(theme.colour(mark.ink))
    painter.setFont(theme.face(Type.CAPTION, strong=bool(mark.word) or mark.today))
    painter.drawText(sheet, int(Qt.AlignmentFlag.AlignCenter), mark.text + mark.word)


def _draw_ground(painter: QPainter, theme: Theme, sheet: QRectF, mark: Mark) -> None:
    if mark.ground:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(mark.ground))
        painter.drawRoundedRect(sheet, _ROUND, _ROUND)
    if mark.guessed:
        _outline(painter, sheet, QPen(theme.colour("edge"), 1, Qt.PenStyle.DotLine), _ROUND)


def _draw_corner(painter: QPainter, theme: Theme, sheet: QRectF) -> None:
    corner = sheet.topRight()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("action"))
    painter.drawPolygon(QPolygonF([corner, corner - QPointF(_CORNER, 0), corner + QPointF(0, _CORNER)]))


def _outline(painter: QPainter, sheet: QRectF, pen: QPen, radius: float) -> None:
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(sheet, radius, radius)
