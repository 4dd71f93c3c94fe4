"""The head of a matter's page: number, subject, where it stands, and the few facts one asks first."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.core.dates import chinese_date
from app.core.matters import FINISHED, Matter
from app.core.receptions import CHANNELS, PURPOSES
from app.core.routes import ROUTES
from app.services.matters import MatterView
from app.ui.theme import Tone, Type, space
from app.ui.widgets.buttons import link
from app.ui.widgets.plain import Badge, PlainLabel


class MatterHeader(QWidget):
    """Three lines that fit a glance.

    Signals:
        correction_requested: Something that stands here is wrong.
    """

    correction_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.number = PlainLabel("", Type.LEAD, soft=True).selectable()
        self.state = Badge("", Tone.ACTION)
        self._external = PlainLabel("", Type.CAPTION).selectable()
        self.title = PlainLabel("", Type.TITLE, strong=True, wrap=True).selectable()
        self.facts = PlainLabel("", soft=True, wrap=True)
        self.correct_button = link("更正…", icon_name="edit", tip="更正事由、目的、分类、来源、登记日期　F2")
        self.correct_button.clicked.connect(self.correction_requested)
        top = QHBoxLayout()
        top.setSpacing(space(3))
        top.addWidget(self.number)
        top.addWidget(self.state)
        top.addStretch(1)
        top.addWidget(self._external)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(1))
        column.addLayout(top)
        column.addWidget(self.title)
        column.addLayout(self._facts_row())

    def show_view(self, view: MatterView) -> None:
        matter = view.matter
        self.number.setText(matter.number)
        self.state.show_word(view.state, Tone.CLOSED if matter.state in FINISHED else Tone.ACTION)
        self._external.setText(f"官方系统编号 {matter.external_number}" if matter.external_number else "")
        self.title.setText(matter.title)
        self.facts.setText(" · ".join(facts(view)))
        self.correct_button.setVisible(not (view.hidden or matter.voided))

    def _facts_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(space(2))
        row.addWidget(self.facts, 1)
        row.addWidget(self.correct_button, 0, Qt.AlignmentFlag.AlignTop)
        return row


def facts(view: MatterView) -> list[str]:
    """Who, how, where, what kind, who has it now; what is not known is left out."""
    matter, names = view.matter, view.names
    unit, accused = names.get(matter.unit_id, ""), names.get(matter.accused_unit_id, "")
    found = [
        _who(view),
        CHANNELS.get(matter.receptions[0].channel, "") if matter.receptions else "",
        names.get(matter.village_id, ""),
        PURPOSES.get(matter.purpose, ""),
        ROUTES[matter.route].label if matter.route in ROUTES else "",
        names.get(matter.category, ""),
        f"现由{unit}办理" if unit else "",
        f"被反映单位：{accused}" if accused else "",
        f"被反映人：{matter.accused}" if matter.accused else "",
        *_from_above(view),
        _times(matter),
    ]
    return [fact for fact in found if fact]


def _who(view: MatterView) -> str:
    if view.hidden:
        return ""
    heads = max((part.head_count for part in view.matter.receptions), default=1)
    name = view.people[0].name if view.people else "匿名"
    return f"{name}等{heads}人" if heads > 1 else name


def _times(matter: Matter) -> str:
    standing = [part for part in matter.receptions if not part.voided]
    return f"已登记{len(standing)}次" if len(standing) > 1 else ""


def _from_above(view: MatterView) -> list[str]:
    """Who passed it down, and by when they want to hear."""
    matter = view.matter
    if view.hidden or matter.arrival == "direct":
        return []
    due = matter.superior_due_on
    return [matter.source, f"上级要求{chinese_date(due)}前反馈" if due else ""]
