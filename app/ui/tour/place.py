"""Where the tour's card stands: beside what it points at, never over it."""

from PySide6.QtCore import QPoint, QRect, QSize

GAP, EDGE = 16, 12


def place_card(room: QRect, spot: QRect, card: QSize) -> QPoint:
    """The card's corner: right of the spot, else below, above, left; where none has room, the emptiest corner."""
    for corner in _beside(room, spot, card):
        if room.adjusted(EDGE, EDGE, -EDGE, -EDGE).contains(QRect(corner, card)):
            return corner
    return min(_corners(room, card), key=lambda corner: _covered(spot, QRect(corner, card)))


def _beside(room: QRect, spot: QRect, card: QSize) -> list[QPoint]:
    across = _within(spot.center().x() - card.width() // 2, room.left(), room.right() - card.width())
    down = _within(spot.top(), room.top(), room.bottom() - card.height())
    return [
        QPoint(spot.right() + GAP, down),
        QPoint(across, spot.bottom() + GAP),
        QPoint(across, spot.top() - GAP - card.height()),
        QPoint(spot.left() - GAP - card.width(), down),
    ]


def _corners(room: QRect, card: QSize) -> list[QPoint]:
    left, right = room.left() + EDGE, room.right() - EDGE - card.width()
    top, bottom = room.top() + EDGE, room.bottom() - EDGE - card.height()
    return [QPoint(x, y) for x in (right, left) for y in (bottom, top)]


def _within(wanted: int, least: int, most: int) -> int:
    return max(least + EDGE, min(wanted, most - EDGE))


def _covered(spot: QRect, card: QRect) -> int:
    both = spot.intersected(card)
    return both.width() * both.height() if both.isValid() else 0
