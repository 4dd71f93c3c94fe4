"""A picture of the manual, large: what was clicked in the text."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPixmap
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from app.ui.help.pages import picture_of
from app.ui.theme import space
from app.ui.widgets.buttons import link
from app.ui.widgets.plain import PictureLabel

ROOM = 24  # of the sheet around the picture, in quarter letters


class LargePicture(QWidget):
    """One picture of ours as it was taken.

    Signals:
        left: Back to the text.
    """

    left = Signal()

    def __init__(self, address: str) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        path = picture_of(address)
        self._picture = QPixmap(str(path)) if path else QPixmap()
        self.back_link = link("回到帮助", icon_name="back")
        self.back_link.clicked.connect(self.left)
        area = QScrollArea()
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(PictureLabel(self._picture))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(2))
        column.addWidget(self.back_link, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(area, 1)

    def wish(self) -> int:
        """How wide the sheet around it should be."""
        return self._picture.width() + space(ROOM)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
