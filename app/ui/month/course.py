"""校核 → 结账 → 打印/保存 → 导出报送包: four buttons, each saying where it stands."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.core.dates import chinese_date
from app.services.month import MonthTable
from app.ui.theme import Tone, Type, space
from app.ui.widgets.buttons import Button, Kind
from app.ui.widgets.plain import PlainLabel, restyle

FREE = "自选时段不结账"
STEPS = (("check", "校核"), ("close", "结账"), ("print", "打印/保存…"), ("export", "导出报送包"))


@dataclass(frozen=True)
class Standing:
    """One step: whether it can be taken now, what stands under it, and whether it is the next."""

    allowed: bool
    note: str
    done: bool = False
    next: bool = False


def standings(
    table: MonthTable, today: date, *, checked: bool, printed: bool, sent: str
) -> dict[str, Standing]:
    """Where the four steps stand. `sent` says in words what became of the period's bundle, if there is one."""
    closed, free = table.closed is not None, not table.period.months
    over = table.period.end <= today and not free
    after = "" if closed else FREE if free else "先结账"
    kept = "自选时段可直接打印" if free else "结账后打印" if not closed else "同一份数字，可随时补打"
    return {
        "check": Standing(not closed, _check_note(table, checked=checked), checked or closed, not checked and not closed),
        "close": Standing(
            checked and over and not closed, _close_note(table, over=over, checked=checked), closed,
            checked and over and not closed,
        ),
        "print": Standing(True, kept, next=closed and not printed and not sent),
        "export": Standing(closed, after or sent or "加密写到U盘", bool(sent), closed and printed and not sent),
    }  # fmt: skip


def _check_note(table: MonthTable, *, checked: bool) -> str:
    if table.guard:
        return "合计不符"
    return "已校核" if checked or table.closed else "核对各项合计"


def _close_note(table: MonthTable, *, over: bool, checked: bool) -> str:
    if table.closed:
        return f"{table.closed.closed_on.month}月{table.closed.closed_on.day}日已结"
    if not table.period.months:
        return FREE
    if not over:
        end = chinese_date(table.period.end).partition("年")[2]
        return f"{end}起可结"
    return "数字从此不变" if checked else "先校核"


class Course(QWidget):
    """The four buttons in their order, with an arrow between them."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("月结步骤")
        self.buttons = {key: Button(verb) for key, verb in STEPS}
        self._notes = {key: PlainLabel("", Type.CAPTION) for key, _ in STEPS}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(space(2))
        for at, (key, _) in enumerate(STEPS):
            if at:
                row.addLayout(_arrow())
            row.addLayout(self._cell(key))
        row.addStretch(1)

    def show_standings(self, standings: dict[str, Standing]) -> None:
        for key, standing in standings.items():
            button, note = self.buttons[key], self._notes[key]
            button.set_allowed(standing.allowed, standing.note)
            button.setAccessibleDescription(standing.note)
            button.setProperty("kind", (Kind.PRIMARY if standing.next else Kind.QUIET).value)
            restyle(button)
            note.setText(f"✓ {standing.note}" if standing.done else standing.note)
            note.set_tone(Tone.DONE if standing.done else None)

    def note(self, key: str) -> str:
        return self._notes[key].text()

    def _cell(self, key: str) -> QVBoxLayout:
        cell = QVBoxLayout()
        cell.setSpacing(2)
        self.buttons[key].setMinimumWidth(space(30))
        self._notes[key].setIndent(space(1))
        cell.addWidget(self.buttons[key])
        cell.addWidget(self._notes[key])
        return cell


def _arrow() -> QVBoxLayout:
    column = QVBoxLayout()
    column.addWidget(PlainLabel("→", soft=True))
    column.addWidget(PlainLabel("", Type.CAPTION))
    return column
