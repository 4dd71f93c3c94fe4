"""The head of a matter's page: number, subject, where it stands, and the few facts one asks first."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.core.matters import FINISHED, Matter
from app.core.receptions import CHANNELS, PURPOSES
from app.services.matters import MatterView
from app.services.shipped import classification
from app.ui.theme import Tone, Type, space
from app.ui.widgets.plain import Badge, PlainLabel


class MatterHeader(QWidget):
    """Three lines that fit a glance."""

    def __init__(self) -> None:
        super().__init__()
        self.number = PlainLabel("", Type.LEAD, soft=True).selectable()
        self.state = Badge("", Tone.ACTION)
        self._external = PlainLabel("", Type.CAPTION).selectable()
        self.title = PlainLabel("", Type.TITLE, strong=True, wrap=True).selectable()
        self.facts = PlainLabel("", soft=True, wrap=True)
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
        column.addWidget(self.facts)

    def show_view(self, view: MatterView) -> None:
        matter = view.matter
        self.number.setText(matter.number)
        self.state.show_word(view.state, Tone.CLOSED if matter.state in FINISHED else Tone.ACTION)
        self._external.setText(f"官方系统编号 {matter.external_number}" if matter.external_number else "")
        self.title.setText(matter.title)
        self.facts.setText(" · ".join(facts(view)))


def facts(view: MatterView) -> list[str]:
    """Who, how, where, what kind, who has it now; what is not known is left out."""
    matter, names = view.matter, view.names
    unit = names.get(matter.unit_id, "")
    found = [
        _who(view),
        CHANNELS.get(matter.receptions[0].channel, "") if matter.receptions else "",
        names.get(matter.village_id, ""),
        PURPOSES.get(matter.purpose, ""),
        classification().path(matter.category),
        f"现由{unit}办理" if unit else "",
        f"被反映单位：{names[matter.accused_unit_id]}" if matter.accused_unit_id in names else "",
        f"被反映人：{matter.accused}" if matter.accused else "",
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
