"""The line over the day: somebody's visit was half written down when the program was left."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout

from app.services.drafts import KeptDraft
from app.ui.theme import space
from app.ui.widgets.buttons import link
from app.ui.widgets.plain import PlainLabel


class DraftLine(QFrame):
    """有一份没有登记完的草稿 · 接着登记. Hidden while there is none."""

    def __init__(self, go_on: Callable[[], object]) -> None:
        super().__init__()
        self.setProperty("part", "notice")
        self.sentence = PlainLabel()
        self.go_on_button = link("接着登记")
        self.go_on_button.clicked.connect(lambda: go_on())
        row = QHBoxLayout(self)
        row.setContentsMargins(space(3), space(1), space(2), space(1))
        row.addWidget(self.sentence)
        row.addWidget(self.go_on_button)
        row.addStretch(1)
        self.hide()

    def show_kept(self, kept: KeptDraft | None) -> None:
        """What the register keeps of an unfinished reception now, if anything."""
        if kept is not None:
            at = kept.saved_at
            self.sentence.setText(f"有一份没有登记完的草稿（{at.month}月{at.day}日 {at:%H:%M} 保存）")
        self.setVisible(kept is not None)
