"""The line that asks, twice a year, for the paper with the recovery code."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QFrame, QHBoxLayout

from app.services.paper_drills import PaperStanding
from app.ui.spoken import spoken_day
from app.ui.theme import Tone, space
from app.ui.widgets.buttons import link
from app.ui.widgets.plain import PlainLabel, restyle

GO = "核对恢复码…"


class PaperLine(QFrame):
    """那张恢复码还找得到吗. Hidden until it is time."""

    def __init__(self, go: Callable[[], object]) -> None:
        super().__init__()
        self.setProperty("part", "notice")
        self.setProperty("tone", Tone.SOON.value)
        self.label = PlainLabel("", wrap=True)
        self.go_button = link(GO)
        self.go_button.clicked.connect(lambda: go())
        row = QHBoxLayout(self)
        row.setContentsMargins(space(3), space(1), space(2), space(1))
        row.addWidget(self.label, 1)
        row.addWidget(self.go_button)
        restyle(self)
        self.hide()

    def show_standing(self, held: PaperStanding | None, today: date) -> None:
        """As it stands today."""
        due = held is not None and held.due
        if due and held:
            last = f"上一次是{spoken_day(held.last_on, today)}" if held.last_on else "还没有核对过"
            self.label.setText(
                f"请找出恢复码那张纸（编号 {held.number}），看着纸输入其中两组，{last}。电脑坏了、密码忘了，全靠它。"
            )
        self.setVisible(due)
