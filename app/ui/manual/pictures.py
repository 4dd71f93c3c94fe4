"""The manual's pictures: the part of the window a step speaks of, with a ring around what it names."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen
from PySide6.QtWidgets import QAbstractScrollArea, QScrollArea, QWidget

from app.ui.desktop import load_pdf
from app.ui.manual.eyes import Seen, open_panels

WIDEST = 920  # dots; a page of the printed manual and a browser show no more
RING, RING_WIDTH, RING_ROOM = "#d9480f", 3, 5
MARGIN, LEAST = 48, QSize(520, 240)
PAPER_DOTS, PAPER_PART = 1.15, 0.5  # per point; the upper half says what the paper is
INK = 80  # letters are darker than any ground of ours
NO_PAPER = "还没有打印过文书"


def window_picture(window: QWidget, frame: str, shown: Sequence[Seen], rings: Sequence[Seen]) -> QImage:
    """A window, or the part of it that `frame` names: left, right, panel, or around what is `shown`."""
    picture = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    for one in rings:
        _ring(picture, place_of(one, window))
    return _fitted(picture.copy(_part(window, frame, shown)))


def paper_picture(pdf: bytes) -> QImage:
    """The upper half of a paper's first page, on white."""
    document, _buffer = load_pdf(pdf)
    points = document.pagePointSize(0)
    size = QSize(round(points.width() * PAPER_DOTS), round(points.height() * PAPER_DOTS))
    paper = QImage(size, QImage.Format.Format_RGB32)
    paper.fill(QColor("white"))
    painter = QPainter(paper)
    painter.drawImage(0, 0, document.render(0, size))
    painter.setPen(QColor("#c8c8c8"))
    painter.drawRect(0, 0, size.width() - 1, size.height() - 1)
    painter.end()
    return _fitted(paper.copy(0, 0, size.width(), round(size.height() * PAPER_PART)))


def window_waits_for_paper(window: QWidget) -> bool:
    """Whether a paper shown in it is still without ink."""
    return any(not _has_ink(view.viewport().grab().toImage()) for view in papers_in(window))


def papers_in(window: QWidget) -> list[QAbstractScrollArea]:
    """Where a window shows papers now."""
    views = window.findChildren(QAbstractScrollArea)
    return [view for view in views if view.inherits("QPdfView") and view.isVisible()]


def _has_ink(picture: QImage) -> bool:
    letters = picture.convertToFormat(QImage.Format.Format_Grayscale8)
    return min(bytes(letters.constBits()), default=0) < INK


def place_of(one: Seen, window: QWidget) -> QRect:
    """Where something stands in its window; nothing for what lives in a menu."""
    if isinstance(one, tuple):
        bar, at = one
        return QRect(bar.mapTo(window, bar.tabRect(at).topLeft()), bar.tabRect(at).size())
    if isinstance(one, QWidget) and window.isAncestorOf(one):
        return QRect(one.mapTo(window, QPoint(0, 0)), one.size())
    return QRect()


def bring_into_sight(one: Seen) -> None:
    """Roll the page to it, as a clerk would."""
    widget = one[0] if isinstance(one, tuple) else one
    above = widget.parentWidget() if isinstance(widget, QWidget) else None
    while above is not None and isinstance(widget, QWidget):
        content = above.widget() if isinstance(above, QScrollArea) else None
        if isinstance(above, QScrollArea) and content is not None and content.isAncestorOf(widget):
            above.ensureWidgetVisible(widget)
        above = above.parentWidget()


def _part(window: QWidget, frame: str, shown: Sequence[Seen]) -> QRect:
    whole = window.rect()
    half = whole.width() // 2
    if frame == "left":
        return QRect(0, 0, half, whole.height())
    if frame == "right":
        return QRect(half, 0, whole.width() - half, whole.height())
    if frame == "panel":
        return next((place_of(panel, window) for panel in open_panels(window)), whole)
    return _around([place_of(one, window) for one in shown], whole) if shown else whole


def _around(places: Sequence[QRect], whole: QRect) -> QRect:
    part = QRect()
    for place in places:
        part = part.united(place)
    part = part.adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN)
    wider, higher = max(LEAST.width() - part.width(), 0), max(LEAST.height() - part.height(), 0)
    part = part.adjusted(-wider // 2, -higher // 2, wider - wider // 2, higher - higher // 2)
    part.moveLeft(min(max(part.left(), 0), max(whole.width() - part.width(), 0)))
    part.moveTop(min(max(part.top(), 0), max(whole.height() - part.height(), 0)))
    return part.intersected(whole)


def _ring(picture: QImage, place: QRect) -> None:
    if place.isEmpty():
        return
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(RING), RING_WIDTH))
    painter.drawRoundedRect(place.adjusted(-RING_ROOM, -RING_ROOM, RING_ROOM, RING_ROOM), 8, 8)
    painter.end()


def _fitted(picture: QImage) -> QImage:
    if picture.width() <= WIDEST:
        return picture
    return picture.scaledToWidth(WIDEST, Qt.TransformationMode.SmoothTransformation)
