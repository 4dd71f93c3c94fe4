"""Text of at most two lines, ending in … where more would follow; all of it waits in the tooltip."""

from PySide6.QtGui import QResizeEvent

from app.ui.theme import Type
from app.ui.widgets.plain import PlainLabel, plain_tooltip

LINES = 2


class TwoLinesLabel(PlainLabel):
    """A foretaste of a longer text, such as an earlier answer."""

    def __init__(self, text: str) -> None:
        super().__init__("", Type.BODY, soft=True, wrap=True)
        self._whole = " ".join(text.split())
        self.setText(self._whole)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        shown = self._cut()
        if shown != self.text():
            self.setText(shown)
            plain_tooltip(self, self._whole if shown != self._whole else "")

    def _cut(self) -> str:
        """As many characters as two lines of this width hold."""
        metrics, room = (
            self.fontMetrics(),
            self.width() * LINES - 2 * self.fontMetrics().horizontalAdvance("国"),
        )
        if metrics.horizontalAdvance(self._whole) <= room:
            return self._whole
        end = len(self._whole)
        while end and metrics.horizontalAdvance(self._whole[:end] + "…") > room:
            end -= 1
        return self._whole[:end] + "…"
