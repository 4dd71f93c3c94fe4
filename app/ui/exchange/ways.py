"""One row per period: 已写入U盘 → 县局已收 → 已处理, with what was in it and the one thing to do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.core.periods import Period
from app.ui.exchange.words import STATES
from app.ui.theme import Tone, Type, space
from app.ui.widgets.buttons import Button, Kind, link
from app.ui.widgets.flow_layout import FlowRow
from app.ui.widgets.plain import ElidedLabel, PlainLabel


@dataclass(frozen=True)
class Way:
    """How far a period has come. `state` is empty while nothing was written, `closed_on` while it is open."""

    period: Period
    closed_on: date | None = None
    state: str = ""
    written_on: str = ""
    contents: str = ""
    times: int = 0
    verb: str = ""
    reason: str = ""
    next: bool = False
    bundle_id: str = ""

    def stages(self) -> tuple[tuple[str, bool], ...]:
        """The three states in words, each with whether it is reached."""
        reached = list(STATES).index(self.state) if self.state else -1
        return tuple((word, at <= reached) for at, word in enumerate(STATES.values()))


class WayRow(QFrame):
    """A period on its way to the county.

    Signals:
        acted: The button was pressed; carries the period's id.
        signed_for: The county signed the cover sheet; carries the bundle's id.
    """

    acted = Signal(str)
    signed_for = Signal(str)

    def __init__(self, way: Way) -> None:
        super().__init__()
        self.way = way
        self.setProperty("part", "card")
        self.setAccessibleName("，".join((way.period.name, spoken(way), way.contents)))
        self.action_button = Button(way.verb, Kind.PRIMARY if way.next else Kind.QUIET, icon_name=_icon(way))
        self.action_button.set_allowed(not way.reason, way.reason)
        self.action_button.setAccessibleDescription(way.reason or way.period.name)
        self.action_button.clicked.connect(lambda: self.acted.emit(way.period.id))
        row = QHBoxLayout(self)
        row.setContentsMargins(space(4), space(3), space(4), space(3))
        row.setSpacing(space(4))
        row.addLayout(self._words(), 1)
        self.signed_button: Button | None = None
        if way.state == "written":
            self.signed_button = link("登记县局签收")
            self.signed_button.setAccessibleDescription(way.period.name)
            self.signed_button.clicked.connect(lambda: self.signed_for.emit(way.bundle_id))
            row.addWidget(self.signed_button)
        row.addWidget(self.action_button)

    def stops(self) -> list[QWidget]:
        """Where the keyboard stops on its way through the row."""
        return [self.signed_button, self.action_button] if self.signed_button else [self.action_button]

    def _words(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(space(1))
        top, below = QHBoxLayout(), FlowRow(*_stage_labels(self.way.stages()))
        top.setSpacing(space(4))
        top.addWidget(PlainLabel(self.way.period.name, Type.LEAD, strong=True))
        top.addWidget(ElidedLabel(self._small_print(), Type.CAPTION), 1)
        column.addLayout(top)
        column.addWidget(below)
        return column

    def _small_print(self) -> str:
        way = self.way
        closed = f"{_day(way.closed_on)}结账" if way.closed_on else "还没有结账"
        written = f"{_day(date.fromisoformat(way.written_on))}写入" if way.written_on else ""
        again = f"共导出{way.times}次" if way.times > 1 else ""
        return "　·　".join(part for part in (closed, written, way.contents, again) if part)


def spoken(way: Way) -> str:
    """Where it stands, in one word."""
    return STATES.get(way.state, "还没有导出" if way.closed_on else "还没有结账")


def _stage_labels(stages: Sequence[tuple[str, bool]]) -> list[PlainLabel]:
    labels = []
    for at, (word, reached) in enumerate(stages):
        arrow, mark = "→ " if at else "", "●" if reached else "○"
        labels.append(PlainLabel(f"{arrow}{mark} {word}", tone=Tone.DONE if reached else Tone.CLOSED))
    return labels


def _icon(way: Way) -> str:
    return "usb" if way.closed_on else "month"


def _day(day: date | None) -> str:
    return f"{day.month}月{day.day}日" if day else ""
