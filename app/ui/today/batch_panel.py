"""打印本周文书: what would be printed, each with a tick; what cannot be, with its sentence."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from app.services.batches import DuePaper
from app.ui.matters.lateness import short_date
from app.ui.matters.panel_form import PanelForm
from app.ui.theme import Tone, Type, space
from app.ui.widgets.buttons import link
from app.ui.widgets.card import SectionHeader
from app.ui.widgets.plain import ElidedLabel, PlainLabel, plain_caption

BATCH_WIDTH = 600
MOST_AT_ONCE = 100  # rows; the rest is listed when these are printed
ABOUT = "已经办了、还没有告知的，和已经制作、还没有打印的；最急的在前。"
NONE_DUE = "本周没有要打印的文书。办了受理、不予受理、延期、答复、转送、交办以后，还没有告知的会列在这里。"
NOTHING = "请至少选一份文书，没有打印"


@dataclass(frozen=True)
class BatchWish:
    """What is to be printed and how."""

    papers: tuple[DuePaper, ...]
    returns: bool
    both_sides: bool


class BatchPanel(PanelForm):
    """`submitted` carries a `BatchWish`. `hindrance` says why a paper cannot be made yet, or nothing.

    Signals:
        matter_requested: Something is to be mended in a matter; carries its id.
    """

    matter_requested = Signal(str)

    def __init__(
        self, due: Sequence[DuePaper], hindrance: Callable[[DuePaper], str], today: date, *, both_sides: bool
    ) -> None:
        super().__init__("制作并打印", ABOUT)
        self.ticks: list[tuple[DuePaper, QCheckBox]] = []
        self.blocked: list[tuple[DuePaper, str]] = []
        self._today = today
        self.returns_check = QCheckBox("附送达回证（每份告知书、答复后面一张）")
        self.sides_check = QCheckBox("双面（每份从正面开始）")
        self.sides_check.setChecked(both_sides)
        for paper in due[:MOST_AT_ONCE]:
            sentence = hindrance(paper)
            if sentence:
                self.blocked.append((paper, sentence))
            else:
                self.ticks.append((paper, self._tick(paper)))
        self._lay_out(len(due) - MOST_AT_ONCE)
        self.finish()
        self._count()

    def chosen(self) -> tuple[DuePaper, ...]:
        """The papers with a tick, in their order."""
        return tuple(paper for paper, tick in self.ticks if tick.isChecked())

    def submit(self) -> None:
        papers = self.chosen()
        if not papers:
            self.refuse(NOTHING)
            return
        self.refuse("")
        self.submitted.emit(
            BatchWish(papers, self.returns_check.isChecked(), self.sides_check.isChecked())
        )  # fmt: skip

    def _lay_out(self, rest: int) -> None:
        """How, before which: a long pile would hide the two questions below itself."""
        for check in (self.returns_check, self.sides_check):
            self.column.addWidget(check)
        self.column.addWidget(SectionHeader("要打印的", count=f"{len(self.ticks)}份"))
        if not self.ticks:
            self.column.addWidget(PlainLabel(NONE_DUE, soft=True, wrap=True))
        for paper, tick in self.ticks:
            self.column.addWidget(_row(tick, ElidedLabel(_about(paper, self._today), Type.CAPTION)))
        if rest > 0:
            self.column.addWidget(PlainLabel(f"还有{rest}份，打印完这些再列出来。", soft=True, wrap=True))
        if self.blocked:
            self.column.addWidget(SectionHeader("现在还不能打印", count=f"{len(self.blocked)}份"))
        for paper, sentence in self.blocked:
            self.column.addWidget(self._hindered(paper, sentence))

    def _tick(self, paper: DuePaper) -> QCheckBox:
        tick = QCheckBox(plain_caption(f"{paper.title}　{paper.number}".strip("　")))
        tick.setAccessibleDescription(_about(paper, self._today))
        tick.setChecked(True)
        tick.toggled.connect(self._count)
        return tick

    def _hindered(self, paper: DuePaper, sentence: str) -> QWidget:
        ground = QWidget()
        go = link("去事项里处理")
        go.setAccessibleDescription(f"{paper.title}，{paper.who}")
        go.clicked.connect(lambda: self.matter_requested.emit(paper.matter_id))
        head = QHBoxLayout()
        head.addWidget(PlainLabel(paper.title, soft=True))
        head.addStretch(1)
        head.addWidget(go)
        column = QVBoxLayout(ground)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(ElidedLabel(_about(paper, self._today), Type.CAPTION))
        column.addWidget(PlainLabel(sentence, tone=Tone.SOON, wrap=True))
        return ground

    def _count(self) -> None:
        number = len(self.chosen())
        self.say_verb(f"制作并打印{number}份" if number else "制作并打印")


def _row(tick: QCheckBox, said: QWidget) -> QWidget:
    ground = QWidget()
    column = QVBoxLayout(ground)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(tick)
    line = QHBoxLayout()
    line.setContentsMargins(space(8), 0, 0, 0)
    line.addWidget(said)
    column.addLayout(line)
    return ground


def _about(paper: DuePaper, today: date) -> str:
    """Whose it is, and until when it should go out."""
    whose = f"{paper.matter_number} {paper.who}" if paper.matter_id else "本机构的文书"
    until = "今天发出" if paper.due_on == today else f"{short_date(paper.due_on, today)}前应发出"
    return f"{whose} · {until}"
