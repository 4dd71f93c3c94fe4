"""Before the stick is written: what will go, how it differs from last month, what the guard says, and to which stick."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QLineEdit

from app.core.exchange import CORRECTION, KINDS, MONTHLY, Order
from app.services.exchange import Prospect
from app.services.exchange_sticks import Stick
from app.ui.exchange.words import counts_sentence
from app.ui.matters.panel_form import PanelForm
from app.ui.theme import Tone, Type
from app.ui.widgets.card import SectionHeader
from app.ui.widgets.chips import Chips
from app.ui.widgets.field import Field
from app.ui.widgets.options import Options
from app.ui.widgets.plain import PlainLabel

ELSEWHERE = "elsewhere"
NO_STICK = "没有找到U盘，插好以后重新打开，或者另选文件夹"


@dataclass(frozen=True)
class Compared:
    """One figure of the period beside the last one's."""

    name: str
    value: int
    before: int | None
    unit: str

    @property
    def sentence(self) -> str:
        """登记45件次，上月40件次，多5件次."""
        said = f"{self.name}{self.value}{self.unit}"
        if self.before is None:
            return said
        difference = self.value - self.before
        word = "持平" if not difference else f"{'多' if difference > 0 else '少'}{abs(difference)}{self.unit}"
        return f"{said}，上期{self.before}{self.unit}，{word}"


@dataclass(frozen=True)
class Wish:
    """What the clerk settled on; without a folder it is still to be chosen."""

    order: Order
    folder: Path | None


class SendPanel(PanelForm):
    """`submitted` carries a `Wish`."""

    def __init__(self, prospect: Prospect, compared: Sequence[Compared], sticks: Sequence[Stick]) -> None:
        super().__init__("写入U盘", prospect.period.span)
        self._prospect, self._sticks = prospect, sticks
        self.kinds = Chips(tuple(KINDS.items()), name="报送种类")
        self.kinds.choose(MONTHLY)
        self.reason_edit, self.approver_edit = QLineEdit(), QLineEdit()
        self.places = Options(self._places(), name="写到哪里")
        self.places.choose("0" if sticks else ELSEWHERE)
        self._say_what_goes()
        self._compare(compared)
        self._guard()
        self._ask()
        self.finish()
        self.kinds.changed.connect(self._on_kind)
        self._on_kind()

    def submit(self) -> None:
        order = Order(self.kinds.value(), self.reason_edit.text().strip(), self.approver_edit.text().strip())
        problems = {}
        if order.kind == CORRECTION:
            problems = {"reason": "请写明更正原因"} if not order.reason else {}
            problems |= {"approved_by": "请写明批准人"} if not order.approved_by else {}
        if problems:
            self.show_problems(problems)
            return
        place = self.places.value()
        self.submitted.emit(Wish(order, None if place == ELSEWHERE else self._sticks[int(place)].folder))

    def said(self) -> tuple[str, ...]:
        """The sentences of what will go."""
        return self._said

    def _places(self) -> tuple[tuple[str, str], ...]:
        found = tuple((str(at), stick.label) for at, stick in enumerate(self._sticks))
        return (*found, (ELSEWHERE, "另选文件夹" if found else NO_STICK))

    def _say_what_goes(self) -> None:
        found = self._prospect
        lines = [
            counts_sentence(found.counts) if any(found.counts.values()) else "没有新的或改过的记录，只报数字"
        ]
        if found.attachments:
            lines.append(f"附件{found.attachments}份，共{max(1, found.attached_bytes >> 20)}MB")
        if found.sealed:
            lines.append(f"其中检举控告{found.sealed}件，只报编号、日期和状态")
        self._said = (*lines, *found.missing)
        self.column.addWidget(SectionHeader("将要报送"))
        self.column.addWidget(PlainLabel("\n".join(lines), Type.BODY, wrap=True))
        if found.missing:
            self.column.addWidget(PlainLabel("\n".join(found.missing), Type.BODY, wrap=True, tone=Tone.SOON))

    def _compare(self, compared: Sequence[Compared]) -> None:
        self.column.addWidget(SectionHeader("与上期比"))
        lines = "\n".join(one.sentence for one in compared)
        self.column.addWidget(PlainLabel(lines, Type.BODY, wrap=True))

    def _guard(self) -> None:
        self.column.addWidget(SectionHeader("校核"))
        for sentence in self._prospect.guard:
            self.column.addWidget(PlainLabel(f"▲ {sentence}", Type.BODY, wrap=True, tone=Tone.SOON))
        if not self._prospect.guard:
            self.column.addWidget(PlainLabel("● 合计相符", Type.BODY, tone=Tone.DONE))

    def _ask(self) -> None:
        self.put("place", Field("写到哪里", self.places))
        self.put("kind", Field("报送种类", self.kinds))
        self.put("reason", Field("更正原因", self.reason_edit))
        self.put("approved_by", Field("批准人", self.approver_edit))

    def _on_kind(self) -> None:
        """A correction has to be explained to the county; the others speak for themselves."""
        for name in ("reason", "approved_by"):
            self.fields[name].setVisible(self.kinds.value() == CORRECTION)
