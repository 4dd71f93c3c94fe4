"""The rail at the left: a picture and a word for each page, never a picture alone."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QSizePolicy, QToolButton, QVBoxLayout

from app.ui.icons import icon
from app.ui.theme import space
from app.ui.widgets.plain import plain_tooltip

WIDTH = 76
LARGEST = 36  # of a picture: at twice the text seven of them still stand above one another on 768 lines


class RailButton(QToolButton):
    """One page's word under its picture."""

    def __init__(self, title: str, icon_name: str, shortcut: str) -> None:
        super().__init__()
        self._icon_name = icon_name
        self.setText(title)
        self.setProperty("kind", "rail")
        self.setCheckable(True)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"{title}，{shortcut}")
        plain_tooltip(self, f"{title}　{shortcut}")
        self._draw()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.FontChange}:
            self._draw()

    def _draw(self) -> None:
        palette = self.palette()
        line = self.fontMetrics().height()
        side = min(round(line * 1.35), LARGEST)
        self.setIconSize(QSize(side, side))
        self.setMinimumSize(self.fontMetrics().horizontalAdvance("登记登记"), side + line + space(5))
        self.setIcon(
            icon(self._icon_name, palette.buttonText().color(), active=palette.link().color(), size=side)
        )


class Rail(QFrame):
    """All pages in order.

    Signals:
        chosen: The clerk wants another page; carries its key.
    """

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "rail")
        self.setAccessibleName("页面")
        self._group = QButtonGroup(self)
        self._buttons: dict[str, RailButton] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(space(1), space(3), space(1), space(3))
        self._column.setSpacing(space(1))
        self._column.addStretch(1)
        self.setMinimumWidth(WIDTH)

    def add(self, key: str, title: str, icon_name: str, shortcut: str, *, at_foot: bool = False) -> None:
        """Put a page's word on the rail; the settings go to its foot."""
        button = RailButton(title, icon_name, shortcut)
        button.clicked.connect(lambda: self.chosen.emit(key))
        self._group.addButton(button)
        self._buttons[key] = button
        self._column.insertWidget(self._column.count() - (0 if at_foot else 1), button)

    def mark(self, key: str) -> None:
        """Show which page is open."""
        self._buttons[key].setChecked(True)
