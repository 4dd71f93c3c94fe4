"""The tour's card: what this is, in a few lines, and the three ways on."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.ui.theme import Type, clothe, space
from app.ui.tour.stops import Stop
from app.ui.widgets.buttons import link, primary, quiet
from app.ui.widgets.plain import PlainLabel

WIDTH_IN_LETTERS = 24
LEFT, RIGHT = 5, 4
_WAYS = {int(Qt.Key.Key_Right): 1, int(Qt.Key.Key_Left): -1}


class TourCard(QFrame):
    """One stop in words. Enter or → goes on, ← back, Esc ends; only while the card has the keyboard.

    Signals:
        moved: On (+1) or back (-1).
        skipped: The clerk has seen enough.
    """

    moved = Signal(int)
    skipped = Signal()

    def __init__(self, ground: QWidget) -> None:
        super().__init__(ground)
        self.setProperty("part", "popup")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.count, self.title = PlainLabel("", Type.CAPTION, soft=True), PlainLabel("", Type.TITLE)
        self.text = PlainLabel("", wrap=True)
        self.skip_button, self.back_button = link("跳过"), quiet("上一步")
        self.next_button = primary("下一步")
        self.skip_button.clicked.connect(self.skipped)
        self.back_button.clicked.connect(lambda: self.moved.emit(-1))
        self.next_button.clicked.connect(lambda: self.moved.emit(1))
        self._build()
        clothe(self)
        self.hide()

    def show_stop(self, stop: Stop, number: int, of: int) -> None:
        """The words of a stop; the last one says 完成."""
        self.count.setText(f"新手引导　第{number}步，共{of}步")
        self.title.setText(stop.title)
        self.text.setText(stop.text)
        self.setAccessibleName(f"新手引导第{number}步，共{of}步：{stop.title}")
        self.setAccessibleDescription(stop.text)
        self.back_button.setEnabled(number > 1)
        self.next_button.set_verb("下一步" if number < of else "完成")
        self.next_button.setAccessibleDescription(f"{stop.title}。{stop.text}")
        self.skip_button.setVisible(number < of)
        width = self.fontMetrics().horizontalAdvance("字" * WIDTH_IN_LETTERS)
        self.setFixedWidth(width)
        self.text.setFixedHeight(self.text.heightForWidth(width - space(LEFT + RIGHT) - 2))
        self.adjustSize()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrow keys mean the tour, not the next button."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._means(event.key()):
            return True
        return super().eventFilter(watched, event)

    def _means(self, key: int) -> bool:
        if key == Qt.Key.Key_Escape:
            self.skipped.emit()
        elif key in _WAYS:
            self.moved.emit(_WAYS[key])
        else:
            return False
        return True

    def _build(self) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(space(2))
        for button in (self.skip_button, self.back_button, self.next_button):
            button.installEventFilter(self)
        foot.addWidget(self.skip_button)
        foot.addStretch(1)
        foot.addWidget(self.back_button)
        foot.addWidget(self.next_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(space(LEFT), space(4), space(RIGHT), space(4))
        column.setSpacing(space(2))
        for part in (self.count, self.title, self.text):
            column.addWidget(part)
        column.addSpacing(space(2))
        column.addLayout(foot)
