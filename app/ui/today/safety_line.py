"""The line over the day that says how it stands with the copies: red when work lies on this disk alone."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QFrame, QHBoxLayout

from app.services.safety import SafetyStanding
from app.ui.spoken import spoken_day
from app.ui.theme import Tone, Type, space
from app.ui.widgets.buttons import link
from app.ui.widgets.plain import PlainLabel, restyle

GO = "去备份"


class SafetyLine(QFrame):
    """Two truths: the last copy off this disk and the last rehearsal; hidden while there is nothing to say."""

    def __init__(self, go: Callable[[], object]) -> None:
        super().__init__()
        self.copy_label = PlainLabel("", Type.CAPTION, wrap=True)
        self.drill_label = PlainLabel("", Type.CAPTION, wrap=True)
        self.go_button = link(GO)
        self.go_button.clicked.connect(lambda: go())
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(space(3), space(1), space(2), space(1))
        row.setSpacing(space(5))
        row.addWidget(self.copy_label)
        row.addWidget(self.drill_label)
        row.addWidget(self.go_button)
        row.addStretch(1)
        self.hide()

    def show_standing(self, standing: SafetyStanding, today: date) -> None:
        """As it stands today; the tone says how much it presses."""
        presses = standing.due or standing.disk_is_gone
        copy_tone = Tone.LATE if standing.red else Tone.SOON if presses else None
        drill_tone = Tone.LATE if standing.drill and not standing.drill.ok else None
        self.copy_label.setText(copy_words(standing, today))
        self.copy_label.set_tone(copy_tone)
        self.drill_label.setText(drill_words(standing, today))
        self.drill_label.set_tone(drill_tone)
        self.copy_label.setVisible(bool(self.copy_label.text()))
        self.drill_label.setVisible(bool(self.drill_label.text()))
        self.go_button.setVisible(bool(copy_tone or drill_tone))
        self._row.setStretch(0, 3 if copy_tone else 0)
        self._row.setStretch(1, 3 if drill_tone else 0)
        self._row.setStretch(3, 0 if copy_tone or drill_tone else 1)
        self._wear(Tone.LATE if Tone.LATE in {copy_tone, drill_tone} else copy_tone)
        self.setVisible(bool(self.copy_label.text() or self.drill_label.text()))

    def _wear(self, tone: Tone | None) -> None:
        self.setProperty("part", "notice" if tone else "")
        self.setProperty("tone", tone.value if tone else "")
        restyle(self)


def copy_words(standing: SafetyStanding, today: date) -> str:
    """Which work no stick holds, or when a stick last took all of it; nothing on the first day."""
    gone = "第二块硬盘找不到了，每天的备份没有做。" if standing.disk_is_gone else ""
    if standing.due:
        since = f"最早的已有{standing.days}天"
        return f"{gone}有{standing.counted}还没有备份到U盘，{since}；电脑坏了就找不回来。"
    if gone:
        return gone
    return f"U盘备份：{spoken_day(standing.last_on, today)}" if standing.last_on else ""


def drill_words(standing: SafetyStanding, today: date) -> str:
    """How the last rehearsal of a restore ended."""
    if standing.drill is None:
        return ""
    day = spoken_day(standing.drill.on, today)
    if standing.drill.ok:
        return f"恢复演练：{day}成功"
    return f"{day}的恢复演练没有通过：备份“{standing.drill.name}”不能用，请马上重新备份。"
