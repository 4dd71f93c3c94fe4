"""The quiet line over the questions: what stood here was typed before the program last ended."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from app.ui.theme import space
from app.ui.widgets.buttons import link
from app.ui.widgets.plain import PlainLabel


class RestoredBar(QFrame):
    """Says that a draft was restored, or that one cannot be kept now.

    Signals:
        thrown_away: The clerk does not want it.
    """

    thrown_away = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("part", "notice")
        self.sentence = PlainLabel("", wrap=True)
        self.throw_button = link("放弃", tip="清空本页，从头登记")
        self.throw_button.setAccessibleName("放弃恢复的内容")
        row = QHBoxLayout(self)
        row.setContentsMargins(space(3), space(1), space(2), space(1))
        row.addWidget(self.sentence, 1)
        row.addWidget(self.throw_button)
        self.throw_button.clicked.connect(self.thrown_away)
        self.hide()

    def show_restored(self, saved_at: datetime) -> None:
        self._say(
            f"上次没有登记完的内容已恢复（{saved_at.month}月{saved_at.day}日 {saved_at:%H:%M} 保存）",
            offered=True,
        )

    def show_not_kept(self, sentence: str) -> None:
        """The disk does not take it; what stands on the page is still there."""
        self._say(f"正在填写的内容暂时没有存盘，请尽快登记。{sentence}", offered=False)

    def _say(self, sentence: str, *, offered: bool) -> None:
        self.sentence.setText(sentence)
        self.throw_button.setVisible(offered)
        self.show()
