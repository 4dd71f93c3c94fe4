"""The strip above the table: what the check found, in words and signs, never in colour alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.core.dates import chinese_date
from app.core.figures import Count
from app.services.month import MonthTable
from app.ui.theme import Tone, space
from app.ui.widgets.buttons import Button, link
from app.ui.widgets.plain import ElidedLabel

_SIGNS = {Tone.DONE: "●", Tone.LATE: "▲", Tone.SOON: "▲", Tone.CLOSED: "○"}


@dataclass(frozen=True)
class Guard:
    """One finding. With a `figure` it is a door to the records behind it."""

    sentence: str
    tone: Tone
    figure: str = ""

    @property
    def text(self) -> str:
        return f"{_SIGNS[self.tone]} {self.sentence}"


def findings(table: MonthTable, today: date, *, checked: bool) -> tuple[Guard, ...]:
    """What stands above the table of a period on this day."""
    broken = tuple(Guard(sentence, Tone.LATE) for sentence in table.guard)
    sums = broken or (Guard("各项合计相符", Tone.DONE if checked or table.closed else Tone.CLOSED),)
    return (*sums, *_late(table), *_over(table, today))


def _late(table: MonthTable) -> tuple[Guard, ...]:
    late = table.figures.get("overdue")
    number = late.value if isinstance(late, Count) else 0
    return (Guard(f"{number}件超期", Tone.SOON, "overdue"),) if number else ()


def _over(table: MonthTable, today: date) -> tuple[Guard, ...]:
    if table.closed:
        return ()
    if table.period.end > today:
        return (Guard(f"本期到{chinese_date(table.period.end)}结束，数字算到今天", Tone.CLOSED),)
    return ()


class GuardStrip(QWidget):
    """All findings in a row.

    Signals:
        jumped: The clerk wants the records behind a finding; carries the figure.
    """

    jumped = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("校核结果")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(space(3))
        self._row.addStretch(1)
        self._shown: list[QWidget] = []
        self._guards: tuple[Guard, ...] = ()

    def show_guards(self, guards: Sequence[Guard]) -> None:
        if tuple(guards) == self._guards:
            return
        self._guards = tuple(guards)
        for widget in self._shown:
            self._row.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._shown = [self._widget(guard) for guard in guards]
        for at, widget in enumerate(self._shown):
            self._row.insertWidget(at, widget)

    def sentences(self) -> tuple[str, ...]:
        return tuple(guard.text for guard in self._guards)

    def doors(self) -> tuple[Button, ...]:
        return tuple(widget for widget in self._shown if isinstance(widget, Button))

    def _widget(self, guard: Guard) -> QWidget:
        if not guard.figure:
            return ElidedLabel(guard.text, tone=guard.tone)
        door = link(f"{guard.text}，看明细")
        door.clicked.connect(lambda: self.jumped.emit(guard.figure))
        return door
