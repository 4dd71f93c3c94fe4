"""The strip above the table: what the check found, in words and signs, never in colour alone."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from app.core.dates import chinese_date
from app.core.figures import AXES, BY_ID, Count
from app.services.month import MonthTable
from app.ui.month.doors import Door
from app.ui.month.rows import CORRECTIONS
from app.ui.theme import Tone, space
from app.ui.widgets.buttons import Button, link
from app.ui.widgets.flow_layout import FlowLayout
from app.ui.widgets.plain import ElidedLabel

_SIGNS = {Tone.DONE: "●", Tone.LATE: "▲", Tone.SOON: "▲", Tone.CLOSED: "○"}

_LONGEST = 26  # letters of a door; the whole sentence is in its tip


@dataclass(frozen=True)
class Guard:
    """One finding. With a `door` it leads to a number, with a `part` to a part of the table."""

    sentence: str
    tone: Tone
    door: Door | None = None
    part: str = ""

    @property
    def text(self) -> str:
        return f"{_SIGNS[self.tone]} {self.sentence}"


def findings(table: MonthTable, today: date, *, checked: bool) -> tuple[Guard, ...]:
    """What stands above the table of a period on this day."""
    broken = tuple(Guard(sentence, Tone.LATE, *door_of(sentence)) for sentence in table.guard)
    sums = broken or (Guard("各项合计相符", Tone.DONE if checked or table.closed else Tone.CLOSED),)
    return (*sums, *_nothing(table), *_late(table), *_corrections(table), *_over(table, today))


def door_of(sentence: str) -> tuple[Door | None, str]:
    """The number that a sentence of the guard is about: the total that does not fit, else the first one named."""
    for axis in AXES:
        if sentence.startswith(f"按{axis.name}合计"):
            return None, axis.id
    names = {figure.name.removeprefix("其中："): name for name, figure in BY_ID.items()}
    total = re.search(r"与([^0-9，。]+)[0-9]+件?不符$", sentence)
    if total and total[1] in names:
        return Door(names[total[1]]), ""
    named = min(
        (name for name in names if name in sentence),
        key=lambda it: (sentence.index(it), -len(it)),
        default="",
    )
    return (Door(names[named]), "") if named else (None, "")


def _nothing(table: MonthTable) -> tuple[Guard, ...]:
    """零报告: nothing happened, and that too is reported."""
    return (Guard("本期无信访事项，可作零报告", Tone.DONE),) if table.nothing_happened else ()


def _late(table: MonthTable) -> tuple[Guard, ...]:
    late = table.figures.get("overdue")
    number = late.value if isinstance(late, Count) else 0
    return (Guard(f"{number}件超期", Tone.SOON, Door("overdue")),) if number else ()


def _corrections(table: MonthTable) -> tuple[Guard, ...]:
    """对上期更正, told once however many figures it touches."""
    number = sum(len(one.changes) for one in table.corrections)
    return (Guard(f"对上期更正{number}项", Tone.SOON, part=CORRECTIONS),) if number else ()


def _over(table: MonthTable, today: date) -> tuple[Guard, ...]:
    if table.closed:
        return ()
    if table.period.end > today:
        return (Guard(f"本期到{chinese_date(table.period.end)}结束，数字算到今天", Tone.CLOSED),)
    return ()


class GuardStrip(QWidget):
    """All findings in a row, or in two where there is no room.

    Signals:
        jumped: The clerk wants the records behind a finding; carries the door.
        part_wanted: The clerk wants a part of the table; carries its key.
    """

    jumped, part_wanted = Signal(object), Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("校核结果")
        self._row = FlowLayout(self, gap=space(3))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
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
        broken = [guard for guard in guards if guard.tone == Tone.LATE]
        together = len(broken) > 1
        self._shown = [self._many(broken)] if together else []
        self._shown += [self._widget(guard) for guard in guards if not (together and guard in broken)]
        for widget in self._shown:
            self._row.addWidget(widget)

    def sentences(self) -> tuple[str, ...]:
        return tuple(guard.text for guard in self._guards)

    def doors(self) -> tuple[Button, ...]:
        return tuple(widget for widget in self._shown if isinstance(widget, Button))

    def open_broken(self, beside: QWidget) -> QMenu:
        """Every sum that is wrong, each a door."""
        menu = QMenu(beside)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for guard in self._guards:
            if guard.tone == Tone.LATE:
                action = menu.addAction(guard.sentence)
                action.triggered.connect(lambda _=False, guard=guard: self._go(guard))
        menu.popup(beside.mapToGlobal(QPoint(0, beside.height() + space(1))))
        menu.setActiveAction(menu.actions()[0])
        return menu

    def _many(self, broken: Sequence[Guard]) -> QWidget:
        """Several sentences would push the table off the screen."""
        door = link(f"{_SIGNS[Tone.LATE]} {len(broken)}处合计不符，逐处看…")
        door.clicked.connect(lambda: self.open_broken(door))
        return door

    def _widget(self, guard: Guard) -> QWidget:
        if not (guard.door or guard.part):
            label = ElidedLabel(guard.text, tone=guard.tone)
            label.setContentsMargins(0, space(1), 0, space(1))  # on one line with the words of the doors
            return label
        said = guard.text if len(guard.text) <= _LONGEST else f"{guard.text[:_LONGEST]}…"
        door = link(f"{said}，看明细", tip=guard.sentence)
        door.setAccessibleName(f"{guard.sentence}，看明细")
        door.clicked.connect(lambda: self._go(guard))
        return door

    def _go(self, guard: Guard) -> None:
        if guard.door:
            self.jumped.emit(guard.door)
        else:
            self.part_wanted.emit(guard.part)
