"""Measures whether every word on a page can be read whole: nothing cut off at the right, below, or by what is around it."""

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QCheckBox,
    QLabel,
    QLineEdit,
    QToolButton,
    QWidget,
)

from app.ui.widgets.options import Option
from app.ui.widgets.plain import ElidedLabel, PictureLabel

ON_PURPOSE = (ElidedLabel, PictureLabel)  # end in … and say the rest in their tooltip; or hold no text
SLACK = 2  # pixels of rounding


def cut_off(place: QWidget) -> list[str]:
    """A line for each text on `place` that cannot be read whole."""
    found = []
    for widget in place.findChildren(QWidget):
        if not widget.isVisible() or not _text(widget) or isinstance(widget, ON_PURPOSE):
            continue
        why = _too_small(widget) or _outside(widget, place)
        if why:
            found.append(f"{type(widget).__name__}“{_text(widget)[:24]}”：{why}")
    return found


def _text(widget: QWidget) -> str:
    if isinstance(widget, QToolButton) and widget.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly:
        return ""
    if isinstance(widget, QLabel | QAbstractButton):
        return widget.text()
    return widget.text() if isinstance(widget, QLineEdit) else ""


def _too_small(widget: QWidget) -> str:
    if isinstance(widget, QLineEdit):
        high = widget.fontMetrics().height()
        return "" if widget.contentsRect().height() + SLACK >= high else f"高{widget.height()}，字高{high}"
    if isinstance(widget, QLabel):
        return _label(widget)
    if isinstance(widget, Option):
        needs = widget.heightForWidth(widget.width())
        return "" if widget.height() + SLACK >= needs else f"高{widget.height()}，要{needs}"
    needs = widget.minimumSizeHint() if isinstance(widget, QCheckBox) else _words(widget)
    if widget.width() + SLACK < needs.width() or widget.height() + SLACK < needs.height():
        return f"{widget.width()}×{widget.height()}，要{needs.width()}×{needs.height()}"
    return ""


def _words(button: QWidget) -> QSize:
    assert isinstance(button, QAbstractButton)
    return button.fontMetrics().size(0, button.text().replace("&&", "&"))


def _label(label: QLabel) -> str:
    room = label.contentsRect()
    if label.wordWrap():
        needs = label.heightForWidth(label.width())
        return "" if label.height() + SLACK >= needs else f"高{label.height()}，要{needs}"
    words = label.fontMetrics().size(0, label.text())
    if room.width() + SLACK < words.width() or room.height() + SLACK < words.height():
        return f"{room.width()}×{room.height()}，要{words.width()}×{words.height()}"
    return ""


def _outside(widget: QWidget, place: QWidget) -> str:
    """Whether something around it shows only a part of it; what scrolls down may stand below."""
    around, scrolls = widget.parentWidget(), False
    while around is not None:
        corner = widget.mapTo(around, widget.rect().bottomRight())
        if corner.x() > around.width() + SLACK:
            return f"右边被截去{corner.x() - around.width()}"
        if not scrolls and corner.y() > around.height() + SLACK:
            return f"下边被截去{corner.y() - around.height()}"
        area = around.parentWidget()
        scrolls = (
            scrolls
            or (isinstance(area, QAbstractScrollArea) and area.viewport() is around)
            or (isinstance(area, QWidget) and isinstance(area.parentWidget(), QAbstractScrollArea))
        )
        if around is place:
            break
        around = around.parentWidget()
    return ""


def settle() -> None:
    """Let layouts that hang on each other come to rest, and what is laid bit by bit be laid."""
    for _ in range(40):
        QApplication.processEvents()
        if not _is_laying():
            break
    for _ in range(4):
        QApplication.processEvents()


def _is_laying() -> bool:
    timers = (timer for window in QApplication.topLevelWidgets() for timer in window.findChildren(QTimer))
    return any(timer.isActive() and timer.interval() == 0 for timer in timers)
